/* The card beside the models board: the model of the chosen plot, or that there is none yet. The
 * button on it is the panel's. */
#ifndef SCREENS_MODELS_CARD_H
#define SCREENS_MODELS_CARD_H

#include "draw/canvas.h"
#include "screens/screen.h"

struct plot;
struct project;

/**
 * @param plot     the chosen one
 * @param project  its model; NULL when none is published
 * @param has_button  keeps free the foot of the card where one stands in it
 */
void models_card_draw(const struct screen *s, struct canvas *canvas, const struct plot *plot,
                      const struct project *project, bool has_button);

#endif
