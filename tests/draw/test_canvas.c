/* Pixel facts: what is painted, how it is mixed, and that nothing is touched outside the clip. */
#include "draw/canvas.h"

#include "surface.h"
#include <math.h>

#define PAPER 0x204060

static const struct color red = {200, 30, 10, 255}, white = {255, 255, 255, 255},
                          none = {0, 0, 0, 0};

static uint32_t rgb_of(struct color c) {
    return (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | c.b;
}

static struct canvas make_canvas(int w, int h) {
    struct canvas canvas;
    canvas_init(&canvas, make_surface(w, h, PAPER), NULL, NULL, NULL);
    return canvas;
}

static void finish_canvas(struct canvas *canvas) {
    SDL_FreeSurface(canvas->surface);
    canvas_finish(canvas);
}

/* 255 where all is `color`, 0 where all is paper, by the red channel. */
static int coverage_at(const struct canvas *canvas, int x, int y, struct color color) {
    int paper = PAPER >> 16, got = (int)(rgb_at(canvas->surface, x, y) >> 16);
    return (int)lround(255.0 * (got - paper) / (color.r - paper));
}

static void fills_are_exact(void **state) {
    (void)state;
    struct canvas canvas = make_canvas(40, 30);
    canvas_fill(&canvas, (struct rect){5, 6, 7, 8}, red);
    for (int y = 0; y < 30; y++)
        for (int x = 0; x < 40; x++) {
            bool is_inside = x >= 5 && x < 12 && y >= 6 && y < 14;
            check_number("pixel", rgb_at(canvas.surface, x, y), is_inside ? rgb_of(red) : PAPER);
        }
    canvas_fill(&canvas, (struct rect){0, 0, 40, 30}, none);
    check_number("nothing painted", rgb_at(canvas.surface, 0, 0), PAPER);
    finish_canvas(&canvas);
}

static void mixing_rounds_like_real_numbers(void **state) {
    (void)state;
    struct canvas canvas = make_canvas(256, 256);
    for (int alpha = 0; alpha < 256; alpha++)
        for (int level = 0; level < 256; level++) {
            SDL_Rect pixel = {alpha, level, 1, 1};
            SDL_FillRect(canvas.surface, &pixel, 0xff000000u | (uint32_t)level * 0x010101u);
            canvas_fill(&canvas, (struct rect){alpha, level, 1, 1},
                        (struct color){255 - alpha / 2, 77, 0, (uint8_t)alpha});
        }
    const int ink[3] = {0, 77, 0};
    for (int alpha = 0; alpha < 256; alpha++)
        for (int level = 0; level < 256; level++)
            for (int channel = 0; channel < 3; channel++) {
                int got = (int)(pixel_at(canvas.surface, alpha, level) >> (16 - 8 * channel) & 255);
                int above = channel ? ink[channel] : 255 - alpha / 2;
                double want = (above * alpha + level * (255 - alpha)) / 255.0;
                if (fabs(got - want) > 0.51)
                    fail_msg("%d over %d at %d: got %d, want %.2f", above, level, alpha, got, want);
            }
    check_number("still opaque", pixel_at(canvas.surface, 100, 100) >> 24, 255);
    finish_canvas(&canvas);
}

static void clips_nest_and_come_back(void **state) {
    (void)state;
    struct canvas canvas = make_canvas(40, 40);
    canvas_push_clip(&canvas, (struct rect){10, 10, 20, 20});
    canvas_push_clip(&canvas, (struct rect){0, 0, 15, 100});
    assert_true(canvas_shows(&canvas, (struct rect){14, 29, 9, 9}));
    assert_false(canvas_shows(&canvas, (struct rect){15, 10, 9, 9}));
    canvas_fill(&canvas, (struct rect){0, 0, 40, 40}, red);
    struct rect painted = ink_bounds(canvas.surface, PAPER);
    assert_memory_equal(&painted, (&(struct rect){10, 10, 5, 20}), sizeof painted);
    canvas_pop_clip(&canvas);
    canvas_fill(&canvas, (struct rect){0, 0, 40, 40}, red);
    painted = ink_bounds(canvas.surface, PAPER);
    assert_memory_equal(&painted, (&(struct rect){10, 10, 20, 20}), sizeof painted);
    canvas_pop_clip(&canvas);
    assert_true(canvas_shows(&canvas, (struct rect){0, 0, 1, 1}));
    finish_canvas(&canvas);
}

static void round_shapes_are_symmetric_and_of_their_area(void **state) {
    (void)state;
    static const struct {
        int w, h, radius;
    } rows[] = {{60, 40, 12}, {61, 41, 12}, {50, 50, 25}, {51, 51, 25}, {80, 31, 15},
                {20, 20, 0},  {33, 20, 99}, {1, 1, 1},    {2, 9, 1}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct canvas canvas = make_canvas(100, 60);
        struct rect r = {5, 4, rows[i].w, rows[i].h};
        canvas_round(&canvas, r, rows[i].radius, white);
        char row[48];
        snprintf(row, sizeof row, "%d x %d, %d", r.w, r.h, rows[i].radius);
        double area = 0;
        for (int y = 0; y < r.h; y++)
            for (int x = 0; x < r.w; x++) {
                uint32_t here = rgb_at(canvas.surface, r.x + x, r.y + y);
                check_number(row, rgb_at(canvas.surface, r.x + r.w - 1 - x, r.y + y), here);
                check_number(row, rgb_at(canvas.surface, r.x + x, r.y + r.h - 1 - y), here);
                area += coverage_at(&canvas, r.x + x, r.y + y, white) / 255.0;
            }
        double side = fmin(r.w, r.h), radius = fmin(rows[i].radius, side / 2);
        if (2 * rows[i].radius >= side - 1)
            radius = side / 2;
        double want = r.w * r.h - (4 - M_PI) * radius * radius;
        if (fabs(area - want) > 0.005 * want + 0.3)
            fail_msg("%s: got %.2f pixels, want %.2f", row, area, want);
        struct rect painted = ink_bounds(canvas.surface, PAPER);
        assert_true(painted.x >= r.x && painted.y >= r.y && painted.w <= r.w && painted.h <= r.h);
        finish_canvas(&canvas);
    }
}

/* What a perfect painter would show: each pixel sampled 16 x 16 times. */
static double true_coverage(struct rect r, double radius, int x, int y) {
    int inside = 0;
    for (int i = 0; i < 256; i++) {
        double px = x + (i % 16 + 0.5) / 16 - r.x, py = y + (i / 16 + 0.5) / 16 - r.y;
        double dx = fmax(0, fmax(radius - px, px - (r.w - radius)));
        double dy = fmax(0, fmax(radius - py, py - (r.h - radius)));
        bool is_in_box = px >= 0 && py >= 0 && px <= r.w && py <= r.h;
        inside += is_in_box && dx * dx + dy * dy <= radius * radius;
    }
    return inside / 256.0;
}

static void corners_are_those_of_a_circle(void **state) {
    (void)state;
    struct canvas canvas = make_canvas(100, 80);
    struct rect r = {10, 10, 70, 60};
    canvas_round(&canvas, r, 24, white);
    for (int y = 8; y < 72; y++)
        for (int x = 8; x < 82; x++) {
            double got = coverage_at(&canvas, x, y, white) / 255.0;
            double want = true_coverage(r, 24, x, y);
            if (fabs(got - want) > 0.03)
                fail_msg("%d, %d: got %.3f, want %.3f", x, y, got, want);
        }
    finish_canvas(&canvas);
}

static void outlines_leave_or_fill_their_middle(void **state) {
    (void)state;
    static const struct color inners[] = {{0, 0, 0, 0}, {0, 200, 90, 255}};
    for (size_t i = 0; i < check_items(inners); i++) {
        struct color inner = inners[i];
        struct canvas canvas = make_canvas(100, 80);
        struct rect r = {10, 10, 70, 60};
        canvas_round_outline(&canvas, r, 24, 5, white, inner);
        for (int y = 8; y < 72; y++)
            for (int x = 8; x < 82; x++) {
                double outer = true_coverage(r, 24, x, y);
                double middle = true_coverage(rect_inset(r, 5), 19, x, y);
                double fill = middle * inner.a / 255;
                double want = (PAPER >> 16) * (1 - outer + middle - fill) + 255 * (outer - middle) +
                              inner.r * fill;
                int got = (int)(rgb_at(canvas.surface, x, y) >> 16);
                if (fabs(got - want) > 9)
                    fail_msg("inner %d: %d, %d: got %d, want %.1f", (int)i, x, y, got, want);
            }
        finish_canvas(&canvas);
    }
}

static void gradients_end_in_their_colors(void **state) {
    (void)state;
    struct canvas canvas = make_canvas(10, 60);
    canvas_gradient(&canvas, (struct rect){0, 5, 10, 50}, red, white);
    check_number("top", rgb_at(canvas.surface, 3, 5), rgb_of(red));
    check_number("bottom", rgb_at(canvas.surface, 3, 54), rgb_of(white));
    for (int y = 6; y < 55; y++)
        assert_true((rgb_at(canvas.surface, 3, y) & 255) >=
                    (rgb_at(canvas.surface, 3, y - 1) & 255));
    // The same rows whatever part of it is redrawn.
    struct canvas part = make_canvas(10, 60);
    canvas_push_clip(&part, (struct rect){0, 20, 10, 7});
    canvas_gradient(&part, (struct rect){0, 5, 10, 50}, red, white);
    for (int y = 20; y < 27; y++)
        check_number("part", rgb_at(part.surface, 9, y), rgb_at(canvas.surface, 9, y));
    finish_canvas(&part);
    finish_canvas(&canvas);
}

static void lines_have_their_width(void **state) {
    (void)state;
    static const struct {
        const char *name;
        struct point from, to;
        int width;
    } rows[] = {
        {"level", {20, 50}, {80, 50}, 6},    {"upright", {50, 20}, {50, 80}, 5},
        {"slanted", {20, 20}, {80, 70}, 6},  {"steep", {60, 15}, {50, 85}, 4},
        {"backward", {80, 30}, {20, 60}, 9}, {"a point", {50, 50}, {50, 50}, 8},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct canvas canvas = make_canvas(100, 100);
        canvas_line(&canvas, rows[i].from, rows[i].to, rows[i].width, white);
        double area = 0, half = rows[i].width / 2.0;
        for (int y = 0; y < 100; y++)
            for (int x = 0; x < 100; x++)
                area += coverage_at(&canvas, x, y, white) / 255.0;
        double length = hypot(rows[i].to.x - rows[i].from.x, rows[i].to.y - rows[i].from.y);
        double want = length * rows[i].width + M_PI * half * half;
        if (fabs(area - want) > 0.02 * want + 1)
            fail_msg("%s: got %.1f pixels, want %.1f", rows[i].name, area, want);
        finish_canvas(&canvas);
    }
}

static SDL_Surface *make_picture(int w, int h, uint32_t format) {
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            SDL_Rect pixel = {x, y, 1, 1};
            uint8_t alpha = (uint8_t)(x * 255 / (w > 1 ? w - 1 : 1));
            SDL_FillRect(picture, &pixel,
                         SDL_MapRGBA(picture->format, (uint8_t)(40 + y), (uint8_t)(200 - x),
                                     (uint8_t)(x + y), alpha));
        }
    return picture;
}

static void pictures_are_mixed_by_their_own_alpha(void **state) {
    (void)state;
    static const uint32_t formats[] = {SDL_PIXELFORMAT_ARGB8888, SDL_PIXELFORMAT_XRGB8888,
                                       SDL_PIXELFORMAT_RGBA32, SDL_PIXELFORMAT_RGB24};
    static const int fades[] = {255, 128, 0};
    for (size_t f = 0; f < check_items(formats); f++)
        for (size_t k = 0; k < check_items(fades); k++) {
            struct canvas canvas = make_canvas(50, 40);
            SDL_Surface *picture = make_picture(30, 20, formats[f]);
            canvas_picture(&canvas, picture, 8, 9, fades[k]);
            bool has_alpha = SDL_ISPIXELFORMAT_ALPHA(formats[f]);
            for (int y = 0; y < 20; y++)
                for (int x = 0; x < 30; x++) {
                    double own = has_alpha ? (x * 255 / 29) / 255.0 : 1;
                    double alpha = own * fades[k] / 255.0;
                    double want = (40 + y) * alpha + (PAPER >> 16) * (1 - alpha);
                    int got = (int)(rgb_at(canvas.surface, 8 + x, 9 + y) >> 16);
                    if (fabs(got - want) > 1)
                        fail_msg("format %d, fade %d at %d, %d: got %d, want %.2f", (int)f,
                                 fades[k], x, y, got, want);
                }
            struct rect painted = ink_bounds(canvas.surface, PAPER);
            assert_true(painted.x >= (painted.w ? 8 : 0) && painted.w <= 30 && painted.h <= 20);
            SDL_FreeSurface(picture);
            finish_canvas(&canvas);
        }
}

static void pictures_take_round_corners(void **state) {
    (void)state;
    struct canvas canvas = make_canvas(80, 80);
    SDL_Surface *picture = make_surface(60, 60, 0xffffff);
    struct rect r = {10, 10, 60, 60};
    canvas_picture_round(&canvas, picture, r, 20, 255);
    struct canvas shape = make_canvas(80, 80);
    canvas_round(&shape, r, 20, white);
    assert_memory_equal(canvas.surface->pixels, shape.surface->pixels, 80 * 80 * 4);
    // Larger than its shape: its middle shows.
    SDL_Rect middle = {28, 28, 4, 4};
    SDL_FillRect(picture, &middle, 0xffff0000u);
    canvas_picture_round(&canvas, picture, (struct rect){30, 30, 20, 20}, 5, 255);
    check_number("middle", rgb_at(canvas.surface, 40, 40), 0xff0000);
    check_number("outside the shape", rgb_at(canvas.surface, 29, 40), 0xffffff);
    canvas_picture_round(&canvas, NULL, r, 20, 255); // a photo that is not there yet
    SDL_FreeSurface(picture);
    finish_canvas(&shape);
    finish_canvas(&canvas);
}

static void tiles_fill_a_strip_and_no_more(void **state) {
    (void)state;
    struct canvas canvas = make_canvas(100, 30);
    SDL_Surface *tile = make_picture(12, 10, SDL_PIXELFORMAT_XRGB8888);
    canvas_tile(&canvas, tile, (struct rect){7, 5, 50, 10});
    struct rect painted = ink_bounds(canvas.surface, PAPER);
    assert_memory_equal(&painted, (&(struct rect){7, 5, 50, 10}), sizeof painted);
    for (int x = 0; x < 50; x++)
        check_number("repeats", rgb_at(canvas.surface, 7 + x, 8),
                     pixel_at(tile, x % 12, 3) & 0xffffff);
    check_number("the clip is as before", canvas.clip_count, 0);
    SDL_FreeSurface(tile);
    finish_canvas(&canvas);
}

/* Everything, half outside on each side, far outside, empty: the address sanitizer watches. */
static void draw_everything(struct canvas *canvas, SDL_Surface *picture, struct rect r) {
    canvas_fill(canvas, r, red);
    canvas_gradient(canvas, r, red, white);
    canvas_round(canvas, r, 9, red);
    canvas_round(canvas, r, 500, (struct color){9, 9, 9, 100});
    canvas_round_outline(canvas, r, 8, 3, red, none);
    canvas_round_outline(canvas, r, 8, 300, red, white);
    canvas_round_gradient(canvas, r, 10, red, white);
    canvas_picture(canvas, picture, r.x, r.y, 200);
    canvas_picture_round(canvas, picture, r, 9, 255);
    canvas_picture_within(canvas, picture, (struct point){r.x - 5, r.y + 5}, r, 9, 255);
    canvas_tile(canvas, picture, r);
    canvas_line(canvas, (struct point){r.x, r.y}, (struct point){r.x + r.w, r.y + r.h}, 7, white);
    canvas_line(canvas, (struct point){r.x, r.y}, (struct point){r.x + r.w, r.y}, 7, white);
}

static void nothing_is_written_outside(void **state) {
    (void)state;
    static const int places[] = {-3000, -25, -1, 0, 30, 59, 60, 3000};
    static const int sizes[] = {-5, 0, 1, 2, 17, 50, 4000};
    struct canvas canvas = make_canvas(60, 60);
    struct rect hole = {20, 20, 20, 20};
    SDL_Surface *picture = make_picture(31, 17, SDL_PIXELFORMAT_ARGB8888);
    for (size_t x = 0; x < check_items(places); x++)
        for (size_t y = 0; y < check_items(places); y++)
            for (size_t s = 0; s < check_items(sizes); s++) {
                struct rect r = {places[x], places[y], sizes[s],
                                 sizes[(s + y) % check_items(sizes)]};
                draw_everything(&canvas, picture, r);
            }
    SDL_FillRect(canvas.surface, NULL, 0xff000000u | PAPER);
    canvas_push_clip(&canvas, hole);
    for (size_t s = 0; s < check_items(sizes); s++)
        draw_everything(&canvas, picture, (struct rect){1, 2, sizes[s], sizes[s]});
    struct rect painted = ink_bounds(canvas.surface, PAPER);
    assert_true(!rect_is_empty(painted));
    struct rect within = rect_intersect(painted, hole);
    assert_memory_equal(&painted, &within, sizeof painted);
    SDL_FreeSurface(picture);
    finish_canvas(&canvas);
}

static void scrolled_pixels_move_and_no_others(void **state) {
    (void)state;
    static const struct {
        struct rect r;
        int dy;
    } rows[] = {{{5, 6, 20, 18}, 3},  {{5, 6, 20, 18}, -7},  {{5, 6, 20, 18}, 18},
                {{5, 6, 20, 18}, 99}, {{-4, -4, 99, 99}, 5}, {{0, 0, 40, 30}, -29}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct canvas canvas = make_canvas(40, 30);
        struct rect r = rect_intersect(rows[i].r, (struct rect){0, 0, 40, 30});
        uint32_t *pixels = canvas.surface->pixels;
        for (int at = 0; at < 40 * 30; at++)
            pixels[at] = (uint32_t)at;
        canvas_push_clip(&canvas, (struct rect){0, 0, 1, 1}); // which has no say in it
        canvas_scroll(&canvas, rows[i].r, rows[i].dy);
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 40; x++) {
                struct point from = {x, y - rows[i].dy};
                bool is_moved = rect_contains(r, (struct point){x, y}) && rect_contains(r, from);
                check_number("pixel", pixels[y * 40 + x], (is_moved ? from.y : y) * 40 + x);
            }
        finish_canvas(&canvas);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_are_exact),
        cmocka_unit_test(mixing_rounds_like_real_numbers),
        cmocka_unit_test(clips_nest_and_come_back),
        cmocka_unit_test(round_shapes_are_symmetric_and_of_their_area),
        cmocka_unit_test(corners_are_those_of_a_circle),
        cmocka_unit_test(outlines_leave_or_fill_their_middle),
        cmocka_unit_test(gradients_end_in_their_colors),
        cmocka_unit_test(lines_have_their_width),
        cmocka_unit_test(pictures_are_mixed_by_their_own_alpha),
        cmocka_unit_test(pictures_take_round_corners),
        cmocka_unit_test(tiles_fill_a_strip_and_no_more),
        cmocka_unit_test(nothing_is_written_outside),
        cmocka_unit_test(scrolled_pixels_move_and_no_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
