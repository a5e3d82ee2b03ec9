#include "app/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/xalloc.h"
#include "model/config.h"
#include "model/words.h"

enum stage_choice {
    CHOICE_STAY,
    CHOICE_LEAVE,
};

static void close_question(struct stage *stage);

/* --- the visit
 * ------------------------------------------------------------------------------------ */

/* A new form for the same visitor. */
static void wipe_form(struct visit *visit) {
    nomination_wipe(visit->form);
    slip_finish(&visit->slip);
    visit->slip = (struct slip){0};
    visit->is_slip_frozen = visit->is_editing = false;
    visit->send = SEND_NONE;
    visit->sent_at_s = 0;
}

/* Everything the visitor left: the next one starts with the look and lists of the first. */
static void wipe_visit(struct stage *stage) {
    struct visit *visit = &stage->visit;
    bool had_look = visit->has_large_text || visit->has_high_contrast;
    wipe_form(visit);
    crypto_wipe(visit->query, sizeof visit->query);
    visit->group = NULL;
    visit->first_person = visit->person = 0;
    visit->has_large_text = visit->has_high_contrast = false;
    if (had_look)
        stage->callbacks.on_look(stage->callbacks.context);
}

/* --- going from screen to screen
 * ------------------------------------------------------------------ */

static bool is_wizard(enum screen_id id) {
    return id == SCREEN_WHO || id == SCREEN_NAME || id == SCREEN_WHY || id == SCREEN_REVIEW;
}

static void leave_current(struct stage *stage) {
    struct screen *screen = stage->screens[stage->current];
    if (!screen)
        return;
    panel_cancel(&screen->panel, &stage->damage);
    if (screen->kind->leave)
        screen->kind->leave(screen);
    panel_finish(&screen->panel);
    crypto_wipe(screen, screen->kind->size_bytes); // a list of suggestions is what somebody typed
    free(screen);
    stage->screens[stage->current] = NULL;
}

static void enter(struct stage *stage, enum screen_id id) {
    leave_current(stage);
    stage->current = id;
    if (id == SCREEN_ATTRACT || id == SCREEN_HOME)
        stage->callbacks.on_rest(stage->callbacks.context);
    const struct screen_kind *kind = screen_kind(id);
    struct screen *screen = xcalloc(1, kind->size_bytes);
    screen->kind = kind;
    screen->env = &stage->env;
    screen->panel.focus = -1;
    stage->screens[id] = screen;
    kind->enter(screen);
    damage_add_all(&stage->damage);
}

static int history_find(const struct stage *stage, enum screen_id id) {
    for (int i = 0; i < stage->history_count; i++) {
        if (stage->history[i] == id)
            return i;
    }
    return -1;
}

/* Going forward to a screen the visitor came through is going back to it, so the way home never
 * grows longer than the map; but a step opened by "Sửa" comes after the review, which waits behind
 * it. */
static void go(struct stage *stage, enum screen_id id) {
    bool is_detour = stage->visit.is_editing && id != SCREEN_REVIEW;
    int found = is_detour ? -1 : history_find(stage, id);
    if (found >= 0) {
        stage->history_count = found;
    } else if (stage->history_count < STAGE_HISTORY_MAX) {
        stage->history[stage->history_count++] = stage->current;
    }
    if (stage->current == SCREEN_RECEIPT && id == SCREEN_WHO) { // "Giới thiệu người nữa"
        wipe_form(&stage->visit);
        stage->history_count = 0;
        stage->history[stage->history_count++] = SCREEN_HOME;
    }
    if (id == SCREEN_REVIEW)
        stage->visit.is_editing = false;
    enter(stage, id);
}

static void go_home(struct stage *stage) {
    wipe_form(&stage->visit);
    stage->history_count = 0;
    enter(stage, SCREEN_HOME);
}

static void go_back(struct stage *stage) {
    if (stage->history_count == 0) {
        go_home(stage);
        return;
    }
    enum screen_id id = stage->history[--stage->history_count];
    if (id == SCREEN_REVIEW)
        stage->visit.is_editing = false;
    if (!is_wizard(id) && is_wizard(stage->current))
        wipe_form(&stage->visit);
    enter(stage, id);
}

static void end_visit(struct stage *stage) {
    close_question(stage);
    stage->history_count = 0;
    wipe_visit(stage);
    enter(stage, SCREEN_ATTRACT);
}

void stage_show(struct stage *stage, enum screen_id id) {
    close_question(stage);
    stage->history_count = 0;
    stage->touched_ms = clock_mono_ms(stage->env.clock);
    enter(stage, id);
}

void stage_renew(struct stage *stage) {
    stage->env.damage = &stage->damage;
    damage_init(&stage->damage, theme_canvas(stage->env.theme));
    damage_add_all(&stage->damage);
    struct screen *screen = stage->screens[stage->current];
    if (screen)
        screen->kind->enter(screen);
    if (stage->question != STAGE_NO_QUESTION) // its box was placed for the former size
        close_question(stage);
}

/* --- questions over the screen
 * -------------------------------------------------------------------- */

static void close_question(struct stage *stage) {
    if (stage->question == STAGE_NO_QUESTION)
        return;
    dialog_finish(&stage->dialog);
    stage->question = STAGE_NO_QUESTION;
    damage_add_all(&stage->damage);
}

static void ask(struct stage *stage, enum stage_question question, const char *title,
                const char *body, const struct dialog_choice *first,
                const struct dialog_choice *second) {
    struct screen *screen = stage->screens[stage->current];
    const struct event cancel = {.kind = EVENT_CANCEL};
    screen->kind->event(screen, &cancel); // a key that is held must not repeat behind the question
    close_question(stage);
    dialog_init(&stage->dialog, stage->env.theme, title, body, first, second);
    stage->question = question;
    damage_add_all(&stage->damage);
}

static void ask_idle(struct stage *stage, int64_t at_ms) {
    const struct words *words = stage->env.words;
    bool is_form = screen_kind(stage->current)->idle == SCREEN_IDLE_FORM;
    ask(stage, STAGE_IDLE, words_get(words, "idle.title"),
        words_get(words, is_form ? "idle.body_form" : "idle.body_read"),
        &(struct dialog_choice){"idle.stay", CHOICE_STAY, BUTTON_PRIMARY, "icons/check",
                                words_get(words, is_form ? "idle.stay_form" : "idle.stay_read")},
        &(struct dialog_choice){"idle.leave", CHOICE_LEAVE, BUTTON_SECONDARY, "icons/exit",
                                words_get(words, "idle.leave")});
    stage->asked_ms = at_ms;
    stage->dialog.number = stage->env.config->idle_prompt_s;
}

static void ask_discard(struct stage *stage) {
    const struct words *words = stage->env.words;
    if (!nomination_is_touched(stage->visit.form)) {
        go_home(stage);
        return;
    }
    ask(stage, STAGE_DISCARD, words_get(words, "nominate.discard.title"),
        words_get(words, "nominate.discard.body"),
        &(struct dialog_choice){"discard.stay", CHOICE_STAY, BUTTON_PRIMARY, "icons/edit",
                                words_get(words, "nominate.discard.no")},
        &(struct dialog_choice){"discard.leave", CHOICE_LEAVE, BUTTON_SECONDARY, "icons/close",
                                words_get(words, "nominate.discard.yes")});
    stage->dialog.icon = "icons/warn";
}

static void call_help(struct stage *stage) {
    const struct words *words = stage->env.words;
    ask(stage, STAGE_HELP, words_get(words, "help.called"),
        words_get(words, stage->env.is_offline ? "help.called.not_told" : "help.called.told"),
        &(struct dialog_choice){"help.ok", CHOICE_STAY, BUTTON_PRIMARY, "icons/check",
                                words_get(words, "help.ok")},
        &(struct dialog_choice){"help.cancel", CHOICE_LEAVE, BUTTON_SECONDARY, "icons/close",
                                words_get(words, "help.cancel")});
    stage->dialog.icon = "icons/help";
    stage->callbacks.on_help(true, stage->callbacks.context);
}

static void answer(struct stage *stage, int choice) {
    enum stage_question question = stage->question;
    close_question(stage);
    if (choice == CHOICE_STAY)
        return;
    if (question == STAGE_IDLE)
        end_visit(stage);
    else if (question == STAGE_DISCARD)
        go_home(stage);
    else if (question == STAGE_HELP)
        stage->callbacks.on_help(false, stage->callbacks.context);
}

/* --- events
 * --------------------------------------------------------------------------------------- */

static void switch_look(struct stage *stage, enum screen_action action) {
    struct visit *visit = &stage->visit;
    if (action == SCREEN_LARGE_TEXT)
        visit->has_large_text = !visit->has_large_text;
    else
        visit->has_high_contrast = !visit->has_high_contrast;
    stage->callbacks.on_look(stage->callbacks.context);
}

static void obey(struct stage *stage, struct screen_reply reply) {
    switch (reply.action) {
    case SCREEN_STAY:
        break;
    case SCREEN_GO:
        go(stage, reply.screen);
        break;
    case SCREEN_BACK:
        go_back(stage);
        break;
    case SCREEN_GO_HOME:
        go_home(stage);
        break;
    case SCREEN_ASK_DISCARD:
        ask_discard(stage);
        break;
    case SCREEN_SEND:
        stage->callbacks.on_send(stage->callbacks.context);
        break;
    case SCREEN_CALL_HELP:
        call_help(stage);
        break;
    case SCREEN_LARGE_TEXT:
    case SCREEN_CONTRAST:
        switch_look(stage, reply.action);
        break;
    case SCREEN_END_VISIT:
        end_visit(stage);
        break;
    }
}

void stage_event(struct stage *stage, const struct event *ev) {
    if (ev->kind != EVENT_TIMER && ev->kind != EVENT_MOVE && ev->kind != EVENT_CANCEL)
        stage->touched_ms = ev->at_ms;
    if (stage->question != STAGE_NO_QUESTION) {
        int choice = dialog_event(&stage->dialog, ev, &stage->damage);
        if (choice >= 0)
            answer(stage, choice);
        return;
    }
    struct screen *screen = stage->screens[stage->current];
    obey(stage, screen->kind->event(screen, ev));
}

void stage_sent(struct stage *stage, enum send_state state) {
    stage->visit.send = state;
    if (state == SEND_SAVED && stage->current == SCREEN_REVIEW) {
        close_question(stage);
        stage->history_count = 0; // what was sent cannot be walked back into
        enter(stage, SCREEN_RECEIPT);
    } else {
        damage_add_all(&stage->damage);
        struct screen *screen = stage->screens[stage->current];
        screen->kind->enter(screen);
    }
}

/* --- time
 * ----------------------------------------------------------------------------------------- */

static int64_t idle_after_ms(const struct stage *stage) {
    const struct config *config = stage->env.config;
    switch (screen_kind(stage->current)->idle) {
    case SCREEN_IDLE_HOME:
        return (int64_t)config->idle_home_s * 1000;
    case SCREEN_IDLE_READ:
        return (int64_t)config->idle_read_s * 1000;
    case SCREEN_IDLE_FORM:
        return (int64_t)config->idle_form_s * 1000;
    case SCREEN_IDLE_RECEIPT:
        return (int64_t)config->idle_receipt_s * 1000;
    case SCREEN_IDLE_NEVER:
    default:
        return 0;
    }
}

/* When the idle clock next wants something: the question, its next second, or the end. 0: never. */
static int64_t idle_deadline_ms(const struct stage *stage) {
    if (stage->question == STAGE_IDLE) {
        int64_t left_s = stage->dialog.number;
        return stage->asked_ms + (stage->env.config->idle_prompt_s - left_s + 1) * 1000;
    }
    int64_t after_ms = idle_after_ms(stage);
    return after_ms ? stage->touched_ms + after_ms : 0;
}

static void count_down(struct stage *stage, int64_t now_ms) {
    int64_t gone_s = (now_ms - stage->asked_ms) / 1000;
    int left_s = stage->env.config->idle_prompt_s - (int)gone_s;
    if (left_s <= 0) {
        end_visit(stage);
        return;
    }
    stage->dialog.number = left_s;
    damage_add(&stage->damage, stage->dialog.box);
}

static void tick_idle(struct stage *stage, int64_t now_ms) {
    int64_t at_ms = idle_deadline_ms(stage);
    if (at_ms == 0 || now_ms < at_ms)
        return;
    enum screen_idle idle = screen_kind(stage->current)->idle;
    if (stage->question == STAGE_IDLE)
        count_down(stage, now_ms);
    else if (idle == SCREEN_IDLE_HOME)
        end_visit(stage);
    else if (idle == SCREEN_IDLE_RECEIPT) {
        stage->touched_ms = at_ms;
        close_question(stage);
        go_home(stage);
    } else if (now_ms >= at_ms + (int64_t)stage->env.config->idle_prompt_s * 1000)
        end_visit(stage); // the whole question's time has passed, too: the machine slept
    else
        ask_idle(stage, at_ms);
}

static void tick_minute(struct stage *stage, int64_t now_ms) {
    if (now_ms < stage->minute_ms)
        return;
    int64_t wall_s = clock_wall_s(stage->env.clock);
    stage->minute_ms = now_ms + (60 - wall_s % 60) * 1000;
    damage_add_all(&stage->damage); // the header's clock, days left
}

void stage_tick(struct stage *stage, int64_t now_ms) {
    tick_idle(stage, now_ms);
    tick_minute(stage, now_ms);
    struct screen *screen = stage->screens[stage->current];
    const struct screen_kind *kind = screen->kind;
    int64_t at_ms = kind->deadline_ms ? kind->deadline_ms(screen) : 0;
    if (at_ms && now_ms >= at_ms) {
        const struct event timer = {.kind = EVENT_TIMER, .at_ms = now_ms};
        obey(stage, kind->event(screen, &timer));
    }
}

static int64_t earlier(int64_t a, int64_t b) {
    return b != 0 && b < a ? b : a;
}

int64_t stage_deadline_ms(const struct stage *stage) {
    const struct screen *screen = stage->screens[stage->current];
    int64_t at_ms = earlier(stage->minute_ms, idle_deadline_ms(stage));
    return earlier(at_ms, screen->kind->deadline_ms ? screen->kind->deadline_ms(screen) : 0);
}

/* --- whole
 * ---------------------------------------------------------------------------------------- */

void stage_init(struct stage *stage, const struct stage_callbacks *callbacks) {
    *stage = (struct stage){.callbacks = *callbacks};
    stage->visit.form = crypto_secret_alloc(sizeof *stage->visit.form);
    nomination_wipe(stage->visit.form);
    stage->env.visit = &stage->visit;
    stage->env.damage = &stage->damage;
}

void stage_finish(struct stage *stage) {
    if (stage->question != STAGE_NO_QUESTION)
        dialog_finish(&stage->dialog);
    leave_current(stage);
    slip_finish(&stage->visit.slip);
    crypto_secret_free(stage->visit.form);
    *stage = (struct stage){0};
}

void stage_draw(const struct stage *stage, struct canvas *canvas) {
    const struct screen *screen = stage->screens[stage->current];
    screen->kind->draw(screen, canvas);
    if (stage->question != STAGE_NO_QUESTION)
        dialog_draw(&stage->dialog, canvas);
}

void stage_list(const struct stage *stage, struct element_list *out) {
    if (stage->question != STAGE_NO_QUESTION) {
        dialog_list(&stage->dialog, out);
        return;
    }
    const struct screen *screen = stage->screens[stage->current];
    panel_list(&screen->panel, out);
    if (screen->kind->list)
        screen->kind->list(screen, out);
}
