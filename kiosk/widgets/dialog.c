#include "widgets/dialog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/xalloc.h"
#include "draw/art.h"
#include "draw/text.h"
#include "widgets/icon.h"

#define WIDTH 1200
#define WIDTH_PORTRAIT 984
#define HEIGHT 560
#define LIP 10
#define BROCADE 32
#define PAD 64
#define BUTTON_H 136
#define BUTTON_GAP 24
#define DISC 160

/* Large text and a narrow page need room for more lines; buttons that stand on each other, too. */
static int design_height(const struct theme *theme, bool is_stacked) {
    return HEIGHT + (theme->is_portrait ? 80 : 0) + (theme->has_large_text ? 100 : 0) +
           (is_stacked ? BUTTON_H + BUTTON_GAP : 0);
}

static struct rect box_of(const struct theme *theme, bool is_stacked) {
    int w = theme->is_portrait ? WIDTH_PORTRAIT : WIDTH, h = design_height(theme, is_stacked);
    int page_w = theme->is_portrait ? 1080 : 1920, page_h = theme->is_portrait ? 1920 : 1080;
    int low = theme->is_portrait ? 200 : 20; // a little below the middle: controls live low
    if (low > (page_h - h) / 2 - 20)
        low = (page_h - h) / 2 - 20;
    return theme_rect(theme, (page_w - w) / 2, (page_h - h) / 2 + low, w, h);
}

static void add_choice(struct dialog *d, const struct dialog_choice *choice, struct rect area) {
    panel_add(&d->buttons, choice->id, choice->action, choice->look, area, choice->icon,
              choice->label)
        ->is_large = true;
}

static void lay_buttons(struct dialog *d, const struct theme *theme,
                        const struct dialog_choice *first, const struct dialog_choice *second,
                        bool is_stacked) {
    int h = theme_px(theme, BUTTON_H), gap = theme_px(theme, BUTTON_GAP);
    struct rect row = rect_inset(d->box, theme_px(theme, PAD));
    row.h = d->box.y + d->box.h - theme_px(theme, 36) - row.y;
    if (!second) {
        add_choice(d, first, rect_cut_bottom(&row, h));
    } else if (is_stacked) {
        struct rect lower = rect_cut_bottom(&row, h);
        rect_cut_bottom(&row, gap);
        add_choice(d, first, rect_cut_bottom(&row, h));
        add_choice(d, second, lower);
    } else {
        struct rect left = rect_cut_bottom(&row, h);
        int share = theme->is_portrait ? 484 : 428; // of 1072, for words as long as "Gọi cán bộ"
        struct rect right = rect_cut_right(&left, left.w * share / 1072);
        left.w -= gap;
        add_choice(d, first, left);
        add_choice(d, second, right);
    }
}

void dialog_init(struct dialog *d, const struct theme *theme, const char *title, const char *body,
                 const struct dialog_choice *first, const struct dialog_choice *second) {
    bool is_stacked = second && theme->is_portrait && theme->has_large_text;
    *d = (struct dialog){.box = box_of(theme, is_stacked),
                         .title = xstrdup(title),
                         .body = xstrdup(body),
                         .number = -1};
    lay_buttons(d, theme, first, second, is_stacked);
    d->buttons.items[0].is_way_back = true; // the first choice keeps everything as it is
}

static void free_text(char *text) {
    if (text)
        crypto_wipe(text, strlen(text)); // it may quote what was typed
    free(text);
}

void dialog_finish(struct dialog *d) {
    if (!d)
        return;
    free_text(d->title);
    free_text(d->body);
    panel_finish(&d->buttons);
    *d = (struct dialog){.number = -1};
}

int dialog_event(struct dialog *d, const struct event *ev, struct damage *damage) {
    const struct button *fired = panel_event(&d->buttons, ev, damage);
    return fired ? fired->action : -1;
}

static struct rect disc_of(const struct dialog *d, const struct theme *theme) {
    int side = theme_px(theme, DISC);
    return (struct rect){d->box.x + theme_px(theme, PAD), d->box.y + theme_px(theme, 88), side,
                         side};
}

void dialog_set_number(struct dialog *d, int number, const struct theme *theme,
                       struct damage *damage) {
    if (d->number == number)
        return;
    d->number = number;
    damage_add(damage, disc_of(d, theme));
}

struct rect dialog_shape(const struct dialog *d, const struct theme *theme) {
    struct rect shape = d->box;
    shape.h += theme_px(theme, LIP);
    return shape;
}

/* The wide pattern on the box's top edge, cut by its round corners. */
static void draw_brocade(const struct dialog *d, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int h = theme_px(theme, BROCADE), radius = theme_px(theme, DIALOG_RADIUS);
    SDL_Surface *tile = art_get(canvas->art, "motif/brocade-tile", 3 * h, h, (struct color){0});
    for (int x = 0; tile && x < d->box.w; x += tile->w)
        canvas_picture_within(canvas, tile, (struct point){d->box.x + x, d->box.y}, d->box, radius,
                              255);
}

static void draw_box(const struct dialog *d, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int radius = theme_px(theme, DIALOG_RADIUS);
    canvas_fill(canvas, theme_canvas(theme), theme_color(theme, COLOR_SCRIM));
    if (theme->has_high_contrast) {
        canvas_round_outline(canvas, d->box, radius, theme_px(theme, 6),
                             theme_color(theme, COLOR_WHITE), theme_color(theme, COLOR_BLACK));
        return;
    }
    struct rect lip = d->box;
    lip.y += theme_px(theme, LIP);
    canvas_round(canvas, lip, radius,
                 theme_color(theme, theme->is_staff ? COLOR_INDIGO900 : COLOR_LAC950));
    canvas_round(canvas, d->box, radius, theme_color(theme, COLOR_IVORY50));
    draw_brocade(d, canvas);
}

static void draw_disc(const struct dialog *d, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect disc = disc_of(d, theme);
    bool is_contrast = theme->has_high_contrast;
    if (d->number < 0) {
        icon_draw_disc(canvas, disc, is_contrast ? COLOR_YELLOW : COLOR_JADE700, d->icon,
                       theme_px(theme, 88), is_contrast ? COLOR_BLACK : COLOR_IVORY0);
        return;
    }
    char number[16];
    snprintf(number, sizeof number, "%d", d->number);
    canvas_round(canvas, disc, disc.h / 2,
                 theme_color(theme, is_contrast ? COLOR_YELLOW : COLOR_GOLD300));
    struct text_style style = {.type = TYPE_TITLE_1,
                               .color = is_contrast ? COLOR_BLACK : COLOR_INK900,
                               .align = TEXT_CENTRE,
                               .place = TEXT_MIDDLE,
                               .max_lines = 1,
                               .may_shrink = true};
    text_draw(canvas, number, disc, &style);
}

static void draw_words(const struct dialog *d, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    bool is_contrast = theme->has_high_contrast;
    struct rect box = rect_inset(d->box, theme_px(theme, PAD));
    box.y = d->box.y + theme_px(theme, 72);
    box.h = d->buttons.items[0].area.y - theme_px(theme, 20) - box.y;
    if (d->number >= 0 || d->icon)
        rect_cut_left(&box, theme_px(theme, DISC + 41));
    struct text_style title = {.type = TYPE_TITLE_2,
                               .color = is_contrast       ? COLOR_WHITE
                                        : theme->is_staff ? COLOR_INDIGO800
                                                          : COLOR_LAC700,
                               .may_shrink = true,
                               .max_lines = 2};
    struct text_style body = {
        .type = TYPE_BODY_L, .color = is_contrast ? COLOR_WHITE : COLOR_INK900, .may_shrink = true};
    struct rect head = box;
    head.w = text_balanced_width(canvas, d->title, box.w, &title); // no word alone on a line
    int used = text_draw(canvas, d->title, head, &title);
    rect_cut_top(&box, used + theme_px(theme, 14));
    text_draw(canvas, d->body, box, &body);
}

void dialog_draw(const struct dialog *d, struct canvas *canvas) {
    draw_box(d, canvas);
    if (d->number >= 0 || d->icon)
        draw_disc(d, canvas);
    draw_words(d, canvas);
    panel_draw(&d->buttons, canvas);
}

void dialog_list(const struct dialog *d, struct element_list *out) {
    panel_list(&d->buttons, out);
}
