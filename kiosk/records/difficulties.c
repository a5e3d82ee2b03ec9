#include "records/difficulties.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "records/difficulty_row.h"
#include "records/dossier_edit.h"
#include "records/dossier_row.h"
#include "records/dossier_rules.h"

#define DAY_S 86400
#define TIME_MAX_S INT64_C(0x7fffffffffff)

/* --- reading -------------------------------------------------------------------------------- */

#define SELECT_DIFFICULTY                                                                          \
    "SELECT id, code, state, device_id, version, received_at, answered_at, purged_at,"             \
    " answered_by, deed, answer, sender_name, sender_phone FROM nominations"                       \
    " WHERE commune_id = ?1 AND type = 'difficulty'"

static void take(const struct sql_rows *rows, struct difficulty *out) {
    *out = (struct difficulty){
        .version = sql_int(rows, 4),
        .received_at_s = sql_int(rows, 5),
        .answered_at_s = sql_int(rows, 6),
        .purged_at_s = sql_int(rows, 7),
        .text = sql_text_copy(rows, 9),
        .answer = sql_text_copy(rows, 10),
        .sender_name = sql_text_copy(rows, 11),
        .sender_phone = sql_text_copy(rows, 12),
    };
    sql_text(rows, 0, out->id, sizeof out->id);
    sql_text(rows, 1, out->code, sizeof out->code);
    sql_text(rows, 2, out->state, sizeof out->state);
    sql_text(rows, 3, out->device_id, sizeof out->device_id);
    sql_text(rows, 8, out->answered_by, sizeof out->answered_by);
}

static void wipe(char *text) {
    if (text)
        crypto_wipe(text, strlen(text));
    free(text);
}

void difficulty_finish(struct difficulty *difficulty) {
    wipe(difficulty->text);
    wipe(difficulty->answer);
    wipe(difficulty->sender_name);
    wipe(difficulty->sender_phone);
    *difficulty = (struct difficulty){.id = ""};
}

void difficulty_page_finish(struct difficulty_page *page) {
    for (size_t i = 0; i < page->count; i++)
        difficulty_finish(&page->items[i]);
    free(page->items);
    *page = (struct difficulty_page){.count = 0};
}

struct list_args {
    const char *state;
    struct dossier_key from;
    size_t limit;
    struct difficulty_page page; // owned until the call is over
};

static enum records_result read_list(struct sql_turn *turn, void *args) {
    struct list_args *a = args;
    difficulty_page_finish(&a->page); // of a run before
    struct sql_rows *rows =
        sql_ask(turn,
                SELECT_DIFFICULTY " AND (?2 = '' OR state = ?2) AND (received_at, id) < (?3, ?4)"
                                  " ORDER BY received_at DESC, id DESC LIMIT ?5",
                "titi", a->state, a->from.received_at_s, a->from.id, (int64_t)a->limit + 1);
    enum records_result result = RECORDS_FAILED;
    a->page.items = xcalloc(a->limit, sizeof *a->page.items);
    while (rows && (result = sql_next(rows)) == RECORDS_OK) {
        a->page.has_more = a->page.count == a->limit;
        if (!a->page.has_more)
            take(rows, &a->page.items[a->page.count++]);
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

enum records_result difficulties_list(struct sql *sql, const char *state,
                                      const struct dossier_key *from, size_t limit,
                                      struct difficulty_page *out) {
    assert(limit >= 1 && limit <= DOSSIER_PAGE_MAX);
    struct list_args args = {.state = state, .from = *from, .limit = limit};
    if (!from->id[0])
        args.from.received_at_s = TIME_MAX_S;
    enum records_result result = sql_read(sql, read_list, &args);
    if (result == RECORDS_OK)
        *out = args.page;
    else
        difficulty_page_finish(&args.page);
    return result;
}

struct read_args {
    const char *id;
    struct difficulty found; // owned until the call is over
};

static enum records_result read_one(struct sql_turn *turn, void *args) {
    struct read_args *a = args;
    difficulty_finish(&a->found); // of a run before
    struct sql_rows *rows = sql_ask(turn, SELECT_DIFFICULTY " AND id = ?2", "t", a->id);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        take(rows, &a->found);
    sql_done(rows);
    return result;
}

enum records_result difficulties_read(struct sql *sql, const char *id, struct difficulty *out) {
    struct read_args args = {.id = id};
    enum records_result result = sql_read(sql, read_one, &args);
    if (result == RECORDS_OK)
        *out = args.found;
    else
        difficulty_finish(&args.found);
    return result;
}

static enum records_result count_open(struct sql_turn *turn, void *args) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT count(*) FROM nominations WHERE commune_id = ?1"
                                    " AND type = 'difficulty' AND state IN ('" DIFFICULTY_RECEIVED
                                    "', '" DIFFICULTY_IN_PROGRESS "')",
                                    "");
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        *(int64_t *)args = sql_int(rows, 0);
    sql_done(rows);
    return result;
}

enum records_result difficulties_count_open(struct sql *sql, int64_t *out) {
    return sql_read(sql, count_open, out);
}

/* --- steps ---------------------------------------------------------------------------------- */

struct row { // what a step is held against
    char state[DOSSIER_STATE_BYTES];
    int64_t version;
    bool is_purged;
};

static enum dossier_result look(struct sql_turn *turn, const struct dossier_aim *aim,
                                struct row *out) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT state, version, purged_at FROM nominations"
                                    " WHERE commune_id = ?1 AND id = ?2 AND type = 'difficulty'",
                                    "t", aim->id);
    enum records_result found = rows ? sql_next(rows) : RECORDS_FAILED;
    if (found == RECORDS_OK) {
        sql_text(rows, 0, out->state, sizeof out->state);
        out->version = sql_int(rows, 1);
        out->is_purged = !sql_is_null(rows, 2);
    }
    sql_done(rows);
    if (found != RECORDS_OK)
        return found == RECORDS_NONE ? DOSSIER_NONE : DOSSIER_LATER;
    return dossier_edit_judge(turn, aim, out->version, out->is_purged);
}

static bool leads_to(const char *from, const char *to) {
    static const char *const ways[][2] = {
        {DIFFICULTY_RECEIVED, DIFFICULTY_IN_PROGRESS},
        {DIFFICULTY_RECEIVED, DIFFICULTY_ANSWERED},
        {DIFFICULTY_IN_PROGRESS, DIFFICULTY_ANSWERED},
        {DIFFICULTY_ANSWERED, DIFFICULTY_IN_PROGRESS},
        {DIFFICULTY_RECEIVED, DOSSIER_WITHDRAWN},
        {DIFFICULTY_IN_PROGRESS, DOSSIER_WITHDRAWN},
        {DIFFICULTY_ANSWERED, DOSSIER_WITHDRAWN},
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (strcmp(ways[i][0], from) == 0 && strcmp(ways[i][1], to) == 0)
            return true;
    return false;
}

static bool write_state(struct sql_turn *turn, const struct dossier_office *office,
                        const struct dossier_aim *aim, const struct row *row, const char *to) {
    bool is_closed = strcmp(to, DIFFICULTY_ANSWERED) == 0;
    int64_t delete_after_s = office->now_s + (int64_t)office->rules->days_after_close * DAY_S;
    return sql_run(turn,
                   "UPDATE nominations SET state = ?4, version = version + 1,"
                   " closed_at = nullif(?5, 0), delete_after = nullif(?6, 0)"
                   " WHERE commune_id = ?1 AND id = ?2 AND version = ?3",
                   "titii", aim->id, row->version, to, is_closed ? office->now_s : (int64_t)0,
                   is_closed ? delete_after_s : (int64_t)0);
}

static bool write_answer(struct sql_turn *turn, const struct dossier_office *office,
                         const struct dossier_aim *aim, const char *answer) {
    return sql_run(turn,
                   "UPDATE nominations SET answer = ?3, answered_by = ?4, answered_at = ?5"
                   " WHERE commune_id = ?1 AND id = ?2",
                   "ttti", aim->id, answer, office->who, office->now_s);
}

enum dossier_result difficulty_row_change(struct sql_turn *turn,
                                          const struct dossier_office *office,
                                          const struct dossier_aim *aim, const char *to,
                                          const char *answer, struct dossier_outcome *out) {
    struct row row = {.version = 0};
    enum dossier_result result = look(turn, aim, &row);
    out->version = row.version;
    if (result != DOSSIER_DONE)
        return result;
    if (!leads_to(row.state, to))
        return DOSSIER_REFUSED;
    if (!write_state(turn, office, aim, &row, to))
        return DOSSIER_LATER;
    if (sql_changed(turn) == 0)
        return DOSSIER_STALE;
    out->version++;
    const struct dossier_event event = {
        .event_id = aim->event_id,
        .what = "step",
        .who = office->who,
        .role = office->role,
        .from_state = row.state,
        .state = to,
        .at_s = office->now_s,
    };
    bool is_ok = (!answer || write_answer(turn, office, aim, answer)) &&
                 dossier_row_log(turn, aim->id, &event);
    return is_ok ? DOSSIER_DONE : DOSSIER_LATER;
}

struct change_args {
    const struct dossier_office *office;
    struct dossier_aim aim;
    const char *to, *answer;
    struct dossier_outcome *out;
};

static enum records_result change(struct sql_turn *turn, void *args) {
    struct change_args *a = args;
    *a->out = (struct dossier_outcome){.result = DOSSIER_LATER}; // of a run before
    a->out->result = difficulty_row_change(turn, a->office, &a->aim, a->to, a->answer, a->out);
    return a->out->result == DOSSIER_DONE    ? RECORDS_OK
           : a->out->result == DOSSIER_LATER ? RECORDS_FAILED
                                             : RECORDS_NONE;
}

static enum dossier_result run_change(const struct dossier_office *office,
                                      const struct dossier_aim *aim, const char *to,
                                      const char *answer, struct dossier_outcome *out) {
    char event_id[CRYPTO_UUID_MAX];
    struct change_args args = {office, *aim, to, answer, out};
    if (!args.aim.event_id || !args.aim.event_id[0]) {
        crypto_uuid4(event_id);
        args.aim.event_id = event_id;
    }
    if (sql_write(office->sql, change, &args) == RECORDS_FAILED)
        out->result = DOSSIER_LATER;
    return out->result;
}

enum dossier_result difficulties_take(const struct dossier_office *office,
                                      const struct dossier_aim *aim, struct dossier_outcome *out) {
    return run_change(office, aim, DIFFICULTY_IN_PROGRESS, NULL, out);
}

enum dossier_result difficulties_answer(const struct dossier_office *office,
                                        const struct dossier_aim *aim, const char *answer,
                                        struct dossier_outcome *out) {
    size_t count = utf8_count(answer);
    if (count == 0 || count > DIFFICULTY_ANSWER_MAX) {
        *out = (struct dossier_outcome){.result = DOSSIER_INVALID, .fault_count = 1};
        out->faults[0] = (struct fault){"answer", count == 0 ? "empty" : "long"};
        return out->result;
    }
    return run_change(office, aim, DIFFICULTY_ANSWERED, answer, out);
}
