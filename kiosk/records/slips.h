/* Slips in the database: kept once by their id, as they came; then filed, which makes dossiers of
 * them; listed. Every function may be called again with the same arguments after RECORDS_FAILED. */
#ifndef RECORDS_SLIPS_H
#define RECORDS_SLIPS_H

#include "base/crypto.h"
#include "model/code.h"
#include "model/nomination.h"
#include "model/record.h"
#include "model/slip.h"
#include "sql/sql.h"

struct opened_slip;

enum slip_held {
    SLIP_HELD_NEW,    // slips_put: kept just now; slips_find: not here
    SLIP_HELD_BEFORE, // the id is here already, with the hash in the answer
    SLIP_HELD_ERASED, // the office erased it lawfully; the id stays used
};

struct slip_holding {
    enum slip_held held;
    char sha256[CRYPTO_SHA256_HEX_MAX]; // of the body held
    char device_id[SLIP_ID_BYTES];
    int64_t received_at_s;
    bool is_filed; // of SLIP_HELD_BEFORE: there is a dossier
};

#define SLIP_STATE_MAX 24
#define SLIP_STATE_RECEIVED "received"
#define SLIP_STATE_UNOPENED "unopened" // sealed to a key that is not here

/* A slip to keep. Everything is borrowed for the call. */
struct slip_bytes {
    const char *id, *device_id;
    const void *body; // the exact bytes that arrived
    size_t body_len;
    const char *sha256;
    int64_t received_at_s;
};

/* Where to go on in a list; zeroed for its start. */
struct slip_cursor {
    int64_t received_at_s;
    char id[CRYPTO_UUID_MAX];
};

struct slip_line { // of the office's list
    char id[CRYPTO_UUID_MAX];
    char code[CODE_TEXT_MAX]; // "" while unopened, as kind and name
    char kind[NOMINATION_ID_BYTES];
    char name[NOMINATION_NAME_BYTES];
    char unit[NOMINATION_NAME_BYTES]; // the unit's id, or the place as written
    char state[SLIP_STATE_MAX];
    char device_id[SLIP_ID_BYTES];
    char key_id[32]; // "" for a record that came in clear
    int64_t seq, received_at_s;
    bool is_seq_repeated; // another slip of this device carries the same number: a copied disk?
};

struct slip_step {
    char state[SLIP_STATE_MAX];
    int64_t at_s;
};

struct slip_progress { // what a citizen may know
    char state[SLIP_STATE_MAX];
    char level[64];          // of the award, once there is one; "" for none
    char type[16];           // "nomination", "difficulty"; "" while it is not opened
    int holders;             // slips that carry this code; above 1 the rest says nothing
    struct slip_step *steps; // owned; the oldest first
    size_t step_count;
};

struct slip_kept { // as it came
    char id[CRYPTO_UUID_MAX];
    char *body; // owned
    size_t body_len;
    int64_t received_at_s;
};

enum records_result slips_find(struct sql *sql, const char *id, struct slip_holding *out);
/** Keeps it, or says what is held; what is new is to be filed. */
enum records_result slips_put(struct sql *sql, const struct slip_bytes *slip,
                              struct slip_holding *out);
#define SLIPS_FILED_MAX 32
/** Makes dossiers of up to so many slips that are kept, in one transaction: each with its record,
 *  words and first event. One that is filed already stays what it is. */
enum records_result slips_file(struct sql *sql, struct opened_slip *const *slips, size_t count);
/** Gives an unopened slip its record; RECORDS_NONE when it is not there or not unopened. */
enum records_result slips_open(struct sql *sql, struct opened_slip *slip, int64_t now_s);

enum slips_left {
    SLIPS_UNFILED,  // kept, but no dossier yet
    SLIPS_UNOPENED, // filed, but sealed to a key that was not here
};
/** The first of them after `after_id` ("" for the first); out->body is the caller's. */
enum records_result slips_next_left(struct sql *sql, enum slips_left what, const char *after_id,
                                    struct slip_kept *out);
/** What stands behind a code; `out` to be finished by the caller. */
enum records_result slips_progress(struct sql *sql, const char *code, struct slip_progress *out);
void slip_progress_finish(struct slip_progress *progress);
/** Up to `limit` lines after the cursor, by time received and id; *out_count says how many. */
enum records_result slips_list(struct sql *sql, const struct slip_cursor *after,
                               struct slip_line *out, size_t limit, size_t *out_count);

#endif
