#include "draw/blend.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "draw/pixel.h"

#define BLOCK 16 // a loop of a known number of turns becomes vector code

static uint32_t *row_of(const SDL_Surface *surface, int y) {
    return (uint32_t *)((char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

static inline void mix_run(uint32_t *restrict out, const uint32_t *restrict from,
                           const uint32_t *restrict to, int n, uint32_t alpha) {
    for (int i = 0; i < n; i++)
        out[i] = pixel_mix(from[i], to[i], alpha);
}

static void mix(uint32_t *restrict out, const uint32_t *restrict from, const uint32_t *restrict to,
                int n, uint32_t alpha) {
    for (; n >= BLOCK; n -= BLOCK, out += BLOCK, from += BLOCK, to += BLOCK)
        mix_run(out, from, to, BLOCK, alpha);
    mix_run(out, from, to, n, alpha);
}

static void slide_row(uint32_t *out, const uint32_t *from, const uint32_t *to, int w, int right_px,
                      uint32_t alpha) {
    int left = right_px > 0 ? right_px : 0, cut = right_px < 0 ? -right_px : 0;
    int n = w - left - cut;
    memcpy(out, from, (size_t)left * sizeof *out);
    mix(out + left, from + left, to + cut, n, alpha);
    memcpy(out + left + n, from + left + n, (size_t)cut * sizeof *out);
}

void blend_slide(SDL_Surface *out, const SDL_Surface *from, const SDL_Surface *to, int right_px,
                 int alpha) {
    assert(out->w == from->w && out->h == from->h && out->w == to->w && out->h == to->h);
    assert(right_px > -out->w && right_px < out->w);
    for (int y = 0; y < out->h; y++)
        slide_row(row_of(out, y), row_of(from, y), row_of(to, y), out->w, right_px,
                  (uint32_t)alpha);
}

void blend_copy(SDL_Surface *out, const SDL_Surface *from) {
    assert(out->w == from->w && out->h == from->h);
    for (int y = 0; y < out->h; y++)
        memcpy(row_of(out, y), row_of(from, y), (size_t)out->w * sizeof(uint32_t));
}
