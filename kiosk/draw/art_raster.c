#include "draw/art_raster.h"

#include <SDL_image.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "draw/pixel.h"

#define SOLID_ALPHA 250 // what the rasteriser's rounding leaves of 255 along an edge

/* At the scale that fits w x h, its own proportions kept; 0 leaves a side to the other. */
static SDL_Surface *fit(const char *svg, size_t len_bytes, int w, int h) {
    SDL_RWops *stream = SDL_RWFromConstMem(svg, (int)len_bytes);
    SDL_Surface *raw = stream ? IMG_LoadSizedSVG_RW(stream, w, h) : NULL;
    if (stream)
        SDL_RWclose(stream); // not closed for us, unlike by its siblings
    return raw;
}

/* Art made to repeat ("slice") has to cover w x h instead: it is fitted by one side alone. */
static SDL_Surface *fit_or_cover(const char *svg, size_t len_bytes, int w, int h) {
    SDL_Surface *raw = fit(svg, len_bytes, w, h);
    if (raw && strstr(svg, " slice\"") && (raw->w < w || raw->h < h)) {
        bool is_narrow = raw->w < w;
        SDL_FreeSurface(raw);
        raw = fit(svg, len_bytes, is_narrow ? w : 0, is_narrow ? 0 : h);
    }
    SDL_Surface *made = raw ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(raw);
    return made;
}

static SDL_Surface *make_surface(int w, int h, int depth, Uint32 format) {
    SDL_Surface *made = SDL_CreateRGBSurfaceWithFormat(0, w, h, depth, format);
    if (!made)
        abort(); // no memory
    return made;
}

static uint8_t *row_of(const SDL_Surface *surface, int y) {
    return (uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
}

static uint32_t *pixel_row(const SDL_Surface *surface, int y) {
    return (uint32_t *)row_of(surface, y);
}

/* Copies `from` to the middle of `to`, from the left where it is wider (tiles begin there). */
static void place(SDL_Surface *to, const SDL_Surface *from) {
    int left = from->w < to->w ? (to->w - from->w) / 2 : 0, top = (to->h - from->h) / 2;
    int width = from->w < to->w ? from->w : to->w;
    for (int y = 0; y < from->h; y++)
        if (y + top >= 0 && y + top < to->h)
            memcpy(pixel_row(to, y + top) + left, pixel_row(from, y), (size_t)width * 4);
}

static bool is_solid(const SDL_Surface *surface) {
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = pixel_row(surface, y);
        for (int x = 0; x < surface->w; x++)
            if (row[x] >> 24 < SOLID_ALPHA)
                return false;
    }
    return true;
}

static SDL_Surface *without_needless_alpha(SDL_Surface *surface) {
    if (!is_solid(surface))
        return surface;
    SDL_Surface *solid = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_XRGB8888, 0);
    if (!solid)
        return surface;
    SDL_FreeSurface(surface);
    return solid;
}

SDL_Surface *art_rasterise(const char *svg, size_t len_bytes, int w, int h) {
    SDL_Surface *drawn = fit_or_cover(svg, len_bytes, w, h);
    if (!drawn)
        return NULL;
    SDL_Surface *made = make_surface(w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    place(made, drawn);
    SDL_FreeSurface(drawn);
    return without_needless_alpha(made);
}

SDL_Surface *art_coverage(const SDL_Surface *picture) {
    SDL_Surface *mask = make_surface(picture->w, picture->h, 8, SDL_PIXELFORMAT_INDEX8);
    uint32_t solid = picture->format->Amask ? 0 : PIXEL_OPAQUE;
    for (int y = 0; y < picture->h; y++) {
        const uint32_t *from = pixel_row(picture, y);
        uint8_t *to = row_of(mask, y);
        for (int x = 0; x < picture->w; x++)
            to[x] = (uint8_t)((from[x] | solid) >> 24);
    }
    return mask;
}

SDL_Surface *art_tinted(const SDL_Surface *mask, uint32_t rgb, uint32_t alpha) {
    SDL_Surface *picture = make_surface(mask->w, mask->h, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; y < mask->h; y++) {
        const uint8_t *from = row_of(mask, y);
        uint32_t *to = pixel_row(picture, y);
        for (int x = 0; x < mask->w; x++)
            to[x] = pixel_scale(from[x], alpha) << 24 | rgb;
    }
    return picture;
}
