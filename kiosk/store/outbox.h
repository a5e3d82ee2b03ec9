/* The outbox (hộp thư đi): sealed slips from the moment a citizen is thanked until the store has
 * proven that it holds them. One storage thread owns outbox.db; everybody else asks it and waits
 * for the answer or gives a callback. Nothing is ever thrown away to make room.
 *
 * What is readable in DATA/outbox/: id, code, seq, times, state, which form; everything a citizen
 * typed is sealed. A file that is broken is set aside with its journal under a new name and never
 * touched again; what is whole in it is taken over into the new one, and seq goes on above every
 * number that was ever acknowledged. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "base/clock.h"
#include "base/crypto.h"
#include "model/code.h"
#include "model/slip.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct outbox;
struct progress;

enum outbox_result {
    OUTBOX_OK,      // committed to stable storage
    OUTBOX_FULL,    // disk full, or a size limit
    OUTBOX_FAILED,  // I/O: not saved, though it may turn out saved after a power cut; same id next
                    // time. Also a push before enrolment
    OUTBOX_ABSENT,  // no such slip
    OUTBOX_REFUSED, // another slip with this id and other content
};

enum outbox_open {
    OUTBOX_OPENED,
    OUTBOX_OPENED_FRESH, // the old file was broken and set aside (path in the report)
    OUTBOX_LOCKED,       // another program has it
    OUTBOX_UNUSABLE,     // the folder cannot be written: the kiosk reads, but takes no slips
};

struct outbox_params {
    const char *data_dir;  // outbox.db and its counter file live in DATA/outbox/
    const char *device_id; // borrowed for the call; "" while not enrolled: pushes then fail
    const char *vfs;       // NULL but in tests
    bool skip_ballast;     // no 16 MiB kept for the last records: tools, tests with many folders
    void (*on_change)(
        void *context); // from the storage thread, after each committed change; may be NULL
    void *context;
};

struct outbox_report {
    enum outbox_open result;
    char set_aside[512]; // where the broken file went
    char why[256];
};

/** Starts the storage thread. NULL for OUTBOX_LOCKED and OUTBOX_UNUSABLE; the report says why. */
struct outbox *outbox_open(const struct outbox_params *params, struct outbox_report *out_report);
/** Lets what was asked finish, then closes. */
void outbox_close(struct outbox *outbox);

/**
 * Saves a sealed slip: next seq, body, hash, one transaction. True when OUTBOX_OK, and only then is
 * the citizen thanked. The same id again (second press, or after "not saved") is looked up first
 * and is OUTBOX_OK without a second row; after a failed commit the file is reopened and looked at
 * again.
 */
enum outbox_result outbox_push(struct outbox *outbox, const struct slip *slip);
/** The same without waiting: `on_done` is called from the storage thread. `slip` is borrowed until
 * then. */
void outbox_push_later(struct outbox *outbox, const struct slip *slip,
                       void (*on_done)(enum outbox_result result, void *context), void *context);

struct outbox_item { // one that waits, as the uploader sends it
    char id[CRYPTO_UUID_MAX];
    char code[CODE_TEXT_MAX];
    int64_t seq;
    char sha256[CRYPTO_SHA256_HEX_MAX];
    char *body; // owned
    size_t body_len;
};

void outbox_item_finish(struct outbox_item *item);
/**
 * The waiting slip with the lowest seq above `after_seq`; its payload's hash is checked, a damaged
 * one is parked by itself and the next one given.
 */
enum outbox_result outbox_next(struct outbox *outbox, int64_t after_seq, struct outbox_item *out);
/**
 * The next slip above `after_seq` that waits or is parked, to be carried on a stick: looking, which
 * changes nothing. The item's body is NULL where its payload is damaged or lost.
 */
enum outbox_result outbox_next_kept(struct outbox *outbox, int64_t after_seq,
                                    struct outbox_item *out);
/** Only for a proven receipt (or a proven 410). */
enum outbox_result outbox_mark_delivered(struct outbox *outbox, const char *id,
                                         const char *received_at, int64_t now_s);
/** Only for a proven refusal, or a payload found damaged: set aside for staff, kept. */
enum outbox_result outbox_mark_parked(struct outbox *outbox, const char *id, const char *reason,
                                      int64_t now_s);
/**
 * Staff want a slip that was set aside sent once more, when its cause is mended: it waits again, as
 * it is, under its id. OUTBOX_ABSENT when none of that id is set aside; OUTBOX_REFUSED when its
 * payload is damaged or lost, which no sending mends.
 */
enum outbox_result outbox_retry(struct outbox *outbox, const char *id);
/** The store came back from an older backup: everything delivered from `from_seq` on waits again.
 */
enum outbox_result outbox_resend_from(struct outbox *outbox, int64_t from_seq);
/** Sealed payloads are kept 90 days after delivery; older ones are dropped (and overwritten) here.
 * The row stays delivered, so that its id and code are known for ever; it cannot be resent. */
enum outbox_result outbox_forget_delivered_before(struct outbox *outbox, int64_t before_s);

struct outbox_counts {
    int64_t waiting, delivered, parked;
    int64_t oldest_waiting_s; // created_at, 0 when none waits
    int64_t last_seq;
    int64_t boot;
};

enum outbox_result outbox_count(struct outbox *outbox, struct outbox_counts *out);

struct outbox_row {
    char id[CRYPTO_UUID_MAX];
    char code[CODE_TEXT_MAX];
    int64_t seq, created_at_s, delivered_at_s;
    char state[12];  // waiting, delivered, parked
    char reason[80]; // why parked
    bool is_difficulty;
};

/** Rows by seq, the newest last; owned by the caller (free). For kioskctl and the staff screens. */
enum outbox_result outbox_list(struct outbox *outbox, struct outbox_row **out, size_t *out_count);
/** By code, for the look-up screen while offline; the newest, should two slips carry it. */
enum outbox_result outbox_find_code(struct outbox *outbox, const char *code,
                                    struct outbox_row *out);

/* What the store last said of a code that was looked up here, so that the look-up has something to
 * say offline. Codes, states and dates only; replaceable, and bounded in number and age. */
#define OUTBOX_KNOWN_MAX 500
#define OUTBOX_KNOWN_S (90ll * 86400)

/** Keeps the answer in the place of an older one, and forgets what is too old or too much. */
enum outbox_result outbox_keep_progress(struct outbox *outbox, const struct progress *progress,
                                        int64_t now_s);
/** OUTBOX_ABSENT when nothing is known. `out_known_at_s`: the now_s of its keeping. */
enum outbox_result outbox_find_progress(struct outbox *outbox, const char *code,
                                        struct progress *out, int64_t *out_known_at_s);
/** The store does not know the code any more. */
enum outbox_result outbox_drop_progress(struct outbox *outbox, const char *code);

#endif
