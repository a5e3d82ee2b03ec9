/* A browser for tests of the officer's pages: it keeps cookies and sends forms with the token of
 * the page it looks at. */
#ifndef TESTS_OFFICE_BROWSER_H
#define TESTS_OFFICE_BROWSER_H

#include "../recordstore/office.h"

#include "web/html.h"

#define BROWSER_COOKIES_MAX 8
#define PASSWORD "một câu dài dễ nhớ"

struct browser {
    const struct office *office;
    char address[48]; // it comes from, for a store with http.forwarded; "" for none
    struct {
        char name[64], value[160];
    } cookies[BROWSER_COOKIES_MAX];
    size_t cookie_count;
    char csrf[128];     // of the last page that had one
    struct reply reply; // the last answer
};

static inline void browser_open(struct browser *b, const struct office *office,
                                const char *address) {
    *b = (struct browser){.office = office};
    snprintf(b->address, sizeof b->address, "%s", address);
}

static inline void browser_close(struct browser *b) {
    reply_finish(&b->reply);
}

/* The value of a cookie, "" when it has none. */
static inline const char *browser_cookie(const struct browser *b, const char *name) {
    for (size_t i = 0; i < b->cookie_count; i++)
        if (!strcmp(b->cookies[i].name, name))
            return b->cookies[i].value;
    return "";
}

static inline void browser_keep(struct browser *b, const char *name, const char *value) {
    size_t i = 0;
    while (i < b->cookie_count && strcmp(b->cookies[i].name, name) != 0)
        i++;
    assert_true(i < BROWSER_COOKIES_MAX);
    snprintf(b->cookies[i].name, sizeof b->cookies[i].name, "%s", name);
    snprintf(b->cookies[i].value, sizeof b->cookies[i].value, "%s", value);
    b->cookie_count += i == b->cookie_count;
}

/* "Set-Cookie: NAME=VALUE; ..." lines; one with Max-Age=0 empties it. */
static inline void browser_take_cookies(struct browser *b) {
    static const char head[] = "\nSet-Cookie: ";
    const char *at = strbuf_text(&b->reply.headers);
    while ((at = strcasestr(at, head))) {
        char name[64], value[160];
        at += strlen(head);
        assert_int_equal(sscanf(at, "%63[^=]=%159[^;]", name, value), 2);
        const char *gone = strstr(at, "Max-Age=0;");
        browser_keep(b, name, gone && gone < at + strcspn(at, "\r\n") ? "" : value);
    }
}

static inline void browser_take_token(struct browser *b) {
    static const char head[] = "name=\"csrf\" value=\"";
    const char *at = strstr(strbuf_text(&b->reply.body), head);
    if (at)
        snprintf(b->csrf, sizeof b->csrf, "%.*s", (int)strcspn(at + strlen(head), "\""),
                 at + strlen(head));
}

/* @return the status */
static inline long browser_ask(struct browser *b, const char *method, const char *path,
                               const char *body) {
    const char *headers[4] = {NULL};
    size_t count = 0;
    char *forwarded = xasprintf("X-Forwarded-For: %s", b->address);
    struct strbuf cookies = {.text = NULL};
    for (size_t i = 0; i < b->cookie_count; i++)
        if (b->cookies[i].value[0])
            strbuf_addf(&cookies, "%s%s=%s", cookies.len ? "; " : "Cookie: ", b->cookies[i].name,
                        b->cookies[i].value);
    if (cookies.len)
        headers[count++] = strbuf_text(&cookies);
    if (b->address[0])
        headers[count++] = forwarded;
    if (body)
        headers[count++] = "Content-Type: application/x-www-form-urlencoded";
    office_ask(b->office, method, path, headers, body, body ? strlen(body) : 0, &b->reply);
    browser_take_cookies(b);
    browser_take_token(b);
    strbuf_finish(&cookies);
    free(forwarded);
    return b->reply.status;
}

static inline long browser_get(struct browser *b, const char *path) {
    return browser_ask(b, "GET", path, NULL);
}

/* Sends name, value, ..., NULL with the token of the page it looks at. */
static inline long browser_post_fields(struct browser *b, const char *path,
                                       const char *const *fields) {
    struct strbuf body = {.text = NULL};
    strbuf_addf(&body, "csrf=%s", b->csrf);
    for (; *fields; fields += 2) {
        char *name = html_url_part(fields[0]), *value = html_url_part(fields[1]);
        strbuf_addf(&body, "&%s=%s", name, value);
        free(name);
        free(value);
    }
    long status = browser_ask(b, "POST", path, strbuf_text(&body));
    strbuf_finish(&body);
    return status;
}
#define browser_post(b, path, ...)                                                                 \
    browser_post_fields(b, path, (const char *const[]){__VA_ARGS__, NULL})

/* A multipart POST: fields name, value, ..., NULL and a file; `bytes` NULL: none was chosen. */
static inline long browser_post_file(struct browser *b, const char *path, const char *const *fields,
                                     const void *bytes, size_t len) {
    static const char field[] = "--BB\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    struct strbuf body = {.text = NULL}, cookies = {.text = NULL};
    strbuf_addf(&body, field, "csrf", b->csrf);
    for (; *fields; fields += 2)
        strbuf_addf(&body, field, fields[0], fields[1]);
    strbuf_add_text(&body, "--BB\r\nContent-Disposition: form-data; name=\"file\"; "
                           "filename=\"x\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    strbuf_add(&body, bytes ? bytes : "", len);
    strbuf_add_text(&body, "\r\n--BB--\r\n");
    for (size_t i = 0; i < b->cookie_count; i++)
        if (b->cookies[i].value[0])
            strbuf_addf(&cookies, "%s%s=%s", cookies.len ? "; " : "Cookie: ", b->cookies[i].name,
                        b->cookies[i].value);
    office_ask(b->office, "POST", path,
               (const char *const[]){strbuf_text(&cookies),
                                     "Content-Type: multipart/form-data; boundary=BB", NULL},
               body.text, body.len, &b->reply);
    browser_take_cookies(b);
    browser_take_token(b);
    strbuf_finish(&cookies);
    strbuf_finish(&body);
    return b->reply.status;
}

static inline bool browser_sees(const struct browser *b, const char *text) {
    return strstr(strbuf_text(&b->reply.body), text) != NULL;
}

/* The path that a 303 sends to, "" for none; static memory. */
static inline const char *browser_sent_to(const struct browser *b) {
    const char *to = reply_header(&b->reply, "Location");
    return to ? to : "";
}

/* @return the status of the answer to name and password */
static inline long browser_login(struct browser *b, const char *login, const char *password) {
    browser_get(b, "/office/login");
    return browser_post(b, "/office/login", "login", login, "password", password);
}

/* What is printed alone on a line, without its end; owned by the caller. */
static inline char *office_line(char *output) {
    output[strcspn(output, "\n")] = '\0';
    return output;
}

/* An account whose password is PASSWORD; logged in in `b` (opened). */
static inline void office_hire(const struct office *office, struct browser *b, const char *login,
                               const char *roles) {
    char *once = office_line(OFFICE_RUN(office, 0, "user", "add", login, "--roles", roles));
    check_number("log in once", browser_login(b, login, once), 303);
    check_number("must choose", browser_get(b, "/office/password"), 200);
    check_number("choose",
                 browser_post(b, "/office/password", "fresh", PASSWORD, "again", PASSWORD), 303);
    check_text("to work", browser_sent_to(b), "/office");
    free(once);
}

#endif
