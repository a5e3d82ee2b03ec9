/* /office/difficulties/{id}: one of them: read, taken up, answered. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "office/casework.h"
#include "office/difficulty.h"
#include "office/office.h"
#include "office/page.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/accounts.h"
#include "records/difficulties.h"
#include "web/exchange.h"
#include "web/form.h"

#define LIST "/office/difficulties"

struct view {
    struct page *page;
    const struct casework *work;
    const struct difficulty *item;
    const char *typed; // an answer that was not taken; NULL: none
    const char *fault; // why, in words
};

/* --- shown ---------------------------------------------------------------------------------- */

static void write_fact(struct page *page, const char *label, const char *text) {
    if (!text || !text[0])
        return;
    html_element(&page->html, label, "dt");
    html_element(&page->html, text, "dd");
}

static void write_moment(struct page *page, const char *label, int64_t at_s) {
    html_element(&page->html, label, "dt");
    html_open(&page->html, "dd");
    page_moment(page, at_s);
    html_close(&page->html, "dd");
}

static void write_said(const struct view *view) {
    struct page *page = view->page;
    struct html *h = &page->html;
    const struct difficulty *item = view->item;
    page_card_open(page, page_word(page, WORD("difficulties.text")));
    html_open(h, "dl", "class", "facts");
    write_fact(page, page_word(page, WORD("desk.code")), item->code);
    write_moment(page, page_word(page, WORD("difficulties.at")), item->received_at_s);
    write_fact(page, page_word(page, WORD("difficulties.kiosk")), item->device_id);
    write_fact(page, page_word(page, WORD("difficulties.sender")), item->sender_name);
    write_fact(page, page_word(page, WORD("difficulties.phone")), item->sender_phone);
    html_close(h, "dl");
    html_open(h, "div", "class", "words");
    html_open(h, "p");
    html_lines(h, item->text ? item->text : page_word(page, WORD("list.purged")));
    html_close(h, "p");
    html_close(h, "div");
    page_card_close(page);
}

static void write_answer(const struct view *view) {
    struct page *page = view->page;
    struct html *h = &page->html;
    const struct difficulty *item = view->item;
    struct account account;
    if (!item->answer)
        return;
    bool is_known = account_find(view->work->office.sql, item->answered_by, &account) == RECORDS_OK;
    page_card_open(page, page_word(page, WORD("difficulties.answer")));
    html_open(h, "p");
    html_lines(h, item->answer);
    html_close(h, "p");
    html_open(h, "p", "class", "muted");
    html_textf(h, "%s · ", is_known ? account.name : item->answered_by);
    page_moment(page, item->answered_at_s);
    html_close(h, "p");
    page_card_close(page);
}

/* --- what may be done ----------------------------------------------------------------------- */

static void open_form(const struct view *view, const char *what) {
    char *action = xasprintf(LIST "/%s/%s", view->item->id, what);
    page_form_open(view->page, action);
    casework_form_aim(view->page, view->item->version);
    free(action);
}

static void write_take(const struct view *view, const char *word) {
    open_form(view, "take");
    page_button(view->page, PAGE_SECOND, word);
    page_form_close(view->page);
}

static void write_answering(const struct view *view) {
    struct page *page = view->page;
    open_form(view, "answer");
    page_area(page,
              &(struct page_field){.name = "answer",
                                   .label = page_word(page, WORD("difficulties.answer.write")),
                                   .hint = page_word(page, WORD("difficulties.answer.hint")),
                                   .value = view->typed,
                                   .error = view->fault,
                                   .length_max = DIFFICULTY_ANSWER_MAX,
                                   .is_required = true,
                                   .is_wide = true},
              0);
    page_button(page, PAGE_MAIN, page_word(page, WORD("difficulties.answer.save")));
    page_form_close(page);
}

static void write_steps(const struct view *view) {
    const char *state = view->item->state;
    struct page *page = view->page;
    bool is_new = !strcmp(state, DIFFICULTY_RECEIVED);
    bool is_taken = !strcmp(state, DIFFICULTY_IN_PROGRESS);
    bool is_answered = !strcmp(state, DIFFICULTY_ANSWERED);
    if (!(view->work->roles & DIFFICULTY_ANSWERERS) || view->item->purged_at_s ||
        !(is_new || is_taken || is_answered))
        return;
    page_card_open(page, page_word(page, WORD("case.steps")));
    if (is_new)
        write_take(view, page_word(page, WORD("difficulties.take")));
    if (is_new || is_taken)
        write_answering(view);
    if (is_answered)
        write_take(view, page_word(page, WORD("difficulties.reopen")));
    page_card_close(page);
}

static void answer_page(struct view *view, struct answer *answer, int status) {
    struct page page;
    const struct request *request = view->work->request;
    char *title = words_fill(request->office->words, WORD("difficulties.one"),
                             (const char *const[]){"code", view->item->code, NULL});
    view->page = &page; // cppcheck-suppress autoVariables ; the view is not used after this
    page_open(&page, request, answer, LIST, title);
    html_open(&page.html, "p", "class", "badges");
    difficulty_badge(&page, view->item->state);
    html_close(&page.html, "p");
    if (status == 412)
        page_note(&page, PAGE_WARN, page_word(&page, WORD("difficulties.stale")));
    write_said(view);
    write_answer(view);
    write_steps(view);
    page_close(&page, status);
    free(title);
}

/* The page with what was typed, if anything. */
static void answer_again(const struct casework *work, struct answer *answer, int status,
                         const char *typed, const char *fault) {
    struct difficulty item = {.id = ""};
    enum records_result result = difficulties_read(work->office.sql, work->request->param, &item);
    struct view view = {.work = work, .item = &item, .typed = typed, .fault = fault};
    if (result == RECORDS_OK)
        answer_page(&view, answer, status);
    else if (result == RECORDS_NONE)
        refusal_answer(work->request, 404, answer);
    else
        refusal_later(work->request, answer);
    difficulty_finish(&item);
}

void page_difficulty(const struct request *request, struct answer *answer) {
    struct casework work;
    casework_open(&work, request);
    answer_again(&work, answer, 200, NULL, NULL);
    casework_close(&work);
}

/* --- done ----------------------------------------------------------------------------------- */

static void answer_outcome(const struct casework *work, struct answer *answer,
                           const struct dossier_outcome *outcome, const char *typed,
                           const char *said) {
    const struct request *request = work->request;
    char *to = xasprintf(LIST "/%s", request->param);
    switch (outcome->result) {
    case DOSSIER_DONE:
    case DOSSIER_REPEATED:
        page_redirect(request, answer, to, said);
        break;
    case DOSSIER_STALE:
    case DOSSIER_REFUSED: // somebody was quicker
    case DOSSIER_ERASED:
        answer_again(work, answer, 412, typed, NULL);
        break;
    case DOSSIER_INVALID:
    case DOSSIER_INCOMPLETE:
        answer_again(work, answer, 422, typed,
                     outcome->fault_count ? casework_fault(work, &outcome->faults[0]) : NULL);
        break;
    case DOSSIER_NONE:
    case DOSSIER_AMBIGUOUS:
    case DOSSIER_LATER:
        casework_refuse(work, answer, outcome->result);
        break;
    }
    free(to);
}

void page_difficulty_take_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier_aim aim;
    struct dossier_outcome outcome;
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim)) {
        difficulties_take(&work.office, &aim, &outcome);
        answer_outcome(&work, answer, &outcome, NULL, WORD("said.difficulty.taken"));
    }
    casework_close(&work);
}

void page_difficulty_answer_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier_aim aim;
    struct dossier_outcome outcome;
    char *typed = form_clean(request->form, "answer", true);
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim)) {
        difficulties_answer(&work.office, &aim, typed, &outcome);
        answer_outcome(&work, answer, &outcome, typed, WORD("said.difficulty.answered"));
    }
    casework_close(&work);
    crypto_wipe(typed, strlen(typed));
    free(typed);
}
