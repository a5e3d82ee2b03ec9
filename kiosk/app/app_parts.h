/* What the app's files share: the parts, and what they ask of each other. */
#ifndef APP_APP_PARTS_H
#define APP_APP_PARTS_H

#include "app/audio.h"
#include "app/backstage.h"
#include "app/drawing.h"
#include "app/exchange.h"
#include "app/house.h"
#include "app/link.h"
#include "app/loop.h"
#include "app/machine.h"
#include "app/script.h"
#include "app/sender.h"
#include "app/signal.h"
#include "app/stage.h"
#include "input/sdl_events.h"

struct app {                       // in the order of starting; ended in reverse
    const struct options *options; // borrowed
    struct machine machine;
    struct drawing drawing;
    struct stage stage;
    struct backstage backstage;
    struct exchange exchange;
    struct house house;
    struct loop loop;
    struct sdl_events events;
    struct sender sender;
    struct link link;   // after the first frame
    struct audio audio; // begins after the first frame
    struct script script;
    struct player *player;
    struct bench *bench;
    int ending;       // what staff want: APP_CONSOLE, APP_RESTART; 0 nothing
    bool has_settled; // after the start
};

enum app_status { // and APP_RESTART
    APP_ENDED = 0,
    APP_FAILED = 1,
    APP_CANNOT_START = 2,
    APP_CONSOLE = 3,
};

/** What the stage asks for; `app` stays where it is. */
struct stage_callbacks app_stage_callbacks(struct app *app);
/** What the staff's screens are over, and what they ask for. */
struct backstage_params app_backstage_params(struct app *app);
/** What other threads bring; `context` is the app. */
void app_on_signal(enum signal_kind kind, void *cargo, void *context);
/** Size, large text or contrast changed: everything is placed anew. */
void app_lay_out(struct app *app);
bool app_is_motion_reduced(const struct app *app);

#endif
