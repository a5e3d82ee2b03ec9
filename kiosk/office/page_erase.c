/* /office/dossiers/{id}/erase: personal data goes because somebody asks. Asked twice: on the
 * dossier's page, then by typing the slip's code. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "office/case.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/duplicates.h"
#include "records/retention.h"
#include "web/exchange.h"
#include "web/form.h"

void case_erase(const struct case_view *view) {
    struct page *page = view->page;
    if (!view->work->may_edit)
        return;
    page_card_open(page, page_word(page, WORD("erase.title")));
    page_ask_open(page, PAGE_DANGER, page_word(page, WORD("erase.open")),
                  page_word(page, WORD("erase.ask")));
    case_form_open(view, "erase");
    page_button(page, PAGE_DANGER, page_word(page, WORD("erase.next")));
    page_form_close(page);
    page_ask_close(page);
    page_card_close(page);
}

static bool has_merged(const struct casework *work, const char *id) {
    struct merged_list merged;
    return duplicates_merged(work->office.sql, id, &merged) == RECORDS_OK && merged.count > 0;
}

static void answer_question(const struct casework *work, struct answer *answer,
                            const struct dossier *dossier, int status, const char *fault) {
    struct page page;
    const struct request *request = work->request;
    const struct case_view view = {.page = &page, .work = work, .dossier = dossier};
    page_open(&page, request, answer, "/office/dossiers",
              words_get(request->office->words, WORD("erase.title")));
    case_head(&view);
    page_card_open(&page, NULL);
    page_note(&page, PAGE_WARN, page_word(&page, WORD("erase.warn")));
    case_form_open(&view, "erase");
    page_field(&page, &(struct page_field){.name = "sure",
                                           .label = page_word(&page, WORD("erase.code")),
                                           .hint = dossier->code,
                                           .error = fault,
                                           .is_required = true,
                                           .is_focused = true});
    if (has_merged(work, dossier->id))
        page_check(&page, "with_merged", "1", page_word(&page, WORD("erase.merged")), NULL, true);
    page_button(&page, PAGE_DANGER, page_word(&page, WORD("erase.do")));
    char *back = xasprintf("/office/dossiers/%s", dossier->id);
    page_link_button(&page, PAGE_SECOND, back, page_word(&page, WORD("erase.back")));
    free(back);
    page_form_close(&page);
    page_card_close(&page);
    page_close(&page, status);
}

static void erase(const struct casework *work, struct answer *answer,
                  const struct dossier_aim *aim) {
    const struct request *request = work->request;
    struct dossier_outcome outcome;
    char *to = xasprintf("/office/dossiers/%s", request->param);
    switch (retention_erase(&work->office, aim, form_has(request->form, "with_merged"), &outcome)) {
    case DOSSIER_DONE:
        casework_erased(work, request->param);
        page_redirect(request, answer, to, casework_follow(work, WORD("said.dossier.erased")));
        break;
    case DOSSIER_REPEATED:
    case DOSSIER_ERASED:
        page_redirect(request, answer, to, WORD("said.dossier.erased"));
        break;
    case DOSSIER_STALE:
    case DOSSIER_NONE:
    case DOSSIER_AMBIGUOUS:
    case DOSSIER_REFUSED:
    case DOSSIER_INCOMPLETE:
    case DOSSIER_INVALID:
    case DOSSIER_LATER:
        casework_refuse(work, answer, outcome.result);
        break;
    }
    free(to);
}

void page_dossier_erase_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier *dossier = NULL;
    struct dossier_aim aim;
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim) && casework_read(&work, answer, &dossier)) {
        char *sure = casework_code(&work, "sure");
        if (!form_has(request->form, "sure"))
            answer_question(&work, answer, dossier, 200, NULL);
        else if (!dossier->purged_at_s && strcmp(sure, dossier->code) != 0)
            answer_question(&work, answer, dossier, 422,
                            words_get(request->office->words, WORD("erase.code.wrong")));
        else
            erase(&work, answer, &aim);
        free(sure);
    }
    dossier_destroy(dossier);
    casework_close(&work);
}
