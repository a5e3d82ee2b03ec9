/* The matrix of 2023 as it ships, and matrices of other shapes. */
#include "campaign_2023.h"

#include "base/strbuf.h"

static const struct cell *cell_of(const char *level, const char *group) {
    return criteria_cell(&campaign.criteria, campaign_level(&campaign, level),
                         campaign_group(&campaign, group));
}

/* "all(cn-0x any(all(cn-1 cn-2) cn-4))" */
static void spell(const struct rule *rule, struct strbuf *out) {
    if (rule->kind == RULE_ONE) {
        strbuf_add_text(out, rule->criterion->id);
        return;
    }
    strbuf_add_text(out, rule->kind == RULE_ALL ? "all(" : "any(");
    for (size_t i = 0; i < rule->part_count; i++) {
        if (i > 0)
            strbuf_add_char(out, ' ');
        spell(&rule->parts[i], out);
    }
    strbuf_add_char(out, ')');
}

static void check_rule(const char *level, const char *group, const char *want) {
    struct strbuf got = {0};
    const struct cell *cell = cell_of(level, group);
    assert_non_null(cell);
    spell(&cell->rule, &got);
    check_text(cell->ref, strbuf_text(&got), want);
    strbuf_finish(&got);
}

static void the_matrix_of_2023(void **state) {
    (void)state;
    check_number("cells", (long long)campaign.criteria.cell_count, 9);
    check_rule("xa", "tap_the", "all(tt-1 tt-2 tt-3 tt-5)");
    check_rule("tinh", "tap_the", "all(tt-1p tt-2 tt-3 tt-4p tt-5p)");
    check_rule("xa", "ca_nhan", "all(cn-0x any(all(cn-1 cn-2 cn-3x) cn-4))");
    check_rule("tinh", "gia_dinh", "all(gd-1 gd-2 gd-3p gd-4 gd-5hp)");
    check_number("at the commune", cell_of("xa", "tap_the")->models_needed, 0);
    check_number("at the district", cell_of("huyen", "tap_the")->models_needed, 1);
    assert_true(rule_has_eligibility(&cell_of("huyen", "ca_nhan")->rule));
    assert_false(rule_has_eligibility(&cell_of("huyen", "gia_dinh")->rule));
}

/* What stands in a cell says something of that cell, and marks what is new in it. */
static void every_cell_has_its_sentence(void **state) {
    (void)state;
    for (size_t i = 0; i < campaign.criteria.cell_count; i++) {
        const struct cell *cell = &campaign.criteria.cells[i];
        const char *first = strchr(cell->summary, '*');
        if (!first || !strchr(first + 1, '*'))
            print_error("%s: '%s' marks nothing\n", cell->ref, cell->summary);
        assert_true(first && strchr(first + 1, '*'));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(cell->summary, campaign.criteria.cells[j].summary);
    }
}

static void without_a_summary_the_difference_stands_there(void **state) {
    (void)state;
    json_object_del(json_array_get(json_object_get(root, "matrix"), 0), "summary");
    read_again();
    check_text("difference", cell_of("xa", "tap_the")->summary,
               "Mức gốc; chưa cần có mô hình, công trình.");
    json_object_set_new(json_array_get(json_object_get(root, "matrix"), 0), "difference",
                        json_null());
    read_again();
    check_text("a gap", cell_of("xa", "tap_the")->summary, "");
}

static void two_levels_are_a_matrix_too(void **state) {
    (void)state;
    json_array_remove(json_object_get(root, "levels"), 1);
    read_again();
    check_number("cells", (long long)campaign.criteria.cell_count, 6);
    for (size_t i = 0; i < campaign.level_count; i++)
        for (size_t j = 0; j < campaign.group_count; j++)
            assert_non_null(
                criteria_cell(&campaign.criteria, &campaign.levels[i], &campaign.groups[j]));
}

static void a_cell_may_be_missing(void **state) {
    (void)state;
    json_array_remove(json_object_get(root, "matrix"), 4);
    read_again();
    assert_null(cell_of("huyen", "ca_nhan"));
    assert_non_null(cell_of("tinh", "ca_nhan"));
    json_object_del(root, "matrix");
    json_object_del(root, "criteria");
    read_again();
    check_number("cells", (long long)campaign.criteria.cell_count, 0);
}

static void without_logic_all_of_them_are_needed(void **state) {
    (void)state;
    json_object_del(json_array_get(json_object_get(root, "matrix"), 6), "logic");
    read_again();
    check_rule("xa", "gia_dinh", "all(gd-1 gd-2 gd-3 gd-4 gd-5x)");
}

static void wrong_shapes_are_refused_with_their_place(void **state) {
    (void)state;
    static const struct {
        const char *path, *json, *why;
    } rows[] = {
        {"criteria/0/id", "\"\"", "criteria[0].id: expected a text that is not empty"},
        {"criteria/1/id", "\"tt-1\"", "criteria[1].id: expected an id of its own"},
        {"criteria/2/text", "null", "criteria[2].text: expected a text that is not empty"},
        {"matrix", "{}", "matrix: expected a list"},
        {"matrix/0/level", "null", "matrix[0].level: expected a text that is not empty"},
        {"matrix/1/level", "\"xa\"", "matrix[1].level: expected one cell for each level and group"},
        {"matrix/0/logic", "\"tt-9\"", "matrix[0].logic: expected ids of criteria of the campaign"},
        {"matrix/0/logic", "{\"none\":[\"tt-1\"]}",
         "matrix[0].logic: expected ids of criteria in {\"all\": [...]} or {\"any\": [...]}"},
        {"matrix/0/logic", "{\"all\":[\"tt-1\"],\"any\":[\"tt-2\"]}",
         "matrix[0].logic: expected ids of criteria in {\"all\": [...]} or {\"any\": [...]}"},
        {"matrix/0/logic", "{\"all\":[7]}",
         "matrix[0].logic: expected ids of criteria in {\"all\": [...]} or {\"any\": [...]}"},
        {"matrix/0/logic",
         "{\"all\":[{\"all\":[{\"any\":[{\"all\":[{\"all\":[{\"all\":[{\"all\":[]}]}]}]}]}]}]}",
         "matrix[0].logic: expected at most 6 levels of at most 64 parts"},
        {"matrix/0/requires_model_project", "-2",
         "matrix[0].requires_model_project: expected a whole number from 0 to 64"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *changed = json_deep_copy(root);
        struct campaign none;
        char *why = NULL;
        manifest_set(changed, rows[i].path, rows[i].json);
        check_number(rows[i].json, campaign_init(&none, changed, &why), false);
        check_text(rows[i].json, why, rows[i].why);
        free(why);
        json_decref(changed);
    }
    criteria_finish(NULL);
}

#define with_2023(test) cmocka_unit_test_setup_teardown(test, read_2023, drop_it)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_2023(the_matrix_of_2023),
        with_2023(every_cell_has_its_sentence),
        with_2023(without_a_summary_the_difference_stands_there),
        with_2023(two_levels_are_a_matrix_too),
        with_2023(a_cell_may_be_missing),
        with_2023(without_logic_all_of_them_are_needed),
        with_2023(wrong_shapes_are_refused_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
