#include "records/retention.h"

#include <string.h>

struct list_args {
    const struct retention_cursor *after;
    struct retention_line *out;
    size_t limit, count;
};

static enum records_result list(struct sql_turn *turn, void *args) {
    struct list_args *a = args;
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT id, code, state, type, closed_at, delete_after FROM nominations"
                " WHERE commune_id = ?1 AND delete_after IS NOT NULL AND (delete_after > ?2"
                "  OR (delete_after = ?2 AND id > ?3)) ORDER BY delete_after, id LIMIT ?4",
                "iti", a->after->delete_after_s, a->after->id, (int64_t)a->limit);
    enum records_result result = RECORDS_FAILED;
    a->count = 0; // of a run before
    while (rows && (result = sql_next(rows)) == RECORDS_OK) {
        struct retention_line *line = &a->out[a->count++];
        char type[16];
        sql_text(rows, 0, line->id, sizeof line->id);
        sql_text(rows, 1, line->code, sizeof line->code);
        sql_text(rows, 2, line->state, sizeof line->state);
        sql_text(rows, 3, type, sizeof type);
        line->is_difficulty = !strcmp(type, "difficulty");
        line->closed_at_s = sql_int(rows, 4);
        line->delete_after_s = sql_int(rows, 5);
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

enum records_result retention_list(struct sql *sql, const struct retention_cursor *after,
                                   struct retention_line *out, size_t limit, size_t *out_count) {
    struct list_args args = {.after = after, .out = out, .limit = limit};
    enum records_result result = sql_read(sql, list, &args);
    if (result == RECORDS_OK)
        *out_count = args.count;
    return result;
}
