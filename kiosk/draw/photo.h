/* Photos of people and model projects: decoded and scaled by a worker thread to exactly the size
 * they are drawn at, kept in a cache bounded in bytes. The files come from outside: photo_head.h
 * has the limits that are checked before anything is decoded. Every function here is for the main
 * thread; the two callbacks run on the worker's. */
#ifndef DRAW_PHOTO_H
#define DRAW_PHOTO_H

#include "draw/geometry.h"
#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>

#define PHOTO_KEY_BYTES 80     // a SHA-256 in hex has room
#define PHOTO_REQUESTS_MAX 64  // waiting at a time; beyond them the oldest is forgotten
#define PHOTO_SIDE_PX_MAX 8192 // of a drawn photo

struct photos;

struct photos_params {
    size_t cache_bytes; // of decoded, scaled photos
    /** Path of the file, owned by the caller (free); NULL when there is no such photo. */
    char *(*path_of)(const char *key, void *context);
    /** Something is ready or turned out broken: photos_take() should be called soon. Said once for
     * all that comes until then. May be NULL. */
    void (*on_arrival)(void *context);
    void *context;
};

struct photos *photos_create(const struct photos_params *params);
/** Ends the worker after the photo it is at. NULL is fine. */
void photos_destroy(struct photos *photos);
/** Another bound, as for another canvas. */
void photos_set_cache_bytes(struct photos *photos, size_t cache_bytes);
/** What is decoded and kept now. */
size_t photos_cached_bytes(const struct photos *photos);
/** New content: what waits is dropped, what was broken is tried again. What is decoded stays. */
void photos_forget(struct photos *photos);

/**
 * The photo `key`, scaled to cover `w` x `h` with its middle, XRGB8888; ARGB8888 only where it has
 * holes, so draw a ground under it then.
 * @param photos  NULL: as if every photo were broken
 * @return borrowed until the next call of any function here; NULL while it is not there: then it is
 * asked for, before everything that was asked for earlier. NULL for ever when it is broken.
 */
SDL_Surface *photos_get(struct photos *photos, const char *key, int w, int h);
/** The same for a photo as large as `at`, which is drawn there: where it is missing its arrival
 * will name the place. */
SDL_Surface *photos_get_for(struct photos *photos, const char *key, struct rect at);
/** Prefetch: decoded when nothing that photos_get() missed waits, in the order asked for. */
void photos_want(struct photos *photos, const char *key, int w, int h);
/** Like photos_get(), but waits until it is there; NULL only when it is broken. */
SDL_Surface *photos_wait(struct photos *photos, const char *key, int w, int h);
/** True when it cannot be had: something drawn takes its place. Known only after it was tried. */
bool photos_is_broken(const struct photos *photos, const char *key);

struct photo_arrival {
    char key[PHOTO_KEY_BYTES];
    struct rect missed; // where photos_get_for() missed it, all places together; empty: nowhere
};

/** One by one what is ready, or known to be broken, since the last call; false: no more. */
bool photos_take(struct photos *photos, struct photo_arrival *out);

#endif
