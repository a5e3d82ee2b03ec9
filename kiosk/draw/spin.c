#include "draw/spin.h"

#include <math.h>

#include "draw/paint.h"
#include "draw/pixel.h"

#define ONE (1 << 16) // of the fixed-point places in the mask
#define COVERS 256

/* Where a row starts in the mask, and how far a pixel to the right is there. */
struct walk {
    const uint8_t *mask;
    int pitch;
    int u, v, step_u, step_v;
};

/* Between the four bytes around. Most of a drum is nothing at all. */
static inline uint32_t cover_at(const uint8_t *at, int pitch, uint32_t part_x, uint32_t part_y) {
    uint32_t a = at[0], b = at[1], c = at[pitch], d = at[pitch + 1];
    if ((a | b | c | d) == 0)
        return 0;
    uint32_t above = a * (256 - part_x) + b * part_x, below = c * (256 - part_x) + d * part_x;
    return (above * (256 - part_y) + below * part_y + (1 << 15)) >> 16;
}

/* A ground of one colour a row has only as many colours as there are coverages: no pixel is mixed.
 */
static void walk_row(uint32_t *to, int n, struct walk walk, const uint32_t *colors) {
    int u = walk.u, v = walk.v;
    for (int i = 0; i < n; i++, u += walk.step_u, v += walk.step_v) {
        const uint8_t *at = walk.mask + (v >> 16) * walk.pitch + (u >> 16);
        to[i] = colors[cover_at(at, walk.pitch, (uint32_t)u >> 8 & 255, (uint32_t)v >> 8 & 255)];
    }
}

struct turned {
    const struct spin *spin;
    double cos, sin, middle; // of the mask: the same across and down
    uint32_t ground;         // that `colors` were made for
    uint32_t colors[COVERS];
};

static void set_ground(struct turned *turned, uint32_t ground) {
    if (turned->ground == ground)
        return;
    turned->ground = ground;
    const struct color *color = &turned->spin->color;
    uint32_t rgb = (uint32_t)color->r << 16 | (uint32_t)color->g << 8 | color->b;
    for (uint32_t cover = 0; cover < COVERS; cover++)
        turned->colors[cover] = pixel_mix(ground, rgb, pixel_scale(cover, color->a));
}

/* The places in the mask are reckoned from the span's own start, wherever the clip begins: a frame
 * drawn in pieces is the same to the pixel. */
static void draw_span(struct canvas *canvas, const struct turned *turned, int y, int from, int to) {
    const struct spin *spin = turned->spin;
    struct rect row = rect_intersect((struct rect){from, y, to - from, 1}, canvas->clip);
    if (rect_is_empty(row))
        return;
    double across = from - spin->area.x - turned->middle;
    double down = y - spin->area.y - turned->middle;
    double u = turned->middle + turned->cos * across + turned->sin * down;
    double v = turned->middle - turned->sin * across + turned->cos * down;
    int step_u = (int)lround(turned->cos * ONE), step_v = (int)lround(-turned->sin * ONE);
    struct walk walk = {
        .mask = spin->mask->pixels,
        .pitch = spin->mask->pitch,
        .u = (int)lround(u * ONE) + (row.x - from) * step_u,
        .v = (int)lround(v * ONE) + (row.x - from) * step_v,
        .step_u = step_u,
        .step_v = step_v,
    };
    uint32_t *pixels =
        (uint32_t *)((char *)canvas->surface->pixels + (size_t)y * (size_t)canvas->surface->pitch);
    walk_row(pixels + row.x, row.w, walk, turned->colors);
}

/* Half the width of a disc at `down` rows from its middle; negative where it has none. */
static double half_width(double radius, double down) {
    double left = radius * radius - down * down;
    return left >= 0 ? sqrt(left) : -1;
}

static void draw_row(struct canvas *canvas, struct turned *turned, int y) {
    const struct spin *spin = turned->spin;
    double down = y - spin->area.y - turned->middle, centre = spin->area.x + turned->middle;
    double out = half_width(turned->middle - 1, down), in = half_width(spin->hole_px, down);
    if (out < 0)
        return;
    int left = (int)ceil(centre - out), right = (int)floor(centre + out) + 1;
    if (in < 0) {
        draw_span(canvas, turned, y, left, right);
        return;
    }
    draw_span(canvas, turned, y, left, (int)ceil(centre - in));
    draw_span(canvas, turned, y, (int)floor(centre + in) + 1, right);
}

void spin_draw(struct canvas *canvas, const struct spin *spin) {
    const SDL_Surface *mask = spin->mask;
    if (mask->format->BytesPerPixel != 1 || mask->w != spin->area.w || mask->h != mask->w)
        return; // not there yet
    double angle = spin->angle * (2 * M_PI / SPIN_TURN);
    struct paint ground = paint_gradient(spin->ground, spin->ground_top, spin->ground_bottom);
    struct turned turned = {
        .spin = spin, .cos = cos(angle), .sin = sin(angle), .middle = (mask->w - 1) / 2.0};
    struct rect shown = rect_intersect(rect_intersect(spin->area, spin->ground), canvas->clip);
    for (int y = shown.y; y < shown.y + shown.h; y++) {
        set_ground(&turned, paint_row_color(&ground, y));
        draw_row(canvas, &turned, y);
    }
}
