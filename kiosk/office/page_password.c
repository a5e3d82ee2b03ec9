/* /office/password: one's own, and the choice of one in place of a one-time password. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "office/session.h"
#include "records/audit.h"
#include "records/login.h"
#include "records/service.h"
#include "web/cookie.h"
#include "web/exchange.h"
#include "web/form.h"

struct faults { // words; NULL: none
    const char *current, *fresh, *again;
};

static void write_fields(struct page *page, const struct faults *faults) {
    // For the browser's own keeper of passwords, which wants to know whose it is.
    html_void(&page->html, "input", "type", "text", "autocomplete", "username", "value",
              page->request->visitor->account.login, "aria-hidden", "true", "tabindex", "-1");
    html_flag(&page->html, "hidden", true);
    if (!page->request->visitor->account.must_change)
        page_field(page, &(struct page_field){.name = "current",
                                              .label = page_word(page, WORD("password.current")),
                                              .type = "password",
                                              .autocomplete = "current-password",
                                              .error = faults->current,
                                              .is_required = true});
    page_field(page, &(struct page_field){.name = "fresh",
                                          .label = page_word(page, WORD("password.fresh")),
                                          .hint = page_word(page, WORD("password.rule")),
                                          .type = "password",
                                          .autocomplete = "new-password",
                                          .error = faults->fresh,
                                          .is_required = true});
    page_field(page, &(struct page_field){.name = "again",
                                          .label = page_word(page, WORD("password.again")),
                                          .type = "password",
                                          .autocomplete = "new-password",
                                          .error = faults->again,
                                          .is_required = true});
}

static void answer_form(const struct request *request, struct answer *answer, int status,
                        const struct faults *faults) {
    struct page page;
    page_open(&page, request, answer, "",
              words_get(request->office->words, WORD("password.title")));
    html_open(&page.html, "section", "class", "card narrow");
    if (request->visitor->account.must_change)
        page_note(&page, PAGE_INFO, page_word(&page, WORD("password.must")));
    page_form_open(&page, "/office/password");
    write_fields(&page, faults);
    page_button(&page, PAGE_MAIN, page_word(&page, WORD("password.save")));
    page_form_close(&page);
    html_element(&page.html, page_word(&page, WORD("password.ends")), "p", "class", "hint");
    html_close(&page.html, "section");
    page_close(&page, status);
}

void page_password(const struct request *request, struct answer *answer) {
    answer_form(request, answer, 200, &(struct faults){.current = NULL});
}

/* The old one is asked for under the same counters as at the log-in: a session left open is no
 * place to guess at it. False when the answer is given. */
static bool check_current(const struct request *request, struct answer *answer,
                          struct faults *faults) {
    struct sql *records = request->service->records;
    const struct account *account = &request->visitor->account;
    char browser[COOKIE_VALUE_MAX] = "";
    struct login_trial trial;
    cookie_get(request, BROWSER_COOKIE, browser);
    const struct login_attempt attempt = {account->login, request->address, browser,
                                          request->now_s};
    bool is_asked = login_begin(records, &attempt, &trial) == RECORDS_OK;
    enum office_password checked = OFFICE_PASSWORD_WRONG;
    if (is_asked && trial.wait_s == 0)
        checked =
            office_password_check(request->office, trial.hash, form_text(request->form, "current"));
    if (!is_asked || checked == OFFICE_PASSWORD_BUSY) {
        refusal_later(request, answer);
        return false;
    }
    if (checked == OFFICE_PASSWORD_WRONG)
        faults->current =
            words_get(request->office->words,
                      trial.wait_s > 0 ? WORD("password.wait") : WORD("password.wrong"));
    return true;
}

static void save(const struct request *request, struct answer *answer) {
    const struct visitor *visitor = request->visitor;
    const struct actor actor = {visitor->account.id, request->now_s};
    char hash[CRYPTO_PASSWORD_HASH_MAX];
    if (office_password_hash(request->office, form_text(request->form, "fresh"), hash) &&
        account_set_password(request->service->records, visitor->account.id, hash,
                             visitor->session_sha256, &actor) == ACCOUNT_DONE)
        page_redirect(request, answer, "/office", WORD("said.password"));
    else
        refusal_later(request, answer);
}

void page_password_post(const struct request *request, struct answer *answer) {
    const struct words *words = request->office->words;
    const struct account *account = &request->visitor->account;
    const char *fresh = form_text(request->form, "fresh");
    struct faults faults = {.current = NULL};
    if (!account_is_password(fresh, account->login))
        faults.fresh = words_get(words, WORD("password.weak"));
    else if (strcmp(fresh, form_text(request->form, "again")) != 0)
        faults.again = words_get(words, WORD("password.differs"));
    else if (!account->must_change && !check_current(request, answer, &faults))
        return;
    if (faults.current || faults.fresh || faults.again)
        answer_form(request, answer, 422, &faults);
    else
        save(request, answer);
}
