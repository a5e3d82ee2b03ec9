#include "records/device_passes.h"

#include <stdio.h>
#include <string.h>

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

void device_passes_note(struct device_passes *passes, const char *token_sha256,
                        const char *device_id) {
    pthread_mutex_lock(&passes->lock);
    struct device_pass *pass = find(passes, token_sha256);
    if (!pass) {
        pass = &passes->items[passes->oldest];
        passes->oldest = (passes->oldest + 1) % DEVICE_PASSES_MAX;
    }
    snprintf(pass->token_sha256, sizeof pass->token_sha256, "%s", token_sha256);
    snprintf(pass->device_id, sizeof pass->device_id, "%s", device_id);
    pthread_mutex_unlock(&passes->lock);
}

bool device_passes_find(struct device_passes *passes, const char *token_sha256, char *out_id) {
    pthread_mutex_lock(&passes->lock);
    const struct device_pass *pass = find(passes, token_sha256);
    if (pass)
        snprintf(out_id, SLIP_ID_BYTES, "%s", pass->device_id);
    pthread_mutex_unlock(&passes->lock);
    return pass != NULL;
}

void device_passes_forget(struct device_passes *passes, const char *token_sha256) {
    pthread_mutex_lock(&passes->lock);
    struct device_pass *pass = find(passes, token_sha256);
    if (pass)
        *pass = (struct device_pass){.device_id = ""};
    pthread_mutex_unlock(&passes->lock);
}
