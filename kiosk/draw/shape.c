#include "draw/shape.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"

#define CORNERS_MAX 48 // a theme has a dozen radii, the rings a few more
#define SUB_ROWS 16    // a pixel's coverage is exact across and sampled downward

struct shape_cache {
    struct corner corners[CORNERS_MAX];
    int count, oldest;
};

struct shape_cache *shape_cache_create(void) {
    return xcalloc(1, sizeof(struct shape_cache));
}

static void corner_finish(struct corner *corner) {
    free(corner->coverage);
    free(corner->first);
    free(corner->full);
}

void shape_cache_destroy(struct shape_cache *cache) {
    if (!cache)
        return;
    for (int i = 0; i < cache->count; i++)
        corner_finish(&cache->corners[i]);
    free(cache);
}

/* Adds one sub-row of the disc, from `start` pixels off its left side to as many off its right:
 * what its first pixel has more than the one before, and the next more than that. */
static void add_sub_row(float *steps, int size, double start, int diameter) {
    int x = (int)start;
    if (x >= size)
        return;
    float first = (float)(fmin(x + 1, diameter - start) - start);
    steps[x] += first;
    steps[x + 1] += 1 - first;
}

static void fill_row(struct corner *corner, int y, float *sums) {
    double radius = corner->diameter / 2.0;
    for (int x = 0; x <= corner->size; x++)
        sums[x] = 0;
    for (int sub = 0; sub < SUB_ROWS; sub++) {
        double up = radius - (y + (sub + 0.5) / SUB_ROWS);
        add_sub_row(sums, corner->size, radius - sqrt(fmax(0, radius * radius - up * up)),
                    corner->diameter);
    }
    for (int x = 1; x < corner->size; x++)
        sums[x] += sums[x - 1];
    uint8_t *row = corner->coverage + (size_t)y * corner->size;
    corner->first[y] = corner->full[y] = corner->size;
    for (int x = corner->size - 1; x >= 0; x--) {
        row[x] = (uint8_t)(sums[x] * 255 / SUB_ROWS + 0.5f);
        if (row[x] == 255 && corner->full[y] == x + 1)
            corner->full[y] = x;
        if (row[x] > 0)
            corner->first[y] = x;
    }
}

static struct corner corner_make(int diameter) {
    int size = (diameter + 1) / 2;
    struct corner corner = {
        .diameter = diameter,
        .size = size,
        .coverage = xcalloc((size_t)size * size + 1, 1),
        .first = xcalloc((size_t)size + 1, sizeof(int)),
        .full = xcalloc((size_t)size + 1, sizeof(int)),
    };
    float *sums = xcalloc((size_t)size + 1, sizeof *sums);
    for (int y = 0; y < size; y++)
        fill_row(&corner, y, sums);
    free(sums);
    return corner;
}

const struct corner *shape_corner(struct shape_cache *cache, struct rect r, int radius) {
    int side = r.w < r.h ? r.w : r.h;
    // A disc of odd width has a radius of whole pixels and a half, which an int cannot say.
    int diameter = radius * 2 >= side - 1 ? side : radius * 2;
    if (diameter < 0)
        diameter = 0;
    for (int i = 0; i < cache->count; i++)
        if (cache->corners[i].diameter == diameter)
            return &cache->corners[i];
    struct corner *slot = &cache->corners[cache->count];
    if (cache->count < CORNERS_MAX) {
        cache->count++;
    } else {
        slot = &cache->corners[cache->oldest];
        cache->oldest = (cache->oldest + 1) % CORNERS_MAX;
        corner_finish(slot);
    }
    *slot = corner_make(diameter);
    return slot;
}

struct edge corner_edge(const struct corner *corner, int h, int y) {
    int from_end = y < h - 1 - y ? y : h - 1 - y;
    if (from_end >= corner->size)
        return (struct edge){.first = 0, .full = 0};
    int first = corner->first[from_end], full = corner->full[from_end];
    return (struct edge){corner->coverage + (size_t)from_end * corner->size + first, first, full};
}
