/* Slips: taken in, proven, looked up. */
#include "recordstore/api.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "base/date.h"
#include "base/mono.h"
#include "model/code.h"
#include "records/intake.h"
#include "records/service.h"
#include "records/slips.h"
#include "recordstore/auth.h"
#include "web/exchange.h"
#include "web/problem.h"

static void refuse(const struct request *request, struct answer *answer, int status,
                   const char *type, const char *title) {
    problem_answer(
        answer,
        &(struct problem){.status = status, .type = type, .title = title, .id = request->param});
}

/* Content-Digest: sha-256=:BASE64:, perhaps among others (RFC 9530). A header that is missing was
 * lost on the way like a damaged body: the kiosk sends both again. */
static bool has_digest(const struct request *request, const uint8_t *sha256) {
    static const char name[] = "sha-256=:";
    const char *header = request->header(request, "Content-Digest");
    const char *from = header ? strcasestr(header, name) : NULL;
    if (!from)
        return false;
    from += strlen(name);
    char text[64];
    size_t len = strcspn(from, ":");
    uint8_t digest[CRYPTO_SHA256_BYTES];
    if (from[len] != ':' || len >= sizeof text)
        return false;
    memcpy(text, from, len);
    text[len] = '\0';
    return crypto_base64_decode_key(text, digest, sizeof digest) &&
           !memcmp(digest, sha256, sizeof digest);
}

static void answer_receipt(struct answer *answer, int status, const struct receipt *receipt) {
    char *text = receipt_encode(receipt);
    answer_bytes(answer, status, "application/json", text, strlen(text));
    answer_headerf(answer, "ETag", "\"%s\"", receipt->sha256);
    answer_headerf(answer, "Location", "/v1/nominations/%s", receipt->id);
    answer_header(answer, "Cache-Control", "no-store");
}

static void answer_invalid(const struct request *request, struct answer *answer,
                           const struct intake_outcome *outcome) {
    problem_answer(answer, &(struct problem){.status = 422,
                                             .type = "invalid",
                                             .title = "The record breaks the rules",
                                             .id = request->param,
                                             .faults = outcome->faults.items,
                                             .fault_count = outcome->faults.count});
}

static void answer_outcome(const struct request *request, struct answer *answer,
                           enum intake_result result, const struct intake_outcome *outcome) {
    switch (result) {
    case INTAKE_STORED:
        answer_receipt(answer, 201, &outcome->receipt);
        return;
    case INTAKE_HELD:
        answer_receipt(answer, 200, &outcome->receipt);
        return;
    case INTAKE_OTHER:
        refuse(request, answer, 409, "other-content", "This id is held with other bytes");
        return;
    case INTAKE_ERASED:
        refuse(request, answer, 410, "erased", "The office has erased this record");
        return;
    case INTAKE_MALFORMED:
        refuse(request, answer, 400, "malformed", "The body is not a JSON object");
        return;
    case INTAKE_INVALID:
        answer_invalid(request, answer, outcome);
        return;
    case INTAKE_LATER:
        problem_later(answer, request->param);
        return;
    }
}

/* A device that was revoked meanwhile hears that first, whatever it sent. */
static void refuse_sender(const struct request *request, struct answer *answer, const char *type,
                          const char *title) {
    if (auth_sender_still(request, answer))
        refuse(request, answer, 400, type, title);
}

void api_nomination_put(const struct request *request, struct answer *answer) {
    uint8_t sha256[CRYPTO_SHA256_BYTES];
    char sha256_hex[CRYPTO_SHA256_HEX_MAX];
    struct intake_outcome outcome;
    if (!crypto_is_uuid4(request->param)) {
        refuse_sender(request, answer, "malformed", "The id is not a lower-case UUID of version 4");
        return;
    }
    crypto_sha256(request->body, request->body_len, sha256);
    if (!has_digest(request, sha256)) {
        refuse_sender(request, answer, "digest-mismatch",
                      "Content-Digest is missing or does not belong to this body");
        return;
    }
    crypto_hex_encode(sha256, sizeof sha256, sha256_hex);
    const struct intake_slip slip = {
        .id = request->param,
        .device_id = request->device_id,
        .body = request->body,
        .body_len = request->body_len,
        .sha256 = sha256_hex,
        .now_s = request->now_s,
    };
    enum intake_result result = intake_take(request->service, &slip, &outcome);
    bool is_settled = result == INTAKE_STORED || result == INTAKE_LATER;
    if (is_settled || auth_sender_still(request, answer))
        answer_outcome(request, answer, result, &outcome);
}

void api_nomination_receipt(const struct request *request, struct answer *answer) {
    struct sql *records = request->service->records;
    struct slip_holding holding;
    if (slips_find(records, request->param, &holding) != RECORDS_OK) {
        problem_later(answer, request->param);
    } else if (holding.held == SLIP_HELD_BEFORE) {
        struct receipt receipt;
        strcpy(receipt.id, request->param); // a key that was found: it has the size of an id
        strcpy(receipt.sha256, holding.sha256);
        date_format_rfc3339(holding.received_at_s, 0, receipt.received_at);
        answer_receipt(answer, 200, &receipt);
    } else {
        refuse(request, answer, 404, "not-held", "No record is held under this id");
    }
}

static json_t *steps_of(const struct slip_progress *progress) {
    json_t *steps = json_array();
    for (size_t i = 0; i < progress->step_count; i++) {
        char at[DATE_RFC3339_MAX];
        date_format_rfc3339(progress->steps[i].at_s, 0, at);
        json_array_append_new(steps,
                              json_pack("{s:s, s:s}", "state", progress->steps[i].state, "at", at));
    }
    return steps;
}

static void answer_progress(const struct request *request, struct answer *answer,
                            const struct slip_progress *progress) {
    if (progress->holders > 1) {
        problem_answer(answer, &(struct problem){.status = 409,
                                                 .type = "ambiguous",
                                                 .title = "More than one slip has this code"});
        return;
    }
    bool is_difficulty = strcmp(progress->type, "difficulty") == 0; // it has states of its own
    answer_json(answer, 200,
                json_pack("{s:s, s:s*, s:s, s:s?, s:o}", "code", request->param, "type",
                          is_difficulty ? progress->type : NULL, "state", progress->state, "level",
                          progress->level[0] ? progress->level : NULL, "steps",
                          steps_of(progress)));
    answer_header(answer, "Cache-Control", "no-store");
}

void api_slip(const struct request *request, struct answer *answer) {
    struct sql *records = request->service->records;
    struct slip_progress progress;
    int wait_s = limiter_wait_s(&request->service->lookups, request->device_id, mono_ms());
    if (wait_s > 0) {
        problem_answer(answer, &(struct problem){.status = 429,
                                                 .type = "too-many",
                                                 .title = "Too many look-ups from this device"});
        answer_headerf(answer, "Retry-After", "%d", wait_s);
        return;
    }
    enum records_result result = RECORDS_NONE;
    if (code_is_valid(request->param, NULL))
        result = slips_progress(records, request->param, &progress);
    if (result == RECORDS_OK) {
        answer_progress(request, answer, &progress);
        slip_progress_finish(&progress);
    } else if (result == RECORDS_NONE) {
        problem_answer(answer, &(struct problem){.status = 404,
                                                 .type = "unknown-code",
                                                 .title = "No slip has this code"});
    } else {
        problem_later(answer, NULL);
    }
}
