/* The staff's file as its one thread sees it. Nobody but store/staff_*.c includes this. */
#ifndef STORE_STAFF_DB_H
#define STORE_STAFF_DB_H

#include "store/db.h"
#include "store/staff_store.h"

#define STAFF_ENTRY_BYTES_MAX 8192

struct staff_db {
    struct db db;              // its handle is NULL while it could not be reopened
    const struct clock *clock; // borrowed
    char *path, *vfs;          // owned
    struct overrides chosen;   // as committed
    int64_t locked_until_ms;   // of the mono clock; means nothing while no lock is stored
    bool must_reopen;          // after any failure nothing the handle says is believed
    bool is_changed;           // something was committed; whoever tells others resets it
};

/* staff_file.c: the file as a whole */
/** Opens or makes it; a broken one is set aside first. Closed already for STAFF_LOCKED and
 * STAFF_UNUSABLE. */
enum staff_open staff_db_open(struct staff_db *staff, const struct staff_params *params,
                              struct staff_report *out_report);
void staff_db_close(struct staff_db *staff);
/** Reopens after a failure; false when it cannot be used now. */
bool staff_db_ready(struct staff_db *staff);
/** BEGIN; a failed one is noted for a reopening, as all here. */
bool staff_db_begin(struct staff_db *staff);
/** COMMIT where `is_good`, else ROLLBACK. */
bool staff_db_end(struct staff_db *staff, bool is_good);
/** Runs one statement with up to two texts and two numbers bound in this order; NULL: not bound. */
bool staff_db_run(struct staff_db *staff, const char *sql, const char *const texts[2],
                  const int64_t numbers[2]);

/* staff_pins.c: PINs, tries and the lock */
/** A wait that is over is set back; the lock that a kill left half made is made whole. */
bool staff_pins_settle(struct staff_db *staff);
/** Begins the wait of a stored lock anew: at the start. */
void staff_pins_start(struct staff_db *staff);
/** Milliseconds until something is to be settled; -1: nothing waits. */
int64_t staff_pins_due_ms(struct staff_db *staff);
/* The next five are what staff_store.h says of the functions of their names. */
void staff_pins_try(struct staff_db *staff, const char *pin, struct pin_answer *out);
enum staff_result staff_pins_set(struct staff_db *staff, const char *who, const char *name,
                                 const char *pin);
enum staff_result staff_pins_remove(struct staff_db *staff, const char *who, const char *name);
enum staff_result staff_pins_unlock(struct staff_db *staff, const char *lock_id);
bool staff_pins_state(struct staff_db *staff, struct staff_state *out);

/* staff_chosen.c: what they chose to show */
/** Reads what is committed into `chosen`; false when it cannot be read. */
bool staff_chosen_load(struct staff_db *staff);
/** Fills in what could be undone. */
bool staff_chosen_state(struct staff_db *staff, struct staff_state *out);
struct staff_change { // one of those that can be undone; borrowed
    enum staff_act act;
    const char *who, *subject;
    enum switch_id id;
    enum switch_choice choice;
    const char *const *ids; // NULL: cleared
    size_t id_count;
    const struct timeslot *window; // likewise
};
/** Makes the change with its line of the log, one transaction; STAFF_UNCHANGED writes neither. */
enum staff_result staff_chosen_change(struct staff_db *staff, const struct staff_change *change);
/** Turns the last change round, once; STAFF_ABSENT when there is none. */
enum staff_result staff_chosen_undo(struct staff_db *staff, const char *who);

/* staff_log.c: the chained log, within the caller's transaction where it writes */
/** Fills in seq and time. */
bool staff_log_add(struct staff_db *staff, struct staff_entry *entry);
/** 0 and "" while it is empty. */
bool staff_log_head(struct staff_db *staff, int64_t *out_seq, char out_hash[CRYPTO_SHA256_HEX_MAX]);
/** False when there is none of that number, or it cannot be read. */
bool staff_log_entry(struct staff_db *staff, int64_t seq, struct staff_entry *out);
/** As staff_store_log(). What cannot be read is passed over: staff_log_verify() names it. */
bool staff_log_list(struct staff_db *staff, int64_t before_seq, size_t max,
                    struct staff_entry **out, size_t *out_count);
/** Walks the whole chain; false when it cannot be read at all. */
bool staff_log_verify(struct staff_db *staff, struct staff_chain *out);
/** Cut, not within a letter; NULL is "". */
void staff_copy_text(char *out, size_t out_bytes, const char *text);

#endif
