/* A person in little room, as a search shows them above the keyboard: portrait, name, what they are
 * and where. */
#ifndef SCREENS_PERSON_ROW_H
#define SCREENS_PERSON_ROW_H

#include "screens/screen.h"

/** True when nothing of the name would be lost on a row of that size. */
bool person_row_fits(const struct screen *s, size_t person, struct rect area);
/** Adds the card of content->people[person] to the panel; its `value` is `person`. */
struct button *person_row_lay(struct screen *s, const char *id, int action, size_t person,
                              struct rect area);
/** Draws what stands on it; the panel has drawn the button. */
void person_row_draw(const struct screen *s, struct canvas *canvas, const struct button *b);

#endif
