/* How one button looks: face, lip, focus ring, what stands on it, and the plate that shows a key's
 * letter above the finger. For the panel, and for widgets that hold buttons of their own. */
#ifndef WIDGETS_BUTTON_H
#define WIDGETS_BUTTON_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include "draw/theme.h"
#include <stdbool.h>

struct button;

void button_draw(const struct button *button, bool has_focus, struct canvas *canvas);
/** The letter of a pressed key, drawn after all other keys; nothing for any other button. */
void button_draw_plate(const struct button *button, struct canvas *canvas);
/** Where the face is now, moved when pressed; the screens draw on it. */
struct rect button_face(const struct button *button, const struct theme *theme);
/** Colour of words on the face as it stands now. */
enum color_token button_ink(const struct button *button, const struct theme *theme);
/** The part of its area that can be seen and touched: all of it, but in a list that scrolls. */
struct rect button_shown(const struct button *button);
/** All that a press, a release or the focus changes: area, ring and plate. */
struct rect button_reach(const struct button *button, const struct theme *theme);

/** The keypad's focus around something that can be used, drawn over what stands beside it. */
void button_draw_ring(struct rect area, int radius_px, struct canvas *canvas);

#endif
