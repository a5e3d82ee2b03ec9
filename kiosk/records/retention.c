#include "records/retention.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "records/difficulty_row.h"
#include "records/dossier_edit.h"
#include "records/dossier_rules.h"
#include "records/erasures.h"

#define PURGED_AT_ONCE 50 // in one transaction: slips go on being taken meanwhile
#define MERGED_MAX 1000   // into one dossier

struct victim {
    char id[CRYPTO_UUID_MAX], state[DOSSIER_STATE_BYTES];
};

/* Reads (id, state) rows; false when the database fails. */
static bool take_victims(struct sql_rows *rows, struct victim *out, size_t max, size_t *out_count) {
    enum records_result result = RECORDS_FAILED;
    size_t count = 0;
    while (rows && count < max && (result = sql_next(rows)) == RECORDS_OK) {
        sql_text(rows, 0, out[count].id, sizeof out[count].id);
        sql_text(rows, 1, out[count].state, sizeof out[count].state);
        count++;
    }
    sql_done(rows);
    *out_count = count;
    return rows && result != RECORDS_FAILED;
}

static bool purge(struct sql_turn *turn, const struct dossier_office *office,
                  const struct victim *victim, const char *what) {
    const struct dossier_event event = {
        .what = strcmp(what, ERASURE_ALL) == 0 ? "erased" : "expired",
        .who = office->who,
        .role = office->role,
        .at_s = office->now_s,
    };
    return erasures_purge(turn, victim->id, what, victim->state, office->now_s) &&
           dossier_row_log(turn, victim->id, &event);
}

/* --- in time -------------------------------------------------------------------------------- */

struct run_args {
    const struct dossier_office *office;
    size_t purged;
};

static enum records_result run_some(struct sql_turn *turn, void *args) {
    struct run_args *a = args;
    struct victim victims[PURGED_AT_ONCE];
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT id, state FROM nominations WHERE commune_id = ?1"
                                    " AND delete_after <= ?2 AND delete_after IS NOT NULL"
                                    " ORDER BY delete_after LIMIT ?3",
                                    "ii", a->office->now_s, (int64_t)PURGED_AT_ONCE);
    a->purged = 0;
    size_t count;
    if (!take_victims(rows, victims, PURGED_AT_ONCE, &count))
        return RECORDS_FAILED;
    for (; a->purged < count; a->purged++)
        if (!purge(turn, a->office, &victims[a->purged], ERASURE_PERSONAL))
            return RECORDS_FAILED;
    return count > 0 ? RECORDS_OK : RECORDS_NONE;
}

bool retention_run(const struct dossier_office *office, size_t *out_purged) {
    struct run_args args = {.office = office};
    enum records_result result;
    *out_purged = 0;
    while ((result = sql_write(office->sql, run_some, &args)) == RECORDS_OK)
        *out_purged += args.purged;
    return result == RECORDS_NONE;
}

struct count_args {
    const struct dossier_office *office;
    struct retention_figures figures;
};

static bool count_one(struct sql_turn *turn, const char *text, int64_t now_s, int64_t *out) {
    struct sql_rows *rows = sql_ask(turn, text, "i", now_s);
    bool is_ok = rows && sql_next(rows) == RECORDS_OK;
    *out = is_ok ? sql_int(rows, 0) : 0;
    sql_done(rows);
    return is_ok;
}

static enum records_result count_all(struct sql_turn *turn, void *args) {
    struct count_args *a = args;
    int64_t now_s = a->office->now_s;
    bool is_ok =
        count_one(turn,
                  "SELECT count(*) FROM nominations WHERE commune_id = ?1 AND delete_after <= ?2"
                  " AND delete_after IS NOT NULL",
                  now_s, &a->figures.due) &&
        count_one(turn,
                  "SELECT count(*) FROM nominations WHERE commune_id = ?1 AND delete_after > ?2"
                  " AND delete_after IS NOT NULL",
                  now_s, &a->figures.waiting) &&
        count_one(turn,
                  "SELECT count(*) FROM erasures WHERE commune_id = ?1 AND at <= ?2"
                  " AND what = '" ERASURE_PERSONAL "'",
                  now_s, &a->figures.expired) &&
        count_one(turn,
                  "SELECT count(*) FROM erasures WHERE commune_id = ?1 AND at <= ?2"
                  " AND what = '" ERASURE_ALL "'",
                  now_s, &a->figures.erased);
    return is_ok ? RECORDS_OK : RECORDS_FAILED;
}

bool retention_count(const struct dossier_office *office, struct retention_figures *out) {
    struct count_args args = {.office = office};
    bool is_ok = sql_read(office->sql, count_all, &args) == RECORDS_OK;
    if (is_ok)
        *out = args.figures;
    return is_ok;
}

/* --- on request ----------------------------------------------------------------------------- */

struct erase_args {
    const struct dossier_office *office;
    struct dossier_aim aim;
    bool with_merged;
    struct victim victim;
    struct victim *merged; // owned until the call is over
    struct dossier_outcome *out;
};

static enum dossier_result withdraw(struct dossier_edit *edit, const void *args) {
    const struct dossier_question question = {
        .state = edit->dossier->state,
        .campaign = edit->campaign,
        .level = edit->dossier->fields.level,
        .role = edit->office->role,
    };
    const struct dossier_change change = {.to = DOSSIER_WITHDRAWN};
    (void)args;
    edit->event.what = "withdrawn"; // already closed: its state stays
    return dossier_rules_find(edit->office->rules, &question, change.to)
               ? dossier_edit_step(edit, &change)
               : DOSSIER_DONE;
}

static bool purge_merged(struct sql_turn *turn, struct erase_args *a) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT id, state FROM nominations WHERE commune_id = ?1"
                                    " AND merged_into = ?2 AND merged_into IS NOT NULL"
                                    " AND purged_at IS NULL ORDER BY id LIMIT ?3",
                                    "ti", a->aim.id, (int64_t)MERGED_MAX);
    size_t count;
    if (!take_victims(rows, a->merged, MERGED_MAX, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!purge(turn, a->office, &a->merged[i], ERASURE_ALL))
            return false;
    return true;
}

/* The state it has come to, after the step. */
static bool read_victim(struct sql_turn *turn, struct erase_args *a) {
    struct sql_rows *rows =
        sql_ask(turn, "SELECT id, state FROM nominations WHERE commune_id = ?1 AND id = ?2", "t",
                a->aim.id);
    size_t count;
    return take_victims(rows, &a->victim, 1, &count) && count == 1;
}

static enum records_result finish(const struct erase_args *a) {
    return a->out->result == DOSSIER_DONE    ? RECORDS_OK
           : a->out->result == DOSSIER_LATER ? RECORDS_FAILED
                                             : RECORDS_NONE;
}

static enum records_result erase(struct sql_turn *turn, void *args) {
    struct erase_args *a = args;
    *a->out = (struct dossier_outcome){.result = DOSSIER_LATER}; // of a run before
    a->out->result = dossier_edit_in(turn, a->office, &a->aim, withdraw, NULL, a->out);
    if (a->out->result == DOSSIER_DONE) {
        bool is_ok = read_victim(turn, a) && purge(turn, a->office, &a->victim, ERASURE_ALL) &&
                     (!a->with_merged || purge_merged(turn, a));
        if (!is_ok)
            a->out->result = DOSSIER_LATER;
        a->out->version++; // purging counts as a change, too
    }
    return finish(a);
}

static enum records_result erase_difficulty(struct sql_turn *turn, void *args) {
    struct erase_args *a = args;
    *a->out = (struct dossier_outcome){.result = DOSSIER_LATER};
    a->out->result =
        difficulty_row_change(turn, a->office, &a->aim, DOSSIER_WITHDRAWN, NULL, a->out);
    if (a->out->result == DOSSIER_DONE &&
        !(read_victim(turn, a) && purge(turn, a->office, &a->victim, ERASURE_ALL)))
        a->out->result = DOSSIER_LATER;
    return finish(a);
}

static enum dossier_result run_erase(const struct dossier_office *office,
                                     const struct dossier_aim *aim, sql_work *work,
                                     bool with_merged, struct dossier_outcome *out) {
    char event_id[CRYPTO_UUID_MAX];
    struct erase_args args = {office, *aim, with_merged, {.id = ""}, NULL, out};
    args.merged = xcalloc(MERGED_MAX, sizeof *args.merged);
    if (!args.aim.event_id || !args.aim.event_id[0]) {
        crypto_uuid4(event_id);
        args.aim.event_id = event_id;
    }
    if (sql_write(office->sql, work, &args) == RECORDS_FAILED)
        out->result = DOSSIER_LATER;
    free(args.merged);
    return out->result;
}

enum dossier_result retention_erase(const struct dossier_office *office,
                                    const struct dossier_aim *aim, bool with_merged,
                                    struct dossier_outcome *out) {
    return run_erase(office, aim, erase, with_merged, out);
}

enum dossier_result retention_erase_difficulty(const struct dossier_office *office,
                                               const struct dossier_aim *aim,
                                               struct dossier_outcome *out) {
    return run_erase(office, aim, erase_difficulty, false, out);
}
