/* Steps from state to state, the council's word, decisions: dossiers_apply(). */
#include "records/dossier_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "records/dossier_rules.h"
#include "records/erasures.h"
#include "records/roles.h"

#define REASON_MAX 80 // characters

static struct dossier_question question_of(const struct dossier_edit *edit) {
    return (struct dossier_question){
        .state = edit->dossier->state,
        .campaign = edit->campaign,
        .level = edit->dossier->fields.level,
        .role = edit->office->role,
        .has_previous = edit->dossier->has_previous,
    };
}

/* --- what a state asks for ------------------------------------------------------------------ */

static void take_reason(struct dossier_edit *edit, const struct dossier_change *change) {
    const char *reason = change->reason ? change->reason : "";
    if (!reason[0])
        dossier_edit_fault(edit, "reason", "empty");
    else if (utf8_count(reason) > REASON_MAX)
        dossier_edit_fault(edit, "reason", "long");
    else
        snprintf(edit->dossier->reason, sizeof edit->dossier->reason, "%s", reason);
}

/* The other dossier must be there, itself whole and not merged: so there are no circles. */
static enum dossier_result take_merged_into(struct dossier_edit *edit,
                                            const struct dossier_change *change) {
    struct dossier *d = edit->dossier;
    const char *target_id = change->merged_into ? change->merged_into : "";
    if (!target_id[0])
        return dossier_edit_fault(edit, "merged_into", "empty");
    struct dossier *target = xcalloc(1, sizeof *target);
    enum records_result found = dossier_row_read(edit->turn, target_id, target);
    bool is_fit = found == RECORDS_OK && strcmp(target_id, d->id) != 0 && !target->purged_at_s &&
                  strcmp(target->state, DOSSIER_MERGED) != 0;
    const struct dossier_status *status =
        is_fit ? dossier_rules_status(edit->office->rules, target->state) : NULL;
    bool is_over = status && status->ends_appraisal;
    dossier_destroy(target);
    if (found == RECORDS_FAILED)
        return DOSSIER_LATER;
    if (!is_fit)
        return dossier_edit_fault(edit, "merged_into", "unknown");
    snprintf(d->merged_into, sizeof d->merged_into, "%s", target_id);
    bool is_told =
        dossier_edit_tell(edit, target_id, "merged_in") &&
        (!is_over || erasures_drop_sender(edit->turn, d->id, DOSSIER_MERGED, edit->office->now_s));
    return is_told ? DOSSIER_DONE : DOSSIER_LATER;
}

static void take_decision(struct dossier_edit *edit, const struct dossier_change *change,
                          const struct dossier_transition *transition) {
    struct dossier_decision *decision = &edit->dossier->decision;
    struct fault *faults = edit->out->faults + edit->out->fault_count;
    *decision = change->decision ? *change->decision : (struct dossier_decision){.level = ""};
    if (!decision->level[0])
        memcpy(decision->level, edit->dossier->fields.level, sizeof decision->level);
    if (!decision->signer_role[0])
        snprintf(decision->signer_role, sizeof decision->signer_role, "%s", transition->by);
    if (edit->out->fault_count == 0)
        edit->out->fault_count =
            dossier_decision_faults(decision, edit->campaign, edit->today, faults);
    if (!decision->level[0])
        dossier_edit_fault(edit, "decision.level", "empty");
    else if (!dossier_transition_takes_level(transition, edit->campaign, decision->level))
        dossier_edit_fault(edit, "decision.level", "unknown");
    if (!decision->number[0] && transition->to->needs & DOSSIER_NEEDS_DECISION_NO)
        dossier_edit_fault(edit, "decision.number", "empty");
    if (!decision->date[0] && transition->to->needs & DOSSIER_NEEDS_DECISION_DATE)
        dossier_edit_fault(edit, "decision.date", "empty");
}

static enum dossier_result take_needs(struct dossier_edit *edit,
                                      const struct dossier_change *change,
                                      const struct dossier_transition *transition) {
    unsigned needs = transition->to->needs;
    if (needs & DOSSIER_NEEDS_REASON)
        take_reason(edit, change);
    if (needs & (DOSSIER_NEEDS_LEVEL | DOSSIER_NEEDS_DECISION_NO | DOSSIER_NEEDS_DECISION_DATE))
        take_decision(edit, change, transition);
    if (edit->out->fault_count > 0)
        return DOSSIER_INVALID;
    if (needs & DOSSIER_NEEDS_MERGED_INTO)
        return take_merged_into(edit, change);
    return DOSSIER_DONE;
}

/* --- forward and back ----------------------------------------------------------------------- */

/* Whatever leaves the merged state, by its own step or by a correction, is told to the other. */
static bool leave_merged(struct dossier_edit *edit) {
    const struct dossier *d = edit->dossier;
    return !d->merged_into[0] || dossier_edit_tell(edit, d->merged_into, "merged_out");
}

static enum dossier_result step_forward(struct dossier_edit *edit,
                                        const struct dossier_change *change,
                                        const struct dossier_transition *transition) {
    if (!leave_merged(edit))
        return DOSSIER_LATER;
    enum dossier_result result = dossier_edit_complete(edit, transition->to->id);
    if (result == DOSSIER_DONE)
        result = take_needs(edit, change, transition);
    if (result != DOSSIER_DONE)
        return result;
    edit->event.decided_by = transition->by;
    edit->event.state = transition->to->id;
    return dossier_edit_settle(edit, transition->to->id) ? DOSSIER_DONE : DOSSIER_LATER;
}

/* What the step that is taken back had written; the log keeps both. */
static void forget(struct dossier *d) {
    if (strcmp(d->state, DOSSIER_APPROVED) == 0)
        d->decision = (struct dossier_decision){.level = ""};
}

static enum dossier_result step_back(struct dossier_edit *edit) {
    struct dossier *d = edit->dossier;
    struct dossier_last_step last;
    enum records_result found = dossier_row_last_step(edit->turn, d->id, &last);
    if (found != RECORDS_OK)
        return found == RECORDS_NONE ? DOSSIER_REFUSED : DOSSIER_LATER;
    const struct dossier_status *status =
        dossier_rules_status(edit->office->rules, last.from_state);
    if (!status)
        return DOSSIER_REFUSED; // a state that the rules of today do not know
    if (!leave_merged(edit))
        return DOSSIER_LATER;
    forget(d);
    edit->event.what = "correct";
    edit->event.undoes = last.number;
    edit->event.state = status->id;
    return dossier_edit_settle(edit, status->id) ? DOSSIER_DONE : DOSSIER_LATER;
}

enum dossier_result dossier_edit_step(struct dossier_edit *edit,
                                      const struct dossier_change *change) {
    const struct dossier_question question = question_of(edit);
    const struct dossier_status *from =
        dossier_rules_status(edit->office->rules, edit->dossier->state);
    const struct dossier_transition *transition =
        dossier_rules_find(edit->office->rules, &question, change->to);
    if (!transition)
        return DOSSIER_REFUSED;
    edit->event.what = "step";
    edit->event.from_state = from->id;
    return transition->to ? step_forward(edit, change, transition) : step_back(edit);
}

/* --- what the council and the higher level said --------------------------------------------- */

static enum dossier_result take_council(struct dossier_edit *edit,
                                        const struct dossier_council *council) {
    struct dossier_outcome *out = edit->out;
    if (!dossier_rules_decides(edit->office->rules, role_id(ROLE_COUNCIL), edit->dossier->state) ||
        !dossier_rules_role_records(edit->office->rules, edit->office->role))
        return DOSSIER_REFUSED;
    out->fault_count = dossier_council_faults(council, edit->today, out->faults);
    if (out->fault_count > 0)
        return DOSSIER_INVALID;
    edit->dossier->council = *council;
    edit->event.what = "council";
    return DOSSIER_DONE;
}

static enum dossier_result take_submission(struct dossier_edit *edit,
                                           const struct dossier_submission *submission) {
    struct dossier_outcome *out = edit->out;
    if (!dossier_rules_role_records(edit->office->rules, edit->office->role))
        return DOSSIER_REFUSED;
    out->fault_count = dossier_submission_faults(submission, edit->today, out->faults);
    if (out->fault_count > 0)
        return DOSSIER_INVALID;
    edit->dossier->submission = *submission;
    edit->event.what = "higher";
    return DOSSIER_DONE;
}

static enum dossier_result apply_one(struct dossier_edit *edit, const void *args) {
    const struct dossier_change *change = args;
    enum dossier_result result = DOSSIER_DONE;
    edit->event.note = change->note;
    if (change->council)
        result = take_council(edit, change->council);
    if (result == DOSSIER_DONE && change->submission)
        result = take_submission(edit, change->submission);
    if (result == DOSSIER_DONE && change->to)
        result = dossier_edit_step(edit, change);
    if (result == DOSSIER_DONE && !edit->event.what)
        return DOSSIER_REFUSED; // an empty change: a fault of the caller's form
    return result;
}

struct apply_args {
    const struct dossier_office *office;
    const struct dossier_change *changes;
    char (*event_ids)[CRYPTO_UUID_MAX]; // for those that have none
    size_t count;
    struct dossier_outcome *out;
};

static enum records_result apply(struct sql_turn *turn, void *args) {
    struct apply_args *a = args;
    enum dossier_result all = DOSSIER_REPEATED;
    *a->out = (struct dossier_outcome){.result = DOSSIER_LATER}; // of a run before
    for (size_t i = 0; i < a->count; i++) {
        struct dossier_aim aim = a->changes[i].aim;
        if (!aim.event_id || !aim.event_id[0])
            aim.event_id = a->event_ids[i];
        a->out->at = i;
        a->out->result = dossier_edit_in(turn, a->office, &aim, apply_one, &a->changes[i], a->out);
        if (a->out->result == DOSSIER_LATER)
            return RECORDS_FAILED;
        if (!dossier_is_made(a->out->result))
            return RECORDS_NONE;
        if (a->out->result == DOSSIER_DONE)
            all = DOSSIER_DONE;
    }
    a->out->result = all;
    return RECORDS_OK;
}

enum dossier_result dossiers_apply(const struct dossier_office *office,
                                   const struct dossier_change *changes, size_t count,
                                   struct dossier_outcome *out) {
    struct apply_args args = {office, changes, xcalloc(count, CRYPTO_UUID_MAX), count, out};
    for (size_t i = 0; i < count; i++)
        crypto_uuid4(args.event_ids[i]);
    if (sql_write(office->sql, apply, &args) == RECORDS_FAILED)
        out->result = DOSSIER_LATER;
    free(args.event_ids);
    return out->result;
}
