/* The chained log (nhật ký) of the staff at one kiosk: each entry carries the SHA-256 of the hash
 * before it and its own exact bytes, so that nothing in it can be changed, left out or put in
 * without its being seen; the head goes to the office, which notices an end that was cut off. */
#ifndef STORE_STAFF_LOG_H
#define STORE_STAFF_LOG_H

#include "base/crypto.h"
#include <stdint.h>

#define STAFF_NAME_MAX 64     // with the NUL
#define STAFF_SUBJECT_MAX 128 // with the NUL: a switch's key, an item's id, a person's name
#define STAFF_VALUE_MAX 256   // with the NUL

/* Who is nobody with a PIN. */
#define STAFF_WHO_CONSOLE "@console" // kioskctl
#define STAFF_WHO_OFFICE "@office"   // an order of the store's
#define STAFF_WHO_KIOSK "@kiosk"     // by itself

enum staff_act {
    STAFF_ACT_OPEN,        // somebody entered their PIN
    STAFF_ACT_CLOSE,       // left, or it locked itself
    STAFF_ACT_LOCK,        // five wrong ones; `to`: minutes
    STAFF_ACT_UNLOCK,      // the office lifted it
    STAFF_ACT_PIN_SET,     // subject: whose
    STAFF_ACT_PIN_REMOVE,  // likewise
    STAFF_ACT_SWITCH,      // subject: key; from, to: on, off, clear
    STAFF_ACT_ITEM,        // subject: id; likewise
    STAFF_ACT_PINS,        // from, to: ids
    STAFF_ACT_WINDOW,      // subject: id or page:KEY; from, to: the window as JSON, "" none
    STAFF_ACT_UNDO,        // subject: the entry's seq; from, to as in what was undone, turned round
    STAFF_ACT_SEND,        // "Gửi ngay"
    STAFF_ACT_CONTENT_USB, // "Từ USB"; to: the revision
    STAFF_ACT_CONTENT_BACK, // "Lùi"; from, to: revisions
    STAFF_ACT_OUTBOX_USB,   // slips were written to a stick; to: how many
    STAFF_ACT_TOUCH_TEST,
    STAFF_ACT_RESTART,
    STAFF_ACT_CONSOLE, // left to the console
    STAFF_ACT_START,   // the kiosk started
    STAFF_ACT_CONTENT, // what the office published arrived over the network; to: the revision
    STAFF_ACT_RETRY,   // slips set aside wait again; to: how many
    STAFF_ACTS,        // how many
};

struct staff_entry {
    int64_t seq, at_s; // from 1, without gaps; Unix time by the kiosk's clock
    enum staff_act act;
    char who[STAFF_NAME_MAX];
    char subject[STAFF_SUBJECT_MAX], from[STAFF_VALUE_MAX], to[STAFF_VALUE_MAX]; // "" none
};

struct staff_chain { // what walking it showed
    int64_t count;
    int64_t broken_seq; // the first entry that is not what it was; 0: whole
    char why[128];      // in English, for kioskctl
    char head_hash[CRYPTO_SHA256_HEX_MAX];
};

/** "switch", "pin.open": as it stands in the log, and the end of a key of words. */
const char *staff_act_word(enum staff_act act);
/** STAFF_ACTS when it is none. */
enum staff_act staff_act_by_word(const char *word);

#endif
