/* What is drawn on the campaign screen's tiles. */
#ifndef SCREENS_CAMPAIGN_TILES_H
#define SCREENS_CAMPAIGN_TILES_H

#include "screens/screen.h"

/** An area's icon with its number, and its name; the button's value is its index. */
void campaign_draw_area(const struct screen *s, struct canvas *canvas, const struct button *b);
/** What leads on, with an icon of its own. */
void campaign_draw_way(const struct screen *s, struct canvas *canvas, const struct button *b,
                       const char *art);

#endif
