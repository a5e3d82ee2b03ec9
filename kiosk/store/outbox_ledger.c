#include "store/outbox_ledger.h"

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"

#define ROW_COLUMNS                                                                                \
    "seq, id, code, created_at, state, sha256, delivered_at, received_at, parked_at, reason"

/** DB_FAILED or worse: the reason that db_prepare() left. */
static enum db_result unprepared(struct db *db) {
    return db_note(db, sqlite3_extended_errcode(db->handle), "prepare");
}

static void copy_ledger(sqlite3_stmt *row, struct ledger *out) {
    const char *instance = (const char *)sqlite3_column_text(row, 0);
    snprintf(out->instance, sizeof out->instance, "%s", instance ? instance : "");
    out->last_seq = sqlite3_column_int64(row, 1);
    out->boot = sqlite3_column_int64(row, 2);
    out->openings = sqlite3_column_int64(row, 3);
    const void *tally = sqlite3_column_blob(row, 4);
    if (tally && sqlite3_column_bytes(row, 4) == CRYPTO_SHA256_BYTES)
        memcpy(out->tally, tally, CRYPTO_SHA256_BYTES);
}

enum db_result ledger_read(struct db *db, struct ledger *out) {
    sqlite3_stmt *select =
        db_prepare(db, "SELECT instance, last_seq, boot, openings, tally FROM ledger");
    if (!select)
        return unprepared(db);
    int code = sqlite3_step(select);
    enum db_result result = db_note(db, code, "read ledger");
    struct ledger ledger = {0};
    if (code == SQLITE_ROW)
        copy_ledger(select, &ledger);
    if (result == DB_OK)
        *out = ledger;
    sqlite3_finalize(select);
    return result;
}

enum db_result ledger_write(struct db *db, const struct ledger *ledger) {
    sqlite3_stmt *insert = db_prepare(
        db, "INSERT OR REPLACE INTO ledger(one, instance, last_seq, boot, openings, tally)"
            " VALUES(1, ?1, ?2, ?3, ?4, ?5)");
    if (!insert)
        return unprepared(db);
    sqlite3_bind_text(insert, 1, ledger->instance, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 2, ledger->last_seq);
    sqlite3_bind_int64(insert, 3, ledger->boot);
    sqlite3_bind_int64(insert, 4, ledger->openings);
    sqlite3_bind_blob(insert, 5, ledger->tally, sizeof ledger->tally, SQLITE_STATIC);
    enum db_result result = db_note(db, sqlite3_step(insert), "write ledger");
    sqlite3_finalize(insert);
    return result;
}

static void toggle_row(sqlite3_stmt *row, struct strbuf *line, uint8_t *tally) {
    uint8_t digest[CRYPTO_SHA256_BYTES];
    strbuf_reset(line);
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        const char *text = (const char *)sqlite3_column_text(row, i);
        strbuf_add_text(line, text ? text : "");
        strbuf_add_char(line, '\n');
    }
    crypto_sha256(line->text, line->len, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        tally[i] ^= digest[i];
}

/** Toggles each row that the statement gives, then finishes it. */
static enum db_result toggle_rows(struct db *db, sqlite3_stmt *select, uint8_t *tally) {
    struct strbuf line = {0};
    int code;
    while ((code = sqlite3_step(select)) == SQLITE_ROW)
        toggle_row(select, &line, tally);
    enum db_result result = db_note(db, code, "tally");
    sqlite3_finalize(select);
    strbuf_finish(&line);
    return result;
}

enum db_result ledger_toggle(struct db *db, struct ledger *ledger, int64_t seq) {
    sqlite3_stmt *select = db_prepare(db, "SELECT " ROW_COLUMNS " FROM slip WHERE seq = ?1");
    if (!select)
        return unprepared(db);
    sqlite3_bind_int64(select, 1, seq);
    return toggle_rows(db, select, ledger->tally);
}

enum db_result ledger_tally(struct db *db, uint8_t *out) {
    sqlite3_stmt *select = db_prepare(db, "SELECT " ROW_COLUMNS " FROM slip");
    if (!select)
        return unprepared(db);
    memset(out, 0, CRYPTO_SHA256_BYTES);
    return toggle_rows(db, select, out);
}
