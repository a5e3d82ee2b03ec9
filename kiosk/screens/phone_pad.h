/* The sender's telephone number on a pad of its own: digits and nothing else. */
#ifndef SCREENS_PHONE_PAD_H
#define SCREENS_PHONE_PAD_H

#include "screens/screen.h"

void phone_pad_lay(struct screen *s);
/** True when the button was one of the pad's: the number has changed. */
bool phone_pad_fired(struct screen *s, const struct button *fired);
/** Digits of a physical keyboard. True when the number changed. */
bool phone_pad_type(struct screen *s, const struct event *ev);
/** `fault` is said below the number; NULL none. */
void phone_pad_draw(const struct screen *s, struct canvas *canvas, const char *fault);

#endif
