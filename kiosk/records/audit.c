#include "records/audit.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/xalloc.h"

#define TRIES_MAX 20 // somebody else may have taken the number
#define CHECK_LINES 500

/* One JSON array, so that no field can run into the next. */
void audit_hash(const struct audit_line *line, char out[CRYPTO_SHA256_HEX_MAX]) {
    json_t *fields =
        json_pack("[s, I, I, s, s, s, s]", line->previous, (json_int_t)line->number,
                  (json_int_t)line->at_s, line->who, line->what, line->about, line->note);
    char *text = jsonread_dump(fields);
    crypto_sha256_hex(text, strlen(text), out);
    free(text);
    json_decref(fields);
}

static void copy(char *out, size_t out_bytes, const char *text) {
    size_t len = strlen(text);
    if (len >= out_bytes) {
        len = out_bytes - 1;
        while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
            len--; // at a whole character
    }
    memcpy(out, text, len);
    out[len] = '\0';
}

static enum records_result read_last(struct sql_turn *turn, struct audit_line *out) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT id, sha256 FROM audit WHERE commune_id = ?1"
                                    " ORDER BY id DESC LIMIT 1",
                                    "");
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    out->number = 1;
    out->previous[0] = '\0';
    if (result == RECORDS_OK) {
        out->number = sql_int(rows, 0) + 1;
        sql_text(rows, 1, out->previous, sizeof out->previous);
    }
    sql_done(rows);
    return result == RECORDS_NONE ? RECORDS_OK : result;
}

static bool insert(struct sql_turn *turn, const struct audit_line *line) {
    return sql_run(turn,
                   "INSERT INTO audit (commune_id, id, at, who, what, about, note, previous,"
                   " sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
                   "iitttttt", line->number, line->at_s, line->who, line->what, line->about,
                   line->note, line->previous, line->sha256);
}

enum records_result audit_add(struct sql_turn *turn, const struct actor *actor,
                              const struct audit_entry *entry) {
    struct audit_line line = {.at_s = actor->now_s};
    copy(line.who, sizeof line.who, actor->who);
    copy(line.what, sizeof line.what, entry->what);
    copy(line.about, sizeof line.about, entry->about);
    copy(line.note, sizeof line.note, entry->note);
    for (int i = 0; i < TRIES_MAX; i++) {
        if (read_last(turn, &line) != RECORDS_OK)
            return RECORDS_FAILED;
        audit_hash(&line, line.sha256);
        if (!insert(turn, &line))
            return RECORDS_FAILED;
        if (sql_changed(turn) == 1)
            return RECORDS_OK;
    }
    return RECORDS_FAILED;
}

struct note {
    const struct actor *actor;
    const struct audit_entry *entry;
};

static enum records_result note(struct sql_turn *turn, void *args) {
    const struct note *n = args;
    return audit_add(turn, n->actor, n->entry);
}

enum records_result audit_note(struct sql *sql, const struct actor *actor,
                               const struct audit_entry *entry) {
    struct note args = {actor, entry};
    return sql_write(sql, note, &args);
}

struct list {
    int64_t from, until; // numbers: from <= n < until
    bool is_newest_first;
    struct audit_line *out;
    size_t limit, *out_count;
};

static void read_line(const struct sql_rows *rows, struct audit_line *out) {
    out->number = sql_int(rows, 0);
    out->at_s = sql_int(rows, 1);
    sql_text(rows, 2, out->who, sizeof out->who);
    sql_text(rows, 3, out->what, sizeof out->what);
    sql_text(rows, 4, out->about, sizeof out->about);
    sql_text(rows, 5, out->note, sizeof out->note);
    sql_text(rows, 6, out->previous, sizeof out->previous);
    sql_text(rows, 7, out->sha256, sizeof out->sha256);
}

#define LINE_COLUMNS "id, at, who, what, about, note, previous, sha256"

static enum records_result list(struct sql_turn *turn, void *args) {
    static const char down[] = "SELECT " LINE_COLUMNS " FROM audit WHERE commune_id = ?1"
                               " AND id >= ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4";
    static const char up[] = "SELECT " LINE_COLUMNS " FROM audit WHERE commune_id = ?1"
                             " AND id >= ?2 AND id < ?3 ORDER BY id LIMIT ?4";
    const struct list *l = args;
    size_t count = 0;
    struct sql_rows *rows =
        sql_ask(turn, l->is_newest_first ? down : up, "iii", l->from, l->until, (int64_t)l->limit);
    enum records_result result = rows ? RECORDS_OK : RECORDS_FAILED;
    while (result == RECORDS_OK && count < l->limit && (result = sql_next(rows)) == RECORDS_OK)
        read_line(rows, &l->out[count++]);
    sql_done(rows);
    *l->out_count = count;
    return result == RECORDS_NONE ? RECORDS_OK : result;
}

enum records_result audit_list(struct sql *sql, int64_t before, struct audit_line *out,
                               size_t limit, size_t *out_count) {
    struct list args = {0, before > 0 ? before : INT64_MAX, true, out, limit, out_count};
    return sql_read(sql, list, &args);
}

static bool follows(const struct audit_line *line, const struct audit_line *last) {
    char want[CRYPTO_SHA256_HEX_MAX];
    audit_hash(line, want);
    return line->number == last->number + 1 && !strcmp(line->previous, last->sha256) &&
           !strcmp(line->sha256, want);
}

enum records_result audit_check(struct sql *sql, int64_t *out_last) {
    struct audit_line *lines = xcalloc(CHECK_LINES, sizeof *lines);
    struct audit_line last = {.number = 0};
    enum records_result result;
    size_t count;
    do {
        struct list args = {last.number + 1, INT64_MAX, false, lines, CHECK_LINES, &count};
        result = sql_read(sql, list, &args);
        for (size_t i = 0; result == RECORDS_OK && i < count; i++) {
            if (follows(&lines[i], &last))
                last = lines[i];
            else
                result = RECORDS_NONE;
        }
    } while (result == RECORDS_OK && count == CHECK_LINES);
    free(lines);
    *out_last = last.number;
    return result;
}
