#include "app/stage.h"

#include <stdio.h>
#include <string.h>

#include "app/stage_parts.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "model/config.h"
#include "model/content.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/offered.h"
#include "screens/office.h"

#define PASTE_MS 200 // within which a paste has come whole

/* --- the visit ---------------------------------------------------------------------------- */

/* A new form for the same visitor. */
static void wipe_form(struct visit *visit) {
    nomination_wipe(visit->form);
    slip_finish(&visit->slip);
    visit->slip = (struct slip){0};
    visit->is_slip_frozen = visit->is_editing = visit->has_begun = false;
    visit->send = SEND_NONE;
    visit->sent_at_s = 0;
    crypto_wipe_stack();
}

static bool begins_large(const struct stage *stage) {
    const struct content *content = stage->env.content;
    return content && content->switches.is_on[SWITCH_BIG_TEXT];
}

/* Everything the visitor left: the next one starts with the look and lists of the first. */
static void wipe_visit(struct stage *stage) {
    struct visit *visit = &stage->visit;
    bool had_large = visit->has_large_text, had_contrast = visit->has_high_contrast;
    wipe_form(visit);
    crypto_wipe(visit->query, sizeof visit->query);
    crypto_wipe(&visit->inquiry, sizeof visit->inquiry);
    visit->group = NULL;
    visit->unit = NULL;
    visit->campaign[0] = '\0';
    visit->first_person = visit->person = visit->project = visit->area = 0;
    visit->has_large_text = begins_large(stage);
    visit->has_high_contrast = false;
    if (visit->language)
        stage->callbacks.on_language(true, stage->callbacks.context);
    if (had_large != visit->has_large_text || had_contrast)
        stage->callbacks.on_look(stage->callbacks.context);
}

/* --- going from screen to screen ---------------------------------------------------------- */

static bool is_wizard(enum screen_id id) {
    return id == SCREEN_WHO || id == SCREEN_NAME || id == SCREEN_WHY || id == SCREEN_REVIEW ||
           id == SCREEN_DIFFICULTY;
}

static void leave_current(struct stage *stage) {
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

static void enter(struct stage *stage, enum screen_id id, enum stage_change change) {
    leave_current(stage);
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
    wipe_form(&stage->visit);
    stage->history_count = 0;
    enter(stage, SCREEN_HOME, STAGE_GOES_BACK);
}

/* A form begins while slips are taken; once begun it may be sent, whatever the date is then. What
 * others have filled in already, as a name that was looked for, stays. */
static bool begin_form(struct stage *stage, bool is_difficulty) {
    struct visit *visit = &stage->visit;
    if (visit->form->is_difficulty != is_difficulty)
        wipe_form(visit);
    visit->form->is_difficulty = is_difficulty;
    if (!visit->has_begun)
        visit->has_begun = is_difficulty ? screen_is_offered(&stage->env, SCREEN_DIFFICULTY)
                                         : stage->env.is_enrolled && days_can_nominate(&stage->env);
    return visit->has_begun;
}

/* Going forward to a screen the visitor came through is going back to it, so the way home never
 * grows longer than the map; but a step opened by "Sửa" comes after the review, which waits behind
 * it. */
static void go(struct stage *stage, enum screen_id id) {
    bool is_after_receipt = stage->current == SCREEN_RECEIPT && is_wizard(id);
    if (is_after_receipt) // "Giới thiệu người nữa"
        wipe_form(&stage->visit);
    if (is_wizard(id) && !begin_form(stage, id == SCREEN_DIFFICULTY)) {
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
    enter(stage, id, found >= 0 ? STAGE_GOES_BACK : STAGE_GOES_ON);
}

/* One step back leads out of the form: it is begun anew after that. */
static bool is_back_leaving_form(const struct stage *stage) {
    return is_wizard(stage->current) && !is_within_wizard(stage);
}

static void go_back(struct stage *stage) {
    if (stage->history_count == 0) {
        stage_goes_home(stage);
        return;
    }
    if (is_back_leaving_form(stage))
        wipe_form(&stage->visit);
    enum screen_id id = stage->history[--stage->history_count];
    if (id == SCREEN_REVIEW)
        stage->visit.is_editing = false;
    enter(stage, id, STAGE_GOES_BACK);
}

/* The switch may have come with the content that was exchanged on the way here. */
static void begin_look(struct stage *stage) {
    if (stage->visit.has_large_text == begins_large(stage))
        return;
    stage->visit.has_large_text = begins_large(stage);
    stage->callbacks.on_look(stage->callbacks.context);
}

/* Without slides the home page stays as it is. */
void stage_visit_ends(struct stage *stage) {
    bool was_home = stage->current == SCREEN_HOME;
    question_close(&stage->question, &stage->env);
    stage->history_count = 0;
    stage->is_steered = false;
    stage->touched_ms = clock_mono_ms(stage->env.clock);
    wipe_visit(stage);
    enter(stage, SCREEN_ATTRACT, STAGE_GOES_BACK);
    if (was_home && stage->current == SCREEN_HOME)
        stage->change = STAGE_STAYS;
    begin_look(stage);
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
        begin_form(stage, true);
    enter(stage, id, STAGE_STAYS);
    if (id == SCREEN_ATTRACT)
        begin_look(stage);
}

void stage_obey_switches(struct stage *stage) {
    enum screen_id current = stage->current;
    bool is_idle = current == SCREEN_NOTICE || current == SCREEN_ATTRACT;
    if (is_idle) {
        stage_show(stage, SCREEN_ATTRACT);
    } else if (lead(stage, current) != current) {
        question_close(&stage->question, &stage->env);
        stage->history_count = 0;
        enter(stage, SCREEN_HOME, STAGE_GOES_BACK);
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

/* --- questions over the screen ------------------------------------------------------------ */

/* A key that is held must not repeat behind the question. */
void stage_let_go(struct stage *stage) {
    struct screen *screen = stage->screens[stage->current];
    const struct event cancel = {.kind = EVENT_CANCEL};
    screen->kind->event(screen, &cancel);
}

/* Who steers by keypad sees at once where in the question they are. */
void stage_show_question(struct stage *stage) {
    stage->question.dialog.buttons.focus = stage->is_steered ? 0 : -1;
    stage->change = STAGE_ASKS;
}

/* Where a form ends that is given up: "Quay lại" leads one step back, all else home. */
static void give_up(struct stage *stage, enum screen_action how) {
    if (how == SCREEN_BACK)
        go_back(stage);
    else if (how != SCREEN_STAFF)
        stage_goes_home(stage);
    else {
        stage_visit_ends(stage);
        stage->callbacks.on_staff(stage->callbacks.context);
    }
}

/* Asks once when there is something to lose. */
static void leave_form(struct stage *stage, enum screen_action how) {
    if (!nomination_is_touched(stage->visit.form)) {
        give_up(stage, how);
        return;
    }
    stage_let_go(stage);
    question_ask_discard(&stage->question, &stage->env);
    stage->leaving = how;
    stage_show_question(stage);
}

/* What was sent is safe: only what is half written is asked about. */
void stage_knock(struct stage *stage) {
    enum send_state send = stage->visit.send;
    if (stage->question.kind != QUESTION_NONE || send == SEND_SAVING)
        return;
    stage_let_go(stage);
    if (send == SEND_SAVED || send == SEND_DELIVERED)
        give_up(stage, SCREEN_STAFF);
    else
        leave_form(stage, SCREEN_STAFF);
}

static bool is_leaving_form(const struct stage *stage, enum screen_action how) {
    return how == SCREEN_ASK_DISCARD || (how == SCREEN_BACK && is_back_leaving_form(stage));
}

/* Pressed again while somebody is on the way, it shows how the call stands and how to end it. */
static void call_help(struct stage *stage) {
    stage_let_go(stage);
    bool is_new = stage->help.state == HELP_NONE;
    question_ask_help(&stage->question, &stage->env, stage->help.state == HELP_SEEN);
    stage_show_question(stage);
    if (!is_new)
        return;
    help_call(&stage->help, &stage->env, stage->current);
    stage->callbacks.on_help(true, stage->callbacks.context);
}

static void take_help_back(struct stage *stage) {
    help_end(&stage->help, &stage->env, stage->current);
    stage->callbacks.on_help(false, stage->callbacks.context);
}

static void ask_forgot(struct stage *stage) {
    stage_let_go(stage);
    question_ask_forgot(&stage->question, &stage->env);
    stage_show_question(stage);
}

static bool has_field(const struct stage *stage) {
    struct element_list list = {0};
    bool is_there = false;
    stage_list(stage, &list);
    for (size_t i = 0; i < list.count; i++)
        is_there |= strcmp(list.items[i].role, "field") == 0;
    element_list_finish(&list);
    return is_there;
}

/* What could be written was; what could not is said once, where somebody is writing. Who types on a
 * keyboard of keys answers there, too. */
static void tell_refused(struct stage *stage, const struct event *ev) {
    enum text_refusal why = ev->kind == EVENT_TEXT ? ev->refused : TEXT_TAKEN;
    if (why == TEXT_TAKEN)
        why = stage->visit.refused;
    stage->visit.refused = TEXT_TAKEN;
    if (why == TEXT_TAKEN || stage->question.kind != QUESTION_NONE || !has_field(stage))
        return;
    stage_let_go(stage);
    question_ask_refused(&stage->question, &stage->env, why, ev->at_ms);
    stage_show_question(stage);
    if (ev->kind == EVENT_TEXT)
        stage->question.dialog.buttons.focus = 0;
}

/* The rest of a paste that was refused in part comes right behind: what of it can be written is,
 * unless there is no more room. */
static bool is_rest_of_paste(const struct stage *stage, const struct event *ev) {
    const struct question *q = &stage->question;
    return q->kind == QUESTION_REFUSED && ev->kind == EVENT_TEXT && q->why != TEXT_LONG &&
           ev->at_ms - q->asked_ms < PASTE_MS;
}

static void take_answer(struct stage *stage, const struct event *ev) {
    enum question_kind kind = stage->question.kind;
    if (question_event(&stage->question, &stage->env, ev) != QUESTION_LEAVE)
        return;
    if (kind == QUESTION_IDLE)
        stage_visit_ends(stage);
    else if (kind == QUESTION_DISCARD)
        give_up(stage, stage->leaving);
    else if (kind == QUESTION_HELP)
        take_help_back(stage);
    else if (kind == QUESTION_FORGOT || kind == QUESTION_REFUSED)
        call_help(stage);
}

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
    if (is_leaving_form(stage, reply.action)) {
        leave_form(stage, reply.action);
        return;
    }
    switch (reply.action) {
    case SCREEN_STAY:
    case SCREEN_ASK_DISCARD: // above
        break;
    case SCREEN_GO:
        go(stage, reply.screen);
        break;
    case SCREEN_BACK:
        go_back(stage);
        break;
    case SCREEN_GO_HOME:
        stage_goes_home(stage);
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
        ask_forgot(stage);
        break;
    case SCREEN_END_VISIT:
        stage_visit_ends(stage);
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
    bool is_for_screen = is_photo || is_rest_of_paste(stage, ev);
    if (stage->question.kind != QUESTION_NONE && !is_for_screen)
        take_answer(stage, ev);
    else
        stage_obey(stage, screen->kind->event(screen, ev));
    if (!was_over && stage->change == STAGE_STAYS && stage_over(stage, &box))
        stage->change = STAGE_ASKS; // a sheet
    tell_refused(stage, ev);
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
        enter(stage, SCREEN_RECEIPT, STAGE_GOES_ON);
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

bool stage_help_seen(struct stage *stage) {
    if (!help_seen(&stage->help, &stage->env, stage->current))
        return false;
    if (stage->question.kind == QUESTION_HELP) {
        question_ask_help(&stage->question, &stage->env, true);
        stage->question.dialog.buttons.focus = stage->is_steered ? 0 : -1;
    }
    return true;
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
    leave_current(stage);
    slip_finish(&stage->visit.slip);
    crypto_secret_free(stage->visit.form);
    *stage = (struct stage){0};
}

bool stage_over(const struct stage *stage, struct rect *out_box) {
    const struct screen *screen = stage->screens[stage->current];
    if (stage->question.kind != QUESTION_NONE) {
        *out_box = dialog_shape(&stage->question.dialog, stage->env.theme);
        return true;
    }
    return screen->kind->over && screen->kind->over(screen, out_box);
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
