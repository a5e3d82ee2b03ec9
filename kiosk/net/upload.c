#include "net/upload.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/xalloc.h"
#include "net/backoff.h"
#include "net/http.h"
#include "net/upload_parts.h"
#include "store/outbox.h"

#define SLICE_MS 4000 // real time between two looks at the app's clock, which may have been moved

const char *upload_link_word(enum upload_link link) {
    static const char *const words[] = {
        [UPLOAD_LINK_UNKNOWN] = "unknown",       [UPLOAD_LINK_OK] = "ok",
        [UPLOAD_LINK_NO_NETWORK] = "no-network", [UPLOAD_LINK_UNTRUSTED] = "untrusted",
        [UPLOAD_LINK_PORTAL] = "portal",         [UPLOAD_LINK_STORE_DOWN] = "store-down",
        [UPLOAD_LINK_REFUSED] = "refused",
    };
    return words[link];
}

static int64_t random_ms(int64_t most_ms) {
    return crypto_random_below((uint32_t)most_ms + 1);
}

/* ---- what others see ---- */

void upload_tell(struct uploader *u) {
    struct upload_state copy;
    uploader_state(u, &copy);
    if (u->params.on_state)
        u->params.on_state(&copy, u->params.context);
}

void upload_set_link(struct uploader *u, enum upload_link link, const char *why) {
    pthread_mutex_lock(&u->lock);
    bool is_new = u->state.link != link;
    u->state.link = link;
    snprintf(u->state.why, sizeof u->state.why, "%s", link == UPLOAD_LINK_OK ? "" : why);
    pthread_mutex_unlock(&u->lock);
    if (is_new && link == UPLOAD_LINK_OK)
        log_info("the record store answers");
    else if (is_new)
        log_warn("slips wait (%s): %s", upload_link_word(link), why);
}

int64_t upload_refresh_counts(struct uploader *u) {
    struct outbox_counts counts;
    if (outbox_count(u->params.outbox, &counts) != OUTBOX_OK)
        return -1;
    pthread_mutex_lock(&u->lock);
    u->state.waiting = counts.waiting;
    u->state.parked = counts.parked;
    pthread_mutex_unlock(&u->lock);
    return counts.waiting;
}

static void note_try(struct uploader *u) {
    pthread_mutex_lock(&u->lock);
    u->state.last_try_s = clock_wall_s(u->params.clock);
    u->state.in_pass = 0;
    pthread_mutex_unlock(&u->lock);
}

void upload_note_delivered(struct uploader *u) {
    pthread_mutex_lock(&u->lock);
    u->state.last_delivered_s = clock_wall_s(u->params.clock);
    u->state.in_pass++;
    pthread_mutex_unlock(&u->lock);
}

/* ---- when ---- */

static int64_t wait_after_trouble(struct uploader *u, const struct upload_pass *pass) {
    u->failed_passes++;
    if (pass->end.what == VERDICT_REFUSED)
        return UPLOAD_PROBE_MS;
    if (pass->retry_after_s < 0)
        return random_ms(backoff_most_ms(u->failed_passes));
    int64_t wait_s = pass->retry_after_s < UPLOAD_RETRY_AFTER_MOST_S ? pass->retry_after_s
                                                                     : UPLOAD_RETRY_AFTER_MOST_S;
    // "0" from a store that goes on failing must not become a loop.
    return wait_s * 1000 + random_ms(BACKOFF_FIRST_MS);
}

static void plan_after(struct uploader *u, const struct upload_pass *pass) {
    int64_t now_ms = clock_mono_ms(u->params.clock);
    u->is_well = pass->end.what == VERDICT_DELIVERED;
    if (u->is_well) {
        u->failed_passes = 0;
        u->next_ms = stragglers_next_ms(&u->stragglers, now_ms + UPLOAD_LOOK_MS);
    } else {
        u->next_ms = now_ms + wait_after_trouble(u, pass);
        upload_set_link(u, pass->end.link, pass->end.why);
    }
}

/* With nothing to send it stays at home, but for somebody who asks how the way stands. */
static void run_pass(struct uploader *u, bool is_asked) {
    if (upload_refresh_counts(u) == 0 && u->is_well && !is_asked) {
        u->next_ms = clock_mono_ms(u->params.clock) + UPLOAD_LOOK_MS;
        return;
    }
    struct upload_pass pass = {.u = u, .retry_after_s = -1};
    // A new handle each pass: names are resolved afresh and no old connection is used again.
    pass.http = http_create_to_store(u->params.device, u->params.clock, u->proxy, &u->cancel);
    note_try(u);
    upload_run_pass(&pass);
    http_destroy(pass.http);
    if (!atomic_load(&u->cancel))
        plan_after(u, &pass);
    upload_refresh_counts(u);
    upload_tell(u);
}

/* A kiosk that comes back with old slips is one of many: the whole province had the outage. */
static void plan_first(struct uploader *u) {
    struct outbox_counts counts;
    u->next_ms = clock_mono_ms(u->params.clock);
    if (u->params.skip_jitter || outbox_count(u->params.outbox, &counts) != OUTBOX_OK)
        return;
    int64_t age_s = clock_wall_s(u->params.clock) - counts.oldest_waiting_s;
    if (counts.waiting > 0 && age_s > UPLOAD_LONG_OUTAGE_S)
        u->next_ms += random_ms(UPLOAD_RETURN_JITTER_MS);
}

/* True while the cable is "out"; said once. */
static bool is_cut_off(struct uploader *u) {
    pthread_mutex_lock(&u->lock);
    bool is_offline = u->is_offline;
    bool is_told = u->state.link == UPLOAD_LINK_NO_NETWORK;
    pthread_mutex_unlock(&u->lock);
    if (is_offline && !is_told) {
        upload_set_link(u, UPLOAD_LINK_NO_NETWORK, "switched off");
        upload_tell(u);
    }
    return is_offline;
}

/* Until the next pass is due: a thread that has nothing to do hardly ever wakes. */
static int64_t slice_ms(const struct uploader *u) {
    int64_t left_ms = u->next_ms - clock_mono_ms(u->params.clock);
    return left_ms > 0 && left_ms < SLICE_MS ? left_ms : SLICE_MS;
}

static void *run(void *context) {
    struct uploader *u = context;
    plan_first(u);
    for (int64_t wait_ms = 0;; wait_ms = slice_ms(u)) {
        void *no_job;
        enum mailbox_take take = mailbox_take(&u->mailbox, wait_ms, &no_job);
        if (take == MAILBOX_STOPPING)
            return NULL;
        if (is_cut_off(u))
            continue;
        bool is_due =
            clock_mono_ms(u->params.clock) >= u->next_ms || (take == MAILBOX_WOKEN && u->is_well);
        bool is_asked = atomic_exchange(&u->must_hurry, false);
        if (is_asked || is_due)
            run_pass(u, is_asked);
    }
}

/* ---- from other threads ---- */

struct uploader *uploader_start(const struct upload_params *params) {
    struct uploader *u = xcalloc(1, sizeof *u);
    u->params = *params;
    u->proxy = xstrdup(params->proxy);
    pthread_mutex_init(&u->lock, NULL);
    mailbox_init(&u->mailbox);
    if (pthread_create(&u->thread, NULL, run, u) != 0) {
        log_error("cannot start the uploader's thread");
        abort(); // as for memory: the service manager starts us again
    }
    return u;
}

void uploader_wake(struct uploader *uploader) {
    mailbox_wake(&uploader->mailbox);
}

void uploader_hurry(struct uploader *uploader) {
    atomic_store(&uploader->must_hurry, true);
    mailbox_wake(&uploader->mailbox);
}

void uploader_set_offline(struct uploader *uploader, bool is_offline) {
    pthread_mutex_lock(&uploader->lock);
    uploader->is_offline = is_offline;
    atomic_store(&uploader->cancel, is_offline || uploader->is_stopping);
    pthread_mutex_unlock(&uploader->lock);
    if (is_offline)
        mailbox_wake(&uploader->mailbox);
    else
        uploader_hurry(uploader);
}

void uploader_stop(struct uploader *uploader) {
    pthread_mutex_lock(&uploader->lock);
    uploader->is_stopping = true;
    atomic_store(&uploader->cancel, true);
    pthread_mutex_unlock(&uploader->lock);
    mailbox_stop(&uploader->mailbox);
}

void uploader_join(struct uploader *uploader) {
    if (!uploader)
        return;
    pthread_join(uploader->thread, NULL);
    mailbox_finish(&uploader->mailbox);
    pthread_mutex_destroy(&uploader->lock);
    stragglers_finish(&uploader->stragglers);
    free(uploader->proxy);
    free(uploader);
}

void uploader_state(struct uploader *uploader, struct upload_state *out) {
    pthread_mutex_lock(&uploader->lock);
    *out = uploader->state;
    pthread_mutex_unlock(&uploader->lock);
}
