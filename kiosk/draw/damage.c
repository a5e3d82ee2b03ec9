#include "draw/damage.h"

#include <limits.h>
#include <string.h>

void damage_init(struct damage *damage, struct rect bounds) {
    *damage = (struct damage){.bounds = bounds};
}

static long area(struct rect r) {
    return (long)r.w * r.h;
}

static void take_out(struct damage *damage, size_t at) {
    damage->rects[at] = damage->rects[--damage->count];
}

/* Puts `r` in after swallowing all it overlaps: growing may make it overlap more. */
static void absorb(struct damage *damage, struct rect r) {
    size_t i = 0;
    while (i < damage->count) {
        if (!rect_overlaps(damage->rects[i], r)) {
            i++;
            continue;
        }
        r = rect_union(damage->rects[i], r);
        take_out(damage, i);
        i = 0;
    }
    damage->rects[damage->count++] = r;
}

/* Pixels drawn for nothing when both are drawn as one. */
static long waste(struct rect a, struct rect b) {
    return area(rect_union(a, b)) - area(a) - area(b);
}

static void join_closest(struct damage *damage) {
    size_t best_a = 0, best_b = 1;
    long least = LONG_MAX;
    for (size_t a = 0; a < damage->count; a++)
        for (size_t b = a + 1; b < damage->count; b++) {
            long cost = waste(damage->rects[a], damage->rects[b]);
            if (cost < least) {
                least = cost;
                best_a = a;
                best_b = b;
            }
        }
    struct rect joined = rect_union(damage->rects[best_a], damage->rects[best_b]);
    take_out(damage, best_b); // the later one first: it may be the last, moved into a's place
    take_out(damage, best_a);
    absorb(damage, joined);
}

void damage_add(struct damage *damage, struct rect r) {
    r = rect_intersect(r, damage->bounds);
    if (rect_is_empty(r))
        return;
    if (damage->count == DAMAGE_RECTS_MAX)
        join_closest(damage);
    absorb(damage, r);
}

static void forget_scroll(struct damage *damage) {
    damage->scrolled = (struct rect){0};
    damage->scrolled_by = damage->scrolled_least = damage->scrolled_most = 0;
}

void damage_add_all(struct damage *damage) {
    damage_clear(damage);
    damage_add(damage, damage->bounds);
}

void damage_clear(struct damage *damage) {
    damage->count = 0;
    forget_scroll(damage);
}

bool damage_is_empty(const struct damage *damage) {
    return damage->count == 0 && rect_is_empty(damage->scrolled);
}

void damage_flatten(struct damage *damage) {
    struct rect scrolled = damage->scrolled;
    forget_scroll(damage);
    damage_add(damage, scrolled);
}

/* What was damaged in `area` before it moved will be found `dy` further on; it is drawn at both
 * places, for what comes to the first may come from outside. */
static void carry_along(struct damage *damage, struct rect area, int dy) {
    struct rect carried[DAMAGE_RECTS_MAX];
    size_t count = damage->count;
    for (size_t i = 0; i < count; i++) {
        carried[i] = rect_intersect(damage->rects[i], area);
        carried[i].y += dy;
    }
    for (size_t i = 0; i < count; i++)
        damage_add(damage, rect_intersect(carried[i], area));
}

void damage_scroll(struct damage *damage, struct rect area, int dy) {
    area = rect_intersect(area, damage->bounds);
    if (rect_is_empty(area) || dy == 0)
        return;
    bool is_other = memcmp(&damage->scrolled, &area, sizeof area) != 0;
    if (!rect_is_empty(damage->scrolled) && is_other) {
        damage_flatten(damage);
        damage_add(damage, area);
        return;
    }
    carry_along(damage, area, dy);
    damage->scrolled = area;
    damage->scrolled_by += dy;
    if (damage->scrolled_by < damage->scrolled_least)
        damage->scrolled_least = damage->scrolled_by;
    if (damage->scrolled_by > damage->scrolled_most)
        damage->scrolled_most = damage->scrolled_by;
}

/* What comes into sight, at the top or below; also what was out of sight only for a moment, when
 * nobody could have said that it changed. */
static void add_uncovered(struct damage *damage) {
    struct rect area = damage->scrolled, rest = area;
    int above = damage->scrolled_by - damage->scrolled_least;
    int below = damage->scrolled_most - damage->scrolled_by;
    if (above + below >= area.h) {
        damage_add(damage, area);
        return;
    }
    damage_add(damage, rect_cut_top(&rest, above));
    damage_add(damage, rect_cut_bottom(&rest, below));
}

static bool is_drawn_whole(const struct damage *damage, struct rect area) {
    for (size_t i = 0; i < damage->count; i++) {
        struct rect shared = rect_intersect(damage->rects[i], area);
        if (memcmp(&shared, &area, sizeof area) == 0)
            return true;
    }
    return false;
}

bool damage_settle(struct damage *damage) {
    struct rect area = damage->scrolled;
    if (rect_is_empty(area))
        return false;
    add_uncovered(damage);
    bool is_moved = damage->scrolled_by != 0 && !is_drawn_whole(damage, area);
    if (!is_moved)
        forget_scroll(damage);
    return is_moved;
}
