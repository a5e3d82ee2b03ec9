/* Photos for the screens on the bench: every person gets one, which is there, or held back at a
 * gate, or broken. */
#ifndef TESTS_SCREENS_PHOTOS_H
#define TESTS_SCREENS_PHOTOS_H

#include "../bench/portrait.h"
#include "base/strbuf.h"
#include "draw/photo.h"
#include "set.h"
#include <pthread.h>

#define BENCH_PHOTOS_BYTES (64u << 20)
#define PHOTO_FILES 8
#define PHOTO_FILE "0000000000000000000000000000000000000000000000000000000000000000"
#define PHOTO_LAST "f000000000000000000000000000000000000000000000000000000000000000"
#define PHOTO_BROKEN "b000000000000000000000000000000000000000000000000000000000000000"

struct bench_photos {
    char *dir; // owned
    char keys[PHOTO_FILES][sizeof PHOTO_FILE];
    struct photos *photos;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    bool is_shut; // guarded by lock: the worker waits before each file
    int settled;
};

static inline char *bench_photo_path(const char *key, void *context) {
    struct bench_photos *bench = context;
    pthread_mutex_lock(&bench->lock);
    while (bench->is_shut)
        pthread_cond_wait(&bench->moved, &bench->lock);
    pthread_mutex_unlock(&bench->lock);
    return path_join(bench->dir, key);
}

static inline void bench_photos_shut(struct bench_photos *bench, bool is_shut) {
    pthread_mutex_lock(&bench->lock);
    bench->is_shut = is_shut;
    pthread_cond_broadcast(&bench->moved);
    pthread_mutex_unlock(&bench->lock);
}

static inline void bench_photos_write(const struct bench_photos *bench, const char *key,
                                      const char *bust, uint64_t seed) {
    SDL_Surface *figure = picture_figure(bust, PORTRAIT_W + 40, PORTRAIT_H + 40, true);
    SDL_Surface *picture = picture_paint(figure, PORTRAIT_W, PORTRAIT_H, seed);
    char *path = path_join(bench->dir, key);
    assert_int_equal(IMG_SaveJPG(picture, path, 85), 0);
    free(path);
    SDL_FreeSurface(picture);
    SDL_FreeSurface(figure);
}

static inline void bench_photos_open(struct bench_photos *bench) {
    static const char *const busts[] = {"bust-nung", "bust-tay", "bust-dao", "bust-nong-dan"};
    *bench = (struct bench_photos){.dir = check_make_folder()};
    pthread_mutex_init(&bench->lock, NULL);
    pthread_cond_init(&bench->moved, NULL);
    bench_photos_write(bench, PHOTO_LAST, busts[0], 99);
    for (size_t i = 0; i < PHOTO_FILES; i++) {
        memcpy(bench->keys[i], PHOTO_FILE, sizeof PHOTO_FILE);
        bench->keys[i][0] = (char)('0' + i);
        bench_photos_write(bench, bench->keys[i], busts[i % check_items(busts)], i);
    }
    const struct photos_params params = {
        .cache_bytes = BENCH_PHOTOS_BYTES, .path_of = bench_photo_path, .context = bench};
    bench->photos = photos_create(&params);
}

static inline void bench_photos_close(struct bench_photos *bench) {
    if (!bench->dir)
        return;
    bench_photos_shut(bench, false);
    photos_destroy(bench->photos);
    pthread_cond_destroy(&bench->moved);
    pthread_mutex_destroy(&bench->lock);
    check_remove_folder(bench->dir);
    *bench = (struct bench_photos){.dir = NULL};
}

/** Everybody's portrait: one of the files in turn, or all `key`; "": nobody's. */
static inline void bench_photos_give(struct bench_photos *bench, struct content *content,
                                     const char *key) {
    for (size_t i = 0; i < content->person_count; i++)
        content->people[i].portrait = key ? (key[0] ? key : NULL) : bench->keys[i % PHOTO_FILES];
}

/** Waits until all that was asked for is there or broken; adds to the damage what was missed. */
static inline void bench_photos_settle(struct bench_photos *bench, struct damage *damage) {
    struct photo_arrival arrival = {.key = ""};
    photos_want(bench->photos, PHOTO_LAST, ++bench->settled, 1); // comes behind all that is shown
    while (strcmp(arrival.key, PHOTO_LAST) != 0)
        if (photos_take(bench->photos, &arrival))
            damage_add(damage, arrival.missed);
        else
            usleep(200);
}

#endif
