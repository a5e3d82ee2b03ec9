/* What the tests of draw/ share: a canvas of their own, real fonts, our art, and looking at pixels.
 */
#ifndef TESTS_DRAW_SURFACE_H
#define TESTS_DRAW_SURFACE_H

#include "../check.h"
#include "draw/art.h"
#include "draw/canvas.h"
#include "draw/font.h"

#define ART_DIR "assets/art" // tests run from the top of the tree

static inline uint32_t pixel_at(const SDL_Surface *surface, int x, int y) {
    return ((const uint32_t *)((const char *)surface->pixels + (size_t)y * surface->pitch))[x];
}

/** Red, green and blue alone. */
static inline uint32_t rgb_at(const SDL_Surface *surface, int x, int y) {
    return pixel_at(surface, x, y) & 0xffffff;
}

static inline SDL_Surface *make_surface(int w, int h, uint32_t rgb) {
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    SDL_FillRect(surface, NULL, 0xff000000u | rgb);
    return surface;
}

static inline struct fonts *open_test_fonts(void) {
    struct fonts_params params = {
        .dir = "fonts",
        .file_names = {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSerif-Bold.ttf"},
    };
    char *why = NULL;
    struct fonts *fonts = fonts_open(&params, &why);
    if (!fonts)
        fail_msg("%s", why);
    return fonts;
}

/** The smallest rectangle holding every pixel that differs from `rgb`. */
static inline struct rect ink_bounds(const SDL_Surface *surface, uint32_t rgb) {
    struct rect ink = {0};
    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++)
            if (rgb_at(surface, x, y) != rgb)
                ink = rect_union(ink, (struct rect){x, y, 1, 1});
    return ink;
}

#endif
