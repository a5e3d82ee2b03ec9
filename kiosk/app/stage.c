#include "app/stage.h"

#include <string.h>

#include "app/stage_parts.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "model/config.h"
#include "model/content.h"
#include "screens/bar.h"

/* --- events ------------------------------------------------------------------------------- */

static void switch_look(struct stage *stage, enum screen_action action) {
    struct visit *visit = &stage->visit;
    if (action == SCREEN_LARGE_TEXT)
        visit->has_large_text = !visit->has_large_text;
    else
        visit->has_high_contrast = !visit->has_high_contrast;
    stage->callbacks.on_look(stage->callbacks.context);
}

void stage_obey(struct stage *stage, struct screen_reply reply) {
    if (stage_is_leaving_form(stage, reply.action)) {
        stage_leave_form(stage, reply.action);
        return;
    }
    switch (reply.action) {
    case SCREEN_STAY:
    case SCREEN_ASK_DISCARD: // above
        break;
    case SCREEN_GO:
        stage_go(stage, reply.screen);
        break;
    case SCREEN_BACK:
        stage_go_back(stage);
        break;
    case SCREEN_GO_HOME:
        stage_goes_home(stage);
        break;
    case SCREEN_SEND:
        stage->callbacks.on_send(stage->callbacks.context);
        break;
    case SCREEN_CALL_HELP:
        stage_call_help(stage);
        break;
    case SCREEN_LARGE_TEXT:
    case SCREEN_CONTRAST:
        switch_look(stage, reply.action);
        break;
    case SCREEN_READ:
        stage->callbacks.on_read(stage->callbacks.context);
        break;
    case SCREEN_LANGUAGE:
        stage->callbacks.on_language(false, stage->callbacks.context);
        break;
    case SCREEN_LOOK_UP:
        stage->callbacks.on_look_up(stage->callbacks.context);
        break;
    case SCREEN_FORGOT:
        stage_ask_forgot(stage);
        break;
    case SCREEN_STAFF:
        stage_knock(stage);
        break;
    }
}

/* Everything that can be pressed is in the list, whatever widget it belongs to. */
static void tell_press(struct stage *stage, const struct event *ev) {
    struct element_list list = {0};
    stage_list(stage, &list);
    const struct element *pressed = NULL;
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        if (ev->kind == EVENT_DOWN ? rect_contains(e->area, ev->at) : e->has_focus)
            pressed = e;
    }
    if (pressed)
        stage->callbacks.on_press(strcmp(pressed->role, "key") == 0, stage->callbacks.context);
    element_list_finish(&list);
}

/* What came by itself lays the page out again, but never under a finger: its press would be lost.
 */
static void lay_out_soon(struct stage *stage) {
    struct screen *screen = stage->screens[stage->current];
    stage->wants_layout = panel_is_pressed(&screen->panel);
    if (stage->wants_layout)
        return;
    screen->kind->enter(screen);
    damage_add_all(&stage->damage);
}

void stage_event(struct stage *stage, const struct event *ev) {
    bool is_photo = ev->kind == EVENT_PHOTO; // for the screen, whatever lies over it
    if (ev->kind != EVENT_TIMER && ev->kind != EVENT_MOVE && ev->kind != EVENT_CANCEL && !is_photo)
        stage->touched_ms = ev->at_ms;
    bool is_press = ev->kind == EVENT_DOWN || (ev->kind == EVENT_KEY && ev->key == KEY_ENTER);
    if (is_press && stage->callbacks.on_press)
        tell_press(stage, ev);
    struct screen *screen = stage->screens[stage->current];
    struct rect box;
    bool was_over = stage_over(stage, &box);
    if (ev->kind == EVENT_DOWN || ev->kind == EVENT_KEY)
        screen->panel.is_steered = stage->is_steered = ev->kind == EVENT_KEY;
    bool is_for_screen = is_photo || stage_is_rest_of_paste(stage, ev);
    if (stage->question.kind != QUESTION_NONE && !is_for_screen)
        stage_take_answer(stage, ev);
    else
        stage_obey(stage, screen->kind->event(screen, ev));
    if (!was_over && stage->change == STAGE_STAYS && stage_over(stage, &box))
        stage->change = STAGE_ASKS; // a sheet
    stage_tell_refused(stage, ev);
    if (stage->wants_layout)
        lay_out_soon(stage);
    if ((ev->kind == EVENT_UP || ev->kind == EVENT_KEY) && stage->callbacks.on_touched)
        stage->callbacks.on_touched(stage->callbacks.context);
}

static void note_slip(struct stage *stage) {
    const struct config *config = stage->env.config;
    const struct flood_rule rule = {.slips = config->slips_in_a_row,
                                    .within_s = config->slips_within_s,
                                    .rest_s = config->slips_rest_s};
    flood_note(&stage->flood, &rule, clock_mono_ms(stage->env.clock));
}

void stage_saved(struct stage *stage, enum send_state state, bool is_of_visit) {
    if (state == SEND_SAVED)
        note_slip(stage); // also when the disk was slower than the visitor
    if (is_of_visit)
        stage_sent(stage, state);
}

void stage_sent(struct stage *stage, enum send_state state) {
    stage->visit.send = state;
    if (state == SEND_SAVED) { // wherever the visitor went meanwhile: the code must be shown
        question_close(&stage->question, &stage->env);
        stage->history_count = 0; // what was sent cannot be walked back into
        stage_enter(stage, SCREEN_RECEIPT, STAGE_GOES_ON);
    } else {
        lay_out_soon(stage);
    }
}

void stage_looked_up(struct stage *stage, const struct progress_answer *answer) {
    struct inquiry *inquiry = &stage->visit.inquiry;
    if (!inquiry->is_asking || strcmp(inquiry->answer.progress.code, answer->progress.code) != 0)
        return;
    inquiry->is_asking = false;
    inquiry->answer = *answer;
    if (answer->outcome != PROGRESS_UNREACHED)
        tries_note(&stage->tries, answer->outcome == PROGRESS_UNKNOWN,
                   clock_mono_ms(stage->env.clock));
    lay_out_soon(stage);
}

/* --- whole -------------------------------------------------------------------------------- */

void stage_init(struct stage *stage, const struct stage_callbacks *callbacks) {
    *stage = (struct stage){.callbacks = *callbacks};
    stage->visit.form = crypto_secret_alloc(sizeof *stage->visit.form);
    nomination_wipe(stage->visit.form);
    stage->env.visit = &stage->visit;
    stage->env.tries = &stage->tries;
    stage->env.flood = &stage->flood;
    stage->env.damage = &stage->damage;
}

void stage_finish(struct stage *stage) {
    question_close(&stage->question, &stage->env);
    stage_leave_screen(stage);
    slip_finish(&stage->visit.slip);
    crypto_secret_free(stage->visit.form);
    *stage = (struct stage){0};
}

enum stage_change stage_take_change(struct stage *stage) {
    struct rect box;
    bool is_gone = stage->change == STAGE_ASKS && !stage_over(stage, &box);
    enum stage_change change =
        is_gone || stage->env.is_motion_reduced ? STAGE_STAYS : stage->change;
    stage->change = STAGE_STAYS;
    return change;
}

/* --- sound ---------------------------------------------------------------------------------- */

static bool may_read(const struct stage *stage) {
    const struct content *content = stage->env.content;
    return !content || content->switches.is_on[SWITCH_SOUND];
}

void stage_take_content(struct stage *stage) {
    stage->is_due_told = false;
    stage->env.can_read = stage->can_speak && may_read(stage);
}

void stage_set_sound(struct stage *stage, bool has_sound, bool can_speak) {
    bool can_read = can_speak && may_read(stage);
    bool is_changed = stage->env.can_read != can_read;
    stage->env.has_sound = has_sound;
    stage->can_speak = can_speak;
    stage->env.can_read = can_read;
    if (is_changed && stage->current != SCREEN_ATTRACT)
        lay_out_soon(stage);
}

void stage_set_reading(struct stage *stage, bool is_reading) {
    if (stage->env.is_reading == is_reading)
        return;
    stage->env.is_reading = is_reading;
    stage->touched_ms = clock_mono_ms(stage->env.clock);
    if (stage->screens[stage->current])
        bar_renew_read(stage->screens[stage->current]);
}

struct screen_reading stage_reading(const struct stage *stage) {
    struct screen_reading reading = {.of = NULL};
    const struct screen *screen = stage->screens[stage->current];
    if (screen->kind->reading)
        screen->kind->reading(screen, &reading);
    return reading;
}

void stage_draw(const struct stage *stage, struct canvas *canvas) {
    const struct screen *screen = stage->screens[stage->current];
    screen->kind->draw(screen, canvas);
    if (stage->question.kind != QUESTION_NONE)
        dialog_draw(&stage->question.dialog, canvas);
    help_draw(&stage->help, &stage->env, stage->current, canvas);
}

void stage_list(const struct stage *stage, struct element_list *out) {
    if (stage->question.kind != QUESTION_NONE) {
        dialog_list(&stage->question.dialog, out);
        return;
    }
    const struct screen *screen = stage->screens[stage->current];
    panel_list(&screen->panel, out);
    if (screen->kind->list)
        screen->kind->list(screen, out);
}
