/* The outbox's database, as its one thread sees it. Nobody but store/outbox*.c includes this. */
#ifndef STORE_OUTBOX_DB_H
#define STORE_OUTBOX_DB_H

#include "store/counter.h"
#include "store/db.h"
#include "store/outbox.h"
#include "store/outbox_ledger.h"

struct outbox_db {
    struct db db;           // its handle is NULL while it could not be reopened
    struct counter counter; // the second copy of seq
    int lock_fd;            // held for life: keeps a second program from even looking at a journal
    char *dir;              // owned, as all texts here
    char *path;
    char *ballast_path;
    char *device_id;
    char *vfs;
    bool must_reopen;     // after any failed statement nothing the handle says is believed
    bool is_settled;      // this opening has committed once: what was found is on the disk
    bool is_boot_counted; // once for the life of this struct
    bool is_changed;      // something was committed; whoever tells others resets it
};

/* outbox_file.c: the file as a whole */
enum outbox_open outbox_file_open(struct outbox_db *box, const struct outbox_params *params,
                                  struct outbox_report *out_report);
void outbox_file_close(struct outbox_db *box);
/** Reopens after a failure, with every check of a start; false when it cannot be used now. */
bool outbox_file_ready(struct outbox_db *box);
/** Commits once after opening and brings ledger and counter together. */
enum db_result outbox_file_settle(struct outbox_db *box);

/* outbox_salvage.c */
/**
 * Takes over from every file that was set aside, the newest first, what is whole: rows whose
 * payload still has its hash and says itself which slip it is. The files are not touched. Inside
 * the caller's transaction.
 */
void outbox_salvage(struct outbox_db *box, struct ledger *ledger);

/* outbox_db.c: what is asked of it. After a failure the caller calls outbox_file_ready(). */
struct outbox_entry {                                       // a row to insert; all borrowed
    int64_t seq, created_at_s, delivered_at_s, parked_at_s; // the last two 0: never
    const char *id, *code, *state, *sha256, *received_at, *reason;
    bool is_difficulty; // false also for what was salvaged
    const char *body;   // NULL: forgotten or lost
    size_t body_len;
};

enum db_result outbox_db_insert(struct db *db, struct ledger *ledger,
                                const struct outbox_entry *entry);
/** True when the bytes have the entry's hash and say themselves that they are its slip. */
bool outbox_body_is_whole(const struct outbox_entry *entry, const char *body, size_t len_bytes);
enum outbox_result outbox_db_push(struct outbox_db *box, const struct slip *slip);
enum outbox_result outbox_db_next(struct outbox_db *box, int64_t after_seq,
                                  struct outbox_item *out);
enum outbox_result outbox_db_next_kept(struct outbox_db *box, int64_t after_seq,
                                       struct outbox_item *out);
enum outbox_result outbox_db_mark_delivered(struct outbox_db *box, const char *id,
                                            const char *received_at, int64_t now_s);
enum outbox_result outbox_db_mark_parked(struct outbox_db *box, const char *id, const char *reason,
                                         int64_t now_s);
enum outbox_result outbox_db_retry(struct outbox_db *box, const char *id);
enum outbox_result outbox_db_resend_from(struct outbox_db *box, int64_t from_seq);
enum outbox_result outbox_db_forget(struct outbox_db *box, int64_t before_s);

/* outbox_view.c: looking, which changes nothing */
enum outbox_result outbox_db_count(struct outbox_db *box, struct outbox_counts *out);
enum outbox_result outbox_db_list(struct outbox_db *box, struct outbox_row **out,
                                  size_t *out_count);
enum outbox_result outbox_db_find_code(struct outbox_db *box, const char *code,
                                       struct outbox_row *out);

/* outbox_progress.c: what the store last said of codes; no part of the ledger */
enum outbox_result outbox_db_keep_progress(struct outbox_db *box, const struct progress *progress,
                                           int64_t now_s);
enum outbox_result outbox_db_find_progress(struct outbox_db *box, const char *code,
                                           struct progress *out, int64_t *out_known_at_s);
enum outbox_result outbox_db_drop_progress(struct outbox_db *box, const char *code);

/* What all of them need. */
/** Every failure ends here: the handle is not believed again. */
enum outbox_result outbox_db_failed(struct outbox_db *box, enum db_result result);
/**
 * One step of a question. OUTBOX_OK: a row stands there, finish the statement after reading it.
 * Else the statement is finished; OUTBOX_ABSENT: no more rows. NULL is a statement that failed.
 */
enum outbox_result outbox_db_step(struct outbox_db *box, sqlite3_stmt *statement);
/** Never NULL, whatever became of the row; borrowed until the next step. */
const char *outbox_db_text(sqlite3_stmt *row, int column);

#endif
