/* The keypad on the wall: up and down go from card to card and the list comes along, so that the
 * ring is never at its edge. */
#include "screens/honoured.h"

#include "widgets/focus.h"

/* Whom the card with the ring shows, counted among those found; -1: the ring is elsewhere. */
static int found_with_ring(const struct honoured *h) {
    const struct honoured_list *list = &h->list;
    int card = h->base.panel.focus - (int)list->first_button;
    bool is_card = card >= 0 && card < (int)list->card_count;
    return is_card ? (int)list->first_found + card : -1;
}

/* The whole row, with room for the ring. */
static void reveal(struct honoured *h, int found) {
    const struct scroller *s = &h->list.scroller;
    int top = found / h->list.columns * s->size.row_px;
    int at = s->at_px, lowest = top + s->size.row_px - s->size.page_px;
    if (at > top)
        at = top;
    if (at < lowest)
        at = lowest;
    if (at != s->at_px)
        honoured_scroll(&h->base, at - s->at_px);
}

/* The card straight above or below; the last row may be shorter. -1: there is none. */
static int neighbour(const struct honoured *h, int found, enum event_key key) {
    int columns = h->list.columns, last = (int)h->search.count - 1;
    int to = key == KEY_DOWN ? found + columns : found - columns;
    bool is_in_last_row = found / columns == last / columns;
    if (to > last && !is_in_last_row)
        to = last;
    return to > last ? -1 : to;
}

bool honoured_keys_event(struct honoured *h, const struct event *ev) {
    int found = found_with_ring(h);
    bool is_ours = ev->kind == EVENT_KEY && (ev->key == KEY_UP || ev->key == KEY_DOWN);
    int to = is_ours && found >= 0 ? neighbour(h, found, ev->key) : -1;
    if (to < 0)
        return false;
    reveal(h, to);
    struct honoured_list *list = &h->list;
    panel_focus(&h->base.panel, (int)list->first_button + to - (int)list->first_found,
                h->base.env->damage);
    return true;
}

void honoured_keys_follow(struct honoured *h, const struct event *ev) {
    int found = found_with_ring(h);
    if (ev->kind == EVENT_KEY && focus_is_step(ev->key) && found >= 0)
        reveal(h, found);
}
