/* Our drawn art (assets/art, SVG), rasterised at the size used, kept in a cache bounded in bytes.
 */
#ifndef DRAW_ART_H
#define DRAW_ART_H

#include "draw/theme.h"
#include <SDL.h>

struct art;

/** `dir` holds icons/, motif/, sample/. Nothing is read before it is asked for. */
struct art *art_open(const char *dir, size_t cache_bytes);
void art_close(struct art *art);
/**
 * "icons/home" at w x h pixels, borrowed until the next art_get(). One-colour art (icons, drum,
 * mark lines) takes the `tint`; alpha 0 leaves its own colours. A missing or broken file gives an
 * empty picture and one line in the log.
 */
SDL_Surface *art_get(struct art *art, const char *name, int w, int h, struct color tint);

#endif
