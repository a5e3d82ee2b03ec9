#include "store/outbox_db.h"

#include <stdlib.h>

#include "model/progress.h"

static sqlite3_stmt *prepare_for_code(struct outbox_db *box, const char *sql, const char *code) {
    sqlite3_stmt *statement = db_prepare(&box->db, sql);
    if (statement)
        sqlite3_bind_text(statement, 1, code, -1, SQLITE_STATIC);
    return statement;
}

/** Runs a change to its end and finishes it. */
static enum db_result run(struct outbox_db *box, sqlite3_stmt *statement) {
    if (!statement)
        return DB_FAILED;
    enum db_result result = db_note(&box->db, sqlite3_step(statement), "keep progress");
    sqlite3_finalize(statement);
    return result;
}

static enum db_result insert(struct outbox_db *box, const struct progress *progress,
                             int64_t now_s) {
    char *answer = progress_encode(progress);
    sqlite3_stmt *statement = prepare_for_code(
        box, "INSERT OR REPLACE INTO progress(code, answer, known_at) VALUES(?1, ?2, ?3)",
        progress->code);
    if (statement) {
        sqlite3_bind_text(statement, 2, answer, -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 3, now_s);
    }
    enum db_result result = run(box, statement);
    free(answer);
    return result;
}

static enum db_result forget(struct outbox_db *box, int64_t now_s) {
    sqlite3_stmt *statement = db_prepare(
        &box->db, "DELETE FROM progress WHERE known_at < ?1 OR code IN"
                  " (SELECT code FROM progress ORDER BY known_at DESC, code LIMIT -1 OFFSET ?2)");
    if (statement) {
        sqlite3_bind_int64(statement, 1, now_s - OUTBOX_KNOWN_S);
        sqlite3_bind_int64(statement, 2, OUTBOX_KNOWN_MAX);
    }
    return run(box, statement);
}

/** Nobody is told of it: neither slips nor their numbers have changed. */
static enum outbox_result end_change(struct outbox_db *box, enum db_result result) {
    if (result == DB_OK)
        result = db_commit(&box->db);
    if (result == DB_OK)
        return OUTBOX_OK;
    db_rollback(&box->db);
    return outbox_db_failed(box, result);
}

enum outbox_result outbox_db_keep_progress(struct outbox_db *box, const struct progress *progress,
                                           int64_t now_s) {
    if (!box->is_settled)
        return OUTBOX_FULL; // the last room is for slips
    enum db_result result = db_begin(&box->db);
    if (result == DB_OK)
        result = insert(box, progress, now_s);
    if (result == DB_OK)
        result = forget(box, now_s);
    return end_change(box, result);
}

enum outbox_result outbox_db_find_progress(struct outbox_db *box, const char *code,
                                           struct progress *out, int64_t *out_known_at_s) {
    sqlite3_stmt *select =
        prepare_for_code(box, "SELECT answer, known_at FROM progress WHERE code = ?1", code);
    enum outbox_result result = outbox_db_step(box, select);
    if (result != OUTBOX_OK)
        return result;
    const char *answer = outbox_db_text(select, 0);
    size_t len_bytes = (size_t)sqlite3_column_bytes(select, 0);
    if (progress_decode(answer, len_bytes, code, out))
        *out_known_at_s = sqlite3_column_int64(select, 1);
    else
        result = OUTBOX_ABSENT; // not worth more than asking again
    sqlite3_finalize(select);
    return result;
}

enum outbox_result outbox_db_drop_progress(struct outbox_db *box, const char *code) {
    enum db_result result = db_begin(&box->db);
    if (result == DB_OK)
        result = run(box, prepare_for_code(box, "DELETE FROM progress WHERE code = ?1", code));
    return end_change(box, result);
}
