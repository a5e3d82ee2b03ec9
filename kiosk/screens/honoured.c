/* The wall: everybody who was commended, a page at a time, by group. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/content.h"
#include "model/people_search.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "screens/person.h"
#include "screens/person_card.h"

enum action {
    ACTION_CARD = 1, // value: index into content
    ACTION_FILTER,   // value: 0 all, else the group's number from 1
    ACTION_NEXT,
    ACTION_PREV,
};

#define CARDS_MAX 6

struct honoured {
    struct screen base;
    struct people_search search; // whom query and filter leave
    size_t first_card;           // of the panel's buttons
    size_t card_count;
};

/* --- which of them are shown ---------------------------------------------------------------- */

static size_t page_size(const struct theme *theme) {
    return theme->is_portrait || theme->has_large_text ? 3 : CARDS_MAX;
}

static void find(struct honoured *h) {
    const struct visit *visit = h->base.env->visit;
    people_search_finish(&h->search);
    people_search_init(&h->search, h->base.env->content);
    people_search_find(&h->search, visit->query, visit->group);
}

static size_t page_count(const struct honoured *h) {
    size_t size = page_size(h->base.env->theme);
    return h->search.count ? (h->search.count + size - 1) / size : 1;
}

static size_t page_now(const struct honoured *h) {
    return h->base.env->visit->first_person / page_size(h->base.env->theme);
}

/* The place in the list survives a change of the page's size: the page that holds it is shown. */
static void keep_in_range(struct honoured *h) {
    struct visit *visit = h->base.env->visit;
    size_t size = page_size(h->base.env->theme);
    if (visit->first_person >= h->search.count)
        visit->first_person = 0;
    visit->first_person -= visit->first_person % size;
}

/* --- layout --------------------------------------------------------------------------------- */

static struct rect card_area(const struct theme *theme, size_t index) {
    int i = (int)index;
    if (theme->is_portrait)
        return theme_rect(theme, 48, 648 + 272 * i, 984, 252);
    if (theme->has_large_text)
        return theme_rect(theme, 496, 148 + 262 * i, 1360, 240);
    return theme_rect(theme, 496 + 692 * (i % 2), 148 + 262 * (i / 2), 668, 240);
}

static void lay_cards(struct honoured *h) {
    struct screen *s = &h->base;
    size_t first = s->env->visit->first_person, size = page_size(s->env->theme);
    h->first_card = s->panel.count;
    h->card_count = 0;
    for (size_t i = 0; i < size && first + i < h->search.count; i++) {
        size_t person = h->search.found[first + i];
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "people.card.%zu", i);
        struct button *b = panel_add(&s->panel, id, ACTION_CARD, BUTTON_CARD,
                                     card_area(s->env->theme, i), NULL, NULL);
        // The card is painted here; its label is for scripts and for reading aloud.
        b->value = (int)person;
        h->card_count++;
    }
}

/* Landscape: one below the other on the rail. Portrait: a row, as wide as their words. */
static struct rect chip_area(const struct theme *theme, size_t index, size_t count) {
    int i = (int)index, n = (int)count;
    if (!theme->is_portrait)
        return theme_rect(theme, 64, 364 + 108 * i, 408, 96);
    int w = (984 - 24 * (n - 1)) / n;
    return theme_rect(theme, 48 + i * (w + 24), 1616, w, 104);
}

static void lay_chip(struct screen *s, size_t index, const char *id, const char *icon,
                     const char *label, bool is_chosen) {
    size_t count = s->env->content->campaign.group_count + 1;
    struct button *b = panel_add(&s->panel, id, ACTION_FILTER, BUTTON_CHIP,
                                 chip_area(s->env->theme, index, count), icon, label);
    b->value = (int)index;
    b->is_chosen = is_chosen;
    b->is_left = !s->env->theme->is_portrait;
}

static void lay_filters(struct screen *s) {
    const struct campaign *campaign = &s->env->content->campaign;
    const struct group *chosen = s->env->visit->group;
    bool is_portrait = s->env->theme->is_portrait;
    lay_chip(s, 0, "people.filter.all", NULL, frame_word(s, "honours.filter.all"), !chosen);
    for (size_t i = 0; i < campaign->group_count; i++) {
        const struct group *group = &campaign->groups[i];
        static const char *const icons[] = {"icons/group", "icons/person", "icons/family"};
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "people.filter.%.40s", group->id);
        const char *icon = is_portrait ? NULL : icons[i % (sizeof icons / sizeof *icons)];
        const char *form = is_portrait ? "group_short" : "group";
        lay_chip(s, i + 1, id, icon, person_group_word(s, form, group), chosen == group);
    }
}

/* In portrait the page's buttons stand below the list, in landscape in the bottom bar. */
static void lay_pages_portrait(struct honoured *h) {
    struct screen *s = &h->base;
    const struct theme *theme = s->env->theme;
    struct button *b = panel_add(&s->panel, "people.prev", ACTION_PREV, BUTTON_SECONDARY,
                                 theme_rect(theme, 48, 1484, 150, 108), "icons/up", NULL);
    b->is_off = page_now(h) == 0;
    b = panel_add(&s->panel, "people.next", ACTION_NEXT, BUTTON_GOLD,
                  theme_rect(theme, 684, 1484, 348, 108), "icons/down",
                  frame_word(s, "nav.next_page"));
    b->is_off = page_now(h) + 1 >= page_count(h);
}

static const struct bar_button bar_prev = {.id = "people.prev",
                                           .action = ACTION_PREV,
                                           .icon = "icons/up",
                                           .key = "nav.prev_page",
                                           .x = 752,
                                           .w = 150,
                                           .room = 140,
                                           .is_icon_only = true};
static const struct bar_button bar_next = {.id = "people.next",
                                           .action = ACTION_NEXT,
                                           .look = BUTTON_GOLD,
                                           .icon = "icons/down",
                                           .key = "nav.next_page",
                                           .x = 1068,
                                           .w = 310};
static const struct bar_button bar_big_here = {.id = "nav.bigtext",
                                               .action = BAR_LARGE_TEXT,
                                               .key = "a11y.bigger_short",
                                               .x = 1418,
                                               .w = 130,
                                               .is_right = true};

static void lay_bar(struct honoured *h) {
    struct screen *s = &h->base;
    bool has_pages = page_count(h) > 1 && !s->env->theme->is_portrait;
    struct bar_button buttons[BAR_BUTTONS_MAX] = {bar_back, bar_home};
    size_t count = 2;
    if (has_pages) {
        buttons[count++] = bar_prev;
        buttons[count++] = bar_next;
    }
    buttons[count++] = bar_big_here;
    buttons[count++] = bar_help;
    bar_lay(s, buttons, count);
    if (has_pages) {
        struct button *prev = &s->panel.items[s->panel.count - count + 2];
        prev[0].is_off = page_now(h) == 0;
        prev[1].is_off = page_now(h) + 1 >= page_count(h);
    }
}

static void enter(struct screen *screen) {
    struct honoured *h = (struct honoured *)screen;
    panel_clear(&screen->panel);
    find(h);
    keep_in_range(h);
    bool is_portrait = screen->env->theme->is_portrait;
    if (!is_portrait)
        lay_filters(screen);
    lay_cards(h);
    if (is_portrait) {
        if (page_count(h) > 1)
            lay_pages_portrait(h);
        lay_filters(screen);
    }
    lay_bar(h);
}

static void leave(struct screen *screen) {
    struct honoured *h = (struct honoured *)screen;
    people_search_finish(&h->search);
}

/* --- events --------------------------------------------------------------------------------- */

static void turn_page(struct honoured *h, int by) {
    struct screen *s = &h->base;
    size_t size = page_size(s->env->theme);
    s->env->visit->first_person += by > 0 ? size : -size;
    enter(s);
    damage_add_all(s->env->damage);
}

static void filter(struct honoured *h, int number) {
    struct visit *visit = h->base.env->visit;
    visit->group = number ? &h->base.env->content->campaign.groups[number - 1] : NULL;
    visit->first_person = 0;
    enter(&h->base);
    damage_add_all(h->base.env->damage);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct honoured *h = (struct honoured *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    switch (fired->action) {
    case ACTION_CARD:
        screen->env->visit->person = (size_t)fired->value;
        return (struct screen_reply){SCREEN_GO, SCREEN_DETAIL};
    case ACTION_FILTER:
        filter(h, fired->value);
        break;
    case ACTION_NEXT:
        turn_page(h, 1);
        break;
    case ACTION_PREV:
        turn_page(h, -1);
        break;
    }
    return reply;
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_count_landscape(const struct honoured *h, struct canvas *canvas) {
    const struct screen *s = &h->base;
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", h->search.count);
    struct rect box = theme_rect(s->env->theme, 64, 142, 408, 216);
    box = frame_text(
        canvas, digits, box,
        &(struct text_style){
            .type = TYPE_TITLE_1, .color = COLOR_LAC700, .max_lines = 1, .may_shrink = true});
    text_draw(canvas, frame_word(s, "honours.people"), box,
              &(struct text_style){.type = TYPE_BODY_S, .color = COLOR_INK700, .may_shrink = true});
}

static void draw_count_portrait(const struct honoured *h, struct canvas *canvas) {
    const struct screen *s = &h->base;
    const struct theme *theme = s->env->theme;
    struct rect drum = theme_rect(theme, -140, 0, 720, 720);
    frame_hero(canvas, 124, 604, drum);
    int sides[] = {272, 260, 248};
    static const enum color_token fills[] = {COLOR_LAC950, COLOR_GOLD300, COLOR_GOLD200};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        struct rect disc = rect_centre(drum, theme_px(theme, sides[i]), theme_px(theme, sides[i]));
        canvas_round(canvas, disc, disc.h / 2, theme_color(theme, frame_on_red(theme, fills[i])));
        if (i == 2 && h->search.count)
            person_draw_portrait(canvas, &s->env->content->people[h->search.found[0]], disc,
                                 disc.h / 2);
    }
    struct rect plate = theme_rect(theme, 470, 190, 562, 348);
    frame_red_plate(canvas, plate, 28, COLOR_LAC900, COLOR_LAC900);
    struct rect box = rect_inset(plate, theme_px(theme, 36));
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", h->search.count);
    box = frame_text(canvas, digits, box,
                     &(struct text_style){.type = TYPE_HERO,
                                          .color = frame_on_red(theme, COLOR_GOLD300),
                                          .max_lines = 1,
                                          .may_shrink = true});
    text_draw(canvas, frame_word(s, "honours.people"), box,
              &(struct text_style){.type = TYPE_BUTTON_L,
                                   .color = frame_on_red(theme, COLOR_GOLD200),
                                   .may_shrink = true});
}

static void draw_page_number(const struct honoured *h, struct canvas *canvas) {
    const struct screen *s = &h->base;
    const struct button *prev = NULL, *next = NULL;
    for (size_t i = 0; i < s->panel.count; i++) {
        if (s->panel.items[i].action == ACTION_PREV)
            prev = &s->panel.items[i];
        else if (s->panel.items[i].action == ACTION_NEXT)
            next = &s->panel.items[i];
    }
    if (!prev || !next)
        return;
    char text[48];
    snprintf(text, sizeof text, "%zu / %zu", page_now(h) + 1, page_count(h));
    int left = prev->area.x + prev->area.w;
    struct rect box = {left, prev->area.y, next->area.x - left, prev->area.h};
    text_draw(canvas, text, box,
              &(struct text_style){.type = TYPE_BUTTON,
                                   .color = COLOR_INK900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_empty(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
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

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct honoured *h = (const struct honoured *)screen;
    bool is_portrait = screen->env->theme->is_portrait;
    char *title = frame_fill(screen, "honours.page_title");
    frame_draw(screen, canvas,
               &(struct frame){.title = is_portrait ? frame_word(screen, "honours.title") : title});
    free(title);
    if (is_portrait)
        draw_count_portrait(h, canvas);
    else
        draw_count_landscape(h, canvas);
    panel_draw(&screen->panel, canvas);
    for (size_t i = 0; i < h->card_count; i++) {
        const struct button *b = &screen->panel.items[h->first_card + i];
        person_card_draw(screen, canvas, b, &screen->env->content->people[b->value]);
    }
    if (h->card_count == 0)
        draw_empty(screen, canvas);
    draw_page_number(h, canvas);
}

const struct screen_kind honoured_kind = {
    .name = "honoured",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct honoured),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
};
