#include "office/account_fields.h"

#include <stdlib.h>

#include "office/office.h"
#include "office/page.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/roles.h"
#include "web/exchange.h"
#include "web/form.h"

void account_role_boxes(struct page *page, unsigned roles, const char *error) {
    const struct words *words = page->request->office->words;
    page_choices_open(page, "role", page_word(page, WORD("users.roles")), error);
    html_open(&page->html, "div", "class", "fields");
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        const char *id = role_id((enum office_role)(1u << i));
        page_check(page, "role", id, office_words_of(words, "role", id),
                   office_words_of(words, "role.does", id), roles & 1u << i);
    }
    html_close(&page->html, "div");
    page_choices_close(page);
}
WORDS_USED(role_words, "role.role-vptk", "role.role-vhxh", "role.role-hoidong", "role.role-chutich",
           "role.role-quantri", "role.does.role-vptk", "role.does.role-vhxh",
           "role.does.role-hoidong", "role.does.role-chutich", "role.does.role-quantri");

void account_role_names(struct page *page, unsigned roles) {
    for (unsigned i = 0, count = 0; i < ROLE_COUNT; i++)
        if (roles & 1u << i)
            html_textf(&page->html, "%s%s", count++ ? ", " : "",
                       office_words_of(page->request->office->words, "role",
                                       role_id((enum office_role)(1u << i))));
}

unsigned account_roles_of(const struct form *form) {
    unsigned roles = 0;
    size_t at = 0;
    for (const char *id; (id = form_next(form, "role", &at));)
        roles |= role_from_id(id);
    return roles;
}

void account_state_badge(struct page *page, const struct account *account) {
    if (account->is_disabled)
        page_badge(page, PAGE_PLAIN, page_word(page, WORD("users.state.disabled")));
    else if (account->must_change)
        page_badge(page, PAGE_INFO, page_word(page, WORD("users.state.one_time")));
    else
        page_badge(page, PAGE_GOOD, page_word(page, WORD("users.state.active")));
}

void account_show_password(const struct request *request, struct answer *answer, const char *login,
                           const char *name, const char *password) {
    struct page page;
    page_open(&page, request, answer, "/office/users",
              words_get(request->office->words, WORD("users.password.title")));
    page_card_open(&page, name);
    char *told = PAGE_FILL(&page, WORD("users.password.text"), "login", login);
    html_element(&page.html, told, "p");
    free(told);
    html_element(&page.html, password, "p", "class", "secret");
    page_note(&page, PAGE_WARN, page_word(&page, WORD("users.password.once")));
    page_link_button(&page, PAGE_MAIN, "/office/users",
                     page_word(&page, WORD("users.password.done")));
    page_card_close(&page);
    page_close(&page, 200);
}

static void answer_last_admin(const struct request *request, struct answer *answer,
                              const char *back) {
    struct page page;
    page_open(&page, request, answer, "/office/users",
              words_get(request->office->words, WORD("users.last_admin.title")));
    page_card_open(&page, NULL);
    page_note(&page, PAGE_BAD, page_word(&page, WORD("users.last_admin.text")));
    page_link_button(&page, PAGE_SECOND, back, page_word(&page, WORD("users.back")));
    page_card_close(&page);
    page_close(&page, 409);
}

void account_answer(const struct request *request, struct answer *answer,
                    enum account_result result, const char *to, const char *said) {
    switch (result) {
    case ACCOUNT_DONE:
        page_redirect(request, answer, to, said);
        return;
    case ACCOUNT_NONE:
        refusal_answer(request, 404, answer);
        return;
    case ACCOUNT_STALE:
        refusal_answer(request, 412, answer);
        return;
    case ACCOUNT_LAST_ADMIN:
        answer_last_admin(request, answer, to);
        return;
    case ACCOUNT_TAKEN: // said by those that add
    case ACCOUNT_FAILED:
        refusal_later(request, answer);
        return;
    }
}
