#include "model/content_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/xalloc.h"
#include "model/people_index.h"

#define UNITS_MAX 5000
#define FIGURES_MAX 16
#define UNIT_MODELS_MAX 1000000

/* Ids to indices; 20,000 people each name a unit and a project. Owned: json_decref. */
static json_t *index_of(struct reader *r, const json_t *list, const char *list_name) {
    json_t *index = json_object();
    for (size_t i = 0; i < json_array_size(list); i++) {
        reader_at(r, "%s[%zu]", list_name, i);
        const char *id = reader_id(r, json_array_get(list, i), "id");
        if (json_object_get(index, id))
            reader_fail(r, "id", "an id of its own");
        json_object_set_new(index, id, json_integer((json_int_t)i));
    }
    return index;
}

/* The index that an id of `key` stands for; false when it is absent or names nothing. */
static bool find(struct reader *r, const json_t *entry, const char *key, const json_t *index,
                 size_t *out) {
    const json_t *found = json_object_get(index, reader_text(r, entry, key, ""));
    if (!found)
        return false;
    *out = (size_t)json_integer_value(found);
    return true;
}

static void read_units(struct content *content, struct reader *r, const json_t *list) {
    content->units = xcalloc(json_array_size(list), sizeof *content->units);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        reader_at(r, "units[%zu]", i);
        content->units[content->unit_count++] = (struct unit){
            .id = reader_id(r, entry, "id"),
            .kind = reader_text(r, entry, "kind", ""),
            .name = reader_id(r, entry, "name"),
            .is_required = reader_switch(r, entry, "required"),
            .is_sample = reader_switch(r, entry, "sample"),
        };
        content->is_sample = content->is_sample || content->units[i].is_sample;
    }
}

/* A row of a unit that does not exist is left aside. */
static void read_progress(struct content *content, struct reader *r, const json_t *list,
                          const json_t *unit_index) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        size_t unit;
        reader_at(r, "progress[%zu]", i);
        int registered = (int)reader_number(r, entry, "registered", UNIT_MODELS_MAX);
        int completed = (int)reader_number(r, entry, "completed", UNIT_MODELS_MAX);
        if (!find(r, entry, "unit_id", unit_index, &unit))
            continue;
        content->units[unit].registered = registered;
        content->units[unit].completed = completed;
    }
}

/* Owned by the caller. */
static struct figure *read_figures(struct reader *r, const json_t *entry, size_t *out_count) {
    const json_t *list = reader_array(r, entry, "numbers", FIGURES_MAX);
    size_t count = json_array_size(list);
    struct figure *figures = count ? xcalloc(count, sizeof *figures) : NULL;
    for (size_t i = 0; i < count; i++) {
        const json_t *figure = json_array_get(list, i);
        figures[i] = (struct figure){
            .value = reader_text(r, figure, "value", ""),
            .label = reader_text(r, figure, "label", ""),
        };
    }
    *out_count = count;
    return figures;
}

/* NULL when there is none. */
static const char *read_photo(struct reader *r, const json_t *entry, const char *key) {
    const char *photo = reader_text(r, entry, key, NULL);
    if (photo && !content_is_sha256(photo))
        reader_fail(r, key, "the SHA-256 of an asset in hex, or null");
    return photo;
}

static void read_projects(struct content *content, struct reader *r, const json_t *list,
                          const json_t *unit_index) {
    content->projects = xcalloc(json_array_size(list), sizeof *content->projects);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        struct project *project = &content->projects[content->project_count++];
        size_t unit;
        reader_at(r, "projects[%zu]", i);
        *project = (struct project){
            .id = reader_id(r, entry, "id"),
            .kind = reader_text(r, entry, "kind", ""),
            .name = reader_id(r, entry, "name"),
            .run_by = reader_text(r, entry, "run_by", ""),
            .status = reader_text(r, entry, "status", ""),
            .text = reader_text(r, entry, "text", ""),
            .icon = reader_text(r, entry, "icon", ""),
            .photo = read_photo(r, entry, "photo"),
            .area = campaign_area(&content->campaign, reader_text(r, entry, "area_id", "")),
            .progress_percent = (int)reader_number(r, entry, "progress_percent", 100),
            .is_sample = reader_switch(r, entry, "sample"),
        };
        if (find(r, entry, "unit_id", unit_index, &unit))
            project->unit = &content->units[unit];
        project->figures = read_figures(r, entry, &project->figure_count);
        content->is_sample = content->is_sample || project->is_sample;
    }
}

/* The publication gate: the person's own consent, and a decision that can be looked up. Samples
 * have no decision and pass as samples. */
static bool may_be_shown(struct reader *r, const json_t *entry) {
    const json_t *decision = reader_object(r, entry, "decision");
    bool has_number = reader_text(r, decision, "number", "")[0] != '\0';
    bool is_decided = has_number && reader_day(r, decision, "date").year != 0;
    return reader_switch(r, entry, "publish_consent") &&
           strcmp(reader_text(r, entry, "status", ""), "published") == 0 &&
           (is_decided || reader_switch(r, entry, "sample"));
}

static void read_person(struct person *person, struct reader *r, const json_t *entry,
                        const struct campaign *campaign) {
    const json_t *decision = reader_object(r, entry, "decision");
    const char *number = reader_text(r, decision, "number", "");
    *person = (struct person){
        .id = reader_id(r, entry, "id"),
        .name = reader_id(r, entry, "name"),
        .honorific = reader_text(r, entry, "honorific", ""),
        .role = reader_text(r, entry, "role", ""),
        .award = reader_text(r, entry, "award", ""),
        .achievement = reader_text(r, entry, "achievement", ""),
        .story = reader_text(r, entry, "story", ""),
        .decision_number = number[0] ? number : NULL,
        .decision_date = reader_day(r, decision, "date"),
        .level = campaign_level(campaign, reader_text(r, entry, "level", "")),
        .group = campaign_group(campaign, reader_text(r, entry, "group", "")),
        .portrait = read_photo(r, entry, "portrait"),
        .is_sample = reader_switch(r, entry, "sample"),
        .is_featured = reader_switch(r, entry, "featured"),
    };
    person->figures = read_figures(r, entry, &person->figure_count);
    if (!person->level)
        reader_fail(r, "level", "the id of a level of the campaign");
    if (!person->group)
        reader_fail(r, "group", "the id of a group of the campaign");
}

/* The order of the wall. Ids settle what names do not, so that every kiosk shows the same. */
static int compare_people(const void *a, const void *b) {
    const struct person *one = a, *other = b;
    if (one->level->order != other->level->order)
        return other->level->order - one->level->order;
    int by_name = fold_compare_names(one->name, other->name);
    return by_name ? by_name : strcmp(one->id, other->id);
}

static void read_people(struct content *content, struct reader *r, const json_t *list,
                        const json_t *unit_index, const json_t *project_index) {
    content->people = xcalloc(json_array_size(list), sizeof *content->people);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        struct person *person = &content->people[content->person_count];
        size_t unit, project;
        reader_at(r, "honourees[%zu]", i);
        if (!may_be_shown(r, entry))
            continue;
        read_person(person, r, entry, &content->campaign);
        if (find(r, entry, "unit_id", unit_index, &unit))
            person->unit = &content->units[unit];
        if (find(r, entry, "project_id", project_index, &project))
            person->project = &content->projects[project];
        content->person_count++;
        content->is_sample = content->is_sample || person->is_sample;
    }
    if (!r->why) // a person without a level cannot be placed
        qsort(content->people, content->person_count, sizeof *content->people, compare_people);
}

void content_read_wall(struct content *content, struct reader *r, size_t people_max) {
    const json_t *units = reader_array(r, content->root, "units", UNITS_MAX);
    const json_t *projects = reader_array(r, content->root, "projects", CONTENT_PROJECTS_MAX);
    const json_t *people = reader_array(r, content->root, "honourees", people_max);
    const json_t *progress = reader_array(r, content->root, "progress", UNITS_MAX);
    json_t *unit_index = index_of(r, units, "units");
    json_t *project_index = index_of(r, projects, "projects");
    json_decref(index_of(r, people, "honourees")); // for its check of the ids alone
    read_units(content, r, units);
    read_progress(content, r, progress, unit_index);
    read_projects(content, r, projects, unit_index);
    read_people(content, r, people, unit_index, project_index);
    json_decref(project_index);
    json_decref(unit_index);
    content->people_index = people_index_create(content->people, content->person_count);
}

void content_free_wall(struct content *content) {
    for (size_t i = 0; i < content->project_count; i++)
        free(content->projects[i].figures);
    for (size_t i = 0; i < content->person_count; i++)
        free(content->people[i].figures);
    people_index_destroy(content->people_index);
    free(content->units);
    free(content->projects);
    free(content->people);
}

bool project_is_done(const struct project *project) {
    return strcmp(project->status, "hoan_thanh") == 0;
}

const struct unit *content_unit(const struct content *content, const char *id) {
    for (size_t i = 0; i < content->unit_count; i++)
        if (strcmp(content->units[i].id, id) == 0)
            return &content->units[i];
    return NULL;
}
