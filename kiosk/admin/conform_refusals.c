/* Slips that are not taken, and how the store says so: the rest of the contract's answer table. */
#include "admin/conform_parcel.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define JSON "Content-Type: application/json"
#define TOO_LARGE_BYTES (SLIP_BODY_BYTES_MAX + 1)
#define DEEP 10000

/* Nothing of what was refused may be held. */
static void expect_not_held(struct conform *c, const char *id) {
    char *path = xasprintf("/v1/nominations/%s/receipt", id);
    conform_get(c, path);
    conform_expect_problem(c, 404, "not-held", id);
    free(path);
}

static void expect_refusal(struct conform *c, int status, const char *type, const char *id) {
    conform_expect_problem(c, status, type, id);
    expect_not_held(c, id);
}

/* ---- bodies that are no JSON object ---- */

static void put_bytes(struct conform *c, const char *what, char *body, size_t len) {
    struct conform_parcel parcel = {.body = NULL};
    crypto_uuid4(parcel.id);
    conform_parcel_set(&parcel, body, len);
    conform_clause(c, "1.1", "%s: 400 malformed", what);
    conform_put(c, &parcel);
    expect_refusal(c, 400, "malformed", parcel.id);
    conform_parcel_finish(&parcel);
}

static void malformed_bodies(struct conform *c) {
    static const struct {
        const char *what, *body;
    } rows[] = {
        {"a body that is no JSON", "nomination"},
        {"half a body", "{\"schema\":\"nomination/1\","},
        {"a list", "[]"},
        {"a member twice", "{\"seq\":1,\"seq\":2}"},
        {"bytes that are no UTF-8", "{\"schema\":\"\xff\xfe\"}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_bytes(c, rows[i].what, xstrdup(rows[i].body), strlen(rows[i].body));
    char *deep = xcalloc(1, DEEP + 1);
    memset(deep, '[', DEEP);
    put_bytes(c, "JSON nested without an end", deep, DEEP);
}

static void malformed_ids(struct conform *c) {
    static const char *const ids[] = {"417", "0D4C1B56-31D5-4C3C-9C3B-1D2A3B4C5D6E",
                                      "0d4c1b56-31d5-1c3c-9c3b-1d2a3b4c5d6e"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct nomination form = conform_form(false);
        struct conform_parcel parcel;
        conform_parcel_make(c, &form, &parcel);
        conform_clause(c, "1.1", "the id %s: 400 malformed", ids[i]);
        conform_put_as(c, &c->device, ids[i], &parcel);
        conform_expect_problem(c, 400, "malformed", ids[i]);
        conform_parcel_finish(&parcel);
    }
}

/* ---- the way it is sent ---- */

static void sent_wrongly(struct conform *c) {
    static const struct {
        const char *what;
        const char *headers[2];
        bool has_digest;
        int status;
        const char *type;
    } rows[] = {
        {"another body's digest",
         {JSON, "Content-Digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"},
         false,
         400,
         "digest-mismatch"},
        {"no digest", {JSON}, false, 400, "digest-mismatch"},
        {"a digest of another kind alone",
         {JSON, "Content-Digest: sha-512=:AAAA:"},
         false,
         400,
         "digest-mismatch"},
        {"text/plain", {"Content-Type: text/plain"}, true, 415, "not-json"},
        {"a body in a coding", {JSON, "Content-Encoding: gzip"}, true, 415, "not-json"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct nomination form = conform_form(false);
        struct conform_parcel parcel;
        conform_parcel_make(c, &form, &parcel);
        char *path = xasprintf("/v1/nominations/%s", parcel.id);
        char *digest = conform_digest(parcel.body, parcel.len);
        struct conform_ask ask = {.method = "PUT",
                                  .path = path,
                                  .token = c->device.token,
                                  .headers = {rows[i].headers[0], rows[i].headers[1]},
                                  .body = parcel.body,
                                  .body_len = parcel.len};
        if (rows[i].has_digest)
            ask.headers[rows[i].headers[1] ? 2 : 1] = digest;
        conform_clause(c, "1.1", "%s: %d %s", rows[i].what, rows[i].status, rows[i].type);
        conform_ask(c, &ask);
        expect_refusal(c, rows[i].status, rows[i].type, parcel.id);
        free(digest);
        free(path);
        conform_parcel_finish(&parcel);
    }
}

static void too_large(struct conform *c) {
    struct conform_parcel parcel = {.body = NULL};
    char *body = xcalloc(1, TOO_LARGE_BYTES + 1);
    memset(body, ' ', TOO_LARGE_BYTES);
    crypto_uuid4(parcel.id);
    conform_parcel_set(&parcel, body, TOO_LARGE_BYTES);
    conform_clause(c, "1.1", "a body of 262145 bytes: 413 too-large");
    conform_put(c, &parcel);
    expect_refusal(c, 413, "too-large", parcel.id);
    conform_parcel_finish(&parcel);
}

/* ---- what breaks a rule ---- */

static void expect_field(struct conform *c, const char *id, const char *field) {
    conform_expect_problem(c, 422, "invalid", id);
    const json_t *errors = jsonread_array(c->json, "errors");
    bool is_named = false;
    for (size_t i = 0; i < json_array_size(errors); i++) {
        const json_t *entry = json_array_get(errors, i);
        is_named |=
            !strcmp(jsonread_text(entry, "field", ""), field) && jsonread_text(entry, "why", "")[0];
    }
    char *expected = xasprintf("the field %s in \"errors\"", field);
    const json_t *first = json_array_get(errors, 0);
    conform_expect(c, is_named, expected, "\"%s\"", jsonread_text(first, "field", "none"));
    free(expected);
}

/* The parcel's body with the first `from` in it swapped for `to`. */
static void swap(struct conform_parcel *parcel, const char *from, const char *to) {
    const char *at = strstr(parcel->body, from);
    if (!at)
        abort(); // the rows below are ours
    char *body =
        xasprintf("%.*s%s%s", (int)(at - parcel->body), parcel->body, to, at + strlen(from));
    conform_parcel_set(parcel, body, strlen(body));
}

static void envelopes_at_fault(struct conform *c) {
    static const struct {
        const char *from, *to, *field;
    } rows[] = {
        {"nomination/1", "nomination/9", "schema"},
        {"\"id\":\"", "\"id\":\"x", "id"},
        {"\"device_id\":\"", "\"device_id\":\"x", "device_id"},
        {"\"seq\":", "\"seq\":-", "seq"},
        {"\"created_at\":\"20", "\"created_at\":\"x20", "created_at"},
        {"\"synced\"", "\"guessed\"", "clock"},
        {"\"boot\":", "\"boot\":-", "boot"},
        {"\"uptime_ms\":", "\"uptime_ms\":-", "uptime_ms"},
        {"\"campaign_id\":\"", "\"campaign_ids\":\"", "campaign_id"},
        {"\"key_id\":\"", "\"key_ids\":\"", "key_id"},
        {"\"sealed\":\"", "\"sealed\":\"*", "sealed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct nomination form = conform_form(false);
        struct conform_parcel parcel;
        conform_parcel_make(c, &form, &parcel);
        swap(&parcel, rows[i].from, rows[i].to);
        conform_clause(c, "1.1", "an envelope whose %s is wrong: 422 invalid, field %s",
                       rows[i].field, rows[i].field);
        conform_put(c, &parcel);
        expect_field(c, parcel.id, rows[i].field);
        expect_not_held(c, parcel.id);
        conform_parcel_finish(&parcel);
    }
}

static void sealed_to_another(struct conform *c) {
    struct nomination form = conform_form(false);
    struct conform_parcel parcel;
    struct conform_device device = c->device;
    uint8_t secret[CRYPTO_SEAL_SECRET_BYTES];
    crypto_seal_keypair(device.key.public_key, secret); // under the office's key_id
    conform_parcel_make_as(c, &device, &form, NULL, &parcel);
    conform_clause(c, "1.1", "a record sealed to another key: 422 invalid, field sealed");
    conform_put(c, &parcel);
    expect_field(c, parcel.id, "sealed");
    expect_not_held(c, parcel.id);
    conform_parcel_finish(&parcel);
}

static void break_name(struct nomination *form) {
    strcpy(form->name, "X");
}

static void break_deed(struct nomination *form) {
    strcpy(form->deed, "mẫu"); // and no reason chosen
}

static void break_phone(struct nomination *form) {
    strcpy(form->sender_phone, "12345");
}

static void break_honorific(struct nomination *form) {
    strcpy(form->honorific, "ngài");
}

static void break_consent(struct nomination *form) {
    strcpy(form->consent_at, "hôm qua");
}

static void records_at_fault(struct conform *c) {
    static const struct {
        const char *what;
        void (*spoil)(struct nomination *form);
        const char *field;
    } rows[] = {
        {"a name of one letter", break_name, "name"},
        {"too few words and no reason", break_deed, "deed"},
        {"a telephone number of five digits", break_phone, "sender.phone"},
        {"a form of address that is none", break_honorific, "honorific"},
        {"no time of consent", break_consent, "consent.at"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct nomination form = conform_form(false);
        struct conform_parcel parcel;
        rows[i].spoil(&form);
        conform_parcel_make(c, &form, &parcel);
        conform_clause(c, "1.1", "%s: 422 invalid, field %s", rows[i].what, rows[i].field);
        conform_put(c, &parcel);
        expect_field(c, parcel.id, rows[i].field);
        conform_expect(c, !strstr(c->answer.body, "12345") && !strstr(c->answer.body, "ngài"),
                       "nothing of what stood there", "it");
        expect_not_held(c, parcel.id);
        conform_parcel_finish(&parcel);
    }
}

void conform_refusals(struct conform *c) {
    malformed_bodies(c);
    malformed_ids(c);
    sent_wrongly(c);
    too_large(c);
    envelopes_at_fault(c);
    sealed_to_another(c);
    records_at_fault(c);
}
