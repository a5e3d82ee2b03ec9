/* What was sent of an entry, over what is there. */
#include "records/entry_fields.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/fold.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "records/assets.h"

#define FIGURE_PART_MAX 40 // characters

struct reading {
    const struct entry_reading *asked;
    json_t *entry; // being made
    struct fault *faults;
    size_t fault_count;
};

static void blame(struct reading *r, const struct entry_field *field, const char *why) {
    if (r->fault_count < ENTRY_FAULTS_MAX)
        r->faults[r->fault_count++] = (struct fault){field->name, why};
}

/* --- members -------------------------------------------------------------------------------- */

/* The object that holds the field, and its name there: "decision.number" stands in `decision`.
 * @return borrowed; NULL when it is not there and shall not be made */
static json_t *holder(json_t *entry, const char *name, bool is_made, const char **out_key) {
    const char *dot = strchr(name, '.');
    *out_key = dot ? dot + 1 : name;
    if (!dot)
        return entry;
    char *outer = xstrndup(name, (size_t)(dot - name));
    json_t *object = jsonread_object(entry, outer);
    if (is_made) { // what was there before belongs to others, too
        object = object ? json_copy(object) : json_object();
        json_object_set_new(entry, outer, object);
    }
    free(outer);
    return object;
}

/* Takes the reference; NULL: nothing. What was nothing before stays the nothing that it was. */
static void set(struct reading *r, const struct entry_field *field, json_t *value) {
    const char *key;
    json_t *object = holder(r->entry, field->name, false, &key);
    json_t *before = json_object_get(object, key);
    if (!value && (!before || json_is_null(before)))
        return;
    if (value && before && json_equal(before, value)) {
        json_decref(value);
        return;
    }
    object = holder(r->entry, field->name, true, &key);
    if (value)
        json_object_set_new(object, key, value);
    else
        json_object_del(object, key);
}

/* --- kinds ---------------------------------------------------------------------------------- */

static void read_text(struct reading *r, const struct entry_field *field, const char *text) {
    if (utf8_count(text) > (size_t)field->most)
        blame(r, field, "long");
    set(r, field, text[0] ? json_string(text) : NULL);
}

static void read_day(struct reading *r, const struct entry_field *field, const char *text) {
    struct date day;
    char plain[DATE_ISO_MAX];
    if (text[0] && !date_parse_typed(text, &day)) {
        blame(r, field, "date");
        set(r, field, json_string(text));
    } else if (text[0]) {
        date_format_iso(day, plain);
        set(r, field, json_string(plain));
    } else {
        set(r, field, NULL);
    }
}

static void read_number(struct reading *r, const struct entry_field *field, const char *text) {
    size_t len = strlen(text);
    long number = 0;
    if (len > 9 || strspn(text, "0123456789") != len || (number = atol(text)) > field->most) {
        blame(r, field, "number");
        set(r, field, json_string(text));
        return;
    }
    set(r, field, len ? json_integer(number) : NULL);
}

static void read_switch(struct reading *r, const struct entry_field *field, const char *text) {
    static const char *const yes[] = {"1", "co", "x", "yes", "true", "dung"};
    static const char *const no[] = {"", "0", "khong", "no", "false"};
    char *folded = fold_text(text);
    bool is_on = false, is_known = false;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        is_on |= !strcmp(folded, yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        is_known |= !strcmp(folded, no[i]);
    free(folded);
    if (!is_on && !is_known)
        blame(r, field, "unknown");
    const char *key;
    json_t *object = holder(r->entry, field->name, false, &key);
    if (is_on || json_is_true(json_object_get(object, key)))
        set(r, field, json_boolean(is_on));
}

/* By its id, in a file also by its name, whatever its case and marks where that is clear. */
static const char *find_choice(const struct reading *r, const struct entry_field *field,
                               const char *text) {
    const struct entry_choices *choices = r->asked->choices;
    const struct entry_choice *found = entry_choice(choices, field->list, text);
    for (size_t i = 0; !found && r->asked->is_file && i < choices->lists[field->list].count; i++)
        if (!strcmp(choices->lists[field->list].items[i].name, text))
            found = &choices->lists[field->list].items[i];
    for (size_t i = 0; !found && r->asked->is_file && i < choices->lists[field->list].count; i++) {
        const struct entry_choice *one = &choices->lists[field->list].items[i];
        char *name = fold_text(one->name), *asked = fold_text(text);
        if (!strcmp(name, asked))
            found = one;
        free(asked);
        free(name);
    }
    return found ? found->id : NULL;
}

static const char *current_text(const struct reading *r, const struct entry_field *field) {
    const char *key;
    const json_t *object = holder(r->entry, field->name, false, &key);
    return jsonread_text(object, key, "");
}

static void read_choice(struct reading *r, const struct entry_field *field, const char *text) {
    const char *id = text[0] ? find_choice(r, field, text) : "";
    if (!id && strcmp(current_text(r, field), text) != 0) // one that was there before may stay
        blame(r, field, "unknown");
    set(r, field, text[0] ? json_string(id ? id : text) : NULL);
}

/* Parts with one of `separators` between, trimmed, empty ones left out. */
static char *next_part(const char **at, const char *separators) {
    while (**at) {
        size_t len = strcspn(*at, separators);
        char *part = utf8_clean(*at, len, false);
        *at += len + ((*at)[len] != '\0');
        if (part && part[0])
            return part;
        free(part);
    }
    return NULL;
}

static void read_choices(struct reading *r, const struct entry_field *field, const char *text) {
    json_t *list = json_array();
    for (char *part; (part = next_part(&text, ";\n")); free(part)) {
        const char *id = find_choice(r, field, part);
        if (!id)
            blame(r, field, "unknown");
        json_array_append_new(list, json_string(id ? id : part));
    }
    if (json_array_size(list) > 0 || json_object_get(r->entry, field->name))
        set(r, field, list);
    else
        json_decref(list);
}

static json_t *figure_of(struct reading *r, const struct entry_field *field, const char *line) {
    const char *bar = strchr(line, '|');
    char *value = utf8_clean(line, bar ? (size_t)(bar - line) : strlen(line), false);
    char *label = bar ? utf8_clean(bar + 1, strlen(bar + 1), false) : xstrdup("");
    if (!bar || !value[0] || !label[0])
        blame(r, field, "figures");
    else if (utf8_count(value) > FIGURE_PART_MAX || utf8_count(label) > FIGURE_PART_MAX)
        blame(r, field, "long");
    json_t *figure = json_pack("{s:s, s:s}", "value", value, "label", label);
    free(label);
    free(value);
    return figure;
}

static void read_figures(struct reading *r, const struct entry_field *field, const char *text) {
    json_t *list = json_array();
    for (char *line; (line = next_part(&text, r->asked->is_file ? ";\n" : "\n")); free(line))
        json_array_append_new(list, figure_of(r, field, line));
    if (json_array_size(list) > (size_t)field->most)
        blame(r, field, "too-many");
    if (json_array_size(list) > 0 || json_object_get(r->entry, field->name))
        set(r, field, list);
    else
        json_decref(list);
}

static void read_photo(struct reading *r, const struct entry_field *field, const char *text) {
    if (text[0] && !assets_is_hash(text))
        blame(r, field, "unknown");
    else
        set(r, field, text[0] ? json_string(text) : NULL);
}

/* --- a whole entry -------------------------------------------------------------------------- */

static void read_field(struct reading *r, const struct entry_field *field) {
    char *sent = r->asked->source->text(r->asked->source->context, field);
    if (!sent)
        return;
    bool has_lines =
        field->kind == ENTRY_LINES || field->kind == ENTRY_FIGURES || field->kind == ENTRY_CHOICES;
    char *text = utf8_clean(sent, strlen(sent), has_lines);
    free(sent);
    if (!text) {
        blame(r, field, "chars");
        return;
    }
    switch (field->kind) {
    case ENTRY_LINE:
    case ENTRY_LINES:
        read_text(r, field, text);
        break;
    case ENTRY_DAY:
        read_day(r, field, text);
        break;
    case ENTRY_NUMBER:
        read_number(r, field, text);
        break;
    case ENTRY_SWITCH:
        read_switch(r, field, text);
        break;
    case ENTRY_CHOICE:
        read_choice(r, field, text);
        break;
    case ENTRY_CHOICES:
        read_choices(r, field, text);
        break;
    case ENTRY_FIGURES:
        read_figures(r, field, text);
        break;
    case ENTRY_PHOTO:
        read_photo(r, field, text);
        break;
    }
    free(text);
}

static void need(struct reading *r, const struct entry_field *field) {
    char *text = entry_text(r->entry, field);
    if (!text[0])
        blame(r, field, "empty");
    free(text);
}

/* Whoever said how and when they agreed has agreed. A yes that was taken back stays taken back
 * until another one is written down. */
static void complete_consent(struct reading *r, const json_t *before) {
    const json_t *consent = jsonread_object(r->entry, "consent");
    const json_t *old = jsonread_object(before, "consent");
    const char *how = jsonread_text(consent, "how", ""), *day = jsonread_text(consent, "date", "");
    if (!consent || json_equal(consent, old))
        return;
    bool is_given = how[0] && day[0];
    json_t *copy = json_copy((json_t *)consent);
    json_object_set_new(copy, "value", json_string(is_given ? "yes" : ""));
    json_object_set_new(r->entry, "consent", copy);
    if (!jsonread_bool(r->entry, "sample", false))
        json_object_set_new(r->entry, "publish_consent", json_boolean(is_given));
}

/* The award is that of the level, unless it is written otherwise. */
static void complete_award(struct reading *r, const json_t *before) {
    const struct entry_choices *choices = r->asked->choices;
    const struct entry_choice *level =
        entry_choice(choices, ENTRY_LIST_LEVELS, jsonread_text(r->entry, "level", ""));
    const struct entry_choice *was =
        entry_choice(choices, ENTRY_LIST_LEVELS, jsonread_text(before, "level", ""));
    const char *award = jsonread_text(r->entry, "award", "");
    if (level && (!award[0] || (was && was != level && !strcmp(award, was->name))))
        json_object_set_new(r->entry, "award", json_string(level->name));
}

static void complete_person(struct reading *r, const json_t *before) {
    complete_consent(r, before);
    complete_award(r, before);
    if (!json_object_get(r->entry, "status"))
        json_object_set_new(r->entry, "status", json_string("published"));
}

static void check_notice(struct reading *r) {
    const char *from = jsonread_text(r->entry, "from", ""), *to = jsonread_text(r->entry, "to", "");
    if (!jsonread_text(r->entry, "title", "")[0] && !jsonread_text(r->entry, "text", "")[0])
        blame(r, entry_field(TOPIC_NOTICE, "text"), "empty");
    if (from[0] && to[0] && strcmp(from, to) > 0)
        blame(r, entry_field(TOPIC_NOTICE, "to"), "order");
}

static void check_unit(struct reading *r) {
    const json_t *progress = jsonread_object(r->entry, "progress");
    if (jsonread_int(progress, "completed", 0) > jsonread_int(progress, "registered", 0))
        blame(r, entry_field(TOPIC_UNIT, "progress.completed"), "more");
}

json_t *entry_read(const struct entry_reading *reading, const json_t *before, const char *id,
                   struct fault *out_faults, size_t *out_fault_count) {
    struct reading r = {.asked = reading, .faults = out_faults};
    size_t count;
    const struct entry_field *fields = entry_fields(reading->topic, &count);
    bool is_dossier = wall_is_dossier(before);
    r.entry = before ? json_copy((json_t *)before) : json_pack("{s:s}", "id", id);
    for (size_t i = 0; i < count; i++) {
        if (is_dossier && !fields[i].is_added)
            continue;
        read_field(&r, &fields[i]);
        if (fields[i].is_required)
            need(&r, &fields[i]);
    }
    if (reading->topic == TOPIC_HONOUREE && !is_dossier)
        complete_person(&r, before);
    else if (reading->topic == TOPIC_NOTICE)
        check_notice(&r);
    else if (reading->topic == TOPIC_UNIT)
        check_unit(&r);
    *out_fault_count = r.fault_count;
    return r.entry;
}

/* --- shown again ---------------------------------------------------------------------------- */

static char *join(const json_t *list, const char *between) {
    struct strbuf out = {.text = NULL};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        if (i > 0)
            strbuf_add_text(&out, between);
        if (json_is_string(one))
            strbuf_add_text(&out, json_string_value(one));
        else
            strbuf_addf(&out, "%s | %s", jsonread_text(one, "value", ""),
                        jsonread_text(one, "label", ""));
    }
    return strbuf_detach(&out);
}

char *entry_text(const json_t *entry, const struct entry_field *field) {
    const char *key;
    const json_t *object = holder((json_t *)entry, field->name, false, &key);
    const json_t *value = json_object_get(object, key);
    if (json_is_array(value))
        return join(value, field->kind == ENTRY_CHOICES ? ";" : "\n");
    if (json_is_integer(value))
        return xasprintf("%lld", (long long)json_integer_value(value));
    if (json_is_boolean(value))
        return xstrdup(json_is_true(value) ? "1" : "");
    return xstrdup(json_is_string(value) ? json_string_value(value) : "");
}

/* --- the gate ------------------------------------------------------------------------------- */

size_t entry_gate(enum topic topic, const json_t *entry, struct fault *out_faults) {
    static const char *const needed[] = {"decision.number", "decision.date", "level", "consent.how",
                                         "consent.date"};
    size_t count = 0;
    if (topic != TOPIC_HONOUREE || wall_is_dossier(entry) || jsonread_bool(entry, "sample", false))
        return 0;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        char *text = entry_text(entry, entry_field(topic, needed[i]));
        if (!text[0])
            out_faults[count++] = (struct fault){needed[i], "gate"};
        free(text);
    }
    if (!strcmp(jsonread_text(jsonread_object(entry, "consent"), "value", ""), "withdrawn"))
        out_faults[count++] = (struct fault){"consent.how", "withdrawn"};
    return count;
}
