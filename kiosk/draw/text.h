/* Text in boxes: measured, wrapped, aligned, cut with an ellipsis only where the caller allows it.
 */
#ifndef DRAW_TEXT_H
#define DRAW_TEXT_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include "draw/theme.h"
#include <stdbool.h>
#include <stddef.h>

struct font;

enum text_align {
    TEXT_LEFT,
    TEXT_CENTRE,
    TEXT_RIGHT,
};

enum text_place { // of the block in the box's height
    TEXT_TOP,
    TEXT_MIDDLE, // one line: its capitals are centred
    TEXT_BOTTOM,
};

struct text_style {
    enum type_token type;
    enum color_token color;
    enum text_align align;
    enum text_place place;
    int max_lines;   // 0: as many as fit
    bool may_shrink; // down to three quarters before it is cut, never below the floor of 28 design
                     // px
    bool is_private; // what a visitor typed: past every cache, and into no text log but the
                     // screen's own
    bool is_silent;  // not for reading aloud: the clock, page numbers, keys, buttons of a bar
};

/**
 * Bytes on the first line of `text` when wrapped to `width_px`: breaks after spaces (UAX #14 LB18),
 * at line ends, within a word only when the word alone is too wide. At least one whole character;
 * 0 only for "".
 */
size_t text_first_line(struct font *font, const char *text, int width_px);
/** Height of `text` wrapped to a width in that style. NULL is no text, here and below. */
int text_height(struct canvas *canvas, const char *text, int width_px,
                const struct text_style *style);
/** Drawn in that box, nothing of it would be cut, nor a word broken. */
bool text_fits(struct canvas *canvas, const char *text, struct rect box,
               const struct text_style *style);
int text_width(struct canvas *canvas, const char *text, enum type_token type);
/** The narrowest column of as many lines: "Giới thiệu / gương tốt", no word left alone. */
int text_balanced_width(struct canvas *canvas, const char *text, int width_px,
                        const struct text_style *style);
/** Draws; returns the height used. */
int text_draw(struct canvas *canvas, const char *text, struct rect box,
              const struct text_style *style);

/* The words that are being read aloud: text_draw() lays a gold band behind them. */
struct text_mark {
    const char *text; // borrowed, which text; NULL: none
    struct rect box;  // and which of several that say the same
    size_t from, to;  // bytes of it
};

/** Where the band of a mark lies on the canvas: what has to be drawn again when it comes or goes.
 */
struct rect text_mark_area(struct canvas *canvas, const struct text_mark *mark,
                           const struct text_style *style);

/* What was written where, for touch scripts, tests and read-aloud: filled while a canvas draws. */
struct text_log_entry {
    char *text;       // owned
    struct rect area; // of the ink's lines, as far as they show
    struct rect box;  // it was to be written in
    struct text_style style;
    int size_px;
    bool is_cut; // some of it did not fit, or a word had to be broken
};

struct text_log {
    struct text_log_entry *entries;
    size_t count, cap;
    bool is_for_reading; // keeps nothing that is private or silent
};

/** A copy of the entry and its text. */
void text_log_add(struct text_log *log, const struct text_log_entry *entry);
void text_log_finish(struct text_log *log); // wipes the texts
void text_log_clear(struct text_log *log);

#endif
