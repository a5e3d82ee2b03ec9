#include "widgets/button_content.h"

#include "draw/art.h"
#include "draw/text.h"
#include "widgets/icon.h"
#include "widgets/panel.h"

#define DRUM_ALPHA 56 // 22 %

/* Where the parts of a tile stand, in canvas pixels. */
struct tile_layout {
    struct rect icon;  // its box or disc
    struct rect words; // title and the lines below it
    enum text_place place;
};

static struct text_style title_style(const struct button_content *c, enum type_token type) {
    return (struct text_style){.type = type, .color = c->ink, .may_shrink = true};
}

/* Sub lines go when the text is large (tokens.md section 3), except on the red tile. */
static bool has_sub(const struct button_content *c, const struct canvas *canvas) {
    const struct button *b = c->button;
    return b->sub && b->sub[0] && (b->is_large || !canvas->theme->has_large_text);
}

/* Title and sub lines as one block, placed in its box. */
static void draw_words(const struct button_content *c, const struct tile_layout *layout,
                       const struct text_style *title, const struct text_style *sub,
                       struct canvas *canvas) {
    struct rect box = layout->words;
    int gap = theme_px(canvas->theme, 6);
    int title_h = text_height(canvas, c->button->label, box.w, title);
    int sub_h = has_sub(c, canvas) ? gap + text_height(canvas, c->button->sub, box.w, sub) : 0;
    if (title_h > box.h - sub_h)
        title_h = box.h - sub_h;
    int spare = box.h - title_h - sub_h;
    if (layout->place != TEXT_TOP)
        rect_cut_top(&box, layout->place == TEXT_BOTTOM ? spare : spare / 2);
    struct rect title_box = rect_cut_top(&box, title_h);
    title_box.w = text_balanced_width(canvas, c->button->label, box.w, title);
    text_draw(canvas, c->button->label, title_box, title);
    if (sub_h == 0)
        return;
    rect_cut_top(&box, gap);
    text_draw(canvas, c->button->sub, box, sub);
}

/* Large text in high contrast: titles as large as they can be, on two lines (hc02-home). */
static bool is_boldest(const struct theme *theme) {
    return theme->has_large_text && theme->has_high_contrast && !theme->is_portrait;
}

/* Two tiles beside each other on a portrait page have the picture above the words. */
static bool is_stacked(const struct button_content *c, const struct theme *theme) {
    return theme->is_portrait && c->face.w < theme_px(theme, 640);
}

static struct tile_layout layout_ivory(const struct button_content *c, const struct theme *theme) {
    struct rect inner = c->face;
    struct tile_layout layout = {.place = TEXT_MIDDLE};
    if (is_stacked(c, theme)) {
        int side = theme_px(theme, 120);
        inner = rect_inset(inner, theme_px(theme, 32));
        layout.icon = (struct rect){inner.x, inner.y, side, side};
        rect_cut_top(&inner, side + theme_px(theme, 12));
        inner.h += theme_px(theme, 16);
        layout.place = TEXT_TOP;
    } else {
        int side = theme_px(theme, 144), room = c->face.h - theme_px(theme, 32);
        side = side < room ? side : room;
        rect_cut_left(&inner, theme_px(theme, 28));
        layout.icon = rect_centre(rect_cut_left(&inner, side), side, side);
        rect_cut_left(&inner, theme_px(theme, 28));
        rect_cut_right(&inner, theme_px(theme, 12));
    }
    layout.words = inner;
    return layout;
}

static void draw_ivory(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct button *b = c->button;
    struct tile_layout layout = layout_ivory(c, theme);
    enum color_token ink = b->is_off ? c->ink : b->icon_ink;
    int side = is_stacked(c, theme) ? theme_px(theme, 72) : layout.icon.w * 5 / 9;
    if (theme->has_high_contrast) {
        ink = b->finger || b->is_off ? c->ink : COLOR_YELLOW;
        side = layout.icon.w;
    } else {
        canvas_round(canvas, layout.icon, layout.icon.w * 2 / 9,
                     theme_color(theme, b->is_off ? COLOR_IVORY200 : b->icon_fill));
    }
    if (b->icon)
        icon_draw(canvas, b->icon, rect_centre(layout.icon, side, side), ink);
    struct text_style title = title_style(c, is_boldest(theme) ? TYPE_TITLE_2 : TYPE_TILE);
    struct text_style sub = {.type = is_stacked(c, theme) ? TYPE_BODY : TYPE_BODY_S,
                             .color = c->ink == COLOR_INK900 ? COLOR_INK700 : c->ink,
                             .may_shrink = true};
    draw_words(c, &layout, &title, &sub, canvas);
}

static struct tile_layout layout_red(const struct button_content *c, const struct theme *theme) {
    struct rect inner = c->face;
    struct tile_layout layout = {.place = TEXT_BOTTOM};
    rect_cut_left(&inner, theme_px(theme, 40));
    rect_cut_right(&inner, theme_px(theme, 40));
    if (c->face.w > c->face.h * 2) { // a portrait page's
        int side = theme_px(theme, 176);
        layout.icon = rect_centre(rect_cut_left(&inner, side), side, side);
        layout.place = TEXT_MIDDLE;
        rect_cut_left(&inner, theme_px(theme, 40));
        rect_cut_right(&inner, theme_px(theme, 96));
    } else {
        int side = theme_px(theme, 136);
        rect_cut_top(&inner, theme_px(theme, 36));
        layout.icon = rect_cut_top(&inner, side);
        layout.icon.w = side;
        rect_cut_bottom(&inner, theme_px(theme, 22));
    }
    layout.words = inner;
    return layout;
}

static struct rect arrow_of(const struct button_content *c, const struct theme *theme) {
    int side = theme_px(theme, 96);
    bool is_wide = c->face.w > c->face.h * 2;
    struct rect arrow = {.w = side, .h = side};
    arrow.x = c->face.x + c->face.w - side - theme_px(theme, is_wide ? 40 : 32);
    arrow.y = is_wide ? c->face.y + (c->face.h - side) / 2
                      : c->face.y + c->face.h - side - theme_px(theme, 24);
    return arrow;
}

/* The drum rises from the right edge, cut by the plate's round corners. */
static void draw_drum(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    bool is_wide = c->face.w > c->face.h * 2;
    int side = theme_px(theme, is_wide ? 520 : 440);
    struct point centre = {
        c->face.x + c->face.w - theme_px(theme, is_wide ? 124 : 92),
        c->face.y + theme_px(theme, is_wide ? 148 : 152),
    };
    struct point at = {centre.x - side / 2, centre.y - side / 2};
    struct color gold = theme_color(theme, COLOR_GOLD400);
    gold.a = DRUM_ALPHA;
    canvas_mask_within(canvas, art_mask(canvas->art, "motif/drum", side, side), at, c->face,
                       c->radius_px, gold);
}

static void draw_red(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct button *b = c->button;
    struct tile_layout layout = layout_red(c, theme);
    struct text_style title = title_style(c, TYPE_TITLE_2);
    struct text_style sub = {.type = TYPE_BODY, .color = c->ink, .may_shrink = true};
    if (is_boldest(theme)) {
        sub.type = TYPE_BODY_BOLD;
        int sub_h = text_height(canvas, b->sub, layout.words.w, &sub);
        bool has_room =
            2 * theme_line_px(theme, TYPE_TITLE_1) + sub_h + theme_px(theme, 6) <= layout.words.h;
        int lines_px = text_height(canvas, b->label, layout.words.w, &title);
        if (has_room && lines_px <= 2 * theme_line_px(theme, title.type)) {
            title.type = TYPE_TITLE_1; // on two lines, if need be shrunk to what it was
            title.max_lines = 2;
        }
    }
    const char *icon = b->icon ? b->icon : "icons/nominate";
    if (theme->has_high_contrast || b->is_off) {
        icon_draw(canvas, icon, layout.icon, c->ink);
    } else {
        draw_drum(c, canvas);
        icon_draw_disc(canvas, layout.icon, COLOR_GOLD400, icon, layout.icon.w * 4 / 7,
                       COLOR_LAC900);
        icon_draw_disc(canvas, arrow_of(c, theme), COLOR_GOLD400, "icons/next", theme_px(theme, 48),
                       COLOR_LAC900);
    }
    draw_words(c, &layout, &title, &sub, canvas);
}

void button_tile_draw(const struct button_content *c, struct canvas *canvas) {
    if (c->button->is_large)
        draw_red(c, canvas);
    else
        draw_ivory(c, canvas);
}
