/* What staff do with a stick: content comes from it, waiting slips go onto it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backstage_parts.h"
#include "app/desk_words.h"
#include "app/link.h"

void backstage_open_sticks(struct backstage *b) {
    free(b->sticks);
    b->sticks = NULL;
    if (b->params.link->usb)
        usb_look(b->params.link->usb);
    backstage_open_list(b, LIST_STICKS);
}

void backstage_use_stick(struct backstage *b, const char *row) {
    size_t at = (size_t)strtoul(row, NULL, 10);
    struct usb *usb = b->params.link->usb;
    if (!usb || !b->sticks || at >= b->sticks->offer_count)
        return;
    const struct usb_offer *offer = &b->sticks->offers[at];
    bool is_asked = offer->state == USB_NEWER ? usb_import(usb, offer->path)
                                              : usb_export_slips(usb, offer->path);
    if (!is_asked)
        return;
    memcpy(b->stick_who, b->who, sizeof b->stick_who);
    backstage_say_word(b, "staff.stick.taking");
}

/* An old stick takes minutes: whoever asked for it may be locked out by then. */
static void note_stick(struct backstage *b, const struct usb_news *news) {
    char number[24];
    bool is_import = news->kind == USB_IMPORTED;
    if (news->kind == USB_LOOKED || news->result != BUNDLE_OK)
        return;
    snprintf(number, sizeof number, "%lld",
             is_import ? (long long)news->revision : (long long)news->slips.written);
    staff_store_note(backstage_staff(b), b->stick_who,
                     is_import ? STAFF_ACT_CONTENT_USB : STAFF_ACT_OUTBOX_USB, NULL, NULL, number);
}

static void tell_import(struct backstage *b, const struct usb_news *news) {
    char version[24];
    snprintf(version, sizeof version, "%lld", (long long)news->revision);
    struct desk_sources from = backstage_sources(b);
    if (news->result == BUNDLE_OK) {
        backstage_say(b, desk_fill_one(&from, "staff.stick.taken", "v", version));
    } else {
        backstage_say_word(b, "staff.stick.failed");
    }
}

static void tell_export(struct backstage *b, const struct usb_news *news) {
    struct desk_sources from = backstage_sources(b);
    if (news->result != BUNDLE_OK) {
        backstage_say_word(b, "staff.not_saved");
        return;
    }
    backstage_say(b, desk_numbers(&from, "staff.export_done", news->slips.written, 0));
}

void backstage_take_usb(struct backstage *b, struct usb_news *news) {
    bool is_in = b->state == BACKSTAGE_IN || b->state == BACKSTAGE_PREVIEW;
    note_stick(b, news);
    if (!is_in) {
        free(news);
        return;
    }
    if (news->kind == USB_LOOKED) {
        free(b->sticks);
        b->sticks = news;
        if (b->current == STAFF_LIST && b->desk->list.kind == LIST_STICKS)
            backstage_refresh(b);
        return;
    }
    if (news->kind == USB_IMPORTED)
        tell_import(b, news);
    else
        tell_export(b, news);
    free(news);
    if (b->params.link->usb) // what it offers now
        usb_look(b->params.link->usb);
}
