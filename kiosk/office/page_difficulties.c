/* /office/difficulties: the box of difficulties, the newest first. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "office/difficulty.h"
#include "office/office.h"
#include "office/page.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/difficulties.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define LIST "/office/difficulties"
#define LINES 50
#define TEXT_SHOWN 120 // characters of what was written

static const struct {
    const char *id;
    enum page_tone tone;
} states[] = {
    {DIFFICULTY_RECEIVED, PAGE_WARN},
    {DIFFICULTY_IN_PROGRESS, PAGE_INFO},
    {DIFFICULTY_ANSWERED, PAGE_GOOD},
    {"withdrawn", PAGE_PLAIN},
};
WORDS_USED(state_words, "difficulty.received", "difficulty.in_progress", "difficulty.answered",
           "difficulty.withdrawn");

static const char *state_word(const struct page *page, const char *state) {
    return office_words_of(page->request->office->words, "difficulty", state);
}

void difficulty_badge(struct page *page, const char *state) {
    enum page_tone tone = PAGE_BAD;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (!strcmp(states[i].id, state))
            tone = states[i].tone;
    page_badge(page, tone, state_word(page, state));
}

static void write_filter(struct page *page, const char *state) {
    struct page_option options[sizeof states / sizeof *states];
    struct html *h = &page->html;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        options[i] = (struct page_option){states[i].id, state_word(page, states[i].id), NULL};
    html_open(h, "form", "class", "card screen", "method", "get", "action", LIST, "role", "search");
    html_open(h, "div", "class", "search");
    page_select(page,
                &(struct page_field){.name = "state",
                                     .label = page_word(page, WORD("difficulties.state")),
                                     .value = state},
                options, sizeof options / sizeof *options, page_word(page, WORD("list.any")));
    page_button(page, PAGE_MAIN, page_word(page, WORD("list.show")));
    html_close(h, "div");
    html_close(h, "form");
}

/* The beginning of what was written: enough to know it again. */
static void write_text(struct page *page, const struct difficulty *item) {
    const char *text = item->text ? item->text : page_word(page, WORD("list.purged"));
    size_t len = utf8_offset(text, TEXT_SHOWN);
    html_textf(&page->html, "%.*s%s", (int)len, text, text[len] ? "…" : "");
}

static void write_row(struct page *page, const struct difficulty *item) {
    struct html *h = &page->html;
    html_open(h, "tr", "class", "leads");
    html_open(h, "th", "scope", "row");
    html_open(h, "a", "class", "row-link");
    html_attrf(h, "href", LIST "/%s", item->id);
    write_text(page, item);
    html_close(h, "a");
    html_close(h, "th");
    html_element(h, item->code, "td", "class", "code nowrap", "data-label",
                 page_word(page, WORD("desk.code")));
    html_open(h, "td", "data-label", page_word(page, WORD("difficulties.state")));
    difficulty_badge(page, item->state);
    html_close(h, "td");
    html_open(h, "td", "class", "time", "data-label", page_word(page, WORD("difficulties.at")));
    page_moment(page, item->received_at_s);
    html_close(h, "td");
    html_close(h, "tr");
}

static void write_list(struct page *page, const struct difficulty_page *found, bool is_any) {
    const char *headings[] = {page_word(page, WORD("difficulties.text")),
                              page_word(page, WORD("desk.code")),
                              page_word(page, WORD("difficulties.state")),
                              page_word(page, WORD("difficulties.at")), NULL};
    if (found->count == 0) {
        page_card_open(page, NULL);
        page_element(page, "p",
                     is_any ? WORD("difficulties.none_found") : WORD("difficulties.none"));
        page_card_close(page);
        return;
    }
    page_table_open(page, page_word(page, WORD("difficulties.title")), headings);
    for (size_t i = 0; i < found->count; i++)
        write_row(page, &found->items[i]);
    page_table_close(page);
}

static void write_pager(struct page *page, const struct difficulty_page *found, const char *state,
                        bool is_later) {
    char *asked = html_url_part(state), *first = xasprintf(LIST "?state=%s", asked), *next = NULL;
    if (found->has_more) {
        const struct difficulty *last = &found->items[found->count - 1];
        struct dossier_key key = {.received_at_s = last->received_at_s};
        char text[DOSSIER_KEY_MAX];
        memcpy(key.id, last->id, sizeof key.id);
        dossier_key_format(&key, text);
        next = xasprintf("%s&older=%s", first, text);
    }
    page_pager(page, is_later ? first : NULL, next);
    free(next);
    free(first);
    free(asked);
}

void page_difficulties(const struct request *request, struct answer *answer) {
    const char *state = form_text(request->query, "state");
    struct dossier_key from = {.id = ""};
    struct difficulty_page found = {.count = 0};
    struct page page;
    bool is_later = dossier_key_parse(form_text(request->query, "older"), &from);
    if (difficulties_list(request->service->records, state, &from, LINES, &found) != RECORDS_OK) {
        refusal_later(request, answer);
        return;
    }
    page_open(&page, request, answer, LIST,
              words_get(request->office->words, WORD("difficulties.title")));
    page_element(&page, "p", WORD("difficulties.about"));
    write_filter(&page, state);
    write_list(&page, &found, state[0] || is_later);
    write_pager(&page, &found, state, is_later);
    page_close(&page, 200);
    difficulty_page_finish(&found);
}
