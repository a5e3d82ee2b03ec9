/* What is wrong with a kiosk, as data: which problem, with which figures. kioskctl doctor and the
 * staff's dashboard judge by this alone, and each says it in its own words. */
#ifndef NET_TROUBLE_H
#define NET_TROUBLE_H

#include "base/clock.h"
#include "net/upload.h"
#include <stdbool.h>
#include <stdint.h>

#define TROUBLE_TEXT_MAX 160
#define TROUBLE_DISK_LOW_MB 500
#define TROUBLE_WAITS_S 86400        // a slip that waits longer is a problem
#define TROUBLE_SILENT_S (2 * 86400) // as is a store that was not heard from
#define TROUBLE_CLOCK_OFF_S 120
#define TROUBLE_HOT_C 80

enum trouble_kind {
    TROUBLE_NOT_ENROLLED,
    TROUBLE_DEVICE_BROKEN, // text: where and why
    TROUBLE_NO_PIN,
    TROUBLE_PIN_LOCKED,  // number: seconds left
    TROUBLE_STAFF_FILE,  // it cannot be used
    TROUBLE_LOG_BROKEN,  // number: the first line that is not what it was
    TROUBLE_OUTBOX_FILE, // it cannot be used: no slips are taken
    TROUBLE_WAITING,     // number: how many, other: the oldest's age in hours
    TROUBLE_PARKED,      // number: how many, text: why the newest was
    TROUBLE_LINK,        // number: an enum upload_link, text: why
    TROUBLE_SILENT,      // number: hours since the store was last heard
    TROUBLE_NO_CONTENT,
    TROUBLE_UNVERIFIED, // no key to check signatures by
    TROUBLE_CLOCK_UNSET,
    TROUBLE_CLOCK_OFF,    // number: seconds, the store's minus ours
    TROUBLE_DISK_LOW,     // number: MiB free
    TROUBLE_HOT,          // number: degrees Celsius
    TROUBLE_FOLDER_OWNER, // the data folder is another user's
    TROUBLE_FOLDER_OPEN,  // others may read it; number: its mode
    TROUBLE_NO_FOLDER,    // text: why
    TROUBLE_FONT_MISSING, // text: which file
    TROUBLE_NO_SOUND,     // no sound device: nothing is read aloud
    TROUBLES,             // how many
};

struct trouble_facts { // zeroed: nothing is known, which is no problem in itself
    bool is_enrolled;
    char device_fault[TROUBLE_TEXT_MAX]; // "" none
    bool knows_staff, has_staff;         // was it looked at, can it be used
    int64_t people, lock_wait_s, broken_seq;
    bool is_locked;
    bool knows_outbox, has_outbox;
    int64_t waiting, oldest_waiting_s, parked; // Unix seconds; 0 none
    char parked_reason[TROUBLE_TEXT_MAX];
    enum upload_link link; // UPLOAD_LINK_UNKNOWN while no kiosk runs
    char link_why[TROUBLE_TEXT_MAX];
    int64_t heard_at_s; // last proven word of the store's; 0 unknown
    bool has_content, can_verify;
    int64_t revision;
    enum clock_trust trust;
    bool has_offset;
    int64_t clock_offset_s, now_s;
    char folder_fault[TROUBLE_TEXT_MAX]; // "" it is there
    bool is_folder_ours;
    int folder_mode;      // permission bits
    int64_t disk_free_mb; // -1 unknown
    int disk_free_percent;
    int temperature_c;                   // INT_MIN: there is no sensor
    char missing_font[TROUBLE_TEXT_MAX]; // "" none
    bool has_sound;
};

struct trouble {
    enum trouble_kind kind;
    int64_t number, other;
    char text[TROUBLE_TEXT_MAX];
};

/** What the machine itself says: folder, disk, temperature, sound. Everything else is the caller's
 * to fill in. */
void trouble_look(struct trouble_facts *facts, const char *data_dir);
/** @return how many were found, each problem once at most, the most pressing first */
int trouble_judge(const struct trouble_facts *facts, struct trouble out[TROUBLES]);
/** A note that asks for nothing to be done now. */
bool trouble_is_note(enum trouble_kind kind);
/** "not_enrolled", "no_pin": the end of a key of words. */
const char *trouble_word(enum trouble_kind kind);

#endif
