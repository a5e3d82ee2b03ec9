/* Sample slips for the conformance test: sealed as a kiosk seals them, marked as samples. */
#ifndef ADMIN_CONFORM_PARCEL_H
#define ADMIN_CONFORM_PARCEL_H

#include "admin/conform.h"
#include "base/crypto.h"
#include "model/nomination.h"

struct conform_parcel { // a slip's body, ready to send
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX];
    char sha256[CRYPTO_SHA256_HEX_MAX]; // of the body
    char *body;                         // owned
    size_t len;
};

/** A form that keeps every rule, about "Nguyễn Văn A" and marked as a sample. */
struct nomination conform_form(bool is_difficulty);
/** Seals the form as the first device with its next number. */
void conform_parcel_make(struct conform *c, const struct nomination *form,
                         struct conform_parcel *out);
/** The same for another device, or with another's code (NULL: a new one). */
void conform_parcel_make_as(struct conform *c, const struct conform_device *device,
                            const struct nomination *form, const char *code,
                            struct conform_parcel *out);
/** Takes over `body` as the parcel's. */
void conform_parcel_set(struct conform_parcel *parcel, char *body, size_t len);
void conform_parcel_finish(struct conform_parcel *parcel);

/** PUT under its id by this device with every header that the contract asks for. What is stored
 *  uses the device's number up: no slip of its will seem to be missing. */
void conform_put_as(struct conform *c, struct conform_device *device, const char *id,
                    const struct conform_parcel *parcel);
/** By the first device under the parcel's own id. */
void conform_put(struct conform *c, const struct conform_parcel *parcel);
/** "Content-Digest: ..." of these bytes, owned by the caller. */
char *conform_digest(const void *bytes, size_t len);
/** Expects the receipt of this parcel. */
bool conform_expect_receipt(struct conform *c, int status, const struct conform_parcel *parcel);

#endif
