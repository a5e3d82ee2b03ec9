#include "records/dossier_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "records/dossier_rules.h"
#include "records/erasures.h"

#define DAY_S 86400

enum dossier_result dossier_edit_fault(struct dossier_edit *edit, const char *field,
                                       const char *why) {
    if (edit->out->fault_count < DOSSIER_FAULTS_MAX)
        edit->out->faults[edit->out->fault_count++] = (struct fault){field, why};
    return DOSSIER_INVALID;
}

enum dossier_result dossier_edit_complete(struct dossier_edit *edit, const char *to) {
    const char *missing[DOSSIER_FIELDS_MAX];
    int models = dossier_models_needed(&edit->dossier->fields, edit->campaign);
    size_t count = dossier_rules_missing(edit->office->rules, edit->dossier, to, models, missing);
    for (size_t i = 0; i < count; i++)
        dossier_edit_fault(edit, missing[i], "empty");
    return count > 0 ? DOSSIER_INCOMPLETE : DOSSIER_DONE;
}

bool dossier_edit_tell(struct dossier_edit *edit, const char *id, const char *what) {
    struct dossier_event event = {
        .what = what,
        .who = edit->office->who,
        .role = edit->office->role,
        .note = edit->dossier->code,
        .at_s = edit->office->now_s,
    };
    return sql_run(edit->turn,
                   "UPDATE nominations SET version = version + 1"
                   " WHERE commune_id = ?1 AND id = ?2",
                   "t", id) &&
           dossier_row_log(edit->turn, id, &event);
}

/* --- a new state ---------------------------------------------------------------------------- */

/* The appraisal is over: nobody needs to ring the sender up any more, for this slip and for those
 * that were merged into it. */
static bool end_appraisal(struct dossier_edit *edit) {
    struct dossier *d = edit->dossier;
    d->slip.sender_name[0] = d->slip.sender_phone[0] = '\0';
    return erasures_drop_sender(edit->turn, d->id, d->state, edit->office->now_s) &&
           erasures_drop_merged_senders(edit->turn, d->id, edit->office->now_s);
}

bool dossier_edit_settle(struct dossier_edit *edit, const char *state) {
    struct dossier *d = edit->dossier;
    const struct dossier_rules *rules = edit->office->rules;
    const struct dossier_status *status = dossier_rules_status(rules, state);
    if (!status)
        return false; // a state of an older dossier.json: nothing is known of it
    if (!(status->needs & DOSSIER_NEEDS_REASON))
        d->reason[0] = '\0';
    if (!(status->needs & DOSSIER_NEEDS_MERGED_INTO))
        d->merged_into[0] = '\0';
    snprintf(d->state, sizeof d->state, "%s", state);
    d->closed_at_s = status->is_final || status->is_purged_later ? edit->office->now_s : 0;
    d->delete_after_s = status->is_purged_later
                            ? edit->office->now_s + (int64_t)rules->days_after_close * DAY_S
                            : 0;
    return !status->ends_appraisal || end_appraisal(edit);
}

/* --- the frame of every change -------------------------------------------------------------- */

static void set_today(struct dossier_edit *edit) {
    char now[DATE_RFC3339_MAX]; // begins with the day
    date_format_rfc3339(edit->office->now_s, edit->office->zone_s, now);
    snprintf(edit->today, sizeof edit->today, "%.10s", now);
}

static const struct campaign *campaign_of(const struct dossier_office *office,
                                          const struct dossier *dossier) {
    bool is_own = office->campaign && strcmp(office->campaign->id, dossier->campaign_id) == 0;
    return is_own ? office->campaign : NULL;
}

static enum dossier_result write_back(struct dossier_edit *edit, const struct dossier_aim *aim) {
    struct dossier *d = edit->dossier;
    const char *publication =
        dossier_publication_after(d->publication, dossier_may_be_published(d, edit->office->rules));
    if (publication != d->publication)
        snprintf(d->publication, sizeof d->publication, "%s", publication);
    enum records_result written = dossier_row_write(edit->turn, d);
    if (written != RECORDS_OK)
        return written == RECORDS_NONE ? DOSSIER_STALE : DOSSIER_LATER;
    edit->event.event_id = aim->event_id;
    edit->event.who = edit->office->who;
    edit->event.role = edit->office->role;
    edit->event.at_s = edit->office->now_s;
    edit->out->version = d->version;
    return dossier_row_log(edit->turn, d->id, &edit->event) ? DOSSIER_DONE : DOSSIER_LATER;
}

enum dossier_result dossier_edit_judge(struct sql_turn *turn, const struct dossier_aim *aim,
                                       int64_t version, bool is_purged) {
    char logged_for[CRYPTO_UUID_MAX];
    enum records_result found = dossier_row_find_event(turn, aim->event_id, logged_for);
    if (found == RECORDS_FAILED)
        return DOSSIER_LATER;
    if (found == RECORDS_OK)
        return strcmp(logged_for, aim->id) == 0 ? DOSSIER_REPEATED : DOSSIER_REFUSED;
    if (is_purged)
        return DOSSIER_ERASED;
    return aim->version && aim->version != version ? DOSSIER_STALE : DOSSIER_DONE;
}

/* DOSSIER_DONE: it is there and as the officer saw it. */
static enum dossier_result look(struct sql_turn *turn, const struct dossier_aim *aim,
                                struct dossier *out) {
    enum records_result found = dossier_row_read(turn, aim->id, out);
    if (found != RECORDS_OK)
        return found == RECORDS_NONE ? DOSSIER_NONE : DOSSIER_LATER;
    return dossier_edit_judge(turn, aim, out->version, out->purged_at_s != 0);
}

enum dossier_result dossier_edit_in(struct sql_turn *turn, const struct dossier_office *office,
                                    const struct dossier_aim *aim, dossier_editor *editor,
                                    const void *args, struct dossier_outcome *out) {
    struct dossier *dossier = xcalloc(1, sizeof *dossier);
    struct dossier_edit edit = {.turn = turn, .office = office, .dossier = dossier, .out = out};
    enum dossier_result result = look(turn, aim, dossier);
    out->version = dossier->version;
    if (result == DOSSIER_DONE) {
        edit.campaign = campaign_of(office, dossier);
        set_today(&edit);
        result = editor(&edit, args);
    }
    if (result == DOSSIER_DONE)
        result = write_back(&edit, aim);
    dossier_destroy(dossier);
    return result;
}

struct alone_args {
    const struct dossier_office *office;
    const struct dossier_aim *aim;
    dossier_editor *editor;
    const void *args;
    struct dossier_outcome *out;
};

static enum records_result edit_alone(struct sql_turn *turn, void *args) {
    struct alone_args *a = args;
    *a->out = (struct dossier_outcome){.result = DOSSIER_LATER}; // of a run before
    a->out->result = dossier_edit_in(turn, a->office, a->aim, a->editor, a->args, a->out);
    return a->out->result == DOSSIER_DONE    ? RECORDS_OK
           : a->out->result == DOSSIER_LATER ? RECORDS_FAILED
                                             : RECORDS_NONE;
}

enum dossier_result dossier_edit_alone(const struct dossier_office *office,
                                       const struct dossier_aim *aim, dossier_editor *editor,
                                       const void *args, struct dossier_outcome *out) {
    char event_id[CRYPTO_UUID_MAX];
    struct dossier_aim own = *aim;
    if (!own.event_id || !own.event_id[0]) { // a run again after a lost answer must know itself
        crypto_uuid4(event_id);
        own.event_id = event_id;
    }
    struct alone_args all = {office, &own, editor, args, out};
    if (sql_write(office->sql, edit_alone, &all) == RECORDS_FAILED)
        out->result = DOSSIER_LATER;
    return out->result;
}
