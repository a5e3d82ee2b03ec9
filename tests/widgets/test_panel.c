/* Pressing, sliding off, two thumbs, what is off, the focus ring and what is drawn again. */
#include "bench.h"

#include "widgets/panel.h"

enum { LEFT_ACTION, RIGHT_ACTION, LOW_ACTION };

static struct bench bench;
static struct panel panel;

static int set_up(void **state) {
    (void)state;
    bench_open(&bench, 1920, 1080);
    panel = (struct panel){0};
    panel_add(&panel, "left", LEFT_ACTION, BUTTON_SECONDARY, (struct rect){100, 100, 300, 104},
              NULL, "Trái");
    panel_add(&panel, "right", RIGHT_ACTION, BUTTON_PRIMARY, (struct rect){424, 100, 300, 104},
              NULL, "Phải");
    panel_add(&panel, "low", LOW_ACTION, BUTTON_JADE, (struct rect){100, 400, 300, 104}, NULL,
              "Dưới");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    panel_finish(&panel);
    bench_close(&bench);
    return 0;
}

/* The id of what fired, "" for nothing. */
static const char *touch(enum event_kind kind, int64_t finger, int x, int y) {
    struct event ev = bench_touch(&bench, kind, finger, (struct point){x, y});
    const struct button *fired = panel_event(&panel, &ev, &bench.damage);
    return fired ? fired->id : "";
}

static const char *key(enum event_key name) {
    struct event ev = bench_key(name);
    const struct button *fired = panel_event(&panel, &ev, &bench.damage);
    return fired ? fired->id : "";
}

static void a_tap_fires_on_the_way_up(void **state) {
    (void)state;
    check_text("down", touch(EVENT_DOWN, 7, 150, 150), "");
    assert_true(panel_is_pressed(&panel));
    check_text("a small move", touch(EVENT_MOVE, 7, 160, 160), "");
    check_text("up", touch(EVENT_UP, 7, 160, 160), "left");
    assert_false(panel_is_pressed(&panel));
    check_text("a second up", touch(EVENT_UP, 7, 160, 160), "");
}

static void a_press_that_wanders_off_is_taken_back(void **state) {
    (void)state;
    static const struct {
        const char *row;
        int x, y;
        const char *fired;
    } rows[] = {
        {"inside the slop above", 150, 80, "left"},
        {"past the slop above", 150, 70, ""},
        {"onto its neighbour", 500, 150, ""},
        {"far away", 1800, 900, ""},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        touch(EVENT_DOWN, 1, 150, 150);
        touch(EVENT_MOVE, 1, rows[i].x, rows[i].y);
        check_text(rows[i].row, touch(EVENT_UP, 1, rows[i].x, rows[i].y), rows[i].fired);
    }
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_MOVE, 1, 1800, 900);
    check_text("back again", touch(EVENT_UP, 1, 150, 150), "");
    touch(EVENT_DOWN, 1, 150, 150);
    check_text("let go outside without a move", touch(EVENT_UP, 1, 500, 900), "");
}

static void two_thumbs_press_two_buttons(void **state) {
    (void)state;
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_DOWN, 2, 500, 150);
    assert_int_equal(panel.items[0].finger, 1);
    assert_int_equal(panel.items[1].finger, 2);
    check_text("first up", touch(EVENT_UP, 1, 150, 150), "left");
    check_text("second up", touch(EVENT_UP, 2, 500, 150), "right");
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_DOWN, 2, 160, 150);
    check_text("a second finger on the same", touch(EVENT_UP, 2, 160, 150), "");
    check_text("the first still has it", touch(EVENT_UP, 1, 150, 150), "left");
}

static void a_lost_up_leaves_nothing_pressed(void **state) {
    (void)state;
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_DOWN, 1, 500, 150);
    assert_int_equal(panel.items[0].finger, 0);
    check_text("the new press", touch(EVENT_UP, 1, 500, 150), "right");
}

static void cancel_releases(void **state) {
    (void)state;
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_CANCEL, 1, 150, 150);
    assert_false(panel_is_pressed(&panel));
    check_text("up after cancel", touch(EVENT_UP, 1, 150, 150), "");
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_DOWN, 2, 500, 150);
    panel_cancel(&panel, &bench.damage);
    assert_false(panel_is_pressed(&panel));
}

static void what_is_off_fires_to_say_why(void **state) {
    (void)state;
    panel.items[0].is_off = true;
    touch(EVENT_DOWN, 1, 150, 150);
    check_text("off", touch(EVENT_UP, 1, 150, 150), "left");
    struct element_list list = {0};
    panel_list(&panel, &list);
    assert_int_equal(list.count, 3);
    assert_false(list.items[0].is_enabled);
    assert_true(list.items[1].is_enabled);
    check_text("label", list.items[0].label, "Trái");
    element_list_finish(&list);
}

static void the_last_added_lies_on_top(void **state) {
    (void)state;
    panel_add(&panel, "sheet", 9, BUTTON_CARD, (struct rect){100, 100, 300, 104}, NULL, NULL);
    touch(EVENT_DOWN, 1, 150, 150);
    check_text("on top", touch(EVENT_UP, 1, 150, 150), "sheet");
}

static void keys_move_the_focus(void **state) {
    (void)state;
    static const struct {
        const char *row;
        int from;
        enum event_key key;
        int to;
    } rows[] = {
        {"tab begins", -1, KEY_TAB, 0},
        {"back tab begins at the end", -1, KEY_BACK_TAB, 2},
        {"an arrow begins", -1, KEY_DOWN, 0},
        {"tab goes on", 0, KEY_TAB, 1},
        {"tab wraps", 2, KEY_TAB, 0},
        {"back tab wraps", 0, KEY_BACK_TAB, 2},
        {"right", 0, KEY_RIGHT, 1},
        {"left", 1, KEY_LEFT, 0},
        {"down", 0, KEY_DOWN, 2},
        {"up", 2, KEY_UP, 0},
        {"down and aside", 1, KEY_DOWN, 2},
        {"nothing to the left", 0, KEY_LEFT, 0},
        {"nothing below", 2, KEY_DOWN, 2},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        panel.focus = rows[i].from;
        check_text(rows[i].row, key(rows[i].key), "");
        check_number(rows[i].row, panel.focus, rows[i].to);
    }
    panel.focus = 1;
    check_text("enter", key(KEY_ENTER), "right");
    touch(EVENT_DOWN, 1, 150, 150);
    check_number("a touch takes the ring away", panel.focus, -1);
    check_text("enter without focus", key(KEY_ENTER), "");
}

static void an_empty_panel_takes_any_event(void **state) {
    (void)state;
    struct panel empty = {0};
    struct event tab = bench_key(KEY_TAB);
    assert_null(panel_event(&empty, &tab, &bench.damage));
    panel_clear(&empty);
    assert_null(panel_event(&empty, &tab, &bench.damage));
    assert_false(panel_is_pressed(&empty));
    panel_finish(&empty);
    panel_finish(NULL);
}

static long long area_of(const struct damage *damage) {
    long long sum = 0;
    for (size_t i = 0; i < damage->count; i++)
        sum += (long long)damage->rects[i].w * damage->rects[i].h;
    return sum;
}

static void only_the_button_is_drawn_again(void **state) {
    (void)state;
    damage_clear(&bench.damage);
    touch(EVENT_DOWN, 1, 150, 150);
    struct rect reach = {90, 90, 320, 124};
    for (size_t i = 0; i < bench.damage.count; i++)
        bench_check_within("press", bench.damage.rects[i], reach);
    assert_true(area_of(&bench.damage) >= 300 * 104);
    damage_clear(&bench.damage);
    touch(EVENT_MOVE, 1, 155, 150);
    check_number("a move inside", (long long)bench.damage.count, 0);
    touch(EVENT_UP, 1, 155, 150);
    for (size_t i = 0; i < bench.damage.count; i++)
        bench_check_within("release", bench.damage.rects[i], reach);
    assert_true(bench.damage.count > 0);
}

/* Draws all, then only what changed, and wants the same pixels as if all were drawn again. */
static void check_damage_suffices(const char *row, enum event_kind kind, int64_t finger, int x,
                                  int y, enum event_key name) {
    struct bench fresh;
    damage_clear(&bench.damage);
    if (name != KEY_NONE)
        key(name);
    else
        touch(kind, finger, x, y);
    for (size_t i = 0; i < bench.damage.count; i++) {
        canvas_push_clip(&bench.canvas, bench.damage.rects[i]);
        canvas_fill(&bench.canvas, theme_canvas(&bench.theme), (struct color){250, 240, 230, 255});
        panel_draw(&panel, &bench.canvas);
        canvas_pop_clip(&bench.canvas);
    }
    bench_open(&fresh, 1920, 1080);
    canvas_fill(&fresh.canvas, theme_canvas(&fresh.theme), (struct color){250, 240, 230, 255});
    panel_draw(&panel, &fresh.canvas);
    for (int line = 0; line < 1080; line++) {
        size_t at = (size_t)line * (size_t)fresh.surface->pitch;
        const char *got = (const char *)bench.surface->pixels + at;
        if (memcmp(got, (const char *)fresh.surface->pixels + at, 1920 * 4) != 0) {
            print_error("%s: line %d differs\n", row, line);
            fail();
        }
    }
    bench_close(&fresh);
}

static void damage_covers_every_change(void **state) {
    (void)state;
    panel_add(&panel, "key a", 4, BUTTON_KEY, (struct rect){1000, 500, 140, 102}, NULL, "ă");
    canvas_fill(&bench.canvas, theme_canvas(&bench.theme), (struct color){250, 240, 230, 255});
    panel_draw(&panel, &bench.canvas);
    check_damage_suffices("press", EVENT_DOWN, 1, 150, 150, KEY_NONE);
    check_damage_suffices("a key and its plate", EVENT_DOWN, 2, 1050, 550, KEY_NONE);
    check_damage_suffices("slide off", EVENT_MOVE, 1, 900, 900, KEY_NONE);
    check_damage_suffices("the plate goes", EVENT_UP, 2, 1050, 550, KEY_NONE);
    check_damage_suffices("ring", EVENT_DOWN, 0, 0, 0, KEY_TAB);
    check_damage_suffices("ring moves", EVENT_DOWN, 0, 0, 0, KEY_RIGHT);
    check_damage_suffices("ring goes", EVENT_DOWN, 1, 1900, 1000, KEY_NONE);
}

static void faces_move_down_when_pressed(void **state) {
    (void)state;
    static const struct {
        const char *row;
        enum button_look look;
        bool is_chosen, is_off, is_large;
        int lip, moved; // design pixels
    } rows[] = {
        {"button", BUTTON_SECONDARY, false, false, false, 8, 6},
        {"key", BUTTON_KEY, false, false, false, 8, 6},
        {"chip", BUTTON_CHIP, false, false, false, 8, 6},
        {"chosen chip", BUTTON_CHIP, true, false, false, 4, 2},
        {"tile", BUTTON_TILE, false, false, false, 10, 8},
        {"red tile", BUTTON_TILE, false, false, true, 12, 10},
        {"off", BUTTON_PRIMARY, false, true, false, 0, 0},
        {"bare", BUTTON_BARE, false, false, false, 0, 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct button b = {.look = rows[i].look,
                           .area = {10, 20, 300, 104},
                           .is_chosen = rows[i].is_chosen,
                           .is_off = rows[i].is_off,
                           .is_large = rows[i].is_large};
        struct rect face = button_face(&b, &bench.theme);
        check_number(rows[i].row, face.y, 20);
        check_number(rows[i].row, face.h, 104 - rows[i].lip);
        b.finger = 1;
        struct rect pressed = button_face(&b, &bench.theme);
        check_number(rows[i].row, pressed.y, 20 + rows[i].moved);
        check_number(rows[i].row, pressed.h, face.h);
    }
}

/* Down on the next frame, up in 90 ms, and only where somebody steps it. */
static void a_face_that_is_let_go_comes_up(void **state) {
    (void)state;
    const struct button *left = &panel.items[0];
    int up = button_face(left, &bench.theme).y;
    panel.is_eased = true;
    touch(EVENT_DOWN, 1, 150, 150);
    int down = button_face(left, &bench.theme).y, last = down;
    assert_int_equal(down - up, 6);
    assert_int_equal(panel_deadline_ms(&panel), 0);
    touch(EVENT_UP, 1, 150, 150);
    int64_t start_ms = bench.now_ms;
    assert_int_equal(button_face(left, &bench.theme).y, down);
    for (int frames = 0; panel_deadline_ms(&panel); frames++) {
        assert_true(frames < 8);
        int64_t now_ms = panel_deadline_ms(&panel);
        damage_clear(&bench.damage);
        panel_step(&panel, now_ms - 1, &bench.damage); // too early
        assert_int_equal(bench.damage.count, 0);
        panel_step(&panel, now_ms, &bench.damage);
        assert_int_equal(bench.damage.count, 1);
        int now = button_face(left, &bench.theme).y;
        assert_true(now <= last);
        if (now_ms - start_ms >= 90)
            assert_int_equal(now, up);
        last = now;
    }
    assert_int_equal(last, up);
}

static void pressed_again_it_is_down_at_once(void **state) {
    (void)state;
    const struct button *left = &panel.items[0];
    panel.is_eased = true;
    touch(EVENT_DOWN, 1, 150, 150);
    int down = button_face(left, &bench.theme).y;
    touch(EVENT_UP, 1, 150, 150);
    panel_step(&panel, bench.now_ms + 60, &bench.damage);
    assert_true(button_face(left, &bench.theme).y < down);
    touch(EVENT_DOWN, 1, 150, 150);
    assert_int_equal(button_face(left, &bench.theme).y, down);
    assert_int_equal(panel_deadline_ms(&panel), 0);
}

static void without_easing_it_is_up_at_once(void **state) {
    (void)state;
    const struct button *left = &panel.items[0];
    int up = button_face(left, &bench.theme).y;
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_UP, 1, 150, 150);
    assert_int_equal(button_face(left, &bench.theme).y, up);
    assert_int_equal(panel_deadline_ms(&panel), 0);
}

/* Enter fires at once and is seen for as long as a tap, also when the page is laid out anew. */
static void enter_is_seen_to_press(void **state) {
    (void)state;
    struct event enter = bench_key(KEY_ENTER);
    enter.at_ms = 5000;
    panel.focus = 0;
    panel_event(&panel, &enter, &bench.damage);
    key(KEY_TAB);
    check_number("let go as the ring moves", panel_deadline_ms(&panel), 0);
    for (int is_laid_anew = 0; is_laid_anew < 2; is_laid_anew++) {
        panel.focus = 0;
        int up = button_face(&panel.items[0], &bench.theme).y;
        damage_clear(&bench.damage);
        assert_ptr_equal(panel_event(&panel, &enter, &bench.damage), &panel.items[0]);
        assert_int_equal(bench.damage.count, 1);
        if (is_laid_anew) {
            panel_clear(&panel);
            panel_add(&panel, "left", LEFT_ACTION, BUTTON_SECONDARY,
                      (struct rect){100, 100, 300, 104}, NULL, "Trái");
        }
        const struct button *left = &panel.items[0];
        check_number("down", button_face(left, &bench.theme).y, up + 6);
        assert_false(panel_is_pressed(&panel)); // nothing is waited for
        check_number("when it is let go", panel_deadline_ms(&panel), 5120);
        panel_step(&panel, 5119, &bench.damage);
        check_number("still down", button_face(left, &bench.theme).y, up + 6);
        damage_clear(&bench.damage);
        panel_step(&panel, 5120, &bench.damage);
        assert_int_equal(bench.damage.count, 1);
        check_number("up", button_face(left, &bench.theme).y, up);
        check_number("at rest", panel_deadline_ms(&panel), 0);
    }
}

static void a_finger_goes_before_enter(void **state) {
    (void)state;
    panel.focus = 0;
    check_text("enter", key(KEY_ENTER), "left");
    touch(EVENT_DOWN, 1, 150, 150);
    panel_step(&panel, 90000, &bench.damage);
    assert_true(panel_is_pressed(&panel));
    panel.focus = 0;
    check_text("enter under a finger", key(KEY_ENTER), "left");
    check_text("which is not lost", touch(EVENT_UP, 1, 150, 150), "left");
}

static void a_question_lets_go_of_all(void **state) {
    (void)state;
    touch(EVENT_DOWN, 1, 150, 150);
    touch(EVENT_DOWN, 2, 150, 450);
    struct event cancel = {.kind = EVENT_CANCEL};
    assert_null(panel_event(&panel, &cancel, &bench.damage));
    assert_false(panel_is_pressed(&panel));
    check_number("no face moves", panel_deadline_ms(&panel), 0);
    check_text("up later", touch(EVENT_UP, 1, 150, 150), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tap_fires_on_the_way_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_press_that_wanders_off_is_taken_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_thumbs_press_two_buttons, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_lost_up_leaves_nothing_pressed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cancel_releases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_off_fires_to_say_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_last_added_lies_on_top, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_move_the_focus, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_panel_takes_any_event, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_the_button_is_drawn_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damage_covers_every_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(faces_move_down_when_pressed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_face_that_is_let_go_comes_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pressed_again_it_is_down_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_easing_it_is_up_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(enter_is_seen_to_press, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_finger_goes_before_enter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_question_lets_go_of_all, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
