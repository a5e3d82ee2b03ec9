#include "app/app.h"

#include <SDL.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/album.h"
#include "app/audio.h"
#include "app/backstage.h"
#include "app/bench.h"
#include "app/check.h"
#include "app/house.h"
#include "app/link.h"
#include "app/loop.h"
#include "app/machine.h"
#include "app/memory.h"
#include "app/options.h"
#include "app/place.h"
#include "app/player.h"
#include "app/script.h"
#include "app/sender.h"
#include "app/signal.h"
#include "app/stage.h"
#include "app/window.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/path.h"
#include "base/wiped.h"
#include "base/xalloc.h"
#include "draw/art.h"
#include "draw/font.h"
#include "draw/photo.h"
#include "model/content.h"
#include "model/words.h"
#include "store/staff_store.h"

#define APP_ART_BYTES_PX 3      // of cached art, for each pixel of the canvas
#define APP_ART_DIR "cache/art" // in the data folder, or beside generated people
#define APP_ART_KEPT_BYTES (32u * 1024 * 1024)

enum app_status { // and APP_RESTART
    APP_ENDED = 0,
    APP_FAILED = 1,
    APP_CANNOT_START = 2,
    APP_CONSOLE = 3,
};

struct app {                       // in the order of starting; ended in reverse
    const struct options *options; // borrowed
    struct machine machine;
    struct window window;
    struct theme theme;
    struct fonts *fonts;
    struct art *art;
    struct photos *photos;
    struct canvas canvas;
    struct stage stage;
    struct backstage backstage;
    struct house house;
    struct loop loop;
    struct sdl_events events;
    struct sender sender;
    struct link link;   // after the first frame
    struct audio audio; // begins after the first frame
    struct script script;
    struct player *player;
    struct bench *bench;
    struct content *past; // of the campaign that is looked back at; NULL: of none
    int ending;           // what staff want: APP_CONSOLE, APP_RESTART; 0 nothing
    bool has_sdl;
    bool has_settled;     // after the start
    bool has_new_content; // waits until nobody is in the middle of a page
    bool has_new_windows; // likewise: the same content, of which other parts are shown
};

/* --- what the stage asks for -------------------------------------------------------------- */

/* In a preview nothing leaves the kiosk, and nothing is kept. */
static bool is_preview(struct app *app) {
    return backstage_is_previewing(&app->backstage);
}

static void on_send(void *context) {
    struct app *app = context;
    if (is_preview(app)) {
        backstage_say(&app->backstage,
                      xstrdup(words_get(app->stage.env.words, "staff.preview.no_send")));
        return;
    }
    enum send_state state = sender_send(&app->sender, &app->stage.visit, app->stage.env.content);
    stage_sent(&app->stage, state);
}

static void on_help(bool is_called, void *context) {
    struct app *app = context;
    if (is_preview(app))
        return;
    link_set_help(&app->link, is_called ? clock_wall_s(&app->machine.clock) : 0);
    reading_stop(&app->audio.reading);
    if (is_called)
        sound_play(app->audio.sound, EFFECT_CALL);
}

static void on_press(bool is_key, void *context) {
    struct app *app = context;
    sound_play(app->audio.sound, is_key ? EFFECT_KEY : EFFECT_TAP);
}

static void on_touched(void *context) {
    struct app *app = context;
    reading_check(&app->audio.reading);
}

static void on_leave(void *context) {
    struct app *app = context;
    reading_stop(&app->audio.reading);
}

/* A script sees every change at once, unless it asked for motion: it moves the clock itself. */
static bool is_motion_reduced(const struct app *app) {
    bool is_script = app->options->script_path && !app->options->is_moving;
    return app->machine.config.is_motion_reduced || is_script || app->theme.has_high_contrast;
}

static void size_theme(struct app *app) {
    const struct config *config = &app->machine.config;
    theme_init(&app->theme, app->window.canvas->w, app->window.canvas->h);
    theme_set_panel(&app->theme, config->diagonal_mm, config->target_mm);
}

/* Size, large text or contrast changed: everything is placed anew. */
static void lay_out(struct app *app) {
    size_theme(app);
    app->theme.has_large_text = app->stage.visit.has_large_text;
    app->theme.has_high_contrast = app->stage.visit.has_high_contrast;
    app->stage.env.is_motion_reduced = is_motion_reduced(app);
    app->theme.is_staff = backstage_is_open(&app->backstage);
    stage_renew(&app->stage);
    backstage_renew(&app->backstage);
    audio_renew(&app->audio, false);
}

static void on_look(void *context) {
    lay_out(context);
}

static void on_read(void *context) {
    struct app *app = context;
    reading_toggle(&app->audio.reading);
}

/* As the visitor chose: language and campaign. Borrowed; `app->past` is it or NULL. */
static const struct content *choose_content(struct app *app) {
    struct visit *visit = &app->stage.visit;
    const struct content *content =
        languages_content(&app->machine.languages, visit->language, app->machine.content);
    bool is_past = content && visit->campaign[0];
    app->past = is_past ? content_of_campaign(content, visit->campaign) : NULL;
    if (!app->past)
        visit->campaign[0] = '\0'; // it is not there any more
    return app->past ? app->past : content;
}

/* The words and content of the visitor's language, and what the next one is called. What a visitor
 * chose is borrowed from the content: the same of the other one's. */
static void speak(struct app *app) {
    struct languages *languages = &app->machine.languages;
    struct screen_env *env = &app->stage.env;
    struct visit *visit = &app->stage.visit;
    struct content *old_past = app->past;
    size_t index = visit->language, next = languages_next(languages, index);
    env->lang = languages->items[index].code;
    env->words = languages_words(languages, index);
    env->content = choose_content(app);
    env->next_language = next == index ? NULL : languages_name(languages, next);
    if (visit->group)
        visit->group = campaign_group(&env->content->campaign, visit->group->id);
    if (visit->unit)
        visit->unit = content_unit(env->content, visit->unit->id);
    content_destroy(old_past);
}

static void on_language(bool is_reset, void *context) {
    struct app *app = context;
    struct visit *visit = &app->stage.visit;
    visit->language = is_reset ? 0 : languages_next(&app->machine.languages, visit->language);
    speak(app);
    lay_out(app);
}

/* Another campaign has other people, models and filters. */
static void on_campaign(void *context) {
    struct app *app = context;
    struct visit *visit = &app->stage.visit;
    if (strcmp(visit->campaign, app->past ? app->past->campaign.id : "") == 0)
        return;
    visit->group = NULL;
    visit->unit = NULL;
    visit->person = visit->first_person = visit->project = 0;
    crypto_wipe(visit->query, sizeof visit->query);
    speak(app);
}

static void on_look_up(void *context) {
    struct app *app = context;
    if (is_preview(app)) {
        struct progress_answer none = app->stage.visit.inquiry.answer;
        none.outcome = PROGRESS_UNREACHED;
        stage_looked_up(&app->stage, &none);
        return;
    }
    link_ask(&app->link, app->stage.visit.inquiry.answer.progress.code);
}

/* --- what the staff's screens ask for ----------------------------------------------------- */

static void on_knock(void *context) {
    struct app *app = context;
    reading_stop(&app->audio.reading);
    backstage_open(&app->backstage);
}

static void on_staff_leave(void *context) {
    struct app *app = context;
    stage_show(&app->stage, SCREEN_HOME);
}

static void on_end(enum backstage_end end, void *context) {
    struct app *app = context;
    app->ending = end == BACKSTAGE_RESTART ? APP_RESTART : APP_CONSOLE;
    app->loop.is_ended = true;
}

/* --- what the loop and other threads bring ------------------------------------------------ */

static size_t canvas_pixels(const struct app *app) {
    return (size_t)app->window.canvas->w * (size_t)app->window.canvas->h;
}

/* Of lines of text, and of photos: pixels for a screen and a quarter, which is all that is shown
 * and what a finger brings up next. */
static size_t cache_bytes(const struct app *app) {
    return canvas_pixels(app) * 5;
}

static void start_canvas(struct app *app) {
    canvas_init(&app->canvas, app->window.canvas, &app->theme, app->fonts, app->art);
    app->canvas.photos = app->photos;
    photos_set_cache_bytes(app->photos, cache_bytes(app));
}

static void on_resize(void *context) {
    struct app *app = context;
    if (!window_renew(&app->window))
        return;
    canvas_finish(&app->canvas);
    start_canvas(app);
    app->events.turn = app->window.turn;
    lay_out(app);
    audio_renew(&app->audio, true);
}

static void take_saved(struct app *app, struct sender_answer *answer) {
    bool is_of_visit = sender_is_of(&app->sender, &app->stage.visit);
    enum send_state state = sender_saved(&app->sender, answer);
    if (state == SEND_SAVED)
        link_wake(&app->link);
    stage_saved(&app->stage, state, is_of_visit);
    if (is_of_visit && state == SEND_SAVED)
        sound_play(app->audio.sound, EFFECT_CHIME);
}

static bool is_offline(enum upload_link link) {
    return link != UPLOAD_LINK_OK && link != UPLOAD_LINK_UNKNOWN;
}

/* Why there is nothing but a notice: content is on its way where there is somebody to ask. */
static enum notice_reason why_notice(const struct app *app) {
    const struct screen_env *env = &app->stage.env;
    if (app->machine.content)
        return NOTICE_OUT_OF_SERVICE;
    return env->is_enrolled && !env->is_offline ? NOTICE_UPDATING : NOTICE_NO_CONTENT;
}

static void take_news(struct app *app, const struct sender_news *news) {
    if (!app->has_settled)
        memory_settle(); // the network has started, too
    app->has_settled = true;
    backstage_take_upload(&app->backstage, &news->upload);
    struct visit *visit = &app->stage.visit;
    bool was_offline = app->stage.env.is_offline;
    app->stage.env.is_offline = is_offline(news->upload.link);
    bool is_mine = visit->is_slip_frozen && strcmp(visit->slip.code, news->code) == 0;
    bool is_changed =
        was_offline != app->stage.env.is_offline || visit->waiting != news->upload.waiting;
    visit->waiting = news->upload.waiting;
    app->stage.env.notice = why_notice(app);
    if (is_mine && news->is_delivered && visit->send == SEND_SAVED)
        stage_sent(&app->stage, SEND_DELIVERED);
    else if (is_changed)
        damage_add_all(&app->stage.damage);
}

/* Nothing changes under a reader's eyes: new content waits for the attract or home screen. */
static void exchange_content(struct app *app) {
    if (!app->has_new_content && !app->has_new_windows)
        return;
    struct content *old = app->has_new_content ? machine_renew_content(&app->machine)
                                               : machine_show_content(&app->machine);
    if (app->has_new_content)
        photos_forget(app->photos);
    app->has_new_content = app->has_new_windows = false;
    if (old) { // borrowed from it until now
        struct visit *visit = &app->stage.visit;
        languages_forget_content(&app->machine.languages);
        visit->group = NULL;
        visit->unit = NULL;
        visit->person = visit->first_person = visit->project = 0;
    }
    speak(app);
    stage_take_content(&app->stage);
    app->stage.env.notice = why_notice(app);
    content_destroy(old);
    backstage_renew(&app->backstage);
}

static void on_rest(void *context) {
    exchange_content(context);
}

/* Nobody is in the middle of a page: whoever knocked has left it. */
static bool is_at_rest(const struct app *app) {
    enum screen_id current = app->stage.current;
    return backstage_is_open(&app->backstage) || current == SCREEN_NOTICE || current == SCREEN_ATTRACT || current == SCREEN_HOME;
}

static void take_content(struct app *app) {
    enum screen_id current = app->stage.current;
    if (!is_at_rest(app))
        return;
    exchange_content(app);
    if (current != SCREEN_HOME || stage_is_resting(&app->stage)) {
        stage_show(&app->stage, SCREEN_ATTRACT);
    } else {
        stage_renew(&app->stage);
        audio_renew(&app->audio, false);
    }
}

static void on_staff_content(void *context) {
    struct app *app = context;
    app->has_new_content = true;
    take_content(app);
}

static void on_due(void *context) {
    struct app *app = context;
    app->has_new_windows = true;
    take_content(app);
}

/* The same content with other parts of it shown, at once, whoever stands before it. */
static void show_otherwise(struct app *app) {
    struct content *old = machine_show_content(&app->machine);
    if (!old)
        return;
    reading_stop(&app->audio.reading);
    struct visit *visit = &app->stage.visit;
    struct place place = place_of(visit, app->stage.env.content);
    visit->group = NULL;
    visit->unit = NULL;
    languages_forget_content(&app->machine.languages);
    speak(app);
    place_find(visit, &place, app->stage.env.content);
    stage_take_content(&app->stage);
    stage_obey_switches(&app->stage);
    audio_renew(&app->audio, false);
    content_destroy(old);
    backstage_renew(&app->backstage);
}

/* Staff look at one hidden item, or have looked. */
static void on_reveal(const char *id, void *context) {
    struct app *app = context;
    machine_reveal(&app->machine, id);
    show_otherwise(app);
}

static void obey_staff(struct app *app) {
    if (machine_take_overrides(&app->machine))
        show_otherwise(app);
}

/* A consent that was taken back is obeyed under the reader's eyes; all else waits until he is
 * done. */
static void take_published(struct app *app) {
    app->has_new_content = true;
    if (machine_read_next(&app->machine) && !is_at_rest(app))
        show_otherwise(app);
    take_content(app);
}

static void on_staff(void *context) {
    (void)context;
    signal_push(SIGNAL_STAFF, NULL);
}

static void on_signal(enum signal_kind kind, void *cargo, void *context) {
    struct app *app = context;
    switch (kind) {
    case SIGNAL_SAVED:
        take_saved(app, cargo);
        break;
    case SIGNAL_UPLOAD:
        take_news(app, cargo);
        break;
    case SIGNAL_CONTENT:
        take_published(app);
        break;
    case SIGNAL_STAFF:
        obey_staff(app);
        backstage_renew(&app->backstage); // its log has a line more
        break;
    case SIGNAL_PHOTO:
        album_take(app->photos, &app->stage, clock_mono_ms(&app->machine.clock));
        break;
    case SIGNAL_LOOKUP:
        stage_looked_up(&app->stage, cargo);
        break;
    case SIGNAL_SEEN:
        if (stage_help_seen(&app->stage))
            link_set_help(&app->link, 0); // answered: it leaves the office's list
        break;
    case SIGNAL_USB: // asked for by staff alone
        backstage_take_usb(&app->backstage, cargo);
        return; // which keeps it
    case SIGNAL_PIN:
        backstage_take_pin(&app->backstage, cargo);
        break;
    case SIGNAL_PIN_SET:
        backstage_take_pin_set(&app->backstage, *(const enum staff_result *)cargo);
        break;
    case SIGNAL_SOUND:
        audio_take(&app->audio, cargo);
        break;
    }
    wiped_free(cargo); // the code of a slip, sent or looked up
}

static void set_offline(bool is_off, void *context) {
    struct app *app = context;
    link_set_offline(&app->link, is_off);
}

static void on_advance(void *context) {
    struct app *app = context;
    link_wake(&app->link);
}

/* --- starting ----------------------------------------------------------------------------- */

/* Nothing a visitor types may reach the disk behind our back, and a full disk must be an error that
 * SQLite reports, not the end of the program. */
static void harden_process(void) {
    memory_forbid_dumps();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

static bool start_window(struct app *app) {
    const struct config *config = &app->machine.config;
    sdl_events_set_hints(getenv("DISPLAY") != NULL);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        log_error("cannot start the display: %s", SDL_GetError());
        return false;
    }
    app->has_sdl = true;
    SDL_DisableScreenSaver();
    struct window_params params = {
        .title = words_get(languages_words(&app->machine.languages, 0), "app.name"),
        .width = config->width,
        .height = config->height,
        .quarters = config->rotate,
    };
    return signal_start() && window_open(&app->window, &params);
}

/* In haste until the first frame; a script looks at pictures that are whole from the first. */
static void start_art(struct app *app) {
    const struct config *config = &app->machine.config;
    const char *people_dir = app->options->people_dir; // a look at them leaves no data folder
    bool has_data = !people_dir || app->options->data_dir;
    char *art_dir = path_join(config->assets_dir, "art");
    char *kept_dir = path_join(has_data ? config->data_dir : people_dir, APP_ART_DIR);
    app->art = art_open(art_dir, canvas_pixels(app) * APP_ART_BYTES_PX);
    art_keep_in(app->art, kept_dir, APP_ART_KEPT_BYTES);
    art_set_haste(app->art, !app->options->script_path);
    free(kept_dir);
    free(art_dir);
}

static bool start_drawing(struct app *app) {
    const struct config *config = &app->machine.config;
    char *why = NULL;
    struct fonts_params params = {
        .dir = config->fonts_dir,
        .file_names = {[FACE_SANS] = config->font_text,
                       [FACE_SANS_BOLD] = config->font_text_bold,
                       [FACE_SERIF_BOLD] = config->font_title},
        .cache_bytes = cache_bytes(app),
    };
    size_theme(app);
    app->fonts = fonts_open(&params, &why);
    if (!app->fonts)
        log_error("%s", why);
    start_art(app);
    free(why);
    if (!app->fonts)
        return false;
    app->photos = album_open(&app->machine);
    start_canvas(app);
    return true;
}

/* --item: a person's or a project's own page; what is not shown has none. */
static void choose_item(struct app *app, enum screen_id *out_first) {
    const struct content *content = app->stage.env.content;
    const char *id = app->options->item_id;
    for (size_t i = 0; content && i < content->person_count; i++) {
        if (strcmp(content->people[i].id, id) != 0)
            continue;
        app->stage.visit.person = i;
        *out_first = SCREEN_DETAIL;
        return;
    }
    for (size_t i = 0; content && i < content->project_count; i++) {
        if (strcmp(content->projects[i].id, id) != 0)
            continue;
        app->stage.visit.project = i;
        *out_first = SCREEN_MODEL;
        return;
    }
    log_warn("--item %s: no person or model of that id is shown", id);
}

static void start_backstage(struct app *app) {
    const struct backstage_params params = {.stage = &app->stage,
                                            .machine = &app->machine,
                                            .link = &app->link,
                                            .faults = &app->events.faults,
                                            .on_leave = on_staff_leave,
                                            .on_look = on_look,
                                            .on_press = on_press,
                                            .on_content = on_staff_content,
                                            .on_reveal = on_reveal,
                                            .on_end = on_end,
                                            .context = app};
    backstage_init(&app->backstage, &params);
    app->house = (struct house){.stage = &app->stage, .backstage = &app->backstage};
}

static void start_stage(struct app *app) {
    struct machine *machine = &app->machine;
    const struct stage_callbacks callbacks = {.on_send = on_send,
                                              .on_help = on_help,
                                              .on_look = on_look,
                                              .on_rest = on_rest,
                                              .on_read = on_read,
                                              .on_language = on_language,
                                              .on_look_up = on_look_up,
                                              .on_press = on_press,
                                              .on_touched = on_touched,
                                              .on_leave = on_leave,
                                              .on_campaign = on_campaign,
                                              .on_due = on_due,
                                              .on_staff = on_knock,
                                              .context = app};
    stage_init(&app->stage, &callbacks);
    struct screen_env *env = &app->stage.env;
    env->theme = &app->theme;
    speak(app);
    env->clock = &machine->clock;
    env->config = &machine->config;
    env->hours = machine->has_hours ? &machine->hours : NULL;
    env->is_motion_reduced = is_motion_reduced(app);
    env->metrics = &app->canvas;
    env->is_enrolled = machine->device_result == DEVICE_OK && machine->outbox;
    env->notice = why_notice(app);
    env->is_draft = app->options->is_draft;
    damage_init(&app->stage.damage, theme_canvas(&app->theme));
    enum screen_id first = app->options->bench ? SCREEN_HONOURED : SCREEN_ATTRACT;
    if (app->options->screen_name)
        first = screen_by_name(app->options->screen_name);
    env->visit->has_large_text = app->theme.has_large_text =
        env->content && env->content->switches.is_on[SWITCH_BIG_TEXT];
    if (app->options->item_id)
        choose_item(app, &first);
    start_backstage(app);
    stage_show(&app->stage, first);
    sdl_events_init(&app->events, &app->window.turn);
}

static void start_audio(struct app *app) {
    if (app->machine.config.is_sound_on)
        audio_start(&app->audio,
                    &(struct audio_params){.stage = &app->stage,
                                           .canvas = &app->canvas,
                                           .store = app->machine.content_store,
                                           .assets_dir = app->machine.config.assets_dir});
}

/* The picture is up: now the time for all that it does not need. */
static void on_first_frame(void *context) {
    struct app *app = context;
    if (art_set_haste(app->art, false))
        damage_add_all(&app->stage.damage); // what stayed away in haste
    window_settle(&app->window);
    memory_settle();
    link_start(&app->link, &app->machine, &app->sender);
    start_audio(app);
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
                                   .canvas = &app->canvas,
                                   .turn = &app->window.turn,
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
        .kind = app->options->bench, .stage = &app->stage, .turn = &app->window.turn};
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
    content_destroy(app->past);
    canvas_finish(&app->canvas);
    photos_destroy(app->photos); // its worker asks the machine for paths
    art_close(app->art);
    fonts_close(app->fonts);
    window_close(&app->window);
    machine_finish(&app->machine); // the storage thread ends here: nothing signals any more
    sender_finish(&app->sender);
    link_finish(&app->link);
    if (app->has_sdl) {
        signal_stop();
        SDL_Quit();
    }
}

/* In the staff's log; what is done after it and before the next is of this run. */
static void note_start(const struct app *app) {
    if (app->machine.staff)
        staff_store_note(app->machine.staff, STAFF_WHO_KIOSK, STAFF_ACT_START, NULL, NULL, NULL);
}

static enum app_status run(struct app *app) {
    note_start(app);
    sender_init(&app->sender, app->machine.outbox, &app->machine.device, &app->machine.clock);
    start_stage(app);
    if (!start_script(app))
        return APP_CANNOT_START;
    start_bench(app);
    app->loop = (struct loop){.window = &app->window,
                              .canvas = &app->canvas,
                              .house = &app->house,
                              .events = &app->events,
                              .clock = &app->machine.clock,
                              .player = app->player,
                              .bench = app->bench,
                              .is_trace = app->options->is_trace,
                              .on_signal = on_signal,
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
    else if (start_window(app) && start_drawing(app))
        status = run(app);
    finish(app);
    crypto_secret_free(app);
    return (int)status;
}
