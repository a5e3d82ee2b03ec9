/* A ring of one-colour art that turns about its middle, over a vertical gradient: the drum's halo.
 * What lies under it is painted along, so that a frame reads nothing back and needs nothing drawn
 * before it. */
#ifndef DRAW_SPIN_H
#define DRAW_SPIN_H

#include "draw/canvas.h"
#include <stdint.h>

#define SPIN_TURN 0x100000000 // of `angle`: one whole turn, clockwise

struct spin {
    SDL_Surface *mask; // art_mask(), square; borrowed
    struct rect area;  // where it lies, of the mask's size
    int hole_px;       // radius of the middle that is left as it is
    uint32_t angle;
    struct color color;
    struct rect ground; // what the gradient spans, as for canvas_gradient()
    struct color ground_top, ground_bottom;
};

/** At angle 0 every pixel of the ring is that of the gradient with the mask on it. */
void spin_draw(struct canvas *canvas, const struct spin *spin);

#endif
