#include "widgets/scroller.h"

#include <math.h>

#define FLING_MS 900
#define TURN_MS 260

static int clamp(const struct scroller *s, int px) {
    int last = scroller_last(s);
    return px > last ? last : px < 0 ? 0 : px;
}

static void rest(struct scroller *s) {
    s->motion = SCROLLER_RESTS;
    s->from_px = s->to_px = s->at_px;
}

void scroller_fit(struct scroller *s, const struct scroller_size *size) {
    s->size = *size;
    s->at_px = clamp(s, s->at_px);
    s->has_stopper = false;
    gesture_init(&s->gesture, size->slop_px);
    rest(s);
}

int scroller_last(const struct scroller *s) {
    int last = s->size.content_px - s->size.area.h;
    return last > 0 ? last : 0;
}

bool scroller_is_moving(const struct scroller *s) {
    return s->motion == SCROLLER_THROWN || s->motion == SCROLLER_TURNS;
}

int scroller_goal(const struct scroller *s) {
    return scroller_is_moving(s) ? s->to_px : s->at_px;
}

void scroller_set(struct scroller *s, int px) {
    s->at_px = clamp(s, px);
    rest(s);
}

int scroller_move(struct scroller *s, int dy_px) {
    int before = s->at_px;
    scroller_set(s, s->at_px + dy_px);
    return s->at_px - before;
}

/* A throw that would run past an end comes to rest just there: it begins as fast as the finger was
 * and only takes less time. */
static void throw_by(struct scroller *s, int velocity, int64_t now_ms) {
    int way_px = gesture_fling_distance(velocity, FLING_MS);
    int to_px = clamp(s, s->at_px + way_px);
    if (way_px == 0 || to_px == s->at_px) {
        rest(s);
        return;
    }
    s->motion = SCROLLER_THROWN;
    s->from_px = s->at_px;
    s->to_px = to_px;
    s->began_ms = now_ms;
    s->lasts_ms = (int64_t)FLING_MS * (to_px - s->from_px) / way_px;
}

static bool dragged(struct scroller *s, const struct event *ev) {
    struct gesture_step step = gesture_feed(&s->gesture, ev);
    if (step.kind == GESTURE_NONE) // a second finger beside one that drags presses nothing
        return s->motion == SCROLLER_DRAGGED &&
               (ev->kind == EVENT_DOWN || ev->finger == s->gesture.finger);
    s->at_px = clamp(s, s->at_px - step.delta.y); // the list goes where the finger goes
    s->motion = SCROLLER_DRAGGED;
    if (step.kind == GESTURE_FLING)
        throw_by(s, -step.velocity_y, ev->at_ms);
    else if (step.kind == GESTURE_DRAG_END)
        rest(s);
    return true;
}

/* A touch on a list that flies past means "stop", not whatever card is just there. A page that
 * turns is as good as there: the touch means what it will fall on. */
static bool stopped(struct scroller *s, const struct event *ev) {
    if (ev->kind == EVENT_DOWN) {
        if (s->motion == SCROLLER_TURNS)
            scroller_set(s, s->to_px);
        s->has_stopper = s->motion == SCROLLER_THROWN;
        s->stopper = ev->finger;
        if (s->has_stopper) {
            scroller_tick(s, ev->at_ms);
            rest(s);
        }
    }
    return s->has_stopper && s->stopper == ev->finger;
}

/* What lies over the list comes next, or the finger is gone for good. */
static void cancel(struct scroller *s) {
    gesture_init(&s->gesture, s->size.slop_px);
    s->has_stopper = false;
    scroller_set(s, s->motion == SCROLLER_TURNS ? s->to_px : s->at_px);
}

bool scroller_event(struct scroller *s, const struct event *ev) {
    if (ev->kind == EVENT_CANCEL)
        cancel(s);
    if (ev->kind != EVENT_DOWN && ev->kind != EVENT_MOVE && ev->kind != EVENT_UP)
        return false;
    if (ev->kind == EVENT_DOWN && !rect_contains(s->size.area, ev->at))
        return false;
    bool is_stopper = stopped(s, ev), is_dragged = dragged(s, ev);
    if (ev->kind == EVENT_UP && is_stopper)
        s->has_stopper = false;
    return is_stopper || is_dragged;
}

void scroller_tick(struct scroller *s, int64_t now_ms) {
    if (!scroller_is_moving(s))
        return;
    int64_t gone_ms = now_ms - s->began_ms;
    if (gone_ms >= s->lasts_ms) {
        scroller_set(s, s->to_px);
        return;
    }
    // Both slow down as a cubic: what is left to go shrinks with the third power of the time left.
    double left = gone_ms > 0 ? 1.0 - (double)gone_ms / (double)s->lasts_ms : 1.0;
    s->at_px = s->to_px - (int)lround((s->to_px - s->from_px) * left * left * left);
}

void scroller_go(struct scroller *s, int px, int64_t now_ms) {
    px = clamp(s, px);
    if (s->size.is_motion_reduced || px == s->at_px) {
        scroller_set(s, px);
        return;
    }
    s->motion = SCROLLER_TURNS;
    s->from_px = s->at_px;
    s->to_px = px;
    s->began_ms = now_ms;
    s->lasts_ms = TURN_MS;
}

void scroller_turn(struct scroller *s, int by, int64_t now_ms) {
    int row = s->size.row_px, at = s->motion == SCROLLER_TURNS ? s->to_px : s->at_px;
    if (row <= 0)
        return;
    int to = at + by * s->size.page_px;
    to = by > 0 ? to / row : (to + row - 1) / row;
    scroller_go(s, to * row, now_ms);
}

int scroller_page_count(const struct scroller *s) {
    if (s->size.page_px <= 0)
        return 1;
    return 1 + (scroller_last(s) + s->size.page_px - 1) / s->size.page_px;
}

int scroller_page(const struct scroller *s) {
    int page = s->size.page_px, seen = s->at_px - s->size.row_px / 2;
    return page <= 0 || seen <= 0 ? 0 : (seen + page - 1) / page;
}
