#include "app/app_parts.h"

#include <string.h>

#include "app/album.h"
#include "app/app.h"
#include "app/memory.h"
#include "app/options.h"
#include "base/wiped.h"
#include "base/xalloc.h"
#include "model/words.h"

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
bool app_is_motion_reduced(const struct app *app) {
    bool is_script = app->options->script_path && !app->options->is_moving;
    return app->machine.config.is_motion_reduced || is_script ||
           app->drawing.theme.has_high_contrast;
}

void app_lay_out(struct app *app) {
    drawing_size_theme(&app->drawing);
    app->drawing.theme.has_large_text = app->stage.visit.has_large_text;
    app->drawing.theme.has_high_contrast = app->stage.visit.has_high_contrast;
    app->stage.env.is_motion_reduced = app_is_motion_reduced(app);
    app->drawing.theme.is_staff = backstage_is_open(&app->backstage);
    stage_renew(&app->stage);
    backstage_renew(&app->backstage);
    audio_renew(&app->audio, false);
}

static void on_look(void *context) {
    app_lay_out(context);
}

static void on_read(void *context) {
    struct app *app = context;
    reading_toggle(&app->audio.reading);
}

static void on_language(bool is_reset, void *context) {
    struct app *app = context;
    struct visit *visit = &app->stage.visit;
    visit->language = is_reset ? 0 : languages_next(&app->machine.languages, visit->language);
    exchange_speak(&app->exchange);
    app_lay_out(app);
}

static void on_campaign(void *context) {
    struct app *app = context;
    exchange_follow_campaign(&app->exchange);
}

static void on_rest(void *context) {
    struct app *app = context;
    exchange_rest(&app->exchange);
}

static void on_due(void *context) {
    struct app *app = context;
    exchange_take_windows(&app->exchange);
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

static void on_knock(void *context) {
    struct app *app = context;
    reading_stop(&app->audio.reading);
    backstage_open(&app->backstage);
}

struct stage_callbacks app_stage_callbacks(struct app *app) {
    return (struct stage_callbacks){.on_send = on_send,
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
}

/* --- what the staff's screens ask for ----------------------------------------------------- */

static void on_staff_leave(void *context) {
    struct app *app = context;
    stage_show(&app->stage, SCREEN_HOME);
}

static void on_end(enum backstage_end end, void *context) {
    struct app *app = context;
    app->ending = end == BACKSTAGE_RESTART ? APP_RESTART : APP_CONSOLE;
    app->loop.is_ended = true;
}

static void on_staff_content(void *context) {
    struct app *app = context;
    exchange_take_current(&app->exchange);
}

static void on_reveal(const char *id, void *context) {
    struct app *app = context;
    exchange_reveal(&app->exchange, id);
}

struct backstage_params app_backstage_params(struct app *app) {
    return (struct backstage_params){.stage = &app->stage,
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
}

/* --- what other threads bring ---------------------------------------------------------------- */

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
    exchange_explain(&app->exchange);
    if (is_mine && news->is_delivered && visit->send == SEND_SAVED)
        stage_sent(&app->stage, SEND_DELIVERED);
    else if (is_changed)
        damage_add_all(&app->stage.damage);
}

void app_on_signal(enum signal_kind kind, void *cargo, void *context) {
    struct app *app = context;
    switch (kind) {
    case SIGNAL_SAVED:
        take_saved(app, cargo);
        break;
    case SIGNAL_UPLOAD:
        take_news(app, cargo);
        break;
    case SIGNAL_CONTENT:
        exchange_take_published(&app->exchange);
        break;
    case SIGNAL_STAFF:
        exchange_obey_staff(&app->exchange);
        backstage_renew(&app->backstage); // its log has a line more
        break;
    case SIGNAL_PHOTO:
        album_take(app->drawing.photos, &app->stage, clock_mono_ms(&app->machine.clock));
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
