/* The board of plots: who has one, in which order, how far it is. */
#include "manifest.h"

#include "model/board.h"

/* What ships, with a member set before it is decoded. */
static struct content *content_with(const char *path, const char *json) {
    json_t *root = manifest_compose();
    char *why = NULL;
    json_object_set_new(root, "progress", json_array());
    if (path)
        manifest_set(root, path, json);
    struct content *content = manifest_decode(root, "vi", &why);
    if (!content)
        print_error("%s\n", why);
    assert_non_null(content);
    json_decref(root);
    return content;
}

static enum plot_state state_of(const struct content *content, const char *unit_id) {
    struct board board;
    board_init(&board, content);
    size_t at = board_find_plot(&board, content_unit(content, unit_id));
    assert_true(at < board.count);
    enum plot_state state = board.plots[at].state;
    board_finish(&board);
    return state;
}

static void what_ships_has_twelve_plots(void **state) {
    (void)state;
    struct content *content = content_with(NULL, NULL);
    struct board board;
    board_init(&board, content);
    check_number("plots", (long long)board.count, 12); // the plan does not say that Mặt trận has to
    check_number("villages", (long long)board.village_count, 7);
    struct board_tally all = board_tally(&board, 0, board.count);
    check_number("registered", (long long)all.registered, 11);
    check_number("done", (long long)all.done, 3); // village 1 has a second one under way
    struct board_tally villages = board_tally(&board, 0, board.village_count);
    check_number("registered villages", (long long)villages.registered, 6);
    check_number("done villages", (long long)villages.done, 2);
    board_finish(&board);
    content_destroy(content);
}

static void models_decide_the_state(void **state) {
    (void)state;
    struct content *content = content_with(NULL, NULL);
    check_number("one of two done", state_of(content, "don-vi-01"), PLOT_DOING);
    check_number("its only one done", state_of(content, "don-vi-02"), PLOT_DONE);
    check_number("under way", state_of(content, "don-vi-03"), PLOT_DOING);
    check_number("none", state_of(content, "don-vi-07"), PLOT_NONE);
    content_destroy(content);
    content = content_with("projects/7/status", "\"hoan_thanh\"");
    check_number("both done", state_of(content, "don-vi-01"), PLOT_DONE);
    content_destroy(content);
    content = content_with("projects/1/status", "\"chua_dang_ky\"");
    check_number("not registered", state_of(content, "don-vi-02"), PLOT_NONE);
    content_destroy(content);
}

static void the_progress_table_speaks_where_no_model_is_published(void **state) {
    (void)state;
    static const struct {
        const char *row;
        const char *unit;
        enum plot_state want;
    } rows[] = {
        {"[{\"unit_id\":\"don-vi-07\",\"registered\":1}]", "don-vi-07", PLOT_DOING},
        {"[{\"unit_id\":\"don-vi-07\",\"registered\":2,\"completed\":2}]", "don-vi-07", PLOT_DONE},
        {"[{\"unit_id\":\"don-vi-07\",\"registered\":0}]", "don-vi-07", PLOT_NONE},
        {"[{\"unit_id\":\"don-vi-02\",\"registered\":9,\"completed\":0}]", "don-vi-02", PLOT_DONE},
        {"[{\"unit_id\":\"don-vi-14\",\"registered\":1}]", "don-vi-14", PLOT_DOING},
        {"[{\"unit_id\":\"nobody\",\"registered\":1}]", "don-vi-07", PLOT_NONE},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct content *content = content_with("progress", rows[i].row);
        check_number(rows[i].row, state_of(content, rows[i].unit), rows[i].want);
        content_destroy(content);
    }
}

static void villages_first_then_the_front(void **state) {
    (void)state;
    static const char *const want[] = {
        "don-vi-01", "don-vi-02", "don-vi-03", "don-vi-04", "don-vi-05", "don-vi-06", "don-vi-07",
        "don-vi-13", "don-vi-08", "don-vi-09", "don-vi-10", "don-vi-11", "don-vi-12"};
    struct content *content = content_with("units/12/required", "true");
    struct board board;
    board_init(&board, content);
    check_number("plots", (long long)board.count, (long long)check_items(want));
    for (size_t i = 0; i < board.count; i++)
        check_text("plot", board.plots[i].unit->id, want[i]);
    board_finish(&board);
    content_destroy(content);
}

static void models_are_gone_through_plot_by_plot(void **state) {
    (void)state;
    struct content *content = content_with("projects/3/unit_id", "null");
    struct board board;
    board_init(&board, content);
    check_number("models", (long long)board.project_count, 12);
    check_number("of village 1", (long long)board.plots[0].count, 2);
    check_text("its first", content->projects[board.projects[0]].id, "mh-01");
    check_text("its second", content->projects[board.projects[1]].id, "mh-08");
    check_text("of no unit", content->projects[board.projects[11]].id, "mh-04");
    size_t before = 0;
    for (size_t i = 0; i < board.count; i++) {
        check_number("first", (long long)board.plots[i].first, (long long)before);
        for (size_t j = 0; j < board.plots[i].count; j++)
            assert_ptr_equal(content->projects[board.projects[before + j]].unit,
                             board.plots[i].unit);
        before += board.plots[i].count;
    }
    check_number("found", (long long)board_find_project(&board, 7), 1);
    check_number("not there", (long long)board_find_project(&board, 99), 12);
    board_finish(&board);
    content_destroy(content);
}

static void who_has_not_registered_may_be_kept_back(void **state) {
    (void)state;
    struct content *content = content_with("toggles", "{\"progress\":false}");
    struct board board;
    board_init(&board, content);
    check_number("plots", (long long)board.count, 11);
    check_number("villages", (long long)board.village_count, 6);
    board_finish(&board);
    content_destroy(content);
}

static void nothing_makes_an_empty_board(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    json_array_clear(json_object_get(root, "units"));
    json_array_clear(json_object_get(root, "projects"));
    struct content *content = manifest_decode(root, "vi", NULL);
    struct board board;
    board_init(&board, content);
    check_number("plots", (long long)board.count, 0);
    check_number("models", (long long)board.project_count, 0);
    board_finish(&board);
    content_destroy(content);
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ships_has_twelve_plots),
        cmocka_unit_test(models_decide_the_state),
        cmocka_unit_test(the_progress_table_speaks_where_no_model_is_published),
        cmocka_unit_test(villages_first_then_the_front),
        cmocka_unit_test(models_are_gone_through_plot_by_plot),
        cmocka_unit_test(who_has_not_registered_may_be_kept_back),
        cmocka_unit_test(nothing_makes_an_empty_board),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
