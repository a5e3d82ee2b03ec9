/* /office/users/{id}: one account, its roles, its password, whether it may log in. */
#include "office/pages.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "office/account_fields.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

static void write_facts(struct page *page, const struct account *account) {
    struct html *h = &page->html;
    page_card_open(page, NULL);
    html_open(h, "dl", "class", "facts");
    page_element(page, "dt", WORD("users.login"));
    html_element(h, account->login, "dd");
    page_element(page, "dt", WORD("users.state"));
    html_open(h, "dd");
    account_state_badge(page, account);
    html_close(h, "dd");
    page_element(page, "dt", WORD("users.last"));
    html_open(h, "dd");
    page_ago(page, account->login_at_s, WORD("users.never"));
    html_close(h, "dd");
    page_element(page, "dt", WORD("users.created"));
    html_open(h, "dd");
    page_moment(page, account->created_at_s);
    html_close(h, "dd");
    html_close(h, "dl");
    page_card_close(page);
}

/* A form of one button that posts to /office/users/{id}/WHAT. */
static void open_form(struct page *page, const struct account *account, const char *what) {
    char *action = xasprintf("/office/users/%s/%s", account->id, what);
    page_form_open(page, action);
    page_version(page, account->version);
    free(action);
}

/* `error`: what is wrong with the name that was typed; NULL: nothing. */
static void write_name(struct page *page, const struct account *account, const char *typed,
                       const char *error) {
    page_card_open(page, NULL);
    open_form(page, account, "name");
    page_field(page, &(struct page_field){.name = "name",
                                          .label = page_word(page, WORD("users.name")),
                                          .value = typed ? typed : account->name,
                                          .error = error,
                                          .length_max = ACCOUNT_NAME_LETTERS,
                                          .is_required = true});
    page_button(page, PAGE_SECOND, page_word(page, WORD("users.name.save")));
    page_form_close(page);
    page_card_close(page);
}

static void write_roles(struct page *page, const struct account *account, const char *error) {
    page_card_open(page, NULL);
    open_form(page, account, "roles");
    account_role_boxes(page, error ? 0 : account->roles, error);
    page_button(page, PAGE_MAIN, page_word(page, WORD("users.roles.save")));
    page_form_close(page);
    page_card_close(page);
}

static void write_acts(struct page *page, const struct account *account) {
    page_card_open(page, page_word(page, WORD("users.access")));
    html_open(&page->html, "div", "class", "bar");
    page_ask_open(page, PAGE_SECOND, page_word(page, WORD("users.reset")),
                  page_word(page, WORD("users.reset.ask")));
    open_form(page, account, "reset");
    page_button(page, PAGE_MAIN, page_word(page, WORD("users.reset.do")));
    page_form_close(page);
    page_ask_close(page);
    if (account->is_disabled) {
        open_form(page, account, "disabled");
        page_hidden(page, "disabled", "0");
        page_button(page, PAGE_SECOND, page_word(page, WORD("users.enable")));
        page_form_close(page);
    } else {
        page_ask_open(page, PAGE_DANGER, page_word(page, WORD("users.disable")),
                      page_word(page, WORD("users.disable.ask")));
        open_form(page, account, "disabled");
        page_hidden(page, "disabled", "1");
        page_button(page, PAGE_DANGER, page_word(page, WORD("users.disable.do")));
        page_form_close(page);
        page_ask_close(page);
    }
    html_close(&page->html, "div");
    page_card_close(page);
}

struct wrong { // what came back and could not be saved; NULL: nothing
    const char *name, *name_error, *roles_error;
};

static void answer_page(const struct request *request, struct answer *answer, int status,
                        const struct wrong *wrong) {
    struct account account;
    struct page page;
    enum records_result result = account_find(request->service->records, request->param, &account);
    if (result == RECORDS_FAILED) {
        refusal_later(request, answer);
        return;
    }
    if (result == RECORDS_NONE) {
        refusal_answer(request, 404, answer);
        return;
    }
    page_open(&page, request, answer, "/office/users", account.name);
    write_facts(&page, &account);
    write_name(&page, &account, wrong->name, wrong->name_error);
    write_roles(&page, &account, wrong->roles_error);
    write_acts(&page, &account);
    page_close(&page, status);
}

void page_user(const struct request *request, struct answer *answer) {
    answer_page(request, answer, 200, &(struct wrong){.name = NULL});
}

/* The version that the form was made from; 0 is answered with 412 already. */
static int64_t version_of(const struct request *request, struct answer *answer) {
    int64_t version = 0;
    if (!form_int(request->form, "version", 1, INT64_MAX, &version))
        refusal_answer(request, 412, answer);
    return version;
}

static void answer_change(const struct request *request, struct answer *answer,
                          enum account_result result, const char *said) {
    char *to = xasprintf("/office/users/%s", request->param);
    account_answer(request, answer, result, to, said);
    free(to);
}

/* What was typed stays in its field. */
static void answer_wrong_name(const struct request *request, struct answer *answer, int status,
                              const char *name, const char *error) {
    const struct words *words = request->office->words;
    answer_page(request, answer, status,
                &(struct wrong){.name = name, .name_error = words_get(words, error)});
}

void page_user_name_post(const struct request *request, struct answer *answer) {
    const struct actor actor = {request->visitor->account.id, request->now_s};
    int64_t version = version_of(request, answer);
    char *name = form_clean(request->form, "name", false);
    enum account_result result = ACCOUNT_DONE;
    bool is_name = account_is_name(name);
    if (version && is_name)
        result = account_set_name(request->service->records, request->param, version, name, &actor);
    if (version && !is_name)
        answer_wrong_name(request, answer, 422, name, WORD("users.name.bad"));
    else if (result == ACCOUNT_STALE)
        answer_wrong_name(request, answer, 412, name, WORD("users.name.stale"));
    else if (version)
        answer_change(request, answer, result, WORD("said.user.name"));
    free(name);
}

void page_user_roles_post(const struct request *request, struct answer *answer) {
    const struct actor actor = {request->visitor->account.id, request->now_s};
    int64_t version = version_of(request, answer);
    unsigned roles = account_roles_of(request->form);
    if (version && !roles) // who is to do nothing here is shut out, which is another button
        answer_page(request, answer, 422,
                    &(struct wrong){
                        .roles_error = words_get(request->office->words, WORD("users.roles.bad"))});
    else if (version)
        answer_change(
            request, answer,
            account_set_roles(request->service->records, request->param, version, roles, &actor),
            WORD("said.user.roles"));
}

void page_user_disabled_post(const struct request *request, struct answer *answer) {
    const struct actor actor = {request->visitor->account.id, request->now_s};
    int64_t version = version_of(request, answer), is_disabled;
    if (!version)
        return;
    if (!form_int(request->form, "disabled", 0, 1, &is_disabled))
        refusal_answer(request, 400, answer);
    else
        answer_change(request, answer,
                      account_set_disabled(request->service->records, request->param, version,
                                           is_disabled, &actor),
                      is_disabled ? WORD("said.user.disabled") : WORD("said.user.enabled"));
}

void page_user_reset_post(const struct request *request, struct answer *answer) {
    const struct actor actor = {request->visitor->account.id, request->now_s};
    struct sql *records = request->service->records;
    char password[ACCOUNT_ONE_TIME_MAX], hash[CRYPTO_PASSWORD_HASH_MAX];
    struct account account;
    enum account_result result = ACCOUNT_FAILED;
    int64_t version = version_of(request, answer);
    if (!version)
        return;
    account_make_one_time(password);
    if (office_password_hash(request->office, password, hash))
        result = account_reset(records, request->param, version, hash, &actor);
    if (result == ACCOUNT_DONE && account_find(records, request->param, &account) == RECORDS_OK)
        account_show_password(request, answer, account.login, account.name, password);
    else
        answer_change(request, answer, result, NULL);
    crypto_wipe(password, sizeof password);
}
