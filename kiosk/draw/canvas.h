/* Drawing into one CPU surface of 32-bit pixels: rectangles, rounded shapes, gradients, pictures.
 * Everything is clipped; nothing here blends what is opaque. */
#ifndef DRAW_CANVAS_H
#define DRAW_CANVAS_H

#include "draw/geometry.h"
#include "draw/theme.h"
#include <SDL.h>
#include <stdbool.h>

struct art;
struct fonts;
struct photos;
struct text_log;
struct text_mark;

#define CANVAS_CLIPS_MAX 8

struct canvas {
    SDL_Surface *surface;      // borrowed; ARGB8888 or XRGB8888, the canvas's size
    const struct theme *theme; // borrowed, as are the next four
    struct fonts *fonts;
    struct art *art;
    struct photos *photos;     // NULL: every portrait is a drawn bust; set after canvas_init()
    struct text_log *text_log; // NULL unless somebody wants to know what is written where
    const struct text_mark *text_mark; // borrowed: the words being read aloud; NULL none
    struct rect clip;
    struct rect clips[CANVAS_CLIPS_MAX]; // pushed ones
    int clip_count;
    struct shape_cache *shapes; // owned: coverage of round corners by radius
};

void canvas_init(struct canvas *canvas, SDL_Surface *surface, const struct theme *theme,
                 struct fonts *fonts, struct art *art);
void canvas_finish(struct canvas *canvas);
/** Narrows the clip to `r`; pop gives the former back. */
void canvas_push_clip(struct canvas *canvas, struct rect r);
void canvas_pop_clip(struct canvas *canvas);
/** False when nothing of `r` would be drawn: the caller may skip the work. */
bool canvas_shows(const struct canvas *canvas, struct rect r);

void canvas_fill(struct canvas *canvas, struct rect r, struct color color);
/** Vertical, top to bottom. */
void canvas_gradient(struct canvas *canvas, struct rect r, struct color top, struct color bottom);
/** Filled, with round corners; a radius of half the height makes a pill or a disc. Anti-aliased. */
void canvas_round(struct canvas *canvas, struct rect r, int radius, struct color color);
/** Outline of `line` pixels inside `r`, the middle filled with `inner` (alpha 0: left as it is). */
void canvas_round_outline(struct canvas *canvas, struct rect r, int radius, int line,
                          struct color outline, struct color inner);
/** Vertical gradient in a rounded shape. */
void canvas_round_gradient(struct canvas *canvas, struct rect r, int radius, struct color top,
                           struct color bottom);
/** A dashed rounded outline is not had: the plots bring their own art. Straight line, any
 * direction. */
void canvas_line(struct canvas *canvas, struct point from, struct point to, int width,
                 struct color color);
/** A picture at its own size; `alpha` 0 to 255 fades it. Opaque pictures are copied, not blended.
 */
void canvas_picture(struct canvas *canvas, SDL_Surface *picture, int x, int y, int alpha);
/** A picture centred in a rounded shape that clips it (photos, drums on plates). */
void canvas_picture_round(struct canvas *canvas, SDL_Surface *picture, struct rect r, int radius,
                          int alpha);
/** The same with the picture's top left corner at `at`. */
void canvas_picture_within(struct canvas *canvas, SDL_Surface *picture, struct point at,
                           struct rect shape, int radius, int alpha);
/** One colour, as much of it as each byte of `mask` (art_mask()) covers; color.a fades it. Anything
 *  but a mask is not drawn. */
void canvas_mask(struct canvas *canvas, SDL_Surface *mask, int x, int y, struct color color);
/** The same in a rounded shape that clips it. */
void canvas_mask_within(struct canvas *canvas, SDL_Surface *mask, struct point at,
                        struct rect shape, int radius, struct color color);
/** Moves what stands in `r` down by `dy` pixels, up where negative, within `r`, whatever the clip.
 * What it leaves behind keeps its pixels. */
void canvas_scroll(struct canvas *canvas, struct rect r, int dy);
/** Fills a strip with copies of a tile, from the left. */
void canvas_tile(struct canvas *canvas, SDL_Surface *tile, struct rect r);

#endif
