/* Rectangles cut from the outside in, and canvases turned on their panels. */
#include "draw/geometry.h"

#include "../check.h"

static void check_rect(const char *row, struct rect got, struct rect want) {
    if (got.x == want.x && got.y == want.y && got.w == want.w && got.h == want.h)
        return;
    fail_msg("%s: got {%d, %d, %d, %d}, want {%d, %d, %d, %d}", row, got.x, got.y, got.w, got.h,
             want.x, want.y, want.w, want.h);
}

static void sets_of_two_rectangles(void **state) {
    (void)state;
    static const struct {
        const char *name;
        struct rect a, b, intersection, whole;
        bool overlaps;
    } rows[] = {
        {"apart", {0, 0, 4, 4}, {6, 0, 4, 4}, {6, 0, 0, 0}, {0, 0, 10, 4}, false},
        {"touching", {0, 0, 4, 4}, {4, 0, 4, 4}, {4, 0, 0, 0}, {0, 0, 8, 4}, false},
        {"overlapping", {0, 0, 4, 4}, {2, 1, 4, 4}, {2, 1, 2, 3}, {0, 0, 6, 5}, true},
        {"inside", {0, 0, 9, 9}, {2, 3, 2, 2}, {2, 3, 2, 2}, {0, 0, 9, 9}, true},
        {"one empty", {5, 5, 0, 9}, {1, 2, 3, 4}, {5, 5, 0, 0}, {1, 2, 3, 4}, false},
        {"negative place", {-5, -5, 7, 7}, {0, 0, 9, 9}, {0, 0, 2, 2}, {-5, -5, 14, 14}, true},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        check_rect(rows[i].name, rect_intersect(rows[i].a, rows[i].b), rows[i].intersection);
        check_rect(rows[i].name, rect_union(rows[i].a, rows[i].b), rows[i].whole);
        check_number(rows[i].name, rect_overlaps(rows[i].a, rows[i].b), rows[i].overlaps);
        check_number(rows[i].name, rect_overlaps(rows[i].b, rows[i].a), rows[i].overlaps);
    }
}

static void a_rectangle_holds_its_first_pixel_not_its_end(void **state) {
    (void)state;
    struct rect r = {10, 20, 3, 2};
    assert_true(rect_contains(r, (struct point){10, 20}));
    assert_true(rect_contains(r, (struct point){12, 21}));
    assert_false(rect_contains(r, (struct point){13, 21}));
    assert_false(rect_contains(r, (struct point){12, 22}));
    assert_false(rect_contains(r, (struct point){9, 20}));
    assert_true(rect_is_empty((struct rect){1, 1, -2, 5}));
}

static void insets_and_centres(void **state) {
    (void)state;
    check_rect("inset", rect_inset((struct rect){10, 10, 20, 30}, 4),
               (struct rect){14, 14, 12, 22});
    check_rect("outset", rect_inset((struct rect){10, 10, 20, 30}, -4),
               (struct rect){6, 6, 28, 38});
    check_rect("centre", rect_centre((struct rect){10, 10, 20, 30}, 4, 10),
               (struct rect){18, 20, 4, 10});
}

static void cutting_leaves_the_rest(void **state) {
    (void)state;
    struct rect rest = {0, 0, 100, 80};
    check_rect("top", rect_cut_top(&rest, 10), (struct rect){0, 0, 100, 10});
    check_rect("bottom", rect_cut_bottom(&rest, 20), (struct rect){0, 60, 100, 20});
    check_rect("left", rect_cut_left(&rest, 30), (struct rect){0, 10, 30, 50});
    check_rect("right", rect_cut_right(&rest, 15), (struct rect){85, 10, 15, 50});
    check_rect("rest", rest, (struct rect){30, 10, 55, 50});
    check_rect("more than there is", rect_cut_bottom(&rest, 500), (struct rect){30, 10, 55, 50});
    assert_true(rect_is_empty(rest));
    check_rect("from nothing", rect_cut_top(&rest, 5), (struct rect){30, 10, 55, 0});
}

static void turned_panels(void **state) {
    (void)state;
    // Where the canvas's first pixel lies on a panel of 1920 x 1080, clockwise turn by turn.
    static const struct point corners[] = {{0, 0}, {1919, 0}, {1919, 1079}, {0, 1079}};
    for (int quarters = 0; quarters < 4; quarters++) {
        char row[32];
        snprintf(row, sizeof row, "%d quarters", quarters);
        struct turn turn = {quarters, 1920, 1080};
        struct point first = turn_to_canvas(&turn, corners[quarters]);
        check_number(row, first.x, 0);
        check_number(row, first.y, 0);
    }
}

static void turning_there_and_back(void **state) {
    (void)state;
    for (int quarters = 0; quarters < 4; quarters++) {
        struct turn turn = {quarters, 7, 5};
        bool is_on_side = quarters % 2;
        struct rect canvas = {0, 0, is_on_side ? 5 : 7, is_on_side ? 7 : 5};
        check_rect("the whole canvas is the whole panel", turn_to_panel(&turn, canvas),
                   (struct rect){0, 0, 7, 5});
        for (int y = 0; y < 5; y++)
            for (int x = 0; x < 7; x++) {
                struct point p = turn_to_canvas(&turn, (struct point){x, y});
                assert_true(rect_contains(canvas, p));
                check_rect("a pixel", turn_to_panel(&turn, (struct rect){p.x, p.y, 1, 1}),
                           (struct rect){x, y, 1, 1});
            }
    }
    struct turn turn = {1, 1920, 1080};
    check_rect("a rectangle", turn_to_panel(&turn, (struct rect){10, 20, 100, 50}),
               (struct rect){1850, 10, 50, 100});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_of_two_rectangles),
        cmocka_unit_test(a_rectangle_holds_its_first_pixel_not_its_end),
        cmocka_unit_test(insets_and_centres),
        cmocka_unit_test(cutting_leaves_the_rest),
        cmocka_unit_test(turned_panels),
        cmocka_unit_test(turning_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
