/* The campaign of 2023 as it ships, and campaigns of other shapes. */
#include "campaign_2023.h"

static void the_plan_of_2023(void **state) {
    (void)state;
    assert_string_equal(campaign.id, "campaign-2023");
    assert_string_equal(campaign.short_title, "Thi đua đặc biệt chào mừng 90 năm");
    assert_string_equal(campaign.anniversary, "Ngày truyền thống Đảng bộ tỉnh Lạng Sơn");
    assert_string_equal(campaign.anniversary_dates, "15/6/1933 – 15/6/2023");
    assert_int_equal(date_compare(campaign.end, (struct date){2023, 5, 31}), 0);
    assert_int_equal(date_compare(campaign.main_day, (struct date){2023, 6, 15}), 0);
    assert_int_equal(campaign.nomination_opens.year, 0);
    assert_int_equal(campaign.nomination_closes.year, 0);
    assert_int_equal(campaign.level_count, 3);
    assert_string_equal(campaign.levels[0].id, "xa");
    assert_string_equal(campaign.levels[2].short_name, "Cấp tỉnh");
    assert_int_equal(campaign.group_count, 3);
    assert_int_equal(campaign.area_count, 7);
    assert_int_equal(campaign.areas[6].number, 7);
    assert_int_equal(campaign.phase_count, 6);
    assert_int_equal(campaign.phases[0].start.month, 3);
    assert_int_equal(campaign.phases[0].start.day, 0);
    assert_int_equal(campaign.phases[3].start.year, 0);
    assert_ptr_equal(campaign_level(&campaign, "huyen"), &campaign.levels[1]);
    assert_null(campaign_level(&campaign, "quan"));
    assert_ptr_equal(campaign_group(&campaign, "gia_dinh"), &campaign.groups[2]);
    assert_null(campaign_group(&campaign, ""));
    assert_ptr_equal(campaign_area(&campaign, "area-3"), &campaign.areas[2]);
    assert_null(campaign_area(&campaign, "area-8"));
}

static void check_state(const char *day, enum campaign_state want) {
    struct date today;
    assert_true(date_parse(day, &today));
    check_number(day, campaign_state_on(&campaign, today), want);
}

static void without_a_window_it_is_open_to_its_last_day(void **state) {
    (void)state;
    check_state("2023-01-01", CAMPAIGN_OPEN);
    check_state("2023-05-31", CAMPAIGN_OPEN);
    check_state("2023-06-01", CAMPAIGN_CLOSED);
    check_state("2023-06-14", CAMPAIGN_CLOSED);
    check_state("2023-06-15", CAMPAIGN_WRAP_UP);
    check_state("2024-06-15", CAMPAIGN_WRAP_UP);
    assert_int_equal(campaign_days_left(&campaign, (struct date){2023, 5, 12}), 19);
    assert_int_equal(campaign_days_left(&campaign, (struct date){2023, 5, 31}), 0);
    assert_int_equal(campaign_days_left(&campaign, (struct date){2023, 6, 2}), -2);
}

static void the_communes_window_counts(void **state) {
    (void)state;
    json_t *window = json_object_get(root, "nomination_window");
    json_object_set_new(window, "opens", json_string("2023-04-01"));
    json_object_set_new(window, "closes", json_string("2023-06-20"));
    read_again();
    check_state("2023-03-31", CAMPAIGN_BEFORE);
    check_state("2023-04-01", CAMPAIGN_OPEN);
    check_state("2023-06-15", CAMPAIGN_OPEN); // the anniversary does not close what is open
    check_state("2023-06-20", CAMPAIGN_OPEN);
    check_state("2023-06-21", CAMPAIGN_WRAP_UP);
}

static void an_open_end_never_closes(void **state) {
    (void)state;
    json_object_set_new(json_object_get(json_object_get(root, "campaign"), "period"), "end",
                        json_null());
    read_again();
    check_state("2099-01-01", CAMPAIGN_OPEN);
    assert_int_equal(campaign_days_left(&campaign, (struct date){2099, 1, 1}), 0);
}

static void a_campaign_without_districts_or_anniversary_works(void **state) {
    (void)state;
    json_array_remove(json_object_get(root, "levels"), 1);
    json_object_del(root, "anniversaries");
    json_object_del(root, "timeline");
    read_again();
    assert_int_equal(campaign.level_count, 2);
    assert_null(campaign_level(&campaign, "huyen"));
    assert_string_equal(campaign.anniversary, "");
    assert_string_equal(campaign.anniversary_dates, "");
    assert_int_equal(campaign.phase_count, 0);
    check_state("2023-06-01", CAMPAIGN_CLOSED);
    check_state("2024-06-01", CAMPAIGN_CLOSED); // nothing to wrap up for
}

static void levels_are_sorted_from_the_lowest(void **state) {
    (void)state;
    json_t *levels = json_object_get(root, "levels");
    json_t *first = json_incref(json_array_get(levels, 0));
    json_array_remove(levels, 0);
    json_array_append_new(levels, first);
    read_again();
    for (int i = 0; i < 3; i++)
        assert_int_equal(campaign.levels[i].order, i + 1);
}

static void a_wrong_shape_is_refused_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *path, *json, *why;
    } rows[] = {
        {"meta/id", "\"\"", "meta.id: expected a text that is not empty"},
        {"campaign/title", "7", "campaign.title: expected a text"},
        {"campaign/period", "[]", "campaign.period: expected an object"},
        {"campaign/period/end", "\"2023-02-30\"",
         "campaign.period.end: expected a day as 2023-05-31, or null"},
        {"nomination_window/opens", "\"hôm nay\"",
         "nomination_window.opens: expected a day as 2023-05-31, or null"},
        {"anniversaries/0/main", "\"yes\"", "anniversaries[0].main: expected true or false"},
        {"levels", "{}", "levels: expected a list"},
        {"levels/1/order", "-1", "levels[1].order: expected a whole number from 0 to 64"},
        {"groups/2/id", "null", "groups[2].id: expected a text that is not empty"},
        {"content_areas/6/number", "\"7\"", "content_areas[6].number: expected a whole number"},
        {"timeline/0/start", "{\"year\":2023,\"month\":null,\"day\":3}",
         "timeline[0].start: expected a month where there is a day"},
        {"timeline/0/start", "{\"year\":2023,\"month\":13}",
         "timeline[0].month: expected a whole number from 0 to 12"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *changed = json_deep_copy(root);
        struct campaign none;
        char *why = NULL;
        manifest_set(changed, rows[i].path, rows[i].json);
        check_number(rows[i].path, campaign_init(&none, changed, &why), false);
        check_text(rows[i].path, why, rows[i].why);
        assert_false(campaign_init(&none, changed, NULL));
        campaign_finish(&none);
        free(why);
        json_decref(changed);
    }
    campaign_finish(NULL);
}

#define with_2023(test) cmocka_unit_test_setup_teardown(test, read_2023, drop_it)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_2023(the_plan_of_2023),
        with_2023(without_a_window_it_is_open_to_its_last_day),
        with_2023(the_communes_window_counts),
        with_2023(an_open_end_never_closes),
        with_2023(a_campaign_without_districts_or_anniversary_works),
        with_2023(levels_are_sorted_from_the_lowest),
        with_2023(a_wrong_shape_is_refused_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
