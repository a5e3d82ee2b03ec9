/* /office/desk: a citizen at the desk (tại bàn) with the code of their slip puts it right or takes
 * it back. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/case.h"
#include "office/office.h"
#include "office/refusal.h"
#include "office/slip_form.h"
#include "records/desk.h"
#include "records/difficulties.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"
#include "web/form.h"

#define SECTION "/office/desk"

/* --- by its code ---------------------------------------------------------------------------- */

static void answer_search(const struct request *request, struct answer *answer, int status,
                          const char *code, const char *fault) {
    struct page page;
    page_open(&page, request, answer, SECTION,
              words_get(request->office->words, WORD("desk.title")));
    page_card_open(&page, NULL);
    page_element(&page, "p", WORD("desk.text"));
    page_form_open(&page, SECTION);
    page_field(&page, &(struct page_field){.name = "code",
                                           .label = page_word(&page, WORD("desk.code")),
                                           .value = code,
                                           .error = fault,
                                           .is_required = true,
                                           .is_focused = true});
    page_button(&page, PAGE_MAIN, page_word(&page, WORD("desk.find")));
    page_form_close(&page);
    page_card_close(&page);
    page_close(&page, status);
}

void page_desk(const struct request *request, struct answer *answer) {
    answer_search(request, answer, 200, "", NULL);
}

/* In the body, not the address: a code is what its sender knows alone. */
void page_desk_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct desk_slip_found found;
    const struct words *words = request->office->words;
    casework_open(&work, request);
    char *code = casework_code(&work, "code");
    enum dossier_result result = desk_find_slip(work.office.sql, code, &found);
    char *to = xasprintf(SECTION "/%s", result == DOSSIER_DONE ? found.id : "");
    if (result == DOSSIER_LATER)
        refusal_later(request, answer);
    else if (result == DOSSIER_AMBIGUOUS)
        answer_search(request, answer, 422, code, words_get(words, WORD("desk.ambiguous")));
    else if (!code[0])
        answer_search(request, answer, 422, code, words_get(words, WORD("fault.empty")));
    else if (result != DOSSIER_DONE)
        answer_search(request, answer, 422, code, words_get(words, WORD("desk.unknown")));
    else if (found.is_purged)
        answer_search(request, answer, 422, code, words_get(words, WORD("desk.purged")));
    else
        page_redirect(request, answer, to, NULL);
    free(to);
    free(code);
    casework_close(&work);
}

/* --- the slip ------------------------------------------------------------------------------- */

static void write_withdraw(struct page *page, const char *id, int64_t version) {
    char *action = xasprintf(SECTION "/%s/withdraw", id);
    page_card_open(page, page_word(page, WORD("desk.withdraw")));
    page_ask_open(page, PAGE_DANGER, page_word(page, WORD("desk.withdraw.open")),
                  page_word(page, WORD("desk.withdraw.ask")));
    page_form_open(page, action);
    casework_form_aim(page, version);
    page_button(page, PAGE_DANGER, page_word(page, WORD("desk.withdraw.do")));
    page_form_close(page);
    page_ask_close(page);
    page_card_close(page);
    free(action);
}

static bool is_open(const struct casework *work, const struct dossier *d) {
    const struct dossier_status *status = dossier_rules_status(work->office.rules, d->state);
    return status && !status->is_final && !d->merged_into[0];
}

static void write_correction(struct page *page, const struct casework *work,
                             const struct dossier *d, const struct slip_form *form) {
    char *action = xasprintf(SECTION "/%s", d->id);
    page_card_open(page, page_word(page, WORD("desk.correct")));
    if (form->outcome)
        page_note(page, PAGE_BAD,
                  page_word(page, form->outcome->result == DOSSIER_STALE ? WORD("case.stale")
                                                                         : WORD("case.faulty")));
    if (is_open(work, d)) {
        page_form_open(page, action);
        casework_form_aim(page, d->version);
        slip_form_write(page, form);
        page_button(page, PAGE_MAIN, page_word(page, WORD("desk.save")));
        page_form_close(page);
    } else {
        page_note(page, PAGE_INFO, page_word(page, WORD("desk.closed")));
    }
    page_card_close(page);
    free(action);
}

static void answer_slip(const struct casework *work, struct answer *answer, const struct dossier *d,
                        int status, const struct slip_form *form) {
    struct page page;
    const struct case_view view = {.page = &page, .work = work, .dossier = d};
    char *title = words_fill(work->request->office->words, WORD("desk.slip"),
                             (const char *const[]){"code", d->code, NULL});
    char *dossier = xasprintf("/office/dossiers/%s", d->id);
    page_open(&page, work->request, answer, SECTION, title);
    case_head(&view);
    write_correction(&page, work, d, form);
    write_withdraw(&page, d->id, d->version);
    page_link_button(&page, PAGE_SECOND, dossier, page_word(&page, WORD("receipt.open")));
    page_close(&page, status);
    free(dossier);
    free(title);
}

static void answer_difficulty(const struct casework *work, struct answer *answer) {
    struct page page;
    struct difficulty difficulty = {.id = ""};
    const struct request *request = work->request;
    enum records_result result = difficulties_read(work->office.sql, request->param, &difficulty);
    if (result == RECORDS_FAILED) {
        refusal_later(request, answer);
    } else if (result == RECORDS_NONE || difficulty.purged_at_s) {
        refusal_answer(request, 404, answer);
    } else {
        page_open(&page, request, answer, SECTION,
                  words_get(request->office->words, WORD("desk.difficulty")));
        page_card_open(&page, difficulty.code);
        html_open(&page.html, "p");
        html_lines(&page.html, difficulty.text ? difficulty.text : "");
        html_close(&page.html, "p");
        page_card_close(&page);
        write_withdraw(&page, difficulty.id, difficulty.version);
        page_close(&page, 200);
    }
    difficulty_finish(&difficulty);
}

void page_desk_slip(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier *d = NULL;
    casework_open(&work, request);
    enum dossier_result result = dossiers_read(work.office.sql, request->param, &d);
    if (result == DOSSIER_NONE)
        answer_difficulty(&work, answer);
    else if (result != DOSSIER_DONE)
        refusal_later(request, answer);
    else if (d->purged_at_s)
        refusal_answer(request, 404, answer);
    else
        answer_slip(&work, answer, d, 200, &(struct slip_form){&work, &d->slip, NULL, NULL});
    dossier_destroy(d);
    casework_close(&work);
}

/* --- put right ------------------------------------------------------------------------------ */

static void correct(const struct casework *work, struct answer *answer,
                    const struct dossier_aim *aim, struct nomination *slip) {
    struct dossier_outcome outcome;
    struct dossier *d = NULL;
    char *to = xasprintf(SECTION "/%s", work->request->param);
    slip_form_read(work, slip, &outcome);
    if (outcome.fault_count == 0)
        dossiers_correct_slip(&work->office, aim, slip, &outcome);
    const struct slip_form form = {work, slip, work->request->form, &outcome};
    switch (outcome.result) {
    case DOSSIER_DONE:
    case DOSSIER_REPEATED:
        page_redirect(work->request, answer, to, WORD("said.desk.corrected"));
        break;
    case DOSSIER_STALE:
    case DOSSIER_INCOMPLETE:
    case DOSSIER_INVALID:
        if (casework_read(work, answer, &d))
            answer_slip(work, answer, d, casework_status(outcome.result), &form);
        break;
    case DOSSIER_REFUSED:
    case DOSSIER_ERASED:
        page_redirect(work->request, answer, to, NULL); // the page says that it is closed
        break;
    case DOSSIER_NONE:
    case DOSSIER_AMBIGUOUS:
    case DOSSIER_LATER:
        casework_refuse(work, answer, outcome.result);
        break;
    }
    dossier_destroy(d);
    free(to);
}

void page_desk_slip_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier_aim aim;
    struct nomination *slip = xcalloc(1, sizeof *slip);
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim))
        correct(&work, answer, &aim, slip);
    casework_close(&work);
    nomination_wipe(slip);
    free(slip);
}

/* --- taken back ----------------------------------------------------------------------------- */

/* False: the answer is given. */
static bool find_slip(const struct casework *work, struct answer *answer, bool *out_is_difficulty) {
    struct dossier *d = NULL;
    struct difficulty difficulty = {.id = ""};
    enum dossier_result result = dossiers_read(work->office.sql, work->request->param, &d);
    enum records_result other = RECORDS_NONE;
    if (result == DOSSIER_NONE)
        other = difficulties_read(work->office.sql, work->request->param, &difficulty);
    *out_is_difficulty = other == RECORDS_OK;
    bool is_found = result == DOSSIER_DONE || other == RECORDS_OK;
    if (result == DOSSIER_LATER || other == RECORDS_FAILED)
        refusal_later(work->request, answer);
    else if (!is_found)
        refusal_answer(work->request, 404, answer);
    difficulty_finish(&difficulty);
    dossier_destroy(d);
    return is_found;
}

static void withdraw(const struct casework *work, struct answer *answer,
                     const struct dossier_aim *aim, bool is_difficulty) {
    struct desk_slip_found slip = {.version = aim->version, .is_difficulty = is_difficulty};
    struct dossier_outcome outcome;
    snprintf(slip.id, sizeof slip.id, "%s", aim->id);
    switch (desk_withdraw(&work->office, &slip, aim->event_id, &outcome)) {
    case DOSSIER_DONE:
        casework_erased(work, aim->id);
        page_redirect(work->request, answer, SECTION, WORD("said.desk.withdrawn"));
        break;
    case DOSSIER_REPEATED:
    case DOSSIER_ERASED:
        page_redirect(work->request, answer, SECTION, WORD("said.desk.withdrawn"));
        break;
    case DOSSIER_STALE:
    case DOSSIER_REFUSED:
    case DOSSIER_INCOMPLETE:
    case DOSSIER_INVALID:
    case DOSSIER_NONE:
    case DOSSIER_AMBIGUOUS:
    case DOSSIER_LATER:
        casework_refuse(work, answer, outcome.result);
        break;
    }
}

void page_desk_withdraw_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier_aim aim;
    bool is_difficulty;
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim) && find_slip(&work, answer, &is_difficulty))
        withdraw(&work, answer, &aim, is_difficulty);
    casework_close(&work);
}
