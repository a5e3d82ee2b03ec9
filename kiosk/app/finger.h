/* A finger that no hand moves: it touches through SDL's own queue, for scripts and measurements. */
#ifndef APP_FINGER_H
#define APP_FINGER_H

#include "draw/geometry.h"
#include <SDL.h>

/**
 * @param type  SDL_FINGERDOWN, SDL_FINGERMOTION or SDL_FINGERUP
 * @param at    canvas pixels; the panel may hang turned
 */
void finger_push(const struct turn *turn, Uint32 type, struct point at);

#endif
