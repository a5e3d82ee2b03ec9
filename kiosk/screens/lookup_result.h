/* The plate beside the code pad: what the look-up came to, or what is missing for it. */
#ifndef SCREENS_LOOKUP_RESULT_H
#define SCREENS_LOOKUP_RESULT_H

#include "screens/screen.h"

enum lookup_view {
    LOOKUP_HINT, // where the code stands
    LOOKUP_NOT_CONNECTED,
    LOOKUP_RESTING, // eight wrong ones in a row
    LOOKUP_WRONG,   // the check letter does not agree
    LOOKUP_WAITING, // for longer than a second
    LOOKUP_FOUND,
    LOOKUP_UNKNOWN,
    LOOKUP_AMBIGUOUS,
    LOOKUP_UNREACHED,
};

#define LOOKUP_SAY_WAIT_MS 1000

/** What the plate shows now. */
enum lookup_view lookup_view(const struct screen *s);
struct rect lookup_result_area(const struct theme *theme);
/** Its button, if it has one: `call` or `again` are what it fires. */
void lookup_result_lay(struct screen *s, enum lookup_view view, int call, int again);
void lookup_result_draw(const struct screen *s, enum lookup_view view, struct canvas *canvas);

#endif
