/* The receipt's card: the tick that is drawn as a hand does, the code, and where the slip is now.
 */
#ifndef SCREENS_RECEIPT_CARD_H
#define SCREENS_RECEIPT_CARD_H

#include "screens/screen.h"

struct receipt_card { // how far its tick is
    int64_t began_ms;
    int64_t next_ms; // of its next frame; 0: it stands
    int drawn;       // of the whole, while it is drawn
};

void receipt_card_begin(struct receipt_card *card, const struct screen *s, int64_t now_ms);
/** The tick's next frame, when it is due. */
void receipt_card_step(struct receipt_card *card, const struct screen *s, int64_t now_ms);
void receipt_card_draw(const struct receipt_card *card, const struct screen *s,
                       struct canvas *canvas);
/** Where the code stands with its label: what is read aloud. */
struct rect receipt_card_code(const struct theme *theme);

#endif
