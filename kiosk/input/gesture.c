#include "input/gesture.h"

#include <stdlib.h>
#include <string.h>

#define WINDOW_MS 100        // what of the way says how fast the finger was
#define SPACING_MS 12        // closer samples replace each other, so that the ring spans the window
#define FLING_MIN_PX_S 150   // slower is a finger that was lifted, not a throw
#define FLING_MAX_PX_S 12000 // faster is a panel that jumped
#define FLING_MS 900

void gesture_init(struct gesture *g, int slop_px) {
    *g = (struct gesture){.slop_px = slop_px};
}

static void add_sample(struct gesture *g, struct point at, int64_t at_ms) {
    int n = g->sample_count;
    if (n >= 2 && at_ms - g->samples_at_ms[n - 2] < SPACING_MS) {
        n--;
    } else if (n == GESTURE_SAMPLES) {
        n--;
        memmove(g->samples, g->samples + 1, (size_t)n * sizeof(g->samples[0]));
        memmove(g->samples_at_ms, g->samples_at_ms + 1, (size_t)n * sizeof(g->samples_at_ms[0]));
    }
    g->samples[n] = at;
    g->samples_at_ms[n] = at_ms;
    g->sample_count = n + 1;
}

static int clamp_velocity(int64_t px, int64_t ms) {
    int64_t velocity = px * 1000 / ms;
    if (velocity > FLING_MAX_PX_S)
        return FLING_MAX_PX_S;
    return velocity < -FLING_MAX_PX_S ? -FLING_MAX_PX_S : (int)velocity;
}

/* From the oldest sample of the window to where the finger left; a finger that rested before it
 * was lifted has no sample there and so no velocity. */
static void measure(const struct gesture *g, const struct event *up, struct gesture_step *out) {
    for (int i = 0; i < g->sample_count; i++) {
        int64_t age_ms = up->at_ms - g->samples_at_ms[i];
        if (age_ms <= 0 || age_ms > WINDOW_MS)
            continue;
        out->velocity_x = clamp_velocity(up->at.x - g->samples[i].x, age_ms);
        out->velocity_y = clamp_velocity(up->at.y - g->samples[i].y, age_ms);
        return;
    }
}

static struct gesture_step down(struct gesture *g, const struct event *ev) {
    gesture_init(g, g->slop_px);
    g->is_down = true;
    g->finger = ev->finger;
    g->start = g->last = ev->at;
    add_sample(g, ev->at, ev->at_ms);
    return (struct gesture_step){.kind = GESTURE_NONE};
}

static bool is_past_slop(const struct gesture *g, struct point at) {
    return abs(at.x - g->start.x) > g->slop_px || abs(at.y - g->start.y) > g->slop_px;
}

static struct gesture_step move(struct gesture *g, const struct event *ev) {
    add_sample(g, ev->at, ev->at_ms);
    if (!g->is_dragging && !is_past_slop(g, ev->at))
        return (struct gesture_step){.kind = GESTURE_NONE};
    struct gesture_step step = {
        .kind = g->is_dragging ? GESTURE_DRAG : GESTURE_DRAG_START,
        .delta = {ev->at.x - g->last.x, ev->at.y - g->last.y},
    };
    g->is_dragging = true;
    g->last = ev->at;
    return step;
}

static struct gesture_step up(struct gesture *g, const struct event *ev) {
    struct gesture_step step = {.kind = GESTURE_NONE};
    if (g->is_dragging) {
        step.kind = GESTURE_DRAG_END;
        step.delta = (struct point){ev->at.x - g->last.x, ev->at.y - g->last.y};
        measure(g, ev, &step);
        if (abs(step.velocity_x) >= FLING_MIN_PX_S || abs(step.velocity_y) >= FLING_MIN_PX_S)
            step.kind = GESTURE_FLING;
        else
            step.velocity_x = step.velocity_y = 0;
    }
    g->is_down = g->is_dragging = false;
    g->sample_count = 0;
    return step;
}

static struct gesture_step cancel(struct gesture *g) {
    bool was_dragging = g->is_dragging;
    g->is_down = g->is_dragging = false;
    g->sample_count = 0;
    return (struct gesture_step){.kind = was_dragging ? GESTURE_DRAG_END : GESTURE_NONE};
}

struct gesture_step gesture_feed(struct gesture *g, const struct event *ev) {
    struct gesture_step none = {.kind = GESTURE_NONE};
    if (ev->kind == EVENT_DOWN)
        return g->is_down ? none : down(g, ev); // a second finger changes nothing
    if (!g->is_down || ev->finger != g->finger)
        return none;
    switch (ev->kind) {
    case EVENT_MOVE:
        return move(g, ev);
    case EVENT_UP:
        return up(g, ev);
    case EVENT_CANCEL:
        return cancel(g);
    default:
        return none;
    }
}

int gesture_fling_distance(int velocity, int64_t ms) {
    if (ms <= 0)
        return 0;
    if (ms > FLING_MS)
        ms = FLING_MS;
    // The speed falls as the square of the time left, so the way gone is a cubic that lies flat at
    // the end.
    double left = 1.0 - (double)ms / FLING_MS;
    return (int)(velocity * (FLING_MS / 3000.0) * (1.0 - left * left * left));
}
