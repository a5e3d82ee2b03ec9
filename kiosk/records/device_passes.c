#include "records/device_passes.h"

#include <stdio.h>
#include <string.h>

#include "base/mono.h"

void device_passes_init(struct device_passes *passes) {
    *passes = (struct device_passes){.oldest = 0};
    pthread_mutex_init(&passes->lock, NULL);
}

void device_passes_finish(struct device_passes *passes) {
    pthread_mutex_destroy(&passes->lock);
}

/* The lock is held. */
static struct device_pass *find(struct device_passes *passes, const char *token_sha256) {
    for (size_t i = 0; i < DEVICE_PASSES_MAX; i++)
        if (!strcmp(passes->items[i].token_sha256, token_sha256))
            return &passes->items[i];
    return NULL;
}

uint64_t device_passes_clearings(struct device_passes *passes) {
    pthread_mutex_lock(&passes->lock);
    uint64_t clearings = passes->clearings;
    pthread_mutex_unlock(&passes->lock);
    return clearings;
}

/* The one of this token, or the oldest, which goes. The lock is held. */
static struct device_pass *find_or_replace(struct device_passes *passes, const char *token_sha256) {
    struct device_pass *pass = find(passes, token_sha256);
    if (pass)
        return pass;
    pass = &passes->items[passes->oldest];
    passes->oldest = (passes->oldest + 1) % DEVICE_PASSES_MAX;
    return pass;
}

void device_passes_note(struct device_passes *passes, uint64_t clearings, const char *token_sha256,
                        const char *device_id) {
    pthread_mutex_lock(&passes->lock);
    if (passes->clearings == clearings) {
        struct device_pass *pass = find_or_replace(passes, token_sha256);
        snprintf(pass->token_sha256, sizeof pass->token_sha256, "%s", token_sha256);
        snprintf(pass->device_id, sizeof pass->device_id, "%s", device_id);
        pass->until_ms = mono_ms() + DEVICE_PASS_MS;
    }
    pthread_mutex_unlock(&passes->lock);
}

bool device_passes_find(struct device_passes *passes, const char *token_sha256, char *out_id) {
    pthread_mutex_lock(&passes->lock);
    const struct device_pass *pass = find(passes, token_sha256);
    bool is_good = pass && pass->until_ms > mono_ms();
    if (is_good)
        snprintf(out_id, SLIP_ID_BYTES, "%s", pass->device_id);
    pthread_mutex_unlock(&passes->lock);
    return is_good;
}

void device_passes_clear(struct device_passes *passes) {
    pthread_mutex_lock(&passes->lock);
    memset(passes->items, 0, sizeof passes->items);
    passes->clearings++;
    pthread_mutex_unlock(&passes->lock);
}
