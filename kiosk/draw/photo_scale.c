#include "draw/photo_scale.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* Weights of a pixel's sources are whole numbers that sum to WHOLE exactly: a flat colour stays
 * what it is. Sums of rows keep 8 bits below the point. */
#define WEIGHT_BITS 14
#define WHOLE (1 << WEIGHT_BITS)
#define ROW_BITS 8

struct run { // the sources of one pixel along an axis
    int first, count;
    int weights_at;
};

struct axis {
    struct run *runs; // owned, one a pixel
    int *weights;     // owned, of all runs
    int first, count; // what of the source is needed at all
};

struct span { // of the source that is shown, along an axis
    double start, len;
};

static void axis_finish(struct axis *axis) {
    free(axis->runs);
    free(axis->weights);
}

/* What is lost in rounding goes to the weightiest. */
static void settle(int *weights, int count) {
    int sum = 0, most = 0;
    for (int i = 0; i < count; i++) {
        sum += weights[i];
        most = weights[i] > weights[most] ? i : most;
    }
    weights[most] += WHOLE - sum;
}

static int within(int at, int len) {
    return at < 0 ? 0 : at >= len ? len - 1 : at;
}

static int average_run(struct run *run, int *weights, double from, double to, int source_len) {
    int first = within((int)floor(from), source_len);
    int last = within((int)ceil(to) - 1, source_len);
    last = last < first ? first : last;
    run->first = first;
    run->count = last - first + 1;
    for (int i = first; i <= last; i++) {
        double covered = fmin(to, i + 1.0) - fmax(from, i);
        weights[i - first] = (int)lround(fmax(covered, 0) / (to - from) * WHOLE);
    }
    return run->count;
}

#define CURVE_TAPS 4

/* Taps beyond the edge count for the edge's pixel. */
static int curve_run(struct run *run, int *weights, double centre, int source_len) {
    int base = (int)floor(centre - 0.5);
    double t = centre - 0.5 - base;
    const double taps[CURVE_TAPS] = {
        ((2 - t) * t - 1) * t / 2,
        ((3 * t - 5) * t * t + 2) / 2,
        ((4 - 3 * t) * t + 1) * t / 2,
        (t - 1) * t * t / 2,
    };
    run->first = within(base - 1, source_len);
    run->count = within(base + 2, source_len) - run->first + 1;
    memset(weights, 0, CURVE_TAPS * sizeof *weights);
    for (int i = 0; i < CURVE_TAPS; i++)
        weights[within(base - 1 + i, source_len) - run->first] += (int)lround(taps[i] * WHOLE);
    return run->count;
}

static void axis_init(struct axis *axis, struct span shown, int source_len, int len) {
    double step = shown.len / len;
    int most = step >= 1 ? (int)ceil(step) + 1 : CURVE_TAPS;
    axis->runs = xcalloc((size_t)len, sizeof *axis->runs);
    axis->weights = xcalloc((size_t)len * (size_t)most, sizeof *axis->weights);
    for (int i = 0, at = 0; i < len; i++) {
        struct run *run = &axis->runs[i];
        int *weights = axis->weights + at;
        double from = shown.start + i * step;
        run->weights_at = at;
        at += step >= 1 ? average_run(run, weights, from, from + step, source_len)
                        : curve_run(run, weights, from + step / 2, source_len);
        settle(weights, run->count);
    }
    axis->first = axis->runs[0].first;
    axis->count = axis->runs[len - 1].first + axis->runs[len - 1].count - axis->first;
}

#define BLOCK 16 // turns of a loop that gcc -O2 makes into vector code

static inline void add_run(int32_t *restrict sums, const uint8_t *restrict bytes, int n,
                           int32_t weight) {
    for (int i = 0; i < n; i++)
        sums[i] += weight * bytes[i];
}

static void add_row(int32_t *restrict sums, const uint8_t *restrict bytes, int n, int32_t weight) {
    for (; n >= BLOCK; n -= BLOCK, sums += BLOCK, bytes += BLOCK)
        add_run(sums, bytes, BLOCK, weight);
    add_run(sums, bytes, n, weight);
}

struct job {
    const SDL_Surface *from;
    SDL_Surface *to;
    struct axis across, down;
    int32_t *sums; // owned: one row of the source's needed columns
};

/* First down: the source's rows are read one after the other, each byte about once. */
static void sum_rows(struct job *job, int y) {
    const struct run *run = &job->down.runs[y];
    int size = job->from->format->BytesPerPixel, n = job->across.count * size;
    memset(job->sums, 0, (size_t)n * sizeof *job->sums);
    for (int i = 0; i < run->count; i++) {
        const uint8_t *row = (const uint8_t *)job->from->pixels +
                             (size_t)(run->first + i) * (size_t)job->from->pitch +
                             (size_t)job->across.first * (size_t)size;
        add_row(job->sums, row, n, job->down.weights[run->weights_at + i]);
    }
    for (int i = 0; i < n; i++)
        job->sums[i] =
            (job->sums[i] + (1 << (WEIGHT_BITS - ROW_BITS - 1))) >> (WEIGHT_BITS - ROW_BITS);
}

static uint32_t to_byte(int32_t sum) {
    int32_t value = (sum + (1 << (WEIGHT_BITS + ROW_BITS - 1))) >> (WEIGHT_BITS + ROW_BITS);
    return (uint32_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static inline uint32_t sum_pixel(const struct job *job, int x, int size) {
    const struct run *run = &job->across.runs[x];
    const int *weights = job->across.weights + run->weights_at;
    const int32_t *at = job->sums + (run->first - job->across.first) * size;
    int32_t sums[4] = {0};
    for (int i = 0; i < run->count; i++, at += size)
        for (int channel = 0; channel < size; channel++)
            sums[channel] += weights[i] * at[channel];
    if (size == 3) // RGB24: by bytes; ARGB8888: blue lies lowest
        return 0xff000000u | to_byte(sums[0]) << 16 | to_byte(sums[1]) << 8 | to_byte(sums[2]);
    return to_byte(sums[3]) << 24 | to_byte(sums[2]) << 16 | to_byte(sums[1]) << 8 |
           to_byte(sums[0]);
}

static void scale_row(struct job *job, int y) {
    uint32_t *row = (uint32_t *)((char *)job->to->pixels + (size_t)y * (size_t)job->to->pitch);
    bool is_rgb = job->from->format->BytesPerPixel == 3;
    sum_rows(job, y);
    if (is_rgb)
        for (int x = 0; x < job->to->w; x++)
            row[x] = sum_pixel(job, x, 3);
    else
        for (int x = 0; x < job->to->w; x++)
            row[x] = sum_pixel(job, x, 4);
}

/* The middle of the source, in the proportions wanted. */
static void find_shown(const SDL_Surface *from, int w, int h, struct span *out_across,
                       struct span *out_down) {
    double across = (double)from->w / w, down = (double)from->h / h;
    double step = across < down ? across : down;
    *out_across = (struct span){(from->w - w * step) / 2, w * step};
    *out_down = (struct span){(from->h - h * step) / 2, h * step};
}

SDL_Surface *photo_scale(const SDL_Surface *from, int w, int h) {
    Uint32 format = from->format->Amask ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_XRGB8888;
    struct job job = {.from = from, .to = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format)};
    struct span across, down;
    if (!job.to)
        return NULL;
    find_shown(from, w, h, &across, &down);
    axis_init(&job.across, across, from->w, w);
    axis_init(&job.down, down, from->h, h);
    job.sums = xcalloc((size_t)job.across.count * from->format->BytesPerPixel, sizeof *job.sums);
    for (int y = 0; y < h; y++)
        scale_row(&job, y);
    axis_finish(&job.across);
    axis_finish(&job.down);
    free(job.sums);
    return job.to;
}
