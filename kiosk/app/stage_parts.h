/* What the stage's files share. */
#ifndef APP_STAGE_PARTS_H
#define APP_STAGE_PARTS_H

#include "app/stage.h"

/* --- stage_visit.c --- */

/** A new form for the same visitor. */
void stage_wipe_form(struct stage *stage);
/** Everything the visitor left: the next one starts with the look and lists of the first. */
void stage_wipe_visit(struct stage *stage);
/** False when slips are not taken now; a form that has begun may be sent, whatever the date. */
bool stage_begin_form(struct stage *stage, bool is_difficulty);
/** The size of letters with which the content lets a visit begin. */
void stage_begin_look(struct stage *stage);

/* --- stage_way.c --- */

/** Goes to a screen, or where it leads to now; the history stays as it is. */
void stage_enter(struct stage *stage, enum screen_id id, enum stage_change change);
void stage_leave_screen(struct stage *stage);
/** Forward; to a screen the visitor came through it is going back to it. */
void stage_go(struct stage *stage, enum screen_id id);
void stage_go_back(struct stage *stage);
/** With an empty form. */
void stage_goes_home(struct stage *stage);
/** Wipes it and goes to the opening screen. */
void stage_visit_ends(struct stage *stage);
/** One step back leads out of the form: it is begun anew after that. */
bool stage_is_back_leaving_form(const struct stage *stage);

/* --- stage_over.c --- */

/** A key that is held must not repeat behind a question. */
void stage_let_go(struct stage *stage);
/** Who steers by keypad sees at once where in the question they are. */
void stage_show_question(struct stage *stage);
/** `how` leads out of a form. */
bool stage_is_leaving_form(const struct stage *stage, enum screen_action how);
/** Asks once when there is something to lose, and goes where there is not. */
void stage_leave_form(struct stage *stage, enum screen_action how);
/** Calls for staff; pressed again while somebody is on the way, it shows how the call
 * stands and how to end it. */
void stage_call_help(struct stage *stage);
void stage_ask_forgot(struct stage *stage);
/** Says once, where somebody is writing, why what `ev` brought could not be written. */
void stage_tell_refused(struct stage *stage, const struct event *ev);
/** `ev` brings more of what was just refused, and is for the field behind the question. */
bool stage_is_rest_of_paste(const struct stage *stage, const struct event *ev);
/** `ev` is for the question that is up. */
void stage_take_answer(struct stage *stage, const struct event *ev);

/* --- stage.c --- */

/** Does what a screen answered. */
void stage_obey(struct stage *stage, struct screen_reply reply);

#endif
