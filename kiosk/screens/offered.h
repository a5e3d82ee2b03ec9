/* Which screens a visitor may come to now: staff switch pages off, and what is off is neither shown
 * nor led to. */
#ifndef SCREENS_OFFERED_H
#define SCREENS_OFFERED_H

#include "screens/screen.h"

/** False for a page that is switched off, and for a form that nobody would receive. Whether slips
 * are taken on this day is days_can_nominate()'s to say. */
bool screen_is_offered(const struct screen_env *env, enum screen_id id);
/** A slip needs its sender's name or telephone number. */
bool must_name_sender(const struct screen_env *env);

#endif
