#include "app/usb.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/signal.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "store/content_store.h"
#include "store/device.h"

struct usb {
    struct usb_params params;
    struct mailbox jobs;
    pthread_t thread;
    atomic_bool is_stopping;
};

struct job {
    enum usb_kind kind;
    char path[STICK_PATH_MAX];
};

/* --- in its thread -------------------------------------------------------------------------- */

static enum bundle_result read_bundle(const struct usb *usb, const char *path, struct bundle *out,
                                      char **out_why) {
    const struct device *device = usb->params.device;
    if (device->has_sign_key)
        return bundle_read(path, device->sign_key, out, out_why);
    *out_why = xstrdup("this machine knows no office whose signature it could check");
    return BUNDLE_REFUSED;
}

static void describe(struct usb_offer *offer, const struct bundle *bundle, int64_t newest) {
    const struct content *content = bundle->content;
    offer->revision = content->revision;
    offer->state = content->revision > newest ? USB_NEWER : USB_OLDER;
    offer->asset_count = (int)content->asset_count;
    for (size_t i = 0; i < content->asset_count; i++)
        offer->asset_bytes += content->assets[i].size_bytes;
    const char *at = jsonread_text(content->root, "published_at", "");
    if (!date_parse_rfc3339(at, &offer->published_at_s, NULL))
        offer->published_at_s = 0;
}

/* Its signature is looked at now, its pictures when it is imported. */
static void look_at(const struct usb *usb, const struct stick *stick, int64_t newest,
                    struct usb_offer *out) {
    struct bundle bundle;
    char *why = NULL;
    *out = (struct usb_offer){.state = USB_REFUSED, .is_writable = stick->is_writable};
    memcpy(out->path, stick->path, sizeof out->path);
    enum bundle_result result = read_bundle(usb, stick->path, &bundle, &why);
    if (result == BUNDLE_OK) {
        describe(out, &bundle, newest);
        bundle_finish(&bundle);
    } else if (result == BUNDLE_ABSENT) {
        out->state = USB_EMPTY;
    } else {
        snprintf(out->why, sizeof out->why, "%s", why);
    }
    free(why);
}

static void look(const struct usb *usb, struct usb_news *news) {
    struct stick sticks[STICKS_MAX];
    struct content_head head;
    size_t count = sticks_find(usb->params.roots, sticks);
    content_store_head(usb->params.store, &head);
    for (size_t i = 0; i < count && news->offer_count < USB_OFFERS_MAX; i++)
        look_at(usb, &sticks[i], head.newest, &news->offers[news->offer_count++]);
}

static enum bundle_result import(struct usb *usb, const char *path, struct usb_news *news,
                                 char **out_why) {
    struct bundle bundle;
    enum bundle_result result = read_bundle(usb, path, &bundle, out_why);
    if (result != BUNDLE_OK)
        return result;
    news->revision = bundle.content->revision;
    result = bundle_import(&bundle, usb->params.store, &usb->is_stopping, out_why);
    bundle_finish(&bundle);
    return result;
}

/* Owned by the receiver. */
static struct usb_news *perform(struct usb *usb, const struct job *job) {
    struct usb_news *news = xcalloc(1, sizeof *news);
    char *why = NULL;
    news->kind = job->kind;
    switch (job->kind) {
    case USB_LOOKED:
        look(usb, news);
        break;
    case USB_IMPORTED:
        news->result = import(usb, job->path, news, &why);
        break;
    case USB_EXPORTED:
        news->result = bundle_slips_export(job->path, usb->params.outbox,
                                           usb->params.device->device_id, &news->slips, &why);
        break;
    }
    if (why) {
        snprintf(news->why, sizeof news->why, "%s", why);
        log_warn("stick: %s: %s", bundle_result_word(news->result), why);
    }
    free(why);
    return news;
}

static void *run(void *context) {
    struct usb *usb = context;
    void *taken;
    for (;;) {
        enum mailbox_take take = mailbox_take(&usb->jobs, -1, &taken);
        if (take == MAILBOX_STOPPING)
            return NULL;
        if (take != MAILBOX_JOB)
            continue;
        if (!atomic_load(&usb->is_stopping)) {
            struct usb_news *news = perform(usb, taken);
            if (news->kind == USB_IMPORTED && news->result == BUNDLE_OK)
                usb->params.on_content(
                    usb->params.context); // the wall first, what staff read after it
            signal_push(SIGNAL_USB, news);
        }
        free(taken);
    }
}

/* --- asked by the app ----------------------------------------------------------------------- */

struct usb *usb_start(const struct usb_params *params) {
    struct usb *usb = xcalloc(1, sizeof *usb);
    usb->params = *params;
    mailbox_init(&usb->jobs);
    if (pthread_create(&usb->thread, NULL, run, usb) != 0)
        abort(); // out of memory or threads: the service manager starts us again
    return usb;
}

static bool ask(struct usb *usb, enum usb_kind kind, const char *path) {
    struct job *job = xcalloc(1, sizeof *job);
    job->kind = kind;
    snprintf(job->path, sizeof job->path, "%s", path);
    if (mailbox_push(&usb->jobs, job))
        return true;
    free(job);
    return false;
}

bool usb_look(struct usb *usb) {
    return ask(usb, USB_LOOKED, "");
}

bool usb_import(struct usb *usb, const char *path) {
    return ask(usb, USB_IMPORTED, path);
}

bool usb_export_slips(struct usb *usb, const char *path) {
    return ask(usb, USB_EXPORTED, path);
}

void usb_stop(struct usb *usb) {
    atomic_store(&usb->is_stopping, true);
    mailbox_stop(&usb->jobs);
}

void usb_join(struct usb *usb) {
    if (!usb)
        return;
    pthread_join(usb->thread, NULL);
    mailbox_finish(&usb->jobs);
    free(usb);
}
