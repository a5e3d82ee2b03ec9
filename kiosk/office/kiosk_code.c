#include "office/kiosk_code.h"

#include <stdio.h>
#include <stdlib.h>

#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/enrolment.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"

#define HOUR_S 3600

bool kiosk_may_manage(const struct request *request) {
    return request->visitor->account.roles & KIOSK_MANAGERS;
}

static void show(const struct request *request, struct answer *answer, const char *name,
                 const char *code) {
    struct page page;
    char hours[16];
    snprintf(hours, sizeof hours, "%d",
             (request->service->settings->code_valid_s + HOUR_S - 1) / HOUR_S);
    page_open(&page, request, answer, "/office/kiosks",
              words_get(request->office->words, WORD("code.title")));
    page_card_open(&page, name);
    char *text = PAGE_FILL(&page, WORD("code.text"), "hours", hours);
    html_element(&page.html, text, "p");
    html_element(&page.html, code, "p", "class", "secret");
    page_note(&page, PAGE_WARN, page_word(&page, WORD("code.once")));
    page_link_button(&page, PAGE_MAIN, "/office/kiosks", page_word(&page, WORD("code.done")));
    page_card_close(&page);
    page_close(&page, 200);
    free(text);
}

void kiosk_answer_code(const struct request *request, struct answer *answer, const char *again_id,
                       const char *name) {
    const struct actor actor = {request->visitor->account.id, request->now_s};
    char code[ENROL_CODE_MAX], id[SLIP_ID_BYTES];
    switch (enrolment_invite(request->service, again_id, name, &actor, code, id)) {
    case RECORDS_OK:
        show(request, answer, name[0] ? name : id, code);
        return;
    case RECORDS_NONE:
        refusal_answer(request, 404, answer);
        return;
    case RECORDS_FAILED:
        refusal_later(request, answer);
        return;
    }
}
