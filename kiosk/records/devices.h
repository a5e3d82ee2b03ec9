/* Kiosks in the database: invited, enrolled, revoked, heard from. */
#ifndef RECORDS_DEVICES_H
#define RECORDS_DEVICES_H

#include "base/crypto.h"
#include "base/date.h"
#include "model/slip.h"
#include "sql/sql.h"

struct actor;

enum device_state {
    DEVICE_STATE_INVITED, // a code was given out
    DEVICE_STATE_ENROLLED,
    DEVICE_STATE_REVOKED,
};

#define DEVICE_NAME_BYTES 256 // 60 letters of any script

struct device_health { // of its last report; 0, "" and false where it did not say
    char app[32];      // version
    int64_t queued, parked, oldest_queued_at_s;
    int64_t disk_free_mb; // -1: unknown
    int64_t content_revision, clock_offset_s;
    bool is_db_broken;
    int64_t pins;                   // staff who have a PIN; -1: unknown
    char pin_lock[CRYPTO_UUID_MAX]; // id of the lock that holds on them; "" none
    int64_t pin_locked_at_s;
};

struct device_row {
    char id[SLIP_ID_BYTES];
    char name[DEVICE_NAME_BYTES];
    enum device_state state;
    int64_t enrolled_at_s, status_at_s; // 0: never
    int64_t held, last_seq, missing;    // slips here, the highest number, numbers below it not here
    bool is_copied;                     // two slips with one number
    struct device_health health;
    int64_t help_at_s, help_seen_at_s; // a call that waits, and when the office saw it; 0: none
    int64_t resend_from;               // what it is asked for and has not done; 0: nothing
    bool must_unlock_pin;              // likewise
    int64_t log_fault_at_s;  // when the staff's log there was found shorter, or another; 0: never
    int64_t invited_until_s; // a code is out that was not used; 0: none
};

struct device_invitation {
    const char *id; // of a device that exists, NULL for a new one
    const char *name;
    const char *secret_sha256;
    int64_t expires_at_s;
};

struct device_report {    // PUT /v1/devices/{id}/status
    const char *status;   // the JSON object as it came
    const char *help_at;  // when a citizen or staff called for help, NULL: nobody waits
    const char *pin_lock; // id of the lock that holds on the staff's PINs, NULL: none
    int64_t log_seq;      // the end of the staff's log
    const char *log_hash; // NULL: it does not say
    int64_t reported_at_s;
};

struct device_orders {   // what only this kiosk needs to know
    int64_t resend_from; // 0: none
    bool must_unlock_pin;
    char unlock_lock[CRYPTO_UUID_MAX]; // the lock that it is to lift
    int64_t help_seen_at_s;            // 0: not yet
};

/** "invited", "enrolled", "revoked": as kept in the database and printed. Static. */
const char *device_state_word(enum device_state state);

/* What the office does is written to the journal in the same transaction. */

/** Keeps a one-time secret's hash; RECORDS_NONE when invitation->id is no device. */
enum records_result devices_invite(struct sql *sql, const struct device_invitation *invitation,
                                   const struct actor *actor, char *out_id);
/** Uses the secret up; RECORDS_NONE when it is unknown, used or out of date. */
enum records_result devices_enrol(struct sql *sql, const char *secret_sha256,
                                  const char *token_sha256, int64_t now_s, char *out_id);
enum records_result devices_by_token(struct sql *sql, const char *token_sha256, char *out_id,
                                     enum device_state *out_state);
enum records_result devices_revoke(struct sql *sql, const char *id, const struct actor *actor);
/** The first device after `after_id` ("" for the first), with what is held of it. */
enum records_result devices_next(struct sql *sql, const char *after_id, struct device_row *out);
enum records_result devices_find(struct sql *sql, const char *id, struct device_row *out);
/** Keeps the report, the last one wins, and says what the office wants of the device. A PIN's
 *  unlocking is said for as long as the lock that it was meant for is reported, and is then over;
 *  resend_from until the slip of that number is here. */
enum records_result devices_report(struct sql *sql, const char *id,
                                   const struct device_report *report, struct device_orders *out);
/** The lowest number of this device that is not here: behind the last one where none is missing. */
enum records_result devices_first_missing(struct sql *sql, const char *id, int64_t *out_seq);
enum records_result devices_ask_resend(struct sql *sql, const char *id, int64_t from_seq,
                                       const struct actor *actor);
/** `lock_id`: of the lock that was reported; it and no later one is lifted. */
enum records_result devices_unlock_pin(struct sql *sql, const char *id, const char *lock_id,
                                       const struct actor *actor);
/** The last report as it came, "" before the first; owned by the caller (free). */
enum records_result devices_status(struct sql *sql, const char *id, char **out);
/** Somebody has looked into the fault of the staff's log that was found at `fault_at_s`: it is not
 * shown any more, and stands in the journal. RECORDS_NONE when another was found since. */
enum records_result devices_see_log_fault(struct sql *sql, const char *id, int64_t fault_at_s,
                                          const struct actor *actor);
enum records_result devices_see_help(struct sql *sql, const char *id, const struct actor *actor);

#endif
