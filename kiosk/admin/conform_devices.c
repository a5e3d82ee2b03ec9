/* Devices: let in once by a code, known by their token, heard from. */
#include "admin/conform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

static const char json_header[] = "Content-Type: application/json";

static void post_secret(struct conform *c, const char *secret) {
    char body[64];
    snprintf(body, sizeof body, "{\"secret\":\"%s\"}", secret);
    conform_ask(c, &(struct conform_ask){.method = "POST",
                                         .path = "/v1/devices",
                                         .headers = {json_header},
                                         .body = body,
                                         .body_len = strlen(body)});
}

/* The newest sealing key of the answer. */
static bool take_key(const json_t *keys, struct slip_key *out) {
    int64_t newest_s = INT64_MIN;
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const json_t *entry = json_array_get(keys, i);
        struct slip_key key = {.key_id = ""};
        int64_t from_s;
        snprintf(key.key_id, sizeof key.key_id, "%s", jsonread_text(entry, "key_id", ""));
        if (!key.key_id[0] ||
            !date_parse_rfc3339(jsonread_text(entry, "from", ""), &from_s, NULL) ||
            !crypto_base64_decode_key(jsonread_text(entry, "public_key", ""), key.public_key,
                                      sizeof key.public_key))
            return false;
        if (from_s >= newest_s) {
            newest_s = from_s;
            *out = key;
        }
    }
    uint8_t sealed[1 + CRYPTO_SEAL_OVERHEAD_BYTES];
    return newest_s != INT64_MIN && crypto_seal("", 1, out->public_key, sealed);
}

static void take_grant(struct conform *c, struct conform_device *device) {
    const char *id = jsonread_text(c->json, "device_id", "");
    const char *token = jsonread_text(c->json, "token", "");
    const char *sign_key = jsonread_text(c->json, "sign_key", NULL);
    bool is_good = conform_expect(c, id[0] && strlen(id) < sizeof device->id,
                                  "a text \"device_id\"", "none that fits");
    is_good &= conform_expect(c, token[0] && !strpbrk(token, "\r\n"), "a text \"token\"",
                              "none that fits");
    is_good &=
        conform_expect(c, jsonread_text(c->json, "store", "")[0], "a text \"store\"", "none");
    is_good &= conform_expect(c, take_key(jsonread_array(c->json, "keys"), &device->key),
                              "\"keys\" with key_id, public_key and from", "others");
    if (sign_key)
        device->has_sign_key = conform_expect(
            c, crypto_base64_decode_key(sign_key, device->sign_key, sizeof device->sign_key),
            "\"sign_key\" of 32 bytes in base64", "another");
    if (!is_good)
        return;
    snprintf(device->id, sizeof device->id, "%s", id);
    device->token = xstrdup(token);
    device->next_seq = 1;
}

static void enrol(struct conform *c, struct conform_device *device, const char *which) {
    conform_clause(c, "1.1", "enrolment: %s code gives device, token, store and keys", which);
    post_secret(c, device->secret);
    conform_expect_type(c, "application/json");
    if (conform_expect(c, c->answer.status == 201 || c->answer.status == 200, "status 201", "%d %s",
                       c->answer.status, jsonread_text(c->json, "type", "")))
        take_grant(c, device);
    if (!device->token)
        return;
    conform_expect_header(c, "Cache-Control", "no-store");
    conform_clause(c, "1.1", "enrolment: %s code is good once: 403 unknown-secret", which);
    post_secret(c, device->secret);
    conform_expect_problem(c, 403, "unknown-secret", NULL);
}

void conform_devices(struct conform *c) {
    conform_clause(c, "1.1", "enrolment: a code of nobody's: 403 unknown-secret");
    post_secret(c, "0000000000");
    conform_expect_problem(c, 403, "unknown-secret", NULL);
    conform_clause(c, "1.1", "enrolment: no secret: 400 malformed");
    conform_ask(c, &(struct conform_ask){.method = "POST",
                                         .path = "/v1/devices",
                                         .headers = {json_header},
                                         .body = "{}",
                                         .body_len = 2});
    conform_expect_problem(c, 400, "malformed", NULL);
    if (c->device.secret[0])
        enrol(c, &c->device, "the");
    if (c->other.secret[0])
        enrol(c, &c->other, "the second");
}

/* ---- tokens ---- */

void conform_admission(struct conform *c) {
    static const struct {
        const char *method, *path, *id;
    } rows[] = {
        {"PUT", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e",
         "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e"},
        {"GET", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e/receipt",
         "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e"},
        {"PUT", "/v1/devices/k-0000/status", "k-0000"},
        {"GET", "/v1/content", NULL},
        {"GET", "/v1/content.sig", NULL},
        {"GET", "/v1/assets/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         NULL},
        {"GET", "/v1/slips/HP-7K3M-92WB", NULL},
    };
    static const char *const tokens[] = {NULL, "nobody-s-token"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t j = 0; j < sizeof tokens / sizeof *tokens; j++) {
            bool has_body = rows[i].method[0] == 'P';
            conform_clause(c, "1.1", "%s %.24s %s: 401 unknown-device", rows[i].method,
                           rows[i].path, tokens[j] ? "with nobody's token" : "without a token");
            conform_ask(c, &(struct conform_ask){.method = rows[i].method,
                                                 .path = rows[i].path,
                                                 .token = tokens[j],
                                                 .headers = {has_body ? json_header : NULL},
                                                 .body = has_body ? "{}" : NULL,
                                                 .body_len = has_body ? 2 : 0});
            conform_expect_problem(c, 401, "unknown-device", rows[i].id);
        }
}

/* ---- their status ---- */

static void put_status(struct conform *c, const char *device_id, const char *body) {
    char *path = xasprintf("/v1/devices/%s/status", device_id);
    conform_ask(c, &(struct conform_ask){.method = "PUT",
                                         .path = path,
                                         .token = c->device.token,
                                         .headers = {json_header},
                                         .body = body,
                                         .body_len = strlen(body)});
    free(path);
}

static void expect_orders(struct conform *c) {
    const json_t *resend = json_object_get(c->json, "resend_from");
    const json_t *unlock = json_object_get(c->json, "unlock_pin");
    const json_t *seen = json_object_get(c->json, "help_seen_at");
    conform_expect_status(c, 200);
    conform_expect_type(c, "application/json");
    conform_expect(c, json_is_null(resend) || json_integer_value(resend) > 0,
                   "\"resend_from\" null or from 1", "another");
    conform_expect(c, json_is_boolean(unlock), "\"unlock_pin\" true or false", "another");
    conform_expect(c, json_is_null(seen) || json_is_string(seen), "\"help_seen_at\" null or a time",
                   "another");
}

void conform_status(struct conform *c) {
    static const char report[] =
        "{\"at\":\"2026-11-22T08:15:00+07:00\",\"app\":\"kioskctl conform\",\"queued\":0,"
        "\"oldest_queued_at\":null,\"parked\":0,\"disk_free_mb\":1024,\"db_ok\":true,"
        "\"clock_offset_s\":null,\"content_revision\":1,\"boot\":1,\"help_requested_at\":null,"
        "\"local_switches\":{},\"touch_faults\":0,\"of_a_later_version\":[1]}";
    conform_clause(c, "1.1", "status: 200 with resend_from, unlock_pin, help_seen_at");
    put_status(c, c->device.id, report);
    expect_orders(c);
    conform_clause(c, "1.1", "status: an empty report is one, too");
    put_status(c, c->device.id, "{}");
    expect_orders(c);
    conform_clause(c, "1.1", "status: another device's: 403 other-device");
    put_status(c, c->other.token ? c->other.id : "k-of-nobody", report);
    conform_expect_problem(c, 403, "other-device", c->other.token ? c->other.id : "k-of-nobody");
    conform_clause(c, "1.1", "status: no JSON object: 400 malformed");
    put_status(c, c->device.id, "[]");
    conform_expect_problem(c, 400, "malformed", c->device.id);
}
