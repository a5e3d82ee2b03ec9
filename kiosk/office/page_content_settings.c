/* /office/content/settings: what stands first, when things are shown, the published switches, and
 * which campaign is the current one. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/reader.h"
#include "model/switches.h"
#include "model/timeslot.h"
#include "office/content_desk.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define HERE CONTENT_HOME "/settings"
#define PINS_MAX 100
#define WEEKDAYS 7

static const char *const days[WEEKDAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
WORDS_USED(day_words, "day.mon", "day.tue", "day.wed", "day.thu", "day.fri", "day.sat", "day.sun");
WORDS_USED(switch_words, "switch.anonymous", "switch.attract", "switch.attract_names",
           "switch.big_text", "switch.campaign", "switch.english", "switch.honours", "switch.hours",
           "switch.lookup", "switch.maintenance", "switch.models", "switch.nominations",
           "switch.progress", "switch.sample", "switch.sound", "switch.page.attract",
           "switch.page.campaign", "switch.page.models", "switch.page.honours",
           "switch.page.nominations", "switch.page.lookup");

struct settings_view {
    const struct content_desk *desk;
    const char *window_fault; // a key of the words, NULL
};

/* --- what they speak of --------------------------------------------------------------------- */

/* A person, a model or a notice; NULL: none of that id. Borrowed from the wall. */
static const char *name_of(const json_t *wall, const char *id) {
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
    const char *name = name_of(wall, of);
    return name ? name : of;
}

static void open_form(struct page *page, const struct settings_view *view, enum topic topic,
                      const char *act) {
    char version[WALL_VERSION_MAX];
    json_t *entry = draft_entry(&view->desk->state, topic, TOPIC_ALONE_ID);
    wall_version(entry, version);
    json_decref(entry);
    page_form_open(page, HERE);
    page_hidden(page, "act", act);
    page_hidden(page, "version", version);
}

/* --- pins ----------------------------------------------------------------------------------- */

static void write_pin(struct page *page, const struct settings_view *view, const char *id,
                      size_t at) {
    const char *name = name_of(view->desk->wall, id);
    char *field = xasprintf("pin.%s", id), number[24];
    snprintf(number, sizeof number, "%zu", at + 1);
    html_open(&page->html, "li");
    if (view->desk->may_edit)
        page_field(page, &(struct page_field){
                             .name = field,
                             .label = name ? name : page_word(page, WORD("content.pins.gone")),
                             .value = number,
                             .type = "number"});
    else
        html_text(&page->html, name ? name : id);
    html_close(&page->html, "li");
    free(field);
}

static void write_pins(struct page *page, const struct settings_view *view) {
    const json_t *pins = jsonread_array(view->desk->wall, "pins");
    page_card_open(page, content_topic(page, TOPIC_PINS));
    page_element(page, "p", WORD("content.pins.hint"));
    if (view->desk->may_edit)
        open_form(page, view, TOPIC_PINS, "pins");
    html_open(&page->html, "ol", "class", "lines");
    for (size_t i = 0; i < json_array_size(pins); i++)
        if (json_is_string(json_array_get(pins, i)))
            write_pin(page, view, json_string_value(json_array_get(pins, i)), i);
    html_close(&page->html, "ol");
    if (view->desk->may_edit) {
        if (json_array_size(pins) > 0)
            page_button(page, PAGE_SECOND, page_word(page, WORD("content.save")));
        page_form_close(page);
    }
    page_card_close(page);
}

struct pin {
    const char *id;
    int64_t place;
    size_t was;
};

static int compare_pins(const void *a, const void *b) {
    const struct pin *one = a, *other = b;
    if (one->place != other->place)
        return one->place < other->place ? -1 : 1;
    return one->was < other->was ? -1 : 1;
}

/* By the numbers beside them; no number, or 0, unpins. */
static json_t *pins_of(const struct form *form) {
    struct pin pins[PINS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < form->count && count < PINS_MAX; i++) {
        const struct form_field *field = &form->fields[i];
        struct pin *pin = &pins[count];
        *pin = (struct pin){field->name + strlen("pin."), 0, count};
        if (!strncmp(field->name, "pin.", 4) && form_int(form, field->name, 1, 10000, &pin->place))
            count++;
    }
    qsort(pins, count, sizeof *pins, compare_pins);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(pins[i].id));
    return list;
}

/* One more at the end, or one less. */
static json_t *pins_with(const json_t *wall, const char *id, bool is_on) {
    json_t *list = json_array(), *one;
    size_t i;
    json_array_foreach(jsonread_array(wall, "pins"), i, one) {
        if (!json_is_string(one) || strcmp(json_string_value(one), id) != 0)
            json_array_append(list, one);
    }
    if (is_on && json_array_size(list) < PINS_MAX)
        json_array_append_new(list, json_string(id));
    return list;
}

/* --- windows -------------------------------------------------------------------------------- */

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
        open_form(page, view, TOPIC_WINDOWS, "window-off");
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
    if (asked[0] && name_of(view->desk->wall, asked))
        options[count++] = (struct page_option){asked, name_of(view->desk->wall, asked), NULL};
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
    open_form(page, view, TOPIC_WINDOWS, "window");
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

static void write_windows(struct page *page, const struct settings_view *view) {
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
    struct timeslot window = {.of = NULL};
    const char *of = jsonread_text(entry, "of", "");
    size_t head = strlen(TIMESLOT_PAGE_PREFIX);
    enum switch_id id = strncmp(of, TIMESLOT_PAGE_PREFIX, head) ? SWITCHES : switch_by_key(of + head);
    bool is_known =
        id < SWITCHES ? switch_kind(id)->is_page : name_of(view->desk->wall, of) != NULL;
    bool is_one = timeslot_decode(&r, entry, view->desk->request->office->zone_s, &window);
    bool says_something = json_object_size(entry) > 1;
    timeslot_finish(&window);
    return reader_finish(&r, NULL) && is_one && is_known && says_something;
}

/* --- switches ------------------------------------------------------------------------------- */

static void write_switch(struct page *page, const struct settings_view *view, enum switch_id id) {
    const struct switch_kind *kind = switch_kind(id);
    const json_t *value = json_object_get(jsonread_object(view->desk->wall, "toggles"), kind->key);
    const char *stands =
        page_word(page, kind->is_on ? WORD("switch.default.on") : WORD("switch.default.off"));
    const struct page_option options[] = {{"on", page_word(page, WORD("switch.on")), NULL},
                                          {"off", page_word(page, WORD("switch.off")), NULL}};
    char *name = xasprintf("switch.%s", kind->key);
    page_select(page,
                &(struct page_field){
                    .name = name,
                    .label = office_words_of(page->request->office->words, "switch", kind->key),
                    .value = json_is_true(value)    ? "on"
                             : json_is_false(value) ? "off"
                                                    : ""},
                options, 2, stands);
    free(name);
}

static void write_switches(struct page *page, const struct settings_view *view) {
    page_card_open(page, content_topic(page, TOPIC_TOGGLES));
    page_element(page, "p", WORD("content.switches.hint"));
    if (view->desk->may_edit)
        open_form(page, view, TOPIC_TOGGLES, "toggles");
    html_open(&page->html, "div", "class", "fields");
    for (enum switch_id id = 0; id < SWITCHES; id++)
        write_switch(page, view, id);
    html_close(&page->html, "div");
    if (view->desk->may_edit) {
        page_button(page, PAGE_MAIN, page_word(page, WORD("content.save")));
        page_form_close(page);
    }
    page_card_close(page);
}

/* What the form says; members that no table of ours knows stay. */
static json_t *toggles_of(const json_t *wall, const struct form *form) {
    const json_t *before = jsonread_object(wall, "toggles");
    json_t *toggles = before ? json_copy((json_t *)before) : json_object();
    for (enum switch_id id = 0; id < SWITCHES; id++) {
        const char *key = switch_kind(id)->key;
        char *name = xasprintf("switch.%s", key);
        const char *choice = form_text(form, name);
        if (!strcmp(choice, "on") || !strcmp(choice, "off"))
            json_object_set_new(toggles, key, json_boolean(!strcmp(choice, "on")));
        else if (form_has(form, name))
            json_object_del(toggles, key);
        free(name);
    }
    return toggles;
}

/* --- the page ------------------------------------------------------------------------------- */

static void write_page(struct answer *answer, const struct settings_view *view, int status) {
    struct page page;
    content_page_open(&page, view->desk, answer, HERE,
                      words_get(view->desk->request->office->words, WORD("content.title")));
    write_pins(&page, view);
    write_windows(&page, view);
    write_switches(&page, view);
    page_close(&page, status);
}

void page_content_settings(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    if (!content_desk_open(&desk, request, answer))
        return;
    write_page(answer, &(struct settings_view){&desk, NULL}, 200);
    content_desk_close(&desk);
}

/* Takes the reference. */
static void put(const struct content_desk *desk, struct answer *answer, enum topic topic,
                json_t *value, const char *to) {
    const struct request *request = desk->request;
    const struct draft_put row = {
        topic, TOPIC_ALONE_ID, value,
        form_has(request->form, "version") ? form_text(request->form, "version") : NULL};
    content_answer(request, answer,
                   drafts_put(request->service->records, &row, 1, &desk->actor, "content.save"), to,
                   WORD("said.content.saved"));
    json_decref(value);
}

static void put_window(const struct content_desk *desk, struct answer *answer) {
    json_t *window = window_of(desk->request->form);
    const struct settings_view view = {desk, WORD("content.window.fault")};
    const json_t *before = jsonread_array(desk->wall, "windows");
    if (is_window(&view, window) && json_array_size(before) < TIMESLOTS_MAX) {
        json_t *list = before ? json_copy((json_t *)before) : json_array();
        json_array_append(list, window);
        put(desk, answer, TOPIC_WINDOWS, list, HERE);
    } else {
        write_page(answer, &view, 422);
    }
    json_decref(window);
}

static void drop_window(const struct content_desk *desk, struct answer *answer) {
    int64_t at = 0;
    json_t *list = json_copy(jsonread_array(desk->wall, "windows"));
    form_int(desk->request->form, "at", 0, TIMESLOTS_MAX, &at);
    json_array_remove(list, (size_t)at);
    put(desk, answer, TOPIC_WINDOWS, list ? list : json_array(), HERE);
}

/* From an entry's page, and back to it. */
static void put_pin(const struct content_desk *desk, struct answer *answer) {
    const struct form *form = desk->request->form;
    const char *id = form_text(form, "id");
    enum topic topic = topic_from_id(form_text(form, "topic"));
    if (topic > TOPIC_NOTICE || topic == TOPIC_UNIT || !name_of(desk->wall, id)) {
        refusal_answer(desk->request, 400, answer);
        return;
    }
    char *to = content_path(topic, id, "");
    put(desk, answer, TOPIC_PINS, pins_with(desk->wall, id, form_has(form, "is_on")), to);
    free(to);
}

static void put_current(const struct content_desk *desk, struct answer *answer) {
    const char *current = form_text(desk->request->form, "current");
    char *id = xasprintf("%s.vi", current);
    json_t *campaign = draft_entry(&desk->state, TOPIC_CAMPAIGN, id);
    if (campaign)
        put(desk, answer, TOPIC_CURRENT, json_string(current), CONTENT_HOME "/campaign");
    else
        refusal_answer(desk->request, 404, answer);
    json_decref(campaign);
    free(id);
}

void page_content_settings_post(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    const char *act = form_text(request->form, "act");
    if (!content_desk_open(&desk, request, answer))
        return;
    if (!strcmp(act, "pins"))
        put(&desk, answer, TOPIC_PINS, pins_of(request->form), HERE);
    else if (!strcmp(act, "pin"))
        put_pin(&desk, answer);
    else if (!strcmp(act, "window"))
        put_window(&desk, answer);
    else if (!strcmp(act, "window-off"))
        drop_window(&desk, answer);
    else if (!strcmp(act, "toggles"))
        put(&desk, answer, TOPIC_TOGGLES, toggles_of(desk.wall, request->form), HERE);
    else if (!strcmp(act, "current"))
        put_current(&desk, answer);
    else
        refusal_answer(request, 400, answer);
    content_desk_close(&desk);
}
