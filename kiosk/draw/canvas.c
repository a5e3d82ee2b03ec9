#include "draw/canvas.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/paint.h"
#include "draw/pixel.h"
#include "draw/shape.h"

void canvas_init(struct canvas *canvas, SDL_Surface *surface, const struct theme *theme,
                 struct fonts *fonts, struct art *art) {
    assert(surface->format->BytesPerPixel == 4 && surface->format->Rmask == 0xff0000);
    *canvas = (struct canvas){
        .surface = surface,
        .theme = theme,
        .fonts = fonts,
        .art = art,
        .clip = {0, 0, surface->w, surface->h},
        .shapes = shape_cache_create(),
    };
}

void canvas_finish(struct canvas *canvas) {
    if (!canvas)
        return;
    shape_cache_destroy(canvas->shapes);
    *canvas = (struct canvas){.surface = NULL};
}

void canvas_push_clip(struct canvas *canvas, struct rect r) {
    assert(canvas->clip_count < CANVAS_CLIPS_MAX);
    canvas->clips[canvas->clip_count++] = canvas->clip;
    canvas->clip = rect_intersect(canvas->clip, r);
}

void canvas_pop_clip(struct canvas *canvas) {
    assert(canvas->clip_count > 0);
    canvas->clip = canvas->clips[--canvas->clip_count];
}

bool canvas_shows(const struct canvas *canvas, struct rect r) {
    return rect_overlaps(canvas->clip, r);
}

void canvas_fill(struct canvas *canvas, struct rect r, struct color color) {
    struct paint paint = paint_flat(r, color);
    paint_rect(canvas, &paint, r);
}

void canvas_gradient(struct canvas *canvas, struct rect r, struct color top, struct color bottom) {
    struct paint paint = paint_gradient(r, top, bottom);
    paint_rect(canvas, &paint, r);
}

/* Both sides' partly covered pixels of a row. */
static void edge_paint(struct canvas *canvas, const struct paint *paint, struct rect r, int y,
                       const struct edge *edge, bool is_outside) {
    struct cover left = {edge->coverage, edge->full - edge->first, false, is_outside};
    if (left.n <= 0)
        return;
    paint_cover(canvas, paint, r.x + edge->first, y, &left);
    // The middle pixel of an odd disc belongs to both quarters: it is painted once.
    struct cover right = {edge->coverage, (edge->full < r.w / 2 ? edge->full : r.w / 2), true,
                          is_outside};
    right.n -= edge->first;
    if (right.n > 0)
        paint_cover(canvas, paint, r.x + r.w - edge->first - right.n, y, &right);
}

static void round_row(struct canvas *canvas, const struct paint *paint, struct rect r, int y,
                      const struct edge *edge) {
    edge_paint(canvas, paint, r, y, edge, false);
    paint_span(canvas, paint, r.x + edge->full, y, r.w - 2 * edge->full);
}

static void round_paint(struct canvas *canvas, const struct paint *paint, struct rect r,
                        int radius) {
    struct rect shown = rect_intersect(r, canvas->clip);
    if (rect_is_empty(shown))
        return;
    const struct corner *corner = shape_corner(canvas->shapes, r, radius);
    for (int y = shown.y; y < shown.y + shown.h; y++) {
        struct edge edge = corner_edge(corner, r.h, y - r.y);
        round_row(canvas, paint, r, y, &edge);
    }
}

void canvas_round(struct canvas *canvas, struct rect r, int radius, struct color color) {
    struct paint paint = paint_flat(r, color);
    round_paint(canvas, &paint, r, radius);
}

void canvas_round_gradient(struct canvas *canvas, struct rect r, int radius, struct color top,
                           struct color bottom) {
    struct paint paint = paint_gradient(r, top, bottom);
    round_paint(canvas, &paint, r, radius);
}

struct ring {
    struct rect outer, inner;
    const struct corner *outer_corner, *inner_corner;
    struct paint line, middle;
};

/* The middle is never painted under the line nor the line under the middle, except where the two
 * share pixels: an opaque middle then goes over the line, so that what was there before does not
 * shine through between them. */
static void ring_row(struct canvas *canvas, const struct ring *ring, int y) {
    struct rect outer = ring->outer, inner = ring->inner;
    struct edge out = corner_edge(ring->outer_corner, outer.h, y - outer.y);
    if (y < inner.y || y >= inner.y + inner.h) {
        round_row(canvas, &ring->line, outer, y, &out);
        return;
    }
    struct edge in = corner_edge(ring->inner_corner, inner.h, y - inner.y);
    bool is_solid = ring->middle.alpha == 255;
    int line_end = inner.x + (is_solid ? in.full : in.first) - outer.x;
    edge_paint(canvas, &ring->line, outer, y, &out, false);
    paint_span(canvas, &ring->line, outer.x + out.full, y, line_end - out.full);
    paint_span(canvas, &ring->line, outer.x + outer.w - line_end, y, line_end - out.full);
    if (!is_solid)
        edge_paint(canvas, &ring->line, inner, y, &in, true);
    round_row(canvas, &ring->middle, inner, y, &in);
}

void canvas_round_outline(struct canvas *canvas, struct rect r, int radius, int line,
                          struct color outline, struct color inner) {
    struct rect middle = rect_inset(r, line), shown = rect_intersect(r, canvas->clip);
    if (rect_is_empty(middle)) {
        canvas_round(canvas, r, radius, outline);
        return;
    }
    struct ring ring = {
        .outer = r,
        .inner = middle,
        .outer_corner = shape_corner(canvas->shapes, r, radius),
        .inner_corner = shape_corner(canvas->shapes, middle, radius > line ? radius - line : 0),
        .line = paint_flat(r, outline),
        .middle = paint_flat(middle, inner),
    };
    for (int y = shown.y; y < shown.y + shown.h; y++)
        ring_row(canvas, &ring, y);
}

static bool is_paintable(const SDL_Surface *picture) {
    return picture->format->BytesPerPixel == 4 && picture->format->Rmask == 0xff0000;
}

/* Any other format is turned into ours first: correct, not quick. `out_made` is to be freed. */
static SDL_Surface *paintable(SDL_Surface *picture, SDL_Surface **out_made) {
    *out_made = NULL;
    if (!picture || is_paintable(picture))
        return picture;
    *out_made = SDL_ConvertSurfaceFormat(picture, SDL_PIXELFORMAT_ARGB8888, 0);
    return *out_made;
}

void canvas_picture(struct canvas *canvas, SDL_Surface *picture, int x, int y, int alpha) {
    SDL_Surface *made, *source = paintable(picture, &made);
    if (source) {
        struct paint paint = paint_picture(source, x, y, alpha);
        paint_rect(canvas, &paint, paint.area);
    }
    SDL_FreeSurface(made);
}

void canvas_picture_within(struct canvas *canvas, SDL_Surface *picture, struct point at,
                           struct rect shape, int radius, int alpha) {
    SDL_Surface *made, *source = paintable(picture, &made);
    if (source) {
        struct paint paint = paint_picture(source, at.x, at.y, alpha);
        round_paint(canvas, &paint, shape, radius);
    }
    SDL_FreeSurface(made);
}

void canvas_picture_round(struct canvas *canvas, SDL_Surface *picture, struct rect r, int radius,
                          int alpha) {
    if (!picture)
        return;
    struct rect whole = rect_centre(r, picture->w, picture->h);
    canvas_picture_within(canvas, picture, (struct point){whole.x, whole.y}, r, radius, alpha);
}

static bool is_mask(const SDL_Surface *picture) {
    return picture && picture->format->BytesPerPixel == 1;
}

void canvas_mask(struct canvas *canvas, SDL_Surface *mask, int x, int y, struct color color) {
    if (!is_mask(mask))
        return;
    struct paint paint = paint_mask(mask, x, y, color);
    paint_rect(canvas, &paint, paint.area);
}

void canvas_mask_within(struct canvas *canvas, SDL_Surface *mask, struct point at,
                        struct rect shape, int radius, struct color color) {
    if (!is_mask(mask))
        return;
    struct paint paint = paint_mask(mask, at.x, at.y, color);
    round_paint(canvas, &paint, shape, radius);
}

void canvas_tile(struct canvas *canvas, SDL_Surface *tile, struct rect r) {
    if (!tile || tile->w <= 0)
        return;
    canvas_push_clip(canvas, r);
    for (int x = r.x; x < r.x + r.w; x += tile->w)
        canvas_picture(canvas, tile, x, r.y, 255);
    canvas_pop_clip(canvas);
}

void canvas_scroll(struct canvas *canvas, struct rect r, int dy) {
    SDL_Surface *surface = canvas->surface;
    r = rect_intersect(r, (struct rect){0, 0, surface->w, surface->h});
    char *pixels = (char *)surface->pixels + (size_t)r.x * 4;
    int rows = r.h - abs(dy);
    for (int i = 0; i < rows; i++) { // from the side it moves to, so that no row is lost
        int to = dy > 0 ? r.y + r.h - 1 - i : r.y + i;
        memcpy(pixels + (size_t)to * surface->pitch, pixels + (size_t)(to - dy) * surface->pitch,
               (size_t)r.w * 4);
    }
}
