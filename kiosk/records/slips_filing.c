/* Making dossiers of slips that are kept: the record's columns, what it is found by, its first
 * event. */
#include "records/slips.h"

#include <assert.h>

#include "records/opening.h"

static const char *or_null(const char *text) {
    return text[0] ? text : NULL;
}

/* The record stays NULL while it is unopened. */
static bool insert_unopened(struct sql_turn *turn, const struct opened_slip *slip,
                            int64_t *out_changed) {
    const struct envelope *e = &slip->envelope;
    return sql_run_counted(
        turn, out_changed,
        "INSERT INTO nominations (commune_id, id, received_at, device_id, seq, created_at,"
        " zone_s, clock, campaign_id, key_id, state)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
        "titiiitttt", e->id, slip->received_at_s, e->device_id, e->seq, e->created_at_s,
        (int64_t)e->zone_s, e->clock_word, e->campaign_id, e->key_id, SLIP_STATE_UNOPENED);
}

/* What stands in the columns of the record, in the order of RECORD_COLUMNS. */
#define RECORD_COLUMNS                                                                             \
    "state, type, code, lang, kind, honorific, name, unit_id, unit_other, deed, sender_name,"      \
    " sender_phone, consent_version, consent_at, folded, name_key"
#define RECORD_TYPES "tttttttttttttttt"
#define RECORD_VALUES(slip, n)                                                                     \
    SLIP_STATE_RECEIVED, n->is_difficulty ? "difficulty" : "nomination", slip->head.code,          \
        slip->head.lang, or_null(n->kind), or_null(n->honorific), or_null(n->name),                \
        or_null(n->unit_id), or_null(n->unit_other), or_null(n->deed), or_null(n->sender_name),    \
        or_null(n->sender_phone), or_null(n->consent_version), or_null(n->consent_at),             \
        n->is_difficulty ? NULL : slip->words->folded, or_null(slip->words->name_key)

/* In one statement: a row that is changed after it was put there costs every index twice. */
static bool insert_opened(struct sql_turn *turn, const struct opened_slip *slip,
                          int64_t *out_changed) {
    const struct envelope *e = &slip->envelope;
    const struct nomination *n = &slip->nomination;
    return sql_run_counted(
        turn, out_changed,
        "INSERT INTO nominations (commune_id, id, received_at, device_id, seq, created_at, zone_s,"
        " clock, campaign_id, key_id, " RECORD_COLUMNS ")"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
        " ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26) ON CONFLICT DO NOTHING",
        "titiiittt" RECORD_TYPES, e->id, slip->received_at_s, e->device_id, e->seq, e->created_at_s,
        (int64_t)e->zone_s, e->clock_word, e->campaign_id, e->key_id, RECORD_VALUES(slip, n));
}

/* Of a slip that was kept unopened. */
static bool fill_in_record(struct sql_turn *turn, const struct opened_slip *slip) {
    const struct nomination *n = &slip->nomination;
    return sql_run(turn,
                   "UPDATE nominations SET (" RECORD_COLUMNS ") = (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                   " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) WHERE commune_id = ?1 AND id = ?2",
                   "t" RECORD_TYPES, slip->envelope.id, RECORD_VALUES(slip, n));
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

static bool insert_reasons_and_words(struct sql_turn *turn, const struct opened_slip *slip,
                                     int64_t received_at_s) {
    return insert_reasons(turn, slip->envelope.id, &slip->nomination) &&
           search_words_insert(turn, slip->envelope.id, received_at_s, slip->words);
}

static bool log_arrival(struct sql_turn *turn, const struct opened_slip *slip) {
    return sql_run(turn,
                   "INSERT INTO events (commune_id, nomination_id, number, at, what, actor, state)"
                   " VALUES (?1, ?2, 1, ?3, 'received', ?4, '" SLIP_STATE_RECEIVED "')",
                   "tit", slip->envelope.id, slip->received_at_s, slip->envelope.device_id);
}

/* Two slips of one device with one number come from a disk that was copied: both are marked. */
static bool mark_repeated_seq(struct sql_turn *turn, const struct envelope *e) {
    return sql_run(turn,
                   "UPDATE nominations SET seq_repeated = 1"
                   " WHERE commune_id = ?1 AND device_id = ?2 AND seq = ?3 AND EXISTS ("
                   "  SELECT 1 FROM nominations AS other WHERE other.commune_id = ?1"
                   "  AND other.device_id = ?2 AND other.seq = ?3 AND other.id <> ?4)",
                   "tit", e->device_id, e->seq, e->id);
}

/* What belongs to a new dossier. */
static bool add_rest(struct sql_turn *turn, const struct opened_slip *slip) {
    if (!mark_repeated_seq(turn, &slip->envelope))
        return false;
    if (slip->is_open && !insert_reasons_and_words(turn, slip, slip->received_at_s))
        return false;
    // An unopened slip has arrived all the same: a citizen may know that much.
    return log_arrival(turn, slip);
}

struct file_args {
    struct opened_slip *const *slips;
    size_t count;
};

/* All of one kind together, for each answer that is waited for is a journey to a server and back. A
 * slip that was filed before, or comes twice, is no new dossier: nothing of it is touched. */
static enum records_result file_all(struct sql_turn *turn, void *args) {
    const struct file_args *a = args;
    int64_t is_new[SLIPS_FILED_MAX];
    bool is_ok = true;
    for (size_t i = 0; is_ok && i < a->count; i++)
        is_ok = a->slips[i]->is_open ? insert_opened(turn, a->slips[i], &is_new[i])
                                     : insert_unopened(turn, a->slips[i], &is_new[i]);
    is_ok = sql_settle(turn) && is_ok; // also of one that failed: the answers come to `is_new`
    for (size_t i = 0; is_ok && i < a->count; i++)
        is_ok = !is_new[i] || add_rest(turn, a->slips[i]);
    return is_ok ? RECORDS_OK : RECORDS_FAILED;
}

enum records_result slips_file(struct sql *sql, struct opened_slip *const *slips, size_t count) {
    struct file_args args = {slips, count};
    assert(count <= SLIPS_FILED_MAX);
    for (size_t i = 0; i < count; i++)
        opened_slip_fold(slips[i]);
    return sql_write(sql, file_all, &args);
}

static bool log_opening(struct sql_turn *turn, const char *id, int64_t at_s) {
    return sql_run(turn,
                   "INSERT INTO events (commune_id, nomination_id, number, at, what, actor)"
                   " VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM events"
                   "  WHERE commune_id = ?1 AND nomination_id = ?2), ?3, 'opened', 'store')",
                   "ti", id, at_s);
}

struct open_args {
    const struct opened_slip *slip;
    int64_t now_s;
};

static enum records_result open_slip(struct sql_turn *turn, void *args) {
    const struct open_args *a = args;
    const char *id = a->slip->envelope.id;
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
    bool is_done = fill_in_record(turn, a->slip) &&
                   insert_reasons_and_words(turn, a->slip, received_at_s) &&
                   log_opening(turn, id, a->now_s);
    return is_done ? RECORDS_OK : RECORDS_FAILED;
}

enum records_result slips_open(struct sql *sql, struct opened_slip *slip, int64_t now_s) {
    struct open_args args = {slip, now_s};
    opened_slip_fold(slip);
    return sql_write(sql, open_slip, &args);
}
