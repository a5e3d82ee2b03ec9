#include "office/content_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "office/batch.h"
#include "office/office.h"
#include "office/published.h"
#include "office/refusal.h"
#include "records/service.h"
#include "web/exchange.h"

#define FIELDS_SAID 6

WORDS_USED(topic_words, "content.topic.honouree", "content.topic.project", "content.topic.unit",
           "content.topic.notice", "content.topic.campaign", "content.topic.pins",
           "content.topic.windows", "content.topic.toggles", "content.topic.current",
           "content.one.honouree", "content.one.project", "content.one.unit", "content.one.notice",
           "content.one.campaign", "content.one.pins", "content.one.windows", "content.one.toggles",
           "content.one.current", "content.what.added", "content.what.changed",
           "content.what.removed", "fault.date", "fault.number", "fault.figures", "fault.order",
           "fault.more", "fault.gate", "fault.withdrawn", "fault.kiosk", "fault.empty",
           "fault.long", "fault.unknown", "fault.chars", "fault.too-many");

/* --- the draft ------------------------------------------------------------------------------ */

static const struct {
    enum entry_list list;
    const char *ids[6];
} worded[] = {
    {ENTRY_LIST_UNIT_KINDS, {"thon", "doan_the", "mttq", "co_quan", "truong_hoc"}},
    {ENTRY_LIST_PROJECT_KINDS, {"mo_hinh", "cong_trinh", "phan_viec"}},
    {ENTRY_LIST_PROJECT_STATES, {"chua_dang_ky", "dang_lam", "hoan_thanh"}},
};
WORDS_USED(choice_words, "entry.choice.thon", "entry.choice.doan_the", "entry.choice.mttq",
           "entry.choice.co_quan", "entry.choice.truong_hoc", "entry.choice.mo_hinh",
           "entry.choice.cong_trinh", "entry.choice.phan_viec", "entry.choice.chua_dang_ky",
           "entry.choice.dang_lam", "entry.choice.hoan_thanh");

static void add_worded(struct entry_choices *choices, const struct words *words) {
    for (size_t i = 0; i < sizeof worded / sizeof *worded; i++) {
        struct entry_choice items[6];
        size_t count = 0;
        for (; count < 6 && worded[i].ids[count]; count++)
            items[count] = (struct entry_choice){
                worded[i].ids[count], office_words_of(words, "entry.choice", worded[i].ids[count])};
        entry_choices_set(choices, worded[i].list, items, count);
    }
}

static void answer_nothing(const struct request *request, struct answer *answer) {
    struct page page;
    page_open(&page, request, answer, CONTENT_HOME,
              words_get(request->office->words, WORD("content.title")));
    page_card_open(&page, NULL);
    page_note(&page, PAGE_INFO, page_word(&page, WORD("content.nothing")));
    page_card_close(&page);
    page_close(&page, request->form ? 404 : 200);
}

bool content_desk_open(struct content_desk *desk, const struct request *request,
                       struct answer *answer) {
    *desk =
        (struct content_desk){.request = request,
                              .actor = {request->visitor->account.id, request->now_s},
                              .may_edit = (request->visitor->account.roles & CONTENT_EDITORS) != 0};
    enum records_result result = drafts_read(request->service->records, &desk->state);
    if (result == RECORDS_NONE)
        answer_nothing(request, answer);
    else if (result == RECORDS_FAILED)
        refusal_later(request, answer);
    if (result != RECORDS_OK)
        return false;
    desk->wall = wall_compose(desk->state.manifest, desk->state.changes);
    entry_choices_init(&desk->choices, desk->wall);
    add_worded(&desk->choices, request->office->words);
    return true;
}

void content_desk_close(struct content_desk *desk) {
    entry_choices_finish(&desk->choices);
    json_decref(desk->wall);
    draft_state_finish(&desk->state);
}

/* --- the frame ------------------------------------------------------------------------------ */

char *content_path(enum topic topic, const char *id, const char *more) {
    char *part = html_url_part(id);
    char *path = xasprintf(CONTENT_HOME "/%s/%s%s", topic_id(topic), part, more);
    free(part);
    return path;
}

const char *content_topic(const struct page *page, enum topic topic) {
    return office_words_of(page->request->office->words, "content.topic", topic_id(topic));
}

static void write_tab(struct page *page, const char *here, const char *to, const char *label,
                      const json_t *counted) {
    struct html *h = &page->html;
    html_open(h, "li");
    html_open(h, "a", "href", to, "aria-current", strcmp(here, to) ? NULL : "page");
    html_element(h, label, "span");
    if (counted) {
        html_open(h, "span", "class", "tab-count");
        html_textf(h, "%zu", json_array_size(counted));
        html_close(h, "span");
    }
    html_close(h, "a");
    html_close(h, "li");
}

static void write_tabs(struct page *page, const json_t *wall, const char *here) {
    struct html *h = &page->html;
    html_open(h, "nav", "class", "tabs", "aria-label", page_word(page, WORD("content.title")));
    html_open(h, "ul");
    write_tab(page, here, CONTENT_HOME, page_word(page, WORD("content.overview")), NULL);
    for (enum topic topic = 0; topic_is_list(topic); topic++) {
        char *to = xasprintf(CONTENT_HOME "/%s", topic_id(topic));
        const json_t *list = jsonread_array(wall, topic_member(topic));
        write_tab(page, here, to, content_topic(page, topic), list);
        free(to);
    }
    write_tab(page, here, CONTENT_HOME "/settings", page_word(page, WORD("content.settings")),
              NULL);
    write_tab(page, here, CONTENT_HOME "/history", page_word(page, WORD("content.history")), NULL);
    html_close(h, "ul");
    html_close(h, "nav");
}

void content_page_open(struct page *page, const struct content_desk *desk, struct answer *answer,
                       const char *here, const char *title) {
    page_open(page, desk->request, answer, CONTENT_HOME, title);
    write_tabs(page, desk->wall, here);
}

void content_page_open_bare(struct page *page, const struct request *request, struct answer *answer,
                            const char *here, const char *title) {
    page_open(page, request, answer, CONTENT_HOME, title);
    write_tabs(page, NULL, here);
}

/* --- in words ------------------------------------------------------------------------------- */

const char *content_fault(const struct words *words, const char *why) {
    return office_words_of(words, "fault", why);
}

const char *content_label(const struct words *words, enum topic topic, const char *field) {
    char *prefix = xasprintf("entry.%s", topic_id(topic)), *key = xasprintf("%s.%s", prefix, field);
    const char *label = words_has(words, key) ? words_get(words, key)
                                              : office_words_of(words, "entry.member", field);
    free(key);
    free(prefix);
    return label;
}

void content_who(struct page *page, const char *who) {
    struct account account;
    const char *text = who;
    if (!strcmp(who, AUDIT_COMMAND_LINE))
        text = page_word(page, WORD("audit.command"));
    else if (!strcmp(who, AUDIT_STORE))
        text = page_word(page, WORD("audit.store"));
    else if (account_find(page->request->service->records, who, &account) == RECORDS_OK)
        text = account.name;
    html_text(&page->html, text);
}

static void write_fields(struct page *page, enum topic topic, const json_t *fields) {
    const struct words *words = page->request->office->words;
    size_t i;
    json_t *one;
    if (json_array_size(fields) == 0)
        return;
    html_open(&page->html, "small");
    json_array_foreach(fields, i, one) {
        if (i == FIELDS_SAID) {
            html_text(&page->html, ", …");
            break;
        }
        html_textf(&page->html, "%s%s", i ? ", " : "",
                   content_label(words, topic, json_string_value(one)));
    }
    html_close(&page->html, "small");
}

void content_change(struct page *page, const json_t *change, bool has_link) {
    struct html *h = &page->html;
    const struct words *words = page->request->office->words;
    const char *what = jsonread_text(change, "what", "");
    const char *name = jsonread_text(change, "name", "");
    const char *id = jsonread_text(change, "id", "");
    enum topic topic = topic_from_id(jsonread_text(change, "topic", ""));
    if (topic == TOPIC_COUNT)
        return;
    html_open(h, "div", "class", "line-who");
    page_badge(page,
               !strcmp(what, "added")     ? PAGE_GOOD
               : !strcmp(what, "removed") ? PAGE_BAD
                                          : PAGE_INFO,
               office_words_of(words, "content.what", what));
    html_textf(h, " %s%s ", office_words_of(words, "content.one", topic_id(topic)),
               name[0] ? ":" : "");
    if (has_link && topic_is_list(topic)) {
        char *path = content_path(topic, id, "");
        html_element(h, name[0] ? name : id, "a", "href", path);
        free(path);
    } else {
        html_element(h, name, "b");
    }
    write_fields(page, topic, json_object_get(change, "fields"));
    html_close(h, "div");
}

void content_changes(struct page *page, const json_t *changes, size_t most, bool has_link) {
    size_t count = json_array_size(changes);
    char number[24];
    html_open(&page->html, "ul", "class", "lines");
    for (size_t i = 0; i < count && i < most; i++) {
        html_open(&page->html, "li");
        content_change(page, json_array_get(changes, i), has_link);
        html_close(&page->html, "li");
    }
    html_close(&page->html, "ul");
    if (count <= most)
        return;
    snprintf(number, sizeof number, "%zu", count - most);
    char *text = PAGE_FILL(page, WORD("content.more"), "n", number);
    html_element(&page->html, text, "p", "class", "muted");
    free(text);
}

/* --- what stands in the way ----------------------------------------------------------------- */

/* What kiosks expected, as far as an officer can do something about it. */
static const char *why_of(const json_t *problem) {
    static const struct {
        const char *expected, *why;
    } rows[] = {{"the id of", "unknown"},
                {"an id of its own", "twice"},
                {"a whole number", "number"},
                {"a day", "date"},
                {"a text", "empty"}};
    const char *expected = jsonread_text(problem, "expected", "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strncmp(expected, rows[i].expected, strlen(rows[i].expected)))
            return rows[i].why;
    return jsonread_text(problem, "why", "");
}

/* Where it is put right. Owned. */
static char *remedy_of(enum topic topic, const char *id) {
    if (topic_is_list(topic))
        return content_path(topic, id, "");
    return xasprintf(CONTENT_HOME "/%s",
                     topic == TOPIC_CURRENT ? topic_id(TOPIC_CAMPAIGN) : "settings");
}

static void write_problem(struct page *page, const json_t *problem) {
    struct html *h = &page->html;
    const struct words *words = page->request->office->words;
    const char *name = jsonread_text(problem, "name", ""), *id = jsonread_text(problem, "id", "");
    const char *field = jsonread_text(problem, "field", "");
    enum topic topic = topic_from_id(jsonread_text(problem, "topic", ""));
    if (topic == TOPIC_COUNT)
        return;
    char *path = remedy_of(topic, id);
    html_open(h, "li");
    const char *one = office_words_of(words, "content.one", topic_id(topic));
    if (topic_is_list(topic))
        html_textf(h, "%s: ", one);
    html_open(h, "a");
    html_attrf(h, "href", "%s%s%s", path, field[0] ? "#" : "", field);
    html_text(h, !topic_is_list(topic) ? one : name[0] ? name : id);
    html_close(h, "a");
    if (field[0])
        html_textf(h, " · %s", content_label(words, topic, field));
    html_textf(h, " · %s", content_fault(words, why_of(problem)));
    html_close(h, "li");
    free(path);
}

void content_problems(struct page *page, const struct revision_outcome *outcome) {
    size_t i;
    json_t *one;
    html_open(&page->html, "ul", "class", "missing");
    json_array_foreach(outcome->problems, i, one) {
        write_problem(page, one);
    }
    html_close(&page->html, "ul");
    if (outcome->why) { // for whoever they ask for help
        html_open(&page->html, "details", "class", "more");
        page_element(page, "summary", WORD("content.technical"));
        html_element(&page->html, outcome->why, "p", "class", "code");
        html_close(&page->html, "details");
    }
}

/* --- answers -------------------------------------------------------------------------------- */

void content_answer(const struct request *request, struct answer *answer, enum draft_result result,
                    const char *to, const char *said) {
    switch (result) {
    case DRAFT_DONE:
        page_redirect(request, answer, to, said);
        return;
    case DRAFT_STALE:
        refusal_answer(request, 412, answer);
        return;
    case DRAFT_NONE:
        refusal_answer(request, 404, answer);
        return;
    case DRAFT_LATER:
        refusal_later(request, answer);
        return;
    }
}

static void answer_refused(const struct request *request, struct answer *answer,
                           const struct revision_outcome *outcome) {
    struct page page;
    content_page_open_bare(&page, request, answer, "",
                           words_get(request->office->words, WORD("content.refused.title")));
    page_card_open(&page, NULL);
    page_note(&page, PAGE_BAD, page_word(&page, WORD("content.refused")));
    content_problems(&page, outcome);
    page_link_button(&page, PAGE_SECOND, CONTENT_HOME, page_word(&page, WORD("content.back")));
    page_card_close(&page);
    page_close(&page, 422);
}

void content_revision_answer(const struct request *request, struct answer *answer,
                             struct revision_outcome *outcome, const char *to, const char *said) {
    switch (outcome->result) {
    case REVISION_DONE:
        published_forget(request->office);
        page_redirect(request, answer, to, said);
        break;
    case REVISION_NOTHING:
        page_redirect(request, answer, to, WORD("said.content.nothing"));
        break;
    case REVISION_STALE:
        refusal_answer(request, 412, answer);
        break;
    case REVISION_REFUSED:
        answer_refused(request, answer, outcome);
        break;
    case REVISION_NONE:
        refusal_answer(request, 404, answer);
        break;
    case REVISION_LATER:
        refusal_later(request, answer);
        break;
    }
    revision_outcome_finish(outcome);
}
