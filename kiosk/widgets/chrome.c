#include "widgets/chrome.h"

#include <stdio.h>
#include <string.h>

#include "draw/art.h"
#include "draw/text.h"
#include "widgets/icon.h"

#define BAND_H 104
#define STRIP_H 20
#define BAR_H 136
#define BAR_ROW_H 104
#define BAR_ROW_H_MOST 116
#define STEP_SIDE 64
#define STEP_GAP 14
#define STEPS_X 1056 // where the wizard's stepper begins on a landscape page
#define HOLE 24      // least room between what stands in the band

static int margin(const struct theme *theme) {
    return theme->is_portrait ? 48 : 64;
}

static int design_width(const struct theme *theme) {
    return theme->is_portrait ? 1080 : 1920;
}

static int design_height(const struct theme *theme) {
    return theme->is_portrait ? 1920 : 1080;
}

static struct color ink(const struct canvas *canvas, enum color_token token,
                        enum color_token in_contrast) {
    const struct theme *theme = canvas->theme;
    return theme_color(theme, theme->has_high_contrast ? in_contrast : token);
}

static enum color_token token_for(const struct canvas *canvas, enum color_token token,
                                  enum color_token in_contrast) {
    return canvas->theme->has_high_contrast ? in_contrast : token;
}

void chrome_draw_page(struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    canvas_fill(canvas, theme_canvas(theme),
                ink(canvas, theme->is_staff ? COLOR_STAFF_PAGE : COLOR_IVORY50, COLOR_BLACK));
}

void chrome_draw_brocade(struct canvas *canvas, struct rect r, bool is_full) {
    const struct theme *theme = canvas->theme;
    if (theme->has_high_contrast) {
        canvas_fill(canvas, r, theme_color(theme, COLOR_BLACK));
        r.y += r.h - theme_px(theme, 5);
        r.h = theme_px(theme, 5);
        canvas_fill(canvas, r, theme_color(theme, COLOR_WHITE));
        return;
    }
    const char *name = is_full           ? "motif/brocade-tile"
                       : theme->is_staff ? "motif/brocade-thin-tile-indigo"
                                         : "motif/brocade-thin-tile";
    SDL_Surface *tile = art_get(canvas->art, name, 3 * r.h, r.h, (struct color){0});
    if (tile)
        canvas_tile(canvas, tile, r);
}

/* One line of bold text whose capitals stand in the middle of its box. */
static struct text_style line_style(enum type_token type, enum color_token color,
                                    enum text_align align) {
    return (struct text_style){.type = type,
                               .color = color,
                               .align = align,
                               .place = TEXT_MIDDLE,
                               .max_lines = 1,
                               .may_shrink = true};
}

static void draw_line(struct canvas *canvas, const char *text, struct rect box,
                      enum type_token type, enum color_token color, enum text_align align) {
    struct text_style style = line_style(type, color, align);
    text_draw(canvas, text, box, &style);
}

/* What is on every page, or changes by itself, is not read aloud each time. */
static void draw_silent_line(struct canvas *canvas, const char *text, struct rect box,
                             enum type_token type, enum color_token color, enum text_align align) {
    struct text_style style = line_style(type, color, align);
    style.is_silent = true;
    text_draw(canvas, text, box, &style);
}

int chrome_draw_tag(struct canvas *canvas, int right, int centre_y, const char *words,
                    bool is_on_red) {
    const struct theme *theme = canvas->theme;
    int h = theme_px(theme, 52), pad = theme_px(theme, 17);
    if (h < theme_line_px(theme, TYPE_TAG))
        h = theme_line_px(theme, TYPE_TAG);
    int w = text_width(canvas, words, TYPE_TAG) + 2 * pad;
    struct rect pill = {right - w, centre_y - h / 2, w, h};
    enum color_token line =
        token_for(canvas, is_on_red ? COLOR_GOLD200 : COLOR_INK700, COLOR_WHITE);
    canvas_round_outline(canvas, pill, h / 2, theme_px(theme, 2), theme_color(theme, line),
                         theme_color(theme, COLOR_NONE));
    draw_line(canvas, words, pill, TYPE_TAG, line, TEXT_CENTRE);
    return pill.x;
}

/* "Chưa có mạng – máy vẫn dùng được": the whole sentence, what stands before its dash, or the
 * bare icon, whichever has room between `left` and `right`. Returns the pill's left end. */
static int draw_offline(struct canvas *canvas, int left, int right, const char *sentence) {
    const struct theme *theme = canvas->theme;
    int h = theme_px(theme, 60), icon = theme_px(theme, 42), pad = theme_px(theme, 24);
    char words[160];
    snprintf(words, sizeof words, "%s", sentence);
    int text_w = text_width(canvas, words, TYPE_BODY_S_BOLD);
    char *dash = strstr(words, " – ");
    if (text_w > right - left - 3 * pad - icon && dash) {
        *dash = '\0';
        text_w = text_width(canvas, words, TYPE_BODY_S_BOLD);
    }
    bool has_words = text_w <= right - left - 3 * pad - icon;
    int w = icon + 2 * pad + (has_words ? text_w + theme_px(theme, 14) : 0);
    struct rect pill = {right - w, theme->origin.y + theme_px(theme, BAND_H / 2) - h / 2, w, h};
    canvas_round(canvas, pill, h / 2, ink(canvas, COLOR_GOLD300, COLOR_YELLOW));
    struct rect row = pill;
    rect_cut_left(&row, pad);
    enum color_token dark = token_for(canvas, COLOR_INK900, COLOR_BLACK);
    icon_draw(canvas, "icons/wifioff", rect_cut_left(&row, icon), dark);
    rect_cut_left(&row, theme_px(theme, 14));
    if (has_words)
        draw_silent_line(canvas, words, row, TYPE_BODY_S_BOLD, dark, TEXT_LEFT);
    return pill.x;
}

struct step_pill {
    char words[96];
    int w; // of the active pill
};

static struct step_pill active_pill(struct canvas *canvas, const struct chrome_header *h) {
    struct step_pill pill;
    snprintf(pill.words, sizeof pill.words, "%d  %s", h->step, h->step_name ? h->step_name : "");
    pill.w = text_width(canvas, pill.words, TYPE_BODY_S_BOLD) + theme_px(canvas->theme, 60);
    if (pill.w < theme_px(canvas->theme, 156))
        pill.w = theme_px(canvas->theme, 156);
    return pill;
}

static int steps_width(const struct theme *theme, const struct chrome_header *h,
                       const struct step_pill *pill) {
    return (h->step_count - 1) * theme_px(theme, STEP_SIDE + STEP_GAP) + pill->w;
}

static void draw_step(struct canvas *canvas, struct rect disc, int step, int active) {
    const struct theme *theme = canvas->theme;
    bool is_done = step < active;
    canvas_round_outline(canvas, disc, disc.h / 2, theme_px(theme, 3),
                         ink(canvas, is_done ? COLOR_GOLD400 : COLOR_GOLD600, COLOR_WHITE),
                         ink(canvas, is_done ? COLOR_LAC700 : COLOR_LAC900, COLOR_BLACK));
    if (is_done) {
        int side = theme_px(theme, 38);
        icon_draw(canvas, "icons/check", rect_centre(disc, side, side),
                  token_for(canvas, COLOR_GOLD200, COLOR_WHITE));
        return;
    }
    char number[16];
    snprintf(number, sizeof number, "%d", step);
    draw_silent_line(canvas, number, disc, TYPE_BODY_S_BOLD,
                     token_for(canvas, COLOR_GOLD200, COLOR_WHITE), TEXT_CENTRE);
}

/* Done ones as ticks, the active one with its name, the others by number. Returns its left end. */
static int draw_steps(struct canvas *canvas, const struct chrome_header *h, int right) {
    const struct theme *theme = canvas->theme;
    struct step_pill pill = active_pill(canvas, h);
    int side = theme_px(theme, STEP_SIDE);
    int left = right - steps_width(theme, h, &pill);
    int fixed = theme->origin.x + theme_px(theme, STEPS_X);
    if (!theme->is_portrait && fixed < left)
        left = fixed; // the discs stay where they are from step to step
    struct rect at = {left, theme->origin.y + theme_px(theme, (BAND_H - STEP_SIDE) / 2), side,
                      side};
    for (int step = 1; step <= h->step_count; step++) {
        at.w = step == h->step ? pill.w : side;
        if (step == h->step) {
            canvas_round(canvas, at, side / 2, ink(canvas, COLOR_GOLD400, COLOR_YELLOW));
            draw_silent_line(canvas, pill.words, at, TYPE_BODY_S_BOLD,
                             token_for(canvas, COLOR_INK900, COLOR_BLACK), TEXT_CENTRE);
        } else {
            draw_step(canvas, at, step, h->step);
        }
        at.x += at.w + theme_px(theme, STEP_GAP);
    }
    return left;
}

/* What stands at the right of the band; returns where it begins. */
static int draw_right(struct canvas *canvas, const struct chrome_header *h, int title_right) {
    const struct theme *theme = canvas->theme;
    int right = theme->origin.x + theme_px(theme, design_width(theme) - margin(theme));
    int centre_y = theme->origin.y + theme_px(theme, BAND_H / 2);
    if (h->offline) {
        int left = title_right + theme_px(theme, HOLE);
        if (h->step > 0) {
            struct step_pill pill = active_pill(canvas, h);
            left += steps_width(theme, h, &pill) + theme_px(theme, HOLE);
        }
        right = draw_offline(canvas, left, right, h->offline) - theme_px(theme, HOLE);
    } else {
        if (h->clock) {
            int w = text_width(canvas, h->clock, TYPE_BODY_BOLD);
            struct rect box = {right - w, theme->origin.y, w, theme_px(theme, BAND_H)};
            draw_silent_line(canvas, h->clock, box, TYPE_BODY_BOLD,
                             token_for(canvas, COLOR_GOLD200, COLOR_WHITE), TEXT_RIGHT);
            right = box.x - theme_px(theme, 48);
        }
        // a portrait band has no room for both; the screen shows the tag on the page (p08)
        if (h->sample_tag && !(theme->is_portrait && h->step > 0))
            right = chrome_draw_tag(canvas, right, centre_y, h->sample_tag, true) -
                    theme_px(theme, HOLE);
    }
    return h->step > 0 ? draw_steps(canvas, h, right) - theme_px(theme, HOLE) : right;
}

void chrome_draw_header(struct canvas *canvas, const struct chrome_header *h) {
    const struct theme *theme = canvas->theme;
    int bottom = theme->origin.y + theme_px(theme, BAND_H);
    struct rect band = {0, 0, theme->width, bottom};
    struct rect strip = {0, bottom, theme->width, theme_px(theme, STRIP_H)};
    if (!canvas_shows(canvas, rect_union(band, strip)))
        return; // its words are not even measured
    canvas_fill(canvas, band,
                ink(canvas, theme->is_staff ? COLOR_INDIGO900 : COLOR_LAC800, COLOR_BLACK));
    chrome_draw_brocade(canvas, strip, false);
    int x = margin(theme);
    icon_draw(canvas, "motif/mark", theme_rect(theme, x + 2, 20, 64, 64),
              token_for(canvas, COLOR_GOLD300, COLOR_WHITE));
    struct rect title = theme_rect(theme, x + (theme->is_portrait ? 88 : 92), 0, 1, BAND_H);
    int wanted = title.x + text_width(canvas, h->title, TYPE_BAR_TITLE);
    title.w = draw_right(canvas, h, wanted) - title.x;
    struct text_style style = {.type = TYPE_BAR_TITLE,
                               .color = token_for(canvas, COLOR_IVORY0, COLOR_WHITE),
                               .place = TEXT_MIDDLE,
                               .may_shrink = true};
    if ((wanted - title.x) * 3 / 4 > title.w) // not even when smaller: two lines, set closer
        style.type = TYPE_CARD_NAME;
    else
        style.max_lines = 1;
    text_draw(canvas, h->title, title, &style);
}

void chrome_draw_bar_at(struct canvas *canvas, int top) {
    const struct theme *theme = canvas->theme;
    struct rect bar = {0, top, theme->width, theme->height - top};
    canvas_fill(canvas, bar,
                ink(canvas, theme->is_staff ? COLOR_INDIGO100 : COLOR_IVORY100, COLOR_BLACK));
    bar.h = theme_px(theme, 3);
    if (!theme->has_high_contrast)
        canvas_fill(canvas, bar,
                    theme_color(theme, theme->is_staff ? COLOR_STAFF_LINE : COLOR_IVORY200));
}

void chrome_draw_bar(struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect bar = theme_rect(theme, 0, design_height(theme) - BAR_H, 1, BAR_H);
    chrome_draw_bar_at(canvas, bar.y);
}

struct rect chrome_bar_row(const struct theme *theme, int x, int w) {
    struct rect row =
        theme_rect(theme, x, design_height(theme) - (BAR_H + BAR_ROW_H) / 2, w, BAR_ROW_H);
    int h = theme_target_px(theme, BAR_ROW_H, BAR_ROW_H_MOST), more = h > row.h ? h - row.h : 0;
    row.y -= more / 2;
    row.h += more;
    return row;
}

struct badge_look {
    const char *star;
    enum color_token fill, ink;
};

static const struct badge_look BADGES[] = {
    {"motif/anise-1", COLOR_JADE100, COLOR_JADE900},
    {"motif/anise-2", COLOR_INDIGO100, COLOR_INDIGO800},
    {"motif/anise-3", COLOR_GOLD200, COLOR_LAC900},
};

int chrome_draw_badge(struct canvas *canvas, int x, int y, int stars, const char *words) {
    const struct theme *theme = canvas->theme;
    int index = stars < 1 ? 0 : stars > 3 ? 2 : stars - 1;
    const struct badge_look *look = &BADGES[index];
    int h = chrome_badge_height(theme);
    int side = theme_px(theme, 34), pitch = theme_px(theme, 40), pad = theme_px(theme, 16);
    int stars_w = stars < 1 ? 0 : (index + 1) * pitch;
    int text_w = text_width(canvas, words, TYPE_BODY_S_BOLD);
    struct rect pill = {x, y, pad + stars_w + theme_px(theme, 6) + text_w + theme_px(theme, 22), h};
    bool is_contrast = theme->has_high_contrast;
    canvas_round_outline(canvas, pill, h / 2, theme_px(theme, 3),
                         ink(canvas, look->fill, COLOR_WHITE),
                         ink(canvas, look->fill, COLOR_BLACK));
    struct rect row = pill;
    rect_cut_left(&row, pad);
    for (int i = 0; i < stars && i <= index; i++) {
        struct rect cell = rect_cut_left(&row, pitch);
        struct rect star = {cell.x, y + (h - side) / 2, side, side};
        if (is_contrast)
            icon_draw(canvas, "icons/star", star, COLOR_YELLOW);
        else
            icon_draw_coloured(canvas, look->star, star);
    }
    rect_cut_left(&row, theme_px(theme, 6));
    draw_line(canvas, words, row, TYPE_BODY_S_BOLD, token_for(canvas, look->ink, COLOR_WHITE),
              TEXT_LEFT);
    return pill.w;
}

int chrome_badge_height(const struct theme *theme) {
    int line = theme_line_px(theme, TYPE_BODY_S_BOLD) + theme_px(theme, 6);
    int least = theme_px(theme, 54);
    return line > least ? line : least;
}
