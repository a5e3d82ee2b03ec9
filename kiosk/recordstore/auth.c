#include "recordstore/auth.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "office/session.h"
#include "records/devices.h"
#include "records/service.h"
#include "records/sessions.h"
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
    if (!strcmp(type, "unknown-device"))
        answer_header(answer, "WWW-Authenticate", "Bearer");
}

/* A hash is looked up, so the time it takes tells nothing about a token. False where there is none.
 */
static bool read_token(struct request *request) {
    const char *header = request->header(request, "Authorization");
    bool has = header && !strncasecmp(header, scheme, strlen(scheme));
    static_assert(sizeof request->token_sha256 == CRYPTO_SHA256_HEX_MAX, "room for a hash");
    if (has) {
        header += strlen(scheme);
        crypto_sha256_hex(header, strlen(header), request->token_sha256);
    }
    return has;
}

/* @param out_id  SLIP_ID_BYTES */
static bool check_token(const struct request *request, const char *echo, char *out_id,
                        struct answer *answer) {
    struct sql *records = request->service->records;
    enum device_state state;
    enum records_result result = RECORDS_NONE;
    if (request->token_sha256[0])
        result = devices_by_token(records, request->token_sha256, out_id, &state);
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

bool auth_device(const struct route *route, struct request *request, struct answer *answer) {
    read_token(request);
    if (!check_token(request, route_echo(route, request), request->device_id, answer))
        return false;
    filing_settle(&request->service->filing); // whoever reads sees what came before
    return true;
}

bool auth_sender(const struct route *route, struct request *request, struct answer *answer) {
    struct device_passes *passes = &request->service->passes;
    if (read_token(request) &&
        device_passes_find(passes, request->token_sha256, request->device_id))
        return true;
    uint64_t clearings = device_passes_clearings(passes);
    if (!check_token(request, route_echo(route, request), request->device_id, answer))
        return false;
    device_passes_note(passes, clearings, request->token_sha256, request->device_id);
    return true;
}

bool auth_sender_still(const struct request *request, struct answer *answer) {
    char id[SLIP_ID_BYTES];
    if (check_token(request, request->param, id, answer))
        return true;
    device_passes_clear(&request->service->passes);
    return false;
}

bool auth_officer(const struct route *route, struct request *request, struct answer *answer) {
    const char *echo = route_echo(route, request);
    enum records_result result = session_look(request);
    if (result == RECORDS_FAILED)
        problem_later(answer, echo);
    else if (result == RECORDS_NONE)
        refuse(answer, 401, "no-session", "Nobody is signed in", echo);
    else if (request->visitor->account.must_change)
        refuse(answer, 403, "not-your-role", "A password of one's own must be chosen first", echo);
    else if (!(request->visitor->account.roles & route->who))
        refuse(answer, 403, "not-your-role", "This account's roles may not", echo);
    else
        return true;
    return false;
}

bool auth_officer_confirm(const struct request *request, struct answer *answer) {
    const char *got = request->header(request, "X-CSRF-Token");
    const char *want = request->visitor->csrf;
    if (got && strlen(got) == strlen(want) && crypto_equal(got, want, strlen(want)))
        return true;
    refuse(answer, 403, "no-token", "X-CSRF-Token is not this session's",
           request->param[0] ? request->param : NULL);
    return false;
}
