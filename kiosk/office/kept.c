#include "office/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/office.h"
#include "office/page.h"
#include "office/session.h"
#include "records/sessions.h"
#include "web/cookie.h"
#include "web/exchange.h"

#define TO_FIELD "kept_to"
#define PREFIX "kept."

/* --- taken ---------------------------------------------------------------------------------- */

static bool is_of_session(const struct request *request, const struct form *form) {
    char token[COOKIE_VALUE_MAX], want[CRYPTO_SHA256_HEX_MAX];
    const char *got = form_text(form, SESSION_CSRF_FIELD);
    if (!cookie_get(request, SESSION_COOKIE, token))
        return false;
    session_csrf(token, want);
    return strlen(got) == strlen(want) && crypto_equal(got, want, strlen(want));
}

/* Owned by the caller. */
static char *address_of(const struct request *request) {
    struct strbuf to = {.text = NULL};
    strbuf_addf(&to, "%s", request->path);
    for (size_t i = 0; i < request->query->count; i++) {
        const struct form_field *field = &request->query->fields[i];
        char *name = html_url_part(field->name), *value = html_url_part(field->value);
        strbuf_addf(&to, "%c%s=%s", i ? '&' : '?', name, value);
        free(name);
        free(value);
    }
    char *text = xstrdup(strbuf_text(&to));
    strbuf_finish(&to);
    return text;
}

bool kept_of_ended(const struct request *request, struct kept *out) {
    struct form form = {.fields = NULL};
    bool is_ours = !strcmp(request->method, "POST") && strcmp(request->path, "/office/password") &&
                   strcmp(request->path, "/office/logout") && request->body_len > 0 &&
                   form_decode(request->body, request->body_len, &form) &&
                   is_of_session(request, &form);
    if (is_ours)
        *out = (struct kept){.to = address_of(request), .form = form};
    else
        form_finish(&form);
    return is_ours;
}

bool kept_of_login(const struct request *request, struct kept *out) {
    static const char prefix[] = PREFIX;
    const char *to = form_text(request->form, TO_FIELD);
    struct form form = {.fields = NULL};
    bool is_whole = to[0] != '\0';
    for (size_t i = 0; is_whole && i < request->form->count; i++) {
        const struct form_field *field = &request->form->fields[i];
        if (!strncmp(field->name, prefix, strlen(prefix)))
            is_whole =
                form_add(&form, field->name + strlen(prefix), field->value, strlen(field->value));
    }
    if (is_whole)
        *out = (struct kept){.to = xstrdup(to), .form = form};
    else
        form_finish(&form);
    return is_whole;
}

void kept_finish(struct kept *kept) {
    free(kept->to);
    form_finish(&kept->form);
    kept->to = NULL;
}

/* --- shown ---------------------------------------------------------------------------------- */

/* The new session gives its own token. */
static bool is_token(const struct form_field *field) {
    return !strcmp(field->name, SESSION_CSRF_FIELD);
}

void kept_hide(struct page *page, const struct kept *kept) {
    page_hidden(page, TO_FIELD, kept->to);
    for (size_t i = 0; i < kept->form.count; i++) {
        const struct form_field *field = &kept->form.fields[i];
        char *name = xasprintf(PREFIX "%s", field->name);
        if (!is_token(field))
            page_hidden(page, name, field->value);
        free(name);
    }
}

void kept_offer(const struct request *request, struct answer *answer, const struct kept *kept,
                const char *token) {
    struct page page;
    page_open_bare(&page, request, answer, words_get(request->office->words, WORD("kept.title")));
    session_csrf(token, page.csrf);
    html_open(&page.html, "section", "class", "card login");
    page_element(&page, "h1", WORD("kept.title"));
    page_element(&page, "p", WORD("kept.text"));
    page_form_open(&page, kept->to);
    for (size_t i = 0; i < kept->form.count; i++)
        if (!is_token(&kept->form.fields[i]))
            page_hidden(&page, kept->form.fields[i].name, kept->form.fields[i].value);
    page_button(&page, PAGE_MAIN, page_word(&page, WORD("kept.send")));
    page_form_close(&page);
    page_link_button(&page, PAGE_SECOND, "/office", page_word(&page, WORD("kept.drop")));
    html_close(&page.html, "section");
    page_close(&page, 200);
}
