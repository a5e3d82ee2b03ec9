/* A list under the finger: drags, throws, pages, ends, and who a touch belongs to. */
#include "../check.h"

#include "widgets/scroller.h"

#define ROW 100
#define PAGE 300
#define ROWS 31
#define LAST (ROW * ROWS - PAGE)

static const struct scroller_size size = {
    .area = {100, 50, 400, PAGE + 20},
    .content_px = ROW * ROWS + 20,
    .row_px = ROW,
    .page_px = PAGE,
    .slop_px = 16,
};

static struct scroller fresh(int at_px) {
    struct scroller s = {0};
    scroller_fit(&s, &size);
    scroller_set(&s, at_px);
    return s;
}

static bool feed(struct scroller *s, enum event_kind kind, int finger, int y, int64_t at_ms) {
    struct event ev = {.kind = kind, .finger = finger, .at = {200, y}, .at_ms = at_ms};
    return scroller_event(s, &ev);
}

/* Down, then to each height 16 ms apart, without lifting. */
static void drag(struct scroller *s, const int *ys, size_t count) {
    feed(s, EVENT_DOWN, 1, ys[0], 1000);
    for (size_t i = 1; i < count; i++)
        feed(s, EVENT_MOVE, 1, ys[i], 1000 + 16 * (int64_t)i);
}

static void test_it_goes_where_the_finger_goes(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int from, ys[6];
        size_t count;
        int want;
    } rows[] = {
        {"a tap", 500, {300, 310}, 2, 500},
        {"up by 200", 500, {300, 200, 100}, 3, 700},
        {"down by 100", 500, {100, 150, 200}, 3, 400},
        {"to and fro", 500, {300, 200, 300}, 3, 500},
        {"past the top and back", 50, {100, 200, 300, 260}, 4, 40},
        {"past the end and back", LAST - 50, {300, 200, 100, 130}, 4, LAST - 30},
        {"out of the window", 500, {300, 100, 0}, 3, 800},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct scroller s = fresh(rows[i].from);
        drag(&s, rows[i].ys, rows[i].count);
        check_number(rows[i].name, s.at_px, rows[i].want);
        assert_false(scroller_is_moving(&s));
    }
}

static void test_whose_the_touch_is(void **state) {
    (void)state;
    struct scroller s = fresh(500);
    assert_false(feed(&s, EVENT_DOWN, 1, 300, 0)); // may be a tap
    assert_false(feed(&s, EVENT_MOVE, 1, 310, 10));
    assert_true(feed(&s, EVENT_MOVE, 1, 330, 20)); // a drag from here on
    assert_true(feed(&s, EVENT_DOWN, 2, 100, 30)); // beside a drag nothing is pressed
    assert_false(feed(&s, EVENT_UP, 2, 100, 40));
    assert_false(feed(&s, EVENT_DOWN, 3, 900, 50)); // outside: another's
    assert_false(feed(&s, EVENT_UP, 3, 300, 60));
    assert_true(feed(&s, EVENT_MOVE, 1, 330, 290));
    assert_true(feed(&s, EVENT_UP, 1, 330, 300));
    assert_false(feed(&s, EVENT_DOWN, 1, 300, 400));
    assert_false(feed(&s, EVENT_UP, 1, 300, 410));
    assert_false(feed(&s, EVENT_DOWN, 1, 900, 500)); // began outside: never drags
    assert_false(feed(&s, EVENT_MOVE, 1, 200, 510));
    check_number("place", s.at_px, 470);
}

/* Thrown up from `from` at `velocity`: each step 16 ms. */
static struct scroller thrown(int from, int step_px) {
    struct scroller s = fresh(from);
    int y = step_px > 0 ? 350 : 60;
    feed(&s, EVENT_DOWN, 1, y, 1000);
    for (int i = 1; i <= 5; i++)
        feed(&s, EVENT_MOVE, 1, y - i * step_px, 1000 + 16 * i);
    feed(&s, EVENT_UP, 1, y - 5 * step_px, 1080 + 1);
    return s;
}

static void test_a_throw_decays(void **state) {
    (void)state;
    struct scroller s = thrown(0, 32); // 2,000 px a second
    int before = s.at_px, speed = 1 << 20;
    assert_true(scroller_is_moving(&s));
    for (int64_t ms = 100; ms <= 800; ms += 100) {
        scroller_tick(&s, 1081 + ms);
        assert_in_range(s.at_px - before, 1, speed);
        speed = s.at_px - before;
        before = s.at_px;
    }
    assert_true(speed < 20);
    scroller_tick(&s, 1081 + 900);
    assert_false(scroller_is_moving(&s));
    assert_in_range(s.at_px, 720, 800); // the finger's 160, then a third of 2,000 x 0.9 s
}

/* No jump at the ends: as fast as the finger at first, at rest exactly there. */
static void test_a_throw_past_an_end(void **state) {
    (void)state;
    struct scroller s = thrown(LAST - 800, 64);
    int from = s.at_px, velocity = 64 * 1000 / 16;
    scroller_tick(&s, 1081 + 10);
    assert_in_range(s.at_px - from, velocity * 10 / 1000 * 2 / 3, velocity * 10 / 1000 + 2);
    scroller_tick(&s, 1081 + 400);
    check_number("the end", s.at_px, LAST);
    assert_false(scroller_is_moving(&s));
    s = thrown(100, -64);
    scroller_tick(&s, 1081 + 900);
    check_number("the top", s.at_px, 0);
    s = thrown(LAST, 64);
    assert_false(scroller_is_moving(&s)); // there is nowhere to go
}

static void test_a_touch_stops_it(void **state) {
    (void)state;
    struct scroller s = thrown(0, 32);
    assert_true(feed(&s, EVENT_DOWN, 2, 200, 1081 + 200));
    int at = s.at_px;
    assert_in_range(at, 400, 600);
    assert_false(scroller_is_moving(&s));
    scroller_tick(&s, 1081 + 700);
    check_number("stands", s.at_px, at);
    assert_true(feed(&s, EVENT_UP, 2, 200, 1081 + 750)); // and presses nothing
    assert_false(feed(&s, EVENT_DOWN, 2, 200, 3000));
    s = thrown(0, 32);
    feed(&s, EVENT_DOWN, 2, 300, 1081 + 200); // stops it and drags on
    at = s.at_px;
    assert_true(feed(&s, EVENT_MOVE, 2, 200, 1081 + 216));
    check_number("dragged on", s.at_px, at + 100);
}

static void test_pages(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int from, by, want;
    } rows[] = {
        {"one on", 0, 1, PAGE},
        {"one back", 2 * PAGE, -1, PAGE},
        {"from between two rows: none is missed", 150, 1, 400},
        {"back from between two rows", 450, -1, 200},
        {"the last is a whole window", LAST - 100, 1, LAST},
        {"no further", LAST, 1, LAST},
        {"the first", 200, -1, 0},
        {"no further back", 0, -1, 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct scroller s = fresh(rows[i].from);
        scroller_turn(&s, rows[i].by, 1000);
        check_number(rows[i].name, scroller_goal(&s), rows[i].want);
        scroller_tick(&s, 1259);
        assert_int_equal(scroller_is_moving(&s), rows[i].from != rows[i].want);
        scroller_tick(&s, 1260);
        check_number(rows[i].name, s.at_px, rows[i].want);
        assert_false(scroller_is_moving(&s));
    }
}

static void test_a_page_eases_out(void **state) {
    (void)state;
    struct scroller s = fresh(0);
    int before = 0, speed = PAGE;
    scroller_turn(&s, 1, 1000);
    for (int64_t ms = 1020; ms < 1260; ms += 20) {
        scroller_tick(&s, ms);
        assert_in_range(s.at_px - before, 0, speed);
        speed = s.at_px - before;
        before = s.at_px;
    }
    scroller_turn(&s, 1, 1130); // pressed again before it is there
    check_number("two pages on", scroller_goal(&s), 2 * PAGE);
    assert_false(feed(&s, EVENT_DOWN, 1, 200, 1140)); // a touch finds it there
    check_number("at once", s.at_px, 2 * PAGE);
}

static void test_reduced_motion(void **state) {
    (void)state;
    struct scroller_size still = size;
    struct scroller s = {0};
    still.is_motion_reduced = true;
    scroller_fit(&s, &still);
    scroller_turn(&s, 1, 1000);
    check_number("at once", s.at_px, PAGE);
    assert_false(scroller_is_moving(&s));
}

/* The page's number follows the place, and every page has its number. */
static void test_page_numbers(void **state) {
    (void)state;
    static const struct {
        int at, page;
    } rows[] = {{0, 0},         {50, 0},    {51, 1},         {PAGE, 1},     {PAGE + 1, 1},
                {PAGE + 51, 2}, {LAST, 10}, {LAST - 49, 10}, {LAST - 50, 9}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct scroller s = fresh(rows[i].at);
        check_number("page", scroller_page(&s), rows[i].page);
    }
    struct scroller s = fresh(0);
    check_number("count", scroller_page_count(&s), 11);
    for (int page = 0; page < 11; page++, scroller_turn(&s, 1, 0), scroller_tick(&s, 999))
        check_number("turned on", scroller_page(&s), page);
    for (int page = 10; page >= 0; page--, scroller_turn(&s, -1, 0), scroller_tick(&s, 999))
        check_number("turned back", scroller_page(&s), page);
}

static void test_short_lists(void **state) {
    (void)state;
    static const struct {
        int rows, count, last;
    } rows[] = {{0, 1, 0}, {1, 1, 0}, {3, 1, 0}, {4, 2, 100}, {6, 2, 300}, {7, 3, 400}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct scroller_size few = size;
        struct scroller s = fresh(LAST);
        few.content_px = rows[i].rows * ROW + 20;
        scroller_fit(&s, &few);
        check_number("pages", scroller_page_count(&s), rows[i].count);
        check_number("place", s.at_px, rows[i].last);
        check_number("page", scroller_page(&s), rows[i].count - 1);
    }
    struct scroller empty = {0};
    scroller_turn(&empty, 1, 0);
    check_number("an empty list", empty.at_px, 0);
    check_number("an empty list", scroller_page_count(&empty), 1);
}

static void test_a_question_comes_up(void **state) {
    (void)state;
    struct event cancel = {.kind = EVENT_CANCEL};
    struct scroller s = thrown(0, 32);
    assert_false(scroller_event(&s, &cancel));
    assert_false(scroller_is_moving(&s));
    s = fresh(500);
    feed(&s, EVENT_DOWN, 1, 300, 0);
    feed(&s, EVENT_MOVE, 1, 200, 16);
    scroller_event(&s, &cancel); // its UP went to the question
    assert_false(feed(&s, EVENT_MOVE, 1, 100, 32));
    check_number("let go", s.at_px, 600);
    feed(&s, EVENT_DOWN, 2, 300, 900);
    assert_true(feed(&s, EVENT_MOVE, 2, 200, 916));
    check_number("another finger", s.at_px, 700);
}

static void test_moved_by_hand(void **state) {
    (void)state;
    struct scroller s = fresh(LAST - 30);
    check_number("to the end", scroller_move(&s, 24), 24);
    check_number("what is left", scroller_move(&s, 24), 6);
    check_number("nothing", scroller_move(&s, 24), 0);
    check_number("back", scroller_move(&s, -24), -24);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_goes_where_the_finger_goes),
        cmocka_unit_test(test_whose_the_touch_is),
        cmocka_unit_test(test_a_throw_decays),
        cmocka_unit_test(test_a_throw_past_an_end),
        cmocka_unit_test(test_a_touch_stops_it),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_a_page_eases_out),
        cmocka_unit_test(test_reduced_motion),
        cmocka_unit_test(test_page_numbers),
        cmocka_unit_test(test_short_lists),
        cmocka_unit_test(test_a_question_comes_up),
        cmocka_unit_test(test_moved_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
