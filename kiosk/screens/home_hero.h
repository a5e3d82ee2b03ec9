/* The red head of home: who greets, and how long the campaign still runs. */
#ifndef SCREENS_HOME_HERO_H
#define SCREENS_HOME_HERO_H

#include "draw/canvas.h"
#include "screens/screen.h"

/** Large text in high contrast has a page of its own: nothing but what there is to press, as large
 * as it can be (hc02-home). */
bool home_is_boldest(const struct theme *theme);
/** In design pixels, without the brocade below it. */
int home_hero_height(const struct theme *theme);
void home_hero_draw(const struct screen *s, struct canvas *canvas);

#endif
