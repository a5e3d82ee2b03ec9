/* Measured work: the list scrolled, a button pressed, a search typed, on the kiosk as it runs. What
 * came of it is printed for whoever started it (`kiosk --bench`). */
#ifndef APP_BENCH_H
#define APP_BENCH_H

#include "draw/geometry.h"
#include <stdbool.h>
#include <stdint.h>

struct stage;

enum bench_kind {
    BENCH_NONE,
    BENCH_SCROLL, // paced: 1440 px a second for 10 s, 60 frames a second
    BENCH_FLAT,   // 600 frames of 24 px, as fast as they can be made
    BENCH_PRESS,  // 200 presses of a button, until the pressed button was handed over
    BENCH_SEARCH, // a search typed letter by letter on the screen's keyboard
};

struct bench;

struct bench_params {
    enum bench_kind kind;
    struct stage *stage;     // borrowed, as is the next
    const struct turn *turn; // of the panel that fingers touch
};

/** By name, as on the command line; BENCH_NONE when there is none of that name. */
enum bench_kind bench_by_name(const char *name);
struct bench *bench_create(const struct bench_params *params);
void bench_destroy(struct bench *bench);
/** Does what is due before the next frame: scrolls, or pushes a finger's event. */
void bench_step(struct bench *bench, int64_t now_ns);
/** A frame was handed over to the window system. */
void bench_presented(struct bench *bench, int64_t now_ns);
/** When bench_step() is wanted next, in the time of pace_now_ns(); INT64_MAX: never again. */
int64_t bench_due_ns(const struct bench *bench);
/** True while frames come as fast as they can be made. */
bool bench_is_unpaced(const struct bench *bench);

#endif
