/* Sticks: what they offer, content from them, slips to them. Each wish is done by a thread of its
 * own, one after the other, for a stick may take minutes; the answer comes as SIGNAL_USB with a
 * struct usb_news, in the order of the wishes. */
#ifndef APP_USB_H
#define APP_USB_H

#include "store/bundle_slips.h"
#include "store/sticks.h"
#include <stdbool.h>
#include <stdint.h>

struct content_store;
struct device;
struct outbox;
struct usb;

struct usb_params {    // borrowed, as all here; they outlive it
    const char *roots; // below which sticks are mounted, blanks between
    struct content_store *store;
    struct outbox *outbox;
    const struct device *device;       // whose key content must be signed with
    void (*on_content)(void *context); // new content was taken in; from its thread
    void *context;
};

#define USB_OFFERS_MAX 8
#define USB_WHY_MAX 320

enum usb_state {
    USB_EMPTY,   // no content on it: slips can still be copied to it
    USB_NEWER,   // signed by this office, newer than what is here: may be imported
    USB_OLDER,   // signed by this office, and no news
    USB_REFUSED, // see `why`: not signed, damaged, not of this office
};

struct usb_offer { // one stick
    char path[STICK_PATH_MAX];
    enum usb_state state;
    int64_t revision, published_at_s; // of USB_NEWER and USB_OLDER; the time 0 where it says none
    int asset_count;
    int64_t asset_bytes;
    bool is_writable;
    char why[USB_WHY_MAX]; // which file, what was expected; in English, for the technician
};

enum usb_kind {
    USB_LOOKED,   // offers
    USB_IMPORTED, // result, why, revision; with BUNDLE_OK after on_content
    USB_EXPORTED, // result, why, slips
};

struct usb_news { // one piece of heap memory: whoever receives it frees it
    enum usb_kind kind;
    enum bundle_result result;
    char why[USB_WHY_MAX];
    int64_t revision;
    struct bundle_slips_counts slips;
    size_t offer_count;
    struct usb_offer offers[USB_OFFERS_MAX];
};

struct usb *usb_start(const struct usb_params *params);
/** The next three only ask; false when too much is asked already. `path` as an offer has it. */
bool usb_look(struct usb *usb);
bool usb_import(struct usb *usb, const char *path);
bool usb_export_slips(struct usb *usb, const char *path);
/** Breaks off an import that is under way; nothing was changed by it then. */
void usb_stop(struct usb *usb);
/** Takes NULL. */
void usb_join(struct usb *usb);

#endif
