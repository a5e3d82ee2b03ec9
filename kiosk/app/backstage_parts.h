/* What the backstage's files share. */
#ifndef APP_BACKSTAGE_PARTS_H
#define APP_BACKSTAGE_PARTS_H

#include "app/backstage.h"

/* --- backstage.c --- */

/** Of the app's clock. */
int64_t backstage_now_ms(const struct backstage *b);
/** What the desk is filled from; borrows from `b`. */
struct desk_sources backstage_sources(const struct backstage *b);
/** Shows a screen; the way back stays as it is. */
void backstage_enter(struct backstage *b, enum staff_screen id);
/** Goes to a screen, from which "Quay lại" leads here again. */
void backstage_go(struct backstage *b, enum staff_screen id);
void backstage_back(struct backstage *b);
/** Fills and lays out the present screen anew, where it stands. */
void backstage_refresh(struct backstage *b);
/** Locks: whoever was in is not any more. */
void backstage_leave(struct backstage *b);
/** Puts a question over the screen; `body` is taken over. */
void backstage_ask(struct backstage *b, const struct desk_wish *about, const char *title_key,
                   char *body);

/* --- backstage_door.c --- */

/** The answer comes as SIGNAL_PIN. What was typed is wiped. */
void backstage_try_pin(struct backstage *b, const char *digits);
void backstage_begin_change(struct backstage *b);
/** All of it is typed: what nobody may have is refused before the old one is tried. */
void backstage_change_pin(struct backstage *b);
/** When the wait is over, who stands there may try again. */
void backstage_tick_door(struct backstage *b, int64_t now_ms);

/* --- backstage_preview.c --- */

void backstage_preview(struct backstage *b, enum screen_id id);
/** Shows what is hidden for as long as the preview lasts; `why` is said on the frame and taken
 * over.
 */
void backstage_reveal(struct backstage *b, const char *id, char *why);
void backstage_end_reveal(struct backstage *b);
/** What is said last stands on the way back. */
void backstage_lay_frame(struct backstage *b);

/* --- backstage_do.c --- */

/** Does what is wished, or asks first. */
void backstage_do(struct backstage *b, const struct desk_wish *wish);
/** The question was answered with yes. */
void backstage_do_asked(struct backstage *b);
/** The staff's file; NULL when it could not be opened. */
struct staff_store *backstage_staff(const struct backstage *b);
void backstage_say_word(struct backstage *b, const char *key);
/** Says what came of a change. The screens change when the storage thread has told of it. */
void backstage_tell(struct backstage *b, enum staff_result result, const char *done_key);
void backstage_open_list(struct backstage *b, enum desk_list_kind kind);

/* --- backstage_items.c: each with its line in the log --- */

void backstage_turn_switch(struct backstage *b, const struct desk_wish *wish);
/** Shows or hides an item, or says why that is not for staff to lift. */
void backstage_show_item(struct backstage *b, const struct desk_wish *wish);
/** What is published counts again: both what was said of an item and the times it was given. */
void backstage_give_back(struct backstage *b, const struct desk_wish *wish);
/** A new pin goes to the end; moving trades places with the neighbour. */
void backstage_pin(struct backstage *b, const struct desk_wish *wish);
void backstage_keep_window(struct backstage *b, const struct desk_wish *wish);
/** A page's items; one that has none of its own has times. */
void backstage_open_items(struct backstage *b, const char *page);
void backstage_arrange(struct backstage *b, const char *id);
/** The card as the citizens see it, or would. Whose consent, decision or publication is missing is
 *  shown on this screen to nobody, staff in front of a hall among them; it is said why. */
void backstage_view(struct backstage *b, const char *id);

/* --- backstage_stick.c --- */

void backstage_open_sticks(struct backstage *b);
/** The row of a stick was pressed: what it offers is asked for; news come as SIGNAL_USB. */
void backstage_use_stick(struct backstage *b, const char *row);

#endif
