/* Who asks: a device's token, kept as a hash alone. */
#ifndef RECORDSTORE_AUTH_H
#define RECORDSTORE_AUTH_H

#include <stdbool.h>

struct answer;
struct request;
struct service;

#define AUTH_TOKEN_BYTES 32
#define AUTH_TOKEN_MAX (2 * AUTH_TOKEN_BYTES + 1) // in hex, with the NUL

/** A new token and what is kept of it (CRYPTO_SHA256_HEX_MAX bytes). */
void auth_make_token(char *out_token, char *out_sha256);
/** Fills in request->device_id, or the refusal. `echo`: the id to repeat in it, NULL none. */
bool auth_device(struct request *request, const char *echo, struct answer *answer);

#endif
