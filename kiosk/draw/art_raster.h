/* SVG to pixels, by SDL_image. For the files of draw/ only. */
#ifndef DRAW_ART_RASTER_H
#define DRAW_ART_RASTER_H

#include <SDL.h>
#include <stddef.h>

/**
 * The art at the scale that fits, in the middle of w x h pixels of ARGB8888; XRGB8888 when it has
 * no hole, so that it is copied and tiles of it meet without a seam.
 * @param svg  NUL behind its `len_bytes`
 * @return owned by the caller; NULL when it is no SVG (SDL_GetError() says why)
 */
SDL_Surface *art_rasterise(const char *svg, size_t len_bytes, int w, int h);
/** What of each pixel `picture` covers: one byte a pixel (SDL_PIXELFORMAT_INDEX8). Owned. */
SDL_Surface *art_coverage(const SDL_Surface *picture);
/** ARGB8888 of one colour, as much of each pixel as `mask` covers. Owned. */
SDL_Surface *art_tinted(const SDL_Surface *mask, uint32_t rgb, uint32_t alpha);

#endif
