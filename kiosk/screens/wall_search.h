/* Searching the wall as the wall shows it: a field that opens the keyboard and, once something was
 * typed, says it, with an X that takes it away; and what a search that found nobody offers. */
#ifndef SCREENS_WALL_SEARCH_H
#define SCREENS_WALL_SEARCH_H

#include "screens/screen.h"

struct people_search;

enum wall_search_action {
    WALL_SEARCH_OPEN = 5000,
    WALL_SEARCH_CLEAR,    // the X
    WALL_SEARCH_ALL,      // "Xem tất cả": neither words nor a filter
    WALL_SEARCH_NEAR,     // value: index into content->people
    WALL_SEARCH_NOMINATE, // "Giới thiệu người này"
};

/** Adds the field to the panel. */
void wall_search_lay(struct screen *s, struct rect area);
/** Draws what was typed and the X; while nothing is, the panel has drawn all of it. */
void wall_search_draw(const struct screen *s, struct canvas *canvas);
/**
 * Takes a button that fired.
 * @return true when it was one of these; then `out` is the answer. After CLEAR and ALL it is to
 *         stay, and the visit asks for other people
 */
bool wall_search_fired(struct screen *s, const struct button *fired, struct screen_reply *out);

/** Adds what is offered in the place of the list when the visit's query found nobody. */
void wall_empty_lay(struct screen *s, const struct people_search *found);
/** Draws the plate under those buttons: before the panel. */
void wall_empty_draw(const struct screen *s, struct canvas *canvas);

#endif
