/* The window: a CPU surface that everything is drawn into, turned to the panel where it hangs
 * sideways, and handed over by dirty rectangles only. */
#ifndef APP_WINDOW_H
#define APP_WINDOW_H

#include "draw/damage.h"
#include "draw/geometry.h"
#include <SDL.h>
#include <stdbool.h>

struct window {
    SDL_Window *handle; // owned
    SDL_Surface
        *canvas; // what is drawn into; owned when turn or format differ, else the window's own
    SDL_Surface *bridge; // owned: 32-bit stage before a panel of another pixel format; NULL: none
    bool is_canvas_owned;
    bool is_to_be_whole; // covers the screen, but has not asked for all of it yet
    struct turn turn;
};

struct window_params {
    const char *title;
    int width, height; // 0 x 0: the whole screen
    int quarters;      // clockwise turns of the panel
};

/** Before anything else, while there is one thread: what the libraries below SDL are not to do. */
void window_prepare(void);
/** False with a line in the log: no display, or no surface. */
bool window_open(struct window *window, const struct window_params *params);
/** After the first frame: what takes the window system time. */
void window_settle(struct window *window);
void window_close(struct window *window);
/** The window changed its size or its surface was lost: takes the new one. */
bool window_renew(struct window *window);
/** Hands over what was moved and drawn: damage that is settled. */
void window_present(struct window *window, const struct damage *damage);

#endif
