#include "app/pace.h"

#include <time.h>

#include "app/nap.h"

#define MS_NS 1000000

int64_t pace_now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void pace_hurry(struct pace *pace) {
    pace->is_urgent = true;
}

bool pace_take(struct pace *pace, int64_t now_ns) {
    bool may_draw = pace->is_urgent || now_ns >= pace->due_ns;
    pace->is_urgent = false;
    return may_draw;
}

/* The beat goes on through a late frame, and through one out of turn; after a rest it begins anew.
 */
void pace_drawn(struct pace *pace, int64_t now_ns) {
    int64_t late_ns = now_ns - pace->due_ns;
    if (late_ns >= PACE_FRAME_NS)
        pace->due_ns = now_ns + PACE_FRAME_NS;
    else if (late_ns >= 0)
        pace->due_ns += PACE_FRAME_NS;
}

bool pace_wait(struct nap *nap, int64_t until_ns, SDL_Event *out) {
    int64_t left_ns = until_ns - pace_now_ns();
    if (left_ns >= MS_NS) {
        if (nap_wait(nap, out, (int)(left_ns / MS_NS)))
            return true;
        left_ns = until_ns - pace_now_ns();
    }
    if (left_ns > 0) { // SDL may end a millisecond early, and has none for the rest
        struct timespec rest = {.tv_nsec = left_ns < 2 * MS_NS ? (long)left_ns : 2 * MS_NS};
        nanosleep(&rest, NULL);
    }
    return nap_look(out);
}
