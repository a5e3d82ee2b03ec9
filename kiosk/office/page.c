#include "office/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "office/account_fields.h"
#include "office/batch.h"
#include "office/case.h"
#include "office/content_desk.h"
#include "office/difficulty.h"
#include "office/kiosk_code.h"
#include "office/office.h"
#include "office/session.h"
#include "records/roles.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/cookie.h"
#include "web/exchange.h"

#define SAID_COOKIE "said"
#define SAID_KEEP_S 60
#define STATIC "/office/static/"

/* The navigation: one row a page. `roles` must be those of its route. */
static const struct {
    const char *to, *icon, *key;
    unsigned roles;
} places[] = {
    {"/office", "home", "nav.home", ROLES_ALL},
    {"/office/dossiers", "list", "nav.dossiers", DOSSIER_READERS},
    {"/office/council", "handshake", "nav.council", COUNCIL_READERS},
    {"/office/decisions", "medal", "nav.decisions", COUNCIL_READERS},
    {"/office/publication", "star", "nav.publication", PUBLICATION_READERS},
    {"/office/content", "eye", "nav.content", CONTENT_READERS},
    {"/office/paper", "edit", "nav.paper", ROLE_CLERK},
    {"/office/desk", "hand", "nav.desk", ROLE_CLERK},
    {"/office/difficulties", "inbox", "nav.difficulties", DIFFICULTY_READERS},
    {"/office/figures", "book", "nav.figures", DOSSIER_READERS},
    {"/office/kiosks", "wifi", "nav.kiosks", KIOSK_WATCHERS},
    {"/office/retention", "clock", "nav.retention", ROLE_CLERK | ROLE_ADMIN},
    {"/office/users", "group", "nav.users", ROLE_ADMIN},
    {"/office/audit", "log", "nav.audit", ROLE_ADMIN | ROLE_CHAIR},
};
WORDS_USED(place_words, "nav.home", "nav.dossiers", "nav.council", "nav.decisions",
           "nav.publication", "nav.content", "nav.paper", "nav.desk", "nav.difficulties",
           "nav.figures", "nav.kiosks", "nav.retention", "nav.users", "nav.audit");

const char *page_word(const struct page *page, const char *key) {
    return words_get(page->request->office->words, key);
}

char *page_fill(const struct page *page, const char *key, const char *const *values) {
    return words_fill(page->request->office->words, key, values);
}

/* A browser that once saw HSTS for localhost would refuse every other service there. */
static bool is_on_loopback(const struct request *request) {
    const char *host = request->header(request, "Host");
    return !host || !strncmp(host, "127.", 4) || !strncmp(host, "[::1]", 5) ||
           !strncasecmp(host, "localhost", 9);
}

void page_headers(const struct request *request, struct answer *answer) {
    answer_header(answer, "Content-Security-Policy",
                  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    answer_header(answer, "X-Content-Type-Options", "nosniff");
    answer_header(answer, "Referrer-Policy", "no-referrer");
    answer_header(answer, "Cache-Control", "no-store");
    if (!is_on_loopback(request))
        answer_header(answer, "Strict-Transport-Security", "max-age=31536000");
}

void page_redirect(const struct request *request, struct answer *answer, const char *to,
                   const char *said) {
    (void)request;
    answer_redirect(answer, to);
    if (said)
        cookie_set(answer, SAID_COOKIE, said, SAID_KEEP_S);
}

static void write_head(struct page *page, const char *title) {
    struct html *h = &page->html;
    html_open(h, "head");
    html_void(h, "meta", "charset", "utf-8");
    html_void(h, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html_open(h, "title");
    html_textf(h, "%s · %s", title, page->request->service->settings->agency);
    html_close(h, "title");
    html_void(h, "link", "rel", "icon", "href", STATIC "mark.svg", "type", "image/svg+xml");
    html_void(h, "link", "rel", "stylesheet", "href", STATIC "office.css");
    html_open(h, "script", "src", STATIC "office.js", "defer", "");
    html_close(h, "script");
    html_close(h, "head");
}

static void begin(struct page *page, const struct request *request, struct answer *answer,
                  const char *title, const char *body_class) {
    *page = (struct page){.request = request, .answer = answer};
    session_form_token(request, answer, page->csrf);
    html_doctype(&page->html);
    html_open(&page->html, "html", "lang", "vi");
    write_head(page, title);
    html_open(&page->html, "body", "class", body_class);
    html_element(&page->html, page_word(page, WORD("frame.skip")), "a", "class", "skip", "href",
                 "#main");
}

/* Whose place this is, and which campaign. */
static void write_brand(struct page *page) {
    struct html *h = &page->html;
    char campaign[OFFICE_TITLE_MAX];
    office_campaign(page->request->office, page->request->now_s, campaign);
    html_open(h, "div", "class", "brand");
    html_void(h, "img", "src", STATIC "mark.svg", "alt", "", "width", "44", "height", "44");
    html_open(h, "div");
    html_element(h, page->request->service->settings->agency, "p", "class", "brand-name");
    html_element(h, campaign[0] ? campaign : page_word(page, WORD("frame.title")), "p", "class",
                 "brand-campaign");
    html_close(h, "div");
    html_close(h, "div");
}

static void write_visitor(struct page *page) {
    struct html *h = &page->html;
    const struct account *account = &page->request->visitor->account;
    html_open(h, "div", "class", "who");
    html_open(h, "div", "class", "who-text");
    html_element(h, account->name, "p", "class", "who-name");
    html_open(h, "p", "class", "who-roles");
    account_role_names(page, account->roles);
    html_close(h, "p");
    html_close(h, "div");
    html_open(h, "a", "class", "head-link", "href", "/office/password");
    page_icon(page, "lock");
    html_element(h, page_word(page, WORD("frame.password")), "span");
    html_close(h, "a");
    page_form_open(page, "/office/logout");
    html_open(h, "button", "class", "head-link", "type", "submit");
    page_icon(page, "exit");
    html_element(h, page_word(page, WORD("frame.logout")), "span");
    html_close(h, "button");
    page_form_close(page);
    html_close(h, "div");
}

static void write_navigation(struct page *page, const char *section) {
    struct html *h = &page->html;
    unsigned roles = page->request->visitor->account.roles;
    html_open(h, "nav", "class", "nav", "aria-label", page_word(page, WORD("frame.navigation")));
    html_open(h, "ul");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!(places[i].roles & roles))
            continue;
        html_open(h, "li");
        html_open(h, "a", "href", places[i].to, "aria-current",
                  strcmp(places[i].to, section) ? NULL : "page");
        page_icon(page, places[i].icon);
        html_element(h, page_word(page, places[i].key), "span");
        html_close(h, "a");
        html_close(h, "li");
    }
    html_close(h, "ul");
    html_close(h, "nav");
}

/* What the last thing that was done came to, once. */
static void write_said(struct page *page) {
    char key[COOKIE_VALUE_MAX];
    if (!cookie_get(page->request, SAID_COOKIE, key))
        return;
    cookie_set(page->answer, SAID_COOKIE, "x", 0);
    if (!strncmp(key, "said.", 5) && words_has(page->request->office->words, key))
        page_note(page, PAGE_GOOD, page_word(page, key));
}

static void open_main(struct page *page) {
    html_open(&page->html, "main", "id", "main", "tabindex", "-1");
}

void page_open(struct page *page, const struct request *request, struct answer *answer,
               const char *section, const char *title) {
    struct html *h = &page->html;
    begin(page, request, answer, title, "framed");
    html_open(h, "header", "class", "head");
    write_brand(page);
    if (request->visitor)
        write_visitor(page);
    html_close(h, "header");
    html_open(h, "div", "class", "body");
    if (request->visitor && !request->visitor->account.must_change)
        write_navigation(page, section);
    open_main(page);
    html_element(h, title, "h1");
    write_said(page);
}

void page_open_bare(struct page *page, const struct request *request, struct answer *answer,
                    const char *title) {
    struct html *h = &page->html;
    begin(page, request, answer, title, "bare");
    html_open(h, "header", "class", "head");
    write_brand(page);
    html_close(h, "header");
    html_open(h, "div", "class", "body");
    open_main(page);
    write_said(page);
}

static void write_footer(struct page *page) {
    struct html *h = &page->html;
    const struct service_settings *settings = page->request->service->settings;
    html_open(h, "footer", "class", "foot");
    html_open(h, "p");
    html_textf(h, "%s · %s, %s", page_word(page, WORD("frame.title")), settings->commune_name,
               settings->place);
    html_close(h, "p");
    html_close(h, "footer");
}

void page_close(struct page *page, int status) {
    size_t len;
    html_close(&page->html, "main");
    html_close(&page->html, "div");
    write_footer(page);
    html_close(&page->html, "body");
    html_close(&page->html, "html");
    char *bytes = html_take(&page->html, &len);
    answer_bytes(page->answer, status, "text/html; charset=utf-8", bytes, len);
    page_headers(page->request, page->answer);
}
