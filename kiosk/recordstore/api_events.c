/* POST /v1/nominations/{id}/events: a step, a note, an erasure, each once by its client's id. */
#include "recordstore/api.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "office/case.h"
#include "office/casework.h"
#include "records/dossier_rules.h"
#include "records/retention.h"
#include "records/roles.h"
#include "recordstore/dossier_json.h"
#include "recordstore/problems.h"
#include "web/exchange.h"
#include "web/problem.h"

struct event {    // as it came; texts borrowed from `root`
    json_t *root; // owned
    const char *type, *to;
    char *note; // owned
    const json_t *fields;
    struct dossier_aim aim;
};

/* --- read ----------------------------------------------------------------------------------- */

/* Our ETag, "v7", as a version; 0 for another one. */
static int64_t read_etag(const char *text) {
    long long version;
    char again[32];
    if (sscanf(text, DOSSIER_ETAG, &version) != 1 || version < 1)
        return 0;
    snprintf(again, sizeof again, DOSSIER_ETAG, version);
    return strcmp(again, text) ? 0 : version;
}

static char *clean(const char *text) {
    char *kept = utf8_clean(text, strlen(text), true);
    return kept ? kept : xstrdup("");
}

/* False: the answer is given. */
static bool read_event(const struct request *request, struct answer *answer, struct event *out) {
    const char *etag = request->header(request, "If-Match");
    json_t *root = jsonread_bytes(request->body, request->body_len, request->body_len, NULL);
    *out = (struct event){
        .root = root,
        .type = jsonread_text(root, "type", ""),
        .to = jsonread_text(root, "to", ""),
        .note = clean(jsonread_text(root, "note", "")),
        .fields = jsonread_object(root, "fields"),
        .aim = {.id = request->param, .event_id = jsonread_text(root, "event_id", "")},
    };
    if (!json_is_object(root) || !crypto_is_uuid4(out->aim.event_id)) {
        problem_refuse(request, answer, 400, "malformed",
                       "The body is an object whose event_id is a lower-case UUID of version 4");
        return false;
    }
    if (!etag) {
        problem_refuse(request, answer, 428, "if-match-required",
                       "If-Match must name what was looked at");
        return false;
    }
    out->aim.version = read_etag(etag);
    if (out->aim.version == 0)
        problem_refuse(request, answer, 412, "stale", "Look again: this is no version of it");
    return out->aim.version != 0;
}

static void finish_event(struct event *event) {
    free(event->note);
    json_decref(event->root);
}

/* --- done ----------------------------------------------------------------------------------- */

struct step { // what a transition brings along
    char reason[DOSSIER_SHORT_BYTES], merged_into[CRYPTO_UUID_MAX];
    struct dossier_decision decision;
    struct dossier_council council;
    struct dossier_submission submission;
};

/* Copies a text of `object`, cleaned; what does not fit is a fault of that field. */
static void take(const json_t *object, const char *key, const char *field, char *out,
                 size_t out_bytes, struct dossier_outcome *faults) {
    const char *given = jsonread_text(object, key, "");
    char *text = utf8_clean(given, strlen(given), false);
    bool fits = text && strlen(text) < out_bytes;
    if (fits)
        snprintf(out, out_bytes, "%s", text);
    else if (faults->fault_count < DOSSIER_FAULTS_MAX)
        faults->faults[faults->fault_count++] = (struct fault){field, "long"};
    free(text);
}
#define TAKE(object, key, field, member, faults)                                                   \
    take(object, key, field, member, sizeof(member), faults)

static void take_step(const json_t *fields, struct step *out, struct dossier_outcome *faults) {
    const json_t *decision = jsonread_object(fields, "decision");
    const json_t *council = jsonread_object(fields, "council");
    const json_t *submission = jsonread_object(fields, "higher_submission");
    TAKE(fields, "reason", "reason", out->reason, faults);
    TAKE(fields, "merged_into", "merged_into", out->merged_into, faults);
    TAKE(decision, "number", "decision.number", out->decision.number, faults);
    TAKE(decision, "date", "decision.date", out->decision.date, faults);
    TAKE(decision, "level", "decision.level", out->decision.level, faults);
    TAKE(council, "meeting_no", "council.meeting_no", out->council.meeting_no, faults);
    TAKE(council, "date", "council.date", out->council.date, faults);
    TAKE(council, "note", "council.note", out->council.note, faults);
    out->council.present = (int)jsonread_int(council, "present", 0);
    out->council.votes_for = (int)jsonread_int(council, "votes_for", 0);
    TAKE(submission, "number", "higher_submission.number", out->submission.number, faults);
    TAKE(submission, "date", "higher_submission.date", out->submission.date, faults);
    TAKE(submission, "to", "higher_submission.to", out->submission.to, faults);
}

static void do_step(const struct casework *work, const struct dossier *before,
                    const struct event *event, struct dossier_outcome *out) {
    struct step *step = xcalloc(1, sizeof *step);
    struct dossier_office office = work->office;
    const char *role = casework_role_for(work, before, event->to);
    if (role[0])
        office.role = role;
    take_step(event->fields, step, out);
    if (out->fault_count > 0)
        out->result = DOSSIER_INVALID;
    else if (!work->may_edit)
        out->result = DOSSIER_REFUSED;
    else
        dossiers_apply(
            &office,
            &(struct dossier_change){
                .aim = event->aim,
                .to = event->to,
                .note = event->note,
                .reason = step->reason,
                .merged_into = step->merged_into,
                .decision = &step->decision,
                .council = jsonread_object(event->fields, "council") ? &step->council : NULL,
                .submission =
                    jsonread_object(event->fields, "higher_submission") ? &step->submission : NULL,
            },
            1, out);
    free(step);
}

static void do_erasure(const struct casework *work, const struct event *event,
                       struct dossier_outcome *out) {
    if (!(work->roles & DOSSIER_EDITORS)) {
        out->result = DOSSIER_REFUSED;
        return;
    }
    retention_erase(&work->office, &event->aim, jsonread_bool(event->fields, "with_merged", false),
                    out);
    if (out->result == DOSSIER_DONE)
        casework_erased(work, event->aim.id);
}

/* False for a type that there is none of. */
static bool do_event(const struct casework *work, const struct dossier *before,
                     const struct event *event, struct dossier_outcome *out) {
    *out = (struct dossier_outcome){.result = DOSSIER_LATER};
    if (!strcmp(event->type, "transition"))
        do_step(work, before, event, out);
    else if (!strcmp(event->type, "note"))
        dossiers_add_note(&work->office, &event->aim, event->note, out);
    else if (!strcmp(event->type, "erasure"))
        do_erasure(work, event, out);
    else
        return false;
    return true;
}

/* --- answered ------------------------------------------------------------------------------- */

/* Somebody else of the office might: 403; nobody: 409. */
static void refuse(const struct casework *work, const struct dossier *before,
                   const struct event *event, struct answer *answer) {
    struct casework all = *work;
    all.roles = ROLES_ALL;
    bool is_other_role =
        !strcmp(event->type, "erasure") || (casework_role_for(&all, before, event->to)[0] &&
                                            !casework_role_for(work, before, event->to)[0]);
    if (is_other_role)
        problem_refuse(work->request, answer, 403, "not-your-role", "Another role records this");
    else
        problem_refuse(work->request, answer, 409, "no-such-step",
                       "Its state offers no such step, or the event_id was used for another");
}

static void answer_done(const struct event *event, const struct dossier_outcome *outcome,
                        struct answer *answer) {
    answer_json(answer, outcome->result == DOSSIER_DONE ? 201 : 200,
                json_pack("{s:s, s:s, s:s, s:I}", "id", event->aim.id, "event_id",
                          event->aim.event_id, "type", event->type, "version",
                          (json_int_t)outcome->version));
    answer_headerf(answer, "ETag", DOSSIER_ETAG, (long long)outcome->version);
    answer_header(answer, "Cache-Control", "no-store");
}

static void answer_outcome(const struct casework *work, const struct dossier *before,
                           const struct event *event, const struct dossier_outcome *outcome,
                           struct answer *answer) {
    const struct request *request = work->request;
    switch (outcome->result) {
    case DOSSIER_DONE:
    case DOSSIER_REPEATED:
        answer_done(event, outcome, answer);
        break;
    case DOSSIER_NONE:
    case DOSSIER_AMBIGUOUS:
        problem_refuse(request, answer, 404, "not-held", "No record is held under this id");
        break;
    case DOSSIER_ERASED:
        problem_refuse(request, answer, 410, "erased", "The office has erased this record");
        break;
    case DOSSIER_STALE:
        problem_refuse(request, answer, 412, "stale", "Somebody changed it since: look again");
        break;
    case DOSSIER_REFUSED:
        refuse(work, before, event, answer);
        break;
    case DOSSIER_INCOMPLETE:
    case DOSSIER_INVALID:
        problem_answer(answer, &(struct problem){.status = 422,
                                                 .type = "invalid",
                                                 .title = "The step still needs something",
                                                 .id = request->param,
                                                 .faults = outcome->faults,
                                                 .fault_count = outcome->fault_count});
        break;
    case DOSSIER_LATER:
        problem_later(answer, request->param);
        break;
    }
}

void api_event_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct event event;
    struct dossier_outcome outcome;
    struct dossier *before = NULL;
    casework_open(&work, request);
    if (read_event(request, answer, &event) && api_dossier_read(&work, answer, &before)) {
        if (do_event(&work, before, &event, &outcome))
            answer_outcome(&work, before, &event, &outcome, answer);
        else
            problem_refuse(request, answer, 400, "malformed",
                           "type is one of transition, note, erasure");
    }
    dossier_destroy(before);
    finish_event(&event);
    casework_close(&work);
}
