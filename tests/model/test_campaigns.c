/* Several campaigns in one manifest: the current one, and those that are looked back at. */
#include "manifest.h"

#include "base/xalloc.h"
#include "model/content.h"

static struct content *decode(json_t *root, char **out_why) {
    struct content *content = manifest_decode(root, "vi", out_why);
    json_decref(root);
    return content;
}

static bool has_person(const struct content *content, const char *id) {
    for (size_t i = 0; i < content->person_count; i++)
        if (strcmp(content->people[i].id, id) == 0)
            return true;
    return false;
}

static void each_has_its_own_people(void **state) {
    (void)state;
    char *why = NULL;
    struct content *now = decode(manifest_of_two(), &why);
    assert_non_null(now);
    check_text("current", now->campaign.id, "campaign-2026");
    check_number("levels", (long long)now->campaign.level_count, 2);
    check_number("past", now->is_past, false);
    check_number("before it", (long long)now->campaign_count, 1);
    check_text("which", now->campaigns[0].id, "campaign-2023");
    check_text("its title", now->campaigns[0].title, "Thi đua đặc biệt chào mừng 90 năm");
    check_number("begun", now->campaigns[0].start.month, 3);
    check_number("over", now->campaigns[0].end.day, 31);
    check_number("its own", has_person(now, "gm-01"), true);
    check_number("not the other's", has_person(now, "guong-01"), false);
    check_number("slips", now->switches.is_on[SWITCH_NOMINATIONS], true);
    assert_non_null(content_unit(now, "dv-01"));
    assert_null(content_unit(now, "don-vi-01"));

    struct content *past = content_of_campaign(now, "campaign-2023");
    assert_non_null(past);
    check_number("past", past->is_past, true);
    check_number("levels", (long long)past->campaign.level_count, 3);
    check_number("people", has_person(past, "guong-01"), true);
    check_number("not now's", has_person(past, "gm-01"), false);
    check_number("no slips", past->switches.is_on[SWITCH_NOMINATIONS], false);
    check_number("models", past->project_count > 0, true);
    for (size_t i = 0; i < past->project_count; i++)
        check_number(past->projects[i].id, strncmp(past->projects[i].id, "mh-", 3), 0);
    struct content *english = content_in_language(past, "en");
    check_text("in another language", english->campaign.id, "campaign-2023");
    check_number("past there, too", english->is_past, true);
    content_destroy(english);

    json_t *ids = content_may_show(now);
    assert_true(json_object_get(ids, "gm-01") && json_object_get(ids, "guong-01"));
    json_decref(ids);
    assert_null(content_of_campaign(now, "campaign-1999"));
    content_destroy(now); // either may end first
    check_text("still there", past->campaign.id, "campaign-2023");
    content_destroy(past);
}

/* A place stays from one campaign to the next, unless it says of which it is. */
static void units_stay_unless_they_say_otherwise(void **state) {
    (void)state;
    json_t *root = manifest_of_two();
    json_object_del(json_array_get(json_object_get(root, "units"), 0), "campaign");
    struct content *now = decode(root, NULL);
    struct content *past = content_of_campaign(now, "campaign-2023");
    assert_true(content_unit(now, "don-vi-01") && content_unit(past, "don-vi-01"));
    content_destroy(past);
    content_destroy(now);
}

static void the_latest_comes_first(void **state) {
    (void)state;
    json_t *root = manifest_of_two(), *campaigns = json_object_get(root, "campaigns");
    static const char *const ends[] = {"2019-12-31", "2024-06-30", "2021-01-01"};
    for (size_t i = 0; i < check_items(ends); i++) {
        json_t *copy = json_deep_copy(json_array_get(campaigns, 0));
        json_object_set_new(json_object_get(copy, "meta"), "id", json_string(ends[i]));
        json_object_set_new(json_object_get(json_object_get(copy, "campaign"), "period"), "end",
                            json_string(ends[i]));
        json_array_append_new(campaigns, copy);
    }
    struct content *now = decode(root, NULL);
    static const char *const order[] = {"2024-06-30", "campaign-2023", "2021-01-01", "2019-12-31"};
    check_number("count", (long long)now->campaign_count, check_items(order));
    for (size_t i = 0; i < check_items(order); i++)
        check_text("order", now->campaigns[i].id, order[i]);
    content_destroy(now);
}

/* What is wrong where one only looks back is wrong in the manifest: refused before anybody does. */
static void a_fault_in_the_past_is_a_fault(void **state) {
    (void)state;
    static const struct {
        const char *path, *json, *why;
    } rows[] = {
        {"honourees/0/level", "\"cap-bo\"", "honourees[0].level: expected the id of a level"},
        {"honourees/0/campaign", "\"campaign-1999\"",
         "honourees[0].campaign: expected the id of a campaign of this manifest"},
        {"honourees/0/campaign", "7", "honourees[0].campaign: expected a text"},
        {"projects/0/campaign", "\"x\"", "projects[0].campaign: expected the id of a campaign"},
        {"units/0/campaign", "\"x\"", "units[0].campaign: expected the id of a campaign"},
        {"campaigns/0/levels/0/id", "\"\"", "campaign campaign-2023 in vi: levels[0].id"},
        {"campaigns/0/campaign/period/end", "\"never\"", "campaign.period.end: expected a day"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *root = manifest_of_two();
        char *why = NULL;
        manifest_set(root, rows[i].path, rows[i].json);
        struct content *content = decode(root, &why);
        if (content || !why || !strstr(why, rows[i].why))
            fail_msg("%s = %s: got \"%s\", want \"%s\"", rows[i].path, rows[i].json,
                     why ? why : "(taken)", rows[i].why);
        free(why);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_has_its_own_people),
        cmocka_unit_test(units_stay_unless_they_say_otherwise),
        cmocka_unit_test(the_latest_comes_first),
        cmocka_unit_test(a_fault_in_the_past_is_a_fault),
    };
    return cmocka_run_group_tests_name("campaigns", tests, NULL, NULL);
}
