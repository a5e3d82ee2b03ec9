/* /office/users: who may log in; a new account. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/account_fields.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define PAGE_LINES 50

struct entry { // what was typed for a new account, and what is wrong with it
    const char *login, *name;
    unsigned roles;
    const char *login_error, *name_error, *roles_error; // words; NULL: none
};

static void write_row(struct page *page, const struct account *account) {
    struct html *h = &page->html;
    html_open(h, "tr");
    html_open(h, "th", "scope", "row");
    html_open(h, "a");
    html_attrf(h, "href", "/office/users/%s", account->id);
    html_text(h, account->name);
    html_close(h, "a");
    html_close(h, "th");
    html_element(h, account->login, "td", "data-label", page_word(page, WORD("users.login")));
    html_open(h, "td", "data-label", page_word(page, WORD("users.roles")));
    account_role_names(page, account->roles);
    html_close(h, "td");
    html_open(h, "td", "data-label", page_word(page, WORD("users.state")));
    account_state_badge(page, account);
    html_close(h, "td");
    html_open(h, "td", "class", "time", "data-label", page_word(page, WORD("users.last")));
    page_ago(page, account->login_at_s, WORD("users.never"));
    html_close(h, "td");
    html_close(h, "tr");
}

static bool write_list(struct page *page, const char *after) {
    struct account *accounts = xcalloc(PAGE_LINES + 1, sizeof *accounts);
    const char *headings[] = {
        page_word(page, WORD("users.name")),  page_word(page, WORD("users.login")),
        page_word(page, WORD("users.roles")), page_word(page, WORD("users.state")),
        page_word(page, WORD("users.last")),  NULL};
    size_t count = 0;
    bool is_read = account_list(page->request->service->records, after, accounts, PAGE_LINES + 1,
                                &count) == RECORDS_OK;
    page_table_open(page, page_word(page, WORD("users.title")), headings);
    for (size_t i = 0; i < count && i < PAGE_LINES; i++)
        write_row(page, &accounts[i]);
    page_table_close(page);
    char *last = html_url_part(count > PAGE_LINES ? accounts[PAGE_LINES - 1].login : "");
    char *next = xasprintf("/office/users?after=%s", last);
    page_pager(page, after[0] ? "/office/users" : NULL, *last ? next : NULL);
    free(next);
    free(last);
    free(accounts);
    return is_read;
}

static void write_new(struct page *page, const struct entry *entry) {
    html_open(&page->html, "div", "class", "screen");
    page_card_open(page, page_word(page, WORD("users.add.title")));
    page_form_open(page, "/office/users");
    html_open(&page->html, "div", "class", "fields");
    page_field(page, &(struct page_field){.name = "name",
                                          .label = page_word(page, WORD("users.name")),
                                          .value = entry->name,
                                          .error = entry->name_error,
                                          .length_max = ACCOUNT_NAME_LETTERS,
                                          .is_required = true});
    page_field(page, &(struct page_field){.name = "login",
                                          .label = page_word(page, WORD("users.login")),
                                          .value = entry->login,
                                          .hint = page_word(page, WORD("users.login.hint")),
                                          .error = entry->login_error,
                                          .length_max = ACCOUNT_LOGIN_MAX - 1,
                                          .is_required = true});
    html_close(&page->html, "div");
    account_role_boxes(page, entry->roles, entry->roles_error);
    page_button(page, PAGE_MAIN, page_word(page, WORD("users.add")));
    page_form_close(page);
    page_card_close(page);
    html_close(&page->html, "div");
}

static void answer_page(const struct request *request, struct answer *answer, int status,
                        const struct entry *entry) {
    struct page page;
    page_open(&page, request, answer, "/office/users",
              words_get(request->office->words, WORD("users.title")));
    if (write_list(&page, form_text(request->query, "after"))) {
        write_new(&page, entry);
        page_close(&page, status);
        return;
    }
    html_finish(&page.html);
    answer_finish(answer);
    refusal_later(request, answer);
}

void page_users(const struct request *request, struct answer *answer) {
    answer_page(request, answer, 200, &(struct entry){.roles = 0});
}

static bool check(const struct words *words, struct entry *entry) {
    if (!account_is_login(entry->login))
        entry->login_error = words_get(words, WORD("users.login.bad"));
    if (!account_is_name(entry->name))
        entry->name_error = words_get(words, WORD("users.name.bad"));
    if (!entry->roles)
        entry->roles_error = words_get(words, WORD("users.roles.bad"));
    return !entry->login_error && !entry->name_error && !entry->roles_error;
}

static void add(const struct request *request, struct answer *answer, struct entry *entry) {
    char password[ACCOUNT_ONE_TIME_MAX], hash[CRYPTO_PASSWORD_HASH_MAX], id[CRYPTO_UUID_MAX];
    const struct actor actor = {request->visitor->account.id, request->now_s};
    const struct account_new account = {entry->login, entry->name, entry->roles, hash, false};
    enum account_result result = ACCOUNT_FAILED;
    account_make_one_time(password);
    if (office_password_hash(request->office, password, hash))
        result = account_add(request->service->records, &account, &actor, id);
    if (result == ACCOUNT_DONE) {
        account_show_password(request, answer, entry->login, entry->name, password);
    } else if (result == ACCOUNT_TAKEN) {
        entry->login_error = words_get(request->office->words, WORD("users.login.taken"));
        answer_page(request, answer, 422, entry);
    } else {
        refusal_later(request, answer);
    }
    crypto_wipe(password, sizeof password);
}

void page_users_post(const struct request *request, struct answer *answer) {
    char *login = form_clean(request->form, "login", false);
    char *name = form_clean(request->form, "name", false);
    struct entry entry = {login, name, account_roles_of(request->form), NULL, NULL, NULL};
    if (check(request->office->words, &entry))
        add(request, answer, &entry);
    else
        answer_page(request, answer, 422, &entry);
    free(name);
    free(login);
}
