/* What the council, the chairman and the higher level said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "office/case.h"
#include "office/office.h"
#include "office/published.h"
#include "web/exchange.h"

static void write_council(const struct case_view *view) {
    const struct dossier_council *council = &view->dossier->council;
    if (!council->date[0])
        return;
    char *votes = xasprintf("%d/%d", council->votes_for, council->present);
    case_fact_day(view, page_word(view->page, WORD("council.date")), council->date);
    case_fact(view, page_word(view->page, WORD("council.number")), council->meeting_no);
    case_fact(view, page_word(view->page, WORD("council.votes")), votes);
    case_fact(view, page_word(view->page, WORD("council.note")), council->note);
    free(votes);
}

static void write_submission(const struct case_view *view) {
    const struct dossier_submission *submission = &view->dossier->submission;
    case_fact(view, page_word(view->page, WORD("step.submission.number")), submission->number);
    case_fact_day(view, page_word(view->page, WORD("step.submission.date")), submission->date);
    case_fact(view, page_word(view->page, WORD("step.submission.to")), submission->to);
    case_fact(view, page_word(view->page, WORD("submission.result")), submission->result);
    case_fact_day(view, page_word(view->page, WORD("submission.result.date")),
                  submission->result_date);
}

static void write_decision(const struct case_view *view) {
    const struct dossier_decision *decision = &view->dossier->decision;
    if (!decision->number[0])
        return;
    case_fact(view, page_word(view->page, WORD("step.level")),
              casework_level(view->work, view->dossier->campaign_id, decision->level));
    case_fact(view, page_word(view->page, WORD("step.decision.number")), decision->number);
    case_fact_day(view, page_word(view->page, WORD("step.decision.date")), decision->date);
    case_fact(view, page_word(view->page, WORD("decision.signer")),
              office_words_of(view->work->request->office->words, "role", decision->signer_role));
}

void case_decided(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    if (!d->council.date[0] && !d->decision.number[0] && !d->submission.number[0] &&
        !d->submission.to[0] && !d->reason[0])
        return;
    page_card_open(view->page, page_word(view->page, WORD("case.decided")));
    html_open(&view->page->html, "dl", "class", "facts");
    case_fact(view, casework_label(view->work, "reason"), d->reason);
    write_council(view);
    write_submission(view);
    write_decision(view);
    html_close(&view->page->html, "dl");
    page_card_close(view->page);
}
