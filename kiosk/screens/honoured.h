/* The parts of the wall: the list of cards that scrolls, the rail with search and filters, the
 * buttons that turn its pages. They share one struct; honoured.c puts them together. */
#ifndef SCREENS_HONOURED_H
#define SCREENS_HONOURED_H

#include "model/people_search.h"
#include "screens/screen.h"
#include "widgets/scroller.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum honoured_action {
    HONOURED_CARD = 1, // value: index into content
    HONOURED_FILTER,   // value: 0 all, else the group's number from 1
    HONOURED_NEXT,
    HONOURED_PREV,
};

#define HONOURED_COLUMNS_MAX 2

struct honoured_list {
    struct scroller scroller;
    struct rect heads[HONOURED_COLUMNS_MAX]; // the top card of each column, the list at its top
    int columns;
    size_t first_button, card_count; // its cards among the panel's buttons: those in sight
    size_t first_found;              // whom the first of them shows
};

struct honoured_pages {
    size_t page, count; // as shown
    struct rect number; // where "1 / 22" stands; empty: nowhere
};

struct honoured { // zeroed by the stage
    struct screen base;
    struct people_search search; // whom query and filter leave
    struct honoured_list list;
    struct honoured_pages pages;
};

/** Lays every button out again, the list where it is; damages nothing. */
void honoured_lay(struct honoured *h);

/** The list's window and pitch, its place kept as far as there is one. */
void honoured_list_fit(struct honoured *h);
/** Adds the cards in sight to the panel; where nobody was found, what is offered instead. */
void honoured_list_lay(struct honoured *h);
/** @return true when the event is the list's and nobody else may have it */
bool honoured_list_event(struct honoured *h, const struct event *ev);
void honoured_list_turn(struct honoured *h, int by, int64_t now_ms); // pages
/** Below the buttons: what says that nobody is there. */
void honoured_list_draw_ground(const struct honoured *h, struct canvas *canvas);
void honoured_list_draw(const struct honoured *h, struct canvas *canvas);

/** @return true when an arrow took the ring to another card */
bool honoured_keys_event(struct honoured *h, const struct event *ev);
/** After the panel has had the key: a card that the ring came to is shown whole. */
void honoured_keys_follow(struct honoured *h, const struct event *ev);

/** Wants the photos of the rows that come up next, in the order they will. */
void honoured_photos_fetch_ahead(struct honoured *h, bool is_downward);
/** A photo is there, or never will be: the cards in sight that show it are damaged. */
void honoured_photos_event(struct honoured *h, const char *key);

void honoured_rail_lay_search(struct honoured *h);
void honoured_rail_lay_filters(struct honoured *h);
void honoured_rail_draw(const struct honoured *h, struct canvas *canvas); // how many there are

/** In portrait the arrows, beside the search; nothing in landscape, where they are in the bar. */
void honoured_pages_lay(struct honoured *h);
void honoured_pages_lay_bar(struct honoured *h);
/** After the list has moved: the number, and which arrow can be pressed. */
void honoured_pages_follow(struct honoured *h);
void honoured_pages_draw(const struct honoured *h, struct canvas *canvas);

/* For what drives the list without a finger (app/bench.c); `screen` is of honoured_kind. */

/** Scrolls at once. @return how far it went: less at the ends */
int honoured_scroll(struct screen *screen, int dy_px);
/** How many cards in sight are drawn without the photo that their person has. */
size_t honoured_missing(const struct screen *screen);
/** Waits until every card in sight has its photo. */
void honoured_await_photos(struct screen *screen);

#endif
