/* When a frame may be drawn: sixty times a second while something moves by itself or under a
 * finger, at once when somebody presses. Also how the loop sleeps until then: SDL waits by whole
 * milliseconds, of which a frame has no whole number. */
#ifndef APP_PACE_H
#define APP_PACE_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

struct nap;

#define PACE_FRAME_NS 16666667

struct pace { // zeroed: nothing was drawn yet
    int64_t due_ns;
    bool is_urgent;
};

/** A clock of its own, finer than the app's and never moved by a script. */
int64_t pace_now_ns(void);
/** The next frame need not wait its turn. */
void pace_hurry(struct pace *pace);
/** True when a frame may be drawn now; takes the hurry back. */
bool pace_take(struct pace *pace, int64_t now_ns);
/** A frame was drawn in its turn, or out of turn. */
void pace_drawn(struct pace *pace, int64_t now_ns);
/** Waits until then for an event, or looks whether there is one when it is past. */
bool pace_wait(struct nap *nap, int64_t until_ns, SDL_Event *out);

#endif
