/* One finger's way over something that scrolls: tap, drag, fling, hold. Pure: no clock, no SDL. */
#ifndef INPUT_GESTURE_H
#define INPUT_GESTURE_H

#include "draw/geometry.h"
#include "input/event.h"
#include <stdbool.h>
#include <stdint.h>

enum gesture_kind {
    GESTURE_NONE,
    GESTURE_DRAG_START, // moved past the slop: whoever was pressed is cancelled
    GESTURE_DRAG,       // by `delta` since the last sample
    GESTURE_FLING,      // let go while moving, with `velocity`
    GESTURE_DRAG_END,   // let go at rest, or taken away by a CANCEL
};

#define GESTURE_SAMPLES 8

struct gesture {
    int slop_px; // set by init: how far a finger may wander and still tap
    bool is_down, is_dragging;
    int64_t finger;
    struct point start, last;
    struct point samples[GESTURE_SAMPLES]; // the last 100 ms, for the velocity
    int64_t samples_at_ms[GESTURE_SAMPLES];
    int sample_count;
};

struct gesture_step {
    enum gesture_kind kind;
    struct point delta; // of every kind but NONE: all of them added up are the finger's whole way
    int velocity_x, velocity_y; // pixels a second
};

void gesture_init(struct gesture *g, int slop_px);
/** Follows the first finger that comes down; others are not looked at until it has gone. */
struct gesture_step gesture_feed(struct gesture *g, const struct event *ev);
/** How far a fling of `velocity` px/s has gone after `ms`; it decays to rest in 900 ms. */
int gesture_fling_distance(int velocity, int64_t ms);

#endif
