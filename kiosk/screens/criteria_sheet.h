/* The sheet with the whole criteria of one cell: all of them, what stands for another, who decides.
 */
#ifndef SCREENS_CRITERIA_SHEET_H
#define SCREENS_CRITERIA_SHEET_H

#include "model/criteria.h"
#include "screens/screen.h"
#include "screens/sheet.h"

/** The kind of nominee this group is introduced as; NULL when slips are not taken, or of none. */
const char *criteria_nominee_kind(const struct screen *s, const struct group *group);
/** @param page, pages  of the cells that "Trước" and "Sau" go through */
void criteria_say(const struct screen *s, struct sheet *sheet, const struct cell *cell, int page,
                  int pages);

#endif
