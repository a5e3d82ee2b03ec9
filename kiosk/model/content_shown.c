/* What is shown now: what is published, what staff chose at this kiosk, and the times of both. */
#include "model/content_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/overrides.h"

#define PAGE_NAME_MAX 64

/* --- windows -------------------------------------------------------------------------------- */

/* Of several windows of one thing any opens it. New reference: "open" by what they are of. */
static json_t *open_now(const struct content *content, const struct timeslot *windows,
                        size_t count) {
    json_t *open = json_object();
    for (size_t i = 0; i < count && content->shown_at_s; i++) {
        bool is_open = json_is_true(json_object_get(open, windows[i].of)) ||
                       timeslot_is_open(&windows[i], content->shown_at_s, content->commune.zone_s);
        json_object_set_new(open, windows[i].of, json_boolean(is_open));
    }
    return open;
}

void judge_init(struct judge *judge, const struct content *content) {
    const struct overrides *local = content->overrides;
    judge->content = content;
    judge->published = open_now(content, content->windows, content->window_count);
    judge->local = open_now(content, local->windows, local->window_count);
}

void judge_finish(struct judge *judge) {
    json_decref(judge->published);
    json_decref(judge->local);
}

/* The staff's windows stand in the place of the published ones, as does their "on". */
static bool is_in_window(const struct judge *judge, const char *of, enum switch_choice choice) {
    const json_t *is_open = json_object_get(judge->local, of);
    if (!is_open && choice == CHOICE_NONE)
        is_open = json_object_get(judge->published, of);
    return !json_is_false(is_open);
}

static int64_t earliest(const struct content *content, const struct timeslot *windows, size_t count,
                        int64_t best_s) {
    for (size_t i = 0; i < count; i++) {
        int64_t at_s =
            timeslot_next_change(&windows[i], content->shown_at_s, content->commune.zone_s);
        if (at_s < best_s)
            best_s = at_s;
    }
    return best_s;
}

static void find_next_change(struct content *content) {
    const struct overrides *local = content->overrides;
    content->next_change_s = TIMESLOT_NEVER;
    if (!content->shown_at_s)
        return;
    int64_t at_s = earliest(content, content->windows, content->window_count, TIMESLOT_NEVER);
    content->next_change_s = earliest(content, local->windows, local->window_count, at_s);
}

/* --- switches ------------------------------------------------------------------------------- */

static void read_published(struct reader *r, const json_t *root, struct switch_choices *out) {
    const json_t *object = reader_object(r, root, "toggles");
    reader_at(r, "toggles");
    for (enum switch_id id = 0; id < SWITCHES; id++) {
        const char *key = switch_kind(id)->key;
        const json_t *value = json_object_get(object, key);
        if (value && !json_is_null(value))
            out->of[id] = reader_switch(r, object, key) ? CHOICE_ON : CHOICE_OFF;
    }
    reader_at(r, "%s", "");
}

static void read_windows(struct content *content, struct reader *r) {
    const json_t *list = reader_array(r, content->root, "windows", TIMESLOTS_MAX);
    content->windows = xcalloc(json_array_size(list) + 1, sizeof *content->windows);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct timeslot *window = &content->windows[content->window_count];
        reader_at(r, "windows[%zu]", i);
        content->window_count +=
            timeslot_decode(r, json_array_get(list, i), content->commune.zone_s, window);
    }
}

static bool is_page_open(const struct judge *judge, enum switch_id id, enum switch_choice choice) {
    char of[PAGE_NAME_MAX];
    snprintf(of, sizeof of, TIMESLOT_PAGE_PREFIX "%s", switch_kind(id)->key);
    return is_in_window(judge, of, choice);
}

/* First what it would be without the staff, then what it is. */
static void decide(struct content *content, const struct switch_choices *published) {
    const struct switch_choices *chosen = &content->overrides->switches;
    struct judge judge;
    struct switches plain = content->defaults;
    switches_apply(&plain, published);
    content->published = content->switches = plain;
    switches_apply(&content->switches, chosen);
    judge_init(&judge, content);
    for (enum switch_id id = 0; id < SWITCHES; id++) {
        if (!switch_kind(id)->is_page)
            continue;
        content->switches.is_on[id] &= is_page_open(&judge, id, chosen->of[id]);
        json_t *local = judge.local; // looked away from
        judge.local = NULL;
        content->published.is_on[id] &= is_page_open(&judge, id, CHOICE_NONE);
        judge.local = local;
    }
    if (content->revealed) // with the page it stands on
        content->switches.is_on[SWITCH_HONOURS] = content->switches.is_on[SWITCH_MODELS] = true;
    judge_finish(&judge);
}

void content_read_switches(struct content *content, struct reader *r,
                           const struct showing *showing) {
    struct switch_choices published = {{0}};
    const struct overrides none = {.has_pins = false};
    content->overrides = xcalloc(1, sizeof *content->overrides);
    overrides_copy(showing && showing->overrides ? showing->overrides : &none, content->overrides);
    content->shown_at_s = showing ? showing->at_s : 0;
    content->revealed = xstrdup(showing ? showing->revealed : NULL);
    switches_init(&content->defaults);
    if (showing && showing->defaults)
        content->defaults = *showing->defaults;
    read_published(r, content->root, &published);
    read_windows(content, r);
    decide(content, &published);
    find_next_change(content);
}

void content_free_switches(struct content *content) {
    for (size_t i = 0; i < content->window_count; i++)
        timeslot_finish(&content->windows[i]);
    free(content->windows);
    free(content->revealed);
    if (content->overrides)
        overrides_finish(content->overrides);
    free(content->overrides);
}

/* --- items ---------------------------------------------------------------------------------- */

enum hidden judge_item(const struct judge *judge, const json_t *entry, enum hidden gate) {
    const struct content *content = judge->content;
    const char *id = json_string_value(json_object_get(entry, "id"));
    enum switch_choice choice = id ? overrides_item(content->overrides, id) : CHOICE_NONE;
    bool is_sample = json_is_true(json_object_get(entry, "sample"));
    if (gate != HIDDEN_NOT)
        return gate;
    if (id && content->revealed && strcmp(id, content->revealed) == 0)
        return HIDDEN_NOT;
    if (choice == CHOICE_OFF)
        return HIDDEN_BY_STAFF;
    if (choice == CHOICE_NONE && json_is_true(json_object_get(entry, "hidden")))
        return HIDDEN_BY_OFFICE;
    if (id && !is_in_window(judge, id, choice))
        return HIDDEN_BY_WINDOW;
    return is_sample && !content->switches.is_on[SWITCH_SAMPLE] ? HIDDEN_SAMPLE : HIDDEN_NOT;
}

static struct item item_of_person(const struct person *person) {
    return (struct item){.kind = ITEM_PERSON,
                         .id = person->id,
                         .name = person->name,
                         .hidden = person->hidden,
                         .person = person};
}

static struct item item_of_project(const struct project *project) {
    return (struct item){.kind = ITEM_PROJECT,
                         .id = project->id,
                         .name = project->name,
                         .hidden = project->hidden,
                         .project = project};
}

static struct item item_of_notice(const struct notice *notice) {
    return (struct item){.kind = ITEM_NOTICE,
                         .id = notice->id,
                         .name = notice->title[0] ? notice->title : notice->text,
                         .hidden = notice->hidden,
                         .notice = notice};
}

/* Of one kind: the wall's order, or the manifest's. */
static int compare_items(const void *a, const void *b) {
    const struct item *one = a, *other = b;
    size_t x = 0, y = 0;
    switch (one->kind) {
    case ITEM_PERSON:
        return content_compare_people(one->person, other->person);
    case ITEM_PROJECT:
        x = one->project->place;
        y = other->project->place;
        break;
    case ITEM_NOTICE:
        x = one->notice->place;
        y = other->notice->place;
        break;
    }
    return (x > y) - (x < y);
}

struct item *content_items(const struct content *content, enum item_kind kind, size_t *out_count) {
    const size_t totals[] = {[ITEM_PERSON] = content->person_total,
                             [ITEM_PROJECT] = content->project_total,
                             [ITEM_NOTICE] = content->notice_total};
    size_t count = totals[kind];
    struct item *items = xcalloc(count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = kind == ITEM_PERSON    ? item_of_person(&content->people[i])
                   : kind == ITEM_PROJECT ? item_of_project(&content->projects[i])
                                          : item_of_notice(&content->notices[i]);
    qsort(items, count, sizeof *items, compare_items);
    *out_count = count;
    return items;
}

static bool take(struct item item, const char *id, struct item *out) {
    bool is_it = strcmp(item.id, id) == 0;
    if (is_it)
        *out = item;
    return is_it;
}

bool content_item(const struct content *content, const char *id, struct item *out) {
    bool is_found = false;
    for (size_t i = 0; i < content->person_total && !is_found; i++)
        is_found = take(item_of_person(&content->people[i]), id, out);
    for (size_t i = 0; i < content->project_total && !is_found; i++)
        is_found = take(item_of_project(&content->projects[i]), id, out);
    for (size_t i = 0; i < content->notice_total && !is_found; i++)
        is_found = take(item_of_notice(&content->notices[i]), id, out);
    return is_found;
}

bool hidden_may_be_lifted(enum hidden hidden) {
    return hidden < HIDDEN_UNPUBLISHED;
}

const char *hidden_word(enum hidden hidden) {
    static const char *const words[] = {
        [HIDDEN_NOT] = "none",
        [HIDDEN_BY_STAFF] = "staff",
        [HIDDEN_BY_OFFICE] = "office",
        [HIDDEN_BY_WINDOW] = "window",
        [HIDDEN_SAMPLE] = "sample",
        [HIDDEN_UNPUBLISHED] = "unpublished",
        [HIDDEN_NO_CONSENT] = "no_consent",
        [HIDDEN_NO_DECISION] = "no_decision",
    };
    return words[hidden];
}
