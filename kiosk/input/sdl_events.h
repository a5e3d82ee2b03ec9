/* SDL's events to ours: touches and mouse through one path, turned to the canvas, a faulty panel
 * filtered. */
#ifndef INPUT_SDL_EVENTS_H
#define INPUT_SDL_EVENTS_H

#include "draw/geometry.h"
#include "input/event.h"
#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#define SDL_EVENTS_FINGERS_MAX 10

struct sdl_events {
    struct turn turn;
    int64_t fingers[SDL_EVENTS_FINGERS_MAX]; // down now
    int finger_count;
    struct point last_down; // for the filter of a panel that repeats one point
    int64_t last_down_ms;
    int repeats; // touches without length in a row at last_down
    int faults;  // filtered so far, for the status report
};

/** Hints that must be set before SDL starts its video: no mouse from touch, touch from mouse, no
 * GL. */
void sdl_events_set_hints(bool is_x11);
void sdl_events_init(struct sdl_events *state, const struct turn *turn);
/** False when the event is none of ours. `now_ms` is the app's clock. */
bool sdl_events_convert(struct sdl_events *state, const SDL_Event *in, int64_t now_ms,
                        struct event *out);
/** Wipes a text event that was dealt with, and the place it had in SDL's queue. */
void sdl_events_forget_text(SDL_Event *ev);

#endif
