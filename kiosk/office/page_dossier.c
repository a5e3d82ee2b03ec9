/* /office/dossiers/{id}: one dossier, and what is done with it. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/case.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "web/exchange.h"
#include "web/form.h"

/* --- the page ------------------------------------------------------------------------------- */

static void write_stale(const struct case_view *view) {
    if (view->reply && view->reply->outcome->result == DOSSIER_STALE)
        page_note(view->page, PAGE_BAD, page_word(view->page, WORD("case.stale")));
    else if (view->reply && view->reply->outcome->fault_count > 0)
        page_note(view->page, PAGE_BAD, page_word(view->page, WORD("case.faulty")));
}

/* What stands between this dossier and the council. */
static void write_missing(const struct case_view *view) {
    const struct dossier_status *gate = view->work->office.rules->models_required_at;
    const char *missing[DOSSIER_FIELDS_MAX];
    size_t count = gate && view->is_open ? case_missing(view, gate->id, missing) : 0;
    const struct dossier_status *status =
        dossier_rules_status(view->work->office.rules, view->dossier->state);
    if (!gate || !status || status->ends_appraisal || !view->is_open)
        return;
    char *heading = PAGE_FILL(view->page, WORD("case.missing"), "state", gate->label);
    page_card_open(view->page, heading);
    if (count > 0)
        case_missing_list(view, missing, count);
    else
        page_note(view->page, PAGE_GOOD, page_word(view->page, WORD("case.complete")));
    page_card_close(view->page);
    free(heading);
}

static void write_whole(const struct case_view *view) {
    struct html *h = &view->page->html;
    case_head(view);
    write_stale(view);
    html_open(h, "div", "class", "case");
    html_open(h, "div", "class", "case-main");
    case_slip(view);
    html_close(h, "div");
    html_open(h, "div", "class", "case-side");
    html_open(h, "div", "class", "no-print");
    case_steps(view);
    html_close(h, "div");
    write_missing(view);
    case_decided(view);
    case_consent(view);
    html_close(h, "div");
    html_open(h, "div", "class", "case-main");
    case_twins(view);
    case_fields(view);
    case_scans(view);
    case_log(view);
    html_open(h, "div", "class", "no-print");
    case_erase(view);
    html_close(h, "div");
    html_close(h, "div");
    html_close(h, "div");
}

/* Its personal data has gone: what is counted, and the log. */
static void write_erased(const struct case_view *view) {
    html_open(&view->page->html, "p", "class", "badges");
    casework_state(
        view->page, view->work, view->dossier->state,
        casework_level(view->work, view->dossier->campaign_id, view->dossier->decision.level));
    html_close(&view->page->html, "p");
    page_note(view->page, PAGE_INFO, page_word(view->page, WORD("case.erased")));
    case_log(view);
}

static bool is_open(const struct casework *work, const struct dossier *d) {
    const struct dossier_status *status = dossier_rules_status(work->office.rules, d->state);
    return work->may_edit && status && !status->is_final && !d->merged_into[0] && !d->purged_at_s;
}

static void answer_page(const struct casework *work, struct answer *answer,
                        const struct dossier *dossier, int status, const struct case_reply *reply) {
    struct page page;
    const struct case_view view = {&page, work, dossier, reply, is_open(work, dossier)};
    char *title = words_fill(work->request->office->words, WORD("case.title"),
                             (const char *const[]){"code", dossier->code, NULL});
    page_open(&page, work->request, answer, "/office/dossiers", title);
    free(title);
    if (dossier->purged_at_s)
        write_erased(&view);
    else
        write_whole(&view);
    page_close(&page, dossier->purged_at_s ? 410 : status);
}

void page_dossier(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier *dossier = NULL;
    casework_open(&work, request);
    if (casework_read(&work, answer, &dossier))
        answer_page(&work, answer, dossier, 200, NULL);
    dossier_destroy(dossier);
    casework_close(&work);
}

/* --- what is sent --------------------------------------------------------------------------- */

/* Where the form came from: another dossier's page merges or parts this one, too. */
static char *way_back(const struct request *request) {
    const char *back = form_text(request->form, "back");
    return xasprintf("/office/dossiers/%s", crypto_is_uuid4(back) ? back : request->param);
}

/* The page again, with what was typed, and what was wrong with it. */
static void answer_again(const struct casework *work, struct answer *answer,
                         const struct case_reply *reply) {
    struct dossier *dossier = NULL;
    int status = casework_status(reply->outcome->result);
    if (casework_read(work, answer, &dossier))
        answer_page(work, answer, dossier, status, reply);
    dossier_destroy(dossier);
}

void case_answer(const struct casework *work, struct answer *answer, const struct case_reply *reply,
                 const char *said) {
    char *to = way_back(work->request);
    switch (reply->outcome->result) {
    case DOSSIER_DONE:
    case DOSSIER_REPEATED:
        page_redirect(work->request, answer, to, casework_follow(work, said));
        break;
    case DOSSIER_ERASED:
        page_redirect(work->request, answer, to, NULL);
        break;
    case DOSSIER_STALE:
    case DOSSIER_INCOMPLETE:
    case DOSSIER_INVALID:
        answer_again(work, answer, reply);
        break;
    case DOSSIER_REFUSED:
    case DOSSIER_NONE:
    case DOSSIER_AMBIGUOUS:
    case DOSSIER_LATER:
        casework_refuse(work, answer, reply->outcome->result);
        break;
    }
    free(to);
}

/* Handles one form: everything that is the same for all. `change` makes it, and says what it was.
 */
struct sending {
    const struct casework *work;
    const struct dossier *before;
    const struct dossier_aim *aim;
    struct case_reply reply;
    struct dossier_outcome outcome;
    struct dossier_fields fields; // as typed
    const char *said;
};
typedef void change_maker(struct sending *sending);

static void handle(const struct request *request, struct answer *answer, change_maker *change) {
    struct casework work;
    struct dossier *dossier = NULL;
    struct dossier_aim aim;
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim) && casework_read(&work, answer, &dossier)) {
        struct sending *sending = xcalloc(1, sizeof *sending);
        *sending = (struct sending){.work = &work, .before = dossier, .aim = &aim};
        sending->reply.outcome = &sending->outcome;
        change(sending);
        case_answer(&work, answer, &sending->reply, sending->said);
        free(sending);
    }
    dossier_destroy(dossier);
    casework_close(&work);
}

/* What could not even be read hides nothing of the rest: all faults are told at once. */
static void judge_rest(struct sending *s) {
    struct dossier_outcome *outcome = &s->outcome;
    struct fault rest[DOSSIER_FAULTS_MAX];
    char today[DOSSIER_DAY_BYTES];
    casework_today(s->work, today);
    size_t count = dossier_fields_faults(&s->fields, s->work->office.rules,
                                         casework_campaign(s->work, s->before), today, rest);
    for (size_t i = 0; i < count && outcome->fault_count < DOSSIER_FAULTS_MAX; i++)
        outcome->faults[outcome->fault_count++] =
            rest[i]; // of two about one field the first is told
}

static void save_fields(struct sending *s) {
    s->reply.form = CASE_FIELDS;
    s->reply.fields = &s->fields;
    s->said = WORD("said.dossier.saved");
    case_entry_fields(s->work, s->before, &s->fields, &s->outcome);
    if (s->outcome.fault_count == 0)
        dossiers_save(&s->work->office, s->aim, &s->fields, &s->outcome);
    else
        judge_rest(s);
}

/* "Show the criteria": the form again, with those of the group and level chosen in it. */
static void show_criteria(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier *dossier = NULL;
    casework_open(&work, request);
    if (casework_read(&work, answer, &dossier)) {
        struct dossier_fields *fields = xcalloc(1, sizeof *fields);
        struct dossier_outcome outcome;
        case_entry_fields(&work, dossier, fields, &outcome);
        outcome = (struct dossier_outcome){.result = DOSSIER_DONE}; // nothing was to be saved yet
        answer_page(&work, answer, dossier, 200,
                    &(struct case_reply){CASE_FIELDS, fields, &outcome});
        free(fields);
    }
    dossier_destroy(dossier);
    casework_close(&work);
}

void page_dossier_fields_post(const struct request *request, struct answer *answer) {
    if (form_has(request->form, "show"))
        show_criteria(request, answer);
    else
        handle(request, answer, save_fields);
}

static void save_consent(struct sending *s) {
    struct dossier_consent consent;
    s->reply.form = CASE_CONSENT;
    s->said = WORD("said.dossier.consent");
    case_entry_consent(s->work->request->form, &consent);
    dossiers_set_consent(&s->work->office, s->aim, &consent, &s->outcome);
}

void page_dossier_consent_post(const struct request *request, struct answer *answer) {
    handle(request, answer, save_consent);
}

static void add_note(struct sending *s) {
    char *note = form_clean(s->work->request->form, "note", true);
    s->reply.form = CASE_NOTE;
    s->said = WORD("said.dossier.note");
    dossiers_add_note(&s->work->office, s->aim, note, &s->outcome);
    free(note);
}

void page_dossier_note_post(const struct request *request, struct answer *answer) {
    handle(request, answer, add_note);
}

/* --- steps ---------------------------------------------------------------------------------- */

/* The other dossier by the code on its slip, or by its id from its own page. False: a fault. */
static bool find_other(struct sending *s, char out_id[CRYPTO_UUID_MAX]) {
    const char *given = form_text(s->work->request->form, "merged_into");
    struct dossier *other = NULL;
    if (!given[0])
        return true; // the rules say whether it is asked for
    char *code = casework_code(s->work, "merged_into");
    enum dossier_result found = crypto_is_uuid4(given)
                                    ? dossiers_read(s->work->office.sql, given, &other)
                                    : dossiers_find(s->work->office.sql, code, &other);
    free(code);
    if (found == DOSSIER_DONE) {
        memcpy(out_id, other->id, CRYPTO_UUID_MAX);
        dossier_destroy(other);
        return true;
    }
    s->outcome = (struct dossier_outcome){
        .result = found == DOSSIER_LATER ? DOSSIER_LATER : DOSSIER_INVALID,
        .fault_count = 1,
        .faults = {{"merged_into", "unknown"}},
    };
    return false;
}

static void make_step(struct sending *s) {
    const struct form *form = s->work->request->form;
    struct dossier_office office = s->work->office;
    struct case_step step = {.reason = ""};
    char merged_into[CRYPTO_UUID_MAX] = "";
    char *to = form_clean(form, "to", false), *note = form_clean(form, "note", false);
    const char *role = casework_role_for(s->work, s->before, to);
    s->reply.form = CASE_STEP;
    s->said =
        !strcmp(to, DOSSIER_PREVIOUS) ? WORD("said.dossier.corrected") : WORD("said.dossier.step");
    if (role[0])
        office.role = role;
    bool is_taken = case_entry_step(form, &step, &s->outcome);
    bool has_submission =
        step.submission.number[0] || step.submission.date[0] || step.submission.to[0];
    if (!s->work->may_edit)
        s->outcome.result = DOSSIER_REFUSED;
    else if (is_taken && find_other(s, merged_into))
        dossiers_apply(&office,
                       &(struct dossier_change){
                           .aim = *s->aim,
                           .to = to,
                           .note = note,
                           .reason = step.reason,
                           .merged_into = merged_into,
                           .decision = &step.decision,
                           .submission = has_submission ? &step.submission : NULL,
                       },
                       1, &s->outcome);
    free(note);
    free(to);
}

void page_dossier_step_post(const struct request *request, struct answer *answer) {
    handle(request, answer, make_step);
}
