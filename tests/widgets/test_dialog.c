/* A question over the page: which choice was made, what lies where, what counts down. */
#include "bench.h"

#include "widgets/dialog.h"

enum { STAY = 3, LEAVE = 5 };

static const struct dialog_choice stay = {"idle.stay", STAY, BUTTON_PRIMARY, "icons/check",
                                          "Còn xem"};
static const struct dialog_choice leave = {"idle.leave", LEAVE, BUTTON_SECONDARY, "icons/exit",
                                           "Xong rồi"};

static void open_dialog(struct dialog *d, struct bench *b, const struct dialog_choice *second) {
    dialog_init(d, &b->theme, "Bà con còn xem không?", "Máy sẽ về màn hình chờ.", &stay, second);
}

static int tap(struct dialog *d, struct bench *b, struct point at) {
    struct event down = bench_touch(b, EVENT_DOWN, 1, at), up = bench_touch(b, EVENT_UP, 1, at);
    check_number("down", dialog_event(d, &down, &b->damage), -1);
    return dialog_event(d, &up, &b->damage);
}

static void the_drawing_decides_where_it_stands(void **state) {
    (void)state;
    struct bench b;
    struct dialog d;
    bench_open(&b, 1920, 1080);
    open_dialog(&d, &b, &leave);
    static const struct rect want[] = {{424, 668, 620, 136}, {1068, 668, 428, 136}};
    for (int i = 0; i < 2; i++) {
        struct rect got = d.buttons.items[i].area;
        check_number("x", got.x, want[i].x);
        check_number("y", got.y, want[i].y);
        check_number("w", got.w, want[i].w);
        check_number("h", got.h, want[i].h);
    }
    dialog_finish(&d);
    bench_close(&b);
}

static void a_choice_is_given_and_nothing_else(void **state) {
    (void)state;
    struct bench b;
    struct dialog d;
    bench_open(&b, 1920, 1080);
    open_dialog(&d, &b, &leave);
    check_number("stay", tap(&d, &b, bench_middle(d.buttons.items[0].area)), STAY);
    check_number("leave", tap(&d, &b, bench_middle(d.buttons.items[1].area)), LEAVE);
    check_number("outside the box", tap(&d, &b, (struct point){20, 20}), -1);
    check_number("on its title", tap(&d, &b, (struct point){900, 400}), -1);
    struct event tab = bench_key(KEY_TAB), enter = bench_key(KEY_ENTER);
    check_number("tab", dialog_event(&d, &tab, &b.damage), -1);
    check_number("enter", dialog_event(&d, &enter, &b.damage), STAY);
    dialog_finish(&d);
    dialog_finish(&d);
    dialog_finish(NULL);
    bench_close(&b);
}

static void it_fits_every_page(void **state) {
    (void)state;
    static const struct {
        int width, height;
        bool has_large_text;
    } rows[] = {{1920, 1080, false}, {1080, 1920, false}, {1280, 720, false}, {3840, 2160, false},
                {1080, 1920, true},  {1920, 1080, true},  {1600, 1200, false}};
    for (size_t i = 0; i < check_items(rows); i++) {
        for (int choices = 1; choices <= 2; choices++) {
            struct bench b;
            struct dialog d;
            char row[32];
            snprintf(row, sizeof row, "%dx%d", rows[i].width, rows[i].height);
            bench_open(&b, rows[i].width, rows[i].height);
            b.theme.has_large_text = rows[i].has_large_text;
            open_dialog(&d, &b, choices == 2 ? &leave : NULL);
            bench_check_within(row, d.box, theme_canvas(&b.theme));
            check_number(row, (long long)d.buttons.count, choices);
            for (size_t k = 0; k < d.buttons.count; k++) {
                bench_check_within(row, d.buttons.items[k].area, d.box);
                check_number(row, d.buttons.items[k].area.h, theme_px(&b.theme, 136));
            }
            if (choices == 2)
                assert_false(rect_overlaps(d.buttons.items[0].area, d.buttons.items[1].area));
            dialog_draw(&d, &b.canvas);
            for (size_t k = 0; k < b.log.count; k++)
                check_number(b.log.entries[k].text, b.log.entries[k].is_cut, false);
            dialog_finish(&d);
            bench_close(&b);
        }
    }
}

static void counting_draws_the_disc_alone(void **state) {
    (void)state;
    struct bench b;
    struct dialog d;
    bench_open(&b, 1920, 1080);
    open_dialog(&d, &b, &leave);
    dialog_set_number(&d, 15, &b.theme, &b.damage);
    damage_clear(&b.damage);
    dialog_set_number(&d, 15, &b.theme, &b.damage);
    check_number("the same number", (long long)b.damage.count, 0);
    dialog_set_number(&d, 14, &b.theme, &b.damage);
    check_number("one rectangle", (long long)b.damage.count, 1);
    bench_check_within("the disc", b.damage.rects[0], (struct rect){424, 368, 160, 160});
    dialog_finish(&d);
    bench_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_drawing_decides_where_it_stands),
        cmocka_unit_test(a_choice_is_given_and_nothing_else),
        cmocka_unit_test(it_fits_every_page),
        cmocka_unit_test(counting_draws_the_disc_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
