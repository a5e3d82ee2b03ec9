#include "store/counter.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/xalloc.h"

#define SLOT_BYTES 512 // one sector: the least that a disk writes as one
#define SLOTS 2

struct slot {
    int64_t generation;
    struct counter_value value;
};

/* "outbox-counter 1 GENERATION SEQ BOOT INSTANCE\n", then the SHA-256 of that line. */
static void slot_encode(const struct slot *slot, char *out) {
    memset(out, 0, SLOT_BYTES);
    int len = snprintf(out, SLOT_BYTES - CRYPTO_SHA256_HEX_MAX,
                       "outbox-counter 1 %" PRId64 " %" PRId64 " %" PRId64 " %s\n",
                       slot->generation, slot->value.seq, slot->value.boot, slot->value.instance);
    crypto_sha256_hex(out, (size_t)len, out + len);
}

static bool slot_decode(const char *bytes, struct slot *out) {
    const char *end = memchr(bytes, '\n', SLOT_BYTES - CRYPTO_SHA256_HEX_MAX);
    if (!end)
        return false;
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(bytes, (size_t)(end + 1 - bytes), sha256);
    if (memcmp(sha256, end + 1, sizeof sha256) != 0) // with its NUL
        return false;
    struct slot slot = {0};
    if (sscanf(bytes, "outbox-counter 1 %" SCNd64 " %" SCNd64 " %" SCNd64 " %36s", &slot.generation,
               &slot.value.seq, &slot.value.boot, slot.value.instance) != 4)
        return false;
    *out = slot;
    return true;
}

/** Makes both slots' room at once, so that no later write needs any. */
static bool make_room(int fd, size_t size_bytes, const char *path) {
    static const char empty[SLOTS * SLOT_BYTES];
    const char *slash = strrchr(path, '/');
    char *dir = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
    size_t missing = sizeof empty - size_bytes; // a shortened file keeps what it still has
    bool ok = pwrite(fd, empty, missing, (off_t)size_bytes) == (ssize_t)missing && fsync(fd) == 0 &&
              path_sync_dir(dir);
    free(dir);
    return ok;
}

static void read_newest(struct counter *counter) {
    char bytes[SLOTS * SLOT_BYTES] = {0};
    if (pread(counter->fd, bytes, sizeof bytes, 0) < 0)
        return; // unreadable: the database has the numbers, too
    for (int i = 0; i < SLOTS; i++) {
        struct slot slot;
        if (slot_decode(bytes + (size_t)i * SLOT_BYTES, &slot) &&
            slot.generation > counter->generation) {
            counter->generation = slot.generation;
            counter->value = slot.value;
        }
    }
}

bool counter_open(struct counter *counter, const char *path) {
    *counter = (struct counter){.fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (counter->fd < 0)
        return false;
    off_t size = lseek(counter->fd, 0, SEEK_END);
    if (size >= SLOTS * SLOT_BYTES || (size >= 0 && make_room(counter->fd, (size_t)size, path))) {
        read_newest(counter);
        return true;
    }
    int why = errno;
    counter_close(counter);
    errno = why;
    return false;
}

void counter_close(struct counter *counter) {
    if (counter && counter->fd >= 0)
        close(counter->fd);
    if (counter)
        counter->fd = -1;
}

bool counter_write(struct counter *counter, const struct counter_value *value) {
    struct slot slot = {.generation = counter->generation + 1, .value = *value};
    char bytes[SLOT_BYTES];
    slot_encode(&slot, bytes);
    off_t at = (off_t)(slot.generation % SLOTS) * SLOT_BYTES;
    if (pwrite(counter->fd, bytes, sizeof bytes, at) != (ssize_t)sizeof bytes ||
        fdatasync(counter->fd) != 0)
        return false;
    counter->generation = slot.generation;
    counter->value = *value;
    return true;
}
