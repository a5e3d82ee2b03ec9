#include "records/slips.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "records/search_words.h"

struct find_args {
    const char *id;
    struct slip_holding found;
};

/* What stands under this id: 1 a tombstone, 0 a slip. */
#define LOOK_UP                                                                                    \
    "SELECT 0, sha256, device_id, received_at FROM nominations"                                    \
    " WHERE commune_id = ?1 AND id = ?2"                                                           \
    " UNION ALL SELECT 1, '', '', erased_at FROM tombstones WHERE commune_id = ?1 AND id = ?2"

static void take_holding(const struct sql_rows *rows, struct slip_holding *out) {
    int64_t what = sql_int(rows, 0);
    *out = (struct slip_holding){.held = what == 1   ? SLIP_HELD_ERASED
                                         : what == 0 ? SLIP_HELD_BEFORE
                                                     : SLIP_HELD_NEW};
    if (out->held == SLIP_HELD_NEW)
        return;
    sql_text(rows, 1, out->sha256, sizeof out->sha256);
    sql_text(rows, 2, out->device_id, sizeof out->device_id);
    out->received_at_s = sql_int(rows, 3);
}

static enum records_result look_up(struct sql_turn *turn, const char *id,
                                   struct slip_holding *out) {
    struct sql_rows *rows = sql_ask(turn, LOOK_UP " ORDER BY 1 DESC", "t", id);
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

/* What stands under the id of a slip that came, and whether its number came before. In one
 * question, for each one is a journey to a server and back. */
static enum records_result look_round(struct sql_turn *turn, const struct envelope *e,
                                      struct slip_holding *out, bool *out_is_repeated) {
    struct sql_rows *rows =
        sql_ask(turn,
                LOOK_UP " UNION ALL SELECT -1, '', '', count(*) FROM nominations"
                        " WHERE commune_id = ?1 AND device_id = ?3 AND seq = ?4 AND id <> ?2"
                        " ORDER BY 1 DESC",
                "tti", e->id, e->device_id, e->seq);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK) {
        take_holding(rows, out);
        *out_is_repeated = out->held == SLIP_HELD_NEW && sql_int(rows, 3) > 0;
    }
    sql_done(rows);
    return result;
}

/* Two slips of one device with one number come from a disk that was copied: both are marked. */
static bool mark_repeated_seq(struct sql_turn *turn, const struct envelope *e) {
    return sql_run(turn,
                   "UPDATE nominations SET seq_repeated = 1"
                   " WHERE commune_id = ?1 AND device_id = ?2 AND seq = ?3",
                   "ti", e->device_id, e->seq);
}

static const char *or_null(const char *text) {
    return text[0] ? text : NULL;
}

/* The record stays NULL while it is unopened. */
static bool insert_unopened(struct sql_turn *turn, const struct slip_entry *entry) {
    const struct envelope *e = entry->envelope;
    return sql_run(turn,
                   "INSERT INTO nominations (commune_id, id, body, sha256, received_at, device_id,"
                   " seq, created_at, zone_s, clock, campaign_id, key_id, state)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
                   " ON CONFLICT DO NOTHING",
                   "tbtitiiitttt", e->id, entry->body, entry->body_len, entry->sha256,
                   entry->received_at_s, e->device_id, e->seq, e->created_at_s, (int64_t)e->zone_s,
                   e->clock_word, e->campaign_id, e->key_id, SLIP_STATE_UNOPENED);
}

/* What stands in the columns of the record, in the order of RECORD_COLUMNS. */
#define RECORD_COLUMNS                                                                             \
    "state, type, code, lang, kind, honorific, name, unit_id, unit_other, deed, sender_name,"      \
    " sender_phone, consent_version, consent_at, folded, name_key"
#define RECORD_TYPES "tttttttttttttttt"
#define RECORD_VALUES(entry, n)                                                                    \
    SLIP_STATE_RECEIVED, n->is_difficulty ? "difficulty" : "nomination", entry->head->code,        \
        entry->head->lang, or_null(n->kind), or_null(n->honorific), or_null(n->name),              \
        or_null(n->unit_id), or_null(n->unit_other), or_null(n->deed), or_null(n->sender_name),    \
        or_null(n->sender_phone), or_null(n->consent_version), or_null(n->consent_at),             \
        n->is_difficulty ? NULL : entry->words->folded, or_null(entry->words->name_key)

/* In one statement: a row that is changed after it was put there costs every index twice. */
static bool insert_opened(struct sql_turn *turn, const struct slip_entry *entry) {
    const struct envelope *e = entry->envelope;
    const struct nomination *n = entry->nomination;
    return sql_run(
        turn,
        "INSERT INTO nominations (commune_id, id, body, sha256, received_at, device_id, seq,"
        " created_at, zone_s, clock, campaign_id, key_id, " RECORD_COLUMNS ")"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
        " ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)"
        " ON CONFLICT DO NOTHING",
        "tbtitiiittt" RECORD_TYPES, e->id, entry->body, entry->body_len, entry->sha256,
        entry->received_at_s, e->device_id, e->seq, e->created_at_s, (int64_t)e->zone_s,
        e->clock_word, e->campaign_id, e->key_id, RECORD_VALUES(entry, n));
}

/* Of a slip that was kept unopened. */
static bool fill_in_record(struct sql_turn *turn, const struct slip_entry *entry) {
    const struct nomination *n = entry->nomination;
    return sql_run(turn,
                   "UPDATE nominations SET (" RECORD_COLUMNS ") = (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                   " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) WHERE commune_id = ?1 AND id = ?2",
                   "t" RECORD_TYPES, entry->envelope->id, RECORD_VALUES(entry, n));
}

/* In one statement. */
static bool insert_reasons(struct sql_turn *turn, const char *id, const struct nomination *n) {
#define REASONS                                                                                    \
    "INSERT INTO nomination_reasons (commune_id, nomination_id, position, reason_id) VALUES "
    static const char *const texts[] = {
        NULL,
        REASONS "(?1, ?2, 1, ?3)",
        REASONS "(?1, ?2, 1, ?3), (?1, ?2, 2, ?4)",
        REASONS "(?1, ?2, 1, ?3), (?1, ?2, 2, ?4), (?1, ?2, 3, ?5)",
    };
#undef REASONS
    static_assert(sizeof texts / sizeof *texts == NOMINATION_REASONS_MAX + 1, "one for each count");
    struct sql_value values[1 + NOMINATION_REASONS_MAX] = {sql_text_value(id)};
    for (size_t i = 0; i < n->reason_count; i++)
        values[1 + i] = sql_text_value(n->reasons[i]);
    return n->reason_count == 0 ||
           sql_run_values(turn, texts[n->reason_count], values, 1 + n->reason_count);
}

static bool insert_reasons_and_words(struct sql_turn *turn, const struct slip_entry *entry,
                                     int64_t received_at_s) {
    return insert_reasons(turn, entry->envelope->id, entry->nomination) &&
           search_words_insert(turn, entry->envelope->id, received_at_s, entry->words);
}

static bool log_arrival(struct sql_turn *turn, const struct slip_entry *entry) {
    return sql_run(turn,
                   "INSERT INTO events (commune_id, nomination_id, number, at, what, actor, state)"
                   " VALUES (?1, ?2, 1, ?3, 'received', ?4, '" SLIP_STATE_RECEIVED "')",
                   "tit", entry->envelope->id, entry->received_at_s, entry->envelope->device_id);
}

static bool log_opening(struct sql_turn *turn, const char *id, int64_t at_s) {
    return sql_run(turn,
                   "INSERT INTO events (commune_id, nomination_id, number, at, what, actor)"
                   " VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM events"
                   "  WHERE commune_id = ?1 AND nomination_id = ?2), ?3, 'opened', 'store')",
                   "ti", id, at_s);
}

/* Everything of a new slip. */
static bool keep(struct sql_turn *turn, const struct slip_entry *entry, bool is_repeated) {
    bool is_in = entry->nomination ? insert_opened(turn, entry) : insert_unopened(turn, entry);
    if (!is_in || (is_repeated && !mark_repeated_seq(turn, entry->envelope)))
        return false;
    if (entry->nomination && !insert_reasons_and_words(turn, entry, entry->received_at_s))
        return false;
    // An unopened slip has arrived all the same: a citizen may know that much.
    return log_arrival(turn, entry);
}

struct put_args {
    const struct slip_entry *entry;
    struct slip_holding holding;
};

static enum records_result put(struct sql_turn *turn, void *args) {
    struct put_args *a = args;
    const struct slip_entry *entry = a->entry;
    bool is_repeated;
    if (look_round(turn, entry->envelope, &a->holding, &is_repeated) != RECORDS_OK)
        return RECORDS_FAILED;
    if (a->holding.held != SLIP_HELD_NEW)
        return RECORDS_NONE;
    if (!keep(turn, entry, is_repeated))
        return RECORDS_FAILED;
    a->holding.received_at_s = entry->received_at_s;
    snprintf(a->holding.sha256, sizeof a->holding.sha256, "%s", entry->sha256);
    snprintf(a->holding.device_id, sizeof a->holding.device_id, "%s", entry->envelope->device_id);
    return RECORDS_OK;
}

enum records_result slips_put(struct sql *sql, const struct slip_entry *entry,
                              struct slip_holding *out) {
    struct put_args args = {.entry = entry};
    if (sql_write(sql, put, &args) == RECORDS_FAILED)
        return RECORDS_FAILED;
    *out = args.holding;
    return RECORDS_OK;
}

struct open_args {
    const struct slip_entry *entry;
    int64_t now_s;
};

static enum records_result open_slip(struct sql_turn *turn, void *args) {
    const struct open_args *a = args;
    const char *id = a->entry->envelope->id;
    struct sql_rows *rows = sql_ask(
        turn,
        "SELECT received_at FROM nominations WHERE commune_id = ?1 AND id = ?2 AND state = ?3",
        "tt", id, SLIP_STATE_UNOPENED);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    int64_t received_at_s = result == RECORDS_OK ? sql_int(rows, 0) : 0;
    sql_done(rows);
    if (result != RECORDS_OK)
        return result;
    bool is_done = fill_in_record(turn, a->entry) &&
                   insert_reasons_and_words(turn, a->entry, received_at_s) &&
                   log_opening(turn, id, a->now_s);
    return is_done ? RECORDS_OK : RECORDS_FAILED;
}

enum records_result slips_open(struct sql *sql, const struct slip_entry *entry, int64_t now_s) {
    struct open_args args = {entry, now_s};
    return sql_write(sql, open_slip, &args);
}

struct unopened_args {
    const char *after_id;
    struct slip_unopened found; // its body owned until the call is over
};

static enum records_result find_unopened(struct sql_turn *turn, void *args) {
    struct unopened_args *a = args;
    free(a->found.body); // of a run before
    a->found.body = NULL;
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT id, body FROM nominations WHERE commune_id = ?1"
                " AND state = '" SLIP_STATE_UNOPENED "' AND id > ?2 ORDER BY id LIMIT 1",
                "t", a->after_id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK) {
        sql_text(rows, 0, a->found.id, sizeof a->found.id);
        a->found.body = sql_bytes_copy(rows, 1, &a->found.body_len);
    }
    sql_done(rows);
    return result;
}

enum records_result slips_next_unopened(struct sql *sql, const char *after_id,
                                        struct slip_unopened *out) {
    struct unopened_args args = {.after_id = after_id};
    enum records_result result = sql_read(sql, find_unopened, &args);
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
