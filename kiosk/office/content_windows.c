/* When pages and items are shown: the windows of the draft. */
#include "office/content_settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "model/reader.h"
#include "model/switches.h"
#include "model/timeslot.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "web/exchange.h"
#include "web/form.h"

#define WEEKDAYS 7

static const char *const days[WEEKDAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
WORDS_USED(day_words, "day.mon", "day.tue", "day.wed", "day.thu", "day.fri", "day.sat", "day.sun");

/* --- what they speak of --------------------------------------------------------------------- */

/* A person, a model or a notice; NULL: none of that id. Borrowed from the wall. */
const char *settings_name(const json_t *wall, const char *id) {
    static const enum topic topics[] = {TOPIC_HONOUREE, TOPIC_PROJECT, TOPIC_NOTICE};
    for (size_t k = 0; k < sizeof topics / sizeof *topics; k++) {
        size_t i;
        json_t *one;
        json_array_foreach(jsonread_array(wall, topic_member(topics[k])), i, one) {
            if (!strcmp(jsonread_text(one, "id", ""), id))
                return wall_name(topics[k], one);
        }
    }
    return NULL;
}

/* "page:honours" by the page's name. */
static const char *window_name(const struct page *page, const json_t *wall, const char *of) {
    size_t head = strlen(TIMESLOT_PAGE_PREFIX);
    if (!strncmp(of, TIMESLOT_PAGE_PREFIX, head))
        return office_words_of(page->request->office->words, "switch.page", of + head);
    const char *name = settings_name(wall, of);
    return name ? name : of;
}

void settings_form_open(struct page *page, const struct settings_view *view, enum topic topic,
                        const char *act) {
    char version[WALL_VERSION_MAX];
    json_t *entry = draft_entry(&view->desk->state, topic, TOPIC_ALONE_ID);
    wall_version(entry, version);
    json_decref(entry);
    page_form_open(page, SETTINGS_HERE);
    page_hidden(page, "act", act);
    page_hidden(page, "version", version);
}

/* --- shown ---------------------------------------------------------------------------------- */

static void write_days(struct page *page, const json_t *window) {
    const struct words *words = page->request->office->words;
    const json_t *list = jsonread_array(window, "days");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *day = json_string_value(json_array_get(list, i));
        html_textf(&page->html, "%s%s", i ? ", " : " · ",
                   day ? office_words_of(words, "day", day) : "");
    }
}

static void write_window(struct page *page, const struct settings_view *view, size_t at) {
    const json_t *window = json_array_get(jsonread_array(view->desk->wall, "windows"), at);
    const json_t *hours = jsonread_array(window, "hours");
    const char *from = jsonread_text(window, "from", ""), *to = jsonread_text(window, "to", "");
    char number[24];
    html_open(&page->html, "li");
    html_open(&page->html, "div", "class", "line-who");
    html_element(&page->html, window_name(page, view->desk->wall, jsonread_text(window, "of", "")),
                 "b");
    if (from[0] || to[0])
        html_textf(&page->html, " · %s – %s", from[0] ? from : "…", to[0] ? to : "…");
    write_days(page, window);
    if (json_array_size(hours) == 2)
        html_textf(&page->html, " · %s – %s", json_string_value(json_array_get(hours, 0)),
                   json_string_value(json_array_get(hours, 1)));
    html_close(&page->html, "div");
    if (view->desk->may_edit) {
        snprintf(number, sizeof number, "%zu", at);
        settings_form_open(page, view, TOPIC_WINDOWS, "window-off");
        page_hidden(page, "at", number);
        page_button(page, PAGE_SECOND, page_word(page, WORD("content.window.off")));
        page_form_close(page);
    }
    html_close(&page->html, "li");
}

static void write_of(struct page *page, const struct settings_view *view) {
    struct page_option options[SWITCHES + 1];
    char *keys[SWITCHES];
    size_t count = 0, key_count = 0;
    const char *asked = form_text(view->desk->request->query, "of");
    if (!asked[0] && view->desk->request->form)
        asked = form_text(view->desk->request->form, "of");
    if (asked[0] && settings_name(view->desk->wall, asked))
        options[count++] =
            (struct page_option){asked, settings_name(view->desk->wall, asked), NULL};
    for (enum switch_id id = 0; id < SWITCHES; id++) {
        if (!switch_kind(id)->is_page)
            continue;
        keys[key_count] = xasprintf(TIMESLOT_PAGE_PREFIX "%s", switch_kind(id)->key);
        options[count++] = (struct page_option){
            keys[key_count], window_name(page, view->desk->wall, keys[key_count]), NULL};
        key_count++;
    }
    page_select(page,
                &(struct page_field){.name = "of",
                                     .label = page_word(page, WORD("content.window.of")),
                                     .value = asked},
                options, count, NULL);
    while (key_count > 0)
        free(keys[--key_count]);
}

static void write_window_form(struct page *page, const struct settings_view *view) {
    static const struct {
        const char *name, *label, *type, *hint;
    } rows[] = {{"from", "content.window.from", "date", NULL},
                {"to", "content.window.to", "date", NULL},
                {"open", "content.window.open", NULL, "content.window.hours.hint"},
                {"close", "content.window.close", NULL, NULL}};
    const struct form *form = view->window_fault ? view->desk->request->form : NULL;
    page_element(page, "h3", WORD("content.window.add"));
    if (view->window_fault)
        page_note(page, PAGE_BAD, page_word(page, view->window_fault));
    settings_form_open(page, view, TOPIC_WINDOWS, "window");
    html_open(&page->html, "div", "class", "fields");
    write_of(page, view);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        page_field(page, &(struct page_field){.name = rows[i].name,
                                              .label = page_word(page, rows[i].label),
                                              .type = rows[i].type,
                                              .value = form ? form_text(form, rows[i].name) : "",
                                              .hint = rows[i].hint ? page_word(page, rows[i].hint)
                                                                   : NULL});
    html_close(&page->html, "div");
    html_open(&page->html, "fieldset");
    page_element(page, "legend", WORD("content.window.days"));
    html_open(&page->html, "div", "class", "answers");
    for (size_t i = 0; i < WEEKDAYS; i++)
        page_check(page, "day", days[i],
                   office_words_of(page->request->office->words, "day", days[i]), NULL, false);
    html_close(&page->html, "div");
    html_close(&page->html, "fieldset");
    page_button(page, PAGE_SECOND, page_word(page, WORD("content.window.add.do")));
    page_form_close(page);
}
WORDS_USED(window_words, "content.window.from", "content.window.to", "content.window.open",
           "content.window.close", "content.window.hours.hint");

void settings_windows(struct page *page, const struct settings_view *view) {
    size_t count = json_array_size(jsonread_array(view->desk->wall, "windows"));
    page_card_open(page, content_topic(page, TOPIC_WINDOWS));
    page_element(page, "p", WORD("content.windows.hint"));
    html_open(&page->html, "ul", "class", "lines");
    for (size_t i = 0; i < count; i++)
        write_window(page, view, i);
    html_close(&page->html, "ul");
    if (view->desk->may_edit)
        write_window_form(page, view);
    page_card_close(page);
}

static json_t *window_of(const struct form *form) {
    json_t *window = json_pack("{s:s}", "of", form_text(form, "of")), *list = json_array();
    const char *open = form_text(form, "open"), *close = form_text(form, "close");
    size_t at = 0;
    if (form_text(form, "from")[0])
        json_object_set_new(window, "from", json_string(form_text(form, "from")));
    if (form_text(form, "to")[0])
        json_object_set_new(window, "to", json_string(form_text(form, "to")));
    for (const char *day; (day = form_next(form, "day", &at));)
        json_array_append_new(list, json_string(day));
    if (json_array_size(list) > 0)
        json_object_set(window, "days", list);
    if (open[0] || close[0])
        json_object_set_new(window, "hours", json_pack("[s, s]", open, close));
    json_decref(list);
    return window;
}

/* As a kiosk reads it. */
static bool is_window(const struct settings_view *view, const json_t *entry) {
    struct reader r = {.why = NULL};
    struct timeslot slot = {.of = NULL};
    const char *of = jsonread_text(entry, "of", "");
    size_t head = strlen(TIMESLOT_PAGE_PREFIX);
    enum switch_id id =
        strncmp(of, TIMESLOT_PAGE_PREFIX, head) ? SWITCHES : switch_by_key(of + head);
    bool is_known =
        id < SWITCHES ? switch_kind(id)->is_page : settings_name(view->desk->wall, of) != NULL;
    bool is_one = timeslot_decode(&r, entry, view->desk->request->office->zone_s, &slot);
    bool says_something = json_object_size(entry) > 1;
    timeslot_finish(&slot);
    return reader_finish(&r, NULL) && is_one && is_known && says_something;
}

/* --- changed -------------------------------------------------------------------------------- */

void settings_window_put(const struct content_desk *desk, struct answer *answer) {
    json_t *window = window_of(desk->request->form);
    const struct settings_view view = {desk, WORD("content.window.fault")};
    const json_t *before = jsonread_array(desk->wall, "windows");
    if (is_window(&view, window) && json_array_size(before) < TIMESLOTS_MAX) {
        json_t *list = before ? json_copy((json_t *)before) : json_array();
        json_array_append(list, window);
        settings_put(desk, answer, TOPIC_WINDOWS, list, SETTINGS_HERE);
    } else {
        settings_page(answer, &view, 422);
    }
    json_decref(window);
}

void settings_window_drop(const struct content_desk *desk, struct answer *answer) {
    int64_t at = 0;
    json_t *list = json_copy(jsonread_array(desk->wall, "windows"));
    form_int(desk->request->form, "at", 0, TIMESLOTS_MAX, &at);
    json_array_remove(list, (size_t)at);
    settings_put(desk, answer, TOPIC_WINDOWS, list ? list : json_array(), SETTINGS_HERE);
}
