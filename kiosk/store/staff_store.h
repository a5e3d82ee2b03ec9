/* What belongs to the staff at one kiosk (DATA/staff/staff.db): their PINs with names, the tries
 * and the lock, what they chose to show, and the chained log of who did what. One thread owns the
 * file; everybody else asks it, and waits for the answer or leaves a callback: a PIN takes Argon2id
 * up to eight times, for which the screen must not wait.
 *
 * Every change is one transaction together with its line of the log. */
#ifndef STORE_STAFF_STORE_H
#define STORE_STAFF_STORE_H

#include "base/clock.h"
#include "base/crypto.h"
#include "model/overrides.h"
#include "store/staff_log.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct staff_store;

#define STAFF_PINS_MAX 8
#define STAFF_PIN_DIGITS 6
#define STAFF_TRIES_MAX 5 // wrong ones until it locks

enum staff_result {
    STAFF_OK,          // committed
    STAFF_UNCHANGED,   // it was so already; nothing is logged
    STAFF_FAILED,      // the file cannot be written: nothing was changed
    STAFF_ABSENT,      // nobody of that name; nothing to undo; another lock, or none
    STAFF_PIN_FORM,    // not six digits
    STAFF_PIN_TRIVIAL, // 000000, 123456, 121212 and their like
    STAFF_PIN_TAKEN,   // somebody else's already
    STAFF_NAME,        // empty, longer than STAFF_NAME_MAX, or begins with @
    STAFF_TOO_MANY,    // eight have a PIN; or too many items, pins, windows
};

enum staff_open {
    STAFF_OPENED,
    STAFF_OPENED_FRESH, // the old file was broken and set aside (path in the report): no PINs, all
                        // as published
    STAFF_LOCKED,       // another program has it
    STAFF_UNUSABLE,     // the folder cannot be written
};

struct staff_params {
    const char *data_dir;
    const struct clock *clock; // borrowed for life: waits run by its mono face, the log by its wall
    const char *vfs;           // NULL but in tests
    void (*on_change)(void *context); // from its thread, after each committed change; may be NULL
    void *context;
};

struct staff_report {
    enum staff_open result;
    char set_aside[512];
    char why[256];
};

/** NULL for STAFF_LOCKED and STAFF_UNUSABLE. A lock that still held begins its wait anew. */
struct staff_store *staff_store_open(const struct staff_params *params,
                                     struct staff_report *out_report);
/** Ends its thread, then closes the file. NULL is fine. */
void staff_store_close(struct staff_store *store);
/** The clock was moved: look whether a wait is over. Any thread. */
void staff_store_wake(struct staff_store *store);

/* --- PINs ----------------------------------------------------------------------------------- */

enum pin_result {
    PIN_RIGHT,
    PIN_WRONG,
    PIN_LOCKED, // nothing was verified
    PIN_NOBODY, // nobody has a PIN: kioskctl sets the first
    PIN_FAILED, // the try could not be counted, so nothing was verified
};

struct pin_answer {
    enum pin_result result;
    char name[STAFF_NAME_MAX]; // whose it is, when right
    int tries_left;            // until it locks
    int64_t wait_ms;           // while locked; of the app's mono clock
};

/** Counts and commits the try, then verifies. `on_done` is called from the storage thread; `pin` is
 * copied and wiped. A right one is logged and sets tries and lock level back. */
void staff_store_try_pin(struct staff_store *store, const char *pin,
                         void (*on_done)(const struct pin_answer *answer, void *context),
                         void *context);
/** The same, waiting: for tests and tools. */
void staff_store_try_pin_now(struct staff_store *store, const char *pin, struct pin_answer *out);

/** Gives `name` a PIN, or another one. `who` did it: a name, or STAFF_WHO_CONSOLE. */
enum staff_result staff_store_set_pin(struct staff_store *store, const char *who, const char *name,
                                      const char *pin);
/** The same without waiting: from the storage thread. */
void staff_store_set_pin_later(struct staff_store *store, const char *who, const char *name,
                               const char *pin,
                               void (*on_done)(enum staff_result result, void *context),
                               void *context);
/** STAFF_ABSENT when nobody of that name has one. The last one may go, too: then nobody gets in. */
enum staff_result staff_store_remove_pin(struct staff_store *store, const char *who,
                                         const char *name);
/** The office lifts the lock that it was told of; STAFF_ABSENT when that is not the present one. */
enum staff_result staff_store_unlock(struct staff_store *store, const char *lock_id);
/** Without asking the file: what a PIN is refused for, or STAFF_OK. */
enum staff_result staff_pin_check(const char *pin);

/* --- what is shown -------------------------------------------------------------------------- */

/* `who` is the name that the PIN gave. CHOICE_NONE clears: the office decides again. Whether an
 * item may be switched on (decision, consent) is the caller's to ask of the content; what has none
 * stays hidden whatever is chosen here. */
/** A switch, for this kiosk alone. */
enum staff_result staff_store_switch(struct staff_store *store, const char *who, enum switch_id id,
                                     enum switch_choice choice);
/** An item: shown or hidden. STAFF_TOO_MANY beyond OVERRIDES_ITEMS_MAX. */
enum staff_result staff_store_item(struct staff_store *store, const char *who, const char *id,
                                   enum switch_choice choice);
/** What comes first, in this order, in the place of what is published; `ids` NULL clears. */
enum staff_result staff_store_set_pins(struct staff_store *store, const char *who,
                                       const char *const *ids, size_t count);
/** `window` NULL clears; its `of` is not looked at. */
enum staff_result staff_store_set_window(struct staff_store *store, const char *who, const char *of,
                                         const struct timeslot *window);
/** Takes the last of the changes above back, once. */
enum staff_result staff_store_undo(struct staff_store *store, const char *who);
/** False when the file cannot be read; else the caller finishes `out`. */
bool staff_store_overrides(struct staff_store *store, struct overrides *out);

/* --- the log -------------------------------------------------------------------------------- */

/** Notes what else was done ("Gửi ngay", "Từ USB", restart): `subject`, `from`, `to` may be NULL.
 */
enum staff_result staff_store_note(struct staff_store *store, const char *who, enum staff_act act,
                                   const char *subject, const char *from, const char *to);
/** The newest first, those below `before_seq` (0: all), at most `max`; owned by the caller (free).
 */
enum staff_result staff_store_log(struct staff_store *store, int64_t before_seq, size_t max,
                                  struct staff_entry **out, size_t *out_count);
/** Walks the whole chain; STAFF_FAILED when it cannot be read at all. */
enum staff_result staff_store_verify(struct staff_store *store, struct staff_chain *out);

/* --- all of it at a look -------------------------------------------------------------------- */

struct staff_person {
    char name[STAFF_NAME_MAX];
    int64_t set_at_s;
};

struct staff_state {
    struct staff_person people[STAFF_PINS_MAX]; // who has a PIN, by name
    size_t person_count;
    bool is_locked;
    char lock_id[CRYPTO_UUID_MAX]; // while locked: what the office's order must name
    int64_t locked_at_s;
    int64_t wait_ms; // until it opens by itself
    int tries_left;
    int64_t head_seq; // of the log; 0: empty
    char head_hash[CRYPTO_SHA256_HEX_MAX];
    bool can_undo;
    struct staff_entry undo; // what would be undone
};

/** False when the file cannot be read. */
bool staff_store_state(struct staff_store *store, struct staff_state *out);

#endif
