/* What the backstage's files share. */
#ifndef APP_BACKSTAGE_PARTS_H
#define APP_BACKSTAGE_PARTS_H

#include "app/backstage.h"

struct desk_sources backstage_sources(const struct backstage *b);
/** Goes to a screen, from which "Quay lại" leads here again. */
void backstage_go(struct backstage *b, enum staff_screen id);
void backstage_back(struct backstage *b);
/** Fills and lays out the present screen anew, where it stands. */
void backstage_refresh(struct backstage *b);
/** Locks: whoever was in is not any more. */
void backstage_leave(struct backstage *b);
/** Shows what is hidden for as long as the preview lasts; `why` is said on the frame and taken over.
 */
void backstage_reveal(struct backstage *b, const char *id, char *why);
void backstage_preview(struct backstage *b, enum screen_id id);
/** For the staff's file: the answer comes as SIGNAL_PIN and SIGNAL_PIN_SET. */
void backstage_on_pin(const struct pin_answer *answer, void *context);
void backstage_on_pin_set(enum staff_result result, void *context);
/** Does what is wished, or asks first. */
void backstage_do(struct backstage *b, const struct desk_wish *wish);
/** The question was answered with yes. */
void backstage_do_asked(struct backstage *b);
/** Puts a question over the screen; `body` is taken over. */
void backstage_ask(struct backstage *b, const struct desk_wish *about, const char *title_key,
                   char *body);

#endif
