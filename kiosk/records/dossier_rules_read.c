/* dossier.json into rules. Strict: a word that the store does not understand is a fault with its
 * place, for a rule that is passed over would be a rule that nobody keeps. */
#include "records/dossier_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "model/reader.h"
#include "records/dossier.h"
#include "records/roles.h"

#define FILE_BYTES_MAX (1024 * 1024)
#define STATUSES_MAX 64 // as many as a transition has bits
#define VALUES_MAX 64
#define DAYS_MAX 36500
#define WIDTH_MAX_MM 420
#define ANY "*"

struct reading {
    struct reader r;
    struct dossier_rules *rules;
};

/* The Vietnamese of {"vi": ..., "en": ...}: it decides. */
static const char *read_label(struct reading *in, const json_t *entry) {
    return reader_id(&in->r, reader_object(&in->r, entry, "label"), "vi");
}

/* --- statuses ------------------------------------------------------------------------------- */

static const struct dossier_status *status_named(struct reading *in, const char *key,
                                                 const char *id) {
    const struct dossier_status *status = dossier_rules_status(in->rules, id);
    if (!status)
        reader_fail(&in->r, key, "ids of statuses");
    return status;
}

static unsigned read_needs(struct reading *in, const json_t *entry) {
    static const struct {
        const char *word;
        enum dossier_need need;
    } rows[] = {
        {"level", DOSSIER_NEEDS_LEVEL},
        {"decision_no", DOSSIER_NEEDS_DECISION_NO},
        {"decision_date", DOSSIER_NEEDS_DECISION_DATE},
        {"reason", DOSSIER_NEEDS_REASON},
        {"merged_into", DOSSIER_NEEDS_MERGED_INTO},
    };
    unsigned needs = 0;
    json_t *list = reader_array(&in->r, entry, "requires", 8), *word;
    size_t i, row;
    json_array_foreach(list, i, word) {
        for (row = 0; row < sizeof rows / sizeof rows[0]; row++)
            if (json_is_string(word) && strcmp(json_string_value(word), rows[row].word) == 0)
                break;
        if (row < sizeof rows / sizeof rows[0])
            needs |= rows[row].need;
        else
            reader_fail(&in->r, "requires",
                        "level, decision_no, decision_date, reason or merged_into");
    }
    return needs;
}

static void read_status(struct reading *in, const json_t *entry) {
    const char *effect = reader_text(&in->r, entry, "effect", "");
    struct dossier_status status = {
        .id = reader_id(&in->r, entry, "id"),
        .label = read_label(in, entry),
        .citizen_key = reader_id(&in->r, entry, "citizen_key"),
        .is_final = reader_switch(&in->r, entry, "final"),
        .needs = read_needs(in, entry),
        .unpublishes = strcmp(effect, "unpublish_at_once") == 0,
    };
    if (effect[0] && !status.unpublishes)
        reader_fail(&in->r, "effect", "unpublish_at_once, or nothing");
    if (strlen(status.id) >= DOSSIER_STATE_BYTES || strcmp(status.id, DOSSIER_PREVIOUS) == 0)
        reader_fail(&in->r, "id", "at most 23 letters, and not 'previous'");
    if (dossier_rules_status(in->rules, status.id))
        reader_fail(&in->r, "id", "an id of its own");
    in->rules->statuses[in->rules->status_count++] = status;
}

static void read_statuses(struct reading *in, const json_t *root) {
    static const char *const own[] = {DOSSIER_RECEIVED, DOSSIER_APPROVED, DOSSIER_MERGED,
                                      DOSSIER_WITHDRAWN};
    json_t *list = reader_array(&in->r, root, "statuses", STATUSES_MAX), *entry;
    size_t i;
    in->rules->statuses = xcalloc(json_array_size(list), sizeof *in->rules->statuses);
    json_array_foreach(list, i, entry) {
        reader_at(&in->r, "statuses[%zu]", i);
        read_status(in, entry);
    }
    reader_at(&in->r, "%s", "");
    for (i = 0; i < sizeof own / sizeof own[0]; i++)
        if (!dossier_rules_status(in->rules, own[i]))
            reader_fail(&in->r, "statuses", "received, approved, merged and withdrawn among them");
}

/* --- transitions ---------------------------------------------------------------------------- */

/* "received|appraising", or "*" for all. */
static uint64_t read_from(struct reading *in, const json_t *entry) {
    const char *text = reader_id(&in->r, entry, "from");
    if (strcmp(text, ANY) == 0)
        return UINT64_MAX;
    uint64_t from = 0;
    char *copy = xstrdup(text), *rest = NULL;
    for (char *id = strtok_r(copy, "|", &rest); id; id = strtok_r(NULL, "|", &rest)) {
        const struct dossier_status *status = status_named(in, "from", id);
        if (status)
            from |= UINT64_C(1) << (status - in->rules->statuses);
    }
    free(copy);
    return from;
}

static const char *read_role(struct reading *in, const json_t *entry, const char *key,
                             const char *fallback) {
    const char *role = reader_text(&in->r, entry, key, fallback);
    if (!dossier_role_is_known(role))
        reader_fail(&in->r, key, "a role of the office");
    return role;
}

static void read_levels(struct reading *in, const json_t *entry,
                        struct dossier_transition *transition) {
    size_t room = sizeof transition->levels / sizeof transition->levels[0], i;
    json_t *list = reader_array(&in->r, entry, "levels", room), *level;
    json_array_foreach(list, i, level) {
        if (!json_is_string(level))
            reader_fail(&in->r, "levels", "ids of levels");
        else
            transition->levels[transition->level_count++] = json_string_value(level);
    }
}

/* "commune_action": "decide", or several in a list: whichever levels the dossier's campaign has of
 * those. */
static void read_actions(struct reading *in, const json_t *entry,
                         struct dossier_transition *transition) {
    static const char expected[] = "decide, propose, or a list of them";
    const json_t *given = json_object_get(entry, "commune_action");
    size_t count = json_is_array(given) ? json_array_size(given) : given != NULL;
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_is_array(given) ? json_array_get(given, i) : given;
        const char *word = json_is_string(item) ? json_string_value(item) : "";
        if (strcmp(word, "decide") == 0)
            transition->actions |= LEVEL_DECIDED;
        else if (strcmp(word, "propose") == 0)
            transition->actions |= LEVEL_PROPOSED;
        else
            reader_fail(&in->r, "commune_action", expected);
    }
    if (given && count == 0)
        reader_fail(&in->r, "commune_action", expected);
}

static void read_transition(struct reading *in, const json_t *entry) {
    struct dossier_transition transition = {
        .from = read_from(in, entry),
        .by = read_role(in, entry, "by", ""),
        .key = reader_id(&in->r, entry, "key"),
    };
    const char *to = reader_id(&in->r, entry, "to");
    if (strcmp(to, DOSSIER_PREVIOUS) != 0)
        transition.to = status_named(in, "to", to);
    transition.recorded_by = read_role(in, entry, "recorded_by", transition.by);
    if (strcmp(transition.recorded_by, ROLE_ID_HIGHER) == 0)
        reader_fail(&in->r, "recorded_by", "a role that logs in");
    read_levels(in, entry, &transition);
    read_actions(in, entry, &transition);
    in->rules->transitions[in->rules->transition_count++] = transition;
}

static void read_transitions(struct reading *in, const json_t *root) {
    json_t *list = reader_array(&in->r, root, "transitions", DOSSIER_TRANSITIONS_MAX), *entry;
    size_t i;
    in->rules->transitions = xcalloc(json_array_size(list), sizeof *in->rules->transitions);
    json_array_foreach(list, i, entry) {
        reader_at(&in->r, "transitions[%zu]", i);
        read_transition(in, entry);
    }
    reader_at(&in->r, "%s", "");
}

/* --- fields --------------------------------------------------------------------------------- */

static size_t read_words(struct reading *in, const json_t *entry, const char *key,
                         const char ***out) {
    json_t *list = reader_array(&in->r, entry, key, VALUES_MAX), *word;
    size_t count = 0, i;
    *out = xcalloc(json_array_size(list), sizeof **out);
    json_array_foreach(list, i, word) {
        if (json_is_string(word))
            (*out)[count++] = json_string_value(word);
        else
            reader_fail(&in->r, key, "texts");
    }
    return count;
}

/* A word that must be the one we know, or absent. */
static bool read_mark(struct reading *in, const json_t *entry, const char *key, const char *known) {
    const char *text = reader_text(&in->r, entry, key, "");
    if (!text[0])
        return false;
    if (strcmp(text, known) == 0)
        return true;
    char *expected = xasprintf("\"%s\", or nothing", known);
    reader_fail(&in->r, key, expected);
    free(expected);
    return false;
}

static bool read_only_for(struct reading *in, const json_t *entry) {
    json_t *list = reader_array(&in->r, entry, "only_for", 1);
    const json_t *word = json_array_get(list, 0);
    if (word && (!json_is_string(word) || strcmp(json_string_value(word), "person") != 0))
        reader_fail(&in->r, "only_for", "[\"person\"], or nothing");
    return word != NULL;
}

/* What a campaign or its reasons name is held against them, not against a list here. */
static void check_values_from(struct reading *in, const json_t *entry, bool has_values) {
    static const char *const known[] = {"reasons.json", "campaign.groups", "campaign.levels"};
    const char *from = reader_text(&in->r, entry, "values_from", "");
    bool is_known = !from[0];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known |= strcmp(from, known[i]) == 0;
    if (!is_known || (from[0] && has_values))
        reader_fail(&in->r, "values_from",
                    "reasons.json, campaign.groups or campaign.levels, and then no values");
}

static void read_field(struct reading *in, const json_t *entry) {
    const char *required_at = reader_text(&in->r, entry, "required_at", "");
    struct dossier_field field = {
        .id = reader_id(&in->r, entry, "id"),
        .label = read_label(in, entry),
        .from = reader_id(&in->r, entry, "from"),
        .is_required = reader_switch(&in->r, entry, "required"),
        .is_personal = reader_switch(&in->r, entry, "personal"),
        .is_person_only = read_only_for(in, entry),
        .required_at = required_at[0] ? status_named(in, "required_at", required_at) : NULL,
        .is_required_with_models =
            read_mark(in, entry, "required_if", "matrix.requires_model_project > 0"),
        .goes_with_appraisal = read_mark(in, entry, "delete", "end_of_appraisal"),
    };
    field.value_count = read_words(in, entry, "values", &field.values);
    check_values_from(in, entry, field.value_count > 0);
    if (dossier_rules_field(in->rules, field.id))
        reader_fail(&in->r, "id", "an id of its own");
    if ((field.required_at || field.is_required_with_models) && !dossier_knows_field(field.id))
        reader_fail(&in->r, "required_at", "a field that the store keeps");
    if (field.required_at && !in->rules->models_required_at)
        in->rules->models_required_at = field.required_at;
    in->rules->fields[in->rules->field_count++] = field;
}

static void read_fields(struct reading *in, const json_t *root) {
    json_t *list = reader_array(&in->r, root, "fields", DOSSIER_FIELDS_MAX), *entry;
    size_t i;
    in->rules->fields = xcalloc(json_array_size(list), sizeof *in->rules->fields);
    json_array_foreach(list, i, entry) {
        reader_at(&in->r, "fields[%zu]", i);
        read_field(in, entry);
    }
    reader_at(&in->r, "%s", "");
}

/* --- publication and retention -------------------------------------------------------------- */

static void read_publication(struct reading *in, const json_t *root) {
    const json_t *publication = reader_object(&in->r, root, "publication");
    reader_at(&in->r, "publication");
    const json_t *when = reader_object(&in->r, publication, "publish_when");
    const char **words;
    size_t count = read_words(in, publication, "unpublish_when", &words);
    reader_at(&in->r, "publication.publish_when");
    in->rules->publish_status = reader_id(&in->r, when, "status");
    status_named(in, "status", in->rules->publish_status);
    in->rules->publish_consent = reader_id(&in->r, when, "publish_consent");
    reader_at(&in->r, "publication");
    for (size_t i = 0; i < count; i++) { // what no longer meets publish_when goes by itself
        if (strcmp(words[i], "staff_hide") == 0)
            in->rules->staff_may_hide = true;
        else if (strncmp(words[i], "publish_consent=", 16) && strncmp(words[i], "status=", 7))
            reader_fail(&in->r, "unpublish_when", "publish_consent=..., status=... or staff_hide");
    }
    free(words);
    reader_at(&in->r, "%s", "");
}

static void mark_statuses(struct reading *in, const json_t *rule, size_t offset_of_mark) {
    const char **ids;
    size_t count = read_words(in, rule, "statuses", &ids);
    if (count == 0)
        reader_fail(&in->r, "statuses", "a list of ids of statuses");
    for (size_t i = 0; i < count; i++) {
        const struct dossier_status *status = status_named(in, "statuses", ids[i]);
        if (status) {
            char *own = (char *)&in->rules->statuses[status - in->rules->statuses];
            *(bool *)(own + offset_of_mark) = true;
        }
    }
    free(ids);
}

static void read_retention(struct reading *in, const json_t *root) {
    const json_t *retention = reader_object(&in->r, root, "retention");
    reader_at(&in->r, "retention");
    json_t *list = reader_array(&in->r, retention, "rules", VALUES_MAX), *rule;
    bool has_sender = false, has_days = false;
    size_t i;
    json_array_foreach(list, i, rule) {
        reader_at(&in->r, "retention.rules[%zu]", i);
        if (read_mark(in, rule, "at", "end_of_appraisal")) {
            mark_statuses(in, rule, offsetof(struct dossier_status, ends_appraisal));
            has_sender = true;
        }
        if (json_is_integer(json_object_get(rule, "days_after_close"))) {
            in->rules->days_after_close =
                (int)reader_number(&in->r, rule, "days_after_close", DAYS_MAX);
            mark_statuses(in, rule, offsetof(struct dossier_status, is_purged_later));
            has_days = true;
        }
    }
    reader_at(&in->r, "retention");
    if (!has_sender || !has_days)
        reader_fail(&in->r, "rules", "one at end_of_appraisal and one with days_after_close");
    reader_at(&in->r, "%s", "");
}

/* --- the list for the council --------------------------------------------------------------- */

static void read_columns(struct reading *in) {
    struct dossier_rules *rules = in->rules;
    json_t *list = reader_array(&in->r, rules->export_council, "columns", VALUES_MAX), *entry;
    size_t i;
    rules->columns = xcalloc(json_array_size(list), sizeof *rules->columns);
    json_array_foreach(list, i, entry) {
        reader_at(&in->r, "export_council.columns[%zu]", i);
        rules->columns[rules->column_count++] = (struct dossier_column){
            .number = (int)reader_number(&in->r, entry, "n", VALUES_MAX),
            .field = reader_id(&in->r, entry, "field"),
            .label = reader_id(&in->r, entry, "vi"),
            .only = reader_text(&in->r, entry, "only", ""),
            .width_mm = (int)reader_number(&in->r, entry, "width_mm", WIDTH_MAX_MM),
            .is_internal = reader_switch(&in->r, entry, "internal"),
        };
    }
}

static void read_export(struct reading *in, const json_t *root) {
    in->rules->export_council = reader_object(&in->r, root, "export_council");
    if (!in->rules->export_council)
        reader_fail(&in->r, "export_council", "an object");
    reader_at(&in->r, "export_council");
    read_columns(in);
}

struct dossier_rules *dossier_rules_decode(json_t *root, char **out_why) {
    struct reading in = {.rules = xcalloc(1, sizeof *in.rules)};
    in.rules->root = json_incref(root);
    reader_at(&in.r, "meta");
    if (strcmp(reader_text(&in.r, json_object_get(root, "meta"), "schema", ""), "dossier/1") != 0)
        reader_fail(&in.r, "schema", "dossier/1");
    reader_at(&in.r, "%s", "");
    read_statuses(&in, root);
    read_transitions(&in, root);
    read_fields(&in, root);
    read_publication(&in, root);
    read_retention(&in, root);
    read_export(&in, root);
    if (reader_finish(&in.r, out_why))
        return in.rules;
    dossier_rules_destroy(in.rules);
    return NULL;
}

struct dossier_rules *dossier_rules_load(const char *path, char **out_why) {
    char *why = NULL;
    json_t *root = jsonread_file(path, FILE_BYTES_MAX, out_why);
    if (!root)
        return NULL;
    struct dossier_rules *rules = dossier_rules_decode(root, &why);
    if (!rules)
        *out_why = xasprintf("%s: %s", path, why);
    free(why);
    json_decref(root);
    return rules;
}

void dossier_rules_destroy(struct dossier_rules *rules) {
    if (!rules)
        return;
    for (size_t i = 0; i < rules->field_count; i++)
        free(rules->fields[i].values);
    free(rules->fields);
    free(rules->statuses);
    free(rules->transitions);
    free(rules->columns);
    json_decref(rules->root);
    free(rules);
}
