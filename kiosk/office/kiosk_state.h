/* How a kiosk is doing, judged from its last report. */
#ifndef OFFICE_KIOSK_STATE_H
#define OFFICE_KIOSK_STATE_H

#include <stdint.h>

struct device_row;
struct page;

enum kiosk_state {          // bits
    KIOSK_CALLS = 1 << 0,   // somebody there called for help and nobody answered
    KIOSK_SILENT = 1 << 1,  // enrolled, and not heard of for long
    KIOSK_FULL = 1 << 2,    // its disk is nearly full
    KIOSK_BROKEN = 1 << 3,  // its database does not work
    KIOSK_PARKED = 1 << 4,  // slips were refused and lie there
    KIOSK_WAITING = 1 << 5, // slips wait there since yesterday
    KIOSK_CLOCK = 1 << 6,   // its clock is wrong
    KIOSK_COPIED = 1 << 7,  // two slips with one number: a copied disk
    KIOSK_INVITED = 1 << 8, // a code is out
    KIOSK_REVOKED = 1 << 9,
    KIOSK_LOCKED = 1 << 10, // five wrong PINs
    KIOSK_NO_LOG = 1 << 11, // its staff's log is not what it was, within the last month
};
#define KIOSK_TROUBLES                                                                             \
    (0xFFu | KIOSK_LOCKED | KIOSK_NO_LOG) // those that somebody must do something about

unsigned kiosk_state_of(const struct device_row *row, int64_t now_s);
/** One badge for each, or one that says that all is well. */
void kiosk_state_badges(struct page *page, const struct device_row *row);

#define KIOSK_DISK_MAX 24 // with the NUL
/** Free space as people read it: "900 MB", "66,5 GB"; "–" for less than none, which is unknown. */
void kiosk_disk_text(int64_t free_mb, char out[KIOSK_DISK_MAX]);

#endif
