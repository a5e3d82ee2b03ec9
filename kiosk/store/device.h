/* Who this kiosk is to which record store: the outcome of enrolment, in DATA/device.json (mode
 * 0600). */
#ifndef STORE_DEVICE_H
#define STORE_DEVICE_H

#include "base/crypto.h"
#include "model/slip.h"
#include <stdbool.h>

struct device {
    char *url; // "https://127.0.0.1:8443", without /v1
    char *device_id;
    char *token;
    char *store_id; // what /v1/health must answer
    char *ca_path;  // PEM file of our own trust, NULL: the system's
    char *pin;      // "sha256//BASE64[;sha256//BASE64]", NULL: none
    struct slip_key seal_key;
    bool has_sign_key;
    uint8_t sign_key[CRYPTO_PUBLIC_KEY_BYTES]; // Ed25519, checks content
};

enum device_result {
    DEVICE_OK,
    DEVICE_NONE,   // not enrolled
    DEVICE_BROKEN, // the file is there and cannot be used
};

/** @param out_why  owned by the caller when DEVICE_BROKEN: file, key, what was expected */
enum device_result device_load(const char *data_dir, struct device *out, char **out_why);
/** Durable before it returns. */
bool device_save(const char *data_dir, const struct device *device);
void device_finish(struct device *device);

#endif
