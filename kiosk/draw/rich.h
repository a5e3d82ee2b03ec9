/* A sentence in which some words are bold: "Có *từ 1 mô hình* hoặc công trình". Between two
 * asterisks stands what is bold; one asterisk alone is an asterisk. */
#ifndef DRAW_RICH_H
#define DRAW_RICH_H

#include "draw/text.h"

/** The sentence without its marks; owned by the caller. */
char *rich_plain(const char *marked);
/**
 * Draws as text_draw() does, `style->type` for the plain words, `bold` (of the same size) for the
 * marked ones; lines break within and between both. The text log gets the plain sentence.
 * @return the height used
 */
int rich_draw(struct canvas *canvas, const char *marked, struct rect box,
              const struct text_style *style, enum type_token bold);

#endif
