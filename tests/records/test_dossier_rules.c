/* Who may record which step, what a state asks for, which fields are missing, what the file must
 * look like. The tables here were written from the office's procedure, not from dossier.json. */
#include "../check.h"

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "model/checklist.h"
#include "records/dossier.h"
#include "records/dossier_parts.h"
#include "records/dossier_rules.h"

#define FILE_OF_RULES "assets/dossier/dossier.json"

static const char *const states[] = {
    "received", "appraising",   "needs_info", "forwarded_council", "proposed_higher",
    "approved", "not_selected", "merged",     "withdrawn",         "revoked",
};
static const char *const roles[] = {"role-vptk",    "role-vhxh",    "role-hoidong",
                                    "role-chutich", "role-captren", "role-quantri"};
static const char *const levels[] = {"", "xa", "huyen", "tinh"};

/* What the office records; nobody else does. `levels`: of which proposals, "" any. */
static const struct {
    const char *from, *to, *levels, *decided_by;
} steps[] = {
    {"received", "appraising", "", "role-vptk"},
    {"received", "merged", "", "role-vptk"},
    {"received", "withdrawn", "", "role-vptk"},
    {"appraising", "needs_info", "", "role-vptk"},
    {"appraising", "forwarded_council", "", "role-vptk"},
    {"appraising", "not_selected", "", "role-vptk"},
    {"appraising", "merged", "", "role-vptk"},
    {"appraising", "withdrawn", "", "role-vptk"},
    {"needs_info", "appraising", "", "role-vptk"},
    {"needs_info", "not_selected", "", "role-vptk"},
    {"needs_info", "withdrawn", "", "role-vptk"},
    {"forwarded_council", "appraising", "", "role-hoidong"},
    {"forwarded_council", "not_selected", "", "role-hoidong"},
    {"forwarded_council", "approved", "xa", "role-chutich"},
    {"forwarded_council", "proposed_higher", "huyen tinh", "role-chutich"},
    {"forwarded_council", "withdrawn", "", "role-vptk"},
    {"proposed_higher", "approved", "xa huyen tinh", "role-captren"},
    {"proposed_higher", "not_selected", "", "role-captren"},
    {"proposed_higher", "withdrawn", "", "role-vptk"},
    {"approved", "revoked", "", "role-chutich"},
    {"merged", "received", "", "role-vptk"},
};

static struct dossier_rules *rules;
static json_t *campaign_root;
static struct campaign campaign; // of 2023

static int read_rules(void **state) {
    (void)state;
    char *why = NULL;
    rules = dossier_rules_load(FILE_OF_RULES, &why);
    if (!rules)
        fail_msg("%s", why);
    campaign_root = jsonread_file("assets/campaigns/2023/campaign-2023.vi.json", 1 << 20, &why);
    if (!campaign_root || !campaign_init(&campaign, campaign_root, &why))
        fail_msg("%s", why);
    return 0;
}

static int drop_rules(void **state) {
    (void)state;
    dossier_rules_destroy(rules);
    campaign_finish(&campaign);
    json_decref(campaign_root);
    return 0;
}

static bool is_lawful(const char *from, const char *to, const char *level, const char *role,
                      const char **out_decided_by) {
    *out_decided_by = "role-vptk";
    if (strcmp(role, "role-vptk") != 0)
        return false;
    if (strcmp(to, "previous") == 0)
        return true;
    for (size_t i = 0; i < check_items(steps); i++) {
        if (strcmp(steps[i].from, from) != 0 || strcmp(steps[i].to, to) != 0)
            continue;
        *out_decided_by = steps[i].decided_by;
        return !steps[i].levels[0] || (level[0] && strstr(steps[i].levels, level));
    }
    return false;
}

static void check_step(const char *from, const char *to, const char *level, const char *role) {
    const struct dossier_question question = {from, &campaign, level, role, true};
    const char *decided_by;
    bool is_allowed = is_lawful(from, to, level, role, &decided_by);
    const struct dossier_transition *found = dossier_rules_find(rules, &question, to);
    if (is_allowed != (found != NULL))
        fail_msg("%s, level '%s', %s -> %s: %s", role, level, from, to,
                 found ? "offered" : "not offered");
    if (found)
        check_text(to, found->by, decided_by);
}

static void every_step_by_every_role_in_every_state(void **state) {
    (void)state;
    check_number("states of the file", (long long)rules->status_count, check_items(states));
    for (size_t i = 0; i < check_items(states); i++)
        for (size_t l = 0; l < check_items(levels); l++)
            for (size_t r = 0; r < check_items(roles); r++) {
                for (size_t j = 0; j < check_items(states); j++)
                    check_step(states[i], states[j], levels[l], roles[r]);
                check_step(states[i], "previous", levels[l], roles[r]);
            }
}

static void the_offer_is_what_can_be_found(void **state) {
    (void)state;
    const struct dossier_transition *offers[DOSSIER_TRANSITIONS_MAX];
    const struct dossier_question question = {"forwarded_council", &campaign, "huyen", "role-vptk",
                                              true};
    check_number("offers", (long long)dossier_rules_offer(rules, &question, offers), 5);
    check_text("the first", offers[0]->key, "officer.action.need_info");
    check_text("the higher level", offers[2]->to->id, "proposed_higher");
    const struct dossier_question fresh = {"received", &campaign, "", "role-vptk", false};
    check_number("of a new slip", (long long)dossier_rules_offer(rules, &fresh, offers), 3);
    assert_null(dossier_rules_find(rules, &fresh, "previous"));
    const struct dossier_question unknown = {"no-state", &campaign, "", "role-vptk", true};
    check_number("of no state", (long long)dossier_rules_offer(rules, &unknown, offers), 0);
}

static void states_ask_for_what_makes_them(void **state) {
    (void)state;
    static const struct {
        const char *state;
        unsigned needs;
        bool is_final, ends_appraisal, is_purged_later, unpublishes;
    } rows[] = {
        {"received", 0, false, false, false, false},
        {"appraising", 0, false, false, false, false},
        {"needs_info", 0, false, false, false, false},
        {"forwarded_council", 0, false, true, false, false},
        {"proposed_higher", 0, false, true, false, false},
        {"approved", DOSSIER_NEEDS_LEVEL | DOSSIER_NEEDS_DECISION_NO | DOSSIER_NEEDS_DECISION_DATE,
         true, true, false, false},
        {"not_selected", DOSSIER_NEEDS_REASON, true, true, true, false},
        {"merged", DOSSIER_NEEDS_MERGED_INTO, false, false, true, false},
        {"withdrawn", 0, true, true, true, false},
        {"revoked", DOSSIER_NEEDS_REASON, true, true, false, true},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        const struct dossier_status *status = dossier_rules_status(rules, rows[i].state);
        assert_non_null(status);
        check_number(rows[i].state, status->needs, rows[i].needs);
        check_number(rows[i].state, status->is_final, rows[i].is_final);
        check_number(rows[i].state, status->ends_appraisal, rows[i].ends_appraisal);
        check_number(rows[i].state, status->is_purged_later, rows[i].is_purged_later);
        check_number(rows[i].state, status->unpublishes, rows[i].unpublishes);
    }
    check_number("days", rules->days_after_close, 90);
    check_text("what may be shown", rules->publish_status, "approved");
}

/* --- fields --------------------------------------------------------------------------------- */

static struct dossier *fill(void) {
    struct dossier *d = xcalloc(1, sizeof *d);
    strcpy(d->fields.group, "gia_dinh");
    strcpy(d->fields.subject_id, "sub-ho");
    strcpy(d->fields.position, "Làm ruộng");
    strcpy(d->fields.level, "xa");
    strcpy(d->fields.summary, "Hiến đất làm đường.");
    d->fields.check_count = 1;
    strcpy(d->fields.unit_confirm.by, "Trưởng thôn");
    strcpy(d->fields.unit_confirm.date, "2023-06-01");
    strcpy(d->fields.prior_award_check, "no");
    strcpy(d->fields.opinion, "Đủ tiêu chuẩn.");
    return d;
}

static const struct dossier_asked no_model = {.models = 0}, a_model = {.models = 1};

static void every_field_that_the_council_wants(void **state) {
    (void)state;
    static const struct {
        const char *field;
        size_t offset, bytes;
    } rows[] = {
#define ROW(field, member) {field, offsetof(struct dossier, fields.member), 1}
        ROW("group", group),
        ROW("subject_id", subject_id),
        ROW("position", position),
        ROW("level", level),
        ROW("summary", summary),
        {"checklist", offsetof(struct dossier, fields.check_count), sizeof(size_t)},
        ROW("unit_confirm", unit_confirm.by),
        ROW("unit_confirm", unit_confirm.date),
        ROW("prior_award_check", prior_award_check),
        ROW("opinion", opinion),
    };
    const char *missing[DOSSIER_FIELDS_MAX];
    for (size_t i = 0; i < check_items(rows); i++) {
        struct dossier *d = fill();
        memset((char *)d + rows[i].offset, 0, rows[i].bytes);
        size_t count = dossier_rules_missing(rules, d, "forwarded_council", &no_model, missing);
        check_number(rows[i].field, (long long)count, 1);
        check_text(rows[i].field, missing[0], rows[i].field);
        check_number("needs_info asks for none",
                     (long long)dossier_rules_missing(rules, d, "needs_info", &a_model, missing),
                     0);
        dossier_destroy(d);
    }
    struct dossier *d = fill();
    check_number(
        "all", (long long)dossier_rules_missing(rules, d, "forwarded_council", &no_model, missing),
        0);
    check_number("a model",
                 (long long)dossier_rules_missing(rules, d, "forwarded_council", &a_model, missing),
                 1);
    check_text("a model", missing[0], "project_id");
    strcpy(d->fields.project_ids[d->fields.project_count++], "mh-01");
    check_number("with it",
                 (long long)dossier_rules_missing(rules, d, "forwarded_council", &a_model, missing),
                 0);
    dossier_destroy(d);
    struct dossier *none = xcalloc(1, sizeof *none);
    check_number(
        "of nothing",
        (long long)dossier_rules_missing(rules, none, "forwarded_council", &no_model, missing), 9);
    const struct dossier_asked bare = {.names_no_subjects = true, .has_no_criteria = true};
    check_number("a campaign that names no subjects and has no criteria",
                 (long long)dossier_rules_missing(rules, none, "forwarded_council", &bare, missing),
                 7);
    dossier_destroy(none);
}

static void the_kind_suggests_a_group(void **state) {
    (void)state;
    static const char *const rows[][2] = {{"resident", "gia_dinh"},
                                          {"official", "ca_nhan"},
                                          {"collective", "tap_the"},
                                          {"model", ""},
                                          {"no-kind", ""}};
    for (size_t i = 0; i < check_items(rows); i++) {
        const struct group *group = campaign_group_of_kind(&campaign, rows[i][0]);
        check_text(rows[i][0], group ? group->id : "", rows[i][1]);
    }
}

static char *take_order(void (*order)(size_t, char[DOSSIER_PART_ORDER_MAX]), size_t at) {
    char text[DOSSIER_PART_ORDER_MAX];
    order(at, text);
    return xstrdup(text);
}

/* Level by level and group by group, under the headings of the plan. */
static void the_council_list_has_the_campaigns_parts(void **state) {
    (void)state;
    static const struct {
        const char *level, *order, *text;
    } parts[] = {{"xa", "A", "GIẤY KHEN CỦA CHỦ TỊCH UBND XÃ"},
                 {"huyen", "B", "GIẤY KHEN CỦA CHỦ TỊCH UBND HUYỆN"},
                 {"tinh", "C", "BẰNG KHEN CỦA CHỦ TỊCH UBND TỈNH"}},
      subparts[] = {{"tap_the", "I", "Tập thể"},
                    {"ca_nhan", "II", "Cá nhân"},
                    {"gia_dinh", "III", "Gia đình, nông dân, người lao động"}};
    for (size_t i = 0; i < 3; i++) {
        size_t part = dossier_part_of(&campaign, parts[i].level);
        size_t subpart = dossier_subpart_of(&campaign, subparts[i].level);
        char *texts[] = {
            dossier_part_text(&campaign, part), dossier_subpart_text(&campaign, subpart),
            take_order(dossier_part_order, part), take_order(dossier_subpart_order, subpart)};
        check_text(parts[i].level, texts[0], parts[i].text);
        check_text(subparts[i].level, texts[1], subparts[i].text);
        check_text(parts[i].level, texts[2], parts[i].order);
        check_text(subparts[i].level, texts[3], subparts[i].order);
        for (size_t j = 0; j < check_items(texts); j++)
            free(texts[j]);
    }
    assert_null(dossier_part_text(&campaign, dossier_part_of(&campaign, "no-level")));
    assert_null(dossier_part_text(NULL, dossier_part_of(NULL, "xa")));
    static const struct {
        size_t at;
        const char *text;
    } roman[] = {{3, "IV"}, {8, "IX"}, {13, "XIV"}, {37, "XXXVIII"}, {98, "99"}};
    for (size_t i = 0; i < check_items(roman); i++) {
        char *text = take_order(dossier_subpart_order, roman[i].at);
        check_text(roman[i].text, text, roman[i].text);
        free(text);
    }
}

static void the_council_list_has_its_columns(void **state) {
    (void)state;
    check_number("columns", (long long)rules->column_count, 13);
    check_text("the sixth", rules->columns[5].field, "summary");
    check_number("its width", rules->columns[5].width_mm, 52);
    assert_true(rules->columns[8].is_internal);
    assert_non_null(json_object_get(rules->export_council, "heading"));
}

/* --- the criteria --------------------------------------------------------------------------- */

static void the_checklist_follows_the_matrix(void **state) {
    (void)state;
    static const struct {
        const char *group, *level, *met, *not_met;
        size_t met_count, total;
        bool holds, is_open;
        int models;
    } rows[] = {
        {"tap_the", "xa", "tt-1 tt-2 tt-3 tt-5", "", 4, 4, true, false, 0},
        {"tap_the", "xa", "tt-1 tt-2 tt-3", "", 3, 4, false, true, 0},
        {"tap_the", "xa", "tt-1 tt-2 tt-3", "tt-5", 3, 4, false, false, 0},
        {"tap_the", "huyen", "tt-1 tt-2 tt-3 tt-4h tt-5", "", 5, 5, true, false, 1},
        // brave in duty, or the three of daily work; each with who may be considered at all
        {"ca_nhan", "xa", "cn-0x cn-4", "", 2, 5, true, false, 0},
        {"ca_nhan", "xa", "cn-0x cn-1 cn-2 cn-3x", "cn-4", 4, 5, true, false, 0},
        {"ca_nhan", "xa", "cn-1 cn-2 cn-3x cn-4", "cn-0x", 4, 5, false, false, 0},
        {"ca_nhan", "xa", "cn-0x", "cn-1 cn-4", 1, 5, false, false, 0},
        {"ca_nhan", "xa", "cn-0x", "cn-4", 1, 5, false, true, 0},
        {"ca_nhan", "", "cn-4", "", 0, 0, false, false, 0},
    };
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    for (size_t i = 0; i < check_items(rows); i++) {
        memset(fields, 0, sizeof *fields);
        strcpy(fields->group, rows[i].group);
        strcpy(fields->level, rows[i].level);
        for (int result = 0; result < 2; result++) {
            char ids[64], *rest = NULL;
            strcpy(ids, result == 0 ? rows[i].met : rows[i].not_met);
            for (char *id = strtok_r(ids, " ", &rest); id; id = strtok_r(NULL, " ", &rest)) {
                struct dossier_check *check = &fields->checks[fields->check_count++];
                strcpy(check->criterion_id, id);
                strcpy(check->result, result == 0 ? "met" : "not_met");
            }
        }
        struct checklist_sum sum = dossier_checklist(fields, &campaign);
        check_number(rows[i].met, (long long)sum.met, (long long)rows[i].met_count);
        check_number(rows[i].met, (long long)sum.total, (long long)rows[i].total);
        check_number(rows[i].met, sum.holds, rows[i].holds);
        check_number(rows[i].met, sum.is_open, rows[i].is_open);
        check_number(rows[i].met, sum.models_needed, rows[i].models);
    }
    free(fields);
}

static void words_are_counted_as_a_reader_does(void **state) {
    (void)state;
    check_number("none", (long long)dossier_count_words(" \n "), 0);
    check_number("four", (long long)dossier_count_words(" Hiến đất\nlàm  đường "), 4);
}

/* --- the file ------------------------------------------------------------------------------- */

static void set(json_t *at, const char *path, const char *json) {
    char copy[96], *rest, *name;
    snprintf(copy, sizeof copy, "%s", path);
    for (name = strtok_r(copy, "/", &rest); *rest; name = strtok_r(NULL, "/", &rest))
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(name)) : json_object_get(at, name);
    assert_int_equal(json_object_set_new(at, name, json_loads(json, JSON_DECODE_ANY, NULL)), 0);
}

static void a_wrong_file_is_refused_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *path, *json, *why;
    } rows[] = {
        {"meta/schema", "\"dossier/2\"", "meta.schema: expected dossier/1"},
        {"statuses/0/id", "\"new\"",
         "statuses: expected received, approved, merged and withdrawn among them"},
        {"statuses/1/id", "\"received\"", "statuses[1].id: expected an id of its own"},
        {"statuses/2/id", "\"previous\"",
         "statuses[2].id: expected at most 23 letters, and not 'previous'"},
        {"statuses/5/requires", "[\"stamp\"]",
         "statuses[5].requires: expected level, decision_no, decision_date, reason or merged_into"},
        {"statuses/9/effect", "\"burn\"",
         "statuses[9].effect: expected unpublish_at_once, or nothing"},
        {"statuses/0/label", "{}", "statuses[0].vi: expected a text that is not empty"},
        {"transitions/0/from", "\"received|nowhere\"",
         "transitions[0].from: expected ids of statuses"},
        {"transitions/0/to", "\"nowhere\"", "transitions[0].to: expected ids of statuses"},
        {"transitions/3/by", "\"role-mayor\"", "transitions[3].by: expected a role of the office"},
        {"transitions/3/recorded_by", "\"role-captren\"",
         "transitions[3].recorded_by: expected a role that logs in"},
        {"transitions/10/levels", "[1]", "transitions[10].levels: expected ids of levels"},
        {"transitions/10/commune_action", "\"ponder\"",
         "transitions[10].commune_action: expected decide, propose, or a list of them"},
        {"transitions/10/commune_action", "[]",
         "transitions[10].commune_action: expected decide, propose, or a list of them"},
        {"fields/16/required_at", "\"never\"", "fields[16].required_at: expected ids of statuses"},
        {"fields/17/values", "[\"tap_the\"]",
         "fields[17].values_from: expected reasons.json, campaign.groups or campaign.levels, and "
         "then no values"},
        {"fields/17/values_from", "\"the.moon\"",
         "fields[17].values_from: expected reasons.json, campaign.groups or campaign.levels, and "
         "then no values"},
        {"fields/28/required_at", "\"forwarded_council\"",
         "fields[28].required_at: expected a field that the store keeps"},
        {"fields/22/required_if", "\"moon = full\"",
         "fields[22].required_if: expected \"matrix.requires_model_project > 0\", or nothing"},
        {"publication/publish_when", "{\"status\":\"done\",\"publish_consent\":\"yes\"}",
         "publication.publish_when.status: expected ids of statuses"},
        {"publication/unpublish_when", "[\"rain\"]",
         "publication.unpublish_when: expected publish_consent=..., status=... or staff_hide"},
        {"retention/rules/1/statuses", "[]",
         "retention.rules[1].statuses: expected a list of ids of statuses"},
        {"retention/rules", "[]",
         "retention.rules: expected one at end_of_appraisal and one with days_after_close"},
        {"export_council/columns/2/width_mm", "-1",
         "export_council.columns[2].width_mm: expected a whole number from 0 to 420"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *why = NULL;
        json_t *root = json_deep_copy(rules->root);
        set(root, rows[i].path, rows[i].json);
        struct dossier_rules *read = dossier_rules_decode(root, &why);
        check_text(rows[i].path, read ? "(taken)" : why, rows[i].why);
        dossier_rules_destroy(read);
        free(why);
        json_decref(root);
    }
}

/* As the file was written before campaigns said what the commune does about each level. */
static void levels_by_id_are_still_read(void **state) {
    (void)state;
    char *why = NULL;
    json_t *root = json_deep_copy(rules->root);
    set(root, "transitions/10/levels", "[\"tinh\"]");
    json_object_del(json_array_get(json_object_get(root, "transitions"), 10), "commune_action");
    struct dossier_rules *read = dossier_rules_decode(root, &why);
    assert_non_null(read);
    const struct dossier_transition *step = &read->transitions[10];
    assert_true(dossier_transition_takes_level(step, NULL, "tinh"));
    assert_true(dossier_transition_takes_level(step, &campaign, "tinh"));
    assert_false(dossier_transition_takes_level(step, &campaign, "xa"));
    dossier_rules_destroy(read);
    json_decref(root);
}

static void a_fault_names_the_file(void **state) {
    (void)state;
    char *why = NULL;
    assert_null(dossier_rules_load("assets/campaigns/2023/reasons.json", &why));
    check_text("why", why, "assets/campaigns/2023/reasons.json: meta.schema: expected dossier/1");
    free(why);
    assert_null(dossier_rules_load("no/such.json", &why));
    assert_non_null(strstr(why, "no/such.json"));
    free(why);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_by_every_role_in_every_state),
        cmocka_unit_test(the_offer_is_what_can_be_found),
        cmocka_unit_test(states_ask_for_what_makes_them),
        cmocka_unit_test(every_field_that_the_council_wants),
        cmocka_unit_test(the_kind_suggests_a_group),
        cmocka_unit_test(the_council_list_has_the_campaigns_parts),
        cmocka_unit_test(the_council_list_has_its_columns),
        cmocka_unit_test(levels_by_id_are_still_read),
        cmocka_unit_test(the_checklist_follows_the_matrix),
        cmocka_unit_test(words_are_counted_as_a_reader_does),
        cmocka_unit_test(a_wrong_file_is_refused_with_its_place),
        cmocka_unit_test(a_fault_names_the_file),
    };
    return cmocka_run_group_tests(tests, read_rules, drop_rules);
}
