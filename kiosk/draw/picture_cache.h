/* Surfaces by key, bounded in bytes; the one not used for longest goes first. */
#ifndef DRAW_PICTURE_CACHE_H
#define DRAW_PICTURE_CACHE_H

#include <SDL.h>
#include <stddef.h>

struct picture_cache;

struct cached_picture {
    SDL_Surface *surface; // owned by the cache
    int baseline;         // of a line of text; 0 for others
};

struct picture_cache *picture_cache_create(size_t bytes_max);
void picture_cache_destroy(struct picture_cache *cache);
/** Another bound; what is too much goes now. */
void picture_cache_bound(struct picture_cache *cache, size_t bytes_max);
/** What it holds now. */
size_t picture_cache_bytes(const struct picture_cache *cache);
/** Borrowed until the next put; NULL when it is not there. A key is any bytes. */
const struct cached_picture *picture_cache_find(struct picture_cache *cache, const void *key,
                                                size_t key_len);
/** Takes `picture.surface`; makes room first, so that even one above the bound lives until the next
 *  put. The key must not be in the cache yet. */
const struct cached_picture *picture_cache_put(struct picture_cache *cache, const void *key,
                                               size_t key_len, struct cached_picture picture);

#endif
