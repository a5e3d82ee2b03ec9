/* Scaling to cover: the middle, averaged where smaller, smooth where larger. */
#include "draw/photo_scale.h"

#include "pictures.h"

static void put(SDL_Surface *surface, int x, int y, uint32_t pixel) {
    ((uint32_t *)((char *)surface->pixels + (size_t)y * (size_t)surface->pitch))[x] = pixel;
}

/* The same as RGB24, which is what the JPEG decoder gives. */
static SDL_Surface *as_rgb(SDL_Surface *surface) {
    SDL_Surface *rgb = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGB24, 0);
    assert_non_null(rgb);
    SDL_FreeSurface(surface);
    return rgb;
}

static SDL_Surface *scale(SDL_Surface *from, int w, int h) {
    SDL_Surface *to = photo_scale(from, w, h);
    assert_non_null(to);
    assert_int_equal(to->w, w);
    assert_int_equal(to->h, h);
    return to;
}

static void a_flat_color_stays_at_every_size(void **state) {
    (void)state;
    static const int sides[] = {1, 2, 3, 7, 16, 33, 100, 399, 400, 401, 1000};
    SDL_Surface *sources[] = {make_surface(400, 300, 0x12fe7d),
                              as_rgb(make_surface(37, 41, 0x12fe7d))};
    for (size_t s = 0; s < check_items(sources); s++) {
        for (size_t i = 0; i < check_items(sides); i++)
            for (size_t j = 0; j < check_items(sides); j++) {
                SDL_Surface *to = scale(sources[s], sides[i], sides[j]);
                struct rect odd = ink_bounds(to, 0x12fe7d);
                if (!rect_is_empty(odd))
                    fail_msg("%d x %d: %06x at %d, %d", sides[i], sides[j],
                             rgb_at(to, odd.x, odd.y), odd.x, odd.y);
                SDL_FreeSurface(to);
            }
        SDL_FreeSurface(sources[s]);
    }
}

/* Thirds of red, green and blue, across or down. */
static SDL_Surface *thirds(bool is_across) {
    static const uint32_t colors[] = {0xff0000, 0x00ff00, 0x0000ff};
    SDL_Surface *from = make_surface(is_across ? 300 : 100, is_across ? 100 : 300, 0);
    for (int y = 0; y < from->h; y++)
        for (int x = 0; x < from->w; x++)
            put(from, x, y, 0xff000000u | colors[(is_across ? x : y) / 100]);
    return as_rgb(from);
}

static void the_middle_is_shown(void **state) {
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        SDL_Surface *from = thirds(turn == 0);
        SDL_Surface *square = scale(from, 50, 50);
        assert_true(rect_is_empty(ink_bounds(square, 0x00ff00)));
        SDL_Surface *whole = scale(from, turn ? 50 : 150, turn ? 150 : 50);
        check_number("first", rgb_at(whole, 10, 10), 0xff0000);
        check_number("last", rgb_at(whole, whole->w - 11, whole->h - 11), 0x0000ff);
        SDL_FreeSurface(square);
        SDL_FreeSurface(whole);
        SDL_FreeSurface(from);
    }
}

/* Every other pixel white: what a nearest-neighbour or bilinear scaler makes stripes of. */
static void smaller_is_the_average_of_what_it_covers(void **state) {
    (void)state;
    SDL_Surface *from = make_surface(120, 120, 0);
    for (int y = 0; y < 120; y++)
        for (int x = 0; x < 120; x++)
            put(from, x, y, (x + y) % 2 ? 0xffffffffu : 0xff000000u);
    from = as_rgb(from);
    static const int sides[] = {60, 30, 20, 12, 10, 1};
    for (size_t i = 0; i < check_items(sides); i++) {
        SDL_Surface *to = scale(from, sides[i], sides[i]);
        for (int y = 0; y < to->h; y++)
            for (int x = 0; x < to->w; x++)
                if (rgb_at(to, x, y) != 0x808080 && rgb_at(to, x, y) != 0x7f7f7f)
                    fail_msg("%d: %06x at %d, %d", sides[i], rgb_at(to, x, y), x, y);
        SDL_FreeSurface(to);
    }
    SDL_FreeSurface(from);
}

/* Three pixels to two: each takes one and a half. */
static void shares_of_pixels_count(void **state) {
    (void)state;
    SDL_Surface *from = make_surface(3, 3, 0);
    for (int y = 0; y < 3; y++)
        put(from, 1, y, 0xff3c3c3cu); // 60
    from = as_rgb(from);
    SDL_Surface *to = scale(from, 2, 2);
    for (int i = 0; i < 4; i++)
        check_number("a third of 60", rgb_at(to, i % 2, i / 2), 0x141414);
    SDL_FreeSurface(to);
    SDL_FreeSurface(from);
}

static void larger_has_no_steps(void **state) {
    (void)state;
    SDL_Surface *from = make_surface(2, 2, 0);
    put(from, 1, 0, 0xffffffffu);
    put(from, 1, 1, 0xffffffffu);
    SDL_Surface *to = scale(from, 64, 64);
    for (int x = 1; x < 64; x++) {
        int step = (int)(rgb_at(to, x, 20) & 0xff) - (int)(rgb_at(to, x - 1, 20) & 0xff);
        if (step < 0 || step > 16)
            fail_msg("from pixel %d to the next: %d", x - 1, step);
    }
    check_number("left", rgb_at(to, 0, 0), 0);
    check_number("right", rgb_at(to, 63, 63), 0xffffff);
    SDL_FreeSurface(to);
    SDL_FreeSurface(from);
}

static void long_thin_pictures_do_no_harm(void **state) {
    (void)state;
    static const int sizes[][4] = {
        {1, 60000, 168, 204}, {60000, 1, 168, 204}, {1, 1, 1, 1}, {5000, 3, 3, 700}, {1, 1, 300, 2},
    };
    for (size_t i = 0; i < check_items(sizes); i++) {
        SDL_Surface *from = as_rgb(make_surface(sizes[i][0], sizes[i][1], 0x204060));
        SDL_Surface *to = scale(from, sizes[i][2], sizes[i][3]);
        assert_true(rect_is_empty(ink_bounds(to, 0x204060)));
        SDL_FreeSurface(to);
        SDL_FreeSurface(from);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flat_color_stays_at_every_size),
        cmocka_unit_test(the_middle_is_shown),
        cmocka_unit_test(smaller_is_the_average_of_what_it_covers),
        cmocka_unit_test(shares_of_pixels_count),
        cmocka_unit_test(larger_has_no_steps),
        cmocka_unit_test(long_thin_pictures_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
