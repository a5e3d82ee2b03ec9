/* /office/content/{topic}: everybody and everything of one kind, as the draft has it. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/fold.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/content_desk.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "web/exchange.h"
#include "web/form.h"

#define ROWS_MAX 100 // on a page

/* What a row says besides its name: a field, or nothing. */
static const char *const columns[TOPIC_COUNT][2] = {
    [TOPIC_HONOUREE] = {"unit_id", "level"},
    [TOPIC_PROJECT] = {"unit_id", "status"},
    [TOPIC_UNIT] = {"kind", "progress.completed"},
    [TOPIC_NOTICE] = {"from", "to"},
    [TOPIC_CAMPAIGN] = {NULL, NULL},
};

struct list {
    const struct content_desk *desk;
    enum topic topic;
    const char *query;
    size_t page; // from 0
};

/* --- one row -------------------------------------------------------------------------------- */

/* A field as people read it: a choice by its name. */
static void write_field(struct page *page, const struct list *list, const json_t *entry,
                        const char *name) {
    const struct entry_field *field = name ? entry_field(list->topic, name) : NULL;
    char *text = field ? entry_text(entry, field) : xstrdup("");
    const struct entry_choice *choice =
        field ? entry_choice(&list->desk->choices, field->list, text) : NULL;
    struct date day;
    char spelt[DATE_VI_MAX];
    html_open(&page->html, "td", "data-label",
              name ? content_label(page->request->office->words, list->topic, name) : NULL);
    if (field && field->kind == ENTRY_DAY && date_parse(text, &day)) {
        date_format_vi(day, spelt);
        html_text(&page->html, spelt);
    } else {
        html_text(&page->html, choice ? choice->name : text);
    }
    html_close(&page->html, "td");
    free(text);
}

static void write_badges(struct page *page, const struct list *list, const char *id,
                         const json_t *entry, bool is_published, bool is_off) {
    struct fault faults[ENTRY_FAULTS_MAX];
    const json_t *change = draft_change(&list->desk->state, list->topic, id);
    html_open(&page->html, "td", "data-label", page_word(page, WORD("content.state")));
    html_open(&page->html, "div", "class", "badges");
    if (is_off)
        page_badge(page, PAGE_BAD, page_word(page, WORD("content.state.off")));
    else if (change)
        page_badge(page, PAGE_INFO,
                   page_word(page, is_published ? WORD("content.state.changed")
                                                : WORD("content.state.new")));
    if (change && !is_off && entry_gate(list->topic, entry, faults) > 0)
        page_badge(page, PAGE_WARN, page_word(page, WORD("content.state.gate")));
    if (list->topic == TOPIC_HONOUREE && wall_is_dossier(entry))
        page_badge(page, PAGE_PLAIN, page_word(page, WORD("content.state.dossier")));
    if (jsonread_bool(entry, "sample", false))
        page_badge(page, PAGE_PLAIN, page_word(page, WORD("content.state.sample")));
    if (list->topic == TOPIC_CAMPAIGN &&
        !strcmp(jsonread_text(jsonread_object(entry, "meta"), "id", ""),
                jsonread_text(list->desk->wall, "current", "")))
        page_badge(page, PAGE_GOOD, page_word(page, WORD("content.state.current")));
    html_close(&page->html, "div");
    html_close(&page->html, "td");
}

static void write_row(struct page *page, const struct list *list, const json_t *published,
                      const char *id) {
    struct html *h = &page->html;
    json_t *entry = draft_entry(&list->desk->state, list->topic, id);
    const json_t *shown = entry ? entry : published;
    const char *name = wall_name(list->topic, shown);
    char *path = content_path(list->topic, id, "");
    html_open(h, "tr", "class", "leads");
    html_open(h, "th", "scope", "row");
    html_element(h, name[0] ? name : id, "a", "class", "row-link", "href", path);
    if (list->topic == TOPIC_CAMPAIGN)
        html_element(h, jsonread_text(jsonread_object(shown, "meta"), "lang", ""), "small");
    else if (jsonread_text(shown, "role", "")[0])
        html_element(h, jsonread_text(shown, "role", ""), "small");
    html_close(h, "th");
    for (size_t i = 0; i < 2; i++)
        if (columns[list->topic][i])
            write_field(page, list, shown, columns[list->topic][i]);
    write_badges(page, list, id, shown, published != NULL, entry == NULL);
    html_close(h, "tr");
    free(path);
    json_decref(entry);
}

/* --- all of them ---------------------------------------------------------------------------- */

/* Ids in the order they are shown, what comes off among them; owned. */
static json_t *ids_of(const struct list *list) {
    json_t *ids = json_array(), *one;
    json_t *new_ones = json_copy(json_object_get(list->desk->state.changes, topic_id(list->topic)));
    const char *id;
    size_t i;
    json_array_foreach(jsonread_array(list->desk->state.manifest, topic_member(list->topic)), i,
                       one) {
        char *its = wall_id(list->topic, one);
        json_array_append_new(ids, json_pack("[s, O]", its, one));
        json_object_del(new_ones, its);
        free(its);
    }
    json_object_foreach(new_ones, id, one) {
        json_t *entry = draft_entry(&list->desk->state, list->topic, id);
        if (entry)
            json_array_insert_new(ids, 0, json_pack("[s, n]", id));
        json_decref(entry);
    }
    json_decref(new_ones);
    return ids;
}

static bool is_asked(const struct list *list, const char *id, const json_t *published) {
    if (!list->query[0])
        return true;
    json_t *entry = draft_entry(&list->desk->state, list->topic, id);
    bool is_it = fold_match_names(list->query, wall_name(list->topic, entry ? entry : published));
    json_decref(entry);
    return is_it;
}

static void write_rows(struct page *page, const struct list *list, const json_t *ids,
                       size_t *out_found) {
    size_t i, first = list->page * ROWS_MAX;
    json_t *one;
    *out_found = 0;
    json_array_foreach(ids, i, one) {
        const char *id = json_string_value(json_array_get(one, 0));
        const json_t *published = json_array_get(one, 1);
        if (!is_asked(list, id, published))
            continue;
        if (*out_found >= first && *out_found < first + ROWS_MAX)
            write_row(page, list, json_is_null(published) ? NULL : published, id);
        ++*out_found;
    }
}

static void write_table(struct page *page, const struct list *list) {
    const struct words *words = page->request->office->words;
    const char *headings[5] = {page_word(page, WORD("content.name"))};
    size_t count = 1, found;
    for (size_t i = 0; i < 2; i++)
        if (columns[list->topic][i])
            headings[count++] = content_label(words, list->topic, columns[list->topic][i]);
    headings[count++] = page_word(page, WORD("content.state"));
    json_t *ids = ids_of(list);
    page_table_open(page, content_topic(page, list->topic), headings);
    write_rows(page, list, ids, &found);
    page_table_close(page);
    if (found == 0)
        page_element(page, "p", WORD("content.none"));
    char *query = html_url_part(list->query);
    char *previous = list->page ? xasprintf("?q=%s&page=%zu", query, list->page) : NULL;
    char *next = found > (list->page + 1) * ROWS_MAX
                     ? xasprintf("?q=%s&page=%zu", query, list->page + 2)
                     : NULL;
    page_pager(page, previous, next);
    free(next);
    free(previous);
    free(query);
    json_decref(ids);
}

static void write_bar(struct page *page, const struct list *list) {
    struct html *h = &page->html;
    char *here = xasprintf(CONTENT_HOME "/%s", topic_id(list->topic));
    char *add = content_path(list->topic, "new", "");
    char *import = xasprintf(CONTENT_HOME "/import/%s", topic_id(list->topic));
    bool has_file = list->topic <= TOPIC_UNIT;
    html_open(h, "form", "method", "get", "action", here, "class", "search", "role", "search");
    page_field(page, &(struct page_field){.name = "q",
                                          .label = page_word(page, WORD("content.search")),
                                          .value = list->query,
                                          .type = "search"});
    page_button(page, PAGE_SECOND, page_word(page, WORD("content.search.do")));
    html_close(h, "form");
    if (list->desk->may_edit) {
        html_open(h, "div", "class", "bar");
        page_link_button(page, PAGE_MAIN, add,
                         list->topic == TOPIC_CAMPAIGN
                             ? page_word(page, WORD("content.campaign.add"))
                             : page_word(page, WORD("content.add")));
        if (has_file)
            page_link_button(page, PAGE_SECOND, import, page_word(page, WORD("content.import")));
        html_close(h, "div");
    }
    free(import);
    free(add);
    free(here);
}

void page_content_list(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct page page;
    int64_t number = 1;
    enum topic topic = topic_from_id(request->param);
    if (topic == TOPIC_COUNT || !topic_is_list(topic)) {
        refusal_answer(request, 404, answer);
        return;
    }
    if (!content_desk_open(&desk, request, answer))
        return;
    form_int(request->query, "page", 1, 1000, &number);
    struct list list = {&desk, topic, form_text(request->query, "q"), (size_t)number - 1};
    char *here = xasprintf(CONTENT_HOME "/%s", topic_id(topic));
    content_page_open(&page, &desk, answer, here,
                      words_get(request->office->words, WORD("content.title")));
    write_bar(&page, &list);
    write_table(&page, &list);
    page_close(&page, 200);
    free(here);
    content_desk_close(&desk);
}
