/* What of the sending page is laid out and drawn: the notice, the tick, the sender. */
#ifndef SCREENS_SENDING_PARTS_H
#define SCREENS_SENDING_PARTS_H

#include "screens/sending.h"

enum sending_action { // of the buttons; a screen's own begin at 1
    SENDING_CONSENT = 3000,
    SENDING_MORE,
    SENDING_ENTER_PHONE,
    SENDING_ENTER_NAME,
};

/** "Đọc kỹ hơn", the tick, and the two fields of the sender. */
void sending_lay_parts(struct screen *s, const struct sending_page *page);
/** Opens the sheet with the whole notice. */
void sending_say_notice(struct screen *s, const struct sending_page *page, struct sheet *sheet);
void sending_draw_notice(const struct screen *s, const struct sending_page *page,
                         struct canvas *canvas);
/** A fault, the rest, the slow save, or that it could not be saved. */
void sending_draw_message(const struct sending *x, const struct screen *s, struct canvas *canvas);
/** The page for the sender's name or telephone number. */
void sending_draw_sheet(const struct sending *x, const struct screen *s, struct canvas *canvas);

#endif
