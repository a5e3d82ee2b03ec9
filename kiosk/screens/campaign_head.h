/* The upper part of the campaign's page: how many days are left, and the line of its phases. */
#ifndef SCREENS_CAMPAIGN_HEAD_H
#define SCREENS_CAMPAIGN_HEAD_H

#include "screens/screen.h"

/** Card and line together: in landscape a touch on them opens the phases. */
struct rect campaign_head_area(const struct theme *theme);
/** In portrait the red ground they stand on, too. */
void campaign_head_draw(const struct screen *s, struct canvas *canvas, bool is_pressed);

#endif
