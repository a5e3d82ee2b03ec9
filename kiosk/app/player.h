/* Plays a touch script on the running kiosk: fingers go into SDL's own queue, so that a script
 * takes the same path as a hand; time is moved on the app's clock; what is seen is what the screens
 * draw. */
#ifndef APP_PLAYER_H
#define APP_PLAYER_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include <stdbool.h>

struct clock;
struct house;
struct player;
struct script;

struct player_params { // borrowed, outlive the player
    const struct script *script;
    struct house *house;
    struct canvas *canvas;
    const struct turn *turn;
    struct clock *clock;
    const char *shots_dir; // NULL: the working directory
    bool is_quiet;         // no line a step
    void (*set_offline)(bool is_offline, void *context);
    void (*on_advance)(void *context); // the clock was moved: wake who waits on it
    void *context;
};

enum player_step {
    PLAYER_GO_ON,  // call again once SDL's queue is handled and the frame drawn
    PLAYER_WAIT,   // likewise, but not before the moment given
    PLAYER_HELD,   // over: every line held
    PLAYER_FAILED, // over: a line did not hold; said on standard error as FILE:LINE
};

struct player *player_create(const struct player_params *params);
void player_destroy(struct player *player);
/** Does the next small step. @param out_wait_ms real milliseconds to wait when PLAYER_WAIT */
enum player_step player_step(struct player *player, int *out_wait_ms);

#endif
