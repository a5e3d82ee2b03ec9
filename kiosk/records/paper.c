#include "records/paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/xalloc.h"
#include "records/dossier_row.h"
#include "records/dossier_rules.h"
#include "records/search_words.h"

#define CODE_TRIES 8

struct paper_args {
    const struct dossier_office *office;
    const struct paper_slip *paper;
    const struct nomination *slip; // judged, with its consent
    const struct search_words *words;
    char *out_code;
    struct dossier_outcome *out;
};

static void add_fault(struct dossier_outcome *out, const char *field, const char *why) {
    out->faults[out->fault_count++] = (struct fault){field, why};
    out->result = DOSSIER_INVALID;
}

/* A form on paper has a day: its morning, where the commune is. */
static void read_consent(struct nomination *slip, int zone_s) {
    struct date_time at = {.hour = 0};
    if (date_parse(slip->consent_at, &at.date))
        date_format_rfc3339(date_time_to_unix(at, zone_s), zone_s, slip->consent_at);
    slip->has_consent = slip->consent_at[0] != '\0';
    snprintf(slip->consent_version, sizeof slip->consent_version, "%s", PAPER_CONSENT);
}

static bool judge(const struct paper_args *a) {
    const struct dossier_field *source = dossier_rules_field(a->office->rules, "source");
    for (int i = 0; i < NOMINATION_FIELDS; i++) {
        enum nomination_field field = (enum nomination_field)i;
        enum nomination_rule rule = nomination_check(a->slip, field, a->paper->content, false);
        if (rule != NOMINATION_OK && rule != NOMINATION_SENSITIVE)
            add_fault(a->out, nomination_field_word(field), nomination_rule_word(rule));
    }
    if ((source && !dossier_field_takes(source, a->paper->source)) ||
        strcmp(a->paper->source, "kiosk") == 0)
        add_fault(a->out, "source", "unknown");
    if (!crypto_is_uuid4(a->paper->id))
        add_fault(a->out, "id", "format");
    return a->out->fault_count == 0;
}

/* RECORDS_OK: this form was sent before; its code is at out_code. */
static enum records_result find_before(struct sql_turn *turn, const struct paper_args *a,
                                       bool *out_is_erased) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT 0, code FROM nominations WHERE commune_id = ?1 AND id = ?2"
                " UNION ALL SELECT 1, '' FROM tombstones"
                " WHERE commune_id = ?1 AND id = ?2 ORDER BY 1 DESC",
                "t", a->paper->id);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK) {
        *out_is_erased = sql_int(rows, 0) == 1;
        sql_text(rows, 1, a->out_code, CODE_TEXT_MAX);
    }
    sql_done(rows);
    return result;
}

/* One that no slip of this commune carries. */
static bool make_code(struct sql_turn *turn, const struct paper_args *a) {
    for (int i = 0; i < CODE_TRIES; i++) {
        char id[CRYPTO_UUID_MAX];
        int count;
        code_make(a->paper->code_prefix, a->out_code);
        enum records_result taken = dossier_row_find(turn, a->out_code, id, &count);
        if (taken != RECORDS_OK)
            return taken == RECORDS_NONE;
    }
    return false;
}

static const char *or_null(const char *text) {
    return text[0] ? text : NULL;
}

/* Nothing came but its id, which no kiosk's slip can have now. */
static bool take_id(struct sql_turn *turn, const struct paper_args *a) {
    return sql_run(turn,
                   "INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
                   " VALUES (?1, ?2, ?3, '', ?4, '')",
                   "tbi", a->paper->id, "", (size_t)0, a->office->now_s);
}

static bool insert(struct sql_turn *turn, const struct paper_args *a) {
    const struct nomination *n = a->slip;
    return sql_run(turn,
                   "INSERT INTO nominations (commune_id, id, received_at, device_id, seq,"
                   " created_at, zone_s, clock, campaign_id, key_id, state, type, code, lang,"
                   " kind, honorific, name, unit_id, unit_other, deed, sender_name, sender_phone,"
                   " consent_version, consent_at, source, folded, name_key)"
                   " VALUES (?1, ?2, ?3, '', 0, ?3, ?4, 'synced', ?5, '', ?6, 'nomination',"
                   " ?7, 'vi', ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
                   "tiitttttttttttttttt", a->paper->id, a->office->now_s,
                   (int64_t)a->office->zone_s, a->paper->campaign_id, DOSSIER_RECEIVED, a->out_code,
                   or_null(n->kind), or_null(n->honorific), or_null(n->name), or_null(n->unit_id),
                   or_null(n->unit_other), or_null(n->deed), or_null(n->sender_name),
                   or_null(n->sender_phone), n->consent_version, n->consent_at, a->paper->source,
                   a->words->folded, or_null(a->words->name_key));
}

static bool log_arrival(struct sql_turn *turn, const struct paper_args *a) {
    const struct dossier_event event = {
        .what = "received",
        .who = a->office->who,
        .role = a->office->role,
        .state = DOSSIER_RECEIVED,
        .note = a->paper->source,
        .at_s = a->office->now_s,
    };
    return dossier_row_log(turn, a->paper->id, &event);
}

static bool insert_reasons(struct sql_turn *turn, const struct paper_args *a) {
    struct dossier *dossier = xcalloc(1, sizeof *dossier);
    snprintf(dossier->id, sizeof dossier->id, "%s", a->paper->id);
    dossier->slip = *a->slip;
    bool is_ok = dossier_row_write_reasons(turn, dossier);
    dossier_destroy(dossier);
    return is_ok;
}

static enum records_result add(struct sql_turn *turn, void *args) {
    struct paper_args *a = args;
    bool is_erased = false;
    a->out->result = DOSSIER_LATER; // of a run before
    enum records_result before = find_before(turn, a, &is_erased);
    if (before == RECORDS_FAILED)
        return RECORDS_FAILED;
    if (before == RECORDS_OK) {
        a->out->result = is_erased ? DOSSIER_ERASED : DOSSIER_REPEATED;
        return RECORDS_NONE;
    }
    bool is_ok =
        make_code(turn, a) && take_id(turn, a) && insert(turn, a) && insert_reasons(turn, a) &&
        search_words_insert(turn, a->paper->id, a->office->now_s, a->words) && log_arrival(turn, a);
    if (!is_ok)
        return RECORDS_FAILED;
    a->out->result = DOSSIER_DONE;
    a->out->version = 1;
    return RECORDS_OK;
}

enum dossier_result paper_add(const struct dossier_office *office, const struct paper_slip *paper,
                              char *out_code, struct dossier_outcome *out) {
    struct nomination *slip = xcalloc(1, sizeof *slip);
    struct search_words words;
    *slip = *paper->slip;
    slip->is_difficulty = false;
    read_consent(slip, office->zone_s);
    search_words_init(&words, slip);
    *out = (struct dossier_outcome){.result = DOSSIER_LATER};
    struct paper_args args = {office, paper, slip, &words, out_code, out};
    if (judge(&args) && sql_write(office->sql, add, &args) == RECORDS_FAILED)
        out->result = DOSSIER_LATER;
    search_words_finish(&words);
    nomination_wipe(slip);
    free(slip);
    return out->result;
}
