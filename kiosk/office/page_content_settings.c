/* /office/content/settings: what stands first, when things are shown, the published switches, and
 * which campaign is the current one. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "model/switches.h"
#include "office/content_desk.h"
#include "office/content_settings.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define PINS_MAX 100

WORDS_USED(switch_words, "switch.anonymous", "switch.attract", "switch.attract_names",
           "switch.big_text", "switch.campaign", "switch.english", "switch.honours", "switch.hours",
           "switch.lookup", "switch.maintenance", "switch.models", "switch.nominations",
           "switch.progress", "switch.sample", "switch.sound", "switch.page.attract",
           "switch.page.campaign", "switch.page.models", "switch.page.honours",
           "switch.page.nominations", "switch.page.lookup");

/* --- pins ----------------------------------------------------------------------------------- */

static void write_pin(struct page *page, const struct settings_view *view, const char *id,
                      size_t at) {
    const char *name = settings_name(view->desk->wall, id);
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
        settings_form_open(page, view, TOPIC_PINS, "pins");
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
    if (count > 1)
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
        settings_form_open(page, view, TOPIC_TOGGLES, "toggles");
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

void settings_page(struct answer *answer, const struct settings_view *view, int status) {
    struct page page;
    content_page_open(&page, view->desk, answer, SETTINGS_HERE,
                      words_get(view->desk->request->office->words, WORD("content.title")));
    write_pins(&page, view);
    settings_windows(&page, view);
    write_switches(&page, view);
    page_close(&page, status);
}

void page_content_settings(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    if (!content_desk_open(&desk, request, answer))
        return;
    settings_page(answer, &(struct settings_view){&desk, NULL}, 200);
    content_desk_close(&desk);
}

/* Takes the reference. */
void settings_put(const struct content_desk *desk, struct answer *answer, enum topic topic,
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

/* From an entry's page, and back to it. */
static void put_pin(const struct content_desk *desk, struct answer *answer) {
    const struct form *form = desk->request->form;
    const char *id = form_text(form, "id");
    enum topic topic = topic_from_id(form_text(form, "topic"));
    if (topic > TOPIC_NOTICE || topic == TOPIC_UNIT || !settings_name(desk->wall, id)) {
        refusal_answer(desk->request, 400, answer);
        return;
    }
    char *to = content_path(topic, id, "");
    settings_put(desk, answer, TOPIC_PINS, pins_with(desk->wall, id, form_has(form, "is_on")), to);
    free(to);
}

static void put_current(const struct content_desk *desk, struct answer *answer) {
    const char *current = form_text(desk->request->form, "current");
    char *id = xasprintf("%s.vi", current);
    json_t *campaign = draft_entry(&desk->state, TOPIC_CAMPAIGN, id);
    if (campaign)
        settings_put(desk, answer, TOPIC_CURRENT, json_string(current), CONTENT_HOME "/campaign");
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
        settings_put(&desk, answer, TOPIC_PINS, pins_of(request->form), SETTINGS_HERE);
    else if (!strcmp(act, "pin"))
        put_pin(&desk, answer);
    else if (!strcmp(act, "window"))
        settings_window_put(&desk, answer);
    else if (!strcmp(act, "window-off"))
        settings_window_drop(&desk, answer);
    else if (!strcmp(act, "toggles"))
        settings_put(&desk, answer, TOPIC_TOGGLES, toggles_of(desk.wall, request->form),
                     SETTINGS_HERE);
    else if (!strcmp(act, "current"))
        put_current(&desk, answer);
    else
        refusal_answer(request, 400, answer);
    content_desk_close(&desk);
}
