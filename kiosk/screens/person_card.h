/* A card of the wall: portrait, name, what they are and where, award. */
#ifndef SCREENS_PERSON_CARD_H
#define SCREENS_PERSON_CARD_H

#include "screens/screen.h"

struct person;

/** Where the portrait stands on a card with this face (button_face()): its size is what a photo is
 * fetched ahead at. */
struct rect person_card_photo(const struct theme *theme, struct rect face);
/** Draws what stands on the card; the panel has drawn the button. */
void person_card_draw(const struct screen *s, struct canvas *canvas, const struct button *b,
                      const struct person *person);

#endif
