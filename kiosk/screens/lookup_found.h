/* The plate of a slip that was found: its state in large, the way it went with dates, and how fresh
 * that is. Never a name, a reason or a text. */
#ifndef SCREENS_LOOKUP_FOUND_H
#define SCREENS_LOOKUP_FOUND_H

#include "screens/screen.h"

#define LOOKUP_PLATE_RADIUS 28

/** Upon a plate that is drawn already; the answer is the visit's. */
void lookup_found_draw(const struct screen *s, struct canvas *canvas, struct rect plate);
/** The lowest line within `plate`: how fresh the answer is, where that matters, else why there is
 * no name. @return what is left above, without the plate's edges */
struct rect lookup_foot_draw(const struct screen *s, struct canvas *canvas, struct rect plate);

#endif
