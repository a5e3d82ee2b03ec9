/* Step 2: the name, the form of address and the village. Nothing typed here is ever cached, logged
 * or stored before "Gửi". */
#include "screens/nominate_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/config.h"
#include "model/content.h"
#include "screens/screens.h"
#include "screens/unit_sheet.h"
#include "screens/wizard.h"

#define NAMES_BYTES_MAX (1u << 20)

struct nomination *name_form(const struct name *n) {
    return n->base.env->visit->form;
}

enum nomination_field name_first_fault(const struct name *n, enum nomination_rule *out_rule) {
    static const enum nomination_field fields[] = {NOMINATION_NAME, NOMINATION_UNIT,
                                                   NOMINATION_UNIT_OTHER};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        *out_rule = wizard_check(&n->base, fields[i]);
        if (*out_rule != NOMINATION_OK)
            return fields[i];
    }
    return NOMINATION_FIELDS;
}

static void enter(struct screen *screen) {
    struct name *n = (struct name *)screen;
    if (!n->suggestions.items) {
        suggest_init(&n->suggestions);
        char *path = path_join(screen->env->config->assets_dir, "guide/names.json");
        n->names = jsonread_file(path, NAMES_BYTES_MAX, NULL);
        free(path);
        n->at_fault = NOMINATION_FIELDS;
        suggest_find(&n->suggestions, name_form(n), n->names, screen->env->content);
    }
    if (n->mode != NAME_MODE_UNITS)
        name_page_open_typing(n);
    name_page_lay(n);
}

static void leave(struct screen *screen) {
    struct name *n = (struct name *)screen;
    typepage_close(&n->typing);
    suggest_finish(&n->suggestions);
    json_decref(n->names);
}

/* --- events --------------------------------------------------------------------------------- */

static void show(struct name *n, enum name_mode mode) {
    n->mode = mode;
    n->at_fault = NOMINATION_FIELDS;
    typepage_close(&n->typing);
    if (mode != NAME_MODE_UNITS)
        name_page_open_typing(n);
    name_page_lay(n);
    damage_add_all(n->base.env->damage);
}

static void text_changed(struct name *n) {
    n->at_fault = NOMINATION_FIELDS;
    if (n->mode == NAME_MODE_NAME)
        suggest_find(&n->suggestions, name_form(n), n->names, n->base.env->content);
    name_page_lay(n);
    name_page_damage_rows(n);
}

static void take_suggestion(struct name *n, size_t index) {
    char *text = xasprintf("%s ", suggest_text(&n->suggestions, index));
    bool is_whole = !nomination_is_person(name_form(n));
    if (is_whole)
        text[strlen(text) - 1] = '\0';
    typepage_set_text(&n->typing, &n->base, text);
    memset(text, 0, strlen(text));
    free(text);
    text_changed(n);
}

static void toggle_honorific(struct name *n, size_t index) {
    char *now = name_form(n)->honorific;
    bool was = strcmp(now, wizard_honorifics[index].value) == 0;
    snprintf(now, sizeof name_form(n)->honorific, "%s", was ? "" : wizard_honorifics[index].value);
    name_page_lay(n);
    name_page_damage_rows(n);
}

static void say_fault(struct name *n, enum nomination_field field, enum nomination_rule rule) {
    n->at_fault = field;
    n->rule = rule;
    name_page_lay(n);
    name_page_damage_rows(n);
}

/* The place is written: one that does not hold says so, and "Nơi khác" counts as chosen. */
static void end_place(struct name *n) {
    struct nomination *form = name_form(n);
    form->is_unit_chosen = true;
    form->unit_id[0] = '\0';
    enum nomination_rule rule = wizard_check(&n->base, NOMINATION_UNIT_OTHER);
    if (form->unit_other[0] == '\0')
        rule = NOMINATION_EMPTY;
    if (rule != NOMINATION_OK)
        say_fault(n, NOMINATION_UNIT_OTHER, rule);
    else
        show(n, NAME_MODE_NAME);
}

static struct screen_reply go_on(struct name *n) {
    struct screen_reply stay = {.action = SCREEN_STAY};
    if (n->mode == NAME_MODE_PLACE) {
        end_place(n);
        return stay;
    }
    enum nomination_rule rule;
    enum nomination_field field = name_first_fault(n, &rule);
    if (field != NOMINATION_FIELDS) {
        say_fault(n, field, rule);
        return stay;
    }
    return wizard_go_on(&n->base, SCREEN_WHY);
}

/* Back from the place leads to the sheet, from the sheet to the name; a place that was not finished
 * is no choice. */
static void go_back_inside(struct name *n) {
    struct nomination *form = name_form(n);
    if (n->mode == NAME_MODE_PLACE && !form->unit_id[0] && !form->unit_other[0])
        form->is_unit_chosen = false;
    show(n, n->mode == NAME_MODE_PLACE ? NAME_MODE_UNITS : NAME_MODE_NAME);
}

static struct screen_reply sheet_fired(struct name *n, const struct button *fired) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    switch (unit_sheet_fired(&n->base, fired, &n->sheet_page)) {
    case UNIT_SHEET_CHOSEN:
        show(n, NAME_MODE_NAME);
        break;
    case UNIT_SHEET_OTHER:
        show(n, NAME_MODE_PLACE);
        break;
    case UNIT_SHEET_PAGE:
        show(n, NAME_MODE_UNITS);
        break;
    default:
        wizard_reply(fired->action, &reply);
    }
    return reply;
}

static struct screen_reply fire(struct name *n, const struct button *fired) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    size_t value = (size_t)fired->value;
    if (fired->action == WIZARD_BACK && n->mode != NAME_MODE_NAME) {
        go_back_inside(n);
        return reply;
    }
    if (n->mode == NAME_MODE_UNITS)
        return sheet_fired(n, fired);
    if (wizard_reply(fired->action, &reply))
        return reply;
    switch (fired->action) {
    case NAME_UNIT:
        show(n, NAME_MODE_UNITS);
        break;
    case NAME_HONORIFIC:
        toggle_honorific(n, value);
        break;
    case NAME_SUGGEST:
        take_suggestion(n, value);
        break;
    case NAME_STAFF:
        reply.action = SCREEN_CALL_HELP;
        break;
    case WIZARD_NEXT:
        return go_on(n);
    }
    return reply;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct name *n = (struct name *)screen;
    if (typepage_event(&n->typing, screen, ev))
        text_changed(n);
    const struct button *fired = typepage_fired(&n->typing, screen, ev);
    return fired ? fire(n, fired) : (struct screen_reply){.action = SCREEN_STAY};
}

static int64_t deadline_ms(const struct screen *screen) {
    return typepage_deadline_ms(&((const struct name *)screen)->typing);
}

static void list(const struct screen *screen, struct element_list *out) {
    typepage_list(&((const struct name *)screen)->typing, out);
}

const struct screen_kind nominate_name_kind = {
    .name = "nominate_name",
    .idle = SCREEN_IDLE_FORM,
    .size_bytes = sizeof(struct name),
    .enter = enter,
    .event = event,
    .draw = name_page_draw,
    .leave = leave,
    .list = list,
    .deadline_ms = deadline_ms,
};
