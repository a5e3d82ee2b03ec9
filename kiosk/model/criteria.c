#include "model/criteria.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/campaign_parts.h"

#define CRITERIA_MAX 512
#define CELLS_MAX 512
#define PARTS_MAX 64
#define DEPTH_MAX 6

static const struct criterion *find_criterion(const struct criteria *criteria, const char *id) {
    for (size_t i = 0; i < criteria->count; i++)
        if (strcmp(criteria->items[i].id, id) == 0)
            return &criteria->items[i];
    return NULL;
}

static void read_items(struct criteria *criteria, struct reader *r, const json_t *root) {
    json_t *list = reader_array(r, root, "criteria", CRITERIA_MAX), *entry;
    size_t i;
    criteria->items = xcalloc(json_array_size(list), sizeof *criteria->items);
    json_array_foreach(list, i, entry) {
        reader_at(r, "criteria[%zu]", i);
        struct criterion item = {
            .id = reader_id(r, entry, "id"),
            .text = reader_id(r, entry, "text"),
            .ref = reader_text(r, entry, "ref", ""),
            .hint = reader_text(r, entry, "evidence_hint", ""),
            .is_eligibility = strcmp(reader_text(r, entry, "kind", ""), "eligibility") == 0,
        };
        if (find_criterion(criteria, item.id))
            reader_fail(r, "id", "an id of its own");
        criteria->items[criteria->count++] = item;
    }
}

/* --- the rule of a cell --------------------------------------------------------------------- */

static void rule_finish(struct rule *rule) {
    for (size_t i = 0; i < rule->part_count; i++)
        rule_finish(&rule->parts[i]);
    free(rule->parts);
}

static struct rule read_rule(const struct criteria *criteria, struct reader *r, const json_t *value,
                             int depth);

static struct rule read_parts(const struct criteria *criteria, struct reader *r,
                              enum rule_kind kind, const json_t *list, int depth) {
    struct rule rule = {.kind = kind};
    if (depth >= DEPTH_MAX || json_array_size(list) > PARTS_MAX) {
        reader_fail(r, "logic", "at most 6 levels of at most 64 parts");
        return rule;
    }
    rule.parts = xcalloc(json_array_size(list), sizeof *rule.parts);
    for (size_t i = 0; i < json_array_size(list); i++)
        rule.parts[rule.part_count++] = read_rule(criteria, r, json_array_get(list, i), depth + 1);
    return rule;
}

/* A criterion's id, or one of {"all": [...]} and {"any": [...]}. */
static struct rule read_rule(const struct criteria *criteria, struct reader *r, const json_t *value,
                             int depth) {
    const json_t *all = json_object_get(value, "all"), *any = json_object_get(value, "any");
    if (json_is_array(all) && !any)
        return read_parts(criteria, r, RULE_ALL, all, depth);
    if (json_is_array(any) && !all)
        return read_parts(criteria, r, RULE_ANY, any, depth);
    struct rule rule = {.kind = RULE_ONE};
    if (!json_is_string(value)) {
        reader_fail(r, "logic", "ids of criteria in {\"all\": [...]} or {\"any\": [...]}");
    } else {
        rule.criterion = find_criterion(criteria, json_string_value(value));
        if (!rule.criterion)
            reader_fail(r, "logic", "ids of criteria of the campaign");
    }
    return rule;
}

/* Without a word on how they hang together, all of a cell's criteria are needed. */
static struct rule read_logic(const struct criteria *criteria, struct reader *r,
                              const json_t *entry) {
    const json_t *logic = json_object_get(entry, "logic");
    if (logic && !json_is_null(logic))
        return read_rule(criteria, r, logic, 0);
    return read_parts(criteria, r, RULE_ALL, reader_array(r, entry, "criteria", PARTS_MAX), 0);
}

bool rule_has_eligibility(const struct rule *rule) {
    if (rule->kind == RULE_ONE)
        return rule->criterion && rule->criterion->is_eligibility;
    for (size_t i = 0; i < rule->part_count; i++)
        if (rule_has_eligibility(&rule->parts[i]))
            return true;
    return false;
}

/* --- the matrix ----------------------------------------------------------------------------- */

/* A cell of a level or group that the campaign has given up is left out: a list of levels without
 * the district's needs no other change. */
static void read_cell(struct campaign *campaign, struct reader *r, const json_t *entry) {
    struct criteria *criteria = &campaign->criteria;
    struct cell cell = {
        .level = campaign_level(campaign, reader_id(r, entry, "level")),
        .group = campaign_group(campaign, reader_id(r, entry, "group")),
        .ref = reader_text(r, entry, "ref", ""),
        .summary = reader_text(r, entry, "summary", reader_text(r, entry, "difference", "")),
        .models_needed = (int)reader_number(r, entry, "requires_model_project", CAMPAIGN_ITEMS_MAX),
    };
    if (!cell.level || !cell.group)
        return;
    if (criteria_cell(criteria, cell.level, cell.group))
        reader_fail(r, "level", "one cell for each level and group");
    cell.rule = read_logic(criteria, r, entry);
    criteria->cells[criteria->cell_count++] = cell;
}

void criteria_read(struct campaign *campaign, struct reader *r, const json_t *root) {
    struct criteria *criteria = &campaign->criteria;
    read_items(criteria, r, root);
    reader_at(r, "%s", "");
    json_t *list = reader_array(r, root, "matrix", CELLS_MAX), *entry;
    size_t i;
    criteria->cells = xcalloc(json_array_size(list), sizeof *criteria->cells);
    json_array_foreach(list, i, entry) {
        reader_at(r, "matrix[%zu]", i);
        read_cell(campaign, r, entry);
    }
}

void criteria_finish(struct criteria *criteria) {
    if (!criteria)
        return;
    for (size_t i = 0; i < criteria->cell_count; i++)
        rule_finish(&criteria->cells[i].rule);
    free(criteria->cells);
    free(criteria->items);
    *criteria = (struct criteria){0};
}

const struct cell *criteria_cell(const struct criteria *criteria, const struct level *level,
                                 const struct group *group) {
    for (size_t i = 0; i < criteria->cell_count; i++) {
        const struct cell *cell = &criteria->cells[i];
        if (cell->level == level && cell->group == group)
            return cell;
    }
    return NULL;
}
