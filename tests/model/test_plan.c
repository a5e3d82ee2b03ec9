/* What the plan of 2023 says around its areas, and plans with gaps. */
#include "campaign_2023.h"

static const struct plan *plan = &campaign.plan;

static void the_plan_of_2023(void **state) {
    (void)state;
    check_number("purposes", (long long)plan->purpose_count, 3);
    check_number("requirements", (long long)plan->requirement_count, 3);
    check_number("solutions", (long long)plan->solution_count, 5);
    check_text("owner", plan->solutions[1].owner->name, "Các thôn, Trưởng thôn");
    check_number("roles", (long long)plan->role_count, 11);
    check_number("award steps", (long long)plan->award_step_count, 5);
    check_text("who", plan->award_steps[0].who->name, "Bà con trong xã");
    check_number("terms", (long long)plan->term_count, 10);
    check_text("contact", plan->contact.office, "UBND xã Hồng Phong");
    assert_null(plan->contact.phone);
    check_number("subjects", (long long)plan->subject_count, 11);
    check_text("subject", plan->subjects[4].id, "sub-cbcc");
    check_text("its group", plan->subjects[4].group->id, "ca_nhan");
    assert_null(plan->subjects[3].group); // doanh nhân: the plan leaves it open
}

static void areas_have_actions_movements_and_papers(void **state) {
    (void)state;
    const struct area *area = campaign_area(&campaign, "area-3");
    check_text("short", area->short_name, "Nông thôn mới, vì người nghèo");
    check_text("icon", area->icon, "a3");
    check_number("actions", (long long)area->action_count, 4);
    check_text("action", area->actions[3], "Giữ nhà sạch, ngõ đẹp");
    uint64_t bit = UINT64_C(1) << (area - campaign.areas);
    size_t movements = 0, documents = 0;
    for (size_t i = 0; i < plan->movement_count; i++)
        movements += (plan->movements[i].areas & bit) != 0;
    for (size_t i = 0; i < plan->document_count; i++)
        documents += (plan->documents[i].areas & bit) != 0;
    check_number("movements", (long long)movements, 5);
    check_number("documents", (long long)documents, 1);
}

static void gaps_stay_gaps(void **state) {
    (void)state;
    static const char *const lists[] = {
        "purposes", "requirements", "roles",    "solutions", "linked_movements", "linked_documents",
        "subjects", "award_steps",  "glossary", "contact",   "official_text"};
    json_object_del(json_array_get(json_object_get(root, "content_areas"), 0), "short");
    json_object_del(json_array_get(json_object_get(root, "content_areas"), 0), "actions");
    json_object_del(json_object_get(root, "campaign"), "page_title");
    for (size_t i = 0; i < check_items(lists); i++)
        json_object_del(root, lists[i]);
    read_again();
    check_text("short name", campaign.areas[0].short_name, campaign.areas[0].title);
    check_text("page title", campaign.page_title, campaign.short_title);
    check_number("actions", (long long)campaign.areas[0].action_count, 0);
    check_number("purposes", (long long)plan->purpose_count, 0);
    assert_null(plan->contact.title);
    assert_null(plan_official_text(plan, "II.3"));
}

static void names_that_lead_nowhere_are_left_out(void **state) {
    (void)state;
    manifest_set(root, "solutions/0/owner", "\"role-x\"");
    manifest_set(root, "linked_movements/0/areas", "[\"area-99\", \"area-7\"]");
    read_again();
    assert_null(plan->solutions[0].owner);
    check_number("areas", (long long)plan->movements[0].areas, 1 << 6);
}

static void the_plans_own_wording_by_clause(void **state) {
    (void)state;
    assert_null(plan_official_text(plan, "II.3"));
    manifest_set(root, "official_text",
                 "{\"II.3\": \"Nguyên văn.\", \"II.4\": null, \"II.5\": \"\"}");
    read_again();
    check_text("II.3", plan_official_text(plan, "II.3"), "Nguyên văn.");
    assert_null(plan_official_text(plan, "II.4"));
    assert_null(plan_official_text(plan, "II.5"));
    assert_null(plan_official_text(plan, ""));
}

static void wrong_shapes_are_refused_with_their_place(void **state) {
    (void)state;
    static const struct {
        const char *path, *json, *why;
    } rows[] = {
        {"purposes/0/text", "null", "purposes[0].text: expected a text that is not empty"},
        {"purposes/0/icon", "\"../../etc/passwd\"",
         "purposes[0].icon: expected an icon's name in small letters"},
        {"content_areas/2/icon", "\"a3.svg\"",
         "content_areas[2].icon: expected an icon's name in small letters"},
        {"content_areas/2/actions", "[1]", "content_areas[2].actions: expected a list of texts"},
        {"timeline/0/mark", "\"x\"", "timeline[0].mark: expected an object"},
        {"roles", "7", "roles: expected a list"},
        {"solutions/4/title", "\"\"", "solutions[4].title: expected a text that is not empty"},
        {"linked_movements/1/areas", "\"area-1\"", "linked_movements[1].areas: expected a list"},
        {"linked_documents/1/areas", "[2]",
         "linked_documents[1].areas: expected a list of areas' ids"},
        {"contact/phone", "119", "contact.phone: expected a text"},
        {"glossary/0/plain", "[]", "glossary[0].plain: expected a text"},
        {"official_text", "[]", "official_text: expected an object"},
        {"official_text", "{\"II.1\": 1}", "official_text.II.1: expected a text"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *changed = json_deep_copy(root);
        struct campaign none;
        char *why = NULL;
        manifest_set(changed, rows[i].path, rows[i].json);
        check_number(rows[i].path, campaign_init(&none, changed, &why), false);
        check_text(rows[i].path, why, rows[i].why);
        free(why);
        json_decref(changed);
    }
    plan_finish(NULL);
}

/* The other language says the same of the same things. */
static void english_has_the_same_shape(void **state) {
    (void)state;
    struct campaign en;
    json_t *other = manifest_file(MANIFEST_CAMPAIGN, "en.json");
    assert_true(campaign_init(&en, other, NULL));
    check_number("movements", (long long)en.plan.movement_count, (long long)plan->movement_count);
    check_number("cells", (long long)en.criteria.cell_count,
                 (long long)campaign.criteria.cell_count);
    for (size_t i = 0; i < en.area_count; i++) {
        assert_string_not_equal(en.areas[i].short_name, en.areas[i].title);
        check_text(en.areas[i].id, en.areas[i].icon, campaign.areas[i].icon);
    }
    for (size_t i = 0; i < en.phase_count; i++)
        check_number(en.phases[i].id, en.phases[i].mark_title != NULL,
                     campaign.phases[i].mark_title != NULL);
    for (size_t i = 0; i < en.group_count; i++)
        check_text(en.groups[i].id, en.groups[i].nominee_kind, campaign.groups[i].nominee_kind);
    campaign_finish(&en);
    json_decref(other);
}

#define with_2023(test) cmocka_unit_test_setup_teardown(test, read_2023, drop_it)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_2023(the_plan_of_2023),
        with_2023(areas_have_actions_movements_and_papers),
        with_2023(gaps_stay_gaps),
        with_2023(names_that_lead_nowhere_are_left_out),
        with_2023(the_plans_own_wording_by_clause),
        with_2023(wrong_shapes_are_refused_with_their_place),
        with_2023(english_has_the_same_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
