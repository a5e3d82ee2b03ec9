#include "draw/picture_cache.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define BUCKETS 1024 // a screen shows a few hundred lines and pictures

struct entry {
    struct entry *next_in_bucket;
    struct entry *newer, *older; // by last use
    struct cached_picture picture;
    uint64_t hash;
    size_t bytes, key_len;
    unsigned char key[];
};

struct picture_cache {
    struct entry *buckets[BUCKETS];
    struct entry *newest, *oldest;
    size_t bytes, bytes_max;
};

struct picture_cache *picture_cache_create(size_t bytes_max) {
    struct picture_cache *cache = xcalloc(1, sizeof *cache);
    cache->bytes_max = bytes_max;
    return cache;
}

/* FNV-1a: keys are short and not chosen by an enemy. */
static uint64_t hash_bytes(const unsigned char *bytes, size_t len) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

static void unlink_use(struct picture_cache *cache, struct entry *entry) {
    *(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct picture_cache *cache, struct entry *entry) {
    entry->newer = NULL;
    entry->older = cache->newest;
    *(entry->older ? &entry->older->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

static void drop_oldest(struct picture_cache *cache) {
    struct entry *entry = cache->oldest;
    struct entry **link = &cache->buckets[entry->hash % BUCKETS];
    while (*link != entry)
        link = &(*link)->next_in_bucket;
    *link = entry->next_in_bucket;
    unlink_use(cache, entry);
    cache->bytes -= entry->bytes;
    SDL_FreeSurface(entry->picture.surface);
    free(entry);
}

void picture_cache_destroy(struct picture_cache *cache) {
    if (!cache)
        return;
    while (cache->oldest)
        drop_oldest(cache);
    free(cache);
}

void picture_cache_bound(struct picture_cache *cache, size_t bytes_max) {
    cache->bytes_max = bytes_max;
    while (cache->oldest && cache->bytes > bytes_max)
        drop_oldest(cache);
}

size_t picture_cache_bytes(const struct picture_cache *cache) {
    return cache->bytes;
}

const struct cached_picture *picture_cache_find(struct picture_cache *cache, const void *key,
                                                size_t key_len) {
    uint64_t hash = hash_bytes(key, key_len);
    struct entry *entry = cache->buckets[hash % BUCKETS];
    while (entry &&
           (entry->hash != hash || entry->key_len != key_len || memcmp(entry->key, key, key_len)))
        entry = entry->next_in_bucket;
    if (!entry)
        return NULL;
    unlink_use(cache, entry);
    link_newest(cache, entry);
    return &entry->picture;
}

const struct cached_picture *picture_cache_put(struct picture_cache *cache, const void *key,
                                               size_t key_len, struct cached_picture picture) {
    assert(picture.surface);
    size_t pixels = (size_t)picture.surface->pitch * (size_t)picture.surface->h;
    struct entry *entry = xcalloc(1, sizeof *entry + key_len);
    entry->picture = picture;
    entry->hash = hash_bytes(key, key_len);
    entry->bytes = pixels + sizeof *entry + sizeof *picture.surface + key_len;
    entry->key_len = key_len;
    memcpy(entry->key, key, key_len);
    while (cache->oldest && cache->bytes + entry->bytes > cache->bytes_max)
        drop_oldest(cache);
    cache->bytes += entry->bytes;
    entry->next_in_bucket = cache->buckets[entry->hash % BUCKETS];
    cache->buckets[entry->hash % BUCKETS] = entry;
    link_newest(cache, entry);
    return &entry->picture;
}
