#include "records/entry_fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/xalloc.h"

static const struct entry_field honouree[] = {
    {"name", ENTRY_LINE, ENTRY_LIST_NONE, 120, true, false},
    {"honorific", ENTRY_LINE, ENTRY_LIST_NONE, 20, false, false},
    {"group", ENTRY_CHOICE, ENTRY_LIST_GROUPS, 0, true, false},
    {"role", ENTRY_LINE, ENTRY_LIST_NONE, 120, false, false},
    {"unit_id", ENTRY_CHOICE, ENTRY_LIST_UNITS, 0, false, false},
    {"level", ENTRY_CHOICE, ENTRY_LIST_LEVELS, 0, true, false},
    {"award", ENTRY_LINE, ENTRY_LIST_NONE, 160, false, false},
    {"decision.number", ENTRY_LINE, ENTRY_LIST_NONE, 60, false, false},
    {"decision.date", ENTRY_DAY, ENTRY_LIST_NONE, 0, false, false},
    {"consent.how", ENTRY_LINE, ENTRY_LIST_NONE, 200, false, false},
    {"consent.date", ENTRY_DAY, ENTRY_LIST_NONE, 0, false, false},
    {"achievement", ENTRY_LINES, ENTRY_LIST_NONE, 600, false, false},
    {"story", ENTRY_LINES, ENTRY_LIST_NONE, 6000, false, true},
    {"area_ids", ENTRY_CHOICES, ENTRY_LIST_AREAS, 0, false, false},
    {"project_id", ENTRY_CHOICE, ENTRY_LIST_PROJECTS, 0, false, false},
    {"numbers", ENTRY_FIGURES, ENTRY_LIST_NONE, 6, false, true},
    {"featured", ENTRY_SWITCH, ENTRY_LIST_NONE, 0, false, true},
    {"portrait", ENTRY_PHOTO, ENTRY_LIST_NONE, 0, false, true},
};

static const struct entry_field project[] = {
    {"name", ENTRY_LINE, ENTRY_LIST_NONE, 160, true, false},
    {"kind", ENTRY_CHOICE, ENTRY_LIST_PROJECT_KINDS, 0, true, false},
    {"unit_id", ENTRY_CHOICE, ENTRY_LIST_UNITS, 0, false, false},
    {"run_by", ENTRY_LINE, ENTRY_LIST_NONE, 160, false, false},
    {"area_id", ENTRY_CHOICE, ENTRY_LIST_AREAS, 0, false, false},
    {"status", ENTRY_CHOICE, ENTRY_LIST_PROJECT_STATES, 0, true, false},
    {"progress_percent", ENTRY_NUMBER, ENTRY_LIST_NONE, 100, false, false},
    {"start", ENTRY_DAY, ENTRY_LIST_NONE, 0, false, false},
    {"planned_end", ENTRY_DAY, ENTRY_LIST_NONE, 0, false, false},
    {"text", ENTRY_LINES, ENTRY_LIST_NONE, 2000, false, false},
    {"numbers", ENTRY_FIGURES, ENTRY_LIST_NONE, 6, false, false},
    {"photo", ENTRY_PHOTO, ENTRY_LIST_NONE, 0, false, false},
};

static const struct entry_field unit[] = {
    {"name", ENTRY_LINE, ENTRY_LIST_NONE, 120, true, false},
    {"kind", ENTRY_CHOICE, ENTRY_LIST_UNIT_KINDS, 0, true, false},
    {"required", ENTRY_SWITCH, ENTRY_LIST_NONE, 0, false, false},
    {"progress.registered", ENTRY_NUMBER, ENTRY_LIST_NONE, 100000, false, false},
    {"progress.completed", ENTRY_NUMBER, ENTRY_LIST_NONE, 100000, false, false},
};

static const struct entry_field notice[] = {
    {"title", ENTRY_LINE, ENTRY_LIST_NONE, 120, false, false},
    {"text", ENTRY_LINES, ENTRY_LIST_NONE, 1200, false, false},
    {"from", ENTRY_DAY, ENTRY_LIST_NONE, 0, false, false},
    {"to", ENTRY_DAY, ENTRY_LIST_NONE, 0, false, false},
};

static const struct {
    const struct entry_field *fields;
    size_t count;
} tables[TOPIC_COUNT] = {
    [TOPIC_HONOUREE] = {honouree, sizeof honouree / sizeof *honouree},
    [TOPIC_PROJECT] = {project, sizeof project / sizeof *project},
    [TOPIC_UNIT] = {unit, sizeof unit / sizeof *unit},
    [TOPIC_NOTICE] = {notice, sizeof notice / sizeof *notice},
};

const struct entry_field *entry_fields(enum topic topic, size_t *out_count) {
    *out_count = topic < TOPIC_COUNT ? tables[topic].count : 0;
    return *out_count ? tables[topic].fields : NULL;
}

const struct entry_field *entry_field(enum topic topic, const char *name) {
    size_t count;
    const struct entry_field *fields = entry_fields(topic, &count);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(fields[i].name, name))
            return &fields[i];
    return NULL;
}

/* --- choices -------------------------------------------------------------------------------- */

void entry_choices_set(struct entry_choices *choices, enum entry_list list,
                       const struct entry_choice *items, size_t count) {
    free(choices->lists[list].items);
    choices->lists[list].items = xcalloc(count + 1, sizeof *items);
    if (count)
        memcpy(choices->lists[list].items, items, count * sizeof *items);
    choices->lists[list].count = count;
}

static void add_list(struct entry_choices *choices, enum entry_list list, const json_t *entries,
                     const char *name) {
    size_t count = json_array_size(entries);
    struct entry_choice *items = xcalloc(count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        const json_t *entry = json_array_get(entries, i);
        const char *id = jsonread_text(entry, "id", "");
        items[i] =
            (struct entry_choice){id, jsonread_text(entry, name, jsonread_text(entry, "name", id))};
    }
    entry_choices_set(choices, list, items, count);
    free(items);
}

/* The current one in the authoritative language. */
static const json_t *campaign_of(const json_t *wall) {
    const char *current = jsonread_text(wall, "current", "");
    size_t i;
    json_t *one;
    json_array_foreach(jsonread_array(wall, "campaigns"), i, one) {
        const json_t *meta = jsonread_object(one, "meta");
        if (!strcmp(jsonread_text(meta, "id", ""), current) &&
            !strcmp(jsonread_text(meta, "lang", ""), "vi"))
            return one;
    }
    return NULL;
}

void entry_choices_init(struct entry_choices *choices, const json_t *wall) {
    const json_t *campaign = campaign_of(wall);
    *choices = (struct entry_choices){.lists = {{NULL, 0}}};
    add_list(choices, ENTRY_LIST_UNITS, jsonread_array(wall, "units"), "name");
    add_list(choices, ENTRY_LIST_PROJECTS, jsonread_array(wall, "projects"), "name");
    add_list(choices, ENTRY_LIST_LEVELS, jsonread_array(campaign, "levels"), "name");
    add_list(choices, ENTRY_LIST_GROUPS, jsonread_array(campaign, "groups"), "name");
    add_list(choices, ENTRY_LIST_AREAS, jsonread_array(campaign, "content_areas"), "title");
}

void entry_choices_finish(struct entry_choices *choices) {
    for (size_t i = 0; i < ENTRY_LISTS; i++)
        free(choices->lists[i].items);
    *choices = (struct entry_choices){.lists = {{NULL, 0}}};
}

const struct entry_choice *entry_choice(const struct entry_choices *choices, enum entry_list list,
                                        const char *id) {
    for (size_t i = 0; i < choices->lists[list].count; i++)
        if (!strcmp(choices->lists[list].items[i].id, id))
            return &choices->lists[list].items[i];
    return NULL;
}
