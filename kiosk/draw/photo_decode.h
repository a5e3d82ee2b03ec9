/* From a file's bytes to the pixels that are drawn. Runs on any thread. */
#ifndef DRAW_PHOTO_DECODE_H
#define DRAW_PHOTO_DECODE_H

#include <SDL.h>
#include <stdint.h>

/** Once, before other threads decode. */
void photo_decode_start(void);
/**
 * Checks the header against its limits, decodes, and scales to cover w x h.
 * @param out_why  on failure what is wrong with it; constant, or SDL's text for this thread
 * @return owned by the caller: XRGB8888, or ARGB8888 when it has holes; NULL when it is broken
 */
SDL_Surface *photo_decode(const uint8_t *bytes, size_t len_bytes, int w, int h,
                          const char **out_why);

#endif
