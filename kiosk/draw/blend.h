/* Two whole pictures of one size mixed into a third: what a page change is made of. */
#ifndef DRAW_BLEND_H
#define DRAW_BLEND_H

#include <SDL.h>

/**
 * Writes `from` with `to` over it, `to` moved `right_px` to the right (negative: left) and as
 * opaque as `alpha` of 255 says; where it does not reach, `from` alone. All three are of one size,
 * 32 bits a pixel; `out` may be neither of the others.
 */
void blend_slide(SDL_Surface *out, const SDL_Surface *from, const SDL_Surface *to, int right_px,
                 int alpha);
/** A copy of all its pixels. */
void blend_copy(SDL_Surface *out, const SDL_Surface *from);

#endif
