/* Where the parts of a sheet stand. */
#ifndef SCREENS_SHEET_PARTS_H
#define SCREENS_SHEET_PARTS_H

#include "screens/sheet.h"

#define SHEET_ARROW 104

/** All of it; it reaches the canvas's lower edge. */
struct rect sheet_box(const struct theme *theme);
/** The row that its buttons share; portrait may have another one above it. */
struct rect sheet_bar(const struct theme *theme);
/** The window its passage is seen through. */
struct rect sheet_view(const struct theme *theme, bool has_upper_row);
/** The strip beside the view that shows there is more above, or below. */
struct rect sheet_edge(struct rect view, const struct theme *theme, bool is_upper);

#endif
