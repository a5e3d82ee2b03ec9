#include "store/outbox_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define SELECT_ROW                                                                                 \
    "SELECT id, code, seq, created_at, delivered_at, state, reason, "                              \
    "is_difficulty FROM slip "

static void copy_column(sqlite3_stmt *row, int column, char *out, size_t out_bytes) {
    snprintf(out, out_bytes, "%s", outbox_db_text(row, column));
}

static enum outbox_result count_states(struct outbox_db *box, struct outbox_counts *out) {
    sqlite3_stmt *select = db_prepare(&box->db, "SELECT state, count(*) FROM slip GROUP BY state");
    enum outbox_result result;
    while ((result = outbox_db_step(box, select)) == OUTBOX_OK) {
        const char *state = outbox_db_text(select, 0);
        int64_t count = sqlite3_column_int64(select, 1);
        if (strcmp(state, "waiting") == 0)
            out->waiting = count;
        else if (strcmp(state, "delivered") == 0)
            out->delivered = count;
        else
            out->parked = count;
    }
    return result;
}

enum outbox_result outbox_db_count(struct outbox_db *box, struct outbox_counts *out) {
    struct outbox_counts counts = {0};
    struct ledger ledger = {0};
    if (count_states(box, &counts) != OUTBOX_ABSENT)
        return OUTBOX_FAILED;
    enum db_result read = ledger_read(&box->db, &ledger);
    if (read != DB_OK)
        return outbox_db_failed(box, read);
    counts.last_seq = ledger.last_seq;
    counts.boot = ledger.boot;
    sqlite3_stmt *select = db_prepare(
        &box->db, "SELECT created_at FROM slip WHERE state = 'waiting' ORDER BY seq LIMIT 1");
    enum outbox_result result = outbox_db_step(box, select);
    if (result == OUTBOX_OK) {
        counts.oldest_waiting_s = sqlite3_column_int64(select, 0);
        sqlite3_finalize(select);
    }
    if (result == OUTBOX_FAILED)
        return result;
    *out = counts;
    return OUTBOX_OK;
}

static struct outbox_row take_row(sqlite3_stmt *row) {
    struct outbox_row taken = {.seq = sqlite3_column_int64(row, 2),
                               .created_at_s = sqlite3_column_int64(row, 3),
                               .delivered_at_s = sqlite3_column_int64(row, 4),
                               .is_difficulty = sqlite3_column_int(row, 7) != 0};
    copy_column(row, 0, taken.id, sizeof taken.id);
    copy_column(row, 1, taken.code, sizeof taken.code);
    copy_column(row, 5, taken.state, sizeof taken.state);
    copy_column(row, 6, taken.reason, sizeof taken.reason);
    return taken;
}

enum outbox_result outbox_db_list(struct outbox_db *box, struct outbox_row **out,
                                  size_t *out_count) {
    sqlite3_stmt *select = db_prepare(&box->db, SELECT_ROW "ORDER BY seq");
    struct outbox_row *rows = NULL;
    size_t count = 0, room = 0;
    enum outbox_result result;
    while ((result = outbox_db_step(box, select)) == OUTBOX_OK) {
        if (count == room) {
            room = room ? 2 * room : 64;
            rows = xrealloc(rows, room, sizeof *rows);
        }
        rows[count++] = take_row(select);
    }
    if (result != OUTBOX_ABSENT) {
        free(rows);
        return result;
    }
    *out = rows;
    *out_count = count;
    return OUTBOX_OK;
}

enum outbox_result outbox_db_find_code(struct outbox_db *box, const char *code,
                                       struct outbox_row *out) {
    sqlite3_stmt *select =
        db_prepare(&box->db, SELECT_ROW "WHERE code = ?1 ORDER BY seq DESC LIMIT 1");
    if (select)
        sqlite3_bind_text(select, 1, code, -1, SQLITE_STATIC);
    enum outbox_result result = outbox_db_step(box, select);
    if (result == OUTBOX_OK) {
        *out = take_row(select);
        sqlite3_finalize(select);
    }
    return result;
}
