/* The cards: only those in sight are buttons and are drawn, however many there are. */
#include "screens/honoured.h"

#include <stdio.h>

#include "draw/text.h"
#include "model/content.h"
#include "screens/frame.h"
#include "screens/person_card.h"
#include "screens/wall_search.h"

#define SLOP 16      // design pixels a finger may wander before the list goes with it
#define RING_ROOM 12 // beside the cards, for the focus ring
#define ROWS_A_PAGE 3

/* --- where they stand ----------------------------------------------------------------------- */

static void place_columns(struct honoured_list *list, const struct theme *theme) {
    bool is_wide = theme->is_portrait || theme->has_large_text;
    list->columns = is_wide ? 1 : 2;
    list->heads[0] = theme->is_portrait ? theme_rect(theme, 48, 648, 984, 252)
                                        : theme_rect(theme, 496, 148, is_wide ? 1360 : 668, 240);
    list->heads[1] = theme_rect(theme, 1188, 148, 668, 240);
}

/* The place that a visitor finds again is a row: the nearest one. */
static void remember(struct honoured *h) {
    const struct scroller *s = &h->list.scroller;
    int row = (scroller_goal(s) + s->size.row_px / 2) / s->size.row_px;
    h->base.env->visit->first_person = (size_t)row * (size_t)h->list.columns;
}

/* At rest after a page the window shows whole rows: it ends where the next one begins, and begins
 * where the one before has ended. */
void honoured_list_fit(struct honoured *h) {
    const struct screen_env *env = h->base.env;
    const struct theme *theme = env->theme;
    struct honoured_list *list = &h->list;
    place_columns(list, theme);
    struct rect head = list->heads[0], last = list->heads[list->columns - 1];
    int row = theme_px(theme, theme->is_portrait ? 272 : 262), gap = row - head.h;
    int side = theme_px(theme, RING_ROOM), columns = list->columns;
    int rows = (int)(h->search.count + (size_t)columns - 1) / columns;
    struct scroller_size size = {
        .area = {head.x - side, head.y - gap, last.x + last.w - head.x + 2 * side,
                 gap + ROWS_A_PAGE * row},
        .content_px = gap + rows * row,
        .row_px = row,
        .page_px = ROWS_A_PAGE * row,
        .slop_px = theme_px(theme, SLOP),
        .is_motion_reduced = env->is_motion_reduced || theme->has_high_contrast,
    };
    scroller_fit(&list->scroller, &size);
    scroller_set(&list->scroller, (int)(env->visit->first_person / (size_t)columns) * row);
    remember(h);
}

static struct rect card_area(const struct honoured_list *list, size_t at) {
    size_t columns = (size_t)list->columns;
    struct rect area = list->heads[at % columns];
    area.y += (int)(at / columns) * list->scroller.size.row_px - list->scroller.at_px;
    return area;
}

/* From the first row not wholly above the window to the last not wholly below. */
static void in_sight(const struct honoured *h, size_t *out_first, size_t *out_count) {
    const struct scroller *s = &h->list.scroller;
    size_t columns = (size_t)h->list.columns, count = h->search.count;
    size_t first = (size_t)(s->at_px / s->size.row_px) * columns;
    size_t end = (size_t)((s->at_px + s->size.page_px + s->size.row_px - 1) / s->size.row_px);
    end = end * columns < count ? end * columns : count;
    *out_first = first;
    *out_count = end > first ? end - first : 0;
}

static void put_card(struct honoured *h, size_t slot) {
    struct screen *s = &h->base;
    size_t person = h->search.found[h->list.first_found + slot];
    char id[ELEMENT_ID_BYTES];
    snprintf(id, sizeof id, "people.card.%zu", slot);
    struct button *b =
        panel_put(&s->panel, h->list.first_button + slot, id, HONOURED_CARD, BUTTON_CARD,
                  (struct rect){0}, NULL, s->env->content->people[person].name);
    b->value = (int)person;
}

static void move_cards(struct honoured *h) {
    struct honoured_list *list = &h->list;
    struct button *cards = h->base.panel.items + list->first_button;
    for (size_t i = 0; i < list->card_count; i++) {
        cards[i].area = card_area(list, list->first_found + i);
        cards[i].within = list->scroller.size.area;
    }
}

/* The focus stays with its person while they are in sight, then with whoever is next to them. */
static void keep_focus(struct honoured *h, size_t was_found) {
    struct honoured_list *list = &h->list;
    struct panel *panel = &h->base.panel;
    size_t end = list->first_found + list->card_count, found = was_found;
    if (found < list->first_found)
        found = list->first_found;
    if (found >= end)
        found = end - 1;
    panel->focus = list->card_count ? (int)(list->first_button + found - list->first_found) : -1;
    if (found != was_found) // the ring has left a card that is no button any more
        damage_add(h->base.env->damage, list->scroller.size.area);
}

static void show_cards(struct honoured *h) {
    struct honoured_list *list = &h->list;
    struct panel *panel = &h->base.panel;
    size_t first, count;
    in_sight(h, &first, &count);
    if (first != list->first_found || count != list->card_count) {
        size_t focus = (size_t)panel->focus - list->first_button; // huge when it is not there
        bool has_focus = panel->focus >= 0 && focus < list->card_count;
        size_t was_found = list->first_found + focus;
        panel_replace(panel, list->first_button, list->card_count, count);
        list->first_found = first;
        list->card_count = count;
        for (size_t i = 0; i < count; i++)
            put_card(h, i);
        if (has_focus)
            keep_focus(h, was_found);
    }
    move_cards(h);
}

/* What was typed finds nobody; a wall or a group without anybody is another matter. */
static bool is_not_found(const struct honoured *h) {
    return h->search.count == 0 && people_search_has_words(&h->search);
}

void honoured_list_lay(struct honoured *h) {
    h->list.first_button = h->base.panel.count;
    h->list.card_count = 0;
    show_cards(h);
    if (is_not_found(h))
        wall_empty_lay(&h->base, &h->search);
}

/* --- moving --------------------------------------------------------------------------------- */

static void follow(struct honoured *h, int was_at_px) {
    const struct screen_env *env = h->base.env;
    struct honoured_list *list = &h->list;
    int dy = was_at_px - list->scroller.at_px;
    if (dy != 0) {
        panel_cancel_some(&h->base.panel, list->first_button, list->card_count, env->damage);
        damage_scroll(env->damage, list->scroller.size.area, dy);
        size_t was_first = list->first_found;
        show_cards(h);
        if (list->first_found != was_first) // once a row
            honoured_photos_fetch_ahead(h, dy < 0);
    }
    remember(h);
    honoured_pages_follow(h);
}

static bool key_event(struct honoured *h, const struct event *ev) {
    struct scroller *s = &h->list.scroller;
    switch (ev->key) {
    case KEY_PAGE_DOWN:
        scroller_turn(s, 1, ev->at_ms);
        return true;
    case KEY_PAGE_UP:
        scroller_turn(s, -1, ev->at_ms);
        return true;
    case KEY_HOME:
        scroller_go(s, 0, ev->at_ms);
        return true;
    case KEY_END:
        scroller_go(s, scroller_last(s), ev->at_ms);
        return true;
    default:
        return false;
    }
}

bool honoured_list_event(struct honoured *h, const struct event *ev) {
    struct honoured_list *list = &h->list;
    int was_at_px = list->scroller.at_px;
    bool is_taken = scroller_event(&list->scroller, ev);
    if (is_taken)
        panel_cancel_some(&h->base.panel, list->first_button, list->card_count,
                          h->base.env->damage);
    if (ev->kind == EVENT_TIMER)
        scroller_tick(&list->scroller, ev->at_ms);
    else if (ev->kind == EVENT_PHOTO)
        honoured_photos_event(h, ev->text);
    else if (ev->kind == EVENT_KEY)
        is_taken = key_event(h, ev);
    follow(h, was_at_px);
    return is_taken;
}

void honoured_list_turn(struct honoured *h, int by, int64_t now_ms) {
    int was_at_px = h->list.scroller.at_px;
    scroller_turn(&h->list.scroller, by, now_ms);
    follow(h, was_at_px);
}

int honoured_scroll(struct screen *screen, int dy_px) {
    struct honoured *h = (struct honoured *)screen;
    int was_at_px = h->list.scroller.at_px;
    int gone = scroller_move(&h->list.scroller, dy_px);
    follow(h, was_at_px);
    return gone;
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_empty(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect plate =
        frame_rect(theme, (struct rect){496, 148, 1360, 772}, (struct rect){48, 648, 984, 800});
    frame_plate(canvas, plate, 28, COLOR_IVORY0, COLOR_IVORY200);
    struct rect lotus = rect_centre(plate, theme_px(theme, 260), theme_px(theme, 182));
    lotus.y -= theme_px(theme, 120);
    frame_icon(canvas, "motif/lotus-pale", lotus, COLOR_NONE);
    struct rect box = rect_inset(plate, theme_px(theme, 64));
    rect_cut_top(&box, lotus.y + lotus.h - box.y);
    text_draw(canvas, frame_word(s, "honours.empty"), box,
              &(struct text_style){.type = TYPE_TITLE_2,
                                   .color = COLOR_LAC700,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
}

void honoured_list_draw_ground(const struct honoured *h, struct canvas *canvas) {
    if (is_not_found(h))
        wall_empty_draw(&h->base, canvas);
    else if (h->search.count == 0)
        draw_empty(&h->base, canvas);
}

void honoured_list_draw(const struct honoured *h, struct canvas *canvas) {
    const struct screen *s = &h->base;
    const struct honoured_list *list = &h->list;
    struct rect window = list->scroller.size.area;
    if (!canvas_shows(canvas, window))
        return;
    canvas_push_clip(canvas, window);
    for (size_t i = 0; i < list->card_count; i++) {
        const struct button *b = &s->panel.items[list->first_button + i];
        person_card_draw(s, canvas, b, &s->env->content->people[b->value]);
    }
    canvas_pop_clip(canvas);
}
