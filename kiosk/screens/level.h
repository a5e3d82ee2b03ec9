/* How an award's level looks: as many anise stars as its rank, in its own colours; and the small
 * plates with a number that stand on icons. */
#ifndef SCREENS_LEVEL_H
#define SCREENS_LEVEL_H

#include "draw/canvas.h"
#include "draw/theme.h"

/** Ground of a plate of that rank (1 the lowest). */
enum color_token level_fill(int rank);
/** A row of `rank` stars of `side` pixels from its top left corner; returns its width. */
int level_draw_stars(struct canvas *canvas, struct point at, int rank, int side);
/** A number on a red disc, or on a pill where it has the room of one. */
void level_draw_number(struct canvas *canvas, struct rect disc, int number);

#endif
