/* A picture scaled to cover a size with its middle. For the files of draw/ only. */
#ifndef DRAW_PHOTO_SCALE_H
#define DRAW_PHOTO_SCALE_H

#include <SDL.h>

/**
 * Smaller: every pixel is the average of the area it covers. Larger: Catmull-Rom, which keeps edges
 * sharper than straight lines between pixels would.
 *
 * @param from  RGB24, or ARGB8888 with straight alpha; both sides at least 1
 * @return w x h, owned by the caller: XRGB8888, or ARGB8888 where `from` has alpha; NULL without
 * memory
 */
SDL_Surface *photo_scale(const SDL_Surface *from, int w, int h);

#endif
