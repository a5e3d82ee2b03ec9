/* Photos that nobody took: our drawn busts and scenes before grounds made up by number, with the
 * grain, light and shade that make a JPEG as large as a real one. The same number gives the same
 * picture. */
#ifndef TESTS_BENCH_PORTRAIT_H
#define TESTS_BENCH_PORTRAIT_H

#include "../check.h"
#include "base/path.h"
#include "base/xalloc.h"
#include <SDL_image.h>
#include <math.h>

#define PORTRAIT_W 400
#define PORTRAIT_H 500
#define PORTRAIT_MARGIN 20 // a bust may stand as much aside
#define PORTRAIT_BOKEH 7

/* --- numbers that look thrown (splitmix64) --------------------------------------------------- */

struct dice {
    uint64_t state;
};

static inline uint64_t dice_next(struct dice *dice) {
    uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static inline size_t dice_below(struct dice *dice, size_t limit) {
    return (size_t)(dice_next(dice) % limit);
}

/** From `low` to `high`. */
static inline float dice_between(struct dice *dice, float low, float high) {
    return low + (high - low) * (float)(dice_next(dice) >> 40) / (float)(1 << 24);
}

/* --- one picture, as light in three colours --------------------------------------------------- */

struct light {
    float r, g, b; // 0 to 255
};

static inline struct light light_mix(struct light a, struct light b, float part) {
    return (struct light){a.r + (b.r - a.r) * part, a.g + (b.g - a.g) * part,
                          a.b + (b.b - a.b) * part};
}

/** Of a hue in turns, pale as walls, sky and leaves out of focus are. */
static inline struct light light_of(float hue, float strength, float value) {
    struct light full;
    float turn = 6.2831853f;
    full.r = 0.5f + 0.5f * cosf(turn * hue);
    full.g = 0.5f + 0.5f * cosf(turn * (hue - 1 / 3.0f));
    full.b = 0.5f + 0.5f * cosf(turn * (hue - 2 / 3.0f));
    float grey = 1 - strength;
    return (struct light){255 * value * (grey + strength * full.r),
                          255 * value * (grey + strength * full.g),
                          255 * value * (grey + strength * full.b)};
}

struct picture_plan {
    struct light top, bottom, bokeh[PORTRAIT_BOKEH];
    float x[PORTRAIT_BOKEH], y[PORTRAIT_BOKEH], radius[PORTRAIT_BOKEH];
    float exposure, warmth;
    int shift_x;
    bool is_mirrored;
};

static inline struct picture_plan picture_plan(struct dice *dice) {
    struct picture_plan plan = {
        .exposure = dice_between(dice, 0.84f, 1.08f),
        .warmth = dice_between(dice, -0.05f, 0.07f),
        .shift_x = (int)dice_below(dice, 2 * PORTRAIT_MARGIN + 1) - PORTRAIT_MARGIN,
        .is_mirrored = dice_below(dice, 2),
    };
    float hue = dice_between(dice, 0, 1);
    plan.top = light_of(hue, dice_between(dice, 0.08f, 0.3f), dice_between(dice, 0.7f, 0.98f));
    plan.bottom = light_of(hue + dice_between(dice, -0.15f, 0.15f), dice_between(dice, 0.12f, 0.4f),
                           dice_between(dice, 0.3f, 0.65f));
    for (int i = 0; i < PORTRAIT_BOKEH; i++) {
        plan.bokeh[i] =
            light_of(hue + dice_between(dice, -0.2f, 0.2f), 0.4f, dice_between(dice, 0.4f, 1));
        plan.x[i] = dice_between(dice, 0, 1);
        plan.y[i] = dice_between(dice, 0, 1);
        plan.radius[i] = dice_between(dice, 0.06f, 0.22f);
    }
    return plan;
}

static inline struct light ground_at(const struct picture_plan *plan, float x, float y) {
    struct light light = light_mix(plan->top, plan->bottom, y);
    for (int i = 0; i < PORTRAIT_BOKEH; i++) {
        float away = hypotf(x - plan->x[i], (y - plan->y[i]) * 1.25f) / plan->radius[i];
        float part = away < 1 ? 0.35f : away < 1.3f ? 0.35f * (1.3f - away) / 0.3f : 0;
        light = light_mix(light, plan->bokeh[i], part);
    }
    return light;
}

/* Smooth noise between fixed points `step` pixels apart: cloth, skin and walls are never flat. */
static inline float cloth_at(uint64_t seed, int x, int y, int step) {
    float corners[2][2];
    for (int j = 0; j < 2; j++)
        for (int i = 0; i < 2; i++) {
            struct dice dice = {seed ^ (uint64_t)(y / step + j) << 32 ^ (uint64_t)(x / step + i)};
            corners[j][i] = dice_between(&dice, -1, 1);
        }
    float u = (float)(x % step) / (float)step, v = (float)(y % step) / (float)step;
    float above = corners[0][0] + (corners[0][1] - corners[0][0]) * u;
    float below = corners[1][0] + (corners[1][1] - corners[1][0]) * u;
    return above + (below - above) * v;
}

static inline uint32_t light_pixel(struct light light) {
    float parts[] = {light.r, light.g, light.b};
    uint32_t pixel = 0xff;
    for (int i = 0; i < 3; i++)
        pixel = pixel << 8 | (uint32_t)(parts[i] < 0 ? 0 : parts[i] > 255 ? 255 : parts[i] + 0.5f);
    return pixel;
}

/** Lens and grain over all of it. */
static inline struct light lens_at(const struct picture_plan *plan, struct light light,
                                   const SDL_Surface *to, int x, int y, struct dice *dice) {
    float u = (float)x / (float)to->w - 0.5f, v = (float)y / (float)to->h - 0.5f;
    float shade = plan->exposure * (1 - 0.45f * (u * u + v * v));
    float rough = 5 * cloth_at(dice->state >> 20, x, y, 9) + 4 * cloth_at(7, x, y, 3) +
                  dice_between(dice, -4.5f, 4.5f);
    return (struct light){light.r * shade * (1 + plan->warmth) + rough, light.g * shade + rough,
                          light.b * shade * (1 - plan->warmth) + rough};
}

/** `figure` over a made-up ground; opaque figures (scenes) leave nothing of it. */
static inline SDL_Surface *picture_paint(const SDL_Surface *figure, int w, int h, uint64_t seed) {
    struct dice dice = {seed};
    struct picture_plan plan = picture_plan(&dice);
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, w, h, 24, SDL_PIXELFORMAT_RGB24);
    assert_non_null(to);
    int left = (figure->w - w) / 2, top = (figure->h - h) / 2;
    plan.shift_x = left < PORTRAIT_MARGIN ? 0 : plan.shift_x;
    struct dice grain = {seed ^ 0x5eed};
    for (int y = 0; y < h; y++) {
        uint8_t *row = (uint8_t *)to->pixels + (size_t)y * (size_t)to->pitch;
        const uint32_t *from = (const uint32_t *)((const char *)figure->pixels +
                                                  (size_t)(y + top) * (size_t)figure->pitch);
        for (int x = 0; x < w; x++) {
            int at = left + plan.shift_x + (plan.is_mirrored ? w - 1 - x : x);
            uint32_t pixel = from[at];
            struct light over = {(float)(pixel >> 16 & 0xff), (float)(pixel >> 8 & 0xff),
                                 (float)(pixel & 0xff)};
            struct light under = ground_at(&plan, (float)x / (float)w, (float)y / (float)h);
            struct light light = light_mix(under, over, (float)(pixel >> 24) / 255);
            uint32_t made = light_pixel(lens_at(&plan, light, to, x, y, &grain));
            for (int i = 0; i < 3; i++)
                row[3 * x + i] = (uint8_t)(made >> (16 - 8 * i));
        }
    }
    return to;
}

/* --- what is drawn ------------------------------------------------------------------------------
 */

/** SVG of assets/art/sample at this size; a bust without the ground it is drawn on, which stands
 * before its first group. Owned by the caller. */
static inline SDL_Surface *picture_figure(const char *name, int w, int h, bool is_bust) {
    char path[120], *svg;
    size_t len;
    snprintf(path, sizeof path, "assets/art/sample/%s.svg", name);
    assert_true(path_read(path, 1 << 20, &svg, &len));
    char *from = strstr(svg, "</defs>"), *to = from ? strstr(from, "<g ") : NULL;
    if (is_bust && to)
        memmove(from + strlen("</defs>"), to, strlen(to) + 1);
    SDL_RWops *stream = SDL_RWFromConstMem(svg, (int)strlen(svg));
    SDL_Surface *raw = IMG_LoadSizedSVG_RW(stream, w, is_bust ? h : 0);
    SDL_RWclose(stream);
    free(svg);
    assert_non_null(raw);
    SDL_Surface *figure = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(figure);
    SDL_SetSurfaceBlendMode(raw, SDL_BLENDMODE_NONE);
    SDL_Rect at = {(w - raw->w) / 2, (h - raw->h) / 2, raw->w, raw->h};
    SDL_BlitSurface(raw, NULL, figure, &at);
    SDL_FreeSurface(raw);
    return figure;
}

#endif
