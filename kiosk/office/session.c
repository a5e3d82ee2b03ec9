#include "office/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/kept.h"
#include "office/office.h"
#include "office/pages.h"
#include "office/refusal.h"
#include "records/service.h"
#include "web/cookie.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/html.h"

#define BROWSER_KEEP_S (400 * 86400) // the longest that browsers keep a cookie

static const char *const open_while_changing[] = {"/office/password", "/office/logout"};

static enum records_result find(const struct request *request, struct visitor *out) {
    char token[COOKIE_VALUE_MAX];
    if (!cookie_get(request, SESSION_COOKIE, token))
        return RECORDS_NONE;
    return session_find(request->service->records, token, &request->office->limits, request->now_s,
                        out);
}

enum records_result session_look(struct request *request) {
    struct visitor *visitor = xcalloc(1, sizeof *visitor);
    enum records_result result = find(request, visitor);
    if (result == RECORDS_OK)
        request->visitor = visitor;
    else
        free(visitor);
    return result;
}

/* Back to the page that was asked for, where it is one to look at; what was sent is kept. */
static void send_to_login(const struct request *request, struct answer *answer) {
    struct kept kept;
    if (kept_of_ended(request, &kept)) {
        page_login_ended(request, answer, &kept);
        kept_finish(&kept);
        return;
    }
    bool is_look = !strcmp(request->method, "GET") && strcmp(request->path, "/office") != 0;
    char *path = html_url_part(request->path);
    char *to = xasprintf("/office/login%s%s", is_look ? "?to=" : "", is_look ? path : "");
    answer_redirect(answer, to);
    free(to);
    free(path);
}

static bool may_while_changing(const char *path) {
    for (size_t i = 0; i < sizeof open_while_changing / sizeof *open_while_changing; i++)
        if (!strcmp(path, open_while_changing[i]))
            return true;
    return false;
}

bool session_admit(struct request *request, unsigned roles, struct answer *answer) {
    enum records_result result = session_look(request);
    if (result == RECORDS_FAILED)
        refusal_later(request, answer);
    else if (result == RECORDS_NONE)
        send_to_login(request, answer);
    else if (request->visitor->account.must_change && !may_while_changing(request->path))
        answer_redirect(answer, "/office/password");
    else if (!(request->visitor->account.roles & roles))
        refusal_answer(request, 403, answer);
    else
        return true;
    return false;
}

/* False when there is nothing that a form could be bound to. */
static bool expected_token(const struct request *request, char out[CRYPTO_SHA256_HEX_MAX]) {
    char secret[COOKIE_VALUE_MAX];
    if (request->visitor) {
        memcpy(out, request->visitor->csrf, CRYPTO_SHA256_HEX_MAX);
        return true;
    }
    if (!cookie_get(request, BROWSER_COOKIE, secret))
        return false;
    session_csrf(secret, out);
    return true;
}

bool session_confirm(struct request *request, struct answer *answer) {
    char want[CRYPTO_SHA256_HEX_MAX];
    const char *got = request->form ? form_text(request->form, SESSION_CSRF_FIELD) : "";
    if (expected_token(request, want) && strlen(got) == strlen(want) &&
        crypto_equal(got, want, strlen(want)))
        return true;
    refusal_answer(request, 403, answer);
    return false;
}

void session_release(struct request *request) {
    free((struct visitor *)request->visitor);
    request->visitor = NULL;
}

void session_form_token(const struct request *request, struct answer *answer,
                        char out[CRYPTO_SHA256_HEX_MAX]) {
    char token[SESSION_TOKEN_MAX], sha256[CRYPTO_SHA256_HEX_MAX];
    if (expected_token(request, out))
        return;
    session_make_token(token, sha256);
    cookie_set(answer, BROWSER_COOKIE, token, BROWSER_KEEP_S);
    session_csrf(token, out);
}
