/* Tokens that were an enrolled device's a moment ago, so that a slip is not asked about twice: what
 * sends it is asked for in the statement that keeps it (records/slips.h), and nothing else may go
 * by this. */
#ifndef RECORDS_DEVICE_PASSES_H
#define RECORDS_DEVICE_PASSES_H

#include "base/crypto.h"
#include "model/slip.h"
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define DEVICE_PASSES_MAX 64 // more kiosks than a commune has halls; the oldest goes

struct device_pass {
    char token_sha256[CRYPTO_SHA256_HEX_MAX]; // "" where there is none
    char device_id[SLIP_ID_BYTES];
};

struct device_passes {
    pthread_mutex_t lock;
    struct device_pass items[DEVICE_PASSES_MAX]; // guarded by lock, as the next
    size_t oldest;
};

void device_passes_init(struct device_passes *passes);
void device_passes_finish(struct device_passes *passes);
void device_passes_note(struct device_passes *passes, const char *token_sha256,
                        const char *device_id);
/** @param out_id  SLIP_ID_BYTES */
bool device_passes_find(struct device_passes *passes, const char *token_sha256, char *out_id);
void device_passes_forget(struct device_passes *passes, const char *token_sha256);

#endif
