/* What stays on the opening screen from slide to slide: ground, campaign, dots, days, the button.
 */
#include "screens/attract.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "screens/frame.h"
#include "widgets/chrome.h"

#define DOT 20
#define DOT_NOW 48
#define DOT_GAP 18

/* --- ground --------------------------------------------------------------------------------- */

/* Under `theme`, which may place the page elsewhere than the screen does. */
static void draw_gradient(const struct attract *a, const struct theme *theme,
                          struct canvas *canvas) {
    struct rect whole = theme_canvas(theme);
    whole.x += theme->origin.x - a->placed.origin.x;
    whole.y += theme->origin.y - a->placed.origin.y;
    canvas_gradient(canvas, whole, theme_color(theme, frame_on_red(theme, COLOR_LAC800)),
                    theme_color(theme, frame_on_red(theme, COLOR_LAC900)));
}

/* It moves along its own pattern only: its edges are the page's. */
static void draw_brocade(const struct attract *a, struct canvas *canvas, struct rect strip) {
    int tile = 3 * strip.h, moved = a->placed.origin.x - a->base.env->theme->origin.x;
    strip.x += moved - tile;
    strip.w += 2 * tile;
    if (canvas_shows(canvas, strip))
        chrome_draw_brocade(canvas, strip, true);
}

void attract_draw_ground(const struct attract *a, struct canvas *canvas) {
    const struct theme *theme = a->base.env->theme;
    draw_gradient(a, &a->placed, canvas);
    struct rect whole = theme_canvas(theme);
    struct rect brocade =
        frame_rect(theme, (struct rect){0, 1036, 1920, 44}, (struct rect){0, 1868, 1080, 52});
    brocade.x = 0;
    brocade.w = whole.w;
    brocade.h = whole.h - brocade.y;
    draw_brocade(a, canvas, brocade);
    if (!theme->is_portrait)
        return;
    canvas_fill(canvas, frame_band(theme, 0, 208),
                theme_color(theme, frame_on_red(theme, COLOR_LAC900)));
    draw_brocade(a, canvas, frame_band(theme, 208, 236));
}

void attract_draw_words_ground(const struct attract *a, const struct theme *theme,
                               struct canvas *canvas) {
    if (theme->is_portrait)
        frame_red_plate(canvas, theme_rect(theme, 48, 1130, 984, 476), 40, COLOR_LAC950,
                        COLOR_GOLD500);
    else
        draw_gradient(a, theme, canvas);
}

/* --- still parts ---------------------------------------------------------------------------- */

static void draw_campaign(const struct attract *a, struct canvas *canvas) {
    const struct campaign *campaign = &a->base.env->content->campaign;
    const struct theme *theme = &a->placed;
    struct rect box =
        frame_rect(theme, (struct rect){1140, 64, 716, 240}, (struct rect){48, 24, 984, 176});
    if (!canvas_shows(canvas, box))
        return;
    const char *anniversary = campaign->anniversary, *dates = campaign->anniversary_dates;
    struct text_style body = {.type = TYPE_BODY,
                              .color = frame_on_red(theme, COLOR_IVORY0),
                              .align = theme->is_portrait ? TEXT_CENTRE : TEXT_LEFT,
                              .max_lines = 2,
                              .may_shrink = true};
    struct text_style bold = body;
    bold.type = TYPE_BODY_BOLD;
    bold.color = frame_on_red(theme, COLOR_GOLD200);
    bold.max_lines = 1;
    int used = text_height(canvas, campaign->short_title, box.w, &bold) +
               text_height(canvas, anniversary, box.w, &body) +
               text_height(canvas, dates, box.w, &bold);
    if (used < box.h)
        rect_cut_top(&box, (box.h - used) / 2);
    box = frame_text(canvas, campaign->short_title, box, &bold);
    box = frame_text(canvas, anniversary, box, &body);
    frame_text(canvas, dates, box, &bold);
}

static void draw_rule(const struct attract *a, struct canvas *canvas) {
    const struct theme *theme = &a->placed;
    if (theme->is_portrait || !canvas_shows(canvas, theme_rect(theme, 1140, 306, 716, 48)))
        return;
    struct color gold = theme_color(theme, frame_on_red(theme, COLOR_GOLD600));
    canvas_fill(canvas, theme_rect(theme, 1140, 329, 330, 3), gold);
    canvas_fill(canvas, theme_rect(theme, 1526, 329, 330, 3), gold);
    frame_icon(canvas, "motif/anise-gold", theme_rect(theme, 1474, 306, 48, 48), COLOR_NONE);
}

struct rect attract_dots_area(const struct theme *theme) {
    const struct rect none = {0};
    return theme->is_portrait ? none : theme_rect(theme, 1140, 803, 716, DOT);
}

static void draw_dots(const struct attract *a, struct canvas *canvas) {
    const struct theme *theme = &a->placed;
    bool is_needed = !theme->is_portrait && a->slides.count > 1;
    if (!is_needed || !canvas_shows(canvas, attract_dots_area(theme)))
        return;
    int x = 1140;
    for (size_t i = 0; i < a->slides.count; i++) {
        bool is_now = i == a->now;
        int w = is_now ? DOT_NOW : DOT;
        struct rect dot = theme_rect(theme, x, 803, w, DOT);
        canvas_round_outline(
            canvas, dot, dot.h / 2, theme_px(theme, 3),
            theme_color(theme, frame_on_red(theme, COLOR_GOLD300)),
            theme_color(theme, frame_on_red(theme, is_now ? COLOR_GOLD300 : COLOR_LAC900)));
        x += w + DOT_GAP;
    }
}

/* The number beside its words. */
static void draw_days_number(const struct screen *s, struct canvas *canvas, struct rect inner,
                             int left_days, const struct text_style *words) {
    const struct theme *theme = canvas->theme;
    char digits[16];
    snprintf(digits, sizeof digits, "%d", left_days);
    struct rect left = rect_cut_left(&inner, theme_px(theme, 160));
    text_draw(canvas, digits, left,
              &(struct text_style){.type = TYPE_HERO,
                                   .color = frame_on_red(theme, COLOR_GOLD300),
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    rect_cut_left(&inner, theme_px(theme, 16));
    text_draw(canvas, frame_word(s, "attract.countdown"), inner, words);
}

/* The pill of the portrait page has one short line; the slide says the rest. */
static char *plate_words(const struct screen *s, const struct days *days) {
    if (!s->env->theme->is_portrait)
        return days_sentence(s, days);
    if (days->kind == DAYS_LEFT)
        return frame_fill_number(s, "attract.days_short", days->left);
    if (days->kind == DAYS_ENDED)
        return xstrdup(frame_word(s, "attract.ended_short"));
    return days_sentence(s, days);
}

static int pill_width(const struct days *days) {
    return days->kind == DAYS_LEFT || days->kind == DAYS_ENDED ? 304 : 640;
}

static void draw_days(const struct attract *a, struct canvas *canvas) {
    const struct screen *s = &a->base;
    const struct theme *theme = &a->placed;
    struct days days = days_now(s->env);
    int wide = pill_width(&days);
    struct rect plate = frame_rect(theme, (struct rect){64, 860, 470, 140},
                                   (struct rect){1032 - wide, 1030, wide, 84});
    bool is_needed = days.kind != DAYS_WRAP_UP; // its words stand above already
    if (!is_needed || !canvas_shows(canvas, plate))
        return;
    struct text_style words = {.type = TYPE_BODY_S_BOLD,
                               .color = frame_on_red(theme, COLOR_GOLD200),
                               .place = TEXT_MIDDLE,
                               .may_shrink = true};
    frame_red_plate(canvas, plate, theme->is_portrait ? 42 : 28, COLOR_LAC950, COLOR_GOLD500);
    struct rect inner = rect_inset(plate, theme_px(theme, 14));
    if (days.kind == DAYS_LEFT && !theme->is_portrait) {
        draw_days_number(s, canvas, inner, days.left, &words);
        return;
    }
    char *text = plate_words(s, &days);
    words.type = theme->is_portrait ? TYPE_BODY_BOLD : TYPE_BODY_S_BOLD;
    words.align = TEXT_CENTRE;
    text_draw(canvas, text, inner, &words);
    free(text);
}

static void draw_tag(const struct attract *a, struct canvas *canvas) {
    const struct screen *s = &a->base;
    const struct theme *theme = &a->placed;
    struct rect at = frame_rect(theme, (struct rect){64, 66, 0, 0}, (struct rect){48, 1078, 0, 0});
    int height = theme_px(theme, 52);
    struct rect row = {at.x, at.y - height, theme_px(theme, 480), 2 * height};
    const char *words = frame_tag(s);
    if (!words || !canvas_shows(canvas, row))
        return;
    int width = text_width(canvas, words, TYPE_TAG) + theme_px(theme, 34);
    canvas_round(canvas, (struct rect){at.x, at.y - height / 2, width, height}, height / 2,
                 theme_color(theme, frame_on_red(theme, COLOR_LAC900))); // the drum stays behind
    chrome_draw_tag(canvas, at.x + width, at.y, words, true);
}

/* The widget's gold plate, with larger words on it than a button has. */
static void draw_start(const struct attract *a, struct canvas *canvas) {
    const struct screen *s = &a->base;
    const struct theme *theme = &a->placed;
    struct button start = s->panel.items[0]; // pressed as the whole screen is
    start.look = BUTTON_GOLD;
    start.label = start.sub = NULL;
    start.area =
        frame_rect(theme, (struct rect){1140, 846, 716, 152}, (struct rect){48, 1648, 984, 180});
    if (!canvas_shows(canvas, start.area))
        return;
    const char *words = s->panel.items[0].label;
    button_draw(&start, false, canvas);
    struct rect face = button_face(&start, theme);
    int side = theme_px(theme, theme->is_portrait ? 96 : 80), gap = theme_px(theme, 16);
    int room = face.w - side - gap - theme_px(theme, 48);
    int width = text_width(canvas, words, TYPE_FIELD);
    struct rect row = rect_centre(face, side + gap + (width < room ? width : room), face.h);
    struct rect hand = rect_cut_left(&row, side);
    rect_cut_left(&row, gap);
    enum color_token ink = button_ink(&start, theme);
    frame_icon(canvas, "icons/hand", rect_centre(hand, side, side), ink);
    text_draw(canvas, words, row,
              &(struct text_style){.type = TYPE_FIELD,
                                   .color = ink,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

void attract_draw_still(const struct attract *a, struct canvas *canvas) {
    draw_campaign(a, canvas);
    draw_rule(a, canvas);
    draw_dots(a, canvas);
    draw_days(a, canvas);
    draw_tag(a, canvas);
    draw_start(a, canvas);
}
