#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/campaign_parts.h"

_Static_assert(CAMPAIGN_ITEMS_MAX <= 64, "an area is a bit of a movement's areas");

/* A list at the top of the document; NULL when there is none. */
static json_t *list_of(struct reader *r, const json_t *root, const char *key) {
    reader_at(r, "%s", "");
    return reader_array(r, root, key, CAMPAIGN_ITEMS_MAX);
}

static void read_points(struct reader *r, const json_t *root, const char *key,
                        struct plan_point **out, size_t *out_count) {
    json_t *list = list_of(r, root, key), *entry;
    size_t i;
    *out = xcalloc(json_array_size(list), sizeof **out);
    json_array_foreach(list, i, entry) {
        reader_at(r, "%s[%zu]", key, i);
        (*out)[(*out_count)++] = (struct plan_point){
            .icon = reader_icon(r, entry, "icon"),
            .ref = reader_text(r, entry, "ref", NULL),
            .text = reader_id(r, entry, "text"),
        };
    }
}

static void read_roles(struct plan *plan, struct reader *r, const json_t *root) {
    json_t *list = list_of(r, root, "roles"), *entry;
    size_t i;
    plan->roles = xcalloc(json_array_size(list), sizeof *plan->roles);
    json_array_foreach(list, i, entry) {
        reader_at(r, "roles[%zu]", i);
        plan->roles[plan->role_count++] = (struct role){
            .id = reader_id(r, entry, "id"),
            .ref = reader_text(r, entry, "ref", NULL),
            .name = reader_id(r, entry, "name"),
            .duty = reader_text(r, entry, "duty", NULL),
        };
    }
}

static const struct role *find_role(const struct plan *plan, const char *id) {
    for (size_t i = 0; i < plan->role_count; i++)
        if (strcmp(plan->roles[i].id, id) == 0)
            return &plan->roles[i];
    return NULL;
}

static void read_solutions(struct plan *plan, struct reader *r, const json_t *root) {
    json_t *list = list_of(r, root, "solutions"), *entry;
    size_t i;
    plan->solutions = xcalloc(json_array_size(list), sizeof *plan->solutions);
    json_array_foreach(list, i, entry) {
        reader_at(r, "solutions[%zu]", i);
        plan->solutions[plan->solution_count++] = (struct solution){
            .icon = reader_icon(r, entry, "icon"),
            .ref = reader_text(r, entry, "ref", NULL),
            .title = reader_id(r, entry, "title"),
            .text = reader_text(r, entry, "text", NULL),
            .owner = find_role(plan, reader_text(r, entry, "owner", "")),
        };
    }
}

/* The areas an entry names; one that the campaign does not have counts for nothing. */
static uint64_t read_area_set(const struct campaign *campaign, struct reader *r,
                              const json_t *entry) {
    json_t *list = reader_array(r, entry, "areas", CAMPAIGN_ITEMS_MAX), *id;
    uint64_t areas = 0;
    size_t i;
    json_array_foreach(list, i, id) {
        if (!json_is_string(id)) {
            reader_fail(r, "areas", "a list of areas' ids");
            continue;
        }
        const struct area *area = campaign_area(campaign, json_string_value(id));
        if (area)
            areas |= UINT64_C(1) << (area - campaign->areas);
    }
    return areas;
}

static void read_movements(struct campaign *campaign, struct reader *r, const json_t *root) {
    struct plan *plan = &campaign->plan;
    json_t *list = list_of(r, root, "linked_movements"), *entry;
    size_t i;
    plan->movements = xcalloc(json_array_size(list), sizeof *plan->movements);
    json_array_foreach(list, i, entry) {
        reader_at(r, "linked_movements[%zu]", i);
        plan->movements[plan->movement_count++] = (struct movement){
            .ref = reader_text(r, entry, "ref", NULL),
            .name = reader_id(r, entry, "name"),
            .plain_name = reader_text(r, entry, "name_plain", NULL),
            .text = reader_text(r, entry, "plain", NULL),
            .areas = read_area_set(campaign, r, entry),
        };
    }
}

static void read_documents(struct campaign *campaign, struct reader *r, const json_t *root) {
    struct plan *plan = &campaign->plan;
    json_t *list = list_of(r, root, "linked_documents"), *entry;
    size_t i;
    plan->documents = xcalloc(json_array_size(list), sizeof *plan->documents);
    json_array_foreach(list, i, entry) {
        reader_at(r, "linked_documents[%zu]", i);
        plan->documents[plan->document_count++] = (struct document){
            .ref = reader_text(r, entry, "ref", NULL),
            .name = reader_id(r, entry, "name"),
            .about = reader_text(r, entry, "about", NULL),
            .areas = read_area_set(campaign, r, entry),
        };
    }
}

static void read_subjects(struct campaign *campaign, struct reader *r, const json_t *root) {
    struct plan *plan = &campaign->plan;
    json_t *list = list_of(r, root, "subjects"), *entry;
    size_t i;
    plan->subjects = xcalloc(json_array_size(list), sizeof *plan->subjects);
    json_array_foreach(list, i, entry) {
        reader_at(r, "subjects[%zu]", i);
        plan->subjects[plan->subject_count++] = (struct subject){
            .id = reader_text(r, entry, "id", ""),
            .name = reader_id(r, entry, "name"),
            .group = campaign_group(campaign, reader_text(r, entry, "group", "")),
        };
    }
}

static void read_award_steps(struct plan *plan, struct reader *r, const json_t *root) {
    json_t *list = list_of(r, root, "award_steps"), *entry;
    size_t i;
    plan->award_steps = xcalloc(json_array_size(list), sizeof *plan->award_steps);
    json_array_foreach(list, i, entry) {
        reader_at(r, "award_steps[%zu]", i);
        plan->award_steps[plan->award_step_count++] = (struct award_step){
            .text = reader_id(r, entry, "text"),
            .who = find_role(plan, reader_text(r, entry, "who", "")),
        };
    }
}

static void read_terms(struct plan *plan, struct reader *r, const json_t *root) {
    json_t *list = list_of(r, root, "glossary"), *entry;
    size_t i;
    plan->terms = xcalloc(json_array_size(list), sizeof *plan->terms);
    json_array_foreach(list, i, entry) {
        reader_at(r, "glossary[%zu]", i);
        plan->terms[plan->term_count++] = (struct term){
            .term = reader_id(r, entry, "term"),
            .plain = reader_id(r, entry, "plain"),
        };
    }
}

static void read_contact(struct plan *plan, struct reader *r, const json_t *root) {
    reader_at(r, "%s", "");
    const json_t *entry = reader_object(r, root, "contact");
    reader_at(r, "contact");
    plan->contact = (struct contact){
        .title = reader_text(r, entry, "title", NULL),
        .text = reader_text(r, entry, "text", NULL),
        .office = reader_text(r, entry, "office", NULL),
        .officer = reader_text(r, entry, "officer_name", NULL),
        .phone = reader_text(r, entry, "phone", NULL),
        .room = reader_text(r, entry, "room", NULL),
        .hours = reader_text(r, entry, "hours", NULL),
        .email = reader_text(r, entry, "email", NULL),
    };
}

static void read_official_text(struct plan *plan, struct reader *r, const json_t *root) {
    reader_at(r, "%s", "");
    json_t *object = reader_object(r, root, "official_text"), *wording;
    const char *clause;
    reader_at(r, "official_text");
    json_object_foreach(object, clause, wording) {
        if (!json_is_string(wording) && !json_is_null(wording))
            reader_fail(r, clause, "a text");
    }
    plan->official_text = object;
}

void plan_read(struct campaign *campaign, struct reader *r, const json_t *root) {
    struct plan *plan = &campaign->plan;
    read_points(r, root, "purposes", &plan->purposes, &plan->purpose_count);
    read_points(r, root, "requirements", &plan->requirements, &plan->requirement_count);
    read_roles(plan, r, root);
    read_solutions(plan, r, root);
    read_movements(campaign, r, root);
    read_documents(campaign, r, root);
    read_subjects(campaign, r, root);
    read_award_steps(plan, r, root);
    read_terms(plan, r, root);
    read_contact(plan, r, root);
    read_official_text(plan, r, root);
}

void plan_finish(struct plan *plan) {
    if (!plan)
        return;
    free(plan->purposes);
    free(plan->requirements);
    free(plan->roles);
    free(plan->solutions);
    free(plan->movements);
    free(plan->documents);
    free(plan->subjects);
    free(plan->award_steps);
    free(plan->terms);
    *plan = (struct plan){0};
}

const char *plan_official_text(const struct plan *plan, const char *ref) {
    const char *wording = json_string_value(json_object_get(plan->official_text, ref));
    return wording && wording[0] ? wording : NULL;
}
