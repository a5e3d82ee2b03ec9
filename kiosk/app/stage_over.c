/* What lies over the screen: questions, and the call for staff among them. */
#include <string.h>

#include "app/stage_parts.h"

#define PASTE_MS 200 // within which a paste has come whole

void stage_let_go(struct stage *stage) {
    struct screen *screen = stage->screens[stage->current];
    const struct event cancel = {.kind = EVENT_CANCEL};
    screen->kind->event(screen, &cancel);
}

void stage_show_question(struct stage *stage) {
    stage->question.dialog.buttons.focus = stage->is_steered ? 0 : -1;
    stage->change = STAGE_ASKS;
}

/* Where a form ends that is given up: "Quay lại" leads one step back, all else home. */
static void give_up(struct stage *stage, enum screen_action how) {
    if (how == SCREEN_BACK)
        stage_go_back(stage);
    else if (how != SCREEN_STAFF)
        stage_goes_home(stage);
    else {
        stage_visit_ends(stage);
        stage->callbacks.on_staff(stage->callbacks.context);
    }
}

void stage_leave_form(struct stage *stage, enum screen_action how) {
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
        stage_leave_form(stage, SCREEN_STAFF);
}

bool stage_is_leaving_form(const struct stage *stage, enum screen_action how) {
    return how == SCREEN_ASK_DISCARD || (how == SCREEN_BACK && stage_is_back_leaving_form(stage));
}

void stage_call_help(struct stage *stage) {
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

void stage_ask_forgot(struct stage *stage) {
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
void stage_tell_refused(struct stage *stage, const struct event *ev) {
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

/* It comes right behind: what of it can be written is,
 * unless there is no more room. */
bool stage_is_rest_of_paste(const struct stage *stage, const struct event *ev) {
    const struct question *q = &stage->question;
    return q->kind == QUESTION_REFUSED && ev->kind == EVENT_TEXT && q->why != TEXT_LONG &&
           ev->at_ms - q->asked_ms < PASTE_MS;
}

void stage_take_answer(struct stage *stage, const struct event *ev) {
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
        stage_call_help(stage);
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

bool stage_over(const struct stage *stage, struct rect *out_box) {
    const struct screen *screen = stage->screens[stage->current];
    if (stage->question.kind != QUESTION_NONE) {
        *out_box = dialog_shape(&stage->question.dialog, stage->env.theme);
        return true;
    }
    return screen->kind->over && screen->kind->over(screen, out_box);
}
