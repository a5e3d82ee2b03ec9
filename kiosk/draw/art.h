/* Our drawn art (assets/art, SVG), rasterised at the size used, kept in a cache bounded in bytes
 * and, where it was dear to make, on disk for the next start. */
#ifndef DRAW_ART_H
#define DRAW_ART_H

#include "draw/theme.h"
#include <SDL.h>
#include <stdbool.h>

struct art;

/** `dir` holds icons/, motif/, sample/. Nothing is read before it is asked for. */
struct art *art_open(const char *dir, size_t cache_bytes);
void art_close(struct art *art);
/** Keeps large art in `dir` (made when first needed), all files together below `bytes_max`. */
void art_keep_in(struct art *art, const char *dir, size_t bytes_max);
/**
 * "icons/home" at w x h pixels, borrowed until the next art_get() or art_mask(). One-colour art
 * (icons, mark lines) takes the `tint`; alpha 0 leaves its own colours. A missing or broken file
 * gives an empty picture and one line in the log.
 */
SDL_Surface *art_get(struct art *art, const char *name, int w, int h, struct color tint);
/** The coverage of one-colour art, one byte a pixel, for canvas_mask(): a quarter of the memory,
 *  whatever its colour. Otherwise as art_get(). */
SDL_Surface *art_mask(struct art *art, const char *name, int w, int h);
/**
 * In haste, as before the first frame, large art that is not on disk stays away for now: an empty
 * picture of another size stands for it.
 * @return whether any stayed away since the last call
 */
bool art_set_haste(struct art *art, bool is_hasty);

#endif
