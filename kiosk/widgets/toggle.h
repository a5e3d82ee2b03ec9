/* How a switch looks: a pill with a knob that stands where it is switched to, and the word for it
 * beside the knob, so that colour is not the only sign. One that is off limits is a padlock. The
 * panel presses it, as any button. */
#ifndef WIDGETS_TOGGLE_H
#define WIDGETS_TOGGLE_H

#include "draw/canvas.h"
#include <stdbool.h>

struct button;

/** Of a BUTTON_TOGGLE: `is_chosen` on, `is_off` locked, `sub` the word ("Bật", "Tắt"). */
void toggle_draw(const struct button *button, bool has_focus, struct canvas *canvas);

#endif
