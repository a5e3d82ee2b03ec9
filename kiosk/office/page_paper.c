/* /office/paper: a slip or a proposal on paper, typed in; and what its sender takes home. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "office/slip_form.h"
#include "records/paper.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"
#include "web/form.h"

static const char *const sources[] = {"paper", "unit"};
WORDS_USED(paper_source_words, "source.paper", "source.unit");

struct typed { // what came back, or nothing yet
    const char *source;
    char consent[DOSSIER_DAY_BYTES]; // the day it was signed
    struct nomination *slip;         // owned by the handler
};

/* --- the form ------------------------------------------------------------------------------- */

static void write_source(struct page *page, const struct typed *typed,
                         const struct slip_form *form) {
    const struct words *words = page->request->office->words;
    page_choices_open(page, "source", casework_label(form->work, "source"),
                      slip_form_fault(form, "source"));
    html_open(&page->html, "div", "class", "answers");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        page_radio(page, "source", sources[i], office_words_of(words, "source", sources[i]),
                   !strcmp(typed->source, sources[i]));
    html_close(&page->html, "div");
    page_choices_close(page);
}

static void write_consent(struct page *page, const struct typed *typed,
                          const struct slip_form *form) {
    page_field(page, &(struct page_field){.name = "consent",
                                          .label = page_word(page, WORD("paper.consent")),
                                          .value = typed->consent,
                                          .type = "date",
                                          .hint = page_word(page, WORD("paper.consent.hint")),
                                          .error = slip_form_fault(form, "consent")});
}

static void answer_form(const struct casework *work, struct answer *answer, int status,
                        const struct typed *typed, const struct dossier_outcome *outcome) {
    struct page page;
    char id[CRYPTO_UUID_MAX];
    const struct slip_form form = {work, typed->slip, outcome ? work->request->form : NULL,
                                   outcome};
    crypto_uuid4(id);
    page_open(&page, work->request, answer, "/office/paper",
              words_get(work->request->office->words, WORD("paper.title")));
    if (!casework_content(work)) {
        page_note(&page, PAGE_WARN, page_word(&page, WORD("paper.no_campaign")));
    } else {
        page_card_open(&page, NULL);
        page_element(&page, "p", WORD("paper.text"));
        page_form_open(&page, "/office/paper");
        page_hidden(&page, "id", id);
        write_source(&page, typed, &form);
        slip_form_write(&page, &form);
        write_consent(&page, typed, &form);
        page_button(&page, PAGE_MAIN, page_word(&page, WORD("paper.add")));
        page_form_close(&page);
        page_card_close(&page);
    }
    page_close(&page, status);
}

void page_paper(const struct request *request, struct answer *answer) {
    struct casework work;
    struct nomination *slip = xcalloc(1, sizeof *slip);
    const struct typed typed = {.source = sources[0], .slip = slip};
    casework_open(&work, request);
    answer_form(&work, answer, 200, &typed, NULL);
    casework_close(&work);
    free(slip);
}

/* --- what was typed ------------------------------------------------------------------------- */

static void judge_consent(const struct casework *work, const struct typed *typed,
                          struct dossier_outcome *faults) {
    char today[DOSSIER_DAY_BYTES];
    struct date day;
    casework_today(work, today);
    bool is_day = date_parse(typed->consent, &day);
    if (faults->fault_count < DOSSIER_FAULTS_MAX && typed->consent[0] &&
        (!is_day || strcmp(typed->consent, today) > 0))
        faults->faults[faults->fault_count++] =
            (struct fault){"consent", is_day ? "future" : "date"};
}

static void add(const struct casework *work, struct answer *answer, struct typed *typed) {
    const struct request *request = work->request;
    const struct content *content = casework_content(work);
    const char *id = form_text(request->form, "id");
    char code[CODE_TEXT_MAX];
    struct dossier_outcome outcome;
    slip_form_read(work, typed->slip, &outcome);
    snprintf(typed->slip->consent_at, sizeof typed->slip->consent_at, "%s", typed->consent);
    judge_consent(work, typed, &outcome);
    const struct paper_slip paper = {
        .id = id,
        .source = typed->source,
        .slip = typed->slip,
        .campaign_id = content->campaign.id,
        .code_prefix = content->commune.code_prefix,
        .content = content,
    };
    enum dossier_result result = outcome.fault_count > 0
                                     ? DOSSIER_INVALID
                                     : paper_add(&work->office, &paper, code, &outcome);
    char *to = xasprintf("/office/paper/%s", id);
    if (dossier_is_made(result))
        page_redirect(request, answer, to, NULL);
    else if (result == DOSSIER_INVALID)
        answer_form(work, answer, 422, typed, &outcome);
    else if (result == DOSSIER_LATER)
        refusal_later(request, answer);
    else
        refusal_answer(request, 400, answer);
    free(to);
}

void page_paper_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct nomination *slip = xcalloc(1, sizeof *slip);
    struct typed typed = {.source = form_text(request->form, "source"), .slip = slip};
    case_entry_day(request->form, "consent", typed.consent);
    casework_open(&work, request);
    if (!casework_content(&work))
        answer_form(&work, answer, 422, &typed, NULL);
    else if (!crypto_is_uuid4(form_text(request->form, "id")))
        refusal_answer(request, 400, answer);
    else
        add(&work, answer, &typed);
    casework_close(&work);
    nomination_wipe(slip);
    free(slip);
}

/* --- the receipt ---------------------------------------------------------------------------- */

static void write_receipt(struct page *page, const struct dossier *d) {
    struct html *h = &page->html;
    const struct service_settings *settings = page->request->service->settings;
    html_open(h, "section", "class", "card receipt");
    html_element(h, settings->agency, "p", "class", "receipt-agency");
    page_element(page, "h1", WORD("receipt.title"));
    page_element(page, "p", WORD("receipt.code"));
    html_element(h, d->code, "p", "class", "receipt-code");
    html_open(h, "p");
    html_textf(h, "%s ", page_word(page, WORD("receipt.at")));
    page_moment(page, d->received_at_s);
    html_close(h, "p");
    page_element(page, "p", WORD("receipt.text"));
    html_close(h, "section");
}

static void write_ways(struct page *page, const struct dossier *d) {
    char *dossier = xasprintf("/office/dossiers/%s", d->id);
    html_element(&page->html, page_word(page, WORD("receipt.print")), "p", "class", "no-print");
    html_open(&page->html, "div", "class", "bar no-print");
    page_link_button(page, PAGE_MAIN, "/office/paper", page_word(page, WORD("receipt.next")));
    page_link_button(page, PAGE_SECOND, dossier, page_word(page, WORD("receipt.open")));
    html_close(&page->html, "div");
    free(dossier);
}

void page_paper_receipt(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier *dossier = NULL;
    casework_open(&work, request);
    if (casework_read(&work, answer, &dossier)) {
        struct page page;
        page_open_bare(&page, request, answer,
                       words_get(request->office->words, WORD("receipt.title")));
        write_receipt(&page, dossier);
        write_ways(&page, dossier);
        page_close(&page, 200);
    }
    dossier_destroy(dossier);
    casework_close(&work);
}
