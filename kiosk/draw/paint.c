#include "draw/paint.h"

#include <string.h>

#include "draw/pixel.h"

struct paint paint_flat(struct rect area, struct color color) {
    return (struct paint){.top = color, .bottom = color, .area = area, .alpha = color.a};
}

struct paint paint_gradient(struct rect area, struct color top, struct color bottom) {
    return (struct paint){.top = top, .bottom = bottom, .area = area, .alpha = top.a};
}

struct paint paint_picture(const SDL_Surface *picture, int x, int y, int alpha) {
    return (struct paint){
        .picture = picture, .area = {x, y, picture->w, picture->h}, .alpha = alpha};
}

struct paint paint_mask(const SDL_Surface *mask, int x, int y, struct color color) {
    struct paint paint = paint_flat((struct rect){x, y, mask->w, mask->h}, color);
    paint.picture = mask;
    return paint;
}

static bool is_mask(const struct paint *paint) {
    return paint->picture && paint->picture->format->BytesPerPixel == 1;
}

static uint32_t mix_channel(int top, int bottom, int at, int last) {
    return (uint32_t)((top * (last - at) + bottom * at + last / 2) / last);
}

/* The colour of a row; the gradient's ends are exactly its two colours. */
uint32_t paint_row_color(const struct paint *paint, int y) {
    int last = paint->area.h > 1 ? paint->area.h - 1 : 1, at = y - paint->area.y;
    struct color top = paint->top, bottom = paint->bottom;
    return PIXEL_OPAQUE | mix_channel(top.r, bottom.r, at, last) << 16 |
           mix_channel(top.g, bottom.g, at, last) << 8 | mix_channel(top.b, bottom.b, at, last);
}

static uint32_t *canvas_row(const struct canvas *canvas, int x, int y) {
    return (uint32_t *)((char *)canvas->surface->pixels + (size_t)y * canvas->surface->pitch) + x;
}

static const uint8_t *mask_row(const struct paint *paint, int x, int y) {
    const uint8_t *pixels = paint->picture->pixels;
    return pixels + (size_t)(y - paint->area.y) * (size_t)paint->picture->pitch +
           (x - paint->area.x);
}

static const uint32_t *picture_row(const struct paint *paint, int x, int y) {
    const char *row =
        (const char *)paint->picture->pixels + (size_t)(y - paint->area.y) * paint->picture->pitch;
    return (const uint32_t *)row + (x - paint->area.x);
}

/* Pixels mixed at a time. A loop of a known number of turns over memory that does not overlap is
 * one that gcc -O2 turns into vector code: a scrim over the whole screen takes a third of the time.
 */
#define BLOCK 16

static inline void mix_flat_run(uint32_t *to, int n, uint32_t color, uint32_t alpha) {
    for (int i = 0; i < n; i++)
        to[i] = pixel_mix(to[i], color, alpha);
}

static void mix_flat(uint32_t *to, int n, uint32_t color, uint32_t alpha) {
    for (; n >= BLOCK; n -= BLOCK, to += BLOCK)
        mix_flat_run(to, BLOCK, color, alpha);
    mix_flat_run(to, n, color, alpha);
}

static void copy_opaque(uint32_t *to, const uint32_t *from, int n) {
    for (int i = 0; i < n; i++)
        to[i] = from[i] | PIXEL_OPAQUE;
}

/* `solid` is ORed in: PIXEL_OPAQUE for a picture without alpha of its own. */
static inline void mix_picture_run(uint32_t *restrict to, const uint32_t *restrict from, int n,
                                   uint32_t alpha, uint32_t solid) {
    for (int i = 0; i < n; i++)
        to[i] = pixel_mix(to[i], from[i], pixel_scale((from[i] | solid) >> 24, alpha));
}

/* Most of a line of text and of an icon is nothing at all. */
static inline bool is_clear_run(const uint32_t *from) {
    uint32_t any = 0;
    for (int i = 0; i < BLOCK; i++)
        any |= from[i];
    return any >> 24 == 0;
}

static void mix_picture(uint32_t *restrict to, const uint32_t *restrict from, int n, uint32_t alpha,
                        uint32_t solid) {
    for (; n >= BLOCK; n -= BLOCK, to += BLOCK, from += BLOCK)
        if (solid || !is_clear_run(from))
            mix_picture_run(to, from, BLOCK, alpha, solid);
    mix_picture_run(to, from, n, alpha, solid);
}

static void span_picture(uint32_t *to, const uint32_t *from, int n, const struct paint *paint) {
    bool has_alpha = paint->picture->format->Amask;
    if (has_alpha || paint->alpha < 255)
        mix_picture(to, from, n, (uint32_t)paint->alpha, has_alpha ? 0 : PIXEL_OPAQUE);
    else
        copy_opaque(to, from, n);
}

static inline void mix_mask_run(uint32_t *restrict to, const uint8_t *restrict from, int n,
                                uint32_t color, uint32_t alpha) {
    for (int i = 0; i < n; i++)
        to[i] = pixel_mix(to[i], color, pixel_scale(from[i], alpha));
}

static bool is_clear_mask(const uint8_t *from) {
    uint64_t words[BLOCK / sizeof(uint64_t)];
    memcpy(words, from, sizeof words);
    return (words[0] | words[1]) == 0;
}

static void mix_mask(uint32_t *restrict to, const uint8_t *restrict from, int n, uint32_t color,
                     uint32_t alpha) {
    for (; n >= BLOCK; n -= BLOCK, to += BLOCK, from += BLOCK)
        if (!is_clear_mask(from))
            mix_mask_run(to, from, BLOCK, color, alpha);
    mix_mask_run(to, from, n, color, alpha);
}

/* What is left of a row within clip and paint: first pixel and how many. */
static struct rect visible(const struct canvas *canvas, const struct paint *paint, int x, int y,
                           int n) {
    struct rect row = {x, y, n, 1};
    return rect_intersect(row, rect_intersect(canvas->clip, paint->area));
}

void paint_span(struct canvas *canvas, const struct paint *paint, int x, int y, int n) {
    struct rect row = visible(canvas, paint, x, y, n);
    if (rect_is_empty(row) || paint->alpha == 0)
        return;
    uint32_t *to = canvas_row(canvas, row.x, y);
    if (is_mask(paint))
        mix_mask(to, mask_row(paint, row.x, y), row.w, paint_row_color(paint, y),
                 (uint32_t)paint->alpha);
    else if (paint->picture)
        span_picture(to, picture_row(paint, row.x, y), row.w, paint);
    else if (paint->alpha == 255)
        SDL_memset4(to, paint_row_color(paint, y), (size_t)row.w);
    else
        mix_flat(to, row.w, paint_row_color(paint, y), (uint32_t)paint->alpha);
}

void paint_cover(struct canvas *canvas, const struct paint *paint, int x, int y,
                 const struct cover *cover) {
    struct rect row = visible(canvas, paint, x, y, cover->n);
    if (rect_is_empty(row) || paint->alpha == 0)
        return;
    uint32_t *to = canvas_row(canvas, row.x, y);
    const uint8_t *mask = is_mask(paint) ? mask_row(paint, row.x, y) : NULL;
    const uint32_t *from = paint->picture && !mask ? picture_row(paint, row.x, y) : NULL;
    uint32_t color = from ? 0 : paint_row_color(paint, y);
    bool has_alpha = from && paint->picture->format->Amask;
    const uint8_t *coverage = cover->coverage;
    int at = row.x - x;
    for (int i = 0; i < row.w; i++, at++) {
        uint32_t alpha = coverage[cover->is_mirrored ? cover->n - 1 - at : at];
        alpha = pixel_scale(cover->is_outside ? 255 - alpha : alpha, (uint32_t)paint->alpha);
        uint32_t above = from ? from[i] : color;
        if (has_alpha)
            alpha = pixel_scale(alpha, above >> 24);
        else if (mask)
            alpha = pixel_scale(alpha, mask[i]);
        to[i] = pixel_mix(to[i], above, alpha);
    }
}

void paint_rect(struct canvas *canvas, const struct paint *paint, struct rect r) {
    r = rect_intersect(r, canvas->clip);
    for (int y = r.y; y < r.y + r.h; y++)
        paint_span(canvas, paint, r.x, y, r.w);
}
