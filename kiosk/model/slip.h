/* A slip on its way: the sealed record and the readable envelope round it (nomination/1,
 * contract 1.1). No name, text or telephone number stands outside the seal. */
#ifndef MODEL_SLIP_H
#define MODEL_SLIP_H

#include "base/clock.h"
#include "base/crypto.h"
#include "model/code.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct nomination;

#define SLIP_BODY_BYTES_MAX 262144 // contract 1.1
#define SLIP_ID_BYTES 64

struct slip_key {
    char key_id[32];
    uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES];
};

/* What the kiosk knows of the moment a slip is sent. */
struct slip_moment {
    int64_t wall_s;
    int zone_s;
    enum clock_trust trust;
    int64_t uptime_ms;
};

/* Frozen at the first press of "Gửi": the id, the code and the sealed bytes never change again.
 * `seq`, `boot` and `device_id` are the outbox's to add in the transaction that saves it. */
struct slip {
    char id[CRYPTO_UUID_MAX];
    char code[CODE_TEXT_MAX];
    char campaign_id[SLIP_ID_BYTES];
    char key_id[32];
    bool is_difficulty;
    struct slip_moment moment;
    char *sealed; // owned; base64 of crypto_box_seal(record)
};

/* id and code; then slip_seal() when the citizen's words are final. */
void slip_init(struct slip *slip, const char *code_prefix);
/**
 * Seals the record of `n` to the office's key. Call once: sealing again gives other bytes.
 * @return false when the record does not fit RECORD_BYTES_MAX
 */
bool slip_seal(struct slip *slip, const struct nomination *n, const char *campaign_id,
               const char *lang, const struct slip_key *key, const struct slip_moment *moment);
void slip_finish(struct slip *slip);

/* The envelope as it travels. */
struct envelope {
    char id[CRYPTO_UUID_MAX];
    char device_id[SLIP_ID_BYTES];
    int64_t seq; // from 1, no gaps a device
    int64_t created_at_s;
    int zone_s;
    char clock_word[12];
    int64_t boot, uptime_ms;
    char campaign_id[SLIP_ID_BYTES];
    char key_id[32];
    uint8_t *sealed; // owned; NULL when `record` stands in clear
    size_t sealed_len;
    char *record_text; // owned; the record's JSON where policy allows it in clear
};

/** The exact bytes of the body, owned by the caller; made once, sent the same for ever. */
char *slip_encode(const struct slip *slip, const char *device_id, int64_t seq, int64_t boot,
                  size_t *out_len_bytes);
/**
 * @param out_field  where it fails: the field's name; static
 * @param out_why    what was expected there; static
 */
bool envelope_decode(const char *bytes, size_t len_bytes, struct envelope *out,
                     const char **out_field, const char **out_why);
/** The record alone, sealed or in clear, which is wiped. */
void envelope_drop_record(struct envelope *e);
void envelope_finish(struct envelope *e);

/* The store's receipt: the only proof that a slip arrived. */
struct receipt {
    char id[CRYPTO_UUID_MAX];
    char sha256[CRYPTO_SHA256_HEX_MAX];
    char received_at[40];
};

#define RECEIPT_BYTES_MAX 65536

/** True when the answer's body is a receipt for exactly this id and these bytes' hash. */
bool receipt_decode(const char *bytes, size_t len_bytes, const char *id, const char *sha256_hex,
                    struct receipt *out);
/** Owned by the caller. */
char *receipt_encode(const struct receipt *receipt);

#endif
