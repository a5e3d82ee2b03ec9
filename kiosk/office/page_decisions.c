/* /office/decisions: what the chairman and the higher level decided, recorded for many at once,
 * in a view for each such step (decision_view.h). */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/content.h"
#include "office/batch.h"
#include "office/case.h"
#include "office/decision_view.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/published.h"
#include "office/refusal.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "web/exchange.h"
#include "web/form.h"

#define COLUMNS 5
#define LEVELS_MAX 16

struct deciding { // the page
    const struct casework *work;
    const struct decision_view *view;
    const struct batch_reply *reply; // NULL: nothing was sent
    const struct form *form;         // as sent, else NULL
    bool may_record;
};

/* --- what a step asks for ------------------------------------------------------------------- */

static void write_field(struct page *page, const struct deciding *d, const char *name,
                        const char *label, const char *type, int length_max) {
    page_field(page,
               &(struct page_field){.name = name,
                                    .label = label,
                                    .value = d->form ? form_text(d->form, name) : NULL,
                                    .error = d->reply ? batch_fault(d->work, d->reply, name) : NULL,
                                    .type = type,
                                    .list = strcmp(name, "reason") ? NULL : CASE_REASONS_LIST,
                                    .length_max = length_max});
}

/* What its step takes of one campaign; a level of the same id stands there once. */
static size_t add_levels(const struct decision_view *view, const struct campaign *campaign,
                         struct page_option options[LEVELS_MAX], size_t count) {
    for (size_t i = 0; campaign && i < campaign->level_count && count < LEVELS_MAX; i++) {
        const struct level *level = &campaign->levels[i];
        bool is_new = dossier_transition_takes_level(view->step, campaign, level->id);
        for (size_t j = 0; j < count; j++)
            is_new &= strcmp(options[j].value, level->id) != 0;
        if (is_new)
            options[count++] = (struct page_option){level->id, level->name, NULL};
    }
    return count;
}

/* Where more than one may be awarded: the proposed one of each, or the same for all. */
static void write_level(struct page *page, const struct deciding *d,
                        const struct batch_list *list) {
    struct page_option options[LEVELS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count = add_levels(d->view, casework_campaign(d->work, list->dossiers[i]), options, count);
    if (count > 1)
        page_select(
            page,
            &(struct page_field){
                .name = "decision.level",
                .label = page_word(page, WORD("step.level")),
                .value = d->form ? form_text(d->form, "decision.level") : NULL,
                .error = d->reply ? batch_fault(d->work, d->reply, "decision.level") : NULL},
            options, count, page_word(page, WORD("decisions.level.proposed")));
}

static void write_asked(struct page *page, const struct deciding *d,
                        const struct batch_list *list) {
    const char *signer = office_words_of(page->request->office->words, "role", d->view->step->by);
    char *who = PAGE_FILL(page, WORD("step.decided_by"), "role", signer);
    page_card_open(page, d->view->label);
    html_element(&page->html, who, "p");
    free(who);
    html_open(&page->html, "div", "class", "fields");
    if (decision_asks_number(d->view)) {
        write_field(page, d, "decision.number", page_word(page, WORD("step.decision.number")), NULL,
                    DOSSIER_NUMBER_MAX);
        write_field(page, d, "decision.date", page_word(page, WORD("step.decision.date")), "date",
                    0);
        write_level(page, d, list);
    }
    if (decision_asks_submission(d->view)) {
        write_field(page, d, "higher_submission.number",
                    page_word(page, WORD("step.submission.number")), NULL, DOSSIER_NUMBER_MAX);
        write_field(page, d, "higher_submission.date",
                    page_word(page, WORD("step.submission.date")), "date", 0);
        write_field(page, d, "higher_submission.to", page_word(page, WORD("step.submission.to")),
                    NULL, DOSSIER_NOTE_MAX);
    }
    if (decision_asks_reason(d->view))
        write_field(page, d, "reason", casework_label(d->work, "reason"), NULL, DOSSIER_NOTE_MAX);
    html_close(&page->html, "div");
    if (decision_asks_reason(d->view))
        case_reasons_list(page);
    page_card_close(page);
}

/* --- the rows ------------------------------------------------------------------------------- */

static void write_council(struct page *page, const struct dossier *d) {
    html_open(&page->html, "td", "data-label", page_word(page, WORD("council.votes")));
    if (d->council.date[0])
        html_textf(&page->html, "%d/%d", d->council.votes_for, d->council.present);
    else
        html_text(&page->html, "–");
    if (d->council.note[0])
        html_element(&page->html, d->council.note, "small");
    html_close(&page->html, "td");
}

static void write_row(struct page *page, const struct deciding *d, const struct dossier *dossier) {
    struct html *h = &page->html;
    const char *level =
        dossier->decision.level[0] ? dossier->decision.level : dossier->fields.level;
    html_open(h, "tr", "class", d->reply && !strcmp(d->reply->id, dossier->id) ? "row-bad" : NULL);
    html_open(h, "td", "class", "pick-cell");
    if (d->may_record) {
        batch_hidden(page, dossier);
        batch_box(page, dossier, batch_is_picked(d->form, dossier->id));
    }
    html_close(h, "td");
    batch_who(page, d->work, dossier, 0);
    html_element(h, dossier->fields.summary, "td", "data-label",
                 page_word(page, WORD("council.summary")));
    write_council(page, dossier);
    html_open(h, "td", "data-label", page_word(page, WORD("decisions.now")));
    casework_state(page, d->work, dossier->state,
                   casework_level(d->work, dossier->campaign_id, level));
    if (dossier->decision.number[0])
        html_element(h, dossier->decision.number, "small");
    else if (dossier->submission.number[0])
        html_element(h, dossier->submission.number, "small");
    html_close(h, "td");
    html_close(h, "tr");
}

static void write_list(struct page *page, const struct deciding *d, const struct batch_list *list) {
    const char *headings[] = {
        page_word(page, WORD("batch.picked")),    page_word(page, WORD("batch.who")),
        page_word(page, WORD("council.summary")), page_word(page, WORD("council.votes")),
        page_word(page, WORD("decisions.now")),   NULL};
    page_table_open(page, d->view->label, headings);
    for (size_t i = 0; i < list->count; i++) {
        batch_headings(page, d->work, list, i, COLUMNS);
        write_row(page, d, list->dossiers[i]);
    }
    page_table_close(page);
}

static void write_form(struct page *page, const struct deciding *d, const struct batch_list *list) {
    bool is_danger = d->view->step->to->unpublishes || d->view->step->to->is_purged_later;
    if (list->count == 0) {
        page_element(page, "p", WORD("decisions.none"));
        return;
    }
    if (d->may_record) {
        page_form_open(page, d->view->to);
        write_asked(page, d, list);
        batch_pick_all(page);
    }
    write_list(page, d, list);
    if (d->may_record) {
        page_button(page, is_danger ? PAGE_DANGER : PAGE_MAIN, d->view->label);
        page_form_close(page);
    }
    batch_pager(page, list, d->view->to);
}

/* --- the page ------------------------------------------------------------------------------- */

static void answer_page(const struct casework *work, struct answer *answer,
                        const struct decision_views *views, const struct batch_reply *reply) {
    const struct request *request = work->request;
    const struct decision_view *view = &views->items[views->here];
    const struct deciding deciding = {work, view, reply, reply ? request->form : NULL,
                                      decision_may_record(work, view->step)};
    struct batch_tab tabs[DECISION_VIEWS_MAX];
    struct batch_list list;
    struct page page;
    if (!decision_views_count(work, views, tabs) ||
        !batch_read(work,
                    &(struct batch_ask){view->is_in, decision_wants, view, batch_page(request)},
                    &list)) {
        refusal_later(request, answer);
        return;
    }
    page_open(&page, request, answer, PAGE_DECISIONS,
              words_get(request->office->words, WORD("decisions.title")));
    batch_tabs(&page, page_word(&page, WORD("decisions.title")), tabs, views->count);
    if (reply)
        batch_write_reply(&page, work, reply);
    write_form(&page, &deciding, &list);
    page_close(&page, reply ? reply->status : 200);
    batch_finish(&list);
}

/* Opens the work with its views; false when the rules know no decision at all. */
static bool begin(struct casework *work, struct decision_views *views,
                  const struct request *request, struct answer *answer) {
    casework_open(work, request);
    decision_views_init(views, work);
    if (views->count == 0)
        refusal_answer(request, 404, answer);
    return views->count > 0;
}

void page_decisions(const struct request *request, struct answer *answer) {
    struct casework work;
    struct decision_views views;
    if (begin(&work, &views, request, answer))
        answer_page(&work, answer, &views, NULL);
    decision_views_finish(&views);
    casework_close(&work);
}

/* --- what is sent --------------------------------------------------------------------------- */

struct sent {
    struct batch_row rows[BATCH_ROWS];
    struct dossier_change changes[BATCH_ROWS];         // into what stands here
    struct dossier_submission submissions[BATCH_ROWS]; // each its own, with what came of it
    size_t count;
    struct case_step common;
};

/* False: something is too long; which one goes to the reply. */
static bool take_common(struct sent *sent, const struct form *form, struct batch_reply *reply) {
    bool is_taken = case_entry_step(form, &sent->common, &reply->outcome);
    if (!is_taken)
        reply->status = 422;
    return is_taken;
}

/* What came of a submission stands with it. Of a dossier that has gone dossiers_apply() says so. */
static void take_result(struct sent *sent, const struct casework *work,
                        const struct decision_view *view, size_t at) {
    struct dossier *dossier = NULL;
    struct dossier_submission *own = &sent->submissions[at];
    if (dossiers_read(work->office.sql, sent->rows[at].id, &dossier) != DOSSIER_DONE)
        return;
    *own = dossier->submission;
    dossier_destroy(dossier);
    snprintf(own->result, sizeof own->result, "%s", view->step->to->label);
    snprintf(own->result_date, sizeof own->result_date, "%s", sent->common.decision.date);
    sent->changes[at].submission = own;
}

static bool has_submission(const struct sent *sent) {
    const struct dossier_submission *s = &sent->common.submission;
    return s->number[0] || s->date[0] || s->to[0];
}

static bool take_rows(struct sent *sent, const struct casework *work,
                      const struct decision_view *view, struct batch_reply *reply) {
    const struct form *form = work->request->form;
    struct batch_row row;
    for (size_t at = 0; sent->count < BATCH_ROWS && batch_next(form, &at, &row);) {
        size_t i = sent->count;
        if (!batch_is_picked(form, row.id))
            continue;
        sent->rows[i] = row;
        sent->changes[i] = (struct dossier_change){
            .aim = batch_aim(&sent->rows[i]),
            .to = view->step->to->id,
            .reason = sent->common.reason,
            .decision = decision_asks_number(view) ? &sent->common.decision : NULL,
            .submission = decision_asks_submission(view) && has_submission(sent)
                              ? &sent->common.submission
                              : NULL,
        };
        if (decision_is_highers(view))
            take_result(sent, work, view, i);
        sent->count++;
    }
    if (sent->count == 0)
        batch_say(reply, WORD("batch.none"));
    return sent->count > 0;
}

static void record(const struct casework *work, struct answer *answer,
                   const struct decision_views *views, struct sent *sent,
                   struct batch_reply *reply) {
    const struct decision_view *view = &views->items[views->here];
    struct dossier_office office = work->office;
    office.role = view->step->recorded_by;
    enum dossier_result result =
        dossiers_apply(&office, sent->changes, sent->count, &reply->outcome);
    if (dossier_is_made(result)) {
        page_redirect(work->request, answer, view->to,
                      casework_follow(work, WORD("said.decisions")));
    } else if (result == DOSSIER_LATER) {
        refusal_later(work->request, answer);
    } else {
        batch_refuse(work, &sent->rows[reply->outcome.at], reply);
        answer_page(work, answer, views, reply);
    }
}

void page_decisions_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct decision_views views;
    struct batch_reply reply = {.status = 0};
    struct sent *sent = xcalloc(1, sizeof *sent);
    if (begin(&work, &views, request, answer)) {
        const struct decision_view *view = &views.items[views.here];
        if (!decision_may_record(&work, view->step))
            refusal_answer(request, 403, answer);
        else if (take_common(sent, request->form, &reply) && take_rows(sent, &work, view, &reply))
            record(&work, answer, &views, sent, &reply);
        else
            answer_page(&work, answer, &views, &reply);
    }
    decision_views_finish(&views);
    casework_close(&work);
    free(sent);
}
