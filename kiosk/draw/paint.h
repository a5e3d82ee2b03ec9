/* Rows of pixels, painted with a colour, a gradient or a picture: what shapes are filled with. For
 * the files of draw/ only. Every row is clipped here and nowhere else. */
#ifndef DRAW_PAINT_H
#define DRAW_PAINT_H

#include "draw/canvas.h"
#include <stdint.h>

struct paint {
    struct color top, bottom; // the same for a flat colour
    /* NULL: the colours; else ARGB8888 (straight alpha), XRGB8888, or one byte a pixel: how much of
     * it is of the colour. */
    const SDL_Surface *picture;
    struct rect area; // what gradient or picture spans; nothing is painted outside
    int alpha;        // of all of it, 0 to 255
};

/** A flat colour, spanning `area`. */
struct paint paint_flat(struct rect area, struct color color);
struct paint paint_gradient(struct rect area, struct color top, struct color bottom);
/** `picture` is borrowed as long as the paint. */
struct paint paint_picture(const SDL_Surface *picture, int x, int y, int alpha);

/** One colour, as much of it as `mask` (one byte a pixel) covers; borrowed as long as the paint. */
struct paint paint_mask(const SDL_Surface *mask, int x, int y, struct color color);
/** What colours give on row `y`: opaque 0xAARRGGBB. */
uint32_t paint_row_color(const struct paint *paint, int y);

/** How much of each of a row's pixels is covered, of 255. */
struct cover {
    const uint8_t *coverage; // borrowed
    int n;
    bool is_mirrored; // read from its end
    bool is_outside;  // what it leaves uncovered is meant
};

/** `n` pixels of row `y` from `x`, wholly covered. */
void paint_span(struct canvas *canvas, const struct paint *paint, int x, int y, int n);
void paint_cover(struct canvas *canvas, const struct paint *paint, int x, int y,
                 const struct cover *cover);
/** All rows of `r`. */
void paint_rect(struct canvas *canvas, const struct paint *paint, struct rect r);

#endif
