#include "model/slip.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/xalloc.h"
#include "model/nomination.h"
#include "model/record.h"

void slip_init(struct slip *slip, const char *code_prefix) {
    *slip = (struct slip){0};
    crypto_uuid4(slip->id);
    code_make(code_prefix, slip->code);
}

/* False when it is too long for its place, which an id of ours never is. */
static bool copy(char *out, size_t size_bytes, const char *text) {
    size_t len = strlen(text);
    if (len >= size_bytes)
        return false;
    memcpy(out, text, len + 1);
    return true;
}

bool slip_seal(struct slip *slip, const struct nomination *n, const char *campaign_id,
               const char *lang, const struct slip_key *key, const struct slip_moment *moment) {
    char *record = crypto_secret_alloc(RECORD_BYTES_MAX);
    size_t len_bytes = record_encode(n, slip->code, campaign_id, lang, record);
    uint8_t *sealed = xmalloc(len_bytes + CRYPTO_SEAL_OVERHEAD_BYTES);
    bool is_sealed = len_bytes > 0 && crypto_seal(record, len_bytes, key->public_key, sealed) &&
                     copy(slip->campaign_id, sizeof slip->campaign_id, campaign_id) &&
                     copy(slip->key_id, sizeof slip->key_id, key->key_id);
    crypto_secret_free(record);
    if (is_sealed) {
        slip->is_difficulty = n->is_difficulty;
        slip->moment = *moment;
        free(slip->sealed);
        slip->sealed = crypto_base64_encode(sealed, len_bytes + CRYPTO_SEAL_OVERHEAD_BYTES);
    }
    free(sealed);
    return is_sealed;
}

void slip_finish(struct slip *slip) {
    if (!slip)
        return;
    free(slip->sealed);
    *slip = (struct slip){0};
}

char *slip_encode(const struct slip *slip, const char *device_id, int64_t seq, int64_t boot,
                  size_t *out_len_bytes) {
    char created_at[DATE_RFC3339_MAX];
    date_format_rfc3339(slip->moment.wall_s, slip->moment.zone_s, created_at);
    // jansson keeps the order in which members are packed: the contract's
    json_t *body =
        json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:I, s:I, s:s, s:s, s:s}", "schema",
                  "nomination/1", "id", slip->id, "device_id", device_id, "seq", (json_int_t)seq,
                  "created_at", created_at, "clock", clock_trust_word(slip->moment.trust), "boot",
                  (json_int_t)boot, "uptime_ms", (json_int_t)slip->moment.uptime_ms, "campaign_id",
                  slip->campaign_id, "key_id", slip->key_id, "sealed", slip->sealed);
    if (!body)
        abort(); // every text is UTF-8 of ours, so only memory can have run out
    char *text = jsonread_dump(body);
    json_decref(body);
    *out_len_bytes = strlen(text);
    return text;
}

bool receipt_decode(const char *bytes, size_t len_bytes, const char *id, const char *sha256_hex,
                    struct receipt *out) {
    struct receipt receipt = {0};
    json_t *root = jsonread_bytes(bytes, len_bytes, RECEIPT_BYTES_MAX, NULL);
    bool is_proof = strcmp(jsonread_text(root, "id", ""), id) == 0 &&
                    strcmp(jsonread_text(root, "sha256", ""), sha256_hex) == 0 &&
                    copy(receipt.id, sizeof receipt.id, id) &&
                    copy(receipt.sha256, sizeof receipt.sha256, sha256_hex);
    // The time is for people: the proof stands without it.
    copy(receipt.received_at, sizeof receipt.received_at, jsonread_text(root, "received_at", ""));
    json_decref(root);
    if (is_proof)
        *out = receipt;
    return is_proof;
}

char *receipt_encode(const struct receipt *receipt) {
    json_t *root = json_pack("{s:s, s:s, s:s, s:s}", "id", receipt->id, "sha256", receipt->sha256,
                             "received_at", receipt->received_at, "state", "received");
    if (!root)
        abort();
    char *text = jsonread_dump(root);
    json_decref(root);
    return text;
}
