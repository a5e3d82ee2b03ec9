/* The campaigns before this one (các đợt thi đua trước), the latest first: a card each. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "model/content.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "widgets/chrome.h"
#include "widgets/icon.h"

enum action {
    ACTION_OPEN = 1, // value: index into content->campaigns
    ACTION_PREV,
    ACTION_NEXT,
};

#define PAGE_LANDSCAPE 6
#define PAGE_PORTRAIT 3

struct past_screen {
    struct screen base;
    size_t first;      // on top of the page
    size_t card_count; // the panel's first buttons
};

/* --- layout --------------------------------------------------------------------------------- */

static struct rect card_area(const struct theme *theme, size_t index) {
    int i = (int)index;
    return frame_rect(theme, (struct rect){64 + i % 2 * 908, 160 + i / 2 * 256, 884, 236},
                      (struct rect){48, 680 + i * 312, 984, 288});
}

static size_t page_size(const struct screen *s) {
    return s->env->theme->is_portrait ? PAGE_PORTRAIT : PAGE_LANDSCAPE;
}

static void lay_cards(struct past_screen *p) {
    struct screen *s = &p->base;
    const struct content *content = s->env->content;
    if (p->first >= content->campaign_count)
        p->first = 0;
    size_t left = content->campaign_count - p->first;
    p->card_count = left < page_size(s) ? left : page_size(s);
    for (size_t i = 0; i < p->card_count; i++) {
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "campaigns.card.%zu", i);
        panel_add(&s->panel, id, ACTION_OPEN, BUTTON_CARD, card_area(s->env->theme, i), NULL,
                  content->campaigns[p->first + i].title)
            ->value = (int)(p->first + i);
    }
}

static const struct bar_button bar_prev = {.id = "campaigns.prev",
                                           .action = ACTION_PREV,
                                           .icon = "icons/left",
                                           .key = "nav.prev_page",
                                           .short_key = "nav.prev",
                                           .x = 692,
                                           .w = 260};
static const struct bar_button bar_next = {.id = "campaigns.next",
                                           .action = ACTION_NEXT,
                                           .icon = "icons/right",
                                           .key = "nav.next_page",
                                           .short_key = "nav.next_one",
                                           .x = 976,
                                           .w = 240,
                                           .is_icon_last = true};

static void enter(struct screen *screen) {
    struct past_screen *p = (struct past_screen *)screen;
    struct bar_button buttons[BAR_BUTTONS_MAX] = {bar_back, bar_home};
    size_t count = 2;
    panel_clear(&screen->panel);
    lay_cards(p);
    bool has_pages = screen->env->content->campaign_count > page_size(screen);
    if (has_pages && screen->env->theme->is_portrait) {
        bar_add_above(screen, &bar_prev, 48, 480);
        bar_add_above(screen, &bar_next, 552, 480);
    } else if (has_pages) {
        buttons[count++] = bar_prev;
        buttons[count++] = bar_next;
    }
    buttons[count++] = bar_big;
    buttons[count++] = bar_read;
    buttons[count++] = bar_help;
    bar_lay(screen, buttons, count);
}

/* --- events --------------------------------------------------------------------------------- */

static void turn(struct past_screen *p, bool is_forward) {
    size_t count = p->base.env->content->campaign_count, page = page_size(&p->base);
    size_t last = (count - 1) / page * page;
    if (is_forward)
        p->first = p->first >= last ? 0 : p->first + page;
    else
        p->first = p->first < page ? last : p->first - page;
    enter(&p->base);
    damage_add_all(p->base.env->damage);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || bar_reply(fired->action, &reply))
        return reply;
    if (fired->action != ACTION_OPEN) {
        turn((struct past_screen *)screen, fired->action == ACTION_NEXT);
        return reply;
    }
    struct visit *visit = screen->env->visit;
    snprintf(visit->campaign, sizeof visit->campaign, "%s",
             screen->env->content->campaigns[fired->value].id);
    return (struct screen_reply){SCREEN_GO, SCREEN_PAST_CAMPAIGN};
}

/* --- drawing -------------------------------------------------------------------------------- */

/* "3/2023 – 31/5/2023"; one day alone where the other is open. Owned by the caller. */
static char *dates(const struct campaign_title *title) {
    char start[DATE_VI_MAX] = "", end[DATE_VI_MAX] = "";
    if (title->start.year)
        date_format_vi(title->start, start);
    if (title->end.year)
        date_format_vi(title->end, end);
    return xasprintf("%s%s%s", start, start[0] && end[0] ? " – " : "", end);
}

static void draw_card(const struct screen *s, struct canvas *canvas, const struct button *b) {
    const struct theme *theme = s->env->theme;
    struct rect face = button_face(b, theme);
    enum color_token ink = button_ink(b, theme);
    int pad = theme_px(theme, 28), side = theme_px(theme, 96);
    char *when = dates(&s->env->content->campaigns[b->value]);
    rect_cut_left(&face, pad);
    rect_cut_right(&face, pad);
    struct rect disc = rect_centre(rect_cut_left(&face, side), side, side);
    if (!theme->has_high_contrast)
        canvas_round(canvas, disc, theme_px(theme, 24), theme_color(theme, COLOR_LAC100));
    int small = theme_px(theme, 60);
    icon_draw(canvas, "icons/flag", rect_centre(disc, small, small),
              theme->has_high_contrast ? ink : COLOR_LAC700);
    rect_cut_left(&face, pad);
    rect_cut_top(&face, theme_px(theme, 20));
    rect_cut_bottom(&face, theme_px(theme, 20));
    struct rect low = rect_cut_bottom(&face, theme_line_px(theme, TYPE_BODY_BOLD));
    text_draw(canvas, b->label, face,
              &(struct text_style){
                  .type = TYPE_TILE, .color = ink, .place = TEXT_MIDDLE, .may_shrink = true});
    text_draw(canvas, when, low,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = theme->has_high_contrast ? ink : COLOR_LAC700,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    free(when);
}

/* What is high up in portrait is looked at, not touched. */
static void draw_hero(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    frame_hero(canvas, 124, 620, theme_rect(theme, 190, 14, 700, 700));
    chrome_draw_brocade(canvas, frame_band(theme, 620, 648), true);
    text_draw(canvas, frame_word(s, "past.lead"), theme_rect(theme, 48, 168, 984, 430),
              &(struct text_style){.type = TYPE_TITLE_1,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .may_shrink = true});
}

static void draw(const struct screen *s, struct canvas *canvas) {
    const struct past_screen *p = (const struct past_screen *)s;
    frame_draw(s, canvas, &(struct frame){.title = frame_word(s, "past.title")});
    if (s->env->theme->is_portrait)
        draw_hero(s, canvas);
    panel_draw(&s->panel, canvas);
    for (size_t i = 0; i < p->card_count && i < s->panel.count; i++)
        if (canvas_shows(canvas, s->panel.items[i].area))
            draw_card(s, canvas, &s->panel.items[i]);
}

const struct screen_kind past_kind = {
    .name = "past",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct past_screen),
    .enter = enter,
    .event = event,
    .draw = draw,
};
