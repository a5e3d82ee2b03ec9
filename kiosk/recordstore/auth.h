/* Who asks: a device's token, kept as a hash alone, or an officer's session. */
#ifndef RECORDSTORE_AUTH_H
#define RECORDSTORE_AUTH_H

#include <stdbool.h>

struct answer;
struct request;
struct route;

#define AUTH_TOKEN_BYTES 32
#define AUTH_TOKEN_MAX (2 * AUTH_TOKEN_BYTES + 1) // in hex, with the NUL

/** A new token and what is kept of it (CRYPTO_SHA256_HEX_MAX bytes). */
void auth_make_token(char *out_token, char *out_sha256);
/** Fills in request->device_id and its token_sha256, or the refusal. */
bool auth_device(const struct route *route, struct request *request, struct answer *answer);
/** The same for one who sends a slip: that it was true a moment ago is enough
 *  (records/device_passes.h). */
bool auth_sender(const struct route *route, struct request *request, struct answer *answer);
/** Whether the sender of a slip that was not taken is one still; if not, the refusal. */
bool auth_sender_still(const struct request *request, struct answer *answer);
/** An officer with one of the route's roles: fills in request->visitor, or the refusal. */
bool auth_officer(const struct route *route, struct request *request, struct answer *answer);
/** True when X-CSRF-Token is this session's; else the refusal is given. */
bool auth_officer_confirm(const struct request *request, struct answer *answer);

#endif
