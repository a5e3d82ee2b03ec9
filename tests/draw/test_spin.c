/* The halo that turns: at rest it is the drum as it is, a quarter turn moves every pixel to its
 * place, and nothing but the ring is touched. */
#include "draw/spin.h"

#include "surface.h"
#include <math.h>

#define SIDE 201
#define MIDDLE 100 // of an odd side: a pixel

static const struct color top = {0x6e, 0x0e, 0x13, 255}, bottom = {0x52, 0x0a, 0x0e, 255};
static const struct color gold = {0xd8, 0xa4, 0x41, 255};

struct stand {
    struct theme theme;
    struct art *art;
    SDL_Surface *surface;
    struct canvas canvas;
    struct spin spin;
};

static void stand_open(struct stand *s, int w, int h) {
    theme_init(&s->theme, w, h);
    s->art = art_open(ART_DIR, (size_t)8 << 20);
    s->surface = make_surface(w, h, 0x123456);
    canvas_init(&s->canvas, s->surface, &s->theme, NULL, s->art);
    s->spin = (struct spin){
        .mask = art_mask(s->art, "motif/drum-halo", SIDE, SIDE),
        .area = {40, 20, SIDE, SIDE},
        .hole_px = 50,
        .color = gold,
        .ground = {0, 0, w, h},
        .ground_top = top,
        .ground_bottom = bottom,
    };
}

static void stand_close(struct stand *s) {
    canvas_finish(&s->canvas);
    SDL_FreeSurface(s->surface);
    art_close(s->art);
}

static double from_middle(const struct stand *s, int x, int y) {
    return hypot(x - s->spin.area.x - MIDDLE, y - s->spin.area.y - MIDDLE);
}

static bool is_in_ring(const struct stand *s, int x, int y) {
    double far = from_middle(s, x, y);
    return far > s->spin.hole_px && far <= MIDDLE - 1;
}

static void at_rest_it_is_the_plain_drum(void **state) {
    (void)state;
    struct stand turned, plain;
    stand_open(&turned, 300, 260);
    stand_open(&plain, 300, 260);
    spin_draw(&turned.canvas, &turned.spin);
    canvas_gradient(&plain.canvas, plain.spin.ground, top, bottom);
    canvas_mask(&plain.canvas, plain.spin.mask, plain.spin.area.x, plain.spin.area.y, gold);
    long ring = 0, inked = 0;
    for (int y = 0; y < 260; y++)
        for (int x = 0; x < 300; x++) {
            if (!is_in_ring(&turned, x, y)) {
                check_number("beside the ring", rgb_at(turned.surface, x, y), 0x123456);
                continue;
            }
            check_number("in the ring", rgb_at(turned.surface, x, y), rgb_at(plain.surface, x, y));
            ring++;
            inked += (rgb_at(turned.surface, x, y) >> 8 & 0xff) > 0x40;
        }
    assert_true(ring > 20000 && inked > 2000);
    stand_close(&plain);
    stand_close(&turned);
}

/* One ground colour, so that a pixel may be compared with where it came from. */
static void a_quarter_turn_moves_each_pixel_to_its_place(void **state) {
    (void)state;
    struct stand before, after;
    stand_open(&before, 300, 260);
    stand_open(&after, 300, 260);
    before.spin.ground_bottom = after.spin.ground_bottom = top;
    after.spin.angle = SPIN_TURN / 4;
    spin_draw(&before.canvas, &before.spin);
    spin_draw(&after.canvas, &after.spin);
    int cx = before.spin.area.x + MIDDLE, cy = before.spin.area.y + MIDDLE;
    for (int dy = -MIDDLE; dy <= MIDDLE; dy++)
        for (int dx = -MIDDLE; dx <= MIDDLE; dx++)
            if (is_in_ring(&before, cx + dx, cy + dy))
                check_number("clockwise: right goes down", rgb_at(after.surface, cx - dy, cy + dx),
                             rgb_at(before.surface, cx + dx, cy + dy));
    stand_close(&after);
    stand_close(&before);
}

static void between_them_nothing_gets_lost(void **state) {
    (void)state;
    struct stand s;
    stand_open(&s, 300, 260);
    s.spin.ground_bottom = top;
    long first = 0;
    for (int i = 0; i < 12; i++) {
        long ink = 0;
        s.spin.angle = (uint32_t)(SPIN_TURN / 97 * i);
        spin_draw(&s.canvas, &s.spin);
        for (int y = 0; y < 260; y++)
            for (int x = 0; x < 300; x++)
                if (is_in_ring(&s, x, y))
                    ink += (int)(rgb_at(s.surface, x, y) >> 8 & 0xff) - top.g;
        if (i == 0)
            first = ink;
        assert_in_range(ink, first * 98 / 100, first * 102 / 100);
    }
    stand_close(&s);
}

static void only_the_clip_is_painted(void **state) {
    (void)state;
    struct stand s;
    struct rect clip = {150, 30, 40, 50};
    stand_open(&s, 300, 260);
    canvas_push_clip(&s.canvas, clip);
    spin_draw(&s.canvas, &s.spin);
    struct rect ink = ink_bounds(s.surface, 0x123456);
    assert_true(!rect_is_empty(ink));
    struct rect inside = rect_intersect(ink, clip);
    assert_memory_equal(&inside, &ink, sizeof ink);
    stand_close(&s);
}

static void a_mask_that_is_not_there_paints_nothing(void **state) {
    (void)state;
    struct stand s;
    stand_open(&s, 300, 260);
    s.spin.mask = art_get(s.art, "icons/home", 48, 48, (struct color){0});
    spin_draw(&s.canvas, &s.spin);
    assert_true(rect_is_empty(ink_bounds(s.surface, 0x123456)));
    stand_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_rest_it_is_the_plain_drum),
        cmocka_unit_test(a_quarter_turn_moves_each_pixel_to_its_place),
        cmocka_unit_test(between_them_nothing_gets_lost),
        cmocka_unit_test(only_the_clip_is_painted),
        cmocka_unit_test(a_mask_that_is_not_there_paints_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
