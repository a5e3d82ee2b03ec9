#include "draw/geometry.h"

static int min_int(int a, int b) {
    return a < b ? a : b;
}

static int max_int(int a, int b) {
    return a > b ? a : b;
}

bool rect_is_empty(struct rect r) {
    return r.w <= 0 || r.h <= 0;
}

bool rect_contains(struct rect r, struct point p) {
    return p.x >= r.x && p.y >= r.y && p.x < r.x + r.w && p.y < r.y + r.h;
}

bool rect_overlaps(struct rect a, struct rect b) {
    return !rect_is_empty(rect_intersect(a, b));
}

struct rect rect_intersect(struct rect a, struct rect b) {
    int left = max_int(a.x, b.x), top = max_int(a.y, b.y);
    int right = min_int(a.x + a.w, b.x + b.w), bottom = min_int(a.y + a.h, b.y + b.h);
    if (right <= left || bottom <= top)
        return (struct rect){.x = left, .y = top};
    return (struct rect){left, top, right - left, bottom - top};
}

struct rect rect_union(struct rect a, struct rect b) {
    if (rect_is_empty(a))
        return b;
    if (rect_is_empty(b))
        return a;
    int left = min_int(a.x, b.x), top = min_int(a.y, b.y);
    int right = max_int(a.x + a.w, b.x + b.w), bottom = max_int(a.y + a.h, b.y + b.h);
    return (struct rect){left, top, right - left, bottom - top};
}

struct rect rect_inset(struct rect r, int by) {
    return (struct rect){r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by};
}

struct rect rect_centre(struct rect r, int w, int h) {
    return (struct rect){r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h};
}

/* A strip never takes more than there is: a layout too small for its screen ends in empty
 * rectangles, not in negative ones. */
static int share(int wanted, int available) {
    return max_int(0, min_int(wanted, available));
}

struct rect rect_cut_top(struct rect *r, int h) {
    struct rect strip = {r->x, r->y, r->w, share(h, r->h)};
    r->y += strip.h;
    r->h -= strip.h;
    return strip;
}

struct rect rect_cut_bottom(struct rect *r, int h) {
    int taken = share(h, r->h);
    r->h -= taken;
    return (struct rect){r->x, r->y + r->h, r->w, taken};
}

struct rect rect_cut_left(struct rect *r, int w) {
    struct rect strip = {r->x, r->y, share(w, r->w), r->h};
    r->x += strip.w;
    r->w -= strip.w;
    return strip;
}

struct rect rect_cut_right(struct rect *r, int w) {
    int taken = share(w, r->w);
    r->w -= taken;
    return (struct rect){r->x + r->w, r->y, taken, r->h};
}

struct point turn_to_canvas(const struct turn *turn, struct point panel) {
    switch (turn->quarters) {
    case 1:
        return (struct point){panel.y, turn->width - 1 - panel.x};
    case 2:
        return (struct point){turn->width - 1 - panel.x, turn->height - 1 - panel.y};
    case 3:
        return (struct point){turn->height - 1 - panel.y, panel.x};
    default:
        return panel;
    }
}

struct rect turn_to_panel(const struct turn *turn, struct rect canvas) {
    int right = canvas.x + canvas.w, bottom = canvas.y + canvas.h;
    switch (turn->quarters) {
    case 1:
        return (struct rect){turn->width - bottom, canvas.x, canvas.h, canvas.w};
    case 2:
        return (struct rect){turn->width - right, turn->height - bottom, canvas.w, canvas.h};
    case 3:
        return (struct rect){canvas.y, turn->height - right, canvas.h, canvas.w};
    default:
        return canvas;
    }
}
