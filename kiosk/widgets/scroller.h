/* How far a list is scrolled: under the finger one to one, thrown, or by the page. Pure but for its
 * place on the canvas: every event brings its time. */
#ifndef WIDGETS_SCROLLER_H
#define WIDGETS_SCROLLER_H

#include "draw/geometry.h"
#include "input/event.h"
#include "input/gesture.h"
#include <stdbool.h>
#include <stdint.h>

enum scroller_motion {
    SCROLLER_RESTS,
    SCROLLER_DRAGGED,
    SCROLLER_THROWN, // decays to rest
    SCROLLER_TURNS,  // to a row chosen: a page on, a page back, an end
};

struct scroller_size {
    struct rect area;       // the window the list is seen through; only there it takes fingers
    int content_px;         // height of the whole list
    int row_px;             // from one row to the next
    int page_px;            // whole rows that a page moves by, at most the window's height
    int slop_px;            // how far a finger may wander before it drags
    bool is_motion_reduced; // pages change at once
};

struct scroller { // zeroed: an empty list
    struct scroller_size size;
    struct gesture gesture;
    enum scroller_motion motion;
    int at_px;          // of the list above the window's top
    int from_px, to_px; // of the present motion
    int64_t began_ms, lasts_ms;
    int64_t stopper; // the finger that stopped it: what it does until it lifts is not for others
    bool has_stopper;
};

/** Another list or another window; what moved stops, the place is kept as far as there is one. */
void scroller_fit(struct scroller *s, const struct scroller_size *size);
/**
 * Feeds any event; only fingers that came down in the area move it. A CANCEL lets go of all.
 * @return true when the event is the list's: whoever is pressed there must let go, and is told
 *         nothing
 */
bool scroller_event(struct scroller *s, const struct event *ev);
/** Moves on; the place may have changed. */
void scroller_tick(struct scroller *s, int64_t now_ms);
/** A page on (1) or back (-1), to the head of a row; never past a row that was not seen. */
void scroller_turn(struct scroller *s, int by, int64_t now_ms);
/** To a place, as fast as a page; `px` is cut to what there is. */
void scroller_go(struct scroller *s, int px, int64_t now_ms);
/** At once. */
void scroller_set(struct scroller *s, int px);
/** By so much at once, as a finger would. @return how far it went: less at the ends */
int scroller_move(struct scroller *s, int dy_px);
/** True while time alone moves it: scroller_tick() is wanted at every frame. */
bool scroller_is_moving(const struct scroller *s);
/** Where it will rest when nothing stops it. */
int scroller_goal(const struct scroller *s);
int scroller_last(const struct scroller *s); // the largest place

/** At least 1. */
int scroller_page_count(const struct scroller *s);
/** From 0: the page of the last row of which half or more is seen. */
int scroller_page(const struct scroller *s);

#endif
