/* What the stage does by itself: an untouched visit ends, days and office hours turn, what is shown
 * at some times alone comes and goes, screens have their timers. */
#include "app/stage_parts.h"
#include "base/clock.h"
#include "model/config.h"
#include "model/content.h"
#include "model/timeslot.h"

#define DAY_S 86400

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
    if (stage->question.kind == QUESTION_IDLE)
        return question_deadline_ms(&stage->question, &stage->env);
    if (stage->env.is_reading) // somebody listens
        return 0;
    int64_t after_ms = idle_after_ms(stage);
    return after_ms ? stage->touched_ms + after_ms : 0;
}

static void tick_idle(struct stage *stage, int64_t now_ms) {
    int64_t at_ms = idle_deadline_ms(stage);
    if (at_ms == 0 || now_ms < at_ms)
        return;
    enum screen_idle idle = screen_kind(stage->current)->idle;
    if (stage->question.kind == QUESTION_IDLE) {
        if (!question_count_down(&stage->question, &stage->env, now_ms))
            stage_visit_ends(stage);
    } else if (idle == SCREEN_IDLE_HOME)
        stage_visit_ends(stage);
    else if (idle == SCREEN_IDLE_RECEIPT) {
        stage->touched_ms = at_ms;
        question_close(&stage->question, &stage->env);
        stage_goes_home(stage);
    } else if (now_ms >= at_ms + (int64_t)stage->env.config->idle_prompt_s * 1000)
        stage_visit_ends(stage); // the whole question's time has passed, too: the machine slept
    else {
        stage_let_go(stage);
        question_ask_idle(&stage->question, &stage->env, idle == SCREEN_IDLE_FORM, at_ms);
        stage_show_question(stage);
    }
}

/* With another day slips may be taken no more, or again: what is offered is laid out anew. */
static void tick_day(struct stage *stage, int64_t wall_s) {
    struct screen *screen = stage->screens[stage->current];
    int64_t day = (wall_s + stage->env.clock->zone_s) / DAY_S;
    if (stage->day && day != stage->day)
        screen->kind->enter(screen);
    stage->day = day;
}

/* The office opens or closes while nobody is there: who is reading is let finish. */
static void tick_hours(struct stage *stage) {
    bool is_resting = stage_is_resting(stage), is_notice = stage->current == SCREEN_NOTICE;
    bool is_idle = is_notice || stage->current == SCREEN_ATTRACT || stage->current == SCREEN_HOME;
    if (is_idle && is_resting != is_notice)
        stage_show(stage, SCREEN_ATTRACT);
}

static void tick_minute(struct stage *stage, int64_t now_ms) {
    if (now_ms < stage->minute_ms)
        return;
    int64_t wall_s = clock_wall_s(stage->env.clock);
    stage->minute_ms = now_ms + (60 - wall_s % 60) * 1000;
    damage_add_all(&stage->damage); // the header's clock, days left
    tick_day(stage, wall_s);
    tick_hours(stage);
}

/* A list that has come to rest shows another page. */
static void tell_settled(struct stage *stage) {
    bool is_moving = stage_is_moving(stage);
    if (stage->was_moving && !is_moving && stage->callbacks.on_touched)
        stage->callbacks.on_touched(stage->callbacks.context);
    stage->was_moving = is_moving;
}

/* Milliseconds until a window opens or closes; <= 0: now; INT64_MAX: never, or it was told. */
static int64_t window_in_ms(const struct stage *stage) {
    const struct content *content = stage->env.content;
    bool is_waiting = content && !stage->is_due_told && content->next_change_s != TIMESLOT_NEVER;
    return is_waiting ? (content->next_change_s - clock_wall_s(stage->env.clock)) * 1000
                      : INT64_MAX;
}

void stage_tick_windows(struct stage *stage) {
    if (window_in_ms(stage) > 0 || !stage->callbacks.on_due)
        return;
    stage->is_due_told = true;
    stage->callbacks.on_due(stage->callbacks.context);
}

void stage_tick(struct stage *stage, int64_t now_ms) {
    stage_tick_windows(stage);
    tick_idle(stage, now_ms);
    tick_minute(stage, now_ms);
    help_tick(&stage->help, &stage->env, stage->current, now_ms);
    struct screen *screen = stage->screens[stage->current];
    const struct screen_kind *kind = screen->kind;
    panel_step(&screen->panel, now_ms, &stage->damage);
    int64_t at_ms = kind->deadline_ms ? kind->deadline_ms(screen) : 0;
    if (at_ms && now_ms >= at_ms) {
        const struct event timer = {.kind = EVENT_TIMER, .at_ms = now_ms};
        stage_obey(stage, kind->event(screen, &timer));
        if (stage->question.kind != QUESTION_NONE) // its pixels must not be moved along
            damage_flatten(&stage->damage);
    }
    tell_settled(stage);
}

static int64_t earlier(int64_t a, int64_t b) {
    return b != 0 && b < a ? b : a;
}

int64_t stage_window_deadline_ms(const struct stage *stage) {
    int64_t in_ms = window_in_ms(stage);
    return in_ms == INT64_MAX ? 0 : clock_mono_ms(stage->env.clock) + in_ms;
}

int64_t stage_deadline_ms(const struct stage *stage) {
    const struct screen *screen = stage->screens[stage->current];
    int64_t at_ms = earlier(stage->minute_ms, idle_deadline_ms(stage));
    at_ms = earlier(at_ms, help_deadline_ms(&stage->help, &stage->env));
    at_ms = earlier(at_ms, panel_deadline_ms(&screen->panel));
    at_ms = earlier(at_ms, stage_window_deadline_ms(stage));
    return earlier(at_ms, screen->kind->deadline_ms ? screen->kind->deadline_ms(screen) : 0);
}

bool stage_is_moving(const struct stage *stage) {
    const struct screen *screen = stage->screens[stage->current];
    int64_t at_ms = screen->kind->deadline_ms ? screen->kind->deadline_ms(screen) : 0;
    return at_ms && at_ms <= clock_mono_ms(stage->env.clock);
}
