#include "draw/damage.h"

#include <limits.h>

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

void damage_add_all(struct damage *damage) {
    damage_clear(damage);
    damage_add(damage, damage->bounds);
}

void damage_clear(struct damage *damage) {
    damage->count = 0;
}
