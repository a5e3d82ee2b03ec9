#include "recordstore/auth.h"

#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "records/devices.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/problem.h"
#include "web/route.h"

static const char scheme[] = "Bearer ";

void auth_make_token(char *out_token, char *out_sha256) {
    uint8_t bytes[AUTH_TOKEN_BYTES];
    crypto_random(bytes, sizeof bytes);
    crypto_hex_encode(bytes, sizeof bytes, out_token);
    crypto_sha256_hex(out_token, strlen(out_token), out_sha256);
    crypto_wipe(bytes, sizeof bytes);
}

static void refuse(struct answer *answer, int status, const char *type, const char *title,
                   const char *echo) {
    problem_answer(answer,
                   &(struct problem){.status = status, .type = type, .title = title, .id = echo});
    if (status == 401)
        answer_header(answer, "WWW-Authenticate", "Bearer");
}

/* A hash is looked up, so the time it takes tells nothing about a token. */
bool auth_device(const struct route *route, struct request *request, struct answer *answer) {
    const char *echo = route_echo(route, request);
    const char *header = request->header(request, "Authorization");
    char sha256[CRYPTO_SHA256_HEX_MAX];
    enum device_state state;
    enum records_result result = RECORDS_NONE;
    if (header && !strncasecmp(header, scheme, strlen(scheme))) {
        struct sql *records = request->service->records;
        header += strlen(scheme);
        crypto_sha256_hex(header, strlen(header), sha256);
        result = devices_by_token(records, sha256, request->device_id, &state);
    }
    if (result == RECORDS_FAILED)
        problem_later(answer, echo);
    else if (result == RECORDS_NONE)
        refuse(answer, 401, "unknown-device", "This token is not known here", echo);
    else if (state == DEVICE_STATE_REVOKED)
        refuse(answer, 403, "revoked", "The office has revoked this device", echo);
    else
        return true;
    return false;
}
