/* A knock at the staff's door: a finger that rests on the header's mark for three seconds. A ring
 * of dots grows round the mark meanwhile; a short touch shows and does nothing. Also where a page
 * has no mark the corner is the same, so that a paused kiosk can be reached. */
#ifndef APP_KNOCK_H
#define APP_KNOCK_H

#include "draw/canvas.h"
#include "draw/damage.h"
#include "input/event.h"
#include <stdbool.h>
#include <stdint.h>

#define KNOCK_MS 3000

struct knock { // zeroed: nobody knocks
    int64_t finger, since_ms;
    bool is_held;
    int lit; // dots as they were drawn last
};

/** Where the finger must rest. */
struct rect knock_area(const struct theme *theme);
/** Looks on; the event goes to the screen as well. */
void knock_event(struct knock *knock, const struct theme *theme, const struct event *ev,
                 struct damage *damage);
/** True once, when the finger has rested long enough. */
bool knock_tick(struct knock *knock, const struct theme *theme, int64_t now_ms,
                struct damage *damage);
/** App-clock time of the next change; 0 never. */
int64_t knock_deadline_ms(const struct knock *knock);
void knock_draw(const struct knock *knock, struct canvas *canvas);

#endif
