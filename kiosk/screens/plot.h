/* One plot (thửa ruộng) of the models board: soil, seedlings or ripe rice, what stands on it, the
 * name of whose it is. Only paint. */
#ifndef SCREENS_PLOT_H
#define SCREENS_PLOT_H

#include "draw/canvas.h"
#include "model/board.h"
#include <stdbool.h>

struct screen;

struct plot_view {
    const struct plot *plot;
    struct rect area;  // all that may be touched
    struct rect field; // the picture, at the area's top
    bool is_chosen, is_pressed;
    double risen; // how much of it has come up: 1 all
};

void plot_draw(const struct screen *s, struct canvas *canvas, const struct plot_view *view);
/** A small field and the state's word behind it, from the left of `box`; returns the width. */
int plot_draw_legend(const struct screen *s, struct canvas *canvas, enum plot_state state,
                     struct rect box);
/** The key of a state's word. */
const char *plot_state_key(enum plot_state state);

#endif
