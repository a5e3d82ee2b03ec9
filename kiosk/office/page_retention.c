/* /office/retention: how long what is kept, by the rules of content; what goes next, and when. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "records/dossier_rules.h"
#include "records/retention.h"
#include "records/roles.h"
#include "records/service.h"
#include "records/sessions.h"
#include "records/settings.h"
#include "web/exchange.h"
#include "web/form.h"

#define PAGE_LINES 50

static void write_fact(struct page *page, const char *key, int64_t number) {
    page_element(page, "dt", key);
    html_open(&page->html, "dd");
    html_textf(&page->html, "%lld", (long long)number);
    html_close(&page->html, "dd");
}

static void write_figures(struct page *page, const struct retention_figures *figures) {
    char hour[8];
    snprintf(hour, sizeof hour, "%d", page->request->service->settings->daily_hour);
    char *text = PAGE_FILL(page, WORD("retention.daily"), "hour", hour);
    page_card_open(page, page_word(page, WORD("retention.figures")));
    html_element(&page->html, text, "p");
    html_open(&page->html, "dl", "class", "facts");
    write_fact(page, WORD("retention.due"), figures->due);
    write_fact(page, WORD("retention.waiting"), figures->waiting);
    write_fact(page, WORD("retention.expired"), figures->expired);
    write_fact(page, WORD("retention.erased"), figures->erased);
    html_close(&page->html, "dl");
    page_card_close(page);
    free(text);
}

/* Content's own words, as the commune agreed on them. */
static void write_rules(struct page *page) {
    const json_t *root = page->request->office->rules->root, *rule;
    const json_t *rules = jsonread_array(jsonread_object(root, "retention"), "rules");
    const char *headings[] = {page_word(page, WORD("retention.what")),
                              page_word(page, WORD("retention.when")),
                              page_word(page, WORD("retention.days")), NULL};
    size_t i;
    page_card_open(page, page_word(page, WORD("retention.rules")));
    page_table_open(page, page_word(page, WORD("retention.rules")), headings);
    json_array_foreach(rules, i, rule) {
        long long days = (long long)jsonread_int(rule, "days_after_close",
                                                 jsonread_int(rule, "days_after_ack", 0));
        html_open(&page->html, "tr");
        html_element(&page->html, jsonread_text(jsonread_object(rule, "what"), "vi", ""), "th",
                     "scope", "row");
        html_element(&page->html, jsonread_text(jsonread_object(rule, "when"), "vi", ""), "td",
                     "data-label", headings[1]);
        html_open(&page->html, "td", "class", "number", "data-label", headings[2]);
        html_textf(&page->html, days ? "%lld" : "–", days);
        html_close(&page->html, "td");
        html_close(&page->html, "tr");
    }
    page_table_close(page);
    page_card_close(page);
}

static const char *state_word(const struct page *page, const struct retention_line *line) {
    const struct dossier_status *status =
        dossier_rules_status(page->request->office->rules, line->state);
    return status ? status->label : line->state;
}

/* Who works with dossiers may look at one before it goes. */
static void write_code(struct page *page, const struct retention_line *line) {
    bool is_link =
        !line->is_difficulty && page->request->visitor->account.roles & (ROLE_CLERK | ROLE_CULTURE);
    html_open(&page->html, "th", "scope", "row");
    if (is_link) {
        html_open(&page->html, "a", "class", "code");
        html_attrf(&page->html, "href", "/office/dossiers/%s", line->id);
        html_text(&page->html, line->code);
        html_close(&page->html, "a");
    } else {
        html_element(&page->html, line->code, "span", "class", "code");
    }
    html_close(&page->html, "th");
}

static void write_line(struct page *page, const struct retention_line *line) {
    struct html *h = &page->html;
    html_open(h, "tr");
    write_code(page, line);
    html_open(h, "td", "data-label", page_word(page, WORD("retention.state")));
    html_text(h, state_word(page, line));
    html_close(h, "td");
    html_open(h, "td", "class", "time", "data-label", page_word(page, WORD("retention.closed")));
    page_moment(page, line->closed_at_s);
    html_close(h, "td");
    html_open(h, "td", "class", "time", "data-label", page_word(page, WORD("retention.goes")));
    page_moment(page, line->delete_after_s);
    if (line->delete_after_s <= page->request->now_s) {
        html_text(h, " ");
        page_badge(page, PAGE_WARN, page_word(page, WORD("retention.now")));
    }
    html_close(h, "td");
    html_close(h, "tr");
}

static void write_lines(struct page *page, const struct retention_line *lines, size_t count) {
    const char *headings[] = {
        page_word(page, WORD("retention.code")), page_word(page, WORD("retention.state")),
        page_word(page, WORD("retention.closed")), page_word(page, WORD("retention.goes")), NULL};
    page_card_open(page, page_word(page, WORD("retention.next")));
    if (count == 0) {
        page_element(page, "p", WORD("retention.none"));
    } else {
        page_table_open(page, page_word(page, WORD("retention.next")), headings);
        for (size_t i = 0; i < count; i++)
            write_line(page, &lines[i]);
        page_table_close(page);
    }
    page_card_close(page);
}

static void write_page(const struct request *request, struct answer *answer, bool is_first,
                       const struct retention_figures *figures, const struct retention_line *lines,
                       size_t count) {
    struct page page;
    size_t shown = count < PAGE_LINES ? count : PAGE_LINES;
    page_open(&page, request, answer, "/office/retention",
              words_get(request->office->words, WORD("retention.title")));
    if (is_first) {
        write_figures(&page, figures);
        write_rules(&page);
    }
    write_lines(&page, lines, shown);
    char *next = count > shown
                     ? xasprintf("/office/retention?after=%lld&id=%s",
                                 (long long)lines[shown - 1].delete_after_s, lines[shown - 1].id)
                     : NULL;
    page_pager(&page, is_first ? NULL : "/office/retention", next);
    free(next);
    page_close(&page, 200);
}

/* False when the address was not made by this page. */
static bool read_cursor(const struct request *request, struct retention_cursor *out) {
    const char *id = form_text(request->query, "id");
    *out = (struct retention_cursor){.id = ""};
    if (!form_has(request->query, "after"))
        return true;
    if (!crypto_is_uuid4(id) ||
        !form_int(request->query, "after", 1, INT64_MAX, &out->delete_after_s))
        return false;
    strcpy(out->id, id);
    return true;
}

void page_retention(const struct request *request, struct answer *answer) {
    const struct dossier_office office = {.sql = request->service->records,
                                          .now_s = request->now_s};
    struct retention_line *lines = xcalloc(PAGE_LINES + 1, sizeof *lines);
    struct retention_figures figures;
    struct retention_cursor after;
    size_t count;
    if (!read_cursor(request, &after))
        refusal_answer(request, 404, answer);
    else if (!retention_count(&office, &figures) ||
             retention_list(office.sql, &after, lines, PAGE_LINES + 1, &count) != RECORDS_OK)
        refusal_later(request, answer);
    else
        write_page(request, answer, after.delete_after_s == 0, &figures, lines, count);
    free(lines);
}
