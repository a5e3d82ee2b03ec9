/* A card of the wall: portrait, name, what they are and where, award. */
#ifndef SCREENS_PERSON_CARD_H
#define SCREENS_PERSON_CARD_H

#include "screens/screen.h"

struct person;

/** Draws what stands on the card; the panel has drawn the button. */
void person_card_draw(const struct screen *s, struct canvas *canvas, const struct button *b,
                      const struct person *person);

#endif
