#include "records/dossiers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "records/dossier_edit.h"
#include "records/dossier_rules.h"

#define NOTE_MAX 600 // characters

/* --- reading -------------------------------------------------------------------------------- */

struct read_args {
    const char *id, *code;
    struct dossier *dossier; // owned until the call is over
    int holders;
};

bool dossier_is_made(enum dossier_result result) {
    return result == DOSSIER_DONE || result == DOSSIER_REPEATED;
}

static enum records_result read_one(struct sql_turn *turn, void *args) {
    struct read_args *a = args;
    char id[CRYPTO_UUID_MAX];
    enum records_result found = RECORDS_OK;
    a->holders = 1;
    if (a->code)
        found = dossier_row_find(turn, a->code, id, &a->holders);
    if (found != RECORDS_OK || a->holders > 1)
        return found;
    return dossier_row_read(turn, a->code ? id : a->id, a->dossier);
}

static enum dossier_result read_by(struct sql *sql, const char *id, const char *code,
                                   struct dossier **out) {
    struct read_args args = {.id = id, .code = code, .dossier = xcalloc(1, sizeof *args.dossier)};
    enum records_result found = sql_read(sql, read_one, &args);
    if (found == RECORDS_OK && args.holders == 1) {
        *out = args.dossier;
        return DOSSIER_DONE;
    }
    dossier_destroy(args.dossier);
    if (found == RECORDS_OK)
        return DOSSIER_AMBIGUOUS;
    return found == RECORDS_NONE ? DOSSIER_NONE : DOSSIER_LATER;
}

enum dossier_result dossiers_read(struct sql *sql, const char *id, struct dossier **out) {
    return read_by(sql, id, NULL, out);
}

enum dossier_result dossiers_find(struct sql *sql, const char *code, struct dossier **out) {
    return read_by(sql, NULL, code, out);
}

/* --- what the officer enters ---------------------------------------------------------------- */

static bool is_closed(const struct dossier_edit *edit) {
    const struct dossier *d = edit->dossier;
    const struct dossier_status *status = dossier_rules_status(edit->office->rules, d->state);
    return !status || status->is_final || d->merged_into[0];
}

static enum dossier_result save_fields(struct dossier_edit *edit, const void *args) {
    const struct dossier_fields *fields = args;
    struct dossier_outcome *out = edit->out;
    if (is_closed(edit) || !dossier_rules_role_records(edit->office->rules, edit->office->role))
        return DOSSIER_REFUSED;
    out->fault_count = dossier_fields_faults(fields, edit->office->rules, edit->campaign,
                                             edit->today, out->faults);
    if (out->fault_count > 0)
        return DOSSIER_INVALID;
    edit->dossier->fields = *fields;
    edit->event.what = "fields";
    const struct dossier_status *gate = edit->office->rules->models_required_at;
    bool is_past = dossier_rules_status(edit->office->rules, edit->dossier->state)->ends_appraisal;
    return is_past && gate ? dossier_edit_complete(edit, gate->id) : DOSSIER_DONE;
}

enum dossier_result dossiers_save(const struct dossier_office *office,
                                  const struct dossier_aim *aim,
                                  const struct dossier_fields *fields,
                                  struct dossier_outcome *out) {
    return dossier_edit_alone(office, aim, save_fields, fields, out);
}

static enum dossier_result set_consent(struct dossier_edit *edit, const void *args) {
    const struct dossier_consent *consent = args;
    struct dossier_outcome *out = edit->out;
    if (edit->dossier->merged_into[0])
        return DOSSIER_REFUSED;
    out->fault_count =
        dossier_consent_faults(consent, edit->office->rules, edit->today, out->faults);
    if (out->fault_count > 0)
        return DOSSIER_INVALID;
    edit->dossier->consent = *consent;
    edit->event.what = "consent";
    edit->event.note = consent->value;
    return DOSSIER_DONE;
}

enum dossier_result dossiers_set_consent(const struct dossier_office *office,
                                         const struct dossier_aim *aim,
                                         const struct dossier_consent *consent,
                                         struct dossier_outcome *out) {
    return dossier_edit_alone(office, aim, set_consent, consent, out);
}

static enum dossier_result add_note(struct dossier_edit *edit, const void *args) {
    const char *note = args;
    if (!note[0])
        return dossier_edit_fault(edit, "note", "empty");
    if (utf8_count(note) > NOTE_MAX)
        return dossier_edit_fault(edit, "note", "long");
    edit->event.what = "note";
    edit->event.note = note;
    return DOSSIER_DONE;
}

enum dossier_result dossiers_add_note(const struct dossier_office *office,
                                      const struct dossier_aim *aim, const char *note,
                                      struct dossier_outcome *out) {
    return dossier_edit_alone(office, aim, add_note, note, out);
}

/* --- what the slip says --------------------------------------------------------------------- */

static enum dossier_result correct_slip(struct dossier_edit *edit, const void *args) {
    const struct nomination *slip = args;
    struct dossier *d = edit->dossier;
    if (is_closed(edit))
        return DOSSIER_REFUSED;
    struct nomination *own = xcalloc(1, sizeof *own);
    *own = *slip;
    own->is_difficulty = false;
    own->has_consent = d->slip.has_consent;
    memcpy(own->consent_version, d->slip.consent_version, sizeof own->consent_version);
    memcpy(own->consent_at, d->slip.consent_at, sizeof own->consent_at);
    for (int i = 0; i < NOMINATION_FIELDS; i++) {
        enum nomination_field field = (enum nomination_field)i;
        enum nomination_rule rule =
            field == NOMINATION_CONSENT ? NOMINATION_OK : nomination_check(own, field, NULL, false);
        if (rule != NOMINATION_OK && rule != NOMINATION_SENSITIVE)
            dossier_edit_fault(edit, nomination_field_word(field), nomination_rule_word(rule));
    }
    if (edit->out->fault_count == 0)
        d->slip = *own;
    nomination_wipe(own);
    free(own);
    edit->event.what = "slip";
    if (edit->out->fault_count > 0)
        return DOSSIER_INVALID;
    return dossier_row_write_slip(edit->turn, d) ? DOSSIER_DONE : DOSSIER_LATER;
}

enum dossier_result dossiers_correct_slip(const struct dossier_office *office,
                                          const struct dossier_aim *aim,
                                          const struct nomination *slip,
                                          struct dossier_outcome *out) {
    return dossier_edit_alone(office, aim, correct_slip, slip, out);
}

/* --- the wall ------------------------------------------------------------------------------- */

enum dossier_result dossier_edit_publish(struct dossier_edit *edit, const void *args) {
    const struct dossier_showing *a = args;
    struct dossier *d = edit->dossier;
    bool is_published = strcmp(d->publication, PUBLICATION_PUBLISHED) == 0;
    bool is_open = dossier_may_be_published(d, edit->office->rules);
    if (is_published == a->is_shown || (a->is_shown && !is_open) ||
        (!a->is_shown && !edit->office->rules->staff_may_hide))
        return DOSSIER_REFUSED;
    snprintf(d->publication, sizeof d->publication, "%s",
             a->is_shown ? PUBLICATION_PUBLISHED : PUBLICATION_UNPUBLISHED);
    edit->event.what = a->is_shown ? "published" : "unpublished";
    edit->event.note = a->note;
    return DOSSIER_DONE;
}

enum dossier_result dossiers_publish(const struct dossier_office *office,
                                     const struct dossier_aim *aim, bool is_shown, const char *note,
                                     struct dossier_outcome *out) {
    const struct dossier_showing args = {is_shown, note};
    return dossier_edit_alone(office, aim, dossier_edit_publish, &args, out);
}

/* --- the log -------------------------------------------------------------------------------- */

struct log_args {
    const char *id;
    struct dossier_log log; // owned until the call is over
};

static void take_line(const struct sql_rows *rows, struct dossier_log *log) {
    log->lines = xrealloc(log->lines, log->count + 1, sizeof *log->lines);
    struct dossier_log_line *line = &log->lines[log->count++];
    *line = (struct dossier_log_line){
        .number = sql_int(rows, 0),
        .at_s = sql_int(rows, 1),
        .note = sql_text_copy(rows, 7),
        .undoes = sql_int(rows, 8),
        .is_undone = sql_int(rows, 9) > 0,
    };
    sql_text(rows, 2, line->what, sizeof line->what);
    sql_text(rows, 3, line->who, sizeof line->who);
    sql_text(rows, 4, line->role, sizeof line->role);
    sql_text(rows, 5, line->from_state, sizeof line->from_state);
    sql_text(rows, 6, line->state, sizeof line->state);
    sql_text(rows, 10, line->decided_by, sizeof line->decided_by);
}

static enum records_result read_log(struct sql_turn *turn, void *args) {
    struct log_args *a = args;
    dossier_log_finish(&a->log); // of a run before
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT number, at, what, actor, role, from_state, state, note, undoes,"
                " (SELECT count(*) FROM events AS later WHERE later.commune_id = ?1"
                "  AND later.nomination_id = ?2 AND later.undoes = line.number), decided_by"
                " FROM events AS line WHERE commune_id = ?1 AND nomination_id = ?2 ORDER BY number",
                "t", a->id);
    enum records_result result = RECORDS_FAILED;
    while (rows && (result = sql_next(rows)) == RECORDS_OK)
        take_line(rows, &a->log);
    sql_done(rows);
    if (result == RECORDS_FAILED)
        return RECORDS_FAILED;
    return a->log.count > 0 ? RECORDS_OK : RECORDS_NONE;
}

enum dossier_result dossiers_read_log(struct sql *sql, const char *id, struct dossier_log *out) {
    struct log_args args = {.id = id};
    enum records_result result = sql_read(sql, read_log, &args);
    if (result == RECORDS_OK)
        *out = args.log;
    else
        dossier_log_finish(&args.log);
    return result == RECORDS_OK     ? DOSSIER_DONE
           : result == RECORDS_NONE ? DOSSIER_NONE
                                    : DOSSIER_LATER;
}

void dossier_log_finish(struct dossier_log *log) {
    for (size_t i = 0; i < log->count; i++)
        free(log->lines[i].note);
    free(log->lines);
    *log = (struct dossier_log){.count = 0};
}
