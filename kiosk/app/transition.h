/* How one picture of the screen becomes the next: a page slides in over the former one, a dialog
 * rises over its page. What is new is drawn once, beside the window; events are its own at once. */
#ifndef APP_TRANSITION_H
#define APP_TRANSITION_H

#include "draw/canvas.h"
#include <stdint.h>

enum transition_kind {
    TRANSITION_NONE,
    TRANSITION_ON,     // a page from the right
    TRANSITION_BACK,   // from the left
    TRANSITION_DIALOG, // a box rises
};

struct transition { // zeroed: nothing moves
    enum transition_kind kind;
    int64_t started_ms;     // 0 before the first frame: drawing the new picture takes its time
    SDL_Surface *from, *to; // owned while it moves: two canvases' worth of memory
    struct rect box;        // of the dialog, with its lip
    int radius;
};

/** From what `canvas` shows now. One that moves already is gone on from as it stands. */
void transition_start(struct transition *t, enum transition_kind kind, const struct canvas *canvas);
/** For a dialog, before it is drawn. */
void transition_set_box(struct transition *t, struct rect box, int radius);
void transition_cancel(struct transition *t);
/** What is to be drawn into meanwhile; NULL when nothing moves. */
SDL_Surface *transition_target(const struct transition *t);
/** Puts the next frame on `canvas`, all of it; the last one is the new picture as it is. */
void transition_draw(struct transition *t, struct canvas *canvas, int64_t now_ms);

#endif
