/* /office/audit: what people of the office did, the newest first. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/account_fields.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/roles.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define PAGE_LINES 100
#define HASH_SHOWN 10 // digits; the whole is its title
#define NAMES_MAX 32  // accounts whose names one page remembers

struct names { // by account id
    struct account accounts[NAMES_MAX];
    size_t count;
};

/* The name of an account, "" for what is none. */
static const char *name_of(struct names *names, struct sql *records, const char *id) {
    for (size_t i = 0; i < names->count; i++)
        if (!strcmp(names->accounts[i].id, id))
            return names->accounts[i].name;
    struct account *next = &names->accounts[names->count % NAMES_MAX];
    if (!crypto_is_uuid4(id) || account_find(records, id, next) != RECORDS_OK)
        return "";
    names->count += names->count < NAMES_MAX - 1;
    return next->name;
}

static void write_who(struct page *page, struct names *names, const char *who) {
    const char *text = !strcmp(who, AUDIT_COMMAND_LINE) ? page_word(page, WORD("audit.command"))
                       : !strcmp(who, AUDIT_STORE)      ? page_word(page, WORD("audit.store"))
                       : !*who                          ? page_word(page, WORD("audit.stranger"))
                               : name_of(names, page->request->service->records, who);
    html_element(&page->html, *text ? text : who, "td", "data-label",
                 page_word(page, WORD("audit.who")));
}

/* What it was done to: an account by its name, all else by its id. */
static void write_about(struct page *page, struct names *names, const char *about) {
    const char *name = name_of(names, page->request->service->records, about);
    html_open(&page->html, "td", "data-label", page_word(page, WORD("audit.about")));
    if (*name)
        html_text(&page->html, name);
    else
        html_element(&page->html, *about ? about : "–", "span", "class", "code");
    html_close(&page->html, "td");
}

/* Roles by their names, all else as it was noted. */
static void write_note(struct page *page, const char *note) {
    unsigned roles = roles_parse(note);
    html_open(&page->html, "td", "class", note[0] ? NULL : "nothing", "data-label",
              page_word(page, WORD("audit.note")));
    if (roles)
        account_role_names(page, roles);
    else
        html_text(&page->html, note);
    html_close(&page->html, "td");
}

static bool is_whole(const struct audit_line *line) {
    char want[CRYPTO_SHA256_HEX_MAX];
    audit_hash(line, want);
    return !strcmp(want, line->sha256);
}

static void write_line(struct page *page, struct names *names, const struct audit_line *line,
                       const struct audit_line *before) {
    struct html *h = &page->html;
    const struct words *words = page->request->office->words;
    html_open(h, "tr");
    html_open(h, "td", "class", "time", "data-label", page_word(page, WORD("audit.number")));
    html_textf(h, "%lld", (long long)line->number);
    html_close(h, "td");
    html_open(h, "td", "class", "time", "data-label", page_word(page, WORD("audit.at")));
    page_moment(page, line->at_s);
    html_close(h, "td");
    write_who(page, names, line->who);
    html_open(h, "td", "data-label", page_word(page, WORD("audit.what")));
    html_text(h, office_words_of(words, "audit", line->what));
    if (!is_whole(line) || (before && strcmp(line->previous, before->sha256) != 0)) {
        html_text(h, " ");
        page_badge(page, PAGE_BAD, page_word(page, WORD("audit.broken")));
    }
    html_close(h, "td");
    write_about(page, names, line->about);
    write_note(page, line->note);
    html_open(h, "td", "class", "code", "title", line->sha256, "data-label",
              page_word(page, WORD("audit.hash")));
    html_textf(h, "%.*s", HASH_SHOWN, line->sha256);
    html_close(h, "td");
    html_close(h, "tr");
}
WORDS_USED(what_words, "audit.login", "audit.login.failed", "audit.logout", "audit.user.add",
           "audit.user.roles", "audit.user.name", "audit.user.disable", "audit.user.enable",
           "audit.user.reset", "audit.user.password", "audit.device.add", "audit.device.invite",
           "audit.device.revoke", "audit.device.resend", "audit.device.unlock_pin",
           "audit.device.help_seen", "audit.device.log_seen", "audit.key.backup",
           "audit.key.restore", "audit.store.backup", "audit.store.restore", "audit.retention.run");

static void write_table(struct page *page, const struct audit_line *lines, size_t count,
                        size_t shown) {
    const char *headings[] = {
        page_word(page, WORD("audit.number")), page_word(page, WORD("audit.at")),
        page_word(page, WORD("audit.who")),    page_word(page, WORD("audit.what")),
        page_word(page, WORD("audit.about")),  page_word(page, WORD("audit.note")),
        page_word(page, WORD("audit.hash")),   NULL};
    struct names *names = xcalloc(1, sizeof *names);
    page_table_open(page, page_word(page, WORD("audit.title")), headings);
    for (size_t i = 0; i < shown; i++)
        write_line(page, names, &lines[i], i + 1 < count ? &lines[i + 1] : NULL);
    page_table_close(page);
    free(names);
}

void page_audit(const struct request *request, struct answer *answer) {
    struct audit_line *lines = xcalloc(PAGE_LINES + 1, sizeof *lines);
    int64_t before = 0;
    size_t count = 0;
    struct page page;
    if (form_has(request->query, "before") &&
        !form_int(request->query, "before", 1, INT64_MAX, &before)) {
        refusal_answer(request, 404, answer);
    } else if (audit_list(request->service->records, before, lines, PAGE_LINES + 1, &count) !=
               RECORDS_OK) {
        refusal_later(request, answer);
    } else {
        size_t shown = count < PAGE_LINES ? count : PAGE_LINES;
        page_open(&page, request, answer, "/office/audit",
                  words_get(request->office->words, WORD("audit.title")));
        page_element(&page, "p", WORD("audit.text"));
        write_table(&page, lines, count, shown);
        char *next = xasprintf("/office/audit?before=%lld",
                               shown ? (long long)lines[shown - 1].number : 0LL);
        page_pager(&page, before ? "/office/audit" : NULL, count > shown ? next : NULL);
        free(next);
        page_close(&page, 200);
    }
    free(lines);
}
