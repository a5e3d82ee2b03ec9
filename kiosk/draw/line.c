/* Straight lines with round ends: what canvas_line() draws. */
#include "draw/canvas.h"

#include <math.h>

#include "draw/paint.h"

#define CHUNK 128 // pixels whose coverage is worked out at a time

struct stroke {
    double x, y;             // of one end
    double along_x, along_y; // to the other
    double length_squared;
    double half; // of the width
};

static double distance(const struct stroke *s, double x, double y) {
    double t = ((x - s->x) * s->along_x + (y - s->y) * s->along_y) / s->length_squared;
    t = fmin(1, fmax(0, t));
    return hypot(x - s->x - t * s->along_x, y - s->y - t * s->along_y);
}

static uint8_t coverage_at(const struct stroke *s, int x, int y) {
    double inside = s->half + 0.5 - distance(s, x + 0.5, y + 0.5);
    return (uint8_t)lround(255 * fmin(1, fmax(0, inside)));
}

/* Where the stroke can touch row `y`: the part of it that passes within its width. */
static struct rect row_reach(const struct stroke *s, int y) {
    double reach = s->half + 1;
    double t1 = (y + 0.5 - reach - s->y) / s->along_y, t2 = (y + 0.5 + reach - s->y) / s->along_y;
    double from = fmin(1, fmax(0, fmin(t1, t2))), to = fmin(1, fmax(0, fmax(t1, t2)));
    double x1 = s->x + from * s->along_x, x2 = s->x + to * s->along_x;
    int left = (int)floor(fmin(x1, x2) - reach), right = (int)ceil(fmax(x1, x2) + reach);
    return (struct rect){left, y, right - left, 1};
}

static void slanted(struct canvas *canvas, const struct stroke *s, struct rect box,
                    struct color color) {
    struct paint paint = paint_flat(box, color);
    struct rect shown = rect_intersect(box, canvas->clip);
    for (int y = shown.y; y < shown.y + shown.h; y++) {
        struct rect row = rect_intersect(row_reach(s, y), shown);
        for (int done = 0; done < row.w; done += CHUNK) {
            uint8_t coverage[CHUNK];
            struct cover cover = {.coverage = coverage};
            for (; cover.n < CHUNK && done + cover.n < row.w; cover.n++)
                coverage[cover.n] = coverage_at(s, row.x + done + cover.n, y);
            paint_cover(canvas, &paint, row.x + done, y, &cover);
        }
    }
}

void canvas_line(struct canvas *canvas, struct point from, struct point to, int width,
                 struct color color) {
    struct rect box =
        rect_union((struct rect){from.x, from.y, 1, 1}, (struct rect){to.x, to.y, 1, 1});
    if (from.x == to.x || from.y == to.y) { // crisp, and by far the most
        struct rect bar = {box.x - width / 2, box.y - width / 2, box.w - 1 + width,
                           box.h - 1 + width};
        canvas_round(canvas, bar, width / 2, color);
        return;
    }
    double shift = width % 2 / 2.0; // an odd line runs through the middle of its pixels
    double along_x = to.x - from.x, along_y = to.y - from.y;
    struct stroke stroke = {
        from.x + shift, from.y + shift, along_x, along_y, along_x * along_x + along_y * along_y,
        width / 2.0};
    slanted(canvas, &stroke, rect_inset(box, -(width / 2 + 2)), color);
}
