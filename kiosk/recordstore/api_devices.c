/* Devices: let in by a one-time code, heard from, told what the office wants. */
#include "recordstore/api.h"

#include <jansson.h>
#include <string.h>

#include "base/crypto.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "records/backup.h"
#include "records/devices.h"
#include "records/manifest.h"
#include "records/service.h"
#include "recordstore/auth.h"
#include "web/exchange.h"
#include "web/problem.h"

#include <stdlib.h>

void api_health(const struct request *request, struct answer *answer) {
    char now[DATE_RFC3339_MAX];
    date_format_rfc3339(request->now_s, 0, now);
    struct service *service = request->service;
    bool is_good = health_look(&service->health, service->records);
    // 200 all the same: it is this store that answers, and kiosks that try are told "later".
    answer_json(answer, 200,
                json_pack("{s:i, s:s, s:s, s:s}", "api", 1, "store", service->store_id, "time", now,
                          "database", is_good ? "ok" : "failing"));
    answer_header(answer, "Cache-Control", "no-store");
}

static void answer_enrolled(const struct request *request, struct answer *answer,
                            const char *device_id, const char *token) {
    char *sign_key =
        crypto_base64_encode(request->service->keys.sign_public, CRYPTO_PUBLIC_KEY_BYTES);
    answer_json(answer, 201,
                json_pack("{s:s, s:s, s:s, s:o, s:s}", "device_id", device_id, "token", token,
                          "store", request->service->store_id, "keys",
                          manifest_keys(&request->service->keys), "sign_key", sign_key));
    answer_header(answer, "Cache-Control", "no-store");
    free(sign_key);
    log_info("device %s is enrolled", device_id);
}

void api_device_enrol(const struct request *request, struct answer *answer) {
    struct sql *records = request->service->records;
    json_t *body = jsonread_bytes(request->body, request->body_len, request->body_len, NULL);
    const char *secret = jsonread_text(body, "secret", NULL);
    char token[AUTH_TOKEN_MAX], token_sha256[CRYPTO_SHA256_HEX_MAX];
    char secret_sha256[CRYPTO_SHA256_HEX_MAX], device_id[SLIP_ID_BYTES];
    if (!secret) {
        problem_answer(answer, &(struct problem){.status = 400,
                                                 .type = "malformed",
                                                 .title = "Expected {\"secret\": \"...\"}"});
        json_decref(body);
        return;
    }
    crypto_sha256_hex(secret, strlen(secret), secret_sha256);
    auth_make_token(token, token_sha256);
    enum records_result result =
        devices_enrol(records, secret_sha256, token_sha256, request->now_s, device_id);
    device_passes_clear(&request->service->passes); // its token of before is no more
    if (result == RECORDS_OK)
        answer_enrolled(request, answer, device_id, token);
    else if (result == RECORDS_NONE)
        problem_answer(answer, &(struct problem){.status = 403,
                                                 .type = "unknown-secret",
                                                 .title = "This enrolment code is unknown, used or "
                                                          "out of date"});
    else
        problem_later(answer, NULL);
    crypto_wipe(token, sizeof token);
    json_decref(body);
}

/* Staff at a kiosk ask when what they sent was last put in safety; absent before the first time. */
static void answer_orders(const struct request *request, struct answer *answer,
                          const struct device_orders *orders) {
    char seen[DATE_RFC3339_MAX], backed_up[DATE_RFC3339_MAX];
    struct backup_last last;
    bool has_backup = backup_last_read(request->service->settings, &last);
    if (has_backup)
        date_format_rfc3339(last.at_s, 0, backed_up);
    date_format_rfc3339(orders->help_seen_at_s, 0, seen);
    json_t *resend = orders->resend_from ? json_integer(orders->resend_from) : json_null();
    answer_json(answer, 200,
                json_pack("{s:o, s:b, s:s?, s:s?, s:s*}", "resend_from", resend, "unlock_pin",
                          (int)orders->must_unlock_pin, "unlock_pin_lock",
                          orders->must_unlock_pin ? orders->unlock_lock : NULL, "help_seen_at",
                          orders->help_seen_at_s ? seen : NULL, "last_backup_at",
                          has_backup ? backed_up : NULL));
    answer_header(answer, "Cache-Control", "no-store");
    if (has_backup)
        free(last.dir);
}

static void report(const struct request *request, struct answer *answer, const json_t *status) {
    struct sql *records = request->service->records;
    char *text = jsonread_dump(status);
    const json_t *log = jsonread_object(status, "staff_log");
    struct device_orders orders;
    const struct device_report device_report = {
        .status = text,
        .help_at = jsonread_text(status, "help_requested_at", NULL),
        .pin_lock = jsonread_text(jsonread_object(status, "pin_lock"), "id", NULL),
        .log_seq = jsonread_int(log, "seq", 0),
        .log_hash = jsonread_text(log, "hash", NULL),
        .reported_at_s = request->now_s,
    };
    if (devices_report(records, request->param, &device_report, &orders) == RECORDS_OK)
        answer_orders(request, answer, &orders);
    else
        problem_later(answer, request->param);
    free(text);
}

/* What a report says is for people to read; only its shape matters here. */
void api_device_status(const struct request *request, struct answer *answer) {
    if (strcmp(request->param, request->device_id) != 0) {
        problem_answer(answer, &(struct problem){.status = 403,
                                                 .type = "other-device",
                                                 .title = "A device reports for itself alone",
                                                 .id = request->param});
        return;
    }
    json_t *status = jsonread_bytes(request->body, request->body_len, request->body_len, NULL);
    if (json_is_object(status))
        report(request, answer, status);
    else
        problem_answer(answer, &(struct problem){.status = 400,
                                                 .type = "malformed",
                                                 .title = "The body is not a JSON object",
                                                 .id = request->param});
    json_decref(status);
}
