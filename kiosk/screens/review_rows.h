/* The review's table: what was entered, row by row, each with its "Sửa". */
#ifndef SCREENS_REVIEW_ROWS_H
#define SCREENS_REVIEW_ROWS_H

#include "screens/screen.h"

/** Adds a "Sửa" for each row; their buttons' value is the screen that mends it. */
void review_rows_lay(struct screen *s, int action);
void review_rows_draw(const struct screen *s, struct canvas *canvas);

/** Where the table ends in landscape, design pixels. */
int review_rows_right(const struct theme *theme);

#endif
