/* /office/login, /office/logout. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office/kept.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "office/session.h"
#include "records/login.h"
#include "records/service.h"
#include "web/cookie.h"
#include "web/exchange.h"
#include "web/form.h"

#define MINUTE_S 60

/* Only to our own pages: what stands there came with a link. */
static const char *safe_target(const char *to) {
    static const char office[] = "/office/";
    bool is_ours = !strncmp(to, office, strlen(office)) && !strstr(to, "//") && !strstr(to, "..") &&
                   to[strcspn(to, "\\\r\n")] == '\0' && strncmp(to, "/office/login", 13) != 0;
    return is_ours ? to : "/office";
}

struct asking { // for a name and a password
    const char *login, *to;
    const char *wrong;       // key of the word that says so; NULL: nothing is
    const struct kept *kept; // goes with it; NULL: nothing
};

static void write_form(struct page *page, const struct asking *a) {
    struct html *h = &page->html;
    const char *login = a->login;
    html_open(h, "section", "class", "card login");
    page_element(page, "h1", WORD("login.title"));
    if (a->kept)
        page_note(page, PAGE_INFO, page_word(page, WORD("kept.ended")));
    if (a->wrong)
        page_note(page, PAGE_BAD, page_word(page, a->wrong));
    page_form_open(page, "/office/login");
    page_hidden(page, "to", a->to);
    if (a->kept)
        kept_hide(page, a->kept);
    page_field(page, &(struct page_field){.name = "login",
                                          .label = page_word(page, WORD("login.name")),
                                          .value = login,
                                          .autocomplete = "username",
                                          .is_required = true,
                                          .is_focused = !login[0]});
    page_field(page, &(struct page_field){.name = "password",
                                          .label = page_word(page, WORD("login.password")),
                                          .type = "password",
                                          .autocomplete = "current-password",
                                          .is_required = true,
                                          .is_focused = login[0] != '\0'});
    page_button(page, PAGE_MAIN, page_word(page, WORD("login.enter")));
    page_form_close(page);
    html_element(h, page_word(page, WORD("login.help")), "p", "class", "hint");
    html_close(h, "section");
}

static void answer_form(const struct request *request, struct answer *answer, int status,
                        const struct asking *asking) {
    struct page page;
    page_open_bare(&page, request, answer, words_get(request->office->words, WORD("login.title")));
    write_form(&page, asking);
    page_close(&page, status);
}

void page_login(const struct request *request, struct answer *answer) {
    const char *to = safe_target(form_text(request->query, "to"));
    if (request->visitor)
        answer_redirect(answer, to);
    else
        answer_form(request, answer, 200, &(struct asking){.login = "", .to = to});
}

void page_login_ended(const struct request *request, struct answer *answer,
                      const struct kept *kept) {
    answer_form(request, answer, 403, &(struct asking){.login = "", .to = "/office", .kept = kept});
}

static void answer_wait(const struct request *request, struct answer *answer, int wait_s) {
    struct page page;
    char number[16];
    bool in_minutes = wait_s > MINUTE_S;
    snprintf(number, sizeof number, "%d", in_minutes ? (wait_s + MINUTE_S - 1) / MINUTE_S : wait_s);
    page_open_bare(&page, request, answer, words_get(request->office->words, WORD("wait.title")));
    html_open(&page.html, "section", "class", "card login");
    page_element(&page, "h1", WORD("wait.title"));
    char *text =
        PAGE_FILL(&page, in_minutes ? WORD("wait.minutes") : WORD("wait.seconds"), "n", number);
    page_note(&page, PAGE_WARN, text);
    page_element(&page, "p", WORD("wait.help"));
    page_link_button(&page, PAGE_SECOND, "/office/login", page_word(&page, WORD("wait.again")));
    html_close(&page.html, "section");
    page_close(&page, 429);
    answer_headerf(answer, "Retry-After", "%d", wait_s);
    free(text);
}

/* The name as accounts have it: lower case, no blanks around it. */
static void read_login(const struct form *form, char out[ACCOUNT_LOGIN_MAX]) {
    char *typed = form_clean(form, "login", false);
    snprintf(out, ACCOUNT_LOGIN_MAX, "%s", typed);
    for (char *at = out; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    free(typed);
}

static void enter(const struct request *request, struct answer *answer,
                  const struct login_attempt *attempt, const struct login_trial *trial,
                  const struct kept *kept) {
    char token[SESSION_TOKEN_MAX], sha256[CRYPTO_SHA256_HEX_MAX];
    session_make_token(token, sha256); // always a new one
    if (login_succeed(request->service->records, attempt, trial, sha256) != RECORDS_OK) {
        refusal_later(request, answer);
        return;
    }
    if (kept)
        kept_offer(request, answer, kept, token);
    else
        answer_redirect(answer, safe_target(form_text(request->form, "to")));
    cookie_set(answer, SESSION_COOKIE, token, COOKIE_OF_VISIT);
    crypto_wipe(token, sizeof token);
}

/* Only to our own pages, as all that a log-in leads to. */
static bool take_kept(const struct request *request, struct kept *out) {
    if (!kept_of_login(request, out))
        return false;
    bool is_ours = !strcmp(safe_target(out->to), out->to);
    if (!is_ours)
        kept_finish(out);
    return is_ours;
}

static void try_login(const struct request *request, struct answer *answer,
                      const struct kept *kept) {
    struct sql *records = request->service->records;
    char login[ACCOUNT_LOGIN_MAX], browser[COOKIE_VALUE_MAX] = "";
    const char *password = form_text(request->form, "password");
    struct login_trial trial;
    read_login(request->form, login);
    cookie_get(request, BROWSER_COOKIE, browser);
    const struct login_attempt attempt = {login, request->address, browser, request->now_s};
    if (login_begin(records, &attempt, &trial) != RECORDS_OK) {
        refusal_later(request, answer);
        return;
    }
    if (trial.wait_s > 0) {
        answer_wait(request, answer, trial.wait_s);
        return;
    }
    enum office_password checked = office_password_check(request->office, trial.hash, password);
    if (checked == OFFICE_PASSWORD_RIGHT)
        enter(request, answer, &attempt, &trial, kept);
    else if (checked == OFFICE_PASSWORD_BUSY || login_fail(records, &attempt, &trial) != RECORDS_OK)
        refusal_later(request, answer);
    else
        answer_form(request, answer, 422,
                    &(struct asking){.login = login,
                                     .to = safe_target(form_text(request->form, "to")),
                                     .wrong = WORD("login.wrong"),
                                     .kept = kept});
}

void page_login_post(const struct request *request, struct answer *answer) {
    struct kept kept = {.to = NULL};
    bool has_kept = take_kept(request, &kept);
    try_login(request, answer, has_kept ? &kept : NULL);
    kept_finish(&kept);
}

void page_logout_post(const struct request *request, struct answer *answer) {
    if (session_end(request->service->records, request->visitor, request->now_s) != RECORDS_OK) {
        refusal_later(request, answer);
        return;
    }
    page_redirect(request, answer, "/office/login", WORD("said.logout"));
    cookie_set(answer, SESSION_COOKIE, "x", 0);
}
