/* Coverage of round corners, made once for each diameter. For the files of draw/ only. */
#ifndef DRAW_SHAPE_H
#define DRAW_SHAPE_H

#include "draw/geometry.h"
#include <stdint.h>

struct shape_cache;

/** A quarter of a disc: the top left one, mirrored for the others. */
struct corner {
    int diameter;
    int size;          // of the quarter: half the diameter, rounded up
    uint8_t *coverage; // size x size, owned
    int *first, *full; // by row: first pixel touched, first wholly covered; owned
};

struct shape_cache *shape_cache_create(void);
void shape_cache_destroy(struct shape_cache *cache);
/** Borrowed until the next call for the corner of `r` with that radius (at most half its sides). */
const struct corner *shape_corner(struct shape_cache *cache, struct rect r, int radius);

/** The left edge of one row of a rounded shape; the right one is its mirror. */
struct edge {
    const uint8_t *coverage; // from pixel `first` to `full`; NULL when there is none
    int first, full;         // from the shape's left side; first == full: no partial pixel
};

/** Row `y` (from the shape's top, within its height) of a shape of height `h`. */
struct edge corner_edge(const struct corner *corner, int h, int y);

#endif
