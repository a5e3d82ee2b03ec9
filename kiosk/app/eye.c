#include "app/eye.h"

#include <jansson.h>
#include <string.h>

#include "app/house.h"
#include "draw/text.h"

struct element_list eye_list(const struct eye *eye) {
    struct element_list list = {0};
    house_list(eye->house, &list);
    return list;
}

/* Drawing changes nothing, so drawing the screen once more tells what is written on it. */
static struct text_log read_texts(const struct eye *eye) {
    struct text_log log = {0};
    struct canvas *canvas = eye->canvas;
    canvas->text_log = &log;
    house_draw(eye->house, canvas);
    canvas->text_log = NULL;
    return log;
}

/* A field draws its text by itself, past the text that is logged. */
static bool is_in_field(const struct eye *eye, const char *words) {
    struct element_list list = eye_list(eye);
    bool found = false;
    for (size_t i = 0; i < list.count && !found; i++)
        found = strcmp(list.items[i].role, "field") == 0 && strstr(list.items[i].label, words);
    element_list_finish(&list);
    return found;
}

bool eye_shows(const struct eye *eye, const char *words) {
    struct text_log log = read_texts(eye);
    bool found = is_in_field(eye, words);
    for (size_t i = 0; i < log.count && !found; i++)
        found = strstr(log.entries[i].text, words) != NULL;
    text_log_finish(&log);
    return found;
}

static bool matches(const struct element *element, const char *name, bool is_loose) {
    if (name[0] == '#')
        return strcmp(element->id, name + 1) == 0;
    if (!element->label)
        return false;
    return is_loose ? strncmp(element->label, name, strlen(name)) == 0
                    : strcmp(element->label, name) == 0;
}

bool eye_find(const struct eye *eye, const char *name, struct element *out) {
    struct element_list list = eye_list(eye);
    bool found = false;
    for (int is_loose = 0; is_loose < 2 && !found; is_loose++) {
        for (size_t i = 0; i < list.count && !found; i++) {
            found = matches(&list.items[i], name, is_loose);
            if (found)
                *out = list.items[i];
        }
    }
    if (found)
        out->label = NULL; // owned by the list
    element_list_finish(&list);
    return found;
}

/* --- written down ------------------------------------------------------------------------- */

static json_t *describe(const struct element *element) {
    return json_pack("{s:s, s:s, s:s, s:[i,i,i,i], s:b, s:b, s:b}", "id", element->id, "role",
                     element->role, "label", element->label ? element->label : "", "rect",
                     element->area.x, element->area.y, element->area.w, element->area.h, "enabled",
                     element->is_enabled, "chosen", element->is_chosen, "focus",
                     element->has_focus);
}

static json_t *describe_text(const struct text_log_entry *entry) {
    return json_pack("{s:s, s:[i,i,i,i], s:i, s:b}", "text", entry->text, "rect", entry->area.x,
                     entry->area.y, entry->area.w, entry->area.h, "size", entry->size_px, "cut",
                     entry->is_cut);
}

bool eye_write(const struct eye *eye, const char *path) {
    json_t *root = json_object(), *targets = json_array(), *texts = json_array();
    struct element_list list = eye_list(eye);
    for (size_t i = 0; i < list.count; i++)
        json_array_append_new(targets, describe(&list.items[i]));
    element_list_finish(&list);
    struct text_log log = read_texts(eye);
    for (size_t i = 0; i < log.count; i++)
        json_array_append_new(texts, describe_text(&log.entries[i]));
    text_log_finish(&log);
    json_object_set_new(root, "screen", json_string(house_screen_name(eye->house)));
    json_object_set_new(root, "elements", targets);
    json_object_set_new(root, "texts", texts);
    bool is_saved = json_dump_file(root, path, JSON_INDENT(1)) == 0;
    json_decref(root);
    return is_saved;
}
