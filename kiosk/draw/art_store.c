#include "draw/art_store.h"

#include <SDL_image.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define FORMAT 1 // of these files; another number makes all former ones strangers
#define FILE_MODE 0600

/* Before the pixels, as the machine has them: a cache moves to no other. */
struct head {
    char magic[8];
    uint32_t format, rasteriser; // SDL_image's version: another may draw otherwise
    uint32_t w, h, pitch, bits;
    uint32_t has_alpha, spare;
    uint8_t svg[CRYPTO_SHA256_BYTES];
    uint64_t sum; // of the pixels
};

static const char magic[8] = "art made";

struct art_store {
    char *dir;
    size_t bytes_max;
};

struct art_store *art_store_open(const char *dir, size_t bytes_max) {
    struct art_store *store = xcalloc(1, sizeof *store);
    *store = (struct art_store){.dir = xstrdup(dir), .bytes_max = bytes_max};
    return store;
}

void art_store_close(struct art_store *store) {
    if (!store)
        return;
    free(store->dir);
    free(store);
}

/* Half the hash tells art apart; the whole of it stands in the head. */
static char *path_of(const struct art_store *store, const struct art_id *id) {
    char hex[CRYPTO_SHA256_BYTES + 1];
    crypto_hex_encode(id->svg, sizeof id->svg / 2, hex);
    return xasprintf("%s/%s-%dx%d%s", store->dir, hex, id->w, id->h, id->is_mask ? "-mask" : "");
}

/* FNV-1a over words instead of bytes: against faulty disks, not against enemies. */
static uint64_t sum_of(const void *bytes, size_t len_bytes) {
    uint64_t sum = 0xcbf29ce484222325u, word = 0;
    const char *at = bytes;
    for (; len_bytes >= sizeof word; at += sizeof word, len_bytes -= sizeof word) {
        memcpy(&word, at, sizeof word);
        sum = (sum ^ word) * 0x100000001b3u;
        sum ^= sum >> 32; // so that high bits reach the low ones, too
    }
    word = 0;
    memcpy(&word, at, len_bytes);
    return (sum ^ word) * 0x100000001b3u;
}

static size_t size_of(const SDL_Surface *surface) {
    return (size_t)surface->pitch * (size_t)surface->h;
}

static uint32_t rasteriser_version(void) {
    const SDL_version *version = IMG_Linked_Version();
    return SDL_VERSIONNUM((uint32_t)version->major, version->minor, version->patch);
}

/* All but the sum. */
static struct head head_of(const struct art_id *id, const SDL_Surface *surface) {
    struct head head = {.format = FORMAT,
                        .rasteriser = rasteriser_version(),
                        .w = (uint32_t)surface->w,
                        .h = (uint32_t)surface->h,
                        .pitch = (uint32_t)surface->pitch,
                        .bits = surface->format->BitsPerPixel,
                        .has_alpha = surface->format->Amask != 0};
    memcpy(head.magic, magic, sizeof magic);
    memcpy(head.svg, id->svg, sizeof head.svg);
    return head;
}

static SDL_Surface *surface_of(const struct art_id *id, bool has_alpha) {
    if (id->is_mask)
        return SDL_CreateRGBSurfaceWithFormat(0, id->w, id->h, 8, SDL_PIXELFORMAT_INDEX8);
    return SDL_CreateRGBSurfaceWithFormat(
        0, id->w, id->h, 32, has_alpha ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_XRGB8888);
}

static SDL_Surface *read_whole(int fd, const struct art_id *id) {
    struct head head;
    if (read(fd, &head, sizeof head) != (ssize_t)sizeof head)
        return NULL;
    SDL_Surface *surface = surface_of(id, head.has_alpha != 0);
    if (!surface)
        return NULL;
    struct head expected = head_of(id, surface);
    expected.sum = head.sum;
    char behind;
    bool is_whole = memcmp(&head, &expected, sizeof head) == 0 &&
                    read(fd, surface->pixels, size_of(surface)) == (ssize_t)size_of(surface) &&
                    read(fd, &behind, 1) == 0 &&
                    sum_of(surface->pixels, size_of(surface)) == head.sum;
    if (!is_whole) {
        SDL_FreeSurface(surface);
        return NULL;
    }
    return surface;
}

SDL_Surface *art_store_load(struct art_store *store, const struct art_id *id) {
    char *path = path_of(store, id);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    SDL_Surface *surface = fd >= 0 ? read_whole(fd, id) : NULL;
    if (fd >= 0)
        close(fd);
    free(path);
    return surface;
}

/* --- keeping -------------------------------------------------------------------------------- */

struct found {
    char *oldest; // owned
    struct timespec made;
    size_t bytes; // of all
};

static void look_at(struct found *found, char *path) {
    struct stat file;
    bool is_file = lstat(path, &file) == 0 && S_ISREG(file.st_mode);
    if (is_file)
        found->bytes += (size_t)file.st_size;
    bool is_older =
        is_file &&
        (!found->oldest || file.st_mtim.tv_sec < found->made.tv_sec ||
         (file.st_mtim.tv_sec == found->made.tv_sec && file.st_mtim.tv_nsec < found->made.tv_nsec));
    if (!is_older) {
        free(path);
        return;
    }
    free(found->oldest);
    found->oldest = path;
    found->made = file.st_mtim;
}

static struct found look_through(const struct art_store *store) {
    struct found found = {.oldest = NULL};
    DIR *dir = opendir(store->dir);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        look_at(&found, path_join(store->dir, entry->d_name));
    if (dir)
        closedir(dir);
    return found;
}

/* What a power cut left half written is a file like the others here, and grows old with them. */
static bool make_room(const struct art_store *store, size_t needed_bytes) {
    if (needed_bytes > store->bytes_max)
        return false;
    for (;;) {
        struct found found = look_through(store);
        bool has_room = found.bytes + needed_bytes <= store->bytes_max;
        bool is_stuck = !has_room && (!found.oldest || unlink(found.oldest) != 0);
        free(found.oldest);
        if (has_room || is_stuck)
            return has_room;
    }
}

/* No fsync: a file that a power cut spoils does not pass its sum, and is made anew. */
static bool write_file(const char *path, const struct head *head, const SDL_Surface *surface) {
    struct iovec parts[] = {{(void *)head, sizeof *head}, {surface->pixels, size_of(surface)}};
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (fd < 0)
        return false;
    bool is_written = writev(fd, parts, 2) == (ssize_t)(sizeof *head + size_of(surface));
    return close(fd) == 0 && is_written;
}

void art_store_save(struct art_store *store, const struct art_id *id, const SDL_Surface *surface) {
    struct head head = head_of(id, surface);
    head.sum = sum_of(surface->pixels, size_of(surface));
    if (!path_make_dirs(store->dir) || !make_room(store, sizeof head + size_of(surface)))
        return;
    char *path = path_of(store, id), *beside = xasprintf("%s.new", path);
    if (!write_file(beside, &head, surface) || rename(beside, path) != 0)
        unlink(beside);
    free(beside);
    free(path);
}
