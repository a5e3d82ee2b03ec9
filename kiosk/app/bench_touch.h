/* Touches that are timed: from the finger's event to the frame that shows what it did. */
#ifndef APP_BENCH_TOUCH_H
#define APP_BENCH_TOUCH_H

#include "draw/geometry.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stage;

enum bench_touch_phase {
    BENCH_TOUCH_REST,
    BENCH_TOUCH_DOWN, // pushed; the frame is awaited
    BENCH_TOUCH_HELD,
    BENCH_TOUCH_UP, // lifted on a key; its frame is awaited too
};

struct bench_touch {
    struct stage *stage;     // borrowed, as is the next
    const struct turn *turn; // of the panel
    bool is_typing;          // keys of a search, else presses of one button
    enum bench_touch_phase phase;
    struct point at;
    bool is_counted; // not the touches that open the search and clear it
    int64_t pushed_ns, due_ns;
    int64_t slowest_ns; // of a key's two frames
    size_t touches, person, letter;
    bool has_opened, is_over;
};

void bench_touch_init(struct bench_touch *touch, struct stage *stage, const struct turn *turn,
                      bool is_typing);
/** Pushes the next event of a finger. */
void bench_touch_step(struct bench_touch *touch, int64_t now_ns);
/** A frame was handed over. @return true when it answers a touch that counts, after `out_ns` */
bool bench_touch_presented(struct bench_touch *touch, int64_t now_ns, int64_t *out_ns);

#endif
