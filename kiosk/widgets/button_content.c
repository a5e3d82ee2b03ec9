#include "widgets/button_content.h"

#include <string.h>

#include "base/utf8.h"
#include "draw/font.h"
#include "draw/text.h"
#include "widgets/icon.h"
#include "widgets/panel.h"

#define STACKED_FROM 150 // height of a button whose icon stands over its label
#define ICON 48

/* Read aloud are the choices of a page. Keys, and the buttons of bars and dialogs, are not. */
static bool is_read(enum button_look look) {
    return look == BUTTON_REASON || look == BUTTON_CHECK || look == BUTTON_CHIP ||
           look == BUTTON_FIELD;
}

static struct text_style label_style(const struct button *b, enum type_token type,
                                     enum color_token ink) {
    return (struct text_style){.type = type,
                               .color = ink,
                               .align = TEXT_LEFT,
                               .place = TEXT_MIDDLE,
                               .may_shrink = true,
                               .is_private = b->is_private,
                               .is_silent = !is_read(b->look)};
}

static enum type_token label_type(const struct button *b) {
    if (b->look == BUTTON_PAD && b->label && utf8_count(b->label) == 1)
        return TYPE_PAD;
    bool is_key = b->look == BUTTON_KEY || b->look == BUTTON_KEY_TONE;
    if (is_key && utf8_count(b->label) == 1)
        return TYPE_KEY;
    return b->is_large ? TYPE_BUTTON_L : TYPE_BUTTON;
}

/* A tick stands for the icon of what is chosen: never the colour alone. */
static const char *icon_of(const struct button *b) {
    bool is_ticked = b->look == BUTTON_CHIP || b->look == BUTTON_SECONDARY ||
                     (b->look == BUTTON_KEY_FUNCTION && !b->icon);
    return b->is_chosen && is_ticked ? "icons/check" : b->icon;
}

/* Two lines only where one would have to become much smaller and two have the room, or where one
 * could not become small enough: 36 px go down to 28, rounded by the scale. */
static int lines_for(struct canvas *canvas, int text_w, int room, struct rect face,
                     enum type_token type) {
    if (text_w <= room)
        return 1;
    if (text_w * 4 / 5 > room)
        return 2;
    bool has_height = 2 * theme_line_px(canvas->theme, type) <= face.h * 9 / 10;
    return text_w > room * (has_height ? 9 : 12) / 8 ? 2 : 1;
}

static void draw_stacked(const struct button_content *c, const char *icon, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, 60), pad = theme_px(theme, 8);
    struct rect box = rect_inset(c->face, pad);
    struct text_style style = label_style(c->button, label_type(c->button), c->ink);
    style.align = TEXT_CENTRE;
    int text_h = theme_line_px(theme, style.type), gap = theme_px(theme, 8);
    int top = (c->face.h - side - gap - text_h) / 2;
    rect_cut_top(&box, top > pad ? top - pad : 0);
    struct rect icon_box = rect_cut_top(&box, side);
    rect_cut_top(&box, gap);
    icon_draw(canvas, icon, icon_box, c->ink);
    text_draw(canvas, c->button->label, box, &style);
}

/* Width of the widest word: what wrapping cannot make narrower. */
static int widest_word(struct canvas *canvas, const char *text, enum type_token type) {
    struct font *font = fonts_type(canvas->fonts, canvas->theme, type);
    int widest = 0;
    for (size_t len; *text; text += len + (text[len] != '\0')) {
        len = strcspn(text, " \n");
        int w = font_text_width(font, text, len);
        widest = w > widest ? w : widest;
    }
    return widest;
}

/* The icon steps aside where large text would have to be cut beside it. */
static bool has_room_for_icon(struct canvas *canvas, const struct button *b, int room) {
    return widest_word(canvas, b->label, label_type(b)) * 4 / 5 <= room;
}

/* Icon and label side by side as one group, in the middle or at the left. */
static void draw_row(const struct button_content *c, const char *icon, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct button *b = c->button;
    enum type_token type = label_type(b);
    bool is_left = b->is_left || (b->look == BUTTON_CHIP && b->icon);
    int pad = theme_px(theme, is_left ? 24 : 14);
    bool is_letter = icon && !strncmp(icon, "letter/", 7); // narrower than an icon
    int side = icon ? theme_px(theme, is_letter ? 40 : b->is_large ? 56 : ICON) : 0;
    int gap = icon ? theme_px(theme, is_left ? 12 : 16) : 0;
    struct rect row = {c->face.x + pad, c->face.y, c->face.w - pad - theme_px(theme, 14),
                       c->face.h};
    if (icon && !has_room_for_icon(canvas, b, row.w - side - gap)) {
        icon = NULL;
        side = gap = 0;
    }
    int room = row.w - side - gap;
    int text_w = text_width(canvas, b->label, type);
    struct text_style style = label_style(b, type, c->ink);
    style.max_lines = lines_for(canvas, text_w, room, c->face, type);
    if (text_w > room)
        text_w = room;
    else if (!is_left)
        row = rect_centre(row, side + gap + text_w, row.h);
    if (!is_left)
        style.align = icon ? TEXT_LEFT : TEXT_CENTRE;
    if (icon) {
        struct rect (*cut)(struct rect *, int) = b->is_icon_last ? rect_cut_right : rect_cut_left;
        struct rect box = cut(&row, side);
        cut(&row, gap);
        icon_draw(canvas, icon, box, c->ink);
    }
    text_draw(canvas, b->label, row, &style);
}

static void draw_plain(const struct button_content *c, struct canvas *canvas) {
    const struct button *b = c->button;
    const struct theme *theme = canvas->theme;
    const char *icon = icon_of(b);
    bool has_label = b->label && b->label[0];
    if (icon && !has_label)
        icon_draw(canvas, icon, rect_centre(c->face, theme_px(theme, 56), theme_px(theme, 56)),
                  c->ink);
    else if (icon && b->look != BUTTON_PAD && b->area.h >= theme_px(theme, STACKED_FROM))
        draw_stacked(c, icon, canvas);
    else if (has_label)
        draw_row(c, icon, canvas);
}

/* The bare mark on an a, and under it the mark's name. */
static void draw_tone(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect letter = c->face, name = c->face;
    letter.h = c->face.h * 64 / 100;
    name.y += c->face.h * 61 / 100;
    name.h = c->face.h * 32 / 100;
    bool is_plain = theme->has_high_contrast || c->button->is_off;
    icon_draw_letter(canvas, c->button->label, letter,
                     theme_px(theme, theme->is_portrait ? 48 : 42),
                     is_plain ? c->ink : COLOR_LAC800);
    if (!c->button->sub)
        return;
    struct text_style style = label_style(c->button, TYPE_TAG, c->ink);
    style.align = TEXT_CENTRE;
    style.max_lines = 1;
    text_draw(canvas, c->button->sub, name, &style);
}

/* An amount, and close under it its unit: "–7 / ngày". */
static void draw_amount(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct text_style style = label_style(c->button, TYPE_BUTTON, c->ink), unit = style;
    struct rect box = rect_inset(c->face, theme_px(theme, 6));
    unit.type = TYPE_TAG;
    style.align = unit.align = TEXT_CENTRE;
    style.max_lines = unit.max_lines = 1;
    int label_h = theme_px(theme, 44), unit_h = theme_px(theme, 36);
    box = rect_centre(box, box.w, label_h + unit_h);
    text_draw(canvas, c->button->label, rect_cut_top(&box, label_h), &style);
    text_draw(canvas, c->button->sub, box, &unit);
}

/* Colour of the small picture on an ivory face, which gives way where there are only three. */
static enum color_token accent(const struct button_content *c, const struct theme *theme,
                               enum color_token color) {
    if (theme->has_high_contrast)
        return c->button->finger || c->ink == COLOR_BLACK ? c->ink : COLOR_YELLOW;
    return c->button->is_off ? c->ink : color;
}

/* In the tile's corner; a label that reaches up there has it at the picture's. */
static void draw_badge(const struct button_content *c, struct rect icon_box, struct rect label,
                       struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, 48), edge = theme_px(theme, 8), out = theme_px(theme, 12);
    struct rect disc = {c->face.x + c->face.w - edge - side, c->face.y + edge, side, side};
    if (rect_overlaps(disc, label))
        disc = (struct rect){icon_box.x + icon_box.w - side + out, icon_box.y - out, side, side};
    bool is_contrast = theme->has_high_contrast;
    canvas_round(canvas, disc, side / 2, theme_color(theme, is_contrast ? c->ink : COLOR_GOLD300));
    icon_draw_tick(canvas, rect_centre(disc, theme_px(theme, 42), theme_px(theme, 42)),
                   theme_px(theme, 5), is_contrast ? COLOR_YELLOW : COLOR_JADE900);
}

static void draw_reason(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct button *b = c->button;
    struct rect row = rect_inset(c->face, theme_px(theme, 7)); // no word touches the edge
    rect_cut_left(&row, theme_px(theme, 17));
    rect_cut_right(&row, theme_px(theme, 5)); // chosen or not: the words must not jump
    int side = theme_px(theme, 112);
    struct rect box = rect_centre(rect_cut_left(&row, side), side, side);
    rect_cut_left(&row, theme_px(theme, 22));
    if (!theme->has_high_contrast)
        canvas_round(canvas, box, theme_px(theme, 24),
                     theme_color(theme, b->is_chosen ? COLOR_JADE900 : COLOR_LAC100));
    if (b->icon)
        icon_draw(canvas, b->icon, rect_centre(box, side * 4 / 7, side * 4 / 7),
                  accent(c, theme, b->is_chosen ? COLOR_GOLD200 : COLOR_LAC700));
    struct text_style style = label_style(b, TYPE_BODY_BOLD, c->ink);
    row.w = text_balanced_width(canvas, b->label, row.w, &style);
    int label_h = text_draw(canvas, b->label, row, &style);
    int bare = theme_px(theme, 24); // of the first line's box, and of the disc's corner
    struct rect ink = {row.x, row.y + (row.h - label_h) / 2 + bare, row.w, label_h - bare};
    if (b->is_chosen)
        draw_badge(c, box, ink, canvas);
}

static void draw_check(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct button *b = c->button;
    bool is_contrast = theme->has_high_contrast;
    enum color_token jade = is_contrast ? c->ink : b->is_off ? COLOR_INK500 : COLOR_JADE700;
    enum color_token paper = is_contrast ? COLOR_NONE : COLOR_IVORY0;
    struct rect row = c->face;
    rect_cut_left(&row, theme_px(theme, 32));
    rect_cut_right(&row, theme_px(theme, 20));
    int side = theme_px(theme, 100);
    struct rect box = rect_centre(rect_cut_left(&row, side), side, side);
    rect_cut_left(&row, theme_px(theme, 32));
    canvas_round_outline(canvas, box, theme_px(theme, 20), theme_px(theme, 5),
                         theme_color(theme, jade),
                         theme_color(theme, b->is_chosen && !is_contrast ? jade : paper));
    if (b->is_chosen)
        icon_draw_tick(canvas, rect_centre(box, side * 9 / 10, side * 9 / 10), theme_px(theme, 11),
                       is_contrast ? c->ink : COLOR_IVORY0);
    struct text_style style = label_style(b, TYPE_BODY_BOLD, c->ink);
    struct rect off_edge = row; // where there is room, no word touches the edge
    rect_cut_top(&off_edge, theme_px(theme, 8));
    rect_cut_bottom(&off_edge, theme_px(theme, 8));
    if (text_fits(canvas, b->label, off_edge, &style))
        row = off_edge;
    text_draw(canvas, b->label, row, &style);
}

/* Label, and under it the second line in regular type. */
static void draw_two_lines(const struct button_content *c, struct rect box, struct canvas *canvas) {
    const struct button *b = c->button;
    bool is_placeholder = !b->icon_end && c->ink == COLOR_INK900;
    struct text_style style =
        label_style(b, TYPE_BODY_BOLD, is_placeholder ? COLOR_INK700 : c->ink);
    if (!b->sub) {
        style.max_lines =
            lines_for(canvas, text_width(canvas, b->label, style.type), box.w, c->face, style.type);
        text_draw(canvas, b->label, box, &style);
        return;
    }
    style.max_lines = 1;
    style.place = TEXT_TOP;
    struct text_style sub = style;
    sub.type = TYPE_BODY;
    sub.color = c->ink == COLOR_INK900 ? COLOR_INK700 : c->ink;
    if (text_height(canvas, b->label, box.w, &style) + text_height(canvas, b->sub, box.w, &sub) >
        box.h) { // large text in a low field
        style.type = TYPE_BODY_S_BOLD;
        sub.type = TYPE_BODY_S;
    }
    int label_h = text_height(canvas, b->label, box.w, &style);
    int sub_h = text_height(canvas, b->sub, box.w, &sub);
    bool has_room = label_h + sub_h < box.h;
    if (has_room)
        rect_cut_top(&box, (box.h - label_h - sub_h) / 2);
    int head_h = has_room ? label_h : box.h * label_h / (label_h + sub_h);
    text_draw(canvas, b->label, rect_cut_top(&box, head_h), &style);
    text_draw(canvas, b->sub, box, &sub);
}

static void draw_field(const struct button_content *c, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct button *b = c->button;
    struct rect row = c->face;
    rect_cut_left(&row, theme_px(theme, 28));
    rect_cut_right(&row, theme_px(theme, 20));
    if (b->icon) {
        int cell = theme_px(theme, b->sub ? 72 : 52);
        struct rect box = rect_cut_left(&row, cell);
        int side = theme_px(theme, b->sub ? 60 : 52);
        icon_draw(canvas, b->icon, rect_centre(box, side, side), accent(c, theme, COLOR_LAC700));
        rect_cut_left(&row, theme_px(theme, 16));
    }
    if (b->icon_end) {
        int side = theme_px(theme, ICON);
        rect_cut_right(&row, theme_px(theme, 8));
        struct rect box = rect_cut_right(&row, side);
        icon_draw(canvas, b->icon_end, rect_centre(box, side, side),
                  accent(c, theme, COLOR_INK700));
    }
    if (b->label)
        draw_two_lines(c, row, canvas);
}

void button_content_draw(const struct button_content *c, struct canvas *canvas) {
    switch (c->button->look) {
    case BUTTON_CARD:
    case BUTTON_CARD_GOLD:
    case BUTTON_CELL:
    case BUTTON_BARE:
        break;
    case BUTTON_TILE:
        button_tile_draw(c, canvas);
        break;
    case BUTTON_REASON:
        draw_reason(c, canvas);
        break;
    case BUTTON_CHECK:
        draw_check(c, canvas);
        break;
    case BUTTON_FIELD:
        draw_field(c, canvas);
        break;
    case BUTTON_KEY_TONE:
        if (c->button->sub)
            draw_tone(c, canvas);
        else
            draw_plain(c, canvas); // only its letter, in gold
        break;
    default:
        if (c->button->look == BUTTON_SECONDARY && c->button->sub)
            draw_amount(c, canvas);
        else
            draw_plain(c, canvas);
        break;
    }
}
