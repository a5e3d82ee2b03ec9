/* The database, as the record store sees it: every statement it needs is a function over structs,
 * and no SQL stands outside a backend. What a backend may rely on is what SQLite, PostgreSQL and
 * its distributed kin share (contract.md section 2): primary keys (commune_id, id), INSERT ... ON
 * CONFLICT DO NOTHING followed by SELECT, keyset paging, one short transaction a call; no triggers,
 * no sequences, no locks across calls. Every function may be called from any thread, and again with
 * the same arguments after BACKEND_FAILED. */
#ifndef RECORDS_BACKEND_H
#define RECORDS_BACKEND_H

#include "base/crypto.h"
#include "model/code.h"
#include "model/nomination.h"
#include "model/record.h"
#include "model/slip.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct backend;

enum backend_result {
    BACKEND_OK,     // done, and committed to stable storage where something changed
    BACKEND_NONE,   // no such row
    BACKEND_FAILED, // logged; nothing may be claimed, the client comes again later
};

enum slip_held {
    SLIP_HELD_NEW,    // slip_put: stored just now; slip_find: not here
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
    const char *const *words; // folded, each once
    size_t word_count;
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
    char level[16];          // "" for none
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

enum device_state {
    DEVICE_STATE_INVITED, // a code was given out
    DEVICE_STATE_ENROLLED,
    DEVICE_STATE_REVOKED,
};

#define DEVICE_NAME_BYTES 128

struct device_row {
    char id[SLIP_ID_BYTES];
    char name[DEVICE_NAME_BYTES];
    enum device_state state;
    int64_t enrolled_at_s, status_at_s; // 0: never
    int64_t held, last_seq, missing;    // slips here, the highest number, numbers below it not here
    bool is_copied;                     // two slips with one number
};

struct device_invitation {
    const char *id; // of a device that exists, NULL for a new one
    const char *name;
    const char *secret_sha256;
    int64_t expires_at_s;
};

struct device_report {   // PUT /v1/devices/{id}/status
    const char *status;  // the JSON object as it came
    const char *help_at; // when a citizen or staff called for help, NULL: nobody waits
    int64_t reported_at_s;
};

struct device_orders {   // what only this kiosk needs to know
    int64_t resend_from; // 0: none
    bool must_unlock_pin;
    int64_t help_seen_at_s; // 0: not yet
};

struct manifest {
    int64_t revision;
    char sha256[CRYPTO_SHA256_HEX_MAX];
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    char *bytes; // owned; NULL where only the head was asked for
    size_t len;
    int64_t published_at_s;
};

struct backend_ops {
    void (*close)(struct backend *b);

    /** Gives the commune this store id unless it has one; the one it has then comes back. */
    enum backend_result (*store_claim)(struct backend *b, const char *store_id, int64_t now_s,
                                       char *out_store_id);
    enum backend_result (*store_id)(struct backend *b, char *out_store_id);
    /** Marks a sealing key's id as used for ever; BACKEND_NONE when it was used before. */
    enum backend_result (*key_claim)(struct backend *b, const char *key_id,
                                     const uint8_t *public_key, int64_t now_s);

    enum backend_result (*slip_find)(struct backend *b, const char *id, struct slip_holding *out);
    /** Keeps it with its record, words and first event in one transaction; or says what is held. */
    enum backend_result (*slip_put)(struct backend *b, const struct slip_entry *entry,
                                    struct slip_holding *out);
    /** Gives an unopened slip its record; BACKEND_NONE when it is not there or not unopened. */
    enum backend_result (*slip_open)(struct backend *b, const struct slip_entry *entry,
                                     int64_t now_s);
    /** The first unopened slip after `after_id` ("" for the first); out->body is the caller's. */
    enum backend_result (*slip_next_unopened)(struct backend *b, const char *after_id,
                                              struct slip_unopened *out);
    enum backend_result (*slip_progress)(struct backend *b, const char *code,
                                         struct slip_progress *out);
    /** Up to `limit` lines after the cursor, by time received and id; *out_count says how many. */
    enum backend_result (*slip_list)(struct backend *b, const struct slip_cursor *after,
                                     struct slip_line *out, size_t limit, size_t *out_count);

    /** Keeps a one-time secret's hash; BACKEND_NONE when invitation->id is no device. */
    enum backend_result (*device_invite)(struct backend *b,
                                         const struct device_invitation *invitation, char *out_id);
    /** Uses the secret up; BACKEND_NONE when it is unknown, used or out of date. */
    enum backend_result (*device_enrol)(struct backend *b, const char *secret_sha256,
                                        const char *token_sha256, int64_t now_s, char *out_id);
    enum backend_result (*device_by_token)(struct backend *b, const char *token_sha256,
                                           char *out_id, enum device_state *out_state);
    enum backend_result (*device_revoke)(struct backend *b, const char *id, int64_t now_s);
    /** The first device after `after_id` ("" for the first), with what is held of it. */
    enum backend_result (*device_next)(struct backend *b, const char *after_id,
                                       struct device_row *out);
    /** Keeps the report, the last one wins, and says what the office wants of the device. A PIN's
     *  unlocking is said once; resend_from until the slip of that number is here. */
    enum backend_result (*device_report)(struct backend *b, const char *id,
                                         const struct device_report *report,
                                         struct device_orders *out);
    enum backend_result (*device_ask_resend)(struct backend *b, const char *id, int64_t from_seq);
    enum backend_result (*device_unlock_pin)(struct backend *b, const char *id);
    enum backend_result (*device_see_help)(struct backend *b, const char *id, int64_t now_s);

    /** The newest; its bytes only where they are wanted. */
    enum backend_result (*manifest_newest)(struct backend *b, bool wants_bytes,
                                           struct manifest *out);
    /** BACKEND_NONE when that revision exists: compose the next one. */
    enum backend_result (*manifest_add)(struct backend *b, const struct manifest *manifest);
};

/* A backend's own struct begins with this one. */
struct backend {
    const struct backend_ops *ops;
};

/**
 * Opens the database of one commune, creating what is missing.
 * @param dsn      "sqlite:FILE"
 * @param out_why  what to do about it, owned by the caller
 * @return closed by ops->close; NULL when it cannot be used
 */
struct backend *backend_open(const char *dsn, const char *commune_id, char **out_why);

/** "invited", "enrolled", "revoked": as kept in the database and printed. Static. */
const char *device_state_word(enum device_state state);
void slip_progress_finish(struct slip_progress *progress);
void manifest_finish(struct manifest *manifest);

#endif
