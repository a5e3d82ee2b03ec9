/* Points and rectangles in whole canvas pixels; layout cuts a rectangle from the outside in. */
#ifndef DRAW_GEOMETRY_H
#define DRAW_GEOMETRY_H

#include <stdbool.h>

struct point {
    int x, y;
};

struct rect {
    int x, y, w, h; // empty when w or h <= 0
};

bool rect_is_empty(struct rect r);
bool rect_contains(struct rect r, struct point p);
bool rect_overlaps(struct rect a, struct rect b);
struct rect rect_intersect(struct rect a, struct rect b);
/** The smallest that holds both; an empty one counts for nothing. */
struct rect rect_union(struct rect a, struct rect b);
/** Smaller on every side; negative: larger. */
struct rect rect_inset(struct rect r, int by);
/** Of this size, centred in `r`. */
struct rect rect_centre(struct rect r, int w, int h);
/** Cuts a strip off `r` and returns it. */
struct rect rect_cut_top(struct rect *r, int h);
struct rect rect_cut_bottom(struct rect *r, int h);
struct rect rect_cut_left(struct rect *r, int w);
struct rect rect_cut_right(struct rect *r, int w);

/* How a canvas lies on the panel (kiosk.ini, rotate): turned clockwise by quarter turns. */
struct turn {
    int quarters;      // 0 to 3
    int width, height; // of the panel, in its own pixels
};

/** Panel pixel to canvas pixel (touches) and back (damage). */
struct point turn_to_canvas(const struct turn *turn, struct point panel);
struct rect turn_to_panel(const struct turn *turn, struct rect canvas);

#endif
