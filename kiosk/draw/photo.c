#include "draw/photo.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "draw/photo_decode.h"
#include "draw/photo_head.h"
#include "draw/photo_queue.h"
#include "draw/picture_cache.h"

#define ARRIVALS_MAX PHOTO_REQUESTS_MAX

/* Of the pictures that the worker makes. */
static const Uint32 formats[] = {SDL_PIXELFORMAT_ARGB8888, SDL_PIXELFORMAT_XRGB8888,
                                 SDL_PIXELFORMAT_RGB24};
#define FORMATS (sizeof formats / sizeof *formats)

struct photos {
    struct photos_params params; // the worker reads it, too; its callbacks never change
    struct photo_queue queue;    // shared with the worker; all below is the main thread's alone
    pthread_t worker;
    // SDL gives every surface of a format the same object: made here, before the worker begins, and
    // kept, so that its words are never written while the main thread reads them. Owned.
    SDL_PixelFormat *formats[FORMATS];
    struct picture_cache *pictures;
    struct strbuf key; // of the cache: size, then the photo's
    char **broken;     // sorted; owned
    size_t broken_count;
    struct photo_arrival arrivals[ARRIVALS_MAX]; // not told yet; both numbers only grow
    size_t arrival_head, arrival_tail;
};

/* --- the worker ----------------------------------------------------------------------------- */

static SDL_Surface *load(struct photos *photos, const struct photo_request *request,
                         const char **out_why) {
    char *path = photos->params.path_of(request->key, photos->params.context), *bytes = NULL;
    size_t len_bytes;
    SDL_Surface *made = NULL;
    if (!path)
        *out_why = "there is no such photo";
    else if (!path_read(path, PHOTO_FILE_BYTES_MAX, &bytes, &len_bytes))
        *out_why = errno == EFBIG ? "it has more than 8 MiB" : strerror(errno);
    else
        made = photo_decode((const uint8_t *)bytes, len_bytes, request->w, request->h, out_why);
    free(bytes);
    free(path);
    return made;
}

static void *work(void *context) {
    struct photos *photos = context;
    struct photo_request request;
    while (photo_queue_take(&photos->queue, &request)) {
        struct photo_result result = {.surface = NULL};
        const char *why = "";
        result.surface = load(photos, &request, &why);
        SDL_strlcpy(result.why, why, sizeof result.why);
        if (photo_queue_deliver(&photos->queue, &result) && photos->params.on_arrival)
            photos->params.on_arrival(photos->params.context);
    }
    SDL_TLSCleanup(); // its texts of errors: SDL frees only those of threads it began itself
    return NULL;
}

struct photos *photos_create(const struct photos_params *params) {
    struct photos *photos = xcalloc(1, sizeof *photos);
    photos->params = *params;
    photos->pictures = picture_cache_create(params->cache_bytes);
    for (size_t i = 0; i < FORMATS; i++)
        photos->formats[i] = SDL_AllocFormat(formats[i]);
    photo_decode_start();
    photo_queue_init(&photos->queue);
    int failed = pthread_create(&photos->worker, NULL, work, photos);
    if (failed) {
        log_error("no thread for photos: %s", strerror(failed));
        abort(); // as without memory
    }
    return photos;
}

static void forget_broken(struct photos *photos) {
    for (size_t i = 0; i < photos->broken_count; i++)
        free(photos->broken[i]);
    photos->broken_count = 0;
}

void photos_destroy(struct photos *photos) {
    if (!photos)
        return;
    photo_queue_stop(&photos->queue);
    pthread_join(photos->worker, NULL);
    photo_queue_finish(&photos->queue);
    picture_cache_destroy(photos->pictures);
    forget_broken(photos);
    free(photos->broken);
    strbuf_finish(&photos->key);
    for (size_t i = 0; i < FORMATS; i++)
        SDL_FreeFormat(photos->formats[i]);
    free(photos);
}

/* --- what is broken ------------------------------------------------------------------------- */

static int compare_keys(const void *key, const void *item) {
    return strcmp(key, *(char *const *)item);
}

static bool is_noted(const struct photos *photos, const char *key) {
    return photos->broken_count > 0 &&
           bsearch(key, photos->broken, photos->broken_count, sizeof *photos->broken, compare_keys);
}

static void note_broken(struct photos *photos, const char *key, const char *why) {
    if (is_noted(photos, key)) // at another size
        return;
    log_warn("the photo '%s' cannot be shown, a drawing takes its place: %s", key, why);
    photos->broken = xrealloc(photos->broken, photos->broken_count + 1, sizeof *photos->broken);
    size_t at = photos->broken_count++;
    for (; at > 0 && strcmp(photos->broken[at - 1], key) > 0; at--)
        photos->broken[at] = photos->broken[at - 1];
    photos->broken[at] = xstrdup(key);
}

bool photos_is_broken(const struct photos *photos, const char *key) {
    return !photos || strlen(key) >= PHOTO_KEY_BYTES || is_noted(photos, key);
}

/* --- what is there -------------------------------------------------------------------------- */

static void make_key(struct photos *photos, const char *key, int w, int h) {
    const int size[] = {w, h};
    strbuf_reset(&photos->key);
    strbuf_add(&photos->key, (const char *)size, sizeof size);
    strbuf_add_text(&photos->key, key);
}

static SDL_Surface *find(struct photos *photos, const char *key, int w, int h) {
    make_key(photos, key, w, h);
    const struct cached_picture *found =
        picture_cache_find(photos->pictures, photos->key.text, photos->key.len);
    return found ? found->surface : NULL;
}

/* Whoever never asks for arrivals loses the oldest. */
static void note_arrival(struct photos *photos, const struct photo_request *request) {
    if (photos->arrival_tail - photos->arrival_head == ARRIVALS_MAX)
        photos->arrival_head++;
    struct photo_arrival *arrival = &photos->arrivals[photos->arrival_tail++ % ARRIVALS_MAX];
    arrival->missed = request->missed;
    memcpy(arrival->key, request->key, sizeof arrival->key);
}

static void keep(struct photos *photos, struct photo_result *result) {
    const struct photo_request *request = &result->request;
    if (!result->surface) {
        note_broken(photos, request->key, result->why);
    } else if (find(photos, request->key, request->w, request->h)) {
        SDL_FreeSurface(result->surface); // asked for again just as it came
    } else {
        picture_cache_put(photos->pictures, photos->key.text, photos->key.len,
                          (struct cached_picture){.surface = result->surface});
    }
    note_arrival(photos, request);
}

static void fetch(struct photos *photos) {
    struct photo_result ready[PHOTO_READY_MAX];
    size_t count = photo_queue_fetch(&photos->queue, ready);
    for (size_t i = 0; i < count; i++)
        keep(photos, &ready[i]);
}

bool photos_take(struct photos *photos, struct photo_arrival *out) {
    if (!photos)
        return false;
    fetch(photos);
    if (photos->arrival_head == photos->arrival_tail)
        return false;
    *out = photos->arrivals[photos->arrival_head++ % ARRIVALS_MAX];
    return true;
}

void photos_set_cache_bytes(struct photos *photos, size_t cache_bytes) {
    if (photos)
        picture_cache_bound(photos->pictures, cache_bytes);
}

size_t photos_cached_bytes(const struct photos *photos) {
    return photos ? picture_cache_bytes(photos->pictures) : 0;
}

void photos_forget(struct photos *photos) {
    if (!photos)
        return;
    fetch(photos);
    photo_queue_clear(&photos->queue);
    forget_broken(photos);
}

/* --- asking --------------------------------------------------------------------------------- */

static bool is_askable(const struct photos *photos, const char *key, int w, int h) {
    return w > 0 && h > 0 && w <= PHOTO_SIDE_PX_MAX && h <= PHOTO_SIDE_PX_MAX &&
           !photos_is_broken(photos, key);
}

static struct photo_request request_of(const char *key, int w, int h) {
    struct photo_request request = {.w = w, .h = h};
    SDL_strlcpy(request.key, key, sizeof request.key);
    return request;
}

static SDL_Surface *get(struct photos *photos, const char *key, int w, int h, struct rect missed) {
    if (!photos)
        return NULL;
    fetch(photos);
    SDL_Surface *found = is_askable(photos, key, w, h) ? find(photos, key, w, h) : NULL;
    if (found || !is_askable(photos, key, w, h))
        return found;
    struct photo_request request = request_of(key, w, h);
    request.missed = missed;
    photo_queue_push(&photos->queue, &request);
    return NULL;
}

SDL_Surface *photos_get(struct photos *photos, const char *key, int w, int h) {
    return get(photos, key, w, h, (struct rect){0});
}

SDL_Surface *photos_get_for(struct photos *photos, const char *key, struct rect at) {
    return get(photos, key, at.w, at.h, at);
}

void photos_want(struct photos *photos, const char *key, int w, int h) {
    if (!photos || !is_askable(photos, key, w, h) || find(photos, key, w, h))
        return;
    struct photo_request request = request_of(key, w, h);
    request.is_prefetch = true;
    photo_queue_push(&photos->queue, &request);
}

SDL_Surface *photos_wait(struct photos *photos, const char *key, int w, int h) {
    SDL_Surface *found = photos_get(photos, key, w, h);
    while (!found && is_askable(photos, key, w, h)) {
        photo_queue_wait(&photos->queue);
        found = photos_get(photos, key, w, h);
    }
    return found;
}
