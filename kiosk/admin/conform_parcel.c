#include "admin/conform_parcel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"

#define CONSENT_VERSION "conform"
#define ZONE_S 25200

struct nomination conform_form(bool is_difficulty) {
    struct nomination form = {
        .is_difficulty = is_difficulty,
        .deed = "Dữ liệu mẫu: phiếu thử của kioskctl conform, không phải việc thật.",
        .has_consent = true,
        .consent_version = CONSENT_VERSION,
    };
    date_format_rfc3339((int64_t)time(NULL), ZONE_S, form.consent_at);
    if (!is_difficulty) {
        strcpy(form.kind, "resident");
        strcpy(form.honorific, "ông");
        strcpy(form.name, "Nguyễn Văn A");
        form.is_unit_chosen = true; // and neither unit: "Không rõ"
    }
    return form;
}

void conform_parcel_set(struct conform_parcel *parcel, char *body, size_t len) {
    free(parcel->body);
    parcel->body = body;
    parcel->len = len;
    crypto_sha256_hex(body, len, parcel->sha256);
}

void conform_parcel_make_as(struct conform *c, const struct conform_device *device,
                            const struct nomination *form, const char *code,
                            struct conform_parcel *out) {
    const struct slip_moment moment = {
        .wall_s = (int64_t)time(NULL),
        .zone_s = ZONE_S,
        .trust = CLOCK_TRUST_SYNCED,
        .uptime_ms = 8123456,
    };
    struct slip slip;
    size_t len;
    *out = (struct conform_parcel){.body = NULL};
    slip_init(&slip, c->code_prefix);
    if (code)
        snprintf(slip.code, sizeof slip.code, "%s", code);
    if (!slip_seal(&slip, form, c->campaign_id, "vi", &device->key, &moment))
        abort(); // a sample of ours fits, and the key was looked at when it came
    strcpy(out->id, slip.id);
    strcpy(out->code, slip.code);
    char *body = slip_encode(&slip, device->id, device->next_seq, 1, &len);
    conform_parcel_set(out, body, len);
    slip_finish(&slip);
}

void conform_parcel_make(struct conform *c, const struct nomination *form,
                         struct conform_parcel *out) {
    conform_parcel_make_as(c, &c->device, form, NULL, out);
}

void conform_parcel_finish(struct conform_parcel *parcel) {
    free(parcel->body);
    parcel->body = NULL;
}

char *conform_digest(const void *bytes, size_t len) {
    uint8_t sha256[CRYPTO_SHA256_BYTES];
    crypto_sha256(bytes, len, sha256);
    char *base64 = crypto_base64_encode(sha256, sizeof sha256);
    char *header = xasprintf("Content-Digest: sha-256=:%s:", base64);
    free(base64);
    return header;
}

void conform_put_as(struct conform *c, struct conform_device *device, const char *id,
                    const struct conform_parcel *parcel) {
    char *path = xasprintf("/v1/nominations/%s", id);
    char *digest = conform_digest(parcel->body, parcel->len);
    conform_ask(c, &(struct conform_ask){.method = "PUT",
                                         .path = path,
                                         .token = device->token,
                                         .headers = {digest, "Content-Type: application/json"},
                                         .body = parcel->body,
                                         .body_len = parcel->len});
    if (c->answer.status == 201)
        device->next_seq++;
    free(digest);
    free(path);
}

void conform_put(struct conform *c, const struct conform_parcel *parcel) {
    conform_put_as(c, &c->device, parcel->id, parcel);
}

bool conform_expect_receipt(struct conform *c, int status, const struct conform_parcel *parcel) {
    char etag[CRYPTO_SHA256_HEX_MAX + 2], location[96];
    int64_t at_s;
    snprintf(etag, sizeof etag, "\"%s\"", parcel->sha256);
    snprintf(location, sizeof location, "/v1/nominations/%s", parcel->id);
    bool is_met = conform_expect_status(c, status) && conform_expect_type(c, "application/json") &&
                  conform_expect_text(c, "id", parcel->id) &&
                  conform_expect_text(c, "sha256", parcel->sha256) &&
                  conform_expect_text(c, "state", "received");
    const char *at = jsonread_text(c->json, "received_at", "");
    is_met = is_met && conform_expect(c, date_parse_rfc3339(at, &at_s, NULL),
                                      "\"received_at\" in RFC 3339", "\"%s\"", at);
    is_met = is_met && conform_expect_header(c, "ETag", etag);
    char *where = is_met ? conform_header(c, "Location") : NULL;
    if (is_met) // absolute or not: RFC 9110 leaves it open
        is_met = conform_expect(c,
                                where && strlen(where) >= strlen(location) &&
                                    !strcmp(where + strlen(where) - strlen(location), location),
                                location, "Location: %s", where ? where : "none");
    free(where);
    return is_met && conform_expect_header(c, "Cache-Control", "no-store");
}
