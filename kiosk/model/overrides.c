#include "model/overrides.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/reader.h"

#define OVERRIDES_ID_MAX 127 // bytes; as the log has room for

/* --- whole ---------------------------------------------------------------------------------- */

static void drop_pins(struct overrides *overrides) {
    for (size_t i = 0; i < overrides->pin_count; i++)
        free(overrides->pins[i]);
    free(overrides->pins);
    overrides->pins = NULL;
    overrides->pin_count = 0;
    overrides->has_pins = false;
}

void overrides_finish(struct overrides *overrides) {
    for (size_t i = 0; i < overrides->item_count; i++)
        free(overrides->items[i].id);
    for (size_t i = 0; i < overrides->window_count; i++)
        timeslot_finish(&overrides->windows[i]);
    drop_pins(overrides);
    free(overrides->items);
    free(overrides->windows);
    *overrides = (struct overrides){.has_pins = false};
}

void overrides_copy(const struct overrides *from, struct overrides *out) {
    struct overrides copy = {.switches = from->switches,
                             .item_count = from->item_count,
                             .window_count = from->window_count};
    copy.items = xcalloc(from->item_count + 1, sizeof *copy.items);
    copy.windows = xcalloc(from->window_count + 1, sizeof *copy.windows);
    for (size_t i = 0; i < from->item_count; i++)
        copy.items[i] = (struct item_choice){xstrdup(from->items[i].id), from->items[i].choice};
    for (size_t i = 0; i < from->window_count; i++)
        timeslot_copy(&from->windows[i], &copy.windows[i]);
    if (from->has_pins)
        overrides_set_pins(&copy, (const char *const *)from->pins, from->pin_count);
    *out = copy;
}

bool overrides_are_empty(const struct overrides *overrides) {
    bool has_switch = false;
    for (enum switch_id id = 0; id < SWITCHES; id++)
        has_switch = has_switch || overrides->switches.of[id] != CHOICE_NONE;
    return !has_switch && overrides->item_count == 0 && !overrides->has_pins &&
           overrides->window_count == 0;
}

/* --- items ---------------------------------------------------------------------------------- */

/* Its place, or where it would stand. */
static size_t find_item(const struct overrides *overrides, const char *id) {
    size_t low = 0, high = overrides->item_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(overrides->items[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_item_at(const struct overrides *overrides, size_t at, const char *id) {
    return at < overrides->item_count && strcmp(overrides->items[at].id, id) == 0;
}

enum switch_choice overrides_item(const struct overrides *overrides, const char *id) {
    size_t at = find_item(overrides, id);
    return is_item_at(overrides, at, id) ? overrides->items[at].choice : CHOICE_NONE;
}

static void remove_item(struct overrides *overrides, size_t at) {
    free(overrides->items[at].id);
    overrides->item_count--;
    memmove(&overrides->items[at], &overrides->items[at + 1],
            (overrides->item_count - at) * sizeof *overrides->items);
}

bool overrides_set_item(struct overrides *overrides, const char *id, enum switch_choice choice) {
    size_t at = find_item(overrides, id);
    bool is_there = is_item_at(overrides, at, id);
    if (is_there && choice == CHOICE_NONE)
        remove_item(overrides, at);
    else if (is_there)
        overrides->items[at].choice = choice;
    if (is_there || choice == CHOICE_NONE)
        return true;
    if (overrides->item_count == OVERRIDES_ITEMS_MAX)
        return false;
    overrides->items =
        xrealloc(overrides->items, overrides->item_count + 1, sizeof *overrides->items);
    memmove(&overrides->items[at + 1], &overrides->items[at],
            (overrides->item_count - at) * sizeof *overrides->items);
    overrides->items[at] = (struct item_choice){xstrdup(id), choice};
    overrides->item_count++;
    return true;
}

/* --- pins and windows ----------------------------------------------------------------------- */

bool overrides_set_pins(struct overrides *overrides, const char *const *ids, size_t count) {
    if (ids && count > OVERRIDES_PINS_MAX)
        return false;
    char **pins = xcalloc(count + 1, sizeof *pins);
    for (size_t i = 0; ids && i < count; i++)
        pins[i] = xstrdup(ids[i]);
    drop_pins(overrides);
    overrides->has_pins = ids != NULL;
    overrides->pins = pins;
    overrides->pin_count = ids ? count : 0;
    return true;
}

static void drop_windows(struct overrides *overrides, const char *of) {
    size_t kept = 0;
    for (size_t i = 0; i < overrides->window_count; i++) {
        if (strcmp(overrides->windows[i].of, of) == 0)
            timeslot_finish(&overrides->windows[i]);
        else
            overrides->windows[kept++] = overrides->windows[i];
    }
    overrides->window_count = kept;
}

static void add_window(struct overrides *overrides, const struct timeslot *window) {
    overrides->windows =
        xrealloc(overrides->windows, overrides->window_count + 1, sizeof *overrides->windows);
    overrides->windows[overrides->window_count++] = *window;
}

bool overrides_set_window(struct overrides *overrides, const char *of,
                          const struct timeslot *window) {
    if (window && overrides->window_count >= TIMESLOTS_MAX)
        return false;
    struct timeslot copy = {.of = NULL};
    if (window) {
        copy = *window;
        copy.of = xstrdup(of);
    }
    drop_windows(overrides, of);
    if (window)
        add_window(overrides, &copy);
    return true;
}

const struct timeslot *overrides_window(const struct overrides *overrides, const char *of) {
    for (size_t i = 0; i < overrides->window_count; i++)
        if (strcmp(overrides->windows[i].of, of) == 0)
            return &overrides->windows[i];
    return NULL;
}

/* --- JSON ----------------------------------------------------------------------------------- */

static void read_switches(struct reader *r, const json_t *object, struct overrides *out) {
    json_t *members = reader_object(r, object, "switches"), *value;
    const char *key;
    reader_at(r, "switches");
    json_object_foreach(members, key, value) {
        enum switch_id id = switch_by_key(key);
        if (id < SWITCHES && !json_is_null(value))
            out->switches.of[id] = reader_switch(r, members, key) ? CHOICE_ON : CHOICE_OFF;
    }
    reader_at(r, "%s", "");
}

static void read_items(struct reader *r, const json_t *object, struct overrides *out) {
    json_t *members = reader_object(r, object, "items"), *value;
    const char *id;
    reader_at(r, "items");
    if (json_object_size(members) > OVERRIDES_ITEMS_MAX)
        reader_fail(r, "", "at most 20000 items");
    json_object_foreach(members, id, value) {
        if (r->why)
            return;
        if (!id[0] || strlen(id) > OVERRIDES_ID_MAX)
            reader_fail(r, "", "ids of 1 to 127 bytes");
        overrides_set_item(out, id, reader_switch(r, members, id) ? CHOICE_ON : CHOICE_OFF);
    }
    reader_at(r, "%s", "");
}

static void read_pins(struct reader *r, const json_t *object, struct overrides *out) {
    const char *ids[OVERRIDES_PINS_MAX];
    const json_t *list = reader_array(r, object, "pins", OVERRIDES_PINS_MAX);
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count; i++) {
        ids[i] = json_string_value(json_array_get(list, i));
        if (!ids[i] || !ids[i][0] || strlen(ids[i]) > OVERRIDES_ID_MAX) {
            reader_fail(r, "pins", "a list of ids");
            return;
        }
    }
    if (list)
        overrides_set_pins(out, ids, count);
}

static void read_windows(struct reader *r, const json_t *object, int zone_s,
                         struct overrides *out) {
    const json_t *list = reader_array(r, object, "windows", TIMESLOTS_MAX);
    for (size_t i = 0; i < json_array_size(list) && !r->why; i++) {
        struct timeslot window;
        reader_at(r, "windows[%zu]", i);
        if (timeslot_decode(r, json_array_get(list, i), zone_s, &window))
            add_window(out, &window);
    }
}

bool overrides_decode(const json_t *object, int zone_s, struct overrides *out, char **out_why) {
    struct overrides overrides = {.has_pins = false};
    struct reader r = {.why = NULL};
    if (!json_is_object(object))
        reader_fail(&r, "", "an object");
    read_switches(&r, object, &overrides);
    read_items(&r, object, &overrides);
    read_pins(&r, object, &overrides);
    read_windows(&r, object, zone_s, &overrides);
    bool is_right = reader_finish(&r, out_why);
    if (is_right)
        *out = overrides;
    else
        overrides_finish(&overrides);
    return is_right;
}

static json_t *encode_switches(const struct switch_choices *choices) {
    json_t *members = json_object();
    for (enum switch_id id = 0; id < SWITCHES; id++)
        if (choices->of[id] != CHOICE_NONE)
            json_object_set_new(members, switch_kind(id)->key,
                                json_boolean(choices->of[id] == CHOICE_ON));
    return members;
}

static json_t *encode_items(const struct overrides *overrides) {
    json_t *members = json_object();
    for (size_t i = 0; i < overrides->item_count; i++)
        json_object_set_new(members, overrides->items[i].id,
                            json_boolean(overrides->items[i].choice == CHOICE_ON));
    return members;
}

static json_t *encode_pins(const struct overrides *overrides) {
    json_t *list = json_array();
    for (size_t i = 0; i < overrides->pin_count; i++)
        json_array_append_new(list, json_string(overrides->pins[i]));
    return list;
}

static json_t *encode_windows(const struct overrides *overrides, int zone_s) {
    json_t *list = json_array();
    for (size_t i = 0; i < overrides->window_count; i++)
        json_array_append_new(list, timeslot_encode(&overrides->windows[i], zone_s));
    return list;
}

/* Takes `value` over; an empty one says nothing. */
static void set_filled(json_t *object, const char *key, json_t *value) {
    if (json_object_size(value) || json_array_size(value))
        json_object_set(object, key, value);
    json_decref(value);
}

json_t *overrides_encode(const struct overrides *overrides, int zone_s) {
    json_t *object = json_object();
    set_filled(object, "switches", encode_switches(&overrides->switches));
    set_filled(object, "items", encode_items(overrides));
    if (overrides->has_pins)
        json_object_set_new(object, "pins", encode_pins(overrides));
    set_filled(object, "windows", encode_windows(overrides, zone_s));
    return object;
}
