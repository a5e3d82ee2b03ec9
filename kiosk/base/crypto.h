/* libsodium's one home: random, hashes, sealing, signatures, base64, memory that is locked and
 * wiped. */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CRYPTO_SHA256_BYTES 32
#define CRYPTO_SHA256_HEX_MAX 65   // with the NUL
#define CRYPTO_UUID_MAX 37         // with the NUL
#define CRYPTO_PUBLIC_KEY_BYTES 32 // X25519 and Ed25519 alike
#define CRYPTO_SEAL_SECRET_BYTES 32
#define CRYPTO_SIGN_SECRET_BYTES 64
#define CRYPTO_SIGNATURE_BYTES 64
#define CRYPTO_SEAL_OVERHEAD_BYTES 48

/** Once at start, before anything else here; false when the library cannot start. */
bool crypto_start(void);
void crypto_random(void *out, size_t len_bytes);
/** Uniform in 0 .. `below`-1. */
uint32_t crypto_random_below(uint32_t below);
/** A lower-case UUIDv4 (RFC 9562), CRYPTO_UUID_MAX bytes. Not v7: the clock may be wrong. */
void crypto_uuid4(char *out);
/** True for the lower-case form of a version 4 UUID and nothing else. */
bool crypto_is_uuid4(const char *text);

void crypto_sha256(const void *bytes, size_t len_bytes, uint8_t *out);
void crypto_sha256_hex(const void *bytes, size_t len_bytes, char *out);
/** A SHA-256 over what comes piece by piece. */
struct crypto_hasher;
struct crypto_hasher *crypto_hasher_create(void);
void crypto_hasher_add(struct crypto_hasher *hasher, const void *bytes, size_t len_bytes);
/** In hex (CRYPTO_SHA256_HEX_MAX bytes); destroys it. `out` NULL: nobody wants to know any more. */
void crypto_hasher_end(struct crypto_hasher *hasher, char *out);
/** Compares without telling by its time where the first difference is. */
bool crypto_equal(const void *a, const void *b, size_t len_bytes);

/** Standard base64 with padding (RFC 4648 section 4), owned by the caller. */
char *crypto_base64_encode(const void *bytes, size_t len_bytes);
/** False when the text is not exactly that form; `out_bytes` is owned by the caller. */
bool crypto_base64_decode(const char *text, uint8_t **out_bytes, size_t *out_len_bytes);
/** The same into a key of a known size; false unless it is exactly `len_bytes`. */
bool crypto_base64_decode_key(const char *text, uint8_t *out, size_t len_bytes);
/** Lower-case hex, 2*len+1 bytes at `out`. */
void crypto_hex_encode(const void *bytes, size_t len_bytes, char *out);

void crypto_seal_keypair(uint8_t *out_public, uint8_t *out_secret);
/** The public half that belongs to a secret one. */
void crypto_seal_public(const uint8_t *secret_key, uint8_t *out_public);
/**
 * crypto_box_seal: anyone with the public key can close it, only the office can open it.
 * Sealing twice gives different bytes: seal once, keep the bytes.
 * @param out  len_bytes + CRYPTO_SEAL_OVERHEAD_BYTES
 * @return false when the key is none that anything can be sealed to (a point of low order)
 */
bool crypto_seal(const void *bytes, size_t len_bytes, const uint8_t *public_key, uint8_t *out);
/** False when it was not sealed to this key or is damaged. `out`: len_bytes - overhead. */
bool crypto_unseal(const uint8_t *sealed, size_t len_bytes, const uint8_t *public_key,
                   const uint8_t *secret_key, uint8_t *out);

void crypto_signing_keypair(uint8_t *out_public, uint8_t *out_secret);
/** The 32 bytes that the pair is made from: all that a backup of it needs. */
void crypto_signing_seed(const uint8_t *secret_key, uint8_t *out_seed);
void crypto_signing_from_seed(const uint8_t *seed, uint8_t *out_public, uint8_t *out_secret);
/** Ed25519, detached. */
void crypto_sign_message(const void *bytes, size_t len_bytes, const uint8_t *secret_key,
                         uint8_t *out);
bool crypto_verify(const void *bytes, size_t len_bytes, const uint8_t *signature,
                   const uint8_t *public_key);

#define CRYPTO_PASSWORD_HASH_MAX 128 // with the NUL

/** Argon2id with 64 MiB and 3 passes (measured for a hall's PC), salt and costs within the text.
 *  False when the memory is not to be had. */
bool crypto_password_hash(const char *password, char out[CRYPTO_PASSWORD_HASH_MAX]);
/** Takes as long whether it is the one or not. */
bool crypto_password_matches(const char *hash, const char *password);

/** Memory that is locked, guarded and zeroed when freed (sodium_malloc); for what a visitor types.
 */
void *crypto_secret_alloc(size_t size_bytes);
void crypto_secret_free(void *block);
/** A zeroing the compiler may not drop. */
void crypto_wipe(void *block, size_t len_bytes);
/** The same for what finished calls left below the caller's frame on its stack. */
void crypto_wipe_stack(void);

#endif
