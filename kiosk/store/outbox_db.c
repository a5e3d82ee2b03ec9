#include "store/outbox_db.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "store/ballast.h"

#define DAMAGED "damaged" // the reason of a slip parked here, not by the store

/* --- what every question needs ------------------------------------------------------------- */

static enum outbox_result result_of(enum db_result result) {
    return result == DB_OK ? OUTBOX_OK : result == DB_NO_ROOM ? OUTBOX_FULL : OUTBOX_FAILED;
}

enum outbox_result outbox_db_failed(struct outbox_db *box, enum db_result result) {
    box->must_reopen = true;
    return result_of(result == DB_OK ? DB_FAILED : result);
}

static sqlite3_stmt *prepare_with_text(struct outbox_db *box, const char *sql, const char *text) {
    sqlite3_stmt *statement = db_prepare(&box->db, sql);
    if (statement)
        sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    return statement;
}

static sqlite3_stmt *prepare_with_number(struct outbox_db *box, const char *sql, int64_t number) {
    sqlite3_stmt *statement = db_prepare(&box->db, sql);
    if (statement)
        sqlite3_bind_int64(statement, 1, number);
    return statement;
}

enum outbox_result outbox_db_step(struct outbox_db *box, sqlite3_stmt *statement) {
    int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    if (code == SQLITE_ROW)
        return OUTBOX_OK;
    enum db_result result = statement ? db_note(&box->db, code, "read") : DB_FAILED;
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? OUTBOX_ABSENT : outbox_db_failed(box, result);
}

const char *outbox_db_text(sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

static void copy_column(sqlite3_stmt *row, int column, char *out, size_t out_bytes) {
    snprintf(out, out_bytes, "%s", outbox_db_text(row, column));
}

static enum outbox_result begin_change(struct outbox_db *box, struct ledger *out_ledger) {
    enum db_result result = db_begin(&box->db);
    if (result == DB_OK)
        result = ledger_read(&box->db, out_ledger);
    if (result == DB_OK)
        return OUTBOX_OK;
    db_rollback(&box->db);
    return outbox_db_failed(box, result);
}

/** Commits when all went well so far; after anything else nothing of the change stays. */
static enum outbox_result end_change(struct outbox_db *box, enum db_result result,
                                     const struct ledger *ledger) {
    if (result == DB_OK)
        result = ledger_write(&box->db, ledger);
    if (result == DB_OK)
        result = db_commit(&box->db);
    if (result == DB_OK) {
        box->is_changed = true;
        return OUTBOX_OK;
    }
    db_rollback(&box->db);
    return outbox_db_failed(box, result);
}

/** Runs a prepared change to its end and finishes it. */
static enum db_result run(struct outbox_db *box, sqlite3_stmt *statement) {
    if (!statement)
        return DB_FAILED;
    enum db_result result = db_note(&box->db, sqlite3_step(statement), "change");
    sqlite3_finalize(statement);
    return result;
}

/* --- saving -------------------------------------------------------------------------------- */

static void bind_or_null(sqlite3_stmt *statement, int at, int64_t number) {
    if (number != 0)
        sqlite3_bind_int64(statement, at, number);
}

static enum db_result insert_row(struct db *db, const struct outbox_entry *entry) {
    sqlite3_stmt *insert = db_prepare(
        db, "INSERT INTO slip(seq, id, code, created_at, state, sha256, delivered_at, received_at,"
            " parked_at, reason, is_difficulty)"
            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    if (!insert)
        return DB_FAILED;
    sqlite3_bind_int64(insert, 1, entry->seq);
    sqlite3_bind_text(insert, 2, entry->id, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, entry->code, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 4, entry->created_at_s);
    sqlite3_bind_text(insert, 5, entry->state, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 6, entry->sha256, -1, SQLITE_STATIC);
    bind_or_null(insert, 7, entry->delivered_at_s);
    sqlite3_bind_text(insert, 8, entry->received_at, -1, SQLITE_STATIC);
    bind_or_null(insert, 9, entry->parked_at_s);
    sqlite3_bind_text(insert, 10, entry->reason, -1, SQLITE_STATIC);
    sqlite3_bind_int(insert, 11, entry->is_difficulty);
    enum db_result result = db_note(db, sqlite3_step(insert), "save slip");
    sqlite3_finalize(insert);
    return result;
}

static enum db_result insert_payload(struct db *db, const struct outbox_entry *entry) {
    sqlite3_stmt *insert = db_prepare(db, "INSERT INTO payload(seq, body) VALUES(?1, ?2)");
    if (!insert)
        return DB_FAILED;
    sqlite3_bind_int64(insert, 1, entry->seq);
    sqlite3_bind_blob64(insert, 2, entry->body, entry->body_len, SQLITE_STATIC);
    enum db_result result = db_note(db, sqlite3_step(insert), "save payload");
    sqlite3_finalize(insert);
    return result;
}

enum db_result outbox_db_insert(struct db *db, struct ledger *ledger,
                                const struct outbox_entry *entry) {
    enum db_result result = insert_row(db, entry);
    if (result == DB_OK && entry->body)
        result = insert_payload(db, entry);
    if (result == DB_OK)
        result = ledger_toggle(db, ledger, entry->seq);
    if (result == DB_OK && ledger->last_seq < entry->seq)
        ledger->last_seq = entry->seq;
    return result;
}

bool outbox_body_is_whole(const struct outbox_entry *entry, const char *body, size_t len_bytes) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(body, len_bytes, sha256);
    if (strcmp(sha256, entry->sha256) != 0)
        return false;
    json_t *root = jsonread_bytes(body, len_bytes, SLIP_BODY_BYTES_MAX, NULL);
    bool is_its_own = strcmp(jsonread_text(root, "id", ""), entry->id) == 0 &&
                      jsonread_int(root, "seq", 0) == entry->seq;
    json_decref(root);
    return is_its_own;
}

/** Whether the row that stands there holds this very slip. */
static enum outbox_result compare(sqlite3_stmt *row, const struct slip *slip) {
    struct outbox_entry held = {.id = slip->id,
                                .seq = sqlite3_column_int64(row, 0),
                                .code = outbox_db_text(row, 1),
                                .state = outbox_db_text(row, 2),
                                .sha256 = outbox_db_text(row, 3)};
    const char *body = sqlite3_column_blob(row, 4);
    size_t len_bytes = (size_t)sqlite3_column_bytes(row, 4);
    if (strcmp(held.code, slip->code) != 0)
        return OUTBOX_REFUSED;
    if (!body) // forgotten long after it was delivered, or lost
        return strcmp(held.state, "delivered") == 0 ? OUTBOX_OK : OUTBOX_FAILED;
    if (!outbox_body_is_whole(&held, body, len_bytes))
        return OUTBOX_FAILED;
    json_t *root = jsonread_bytes(body, len_bytes, SLIP_BODY_BYTES_MAX, NULL);
    bool is_same = strcmp(jsonread_text(root, "sealed", ""), slip->sealed) == 0;
    json_decref(root);
    return is_same ? OUTBOX_OK : OUTBOX_REFUSED;
}

/** OUTBOX_OK: this slip is held; OUTBOX_REFUSED: another one under its id. */
static enum outbox_result look_up(struct outbox_db *box, const struct slip *slip) {
    sqlite3_stmt *select = prepare_with_text(box,
                                             "SELECT seq, code, state, sha256, body FROM slip LEFT "
                                             "JOIN payload USING(seq) WHERE id = ?1",
                                             slip->id);
    enum outbox_result result = outbox_db_step(box, select);
    if (result == OUTBOX_OK) {
        result = compare(select, slip);
        sqlite3_finalize(select);
    }
    return result;
}

static enum db_result insert_slip(struct outbox_db *box, struct ledger *ledger,
                                  const struct slip *slip) {
    size_t body_len = 0;
    int64_t seq = ledger->last_seq + 1;
    char sha256[CRYPTO_SHA256_HEX_MAX];
    char *body = slip_encode(slip, box->device_id, seq, ledger->boot, &body_len);
    crypto_sha256_hex(body, body_len, sha256);
    struct outbox_entry entry = {.seq = seq,
                                 .id = slip->id,
                                 .code = slip->code,
                                 .is_difficulty = slip->is_difficulty,
                                 .created_at_s = slip->moment.wall_s,
                                 .state = "waiting",
                                 .sha256 = sha256,
                                 .body = body,
                                 .body_len = body_len};
    enum db_result result = outbox_db_insert(&box->db, ledger, &entry);
    free(body);
    return result;
}

/** The number is beyond doubt in two places before anybody is thanked. */
static void count_seq(struct outbox_db *box, int64_t seq) {
    struct counter_value value = box->counter.value;
    value.seq = seq;
    if (!counter_write(&box->counter, &value)) // the database has it; the next one brings both up
        log_error("cannot write '%s/counter': %s", box->dir, strerror(errno));
}

static enum outbox_result push_once(struct outbox_db *box, const struct slip *slip) {
    enum db_result settled = box->is_settled ? DB_OK : outbox_file_settle(box);
    if (settled != DB_OK) // also: what a look-up finds is not on the disk for certain before
        return outbox_db_failed(box, settled);
    enum outbox_result held = look_up(box, slip);
    if (held != OUTBOX_ABSENT)
        return held;
    struct ledger ledger = {0};
    enum outbox_result result = begin_change(box, &ledger);
    if (result == OUTBOX_OK)
        result = end_change(box, insert_slip(box, &ledger, slip), &ledger);
    if (result == OUTBOX_OK)
        count_seq(box, ledger.last_seq);
    return result;
}

enum outbox_result outbox_db_push(struct outbox_db *box, const struct slip *slip) {
    if (!box->device_id[0] || !slip->sealed)
        return OUTBOX_FAILED; // not enrolled: nobody would take it
    enum outbox_result result = push_once(box, slip);
    if (result == OUTBOX_FULL && ballast_drop(box->ballast_path)) {
        log_warn("the disk is full: the room kept for the last slips is used now");
        result = outbox_file_ready(box) ? push_once(box, slip) : OUTBOX_FAILED;
    }
    // "Not saved" may turn out saved. Only a new handle tells, and its opening has committed.
    if (box->must_reopen && outbox_file_ready(box) && box->is_settled) {
        enum outbox_result held = look_up(box, slip);
        if (held != OUTBOX_ABSENT)
            result = held;
    }
    return result;
}

/* --- what waits ---------------------------------------------------------------------------- */

static bool take_item(sqlite3_stmt *row, struct outbox_item *out) {
    *out = (struct outbox_item){.seq = sqlite3_column_int64(row, 0)};
    copy_column(row, 1, out->id, sizeof out->id);
    copy_column(row, 2, out->code, sizeof out->code);
    copy_column(row, 3, out->sha256, sizeof out->sha256);
    const char *body = sqlite3_column_blob(row, 4);
    if (!body)
        return false;
    out->body_len = (size_t)sqlite3_column_bytes(row, 4);
    out->body = xstrndup(body, out->body_len);
    struct outbox_entry entry = {.seq = out->seq, .id = out->id, .sha256 = out->sha256};
    return outbox_body_is_whole(&entry, out->body, out->body_len);
}

#define SELECT_ITEM "SELECT seq, id, code, sha256, body FROM slip LEFT JOIN payload USING(seq) "

static enum outbox_result read_item(struct outbox_db *box, const char *sql, int64_t after_seq,
                                    struct outbox_item *out, bool *out_is_whole) {
    sqlite3_stmt *select = prepare_with_number(box, sql, after_seq);
    enum outbox_result result = outbox_db_step(box, select);
    if (result == OUTBOX_OK) {
        *out_is_whole = take_item(select, out);
        sqlite3_finalize(select);
    }
    return result;
}

enum outbox_result outbox_db_next_kept(struct outbox_db *box, int64_t after_seq,
                                       struct outbox_item *out) {
    static const char sql[] =
        SELECT_ITEM "WHERE state <> 'delivered' AND seq > ?1 ORDER BY seq LIMIT 1";
    bool is_whole = false;
    enum outbox_result result = read_item(box, sql, after_seq, out, &is_whole);
    if (result == OUTBOX_OK && !is_whole) {
        free(out->body);
        out->body = NULL;
    }
    return result;
}

/* A change of one row: ?1 is its seq, ?2 the time, ?3 a text. */
struct change {
    const char *sql;
    int64_t seq, now_s;
    const char *text;
};

static enum db_result run_change(struct outbox_db *box, const struct change *change) {
    sqlite3_stmt *update = prepare_with_number(box, change->sql, change->seq);
    if (!update)
        return DB_FAILED;
    bind_or_null(update, 2, change->now_s);
    sqlite3_bind_text(update, 3, change->text, -1, SQLITE_STATIC);
    return run(box, update);
}

static enum outbox_result change_slip(struct outbox_db *box, const struct change *change) {
    struct ledger ledger = {0};
    enum outbox_result began = begin_change(box, &ledger);
    if (began != OUTBOX_OK)
        return began;
    enum db_result result = ledger_toggle(&box->db, &ledger, change->seq); // out as it was
    if (result == DB_OK)
        result = run_change(box, change);
    if (result == DB_OK)
        result = ledger_toggle(&box->db, &ledger, change->seq); // in as it is
    return end_change(box, result, &ledger);
}

static enum outbox_result park(struct outbox_db *box, int64_t seq, const char *reason,
                               int64_t now_s) {
    return change_slip(
        box, &(struct change){.sql = "UPDATE slip SET state = 'parked', parked_at = ?2, reason = ?3"
                                     " WHERE seq = ?1 AND state = 'waiting'",
                              .seq = seq,
                              .now_s = now_s,
                              .text = reason});
}

enum outbox_result outbox_db_next(struct outbox_db *box, int64_t after_seq,
                                  struct outbox_item *out) {
    static const char sql[] =
        SELECT_ITEM "WHERE state = 'waiting' AND seq > ?1 ORDER BY seq LIMIT 1";
    for (;;) {
        struct outbox_item item = {0};
        bool is_whole = false;
        enum outbox_result result = read_item(box, sql, after_seq, &item, &is_whole);
        if (result == OUTBOX_OK && is_whole)
            *out = item;
        if (result != OUTBOX_OK || is_whole)
            return result;
        log_error("slip number %lld is damaged and set aside for staff", (long long)item.seq);
        after_seq = item.seq;
        outbox_item_finish(&item);
        if (park(box, after_seq, DAMAGED, 0) != OUTBOX_OK && !outbox_file_ready(box))
            return OUTBOX_FAILED;
    }
}

/* --- marking ------------------------------------------------------------------------------- */

/** OUTBOX_ABSENT when nobody knows the id. */
static enum outbox_result find_id(struct outbox_db *box, const char *id, int64_t *out_seq) {
    sqlite3_stmt *select = prepare_with_text(box, "SELECT seq FROM slip WHERE id = ?1", id);
    enum outbox_result result = outbox_db_step(box, select);
    if (result == OUTBOX_OK) {
        *out_seq = sqlite3_column_int64(select, 0);
        sqlite3_finalize(select);
    }
    return result;
}

enum outbox_result outbox_db_mark_delivered(struct outbox_db *box, const char *id,
                                            const char *received_at, int64_t now_s) {
    int64_t seq = 0;
    enum outbox_result found = find_id(box, id, &seq);
    if (found != OUTBOX_OK)
        return found;
    return change_slip(
        box, &(struct change){
                 .sql = "UPDATE slip SET state = 'delivered', delivered_at = ?2, received_at = ?3,"
                        " parked_at = NULL, reason = NULL WHERE seq = ?1 AND state <> 'delivered'",
                 .seq = seq,
                 .now_s = now_s,
                 .text = received_at});
}

enum outbox_result outbox_db_mark_parked(struct outbox_db *box, const char *id, const char *reason,
                                         int64_t now_s) {
    int64_t seq = 0;
    enum outbox_result found = find_id(box, id, &seq);
    return found == OUTBOX_OK ? park(box, seq, reason, now_s) : found;
}

/* What is damaged would be set aside again at once, and nobody would know why. */
static enum outbox_result find_parked(struct outbox_db *box, const char *id, int64_t *out_seq) {
    sqlite3_stmt *select =
        prepare_with_text(box, SELECT_ITEM "WHERE id = ?1 AND state = 'parked'", id);
    enum outbox_result result = outbox_db_step(box, select);
    if (result != OUTBOX_OK)
        return result;
    struct outbox_item item = {.body = NULL};
    result = take_item(select, &item) ? OUTBOX_OK : OUTBOX_REFUSED;
    *out_seq = item.seq;
    outbox_item_finish(&item);
    sqlite3_finalize(select);
    return result;
}

enum outbox_result outbox_db_retry(struct outbox_db *box, const char *id) {
    int64_t seq = 0;
    enum outbox_result found = find_parked(box, id, &seq);
    if (found != OUTBOX_OK)
        return found;
    return change_slip(
        box, &(struct change){.sql = "UPDATE slip SET state = 'waiting', parked_at = NULL,"
                                     " reason = NULL WHERE seq = ?1 AND state = 'parked'",
                              .seq = seq});
}

enum outbox_result outbox_db_resend_from(struct outbox_db *box, int64_t from_seq) {
    struct ledger ledger = {0};
    enum outbox_result began = begin_change(box, &ledger);
    if (began != OUTBOX_OK)
        return began;
    sqlite3_stmt *update = prepare_with_number(
        box,
        "UPDATE slip SET state = 'waiting', delivered_at = NULL, received_at = NULL"
        " WHERE state = 'delivered' AND seq >= ?1 AND seq IN (SELECT seq FROM payload)",
        from_seq);
    enum db_result result = run(box, update);
    if (result == DB_OK)
        result = ledger_tally(&box->db, ledger.tally);
    return end_change(box, result, &ledger);
}

enum outbox_result outbox_db_forget(struct outbox_db *box, int64_t before_s) {
    struct ledger ledger = {0};
    enum outbox_result began = begin_change(box, &ledger);
    if (began != OUTBOX_OK)
        return began;
    sqlite3_stmt *forget = prepare_with_number(
        box,
        "DELETE FROM payload WHERE seq IN"
        " (SELECT seq FROM slip WHERE state = 'delivered' AND delivered_at < ?1)",
        before_s);
    return end_change(box, run(box, forget), &ledger);
}
