/* Tokens that were an enrolled device's a moment ago, so that a kiosk that sends many slips is not
 * looked up for each of them; nothing else goes by this. Whoever revokes or enrols a device in this
 * program clears it; another program's revocation counts after DEVICE_PASS_MS at the latest. */
#ifndef RECORDS_DEVICE_PASSES_H
#define RECORDS_DEVICE_PASSES_H

#include "base/crypto.h"
#include "model/slip.h"
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DEVICE_PASSES_MAX 64 // more kiosks than a commune has halls; the oldest goes
#define DEVICE_PASS_MS 1000

struct device_pass {
    char token_sha256[CRYPTO_SHA256_HEX_MAX]; // "" where there is none
    char device_id[SLIP_ID_BYTES];
    int64_t until_ms; // CLOCK_MONOTONIC
};

struct device_passes {
    pthread_mutex_t lock;
    struct device_pass items[DEVICE_PASSES_MAX]; // guarded by lock, as the next
    size_t oldest;
    uint64_t clearings;
};

void device_passes_init(struct device_passes *passes);
void device_passes_finish(struct device_passes *passes);
/** How often it was cleared: to be asked before the device is looked up. */
uint64_t device_passes_clearings(struct device_passes *passes);
/** Not noted when it was cleared since: what was looked up may be true no more. */
void device_passes_note(struct device_passes *passes, uint64_t clearings, const char *token_sha256,
                        const char *device_id);
/** @param out_id  SLIP_ID_BYTES */
bool device_passes_find(struct device_passes *passes, const char *token_sha256, char *out_id);
void device_passes_clear(struct device_passes *passes);

#endif
