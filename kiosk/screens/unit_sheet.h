/* The sheet with every village and organisation: "Không rõ" first, "Nơi khác" last. */
#ifndef SCREENS_UNIT_SHEET_H
#define SCREENS_UNIT_SHEET_H

#include "screens/screen.h"

enum unit_sheet_action {
    UNIT_SHEET_CHOSEN = 3000, // the form has it
    UNIT_SHEET_OTHER,         // its place is to be written
    UNIT_SHEET_PAGE,
};

/** Adds the chips of page `page` to the panel, and the page's buttons when there are several. */
void unit_sheet_lay(struct screen *s, size_t page);
/**
 * Takes a button of the sheet that fired.
 * @param page  changed by the page's buttons
 * @return CHOSEN or OTHER when the sheet is done, PAGE when it turned, 0 when it was none of its
 * own
 */
int unit_sheet_fired(struct screen *s, const struct button *fired, size_t *page);
void unit_sheet_draw(const struct screen *s, struct canvas *canvas);

#endif
