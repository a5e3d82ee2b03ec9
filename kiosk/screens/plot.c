#include "screens/plot.h"

#include <stdio.h>

#include "draw/art.h"
#include "draw/text.h"
#include "model/content.h"
#include "screens/frame.h"
#include "screens/level.h"

#define FIELD_W 222 // of the drawn fields, in design pixels
#define FIELD_H 136
#define PRESS_DOWN 6

static const struct look {
    const char *art, *icon, *key;
    enum color_token disc, ink; // of the icon
    enum color_token line;      // of the legend's outline
} looks[] = {
    [PLOT_NONE] = {"motif/plot-none", "icons/dots", "models.none", COLOR_IVORY0, COLOR_INK700,
                   COLOR_INK500},
    [PLOT_DOING] = {"motif/plot-doing", "icons/sprout", "models.doing", COLOR_IVORY0, COLOR_JADE900,
                    COLOR_JADE600},
    [PLOT_DONE] = {"motif/plot-done", "icons/rice", "models.done", COLOR_GOLD200, COLOR_GOLD800,
                   COLOR_GOLD600},
};

const char *plot_state_key(enum plot_state state) {
    return looks[state].key;
}

/* All that choosing or pressing it changes: area and frame. */
static struct rect reach_of(const struct theme *theme, struct rect area) {
    return rect_inset(area, -theme_px(theme, 8));
}

/* Without colours the field says in words what it is. */
static void draw_contrast_field(const struct screen *s, struct canvas *canvas,
                                const struct plot_view *view, struct rect field) {
    const struct theme *theme = canvas->theme;
    const struct look *look = &looks[view->plot->state];
    enum color_token paper = view->is_pressed ? COLOR_WHITE : COLOR_BLACK;
    enum color_token ink = view->is_pressed ? COLOR_BLACK : COLOR_WHITE;
    int line = theme_px(theme, view->plot->state == PLOT_NONE ? 3 : 6);
    canvas_round_outline(canvas, field, theme_px(theme, 18), line, theme_color(theme, COLOR_WHITE),
                         theme_color(theme, paper));
    struct rect words = rect_inset(field, theme_px(theme, 12));
    int side = theme_px(theme, 56);
    struct rect top = rect_cut_top(&words, side);
    frame_icon(canvas, look->icon, rect_centre(top, side, side),
               view->is_pressed ? COLOR_BLACK : COLOR_YELLOW);
    text_draw(canvas, frame_word(s, look->key), words,
              &(struct text_style){.type = TYPE_TAG,
                                   .color = ink,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
}

static void draw_coloured_field(struct canvas *canvas, const struct plot_view *view,
                                struct rect field) {
    const struct theme *theme = canvas->theme;
    const struct look *look = &looks[view->plot->state];
    const struct color own = {0};
    SDL_Surface *picture = art_get(canvas->art, look->art, field.w, field.h, own);
    canvas_picture(canvas, picture, field.x, field.y, 255);
    int side = theme_px(theme, 72), icon = theme_px(theme, 44);
    struct rect disc = rect_centre(field, side, side);
    canvas_round(canvas, disc, side / 2, theme_color(theme, look->disc));
    frame_icon(canvas, look->icon, rect_centre(disc, icon, icon), look->ink);
}

/* Several models: how many, in the corner. */
static void draw_count(struct canvas *canvas, size_t count, struct rect field) {
    const struct theme *theme = canvas->theme;
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", count);
    int h = theme_px(theme, 48), edge = theme_px(theme, 10);
    int w = text_width(canvas, digits, TYPE_BODY_S_BOLD) + theme_px(theme, 26);
    w = w < h ? h : w;
    struct rect pill = {field.x + field.w - edge - w, field.y + edge, w, h};
    level_draw_number(canvas, pill, (int)count);
}

/* What has not come up yet is still under the field's lower edge. */
static void draw_field(const struct screen *s, struct canvas *canvas,
                       const struct plot_view *view) {
    const struct theme *theme = canvas->theme;
    struct rect field = view->field;
    bool is_contrast = theme->has_high_contrast;
    if (!canvas_shows(canvas, field) || view->risen <= 0)
        return;
    canvas_push_clip(canvas, field);
    if (view->risen < 1)
        field.y += (int)(field.h * (1 - view->risen));
    else if (view->is_pressed && !is_contrast)
        field.y += theme_px(theme, PRESS_DOWN);
    if (is_contrast)
        draw_contrast_field(s, canvas, view, field);
    else
        draw_coloured_field(canvas, view, field);
    if (view->plot->count > 1)
        draw_count(canvas, view->plot->count, field);
    canvas_pop_clip(canvas);
}

void plot_draw(const struct screen *s, struct canvas *canvas, const struct plot_view *view) {
    const struct theme *theme = canvas->theme;
    struct rect reach = reach_of(theme, view->area);
    if (!canvas_shows(canvas, reach))
        return;
    if (view->is_chosen)
        canvas_round_outline(canvas, reach, theme_px(theme, 24), theme_px(theme, 7),
                             theme_color(theme, COLOR_LAC700), theme_color(theme, COLOR_NONE));
    draw_field(s, canvas, view);
    struct rect name = view->area;
    rect_cut_top(&name, view->field.y + view->field.h - name.y);
    const struct text_style style = {.type = TYPE_BODY_S_BOLD,
                                     .color = COLOR_INK900,
                                     .align = TEXT_CENTRE,
                                     .place = TEXT_MIDDLE,
                                     .may_shrink = true};
    const char *words = view->plot->unit->name;
    int lines_px = text_height(canvas, words, name.w, &style),
        line_px = theme_line_px(theme, style.type);
    if (lines_px > line_px && lines_px <= 2 * line_px)
        name = rect_centre(name, text_balanced_width(canvas, words, name.w, &style), name.h);
    text_draw(canvas, words, name, &style);
}

/* A corner of the field, as large as a word is high. */
static void draw_swatch(struct canvas *canvas, const struct look *look, struct rect box) {
    const struct theme *theme = canvas->theme;
    if (theme->has_high_contrast) {
        frame_icon(canvas, look->icon, box, COLOR_YELLOW);
        return;
    }
    const struct color own = {0};
    SDL_Surface *picture =
        art_get(canvas->art, look->art, theme_px(theme, FIELD_W), theme_px(theme, FIELD_H), own);
    int radius = theme_px(theme, 14);
    struct point at = {box.x - theme_px(theme, 12), box.y - theme_px(theme, 8)};
    canvas_picture_within(canvas, picture, at, box, radius, 255);
    canvas_round_outline(canvas, box, radius, theme_px(theme, 4), theme_color(theme, look->line),
                         theme_color(theme, COLOR_NONE));
}

int plot_draw_legend(const struct screen *s, struct canvas *canvas, enum plot_state state,
                     struct rect box) {
    const struct theme *theme = canvas->theme;
    const char *word = frame_word(s, looks[state].key);
    int side = theme_px(theme, 44), gap = theme_px(theme, 12);
    int width = side + gap + text_width(canvas, word, TYPE_BODY_S);
    struct rect cell = rect_cut_left(&box, width);
    draw_swatch(canvas, &looks[state], rect_centre(rect_cut_left(&cell, side), side, side));
    rect_cut_left(&cell, gap);
    text_draw(canvas, word, cell,
              &(struct text_style){.type = TYPE_BODY_S,
                                   .color = COLOR_INK900,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    return width;
}
