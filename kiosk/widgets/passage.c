#include "widgets/passage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "draw/text.h"
#include "widgets/icon.h"

/* Design pixels. */
#define POINT_INDENT 44
#define DEPTH_INDENT 44
#define BULLET 14
#define ICON_BOX 84
#define ICON 52
#define ICON_INDENT 112
#define QUOTE_BAR 8
#define QUOTE_INDENT 36
#define NOTE_PAD 24
#define NOTE_ICON 48

static const struct look {
    enum type_token type;
    enum color_token color;
    int above; // of a block that is not the first
} looks[] = {
    [PASSAGE_LEAD] = {TYPE_BODY_L, COLOR_INK900, 16},
    [PASSAGE_HEADING] = {TYPE_BODY_BOLD, COLOR_LAC700, 32},
    [PASSAGE_TEXT] = {TYPE_BODY, COLOR_INK900, 12},
    [PASSAGE_POINT] = {TYPE_BODY, COLOR_INK900, 8},
    [PASSAGE_ENTRY] = {TYPE_BODY, COLOR_INK700, 20},
    [PASSAGE_OR] = {TYPE_BODY_BOLD, COLOR_INK900, 12},
    [PASSAGE_QUOTE] = {TYPE_BODY, COLOR_INK900, 12},
    [PASSAGE_NOTE] = {TYPE_BODY_S_BOLD, COLOR_INDIGO800, 28},
    [PASSAGE_SMALL] = {TYPE_BODY_S, COLOR_INK700, 20},
};

static struct text_style style_of(const struct passage_block *block) {
    return (struct text_style){.type = looks[block->kind].type, .color = looks[block->kind].color};
}

static const struct text_style title_style = {.type = TYPE_BODY_BOLD, .color = COLOR_INK900};

/* --- holding -------------------------------------------------------------------------------- */

void passage_clear(struct passage *passage) {
    for (size_t i = 0; i < passage->count; i++) {
        free(passage->blocks[i].title);
        free(passage->blocks[i].text);
    }
    passage->count = 0;
    passage->height_px = 0;
}

void passage_finish(struct passage *passage) {
    if (!passage)
        return;
    passage_clear(passage);
    free(passage->blocks);
    *passage = (struct passage){0};
}

static struct passage_block *add(struct passage *passage, enum passage_kind kind) {
    if (passage->count == passage->cap) {
        passage->cap = passage->cap ? 2 * passage->cap : 16;
        passage->blocks = xrealloc(passage->blocks, passage->cap, sizeof *passage->blocks);
    }
    struct passage_block *block = &passage->blocks[passage->count++];
    *block = (struct passage_block){.kind = kind};
    return block;
}

struct passage_block *passage_add(struct passage *passage, enum passage_kind kind,
                                  const char *text) {
    if (!text || !text[0])
        return NULL;
    struct passage_block *block = add(passage, kind);
    block->text = xstrdup(text);
    return block;
}

void passage_add_entry(struct passage *passage, const char *icon, const char *title,
                       const char *text) {
    struct passage_block *block = add(passage, PASSAGE_ENTRY);
    block->title = xstrdup(title && title[0] ? title : NULL);
    block->text = xstrdup(text && text[0] ? text : NULL);
    if (icon && icon[0])
        snprintf(block->icon, sizeof block->icon, "icons/%.40s", icon);
}

/* --- measuring ------------------------------------------------------------------------------ */

/* What stands at the left of the words. */
static int indent_of(const struct passage_block *block, const struct theme *theme) {
    switch (block->kind) {
    case PASSAGE_POINT:
        return theme_px(theme, POINT_INDENT + block->depth * DEPTH_INDENT);
    case PASSAGE_ENTRY:
        return block->icon[0] ? theme_px(theme, ICON_INDENT) : 0;
    case PASSAGE_QUOTE:
        return theme_px(theme, QUOTE_INDENT);
    case PASSAGE_NOTE:
        return theme_px(theme, 2 * NOTE_PAD + NOTE_ICON);
    default:
        return block->depth * theme_px(theme, DEPTH_INDENT);
    }
}

/* Free room over and under the words. */
static int pad_of(const struct passage_block *block, const struct theme *theme) {
    return block->kind == PASSAGE_NOTE ? theme_px(theme, NOTE_PAD) : 0;
}

static int words_width(const struct passage_block *block, const struct theme *theme, int width_px) {
    int right = block->kind == PASSAGE_NOTE ? theme_px(theme, NOTE_PAD) : 0;
    return width_px - indent_of(block, theme) - right;
}

static int words_height(const struct passage_block *block, struct canvas *metrics, int width_px) {
    const struct text_style style = style_of(block);
    int width = words_width(block, metrics->theme, width_px);
    return text_height(metrics, block->title, width, &title_style) +
           text_height(metrics, block->text, width, &style);
}

static int block_height(const struct passage_block *block, struct canvas *metrics, int width_px) {
    int high = words_height(block, metrics, width_px) + 2 * pad_of(block, metrics->theme);
    int least = block->icon[0] ? theme_px(metrics->theme, ICON_BOX) : 0;
    return high > least ? high : least;
}

void passage_measure(struct passage *passage, struct canvas *metrics, int width_px) {
    int at = 0;
    for (size_t i = 0; i < passage->count; i++) {
        struct passage_block *block = &passage->blocks[i];
        if (i > 0)
            at += theme_px(metrics->theme, looks[block->kind].above);
        block->top_px = at;
        block->high_px = block_height(block, metrics, width_px);
        at += block->high_px;
    }
    passage->width_px = width_px;
    passage->height_px = at;
}

/* --- drawing -------------------------------------------------------------------------------- */

static enum color_token accent(const struct canvas *canvas, enum color_token token) {
    return canvas->theme->has_high_contrast ? COLOR_YELLOW : token;
}

static void draw_bullet(struct canvas *canvas, struct rect words, const struct text_style *style) {
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, BULLET), line = theme_line_px(theme, style->type);
    struct rect dot = {words.x - theme_px(theme, POINT_INDENT / 2) - side / 2,
                       words.y + (line - side) / 2, side, side};
    canvas_round(canvas, dot, side / 2, theme_color(theme, accent(canvas, COLOR_LAC700)));
}

static void draw_entry_icon(const struct passage_block *block, struct canvas *canvas,
                            struct rect r) {
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, ICON_BOX), icon = theme_px(theme, ICON);
    struct rect box = {r.x, r.y, side, side};
    if (!theme->has_high_contrast)
        canvas_round(canvas, box, side * 2 / 9, theme_color(theme, COLOR_LAC100));
    icon_draw(canvas, block->icon, rect_centre(box, icon, icon), accent(canvas, COLOR_LAC900));
}

static void draw_note_ground(struct canvas *canvas, struct rect r) {
    const struct theme *theme = canvas->theme;
    bool is_contrast = theme->has_high_contrast;
    struct color fill = theme_color(theme, is_contrast ? COLOR_BLACK : COLOR_INDIGO100);
    struct color line = is_contrast ? theme_color(theme, COLOR_WHITE) : fill;
    canvas_round_outline(canvas, r, theme_px(theme, 24), theme_px(theme, 3), line, fill);
    int side = theme_px(theme, NOTE_ICON);
    struct rect left = rect_cut_left(&r, side + 2 * theme_px(theme, NOTE_PAD));
    icon_draw(canvas, "icons/eye", rect_centre(left, side, side), accent(canvas, COLOR_INDIGO800));
}

/* A line at either side of the word. */
static void draw_or_lines(const struct passage_block *block, struct canvas *canvas, struct rect r) {
    const struct theme *theme = canvas->theme;
    int word = text_width(canvas, block->text, TYPE_BODY_BOLD), thick = theme_px(theme, 3);
    int left = r.x + block->depth * theme_px(theme, DEPTH_INDENT) + word + theme_px(theme, 24);
    struct rect line = {left, r.y + (r.h - thick) / 2, r.x + r.w - left, thick};
    canvas_fill(canvas, line,
                theme_color(theme, theme->has_high_contrast ? COLOR_WHITE : COLOR_IVORY300));
}

static void draw_ornament(const struct passage_block *block, struct canvas *canvas, struct rect r,
                          struct rect words) {
    const struct theme *theme = canvas->theme;
    const struct text_style style = style_of(block);
    switch (block->kind) {
    case PASSAGE_POINT:
        draw_bullet(canvas, words, &style);
        break;
    case PASSAGE_ENTRY:
        if (block->icon[0])
            draw_entry_icon(block, canvas, r);
        break;
    case PASSAGE_OR:
        draw_or_lines(block, canvas, r);
        break;
    case PASSAGE_QUOTE:
        canvas_round(canvas, (struct rect){r.x, r.y, theme_px(theme, QUOTE_BAR), r.h},
                     theme_px(theme, QUOTE_BAR / 2),
                     theme_color(theme, accent(canvas, COLOR_GOLD500)));
        break;
    case PASSAGE_NOTE:
        draw_note_ground(canvas, r);
        break;
    default:
        break;
    }
}

static void draw_block(const struct passage_block *block, struct canvas *canvas, struct rect r) {
    const struct theme *theme = canvas->theme;
    const struct text_style style = style_of(block);
    struct rect words = r;
    rect_cut_left(&words, indent_of(block, theme));
    words.w = words_width(block, theme, r.w);
    words = (struct rect){words.x, r.y + pad_of(block, theme), words.w, r.h};
    if (block->icon[0]) { // a single line stands beside the middle of its icon
        int spare = block->high_px - words_height(block, canvas, r.w);
        rect_cut_top(&words, spare / 2);
    }
    draw_ornament(block, canvas, r, words);
    int used = text_draw(canvas, block->title, words, &title_style);
    rect_cut_top(&words, used);
    text_draw(canvas, block->text, words, &style);
}

void passage_draw(const struct passage *passage, struct canvas *canvas, struct point top) {
    for (size_t i = 0; i < passage->count; i++) {
        const struct passage_block *block = &passage->blocks[i];
        struct rect r = {top.x, top.y + block->top_px, passage->width_px, block->high_px};
        struct rect reach = rect_inset(r, -theme_px(canvas->theme, 16)); // stacked marks
        if (canvas_shows(canvas, reach))
            draw_block(block, canvas, r);
    }
}
