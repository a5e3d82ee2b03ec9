/* A page on, a page back, and which one it is: in landscape in the bar, in portrait beside the
 * search. They are there only when the list is longer than its window. */
#include "screens/honoured.h"

#include <stdio.h>

#include "draw/text.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "widgets/button.h"

static const struct bar_button bar_prev = {.id = "people.prev",
                                           .action = HONOURED_PREV,
                                           .icon = "icons/up",
                                           .key = "nav.prev_page",
                                           .x = 752,
                                           .w = 150,
                                           .room = 140,
                                           .is_icon_only = true};
static const struct bar_button bar_next = {.id = "people.next",
                                           .action = HONOURED_NEXT,
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

static bool has_pages(const struct honoured *h) {
    return scroller_page_count(&h->list.scroller) > 1;
}

static bool is_at_top(const struct honoured *h) {
    return scroller_goal(&h->list.scroller) == 0;
}

static struct button *find(struct honoured *h, int action) {
    struct panel *panel = &h->base.panel;
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->items[i].action == action)
            return &panel->items[i];
    }
    return NULL;
}

/* Up and down, as far as each leads anywhere. */
static void switch_arrows(struct honoured *h, struct damage *damage) {
    const struct scroller *s = &h->list.scroller;
    const struct {
        int action;
        bool is_off;
    } arrows[] = {{HONOURED_PREV, is_at_top(h)},
                  {HONOURED_NEXT, scroller_goal(s) >= scroller_last(s)}};
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
        struct button *b = find(h, arrows[i].action);
        if (!b || b->is_off == arrows[i].is_off)
            continue;
        b->is_off = arrows[i].is_off;
        if (damage)
            damage_add(damage, button_reach(b, h->base.env->theme));
    }
}

void honoured_pages_lay(struct honoured *h) {
    struct screen *s = &h->base;
    const struct theme *theme = s->env->theme;
    h->pages.number = (struct rect){0};
    if (!theme->is_portrait || !has_pages(h))
        return;
    if (!is_at_top(h)) // there is no place for an arrow that does nothing
        panel_add(&s->panel, "people.prev", HONOURED_PREV, BUTTON_SECONDARY,
                  theme_rect(theme, 48, 1484, 150, 108), "icons/up", NULL);
    panel_add(&s->panel, "people.next", HONOURED_NEXT, BUTTON_GOLD,
              theme_rect(theme, 684, 1484, 348, 108), "icons/down", frame_word(s, "nav.next_page"));
    switch_arrows(h, NULL);
}

static void lay_landscape(struct honoured *h) {
    const struct bar_button buttons[] = {bar_back, bar_home,     bar_prev,
                                         bar_next, bar_big_here, bar_help};
    bar_lay(&h->base, buttons, sizeof buttons / sizeof *buttons);
    struct rect prev = find(h, HONOURED_PREV)->area, next = find(h, HONOURED_NEXT)->area;
    int left = prev.x + prev.w;
    h->pages.number = (struct rect){left, prev.y, next.x - left, prev.h};
    switch_arrows(h, NULL);
}

void honoured_pages_lay_bar(struct honoured *h) {
    h->pages.page = (size_t)scroller_page(&h->list.scroller);
    h->pages.count = (size_t)scroller_page_count(&h->list.scroller);
    if (has_pages(h) && !h->base.env->theme->is_portrait) {
        lay_landscape(h);
        return;
    }
    if (h->base.env->can_read && !h->base.env->theme->is_portrait) { // has room without the arrows
        const struct bar_button buttons[] = {bar_back, bar_home, bar_big, bar_read, bar_help};
        bar_lay(&h->base, buttons, sizeof buttons / sizeof *buttons);
        return;
    }
    const struct bar_button buttons[] = {bar_back, bar_home, bar_big_here, bar_help};
    bar_lay(&h->base, buttons, sizeof buttons / sizeof *buttons);
}

void honoured_pages_follow(struct honoured *h) {
    const struct screen_env *env = h->base.env;
    size_t page = (size_t)scroller_page(&h->list.scroller);
    if (page != h->pages.page) {
        h->pages.page = page;
        damage_add(env->damage, h->pages.number);
    }
    bool has_arrow = find(h, HONOURED_PREV) != NULL;
    if (env->theme->is_portrait && has_pages(h) && has_arrow == is_at_top(h)) {
        panel_cancel(&h->base.panel, env->damage); // what another finger holds is laid anew
        honoured_lay(h);                           // it comes, or goes, and the search makes room
        damage_add(env->damage, theme_rect(env->theme, 0, 1470, 1080, 136));
    }
    switch_arrows(h, env->damage);
}

void honoured_pages_draw(const struct honoured *h, struct canvas *canvas) {
    if (!canvas_shows(canvas, h->pages.number))
        return;
    char text[48];
    snprintf(text, sizeof text, "%zu / %zu", h->pages.page + 1, h->pages.count);
    text_draw(canvas, text, h->pages.number,
              &(struct text_style){.type = TYPE_BUTTON,
                                   .color = COLOR_INK900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}
