/* Slips in the database: kept once by their id, opened, listed. Every function may be called again
 * with the same arguments after RECORDS_FAILED. */
#ifndef RECORDS_SLIPS_H
#define RECORDS_SLIPS_H

#include "base/crypto.h"
#include "model/code.h"
#include "model/nomination.h"
#include "model/record.h"
#include "model/slip.h"
#include "records/sql.h"

struct search_words;

enum slip_held {
    SLIP_HELD_NEW,    // slips_put: stored just now; slips_find: not here
    SLIP_HELD_BEFORE, // the id is here already, with the hash in the answer
    SLIP_HELD_ERASED, // the office erased it lawfully; the id stays used
};

struct slip_holding {
    enum slip_held held;
    char sha256[CRYPTO_SHA256_HEX_MAX]; // of the body held
    char device_id[SLIP_ID_BYTES];
    int64_t received_at_s;
};

#define SLIP_STATE_MAX 24
#define SLIP_STATE_RECEIVED "received"
#define SLIP_STATE_UNOPENED "unopened" // sealed to a key that is not here

/* A slip to keep. Everything is borrowed for the call. */
struct slip_entry {
    const struct envelope *envelope;
    const void *body; // the exact bytes that arrived
    size_t body_len;
    const char *sha256;
    const struct nomination *nomination; // NULL while unopened; then head and words do not count
    const struct record_head *head;
    const struct search_words *words;
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

struct slip_unopened { // as it was kept
    char id[CRYPTO_UUID_MAX];
    char *body; // owned
    size_t body_len;
};

enum records_result slips_find(struct sql *sql, const char *id, struct slip_holding *out);
/** Keeps it with its record, words and first event in one transaction; or says what is held. */
enum records_result slips_put(struct sql *sql, const struct slip_entry *entry,
                              struct slip_holding *out);
/** Gives an unopened slip its record; RECORDS_NONE when it is not there or not unopened. */
enum records_result slips_open(struct sql *sql, const struct slip_entry *entry, int64_t now_s);
/** The first unopened slip after `after_id` ("" for the first); out->body is the caller's. */
enum records_result slips_next_unopened(struct sql *sql, const char *after_id,
                                        struct slip_unopened *out);
/** What stands behind a code; `out` to be finished by the caller. */
enum records_result slips_progress(struct sql *sql, const char *code, struct slip_progress *out);
void slip_progress_finish(struct slip_progress *progress);
/** Up to `limit` lines after the cursor, by time received and id; *out_count says how many. */
enum records_result slips_list(struct sql *sql, const struct slip_cursor *after,
                               struct slip_line *out, size_t limit, size_t *out_count);

#endif
