/* The dashboard's cards: where they stand and what is written on them. */
#ifndef STAFF_DASHBOARD_CARDS_H
#define STAFF_DASHBOARD_CARDS_H

#include "screens/screen.h"

enum dashboard_card {
    DASHBOARD_PAGES,
    DASHBOARD_OUTBOX,
    DASHBOARD_NETWORK, // pressed as a whole in landscape: the machine's page
    DASHBOARD_CONTENT,
    DASHBOARD_LOG,
};

/** Where a card stands, in either orientation; their sizes are fixed. */
struct rect dashboard_card(const struct theme *theme, enum dashboard_card card);
/** Inside the card of the pages: of the row `index`, from 0, what its name and the line below it
 *  have. */
struct rect dashboard_page_words(const struct theme *theme, int index);
/** The row of the page `index`, from 0, inside the card of the pages. */
struct rect dashboard_page_row(const struct theme *theme, int index);
/** Where the count-down to the lock is written: damaged every second. */
struct rect dashboard_lock_area(const struct theme *theme);
/** All of them, in landscape but for the network's. */
void dashboard_draw_cards(const struct screen *s, struct canvas *canvas);
/** The network's over its button, which in landscape is the whole card. */
void dashboard_draw_network(const struct screen *s, struct canvas *canvas);

#endif
