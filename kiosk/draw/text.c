#include "draw/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "draw/font.h"

#define ELLIPSIS "\u2026"
#define SHRINK_STEP_PERCENT 5
#define SHRINK_MIN_PERCENT 75
#define FLOOR_DESIGN_PX 28
#define LINES_MAX 64

/* --- breaking lines
 * ------------------------------------------------------------------------------- */

static size_t without_spaces(const char *text, size_t len) {
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n'))
        len--;
    return len;
}

/* A word with the spaces behind it. */
static size_t word_end(const char *text, size_t at, size_t len) {
    while (at < len && text[at] != ' ')
        at++;
    while (at < len && text[at] == ' ')
        at++;
    return at;
}

static bool fits(struct font *font, const char *text, size_t len, int width_px) {
    return font_text_width(font, text, without_spaces(text, len)) <= width_px;
}

/* Whole words of the line that fit; 0 when not even the first does. Words are measured one by one,
 * which is off by a rounding a word: the sum only says where to begin, the whole line decides. */
static size_t fitting_words(struct font *font, const char *text, size_t len, int width_px) {
    size_t at = 0;
    for (int used_px = 0; at < len;) {
        size_t end = word_end(text, at, len);
        used_px += font_text_width(font, text + at, end - at);
        if (used_px > width_px && !fits(font, text, end, width_px))
            break;
        at = end;
    }
    while (at > 0 && !fits(font, text, at, width_px)) {
        at = without_spaces(text, at);
        while (at > 0 && text[at - 1] != ' ')
            at--;
    }
    return at;
}

/* Whole characters of a word that is wider than the line; at least one. */
static size_t fitting_characters(struct font *font, const char *text, size_t len, int width_px) {
    size_t at = utf8_next(text, 0);
    while (at < len) {
        size_t end = utf8_next(text, at);
        if (end > len || font_text_width(font, text, end) > width_px)
            break;
        at = end;
    }
    return at < len ? at : len;
}

size_t text_first_line(struct font *font, const char *text, int width_px) {
    size_t len = strcspn(text, "\n");
    if (len == 0)
        return text[0] == '\n' ? 1 : 0;
    size_t used = fitting_words(font, text, len, width_px);
    if (used == 0)
        used = fitting_characters(font, text, len, width_px);
    return used == len && text[len] == '\n' ? len + 1 : used;
}

/* --- a block of lines
 * ----------------------------------------------------------------------------- */

struct line {
    const char *text;
    size_t len; // without trailing spaces
};

struct block {
    struct font *font;
    int line_px;
    struct line lines[LINES_MAX];
    int count;
    bool is_cut; // there was more text than lines
};

static void break_block(struct block *block, const char *text, int width_px, int max_lines) {
    block->count = 0;
    while (*text && block->count < max_lines) {
        size_t used = text_first_line(block->font, text, width_px);
        block->lines[block->count++] = (struct line){text, without_spaces(text, used)};
        text += used;
    }
    block->is_cut = *text != '\0';
}

static int type_line_px(const struct theme *theme, enum type_token type, int size_px) {
    int full_px = theme_type_px(theme, type);
    return full_px > 0 ? theme_line_px(theme, type) * size_px / full_px : size_px;
}

static int most_lines(const struct text_style *style, int height_px, int line_px) {
    int room = height_px / line_px;
    int most = style->max_lines > 0 && style->max_lines < room ? style->max_lines : room;
    return most < 1 ? 1 : most > LINES_MAX ? LINES_MAX : most;
}

static void set_size(struct block *block, struct canvas *canvas, const struct text_style *style,
                     int size_px) {
    block->font = fonts_get(canvas->fonts, theme_face(style->type), size_px);
    block->line_px = type_line_px(canvas->theme, style->type, size_px);
}

static bool has_broken_word(const struct block *block) {
    for (int i = 0; i + 1 < block->count; i++) {
        const struct line *line = &block->lines[i];
        if (line->text[line->len] != ' ' && line->text[line->len] != '\n')
            return true;
    }
    return false;
}

/* Breaks the text for the box, smaller step by step where the style allows that and it does not
 * fit. */
static void lay_block(struct block *block, struct canvas *canvas, const char *text, struct rect box,
                      const struct text_style *style) {
    int full_px = theme_type_px(canvas->theme, style->type);
    int floor_px = theme_px(canvas->theme, FLOOR_DESIGN_PX);
    for (int percent = 100; percent >= SHRINK_MIN_PERCENT; percent -= SHRINK_STEP_PERCENT) {
        int size_px = full_px * percent / 100;
        if (percent < 100 && size_px < floor_px)
            return;
        set_size(block, canvas, style, size_px);
        break_block(block, text, box.w, most_lines(style, box.h, block->line_px));
        bool is_fine = !block->is_cut && !has_broken_word(block);
        if (is_fine || !style->may_shrink)
            return;
    }
}

/* --- drawing
 * -------------------------------------------------------------------------------------- */

/* The last line of a text that is cut: as many characters as leave room for the ellipsis. */
static char *with_ellipsis(struct font *font, const struct line *line, int width_px) {
    struct strbuf text = {0};
    size_t len = line->len;
    for (;;) {
        strbuf_reset(&text);
        strbuf_add(&text, line->text, without_spaces(line->text, len));
        strbuf_add_text(&text, ELLIPSIS);
        if (len == 0 || font_text_width(font, text.text, text.len) <= width_px)
            return strbuf_detach(&text);
        len = utf8_prev(line->text, len);
    }
}

static int aligned_x(struct rect box, int width_px, enum text_align align) {
    switch (align) {
    case TEXT_CENTRE:
        return box.x + (box.w - width_px) / 2;
    case TEXT_RIGHT:
        return box.x + box.w - width_px;
    case TEXT_LEFT:
    default:
        return box.x;
    }
}

/* Draws one line with its baseline on a row; adds where it stands to `ink`. */
static void draw_line(struct canvas *canvas, const struct block *block, const char *text,
                      size_t len, struct rect box, int baseline_y, const struct text_style *style,
                      struct rect *ink) {
    int width_px = font_text_width(block->font, text, len);
    int x = aligned_x(box, width_px, style->align);
    struct rect area = {x, baseline_y - font_ascent(block->font), width_px,
                        font_height(block->font)};
    *ink = rect_union(*ink, area);
    if (!canvas_shows(canvas, rect_inset(area, -block->line_px / 4)))
        return;
    int row = 0;
    SDL_Surface *picture = font_render(
        block->font, text, len, theme_color(canvas->theme, style->color), style->is_private, &row);
    if (picture)
        canvas_picture(canvas, picture, x, baseline_y - row, 255);
}

/* Where the first baseline stands. One line in the middle of its box is centred on its capitals, as
 * the eye does it; several lines as a block. */
static int first_baseline(const struct block *block, struct rect box, enum text_place place) {
    int ascent = font_ascent(block->font), height = block->count * block->line_px;
    int lead = (block->line_px - font_height(block->font)) / 2;
    int capital = font_cap_height(block->font);
    switch (place) {
    case TEXT_MIDDLE: // centred between the first line's capitals and the last baseline
        return box.y + (box.h - capital - (block->count - 1) * block->line_px) / 2 + capital;
    case TEXT_BOTTOM:
        return box.y + box.h - height + lead + ascent;
    case TEXT_TOP:
    default:
        return box.y + lead + ascent;
    }
}

static void log_text(struct canvas *canvas, const char *text, struct rect ink,
                     const struct block *block) {
    struct text_log *log = canvas->text_log;
    if (!log || !*text || !canvas_shows(canvas, ink))
        return;
    if (log->count == log->cap) {
        log->cap = log->cap ? log->cap * 2 : 32;
        log->entries = xrealloc(log->entries, log->cap, sizeof *log->entries);
    }
    log->entries[log->count++] = (struct text_log_entry){
        .text = xstrdup(text),
        .area = ink,
        .size_px = font_size_px(block->font),
        .is_cut = block->is_cut || has_broken_word(block),
    };
}

int text_draw(struct canvas *canvas, const char *text, struct rect box,
              const struct text_style *style) {
    if (!text || !*text)
        return 0;
    struct block block;
    lay_block(&block, canvas, text, box, style);
    int baseline_y = first_baseline(&block, box, style->place);
    struct rect ink = {0};
    for (int i = 0; i < block.count; i++, baseline_y += block.line_px) {
        const struct line *line = &block.lines[i];
        bool is_last_of_cut = block.is_cut && i == block.count - 1;
        char *cut = is_last_of_cut ? with_ellipsis(block.font, line, box.w) : NULL;
        draw_line(canvas, &block, cut ? cut : line->text, cut ? strlen(cut) : line->len, box,
                  baseline_y, style, &ink);
        if (cut)
            explicit_bzero(cut, strlen(cut)); // it may be what a visitor typed
        free(cut);
    }
    log_text(canvas, text, ink, &block);
    return block.count * block.line_px;
}

int text_height(struct canvas *canvas, const char *text, int width_px,
                const struct text_style *style) {
    if (!text || !*text)
        return 0;
    struct block block;
    set_size(&block, canvas, style, theme_type_px(canvas->theme, style->type));
    int most = style->max_lines > 0 && style->max_lines < LINES_MAX ? style->max_lines : LINES_MAX;
    break_block(&block, text, width_px, most);
    return block.count * block.line_px;
}

int text_width(struct canvas *canvas, const char *text, enum type_token type) {
    struct font *font = fonts_type(canvas->fonts, canvas->theme, type);
    return text ? font_text_width(font, text, strlen(text)) : 0;
}

/* --- the log
 * -------------------------------------------------------------------------------------- */

void text_log_clear(struct text_log *log) {
    for (size_t i = 0; i < log->count; i++) {
        explicit_bzero(log->entries[i].text, strlen(log->entries[i].text));
        free(log->entries[i].text);
    }
    log->count = 0;
}

void text_log_finish(struct text_log *log) {
    text_log_clear(log);
    free(log->entries);
    *log = (struct text_log){0};
}
