/* Fonts by face and size, opened once, and the rendered lines of text in a cache bounded in bytes.
 */
#ifndef DRAW_FONT_H
#define DRAW_FONT_H

#include "draw/theme.h"
#include <SDL.h>
#include <stdbool.h>

struct fonts;
struct font; // one face at one size

struct fonts_params {
    const char *dir;               // looked in first
    const char *file_names[FACES]; // as in fonts.ini
    size_t cache_bytes;            // 0: 24 MiB
};

/** NULL with `out_why` (owned by the caller): which file was looked for where, which package has
 * it. */
struct fonts *fonts_open(const struct fonts_params *params, char **out_why);
void fonts_close(struct fonts *fonts);
/** Wipes the private line rendered last; rendering any other line does so too. */
void fonts_forget_private(struct fonts *fonts);
/** Never NULL: opened at the first use, kept. */
struct font *fonts_get(struct fonts *fonts, enum face face, int size_px);
/** The theme's font for a type token. */
struct font *fonts_type(struct fonts *fonts, const struct theme *theme, enum type_token type);

/** Pixels from the top of a line to its baseline, and of one line, by the font's own metrics. */
int font_ascent(const struct font *font);
int font_height(const struct font *font);
/** Height of a capital without marks: text in a button is centred on it. */
int font_cap_height(const struct font *font);
/** Of the em. */
int font_size_px(const struct font *font);
int font_text_width(struct font *font, const char *text, size_t len_bytes);
/**
 * A rendered line, borrowed until the next call that renders; NULL for "". Its row
 * `out_baseline` is the baseline (SDL_ttf's surfaces grow with stacked marks in some fonts).
 * @param is_private  drawn afresh, wiped and not kept: what a visitor types
 */
SDL_Surface *font_render(struct font *font, const char *text, size_t len_bytes, struct color color,
                         bool is_private, int *out_baseline);

#endif
