#include "app/app.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/app_parts.h"
#include "app/bench.h"
#include "app/check.h"
#include "app/memory.h"
#include "app/options.h"
#include "app/place.h"
#include "app/player.h"
#include "base/crypto.h"
#include "base/log.h"
#include "model/content.h"
#include "store/staff_store.h"

/* --- what the loop and a script ask for --------------------------------------------------- */

static void on_resize(void *context) {
    struct app *app = context;
    if (!drawing_resize(&app->drawing))
        return;
    app->events.turn = app->drawing.window.turn;
    app_lay_out(app);
    audio_renew(&app->audio, true);
}

static void start_audio(struct app *app) {
    if (app->machine.config.is_sound_on)
        audio_start(&app->audio,
                    &(struct audio_params){.stage = &app->stage,
                                           .canvas = &app->drawing.canvas,
                                           .store = app->machine.content_store,
                                           .assets_dir = app->machine.config.assets_dir});
}

/* The picture is up: now the time for all that it does not need. */
static void on_first_frame(void *context) {
    struct app *app = context;
    if (drawing_settle(&app->drawing))
        damage_add_all(&app->stage.damage); // what stayed away in haste
    memory_settle();
    link_start(&app->link, &app->machine, &app->sender);
    start_audio(app);
}

static void set_offline(bool is_off, void *context) {
    struct app *app = context;
    link_set_offline(&app->link, is_off);
}

static void on_advance(void *context) {
    struct app *app = context;
    link_wake(&app->link);
}

static void on_staff(void *context) {
    (void)context;
    signal_push(SIGNAL_STAFF, NULL);
}

/* --- starting ----------------------------------------------------------------------------- */

/* Nothing a visitor types may reach the disk behind our back, and a full disk must be an error that
 * SQLite reports, not the end of the program. */
static void harden_process(void) {
    memory_forbid_dumps();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* What screens see, as long as the program runs. */
static void fill_env(struct app *app) {
    struct machine *machine = &app->machine;
    struct screen_env *env = &app->stage.env;
    env->theme = &app->drawing.theme;
    exchange_speak(&app->exchange);
    env->clock = &machine->clock;
    env->config = &machine->config;
    env->hours = machine->has_hours ? &machine->hours : NULL;
    env->is_motion_reduced = app_is_motion_reduced(app);
    env->metrics = &app->drawing.canvas;
    env->is_enrolled = machine->device_result == DEVICE_OK && machine->outbox;
    exchange_explain(&app->exchange);
    env->is_draft = app->options->is_draft;
    damage_init(&app->stage.damage, theme_canvas(&app->drawing.theme));
    env->visit->has_large_text = app->drawing.theme.has_large_text =
        env->content && env->content->switches.is_on[SWITCH_BIG_TEXT];
}

static enum screen_id first_screen(struct app *app) {
    const struct options *options = app->options;
    enum screen_id first = options->bench ? SCREEN_HONOURED : SCREEN_ATTRACT;
    if (options->screen_name)
        first = screen_by_name(options->screen_name);
    if (options->item_id &&
        !place_at_item(&app->stage.visit, options->item_id, app->stage.env.content, &first))
        log_warn("--item %s: no person or model of that id is shown", options->item_id);
    return first;
}

static void start_house(struct app *app) {
    const struct stage_callbacks callbacks = app_stage_callbacks(app);
    const struct backstage_params params = app_backstage_params(app);
    app->exchange = (struct exchange){.machine = &app->machine,
                                      .stage = &app->stage,
                                      .backstage = &app->backstage,
                                      .audio = &app->audio,
                                      .photos = app->drawing.photos};
    app->house = (struct house){.stage = &app->stage, .backstage = &app->backstage};
    stage_init(&app->stage, &callbacks);
    fill_env(app);
    enum screen_id first = first_screen(app);
    backstage_init(&app->backstage, &params);
    stage_show(&app->stage, first);
    sdl_events_init(&app->events, &app->drawing.window.turn);
}

static bool start_script(struct app *app) {
    if (!app->options->script_path)
        return true;
    char *why = NULL;
    if (!script_load(app->options->script_path, &app->script, &why)) {
        fputs(why, stderr);
        free(why);
        return false;
    }
    struct player_params params = {.script = &app->script,
                                   .house = &app->house,
                                   .canvas = &app->drawing.canvas,
                                   .turn = &app->drawing.window.turn,
                                   .clock = &app->machine.clock,
                                   .shots_dir = app->options->shots_dir,
                                   .is_quiet = app->options->is_quiet,
                                   .set_offline = set_offline,
                                   .on_advance = on_advance,
                                   .context = app};
    app->player = player_create(&params);
    return true;
}

static void start_bench(struct app *app) {
    struct bench_params params = {
        .kind = app->options->bench, .stage = &app->stage, .turn = &app->drawing.window.turn};
    if (params.kind != BENCH_NONE)
        app->bench = bench_create(&params);
}

/* Stop all, join all, finish in reverse order. */
static void finish(struct app *app) {
    link_stop(&app->link);
    bench_destroy(app->bench);
    audio_finish(&app->audio);
    player_destroy(app->player);
    script_finish(&app->script);
    backstage_finish(&app->backstage);
    stage_finish(&app->stage);
    exchange_finish(&app->exchange);
    drawing_finish(&app->drawing);
    machine_finish(&app->machine); // the storage thread ends here: nothing signals any more
    sender_finish(&app->sender);
    link_finish(&app->link);
    drawing_end_display(&app->drawing);
}

/* In the staff's log; what is done after it and before the next is of this run. */
static void note_start(const struct app *app) {
    if (app->machine.staff)
        staff_store_note(app->machine.staff, STAFF_WHO_KIOSK, STAFF_ACT_START, NULL, NULL, NULL);
}

static enum app_status run(struct app *app) {
    note_start(app);
    sender_init(&app->sender, app->machine.outbox, &app->machine.device, &app->machine.clock);
    start_house(app);
    if (!start_script(app))
        return APP_CANNOT_START;
    start_bench(app);
    app->loop = (struct loop){.window = &app->drawing.window,
                              .canvas = &app->drawing.canvas,
                              .house = &app->house,
                              .events = &app->events,
                              .clock = &app->machine.clock,
                              .player = app->player,
                              .bench = app->bench,
                              .is_trace = app->options->is_trace,
                              .on_signal = app_on_signal,
                              .on_resize = on_resize,
                              .on_first_frame = on_first_frame,
                              .context = app};
    loop_run(&app->loop);
    return app->loop.has_failed ? APP_FAILED
           : app->ending        ? (enum app_status)app->ending
                                : APP_ENDED;
}

int app_run(const struct options *options) {
    memory_tame();
    harden_process();
    log_start("kiosk", LOG_LEVEL_INFO);
    window_prepare();
    enum app_status status = APP_CANNOT_START;
    if (!crypto_start()) {
        log_error("libsodium cannot start");
        return (int)status;
    }
    // The visit is in it: what is looked for, a slip's code.
    struct app *app = crypto_secret_alloc(sizeof *app);
    app->options = options;
    if (!machine_start(&app->machine, options, on_staff))
        log_error("the kiosk cannot start; see the line above");
    else if (options->is_check)
        status = check_run(&app->machine, options) == 0 ? APP_ENDED : APP_FAILED;
    else if (drawing_start(&app->drawing, &app->machine, options))
        status = run(app);
    finish(app);
    crypto_secret_free(app);
    return (int)status;
}
