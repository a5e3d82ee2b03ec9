/* The way from screen to screen: what a screen leads to now, and how one comes back. */
#include "app/stage_parts.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "model/content.h"
#include "screens/offered.h"
#include "screens/office.h"

static bool is_wizard(enum screen_id id) {
    return id == SCREEN_WHO || id == SCREEN_NAME || id == SCREEN_WHY || id == SCREEN_REVIEW ||
           id == SCREEN_DIFFICULTY;
}

void stage_leave_screen(struct stage *stage) {
    struct screen *screen = stage->screens[stage->current];
    stage->wants_layout = false;
    if (!screen)
        return;
    if (stage->callbacks.on_leave)
        stage->callbacks.on_leave(stage->callbacks.context);
    panel_cancel(&screen->panel, &stage->damage);
    if (screen->kind->leave)
        screen->kind->leave(screen);
    panel_finish(&screen->panel);
    crypto_secret_free(screen); // which wipes: a list of suggestions is what somebody typed
    stage->screens[stage->current] = NULL;
}

static bool is_paused(const struct stage *stage) {
    return stage->env.content->switches.is_on[SWITCH_MAINTENANCE];
}

static bool is_out_of_hours(const struct stage *stage) {
    return stage->env.content->switches.is_on[SWITCH_HOURS] && office_is_closed(&stage->env);
}

bool stage_is_resting(const struct stage *stage) {
    return !stage->env.content || is_paused(stage) || is_out_of_hours(stage);
}

/* The criteria are read between two steps, too: then the steps wait behind them. */
static bool is_within_wizard(const struct stage *stage) {
    for (int i = 0; i < stage->history_count; i++) {
        if (is_wizard(stage->history[i]))
            return true;
    }
    return false;
}

/* What is being written may be sent, whatever staff switch meanwhile and whatever the hour. */
static bool is_finishing(const struct stage *stage, enum screen_id id) {
    return stage->env.content && (is_wizard(id) || is_within_wizard(stage) ||
                                  (id == SCREEN_RECEIPT && stage->visit.send));
}

/* Where `id` leads to now. */
static enum screen_id lead(struct stage *stage, enum screen_id id) {
    if (stage_is_resting(stage) && !is_finishing(stage, id)) {
        if (stage->env.content)
            stage->env.notice = is_paused(stage) ? NOTICE_OUT_OF_SERVICE : NOTICE_CLOSED_HOURS;
        return SCREEN_NOTICE;
    }
    if (id == SCREEN_PAST_CAMPAIGN && !stage->env.content->is_past)
        return SCREEN_HOME; // content has come that does not hold it any more
    bool is_offered = is_finishing(stage, id) || screen_is_offered(&stage->env, id);
    return is_offered ? id : SCREEN_HOME;
}

/* Screens on which one can look back; on every other it is the current campaign again. */
static bool can_be_past(enum screen_id id) {
    return id == SCREEN_PAST_CAMPAIGN || id == SCREEN_CRITERIA || id == SCREEN_HONOURED ||
           id == SCREEN_SEARCH || id == SCREEN_DETAIL || id == SCREEN_MODELS || id == SCREEN_MODEL;
}

static void settle_campaign(struct stage *stage, enum screen_id id) {
    if (!can_be_past(id))
        stage->visit.campaign[0] = '\0';
    if (stage->callbacks.on_campaign)
        stage->callbacks.on_campaign(stage->callbacks.context);
}

void stage_enter(struct stage *stage, enum screen_id id, enum stage_change change) {
    stage_leave_screen(stage);
    stage->change = change;
    stage->current = id;
    settle_campaign(stage, id);
    if (id == SCREEN_ATTRACT || id == SCREEN_HOME)
        stage->callbacks.on_rest(stage->callbacks.context);
    stage->current = id = lead(stage, id);
    const struct screen_kind *kind = screen_kind(id);
    struct screen *screen = crypto_secret_alloc(kind->size_bytes);
    screen->kind = kind;
    screen->env = &stage->env;
    screen->panel.focus = -1;
    screen->panel.is_eased = !stage->env.is_motion_reduced;
    screen->panel.is_steered = stage->is_steered;
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

void stage_goes_home(struct stage *stage) {
    stage_wipe_form(stage);
    stage->history_count = 0;
    stage_enter(stage, SCREEN_HOME, STAGE_GOES_BACK);
}

/* Going forward to a screen the visitor came through is going back to it, so the way home never
 * grows longer than the map; but a step opened by "Sửa" comes after the review, which waits behind
 * it. */
void stage_go(struct stage *stage, enum screen_id id) {
    bool is_after_receipt = stage->current == SCREEN_RECEIPT && is_wizard(id);
    if (is_after_receipt) // "Giới thiệu người nữa"
        stage_wipe_form(stage);
    if (is_wizard(id) && !stage_begin_form(stage, id == SCREEN_DIFFICULTY)) {
        stage_goes_home(stage); // which says why
        return;
    }
    if (id == SCREEN_CAMPAIGN && stage->visit.campaign[0]) // from a model of then
        id = SCREEN_PAST_CAMPAIGN;
    bool is_detour = stage->visit.is_editing && id != SCREEN_REVIEW;
    int found = is_detour ? -1 : history_find(stage, id);
    if (found >= 0) {
        stage->history_count = found;
    } else if (stage->history_count < STAGE_HISTORY_MAX) {
        stage->history[stage->history_count++] = stage->current;
    }
    if (is_after_receipt) {
        stage->history_count = 0;
        stage->history[stage->history_count++] = SCREEN_HOME;
    }
    if (id == SCREEN_REVIEW)
        stage->visit.is_editing = false;
    stage_enter(stage, id, found >= 0 ? STAGE_GOES_BACK : STAGE_GOES_ON);
}

bool stage_is_back_leaving_form(const struct stage *stage) {
    return is_wizard(stage->current) && !is_within_wizard(stage);
}

void stage_go_back(struct stage *stage) {
    if (stage->history_count == 0) {
        stage_goes_home(stage);
        return;
    }
    if (stage_is_back_leaving_form(stage))
        stage_wipe_form(stage);
    enum screen_id id = stage->history[--stage->history_count];
    if (id == SCREEN_REVIEW)
        stage->visit.is_editing = false;
    stage_enter(stage, id, STAGE_GOES_BACK);
}

/* Without slides the home page stays as it is. */
void stage_visit_ends(struct stage *stage) {
    bool was_home = stage->current == SCREEN_HOME;
    question_close(&stage->question, &stage->env);
    stage->history_count = 0;
    stage->is_steered = false;
    stage->touched_ms = clock_mono_ms(stage->env.clock);
    stage_wipe_visit(stage);
    stage_enter(stage, SCREEN_ATTRACT, STAGE_GOES_BACK);
    if (was_home && stage->current == SCREEN_HOME)
        stage->change = STAGE_STAYS;
    stage_begin_look(stage);
}

void stage_end_visit(struct stage *stage, bool is_calling_ended) {
    if (is_calling_ended)
        help_end(&stage->help, &stage->env, stage->current);
    stage_visit_ends(stage);
}

void stage_show(struct stage *stage, enum screen_id id) {
    question_close(&stage->question, &stage->env);
    stage->history_count = 0;
    stage->touched_ms = clock_mono_ms(stage->env.clock);
    if (id == SCREEN_DIFFICULTY)
        stage_begin_form(stage, true);
    stage_enter(stage, id, STAGE_STAYS);
    if (id == SCREEN_ATTRACT)
        stage_begin_look(stage);
}

void stage_obey_switches(struct stage *stage) {
    enum screen_id current = stage->current;
    bool is_idle = current == SCREEN_NOTICE || current == SCREEN_ATTRACT;
    if (is_idle) {
        stage_show(stage, SCREEN_ATTRACT);
    } else if (lead(stage, current) != current) {
        question_close(&stage->question, &stage->env);
        stage->history_count = 0;
        stage_enter(stage, SCREEN_HOME, STAGE_GOES_BACK);
    } else {
        stage_renew(stage);
    }
}

void stage_renew(struct stage *stage) {
    stage->env.damage = &stage->damage;
    damage_init(&stage->damage, theme_canvas(stage->env.theme));
    damage_add_all(&stage->damage);
    struct screen *screen = stage->screens[stage->current];
    stage->change = STAGE_STAYS;
    if (screen) {
        screen->panel.is_eased = !stage->env.is_motion_reduced;
        screen->kind->enter(screen);
    }
    question_close(&stage->question, &stage->env); // its box was placed for the former size
}
