#include "model/content_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/jsonread.h"
#include "base/xalloc.h"
#include "model/people_index.h"

#define UNITS_MAX 5000
#define FIGURES_MAX 16
#define UNIT_MODELS_MAX 1000000

/* What staff switch, pin and give times to they name by its id alone, whatever it is. */
static void check_ids(struct reader *r, const json_t *list, const char *list_name, json_t *taken) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *id = json_string_value(json_object_get(json_array_get(list, i), "id"));
        if (!id || !id[0])
            continue;
        reader_at(r, "%s[%zu]", list_name, i);
        if (json_object_get(taken, id))
            reader_fail(r, "id", "an id of its own");
        json_object_set_new(taken, id, json_true());
    }
}

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

/* A place stays what it is from one campaign to the next, unless it says of which it is. Nobody
 * switches a unit, but samples go with their switch: then the id names nothing any more. */
static void read_units(struct content *content, struct reader *r, const json_t *list,
                       json_t *index) {
    content->units = xcalloc(json_array_size(list), sizeof *content->units);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        reader_at(r, "units[%zu]", i);
        bool is_of_another = json_object_get(entry, "campaign") && !content_has(content, r, entry);
        struct unit unit = {
            .id = reader_id(r, entry, "id"),
            .kind = reader_text(r, entry, "kind", ""),
            .name = reader_id(r, entry, "name"),
            .is_required = reader_switch(r, entry, "required"),
            .is_sample = reader_switch(r, entry, "sample"),
        };
        json_object_del(index, unit.id);
        if (is_of_another || (unit.is_sample && !content->switches.is_on[SWITCH_SAMPLE]))
            continue;
        json_object_set_new(index, unit.id, json_integer((json_int_t)content->unit_count));
        content->units[content->unit_count++] = unit;
        content->is_sample = content->is_sample || unit.is_sample;
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
        if (!content_has(content, r, entry) || !find(r, entry, "unit_id", unit_index, &unit))
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

/* A model passes until its entry says that it was not approved, or its people do not agree. */
static enum hidden gate_of_project(struct reader *r, const json_t *entry) {
    const json_t *consent = json_object_get(entry, "publish_consent");
    const json_t *approved = json_object_get(entry, "approved");
    bool has_consent =
        !consent || json_is_null(consent) || reader_switch(r, entry, "publish_consent");
    bool is_approved = !approved || json_is_null(approved) || reader_switch(r, entry, "approved");
    return !is_approved ? HIDDEN_UNPUBLISHED : has_consent ? HIDDEN_NOT : HIDDEN_NO_CONSENT;
}

static void read_project(struct project *project, struct reader *r, const json_t *entry,
                         const struct campaign *campaign) {
    *project = (struct project){
        .id = reader_id(r, entry, "id"),
        .kind = reader_text(r, entry, "kind", ""),
        .name = reader_id(r, entry, "name"),
        .run_by = reader_text(r, entry, "run_by", ""),
        .status = reader_text(r, entry, "status", ""),
        .text = reader_text(r, entry, "text", ""),
        .icon = reader_text(r, entry, "icon", ""),
        .photo = read_photo(r, entry, "photo"),
        .area = campaign_area(campaign, reader_text(r, entry, "area_id", "")),
        .progress_percent = (int)reader_number(r, entry, "progress_percent", 100),
        .is_sample = reader_switch(r, entry, "sample"),
    };
    project->figures = read_figures(r, entry, &project->figure_count);
}

static void read_projects(struct content *content, struct reader *r, const struct judge *judge,
                          const json_t *list, json_t *index, const json_t *unit_index) {
    content->projects = xcalloc(json_array_size(list), sizeof *content->projects);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        struct project *project = &content->projects[content->project_total];
        size_t unit;
        reader_at(r, "projects[%zu]", i);
        if (!content_has(content, r, entry)) {
            json_object_del(index, jsonread_text(entry, "id", ""));
            continue;
        }
        content->project_total++;
        read_project(project, r, entry, &content->campaign);
        if (find(r, entry, "unit_id", unit_index, &unit))
            project->unit = &content->units[unit];
        project->place = i;
        project->hidden = judge_item(judge, entry, gate_of_project(r, entry));
        content->project_count += project->hidden == HIDDEN_NOT;
        content->is_sample = content->is_sample || (project->is_sample && !project->hidden);
    }
}

/* What is shown before what is not, each in the manifest's order. */
static int compare_projects(const void *a, const void *b) {
    const struct project *one = a, *other = b;
    int by_hidden = (one->hidden != HIDDEN_NOT) - (other->hidden != HIDDEN_NOT);
    return by_hidden ? by_hidden : (one->place > other->place) - (one->place < other->place);
}

/* The index then leads to those that are shown, and to no others. */
static void place_projects(struct content *content, json_t *index) {
    if (content->project_count < content->project_total)
        qsort(content->projects, content->project_total, sizeof *content->projects,
              compare_projects);
    for (size_t i = 0; i < content->project_total; i++) {
        const struct project *project = &content->projects[i];
        if (project->hidden)
            json_object_del(index, project->id);
        else if (project->place != i)
            json_object_set_new(index, project->id, json_integer((json_int_t)i));
    }
}

/* The publication gate: the person's own consent, and a decision that can be looked up. Samples
 * have no decision and pass as samples. */
static enum hidden gate_of_person(struct reader *r, const json_t *entry) {
    const json_t *decision = reader_object(r, entry, "decision");
    bool has_number = reader_text(r, decision, "number", "")[0] != '\0';
    bool is_decided = has_number && reader_day(r, decision, "date").year != 0;
    if (strcmp(reader_text(r, entry, "status", ""), "published") != 0)
        return HIDDEN_UNPUBLISHED;
    if (!reader_switch(r, entry, "publish_consent"))
        return HIDDEN_NO_CONSENT;
    return is_decided || reader_switch(r, entry, "sample") ? HIDDEN_NOT : HIDDEN_NO_DECISION;
}

/* Of whom nobody can show, nothing but the id has to be there. */
static void read_person(struct person *person, struct reader *r, const json_t *entry,
                        const struct campaign *campaign, bool may_be_shown) {
    const json_t *decision = reader_object(r, entry, "decision");
    const char *number = reader_text(r, decision, "number", "");
    *person = (struct person){
        .id = reader_id(r, entry, "id"),
        .name = may_be_shown ? reader_id(r, entry, "name") : reader_text(r, entry, "name", ""),
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
    if (!person->level && may_be_shown)
        reader_fail(r, "level", "the id of a level of the campaign");
    if (!person->group && may_be_shown)
        reader_fail(r, "group", "the id of a group of the campaign");
}

static int level_order(const struct person *person) {
    return person->level ? person->level->order : -1;
}

int content_compare_people(const struct person *one, const struct person *other) {
    if (level_order(one) != level_order(other))
        return level_order(other) - level_order(one);
    int by_name = fold_compare_names(one->name, other->name);
    return by_name ? by_name : strcmp(one->id, other->id);
}

/* Who is shown, in the order of the wall, before who is not. */
static int compare_people(const void *a, const void *b) {
    const struct person *one = a, *other = b;
    int by_hidden = (one->hidden != HIDDEN_NOT) - (other->hidden != HIDDEN_NOT);
    return by_hidden ? by_hidden : content_compare_people(one, other);
}

struct indices {
    const json_t *units, *projects;
};

static void read_people(struct content *content, struct reader *r, const struct judge *judge,
                        const json_t *list, const struct indices *indices) {
    content->people = xcalloc(json_array_size(list), sizeof *content->people);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        struct person *person = &content->people[content->person_total];
        size_t unit, project;
        reader_at(r, "honourees[%zu]", i);
        if (!content_has(content, r, entry))
            continue;
        content->person_total++;
        enum hidden gate = gate_of_person(r, entry);
        read_person(person, r, entry, &content->campaign, gate == HIDDEN_NOT);
        person->hidden = judge_item(judge, entry, gate);
        if (find(r, entry, "unit_id", indices->units, &unit))
            person->unit = &content->units[unit];
        if (find(r, entry, "project_id", indices->projects, &project))
            person->project = &content->projects[project];
        content->person_count += person->hidden == HIDDEN_NOT;
        content->is_sample = content->is_sample || (person->is_sample && !person->hidden);
    }
    qsort(content->people, content->person_total, sizeof *content->people, compare_people);
}

json_t *content_may_show(const struct content *content) {
    struct reader r = {0};
    json_t *ids = json_object(), *entry;
    size_t i;
    json_array_foreach(jsonread_array(content->root, "honourees"), i, entry) {
        if (gate_of_person(&r, entry) == HIDDEN_NOT)
            json_object_set_new(ids, jsonread_text(entry, "id", ""), json_true());
    }
    reader_finish(&r, NULL);
    return ids;
}

void content_read_wall(struct content *content, struct reader *r, const struct judge *judge,
                       size_t people_max) {
    const json_t *units = reader_array(r, content->root, "units", UNITS_MAX);
    const json_t *projects = reader_array(r, content->root, "projects", CONTENT_PROJECTS_MAX);
    const json_t *people = reader_array(r, content->root, "honourees", people_max);
    const json_t *progress = reader_array(r, content->root, "progress", UNITS_MAX);
    json_t *unit_index = index_of(r, units, "units");
    json_t *project_index = index_of(r, projects, "projects");
    json_t *taken = index_of(r, people, "honourees"); // for its check of the ids alone
    check_ids(r, projects, "projects", taken);
    check_ids(r, json_object_get(content->root, "notices"), "notices", taken);
    json_decref(taken);
    read_units(content, r, units, unit_index);
    read_progress(content, r, progress, unit_index);
    read_projects(content, r, judge, projects, project_index, unit_index);
    place_projects(content, project_index);
    const struct indices indices = {unit_index, project_index};
    read_people(content, r, judge, people, &indices);
    json_decref(project_index);
    json_decref(unit_index);
    content->people_index = people_index_create(content->people, content->person_count);
}

void content_free_wall(struct content *content) {
    for (size_t i = 0; i < content->project_total; i++)
        free(content->projects[i].figures);
    for (size_t i = 0; i < content->person_total; i++)
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
