/* /office/content/history: every revision, whose it is and what it changed; one of them beside
 * another, and back again as a new one. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "office/content_desk.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/manifests.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define HERE CONTENT_HOME "/history"
#define LINES 30
#define CHANGES_SHOWN 5
#define CHANGES_LISTED 500

WORDS_USED(how_words, "content.how.draft", "content.how.take-back", "content.how.restore",
           "content.how.dossier", "content.how.command");

/* --- all of them ---------------------------------------------------------------------------- */

static void write_line(struct page *page, const struct revision_line *line) {
    struct html *h = &page->html;
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)line->revision);
    char *title = PAGE_FILL(page, WORD("content.revision"), "n", number);
    html_open(h, "tr");
    html_open(h, "th", "scope", "row");
    html_open(h, "a");
    html_attrf(h, "href", HERE "/%s", number);
    html_text(h, title);
    html_close(h, "a");
    html_open(h, "small");
    page_moment(page, line->published_at_s);
    html_close(h, "small");
    html_close(h, "th");
    html_open(h, "td", "data-label", page_word(page, WORD("audit.who")));
    content_who(page, line->who[0] ? line->who : AUDIT_COMMAND_LINE);
    html_element(h,
                 office_words_of(page->request->office->words, "content.how",
                                 line->how[0] ? line->how : "command"),
                 "small");
    html_close(h, "td");
    html_open(h, "td", "data-label", page_word(page, WORD("content.changes")));
    if (line->changes)
        content_changes(page, line->changes, CHANGES_SHOWN, false);
    else
        html_text(h, "–");
    html_close(h, "td");
    html_close(h, "tr");
    free(title);
}

void page_content_history(const struct request *request, struct answer *answer) {
    struct revision_line lines[LINES];
    struct page page;
    size_t count;
    int64_t before = 0;
    form_int(request->query, "before", 1, INT64_MAX, &before);
    if (revisions_list(request->service->records, before, lines, LINES, &count) != RECORDS_OK) {
        refusal_later(request, answer);
        return;
    }
    content_page_open_bare(&page, request, answer, HERE,
                           words_get(request->office->words, WORD("content.title")));
    const char *headings[] = {page_word(&page, WORD("content.history")),
                              page_word(&page, WORD("audit.who")),
                              page_word(&page, WORD("content.changes")), NULL};
    page_table_open(&page, page_word(&page, WORD("content.history")), headings);
    for (size_t i = 0; i < count; i++) {
        write_line(&page, &lines[i]);
        json_decref(lines[i].changes);
    }
    page_table_close(&page);
    if (count == 0)
        page_element(&page, "p", WORD("content.nothing"));
    char *next = count == LINES && lines[LINES - 1].revision > 1
                     ? xasprintf("?before=%lld", (long long)lines[LINES - 1].revision)
                     : NULL;
    page_pager(&page, before ? HERE : NULL, next);
    free(next);
    page_close(&page, 200);
}

/* --- one of them ---------------------------------------------------------------------------- */

static bool read_number(const char *text, int64_t *out) {
    char *end;
    long long number = strtoll(text, &end, 10);
    bool is_one = text[0] >= '1' && text[0] <= '9' && !*end && number < INT64_MAX;
    if (is_one)
        *out = number;
    return is_one;
}

struct pair { // two revisions, the one that is looked at and the one it is held against
    int64_t revision, other;
    json_t *root, *other_root; // owned
};

/* Against the one before, unless another is asked for; false: answered. */
static bool read_pair(const struct request *request, struct answer *answer, struct pair *out) {
    struct sql *records = request->service->records;
    *out = (struct pair){.revision = 0};
    enum records_result result = RECORDS_NONE;
    if (read_number(request->param, &out->revision))
        result = revisions_read(records, out->revision, &out->root);
    out->other = out->revision - 1;
    form_int(request->query, "with", 1, INT64_MAX - 1, &out->other);
    if (result == RECORDS_OK && out->other > 0 &&
        revisions_read(records, out->other, &out->other_root) == RECORDS_FAILED)
        result = RECORDS_FAILED;
    if (result == RECORDS_OK)
        return true;
    json_decref(out->root);
    if (result == RECORDS_NONE)
        refusal_answer(request, 404, answer);
    else
        refusal_later(request, answer);
    return false;
}

static void write_counts(struct page *page, const json_t *root) {
    html_open(&page->html, "dl", "class", "facts");
    for (enum topic topic = 0; topic_is_list(topic); topic++) {
        html_element(&page->html, content_topic(page, topic), "dt");
        html_open(&page->html, "dd");
        html_textf(&page->html, "%zu", json_array_size(jsonread_array(root, topic_member(topic))));
        html_close(&page->html, "dd");
    }
    html_close(&page->html, "dl");
}

static void write_names(struct page *page, const json_t *root) {
    for (enum topic topic = 0; topic_is_list(topic); topic++) {
        size_t i;
        json_t *one;
        html_open(&page->html, "details", "class", "more");
        html_element(&page->html, content_topic(page, topic), "summary");
        html_open(&page->html, "ul");
        json_array_foreach(jsonread_array(root, topic_member(topic)), i, one) {
            if (i < CHANGES_LISTED)
                html_element(&page->html, wall_name(topic, one), "li");
        }
        html_close(&page->html, "ul");
        html_close(&page->html, "details");
    }
}

static void write_compare(struct page *page, const struct pair *pair) {
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)pair->other);
    char *title = PAGE_FILL(page, WORD("content.compare"), "n", number);
    page_card_open(page, title);
    free(title);
    json_t *changes = pair->other_root ? wall_changes(pair->other_root, pair->root) : json_array();
    if (!pair->other_root)
        page_element(page, "p", WORD("content.compare.nothing"));
    else if (json_array_size(changes) == 0)
        page_element(page, "p", WORD("content.compare.same"));
    content_changes(page, changes, CHANGES_LISTED, false);
    json_decref(changes);
    html_open(&page->html, "form", "method", "get", "class", "search");
    page_field(page, &(struct page_field){.name = "with",
                                          .label = page_word(page, WORD("content.compare.with")),
                                          .value = number,
                                          .type = "number"});
    page_button(page, PAGE_SECOND, page_word(page, WORD("content.compare.do")));
    html_close(&page->html, "form");
    page_card_close(page);
}

static void write_restore(struct page *page, const struct pair *pair) {
    page_ask_open(page, PAGE_SECOND, page_word(page, WORD("content.restore")),
                  page_word(page, WORD("content.restore.ask")));
    char *action = xasprintf(HERE "/%lld", (long long)pair->revision);
    page_form_open(page, action);
    page_button(page, PAGE_MAIN, page_word(page, WORD("content.restore.do")));
    page_form_close(page);
    free(action);
    page_ask_close(page);
}

void page_content_revision(const struct request *request, struct answer *answer) {
    struct page page;
    struct pair pair;
    struct manifest newest = {.revision = 0};
    if (!read_pair(request, answer, &pair))
        return;
    manifests_newest(request->service->records, false, &newest);
    char *title = words_fill(request->office->words, WORD("content.revision"),
                             (const char *const[]){"n", request->param, NULL});
    content_page_open_bare(&page, request, answer, HERE, title);
    free(title);
    write_compare(&page, &pair);
    page_card_open(&page, page_word(&page, WORD("content.held")));
    write_counts(&page, pair.root);
    write_names(&page, pair.root);
    page_card_close(&page);
    if (request->visitor->account.roles & CONTENT_EDITORS && pair.revision != newest.revision)
        write_restore(&page, &pair);
    page_close(&page, 200);
    json_decref(pair.root);
    json_decref(pair.other_root);
}

void page_content_revision_post(const struct request *request, struct answer *answer) {
    const struct actor actor = {request->visitor->account.id, request->now_s};
    struct revision_outcome outcome;
    int64_t revision;
    if (!read_number(request->param, &revision)) {
        refusal_answer(request, 404, answer);
        return;
    }
    revision_restore(request->service, revision, &actor, &outcome);
    content_revision_answer(request, answer, &outcome, HERE, WORD("said.content.restored"));
}
