/* What has to be drawn again. A still screen has none, and then nothing is drawn. Where a list has
 * scrolled, the canvas's own pixels are moved first and only what they uncover is drawn. */
#ifndef DRAW_DAMAGE_H
#define DRAW_DAMAGE_H

#include "draw/geometry.h"
#include <stdbool.h>
#include <stddef.h>

#define DAMAGE_RECTS_MAX 12

struct damage {
    struct rect bounds;                  // of the canvas
    struct rect rects[DAMAGE_RECTS_MAX]; // disjoint or nearly so
    size_t count;
    struct rect scrolled; // whose pixels are to be moved before anything is drawn; empty: none
    int scrolled_by;      // down; up where negative
    int scrolled_least, scrolled_most; // on the way there
};

void damage_init(struct damage *damage, struct rect bounds);
/** Merges what overlaps; when there are too many, the two that waste least. */
void damage_add(struct damage *damage, struct rect r);
void damage_add_all(struct damage *damage);
void damage_clear(struct damage *damage);
/**
 * All that is shown in `area` has moved by `dy`. Several in one frame add up; those of different
 * areas are drawn anew instead.
 */
void damage_scroll(struct damage *damage, struct rect area, int dy);
/** Takes back that pixels may be moved: something lies over them, or they are not on the canvas. */
void damage_flatten(struct damage *damage);
bool damage_is_empty(const struct damage *damage);
/**
 * Ends a frame's collecting: what the moved pixels uncover is damage too.
 * @return true when `scrolled` is to be moved by `scrolled_by` before the rectangles are drawn
 */
bool damage_settle(struct damage *damage);

#endif
