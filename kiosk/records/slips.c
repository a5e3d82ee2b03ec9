#include "records/slips.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct find_args {
    const char *id;
    struct slip_holding found;
};

/* What stands under this id: 1 a tombstone, 0 a slip. */
static const char look_up_text[] =
    "SELECT 0, s.sha256, s.device_id, s.received_at, (SELECT count(*) FROM nominations AS n"
    "  WHERE n.commune_id = s.commune_id AND n.id = s.id)"
    " FROM slips AS s WHERE s.commune_id = ?1 AND s.id = ?2"
    " UNION ALL SELECT 1, '', '', erased_at, 1 FROM tombstones WHERE commune_id = ?1 AND id = ?2"
    " ORDER BY 1 DESC";

static void take_holding(const struct sql_rows *rows, struct slip_holding *out) {
    *out = (struct slip_holding){
        .held = sql_int(rows, 0) == 1 ? SLIP_HELD_ERASED : SLIP_HELD_BEFORE,
        .received_at_s = sql_int(rows, 3),
        .is_filed = sql_int(rows, 4) > 0,
    };
    sql_text(rows, 1, out->sha256, sizeof out->sha256);
    sql_text(rows, 2, out->device_id, sizeof out->device_id);
}

static enum records_result look_up(struct sql_turn *turn, const char *id,
                                   struct slip_holding *out) {
    struct sql_rows *rows = sql_ask(turn, look_up_text, "t", id);
    if (!rows)
        return RECORDS_FAILED;
    struct slip_holding found = {.held = SLIP_HELD_NEW};
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        take_holding(rows, &found);
    sql_done(rows);
    if (result == RECORDS_FAILED)
        return RECORDS_FAILED;
    *out = found;
    return RECORDS_OK;
}

static enum records_result find(struct sql_turn *turn, void *args) {
    struct find_args *a = args;
    return look_up(turn, a->id, &a->found);
}

enum records_result slips_find(struct sql *sql, const char *id, struct slip_holding *out) {
    struct find_args args = {.id = id};
    enum records_result result = sql_read(sql, find, &args);
    if (result == RECORDS_OK)
        *out = args.found;
    return result;
}

/* In one statement and without a question before it, for each is a journey to a server and back: an
 * id that was used is not taken. */
enum records_result slips_put(struct sql *sql, const struct slip_bytes *slip,
                              struct slip_holding *out) {
    enum records_result result =
        sql_put(sql,
                "INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                "tbtit", slip->id, slip->body, slip->body_len, slip->sha256, slip->received_at_s,
                slip->device_id);
    if (result == RECORDS_NONE)
        return slips_find(sql, slip->id, out);
    *out = (struct slip_holding){.held = SLIP_HELD_NEW, .received_at_s = slip->received_at_s};
    snprintf(out->sha256, sizeof out->sha256, "%s", slip->sha256);
    snprintf(out->device_id, sizeof out->device_id, "%s", slip->device_id);
    return result;
}

struct left_args {
    enum slips_left what;
    const char *after_id;
    struct slip_kept found; // its body owned until the call is over
};

static struct sql_rows *ask_left(struct sql_turn *turn, const struct left_args *a) {
    if (a->what == SLIPS_UNOPENED)
        return sql_ask(turn,
                       "SELECT n.id, s.body, n.received_at FROM nominations AS n JOIN slips AS s"
                       " ON s.commune_id = n.commune_id AND s.id = n.id WHERE n.commune_id = ?1"
                       " AND n.state = '" SLIP_STATE_UNOPENED "' AND n.id > ?2"
                       " ORDER BY n.id LIMIT 1",
                       "t", a->after_id);
    // Of a body that was emptied there is nothing to file. Looked for in two steps, so that the
    // walk through all ids reads the indexes alone, and not the bodies, which are ten times as
    // much.
    return sql_ask(turn,
                   "SELECT s.id, s.body, s.received_at FROM slips AS u JOIN slips AS s"
                   " ON s.commune_id = u.commune_id AND s.id = u.id WHERE u.commune_id = ?1"
                   " AND u.id > ?2 AND NOT EXISTS (SELECT 1 FROM nominations AS n"
                   "  WHERE n.commune_id = ?1 AND n.id = u.id) AND length(s.body) > 0"
                   " ORDER BY u.id LIMIT 1",
                   "t", a->after_id);
}

static enum records_result find_left(struct sql_turn *turn, void *args) {
    struct left_args *a = args;
    free(a->found.body); // of a run before
    a->found.body = NULL;
    struct sql_rows *rows = ask_left(turn, a);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK) {
        sql_text(rows, 0, a->found.id, sizeof a->found.id);
        a->found.body = sql_bytes_copy(rows, 1, &a->found.body_len);
        a->found.received_at_s = sql_int(rows, 2);
    }
    sql_done(rows);
    return result;
}

enum records_result slips_next_left(struct sql *sql, enum slips_left what, const char *after_id,
                                    struct slip_kept *out) {
    struct left_args args = {.what = what, .after_id = after_id};
    enum records_result result = sql_read(sql, find_left, &args);
    if (result == RECORDS_OK)
        *out = args.found;
    else
        free(args.found.body);
    return result;
}

struct list_args {
    const struct slip_cursor *after;
    struct slip_line *out;
    size_t limit, count;
};

static void read_line(const struct sql_rows *rows, struct slip_line *out) {
    *out = (struct slip_line){.received_at_s = sql_int(rows, 0)};
    sql_text(rows, 1, out->id, sizeof out->id);
    sql_text(rows, 2, out->code, sizeof out->code);
    sql_text(rows, 3, out->kind, sizeof out->kind);
    sql_text(rows, 4, out->name, sizeof out->name);
    sql_text(rows, 5, out->unit, sizeof out->unit);
    sql_text(rows, 6, out->state, sizeof out->state);
    sql_text(rows, 7, out->device_id, sizeof out->device_id);
    out->seq = sql_int(rows, 8);
    out->is_seq_repeated = sql_int(rows, 9) != 0;
    sql_text(rows, 10, out->key_id, sizeof out->key_id);
}

static enum records_result read_list(struct sql_turn *turn, void *args) {
    struct list_args *a = args;
    struct sql_rows *rows = sql_ask(
        turn,
        "SELECT received_at, id, code, coalesce(kind, type), name, coalesce(unit_id, unit_other),"
        " state, device_id, seq, seq_repeated, key_id FROM nominations"
        " WHERE commune_id = ?1 AND (received_at, id) > (?2, ?3)"
        " ORDER BY received_at, id LIMIT ?4",
        "iti", a->after->received_at_s, a->after->id, (int64_t)a->limit);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = RECORDS_NONE;
    a->count = 0;
    while (a->count < a->limit && (result = sql_next(rows)) == RECORDS_OK)
        read_line(rows, &a->out[a->count++]);
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

enum records_result slips_list(struct sql *sql, const struct slip_cursor *after,
                               struct slip_line *out, size_t limit, size_t *out_count) {
    struct list_args args = {.after = after, .out = out, .limit = limit};
    enum records_result result = sql_read(sql, read_list, &args);
    if (result == RECORDS_OK)
        *out_count = args.count;
    return result;
}
