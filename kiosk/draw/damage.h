/* What has to be drawn again. A still screen has none, and then nothing is drawn. */
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
};

void damage_init(struct damage *damage, struct rect bounds);
/** Merges what overlaps; when there are too many, the two that waste least. */
void damage_add(struct damage *damage, struct rect r);
void damage_add_all(struct damage *damage);
void damage_clear(struct damage *damage);

#endif
