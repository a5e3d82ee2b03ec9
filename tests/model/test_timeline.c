/* Where today stands between the marks: by the plan of 2023, and by plans with other gaps. */
#include "manifest.h"

#include "base/strbuf.h"
#include "model/campaign.h"
#include "model/timeline.h"

static struct campaign campaign;
static json_t *root;

static int read_2023(void **state) {
    (void)state;
    root = manifest_file(MANIFEST_CAMPAIGN, "vi.json");
    assert_true(campaign_init(&campaign, root, NULL));
    return 0;
}

static int drop_it(void **state) {
    (void)state;
    campaign_finish(&campaign);
    json_decref(root);
    return 0;
}

static struct timeline read_again(void) {
    struct timeline timeline;
    char *why = NULL;
    campaign_finish(&campaign);
    if (!campaign_init(&campaign, root, &why))
        fail_msg("%s", why);
    timeline_init(&timeline, &campaign);
    return timeline;
}

struct row {
    const char *day;
    int place;
};

static void check_places(const struct timeline *timeline, const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct date today;
        assert_true(date_parse(rows[i].day, &today));
        check_number(rows[i].day, timeline_place(timeline, today), rows[i].place);
    }
}

/* Fixed points are March, the day after 31/5 and 15/6; the high season begins between the first
 * two. */
static void today_moves_from_mark_to_mark(void **state) {
    (void)state;
    struct timeline timeline = read_again();
    check_number("marks", (long long)timeline.count, 4);
    check_text("first", timeline.marks[0]->mark_title, "Phát động");
    check_text("second", timeline.marks[1]->mark_date, "Đến 31/5");
    static const struct row rows[] = {
        {"2023-02-28", -1},   {"2023-03-01", 0},    {"2023-04-16", 1000}, {"2023-05-12", 1565},
        {"2023-05-31", 1978}, {"2023-06-01", 2000}, {"2023-06-08", 2500}, {"2023-06-14", 2928},
        {"2023-06-15", 3000}, {"2023-06-16", 4000}, {"2024-01-01", 4000},
    };
    check_places(&timeline, rows, check_items(rows));
}

static void a_mark_is_done_when_the_next_has_begun(void **state) {
    (void)state;
    static const enum mark_state want[][2] = {{MARK_TO_COME, MARK_TO_COME},
                                              {MARK_NOW, MARK_TO_COME},
                                              {MARK_DONE, MARK_NOW},
                                              {MARK_DONE, MARK_DONE}};
    static const int places[] = {-1, 999, 1000, 2000};
    for (size_t i = 0; i < check_items(places); i++) {
        check_number("first", timeline_state(0, places[i]), want[i][0]);
        check_number("second", timeline_state(1, places[i]), want[i][1]);
    }
}

static void without_marks_every_phase_is_on_the_line(void **state) {
    (void)state;
    json_t *phases = json_object_get(root, "timeline"), *phase;
    size_t i;
    json_array_foreach(phases, i, phase) json_object_del(phase, "mark");
    struct timeline timeline = read_again();
    check_number("marks", (long long)timeline.count, 6);
    static const struct row rows[] = {{"2023-06-11", 4000}, {"2023-06-15", 5000}};
    check_places(&timeline, rows, check_items(rows));
    for (i = 0; i < 3; i++) {
        json_t *one = json_deep_copy(json_array_get(phases, 0));
        char *id = xasprintf("ph-more-%zu", i);
        json_object_set_new(one, "id", json_string(id));
        json_array_append_new(phases, one);
        free(id);
    }
    timeline = read_again();
    check_number("as many as there is room for", (long long)timeline.count, TIMELINE_MARKS_MAX);
}

static void what_the_plan_leaves_open(void **state) {
    (void)state;
    manifest_set(root, "timeline",
                 "[{\"id\":\"a\",\"start\":null,\"end\":null},"
                 "{\"id\":\"b\",\"start\":\"2024-05-01\",\"end\":null},"
                 "{\"id\":\"c\",\"start\":null,\"end\":null}]");
    struct timeline timeline = read_again();
    static const struct row rows[] = {
        {"2024-04-30", 500}, {"2024-05-01", 1000}, {"2024-05-02", 1500}, {"2030-01-01", 1500}};
    check_places(&timeline, rows, check_items(rows));
    manifest_set(root, "timeline", "[{\"id\":\"a\"},{\"id\":\"b\"}]");
    timeline = read_again();
    static const struct row nowhere[] = {{"2024-05-01", -1}};
    check_places(&timeline, nowhere, 1);
    manifest_set(root, "timeline",
                 "[{\"id\":\"a\",\"end\":{\"year\":2023,\"month\":12}},{\"id\":\"b\"}]");
    timeline = read_again();
    static const struct row month[] = {{"2023-12-31", 500}, {"2024-01-01", 1000}};
    check_places(&timeline, month, check_items(month));
    manifest_set(root, "timeline", "[]");
    timeline = read_again();
    check_places(&timeline, nowhere, 1);
}

#define with_2023(test) cmocka_unit_test_setup_teardown(test, read_2023, drop_it)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_2023(today_moves_from_mark_to_mark),
        cmocka_unit_test(a_mark_is_done_when_the_next_has_begun),
        with_2023(without_marks_every_phase_is_on_the_line),
        with_2023(what_the_plan_leaves_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
