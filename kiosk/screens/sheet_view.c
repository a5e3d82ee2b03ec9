#include "screens/sheet.h"

#include <stdio.h>

#include "draw/art.h"
#include "screens/frame.h"
#include "screens/level.h"
#include "screens/sheet_parts.h"
#include "widgets/dialog.h"
#include "widgets/icon.h"

/* Design pixels. */
#define BROCADE 32
#define EDGE 3
#define ICON_BOX 144
#define ICON 88
#define BADGE 64
#define STAR 56

/* --- where its parts stand ------------------------------------------------------------------ */

struct rect sheet_box(const struct theme *theme) {
    struct rect box =
        frame_rect(theme, (struct rect){32, 300, 1856, 780}, (struct rect){24, 640, 1032, 1280});
    box.h = theme->height - box.y;
    return box;
}

struct rect sheet_bar(const struct theme *theme) {
    return frame_rect(theme, (struct rect){80, 960, 1760, 104}, (struct rect){64, 1800, 952, 104});
}

static struct rect head_box(const struct theme *theme) {
    return frame_rect(theme, (struct rect){80, 372, 440, 556}, (struct rect){64, 692, 952, 196});
}

struct rect sheet_view(const struct theme *theme, bool has_upper_row) {
    int portrait_h = (has_upper_row ? 1648 : 1776) - 904;
    return frame_rect(theme, (struct rect){568, 360, 1272, 576},
                      (struct rect){64, 904, 952, portrait_h});
}

struct rect sheet_edge(struct rect view, const struct theme *theme, bool is_upper) {
    int high = theme_px(theme, EDGE); // beside the view: what scrolls is moved as it stands
    return (struct rect){view.x, is_upper ? view.y - high : view.y + view.h, view.w, high};
}

bool sheet_over(const struct sheet *sheet, const struct screen *s, struct rect *out_box) {
    if (!sheet->is_open)
        return false;
    *out_box = sheet_box(s->env->theme);
    return true;
}

/* False when what is to be drawn lies wholly on the sheet. */
static bool shows_page(const struct sheet *sheet, const struct screen *s,
                       const struct canvas *canvas) {
    if (!sheet->is_open)
        return true;
    struct rect box = sheet_box(s->env->theme), clip = canvas->clip;
    int corner = theme_px(s->env->theme, DIALOG_RADIUS);
    bool is_within =
        clip.x >= box.x && clip.x + clip.w <= box.x + box.w && clip.y >= box.y + corner;
    return !is_within;
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_brocade(struct canvas *canvas, struct rect box) {
    const struct theme *theme = canvas->theme;
    int h = theme_px(theme, BROCADE), radius = theme_px(theme, DIALOG_RADIUS);
    SDL_Surface *tile = art_get(canvas->art, "motif/brocade-tile", 3 * h, h, (struct color){0});
    for (int x = 0; tile && x < box.w; x += tile->w)
        canvas_picture_within(canvas, tile, (struct point){box.x + x, box.y}, box, radius, 255);
}

static void draw_ground(struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect box = sheet_box(theme);
    int radius = theme_px(theme, DIALOG_RADIUS);
    box.h += 2 * radius; // only its upper corners are round
    canvas_fill(canvas, theme_canvas(theme), theme_color(theme, COLOR_SCRIM));
    if (theme->has_high_contrast) {
        canvas_round_outline(canvas, box, radius, theme_px(theme, 6),
                             theme_color(theme, COLOR_WHITE), theme_color(theme, COLOR_BLACK));
        return;
    }
    canvas_round(canvas, box, radius, theme_color(theme, COLOR_IVORY50));
    if (canvas->clip.y < box.y + theme_px(theme, BROCADE))
        draw_brocade(canvas, box);
}

/* Icon in its box with the number on its corner, or the level's stars; returns the room below, or
 * in portrait beside it. */
static struct rect draw_picture(const struct sheet *sheet, struct canvas *canvas, struct rect box) {
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, ICON_BOX), badge = theme_px(theme, BADGE);
    struct rect picture = {box.x, box.y, side, side};
    if (sheet->head.stars > 0) {
        int w = level_draw_stars(canvas, (struct point){box.x, box.y}, sheet->head.stars,
                                 theme_px(theme, STAR));
        picture.w = w > side ? w : side;
        picture.h = theme_px(theme, 64);
    } else if (sheet->icon[0]) {
        if (!theme->has_high_contrast)
            canvas_round(canvas, picture, side * 2 / 9, theme_color(theme, COLOR_LAC100));
        int icon = theme_px(theme, ICON);
        icon_draw(canvas, sheet->icon, rect_centre(picture, icon, icon),
                  theme->has_high_contrast ? COLOR_YELLOW : COLOR_LAC700);
    } else {
        return box;
    }
    if (sheet->head.number > 0)
        level_draw_number(canvas,
                          (struct rect){picture.x - badge / 5, picture.y - badge / 5, badge, badge},
                          sheet->head.number);
    if (theme->is_portrait && sheet->head.stars == 0)
        rect_cut_left(&box, picture.w + theme_px(theme, 32));
    else
        rect_cut_top(&box, picture.h + theme_px(theme, theme->is_portrait ? 8 : 24));
    return box;
}

static void draw_head(const struct sheet *sheet, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect box = head_box(theme);
    if (!canvas_shows(canvas, box))
        return;
    box = draw_picture(sheet, canvas, box);
    char pages[32];
    snprintf(pages, sizeof pages, "%d / %d", sheet->head.page, sheet->head.pages);
    const struct text_style small = {.type = TYPE_BODY_S_BOLD,
                                     .color = COLOR_INK700,
                                     .place = theme->is_portrait ? TEXT_TOP : TEXT_BOTTOM,
                                     .align = theme->is_portrait ? TEXT_RIGHT : TEXT_LEFT};
    if (sheet->head.pages > 1 && theme->is_portrait) {
        struct rect corner = rect_cut_right(&box, theme_px(theme, 120));
        text_draw(canvas, pages, corner, &small);
    } else if (sheet->head.pages > 1) {
        text_draw(canvas, pages, rect_cut_bottom(&box, theme_px(theme, 56)), &small);
    }
    const struct text_style sub = {
        .type = TYPE_BODY_S_BOLD, .color = COLOR_INK700, .may_shrink = true};
    int gap = theme_px(theme, 8), sub_h = text_height(canvas, sheet->sub, box.w, &sub);
    int used = text_draw(
        canvas, sheet->title, (struct rect){box.x, box.y, box.w, box.h - sub_h - gap},
        &(struct text_style){.type = TYPE_TILE, .color = COLOR_LAC700, .may_shrink = true});
    rect_cut_top(&box, used + gap);
    text_draw(canvas, sheet->sub, box, &sub);
}

/* A hairline where there is more beyond the window's edge. */
static void draw_edges(const struct sheet *sheet, struct canvas *canvas) {
    const struct scroller *scroller = &sheet->scroller;
    const struct theme *theme = canvas->theme;
    struct color line = theme_color(theme, theme->has_high_contrast ? COLOR_WHITE : COLOR_IVORY200);
    if (scroller->at_px > 0)
        canvas_fill(canvas, sheet_edge(scroller->size.area, theme, true), line);
    if (scroller->at_px < scroller_last(scroller))
        canvas_fill(canvas, sheet_edge(scroller->size.area, theme, false), line);
}

static void draw_sheet(const struct sheet *sheet, const struct screen *s, struct canvas *canvas) {
    if (!sheet->is_open)
        return;
    const struct rect view = sheet->scroller.size.area;
    draw_ground(canvas);
    draw_head(sheet, canvas);
    if (canvas_shows(canvas, view)) {
        canvas_push_clip(canvas, view);
        passage_draw(&sheet->passage, canvas,
                     (struct point){view.x, view.y - sheet->scroller.at_px});
        canvas_pop_clip(canvas);
    }
    draw_edges(sheet, canvas);
    panel_draw(&s->panel, canvas);
}

void sheet_draw(const struct sheet *sheet, const struct screen *s, struct canvas *canvas,
                void (*draw_page)(const void *page, struct canvas *canvas), const void *page) {
    struct text_log *log = canvas->text_log;
    if (sheet->is_open)
        canvas->text_log = NULL;
    if (shows_page(sheet, s, canvas))
        draw_page(page, canvas);
    canvas->text_log = log;
    draw_sheet(sheet, s, canvas);
}
