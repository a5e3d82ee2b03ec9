/* Rasterised art on disk, so that a start does not draw the drums anew: a folder of files that may
 * be deleted at any time, each named by what it was made from and checked by its sum. For the files
 * of draw/ only. */
#ifndef DRAW_ART_STORE_H
#define DRAW_ART_STORE_H

#include "base/crypto.h"
#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct art_store;

struct art_id {
    uint8_t svg[CRYPTO_SHA256_BYTES]; // of the art's file
    int w, h;
    bool is_mask; // coverage alone, 8 bits a pixel
};

/** Nothing is read or made before it is needed. All files together stay below `bytes_max`. */
struct art_store *art_store_open(const char *dir, size_t bytes_max);
void art_store_close(struct art_store *store);
/** Owned by the caller; NULL when it is not there, or not whole. */
SDL_Surface *art_store_load(struct art_store *store, const struct art_id *id);
/** Old or new, never half; the oldest files make room. A full disk is no fault: it is not kept. */
void art_store_save(struct art_store *store, const struct art_id *id, const SDL_Surface *surface);

#endif
