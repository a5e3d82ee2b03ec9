/* The main loop: SDL's events to the house, frames to the window, and sleep until the next thing is
 * due. A still screen draws nothing and wakes for nothing. */
#ifndef APP_LOOP_H
#define APP_LOOP_H

#include "app/nap.h"
#include "app/pace.h"
#include "app/signal.h"
#include "app/transition.h"
#include "app/window.h"
#include "draw/canvas.h"
#include "input/sdl_events.h"
#include <stdbool.h>

struct bench;
struct clock;
struct house;
struct player;

struct loop { // borrowed, where nothing else is said, and outlives the loop
    struct window *window;
    struct canvas *canvas;
    struct house *house;
    struct sdl_events *events;
    const struct clock *clock;
    struct player *player; // NULL: people alone
    struct bench *bench;   // NULL: nothing is measured
    struct pace pace;      // its own
    bool is_trace;         // says FIRST_FRAME
    void (*on_signal)(enum signal_kind kind, void *cargo, void *context);
    void (*on_resize)(void *context);      // the window has another size or surface
    void (*on_first_frame)(void *context); // it was handed over: what could wait may start
    void *context;
    bool is_ended, has_failed, has_drawn;
    struct transition transition; // owned
    struct nap nap;               // owned
};

/** Runs until asked to quit or the script is over; has_failed tells of the script. */
void loop_run(struct loop *loop);

#endif
