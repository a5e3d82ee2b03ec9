/* Part of `kiosk --check`: the states of a screen, which are all that a finger can bring up on it
 * without leaving it: sheets and their pages, the keyboard's layouts, a page to write on. */
#ifndef APP_CHECK_STATES_H
#define APP_CHECK_STATES_H

#include "screens/screen.h"
#include "widgets/element.h"

typedef void check_states_fn(const struct element_list *list, void *context);

/**
 * Enters the screen anew for each state, nothing of it is shown, and tells what can be touched
 * there.
 *
 * @param env  its visit is left as a new one, whose form has its first kind
 * @param on_state  called once for each state that differs in what can be touched, or in its size;
 *                  the list is borrowed for the call
 */
void check_states_walk(const struct screen_env *env, enum screen_id id, check_states_fn *on_state,
                       void *context);
/** The same of a screen that is in another table, as the staff's are; the desk's list starts at its
 * first row each time. */
void check_states_walk_kind(const struct screen_env *env, const struct screen_kind *kind,
                            check_states_fn *on_state, void *context);

#endif
