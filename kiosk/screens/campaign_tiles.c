#include "screens/campaign_tiles.h"

#include <stdio.h>

#include "draw/text.h"
#include "model/content.h"
#include "screens/level.h"
#include "widgets/icon.h"

static void draw_tile_label(struct canvas *canvas, const char *label, struct rect box,
                            enum color_token ink) {
    const struct text_style style = {.type = TYPE_BODY_BOLD,
                                     .color = ink,
                                     .place = TEXT_MIDDLE,
                                     .max_lines = canvas->theme->has_large_text ? 0 : 2,
                                     .may_shrink = true};
    box.w = text_balanced_width(canvas, label, box.w, &style);
    text_draw(canvas, label, box, &style);
}

/* Icon box with the area's number on its corner; in it where there is no icon. */
static void draw_area_box(const struct area *area, struct canvas *canvas, struct rect box,
                          enum color_token ink) {
    const struct theme *theme = canvas->theme;
    int small = theme_px(theme, 64), badge = theme_px(theme, 52);
    struct rect corner = {box.x - theme_px(theme, 6), box.y - badge * 2 / 5, badge, badge};
    char icon[48];
    snprintf(icon, sizeof icon, "icons/%.40s", area->icon);
    if (!theme->has_high_contrast)
        canvas_round(canvas, box, theme_px(theme, 24), theme_color(theme, COLOR_LAC100));
    if (area->icon[0])
        icon_draw(canvas, icon, rect_centre(box, small, small), ink);
    if (area->number > 0)
        level_draw_number(canvas, area->icon[0] ? corner : rect_centre(box, small, small),
                          area->number);
}

/* Its box, and its name at the right. */
void campaign_draw_area(const struct screen *s, struct canvas *canvas, const struct button *b) {
    const struct theme *theme = s->env->theme;
    struct rect face = button_face(b, theme);
    enum color_token ink = button_ink(b, theme), icon_ink = COLOR_LAC700;
    int pad = theme_px(theme, 20), side = theme_px(theme, 104);
    if (theme->has_high_contrast)
        icon_ink = b->finger ? ink : COLOR_YELLOW;
    if (side > face.h - pad)
        side = face.h - pad;
    rect_cut_left(&face, pad);
    draw_area_box(&s->env->content->campaign.areas[b->value], canvas,
                  rect_centre(rect_cut_left(&face, side), side, side), icon_ink);
    rect_cut_left(&face, pad);
    rect_cut_right(&face, theme_px(theme, 8));
    draw_tile_label(canvas, b->label, face, ink);
}

/* What leads on: to the criteria, or to more areas. */
void campaign_draw_way(const struct screen *s, struct canvas *canvas, const struct button *b,
                       const char *art) {
    const struct theme *theme = s->env->theme;
    struct rect face = button_face(b, theme);
    enum color_token ink = button_ink(b, theme);
    int side = theme_px(theme, 96);
    rect_cut_left(&face, theme_px(theme, 28));
    struct rect icon = rect_centre(rect_cut_left(&face, side), side, side);
    icon_draw(canvas, art, icon, theme->has_high_contrast ? ink : COLOR_LAC900);
    rect_cut_left(&face, theme_px(theme, 28));
    rect_cut_right(&face, theme_px(theme, 12));
    draw_tile_label(canvas, b->label, face, ink);
}
