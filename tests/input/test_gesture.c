/* One finger over something that scrolls: taps, drags, throws, and fingers that get in the way. */
#include "../check.h"

#include "input/gesture.h"

#define SLOP 24

static struct gesture_step feed(struct gesture *g, enum event_kind kind, int x, int y,
                                int64_t at_ms) {
    struct event ev = {.kind = kind, .at = {x, y}, .at_ms = at_ms, .finger = 1};
    return gesture_feed(g, &ev);
}

static void check_step(const char *row, struct gesture_step got, enum gesture_kind kind, int dx,
                       int dy) {
    check_number(row, got.kind, kind);
    check_number(row, got.delta.x, dx);
    check_number(row, got.delta.y, dy);
}

static void test_tap(void **state) {
    (void)state;
    struct gesture g;
    gesture_init(&g, SLOP);
    check_step("down", feed(&g, EVENT_DOWN, 100, 100, 0), GESTURE_NONE, 0, 0);
    check_step("wander", feed(&g, EVENT_MOVE, 124, 76, 30), GESTURE_NONE, 0, 0);
    check_step("up", feed(&g, EVENT_UP, 124, 76, 60), GESTURE_NONE, 0, 0);
    check_step("move of nobody", feed(&g, EVENT_MOVE, 900, 900, 70), GESTURE_NONE, 0, 0);
}

/* The steps together are the finger's whole way: what is dragged stays under it. */
static void test_drag_adds_up(void **state) {
    (void)state;
    static const int ways[] = {10, 24, 25, 90, 300, 295, 400};
    struct gesture g;
    int gone = 0;
    gesture_init(&g, SLOP);
    feed(&g, EVENT_DOWN, 50, 1000, 0);
    for (size_t i = 0; i < check_items(ways); i++) {
        struct gesture_step step = feed(&g, EVENT_MOVE, 50, 1000 - ways[i], 20 * ((int64_t)i + 1));
        enum gesture_kind want = i < 2 ? GESTURE_NONE : i == 2 ? GESTURE_DRAG_START : GESTURE_DRAG;
        check_number("kind", step.kind, want);
        gone -= step.delta.y;
    }
    struct gesture_step step = feed(&g, EVENT_UP, 50, 590, 600);
    check_number("rested before it was lifted", step.kind, GESTURE_DRAG_END);
    check_number("whole way", gone - step.delta.y, 410);
    check_number("no velocity", step.velocity_y, 0);
}

struct throw {
    const char *name;
    int every_ms, step_px, samples, rest_ms;
    enum gesture_kind want;
    int velocity; // pixels a second, +-5 %
};

static void check_throw(const struct throw *t) {
    struct gesture g;
    int64_t now_ms = 5000;
    int y = 1500;
    gesture_init(&g, SLOP);
    feed(&g, EVENT_DOWN, 0, y, now_ms);
    for (int i = 0; i < t->samples; i++)
        feed(&g, EVENT_MOVE, 0, y += t->step_px, now_ms += t->every_ms);
    struct gesture_step step = feed(&g, EVENT_UP, 0, y, now_ms + t->rest_ms);
    check_number(t->name, step.kind, t->want);
    int slack = abs(t->velocity) / 20;
    if (step.velocity_y < t->velocity - slack || step.velocity_y > t->velocity + slack)
        check_number(t->name, step.velocity_y, t->velocity);
    check_number(t->name, step.velocity_x, 0);
}

static void test_throws(void **state) {
    (void)state;
    static const struct throw throws[] = {
        {"60 Hz up", 16, -32, 20, 0, GESTURE_FLING, -2000},
        {"60 Hz down", 16, 16, 20, 0, GESTURE_FLING, 1000},
        {"1000 Hz panel", 1, 2, 400, 0, GESTURE_FLING, 2000},
        {"rested 300 ms", 16, -32, 20, 300, GESTURE_DRAG_END, 0},
        {"too slow to be thrown", 16, 2, 60, 0, GESTURE_DRAG_END, 0},
        {"a panel that jumps", 1, 500, 40, 0, GESTURE_FLING, 12000},
    };
    for (size_t i = 0; i < check_items(throws); i++)
        check_throw(&throws[i]);
}

/* All samples at one moment: no time has gone, so nothing can be said of the speed. */
static void test_no_time(void **state) {
    (void)state;
    struct gesture g;
    gesture_init(&g, SLOP);
    feed(&g, EVENT_DOWN, 0, 0, 7);
    feed(&g, EVENT_MOVE, 0, 500, 7);
    check_step("up", feed(&g, EVENT_UP, 0, 500, 7), GESTURE_DRAG_END, 0, 0);
}

static void test_cancel(void **state) {
    (void)state;
    struct gesture g;
    gesture_init(&g, SLOP);
    feed(&g, EVENT_DOWN, 0, 0, 0);
    check_step("before a drag", feed(&g, EVENT_CANCEL, 0, 0, 10), GESTURE_NONE, 0, 0);
    feed(&g, EVENT_DOWN, 0, 0, 100);
    feed(&g, EVENT_MOVE, 200, 0, 110);
    check_step("in a drag", feed(&g, EVENT_CANCEL, 900, 0, 120), GESTURE_DRAG_END, 0, 0);
    check_step("after it", feed(&g, EVENT_MOVE, 400, 0, 130), GESTURE_NONE, 0, 0);
}

static void test_second_finger(void **state) {
    (void)state;
    struct gesture g;
    struct event other = {.kind = EVENT_DOWN, .at = {900, 900}, .at_ms = 20, .finger = 2};
    gesture_init(&g, SLOP);
    feed(&g, EVENT_DOWN, 0, 0, 0);
    check_step("comes down", gesture_feed(&g, &other), GESTURE_NONE, 0, 0);
    other.kind = EVENT_MOVE;
    other.at.x = 0;
    check_step("moves", gesture_feed(&g, &other), GESTURE_NONE, 0, 0);
    check_step("the first drags on", feed(&g, EVENT_MOVE, 0, 60, 40), GESTURE_DRAG_START, 0, 60);
    other.kind = EVENT_UP;
    check_step("lifts", gesture_feed(&g, &other), GESTURE_NONE, 0, 0);
    check_step("and on", feed(&g, EVENT_MOVE, 0, 70, 60), GESTURE_DRAG, 0, 10);
}

static void test_fling_comes_to_rest(void **state) {
    (void)state;
    check_number("at once", gesture_fling_distance(3000, 0), 0);
    check_number("before it", gesture_fling_distance(3000, -5), 0);
    int early = gesture_fling_distance(3000, 10);
    if (early < 28 || early > 30) // begins with the finger's own speed
        check_number("first 10 ms", early, 29);
    int last = 0;
    for (int64_t ms = 1; ms <= 900; ms++) {
        int gone = gesture_fling_distance(3000, ms);
        assert_true(gone >= last);
        last = gone;
    }
    check_number("its end", last, 900);
    check_number("long after", gesture_fling_distance(3000, 100000), 900);
    check_number("the other way", gesture_fling_distance(-3000, 900), -900);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tap),
        cmocka_unit_test(test_drag_adds_up),
        cmocka_unit_test(test_throws),
        cmocka_unit_test(test_no_time),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_second_finger),
        cmocka_unit_test(test_fling_comes_to_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
