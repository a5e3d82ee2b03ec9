#include "base/crypto.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define STACK_BYTES ((size_t)128 * 1024) // deeper than any call of ours goes

_Static_assert(CRYPTO_SHA256_BYTES == crypto_hash_sha256_BYTES, "SHA-256");
_Static_assert(CRYPTO_PUBLIC_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "X25519");
_Static_assert(CRYPTO_PUBLIC_KEY_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(CRYPTO_SEAL_SECRET_BYTES == crypto_box_SECRETKEYBYTES, "X25519");
_Static_assert(CRYPTO_SIGN_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "Ed25519");
_Static_assert(CRYPTO_SIGNATURE_BYTES == crypto_sign_BYTES, "Ed25519");
_Static_assert(CRYPTO_SEAL_OVERHEAD_BYTES == crypto_box_SEALBYTES, "sealed box");

bool crypto_start(void) {
    return sodium_init() >= 0;
}

void crypto_random(void *out, size_t len_bytes) {
    randombytes_buf(out, len_bytes);
}

uint32_t crypto_random_below(uint32_t below) {
    return randombytes_uniform(below);
}

void crypto_uuid4(char *out) {
    uint8_t bytes[16];
    char hex[33];
    crypto_random(bytes, sizeof bytes);
    bytes[6] = (uint8_t)((bytes[6] & 0x0F) | 0x40); // version 4
    bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80); // the variant of RFC 9562
    crypto_hex_encode(bytes, sizeof bytes, hex);
    for (int from = 0; from < 32; from++) {
        if (from == 8 || from == 12 || from == 16 || from == 20)
            *out++ = '-';
        *out++ = hex[from];
    }
    *out = '\0';
}

bool crypto_is_uuid4(const char *text) {
    static const char shape[] = "hhhhhhhh-hhhh-4hhh-vhhh-hhhhhhhhhhhh";
    if (strlen(text) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i]; i++) {
        const char *accepted = shape[i] == 'h'   ? "0123456789abcdef"
                               : shape[i] == 'v' ? "89ab"
                               : shape[i] == '4' ? "4"
                                                 : "-";
        if (!strchr(accepted, text[i]))
            return false;
    }
    return true;
}

void crypto_sha256(const void *bytes, size_t len_bytes, uint8_t *out) {
    crypto_hash_sha256(out, bytes, len_bytes);
}

void crypto_sha256_hex(const void *bytes, size_t len_bytes, char *out) {
    uint8_t hash[CRYPTO_SHA256_BYTES];
    crypto_sha256(bytes, len_bytes, hash);
    crypto_hex_encode(hash, sizeof hash, out);
}

struct crypto_hasher {
    crypto_hash_sha256_state state;
};

struct crypto_hasher *crypto_hasher_create(void) {
    struct crypto_hasher *hasher = xcalloc(1, sizeof *hasher);
    crypto_hash_sha256_init(&hasher->state);
    return hasher;
}

void crypto_hasher_add(struct crypto_hasher *hasher, const void *bytes, size_t len_bytes) {
    crypto_hash_sha256_update(&hasher->state, bytes, len_bytes);
}

void crypto_hasher_end(struct crypto_hasher *hasher, char *out) {
    uint8_t hash[CRYPTO_SHA256_BYTES];
    crypto_hash_sha256_final(&hasher->state, hash);
    if (out)
        crypto_hex_encode(hash, sizeof hash, out);
    free(hasher);
}

bool crypto_equal(const void *a, const void *b, size_t len_bytes) {
    return sodium_memcmp(a, b, len_bytes) == 0;
}

char *crypto_base64_encode(const void *bytes, size_t len_bytes) {
    size_t size = sodium_base64_ENCODED_LEN(len_bytes, sodium_base64_VARIANT_ORIGINAL);
    char *text = xmalloc(size);
    return sodium_bin2base64(text, size, bytes, len_bytes, sodium_base64_VARIANT_ORIGINAL);
}

bool crypto_base64_decode(const char *text, uint8_t **out_bytes, size_t *out_len_bytes) {
    size_t text_len = strlen(text), len_bytes, size = text_len / 4 * 3 + 3;
    uint8_t *bytes = xmalloc(size);
    // No characters to ignore and no end to report: anything but the exact form fails.
    if (sodium_base642bin(bytes, size, text, text_len, NULL, &len_bytes, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        free(bytes);
        return false;
    }
    *out_bytes = bytes;
    *out_len_bytes = len_bytes;
    return true;
}

bool crypto_base64_decode_key(const char *text, uint8_t *out, size_t len_bytes) {
    uint8_t *bytes;
    size_t decoded_bytes;
    if (!crypto_base64_decode(text, &bytes, &decoded_bytes))
        return false;
    bool is_size = decoded_bytes == len_bytes;
    if (is_size)
        memcpy(out, bytes, len_bytes);
    sodium_memzero(bytes, decoded_bytes); // it may be a secret key
    free(bytes);
    return is_size;
}

void crypto_hex_encode(const void *bytes, size_t len_bytes, char *out) {
    sodium_bin2hex(out, len_bytes * 2 + 1, bytes, len_bytes);
}

void crypto_seal_keypair(uint8_t *out_public, uint8_t *out_secret) {
    crypto_box_keypair(out_public, out_secret);
}

void crypto_seal_public(const uint8_t *secret_key, uint8_t *out_public) {
    crypto_scalarmult_base(out_public, secret_key);
}

bool crypto_seal(const void *bytes, size_t len_bytes, const uint8_t *public_key, uint8_t *out) {
    return crypto_box_seal(out, bytes, len_bytes, public_key) == 0;
}

bool crypto_unseal(const uint8_t *sealed, size_t len_bytes, const uint8_t *public_key,
                   const uint8_t *secret_key, uint8_t *out) {
    return crypto_box_seal_open(out, sealed, len_bytes, public_key, secret_key) == 0;
}

void crypto_signing_keypair(uint8_t *out_public, uint8_t *out_secret) {
    crypto_sign_keypair(out_public, out_secret);
}

void crypto_signing_seed(const uint8_t *secret_key, uint8_t *out_seed) {
    crypto_sign_ed25519_sk_to_seed(out_seed, secret_key);
}

void crypto_signing_from_seed(const uint8_t *seed, uint8_t *out_public, uint8_t *out_secret) {
    crypto_sign_seed_keypair(out_public, out_secret, seed);
}

void crypto_sign_message(const void *bytes, size_t len_bytes, const uint8_t *secret_key,
                         uint8_t *out) {
    crypto_sign_detached(out, NULL, bytes, len_bytes, secret_key);
}

bool crypto_verify(const void *bytes, size_t len_bytes, const uint8_t *signature,
                   const uint8_t *public_key) {
    return crypto_sign_verify_detached(signature, bytes, len_bytes, public_key) == 0;
}

static_assert(CRYPTO_PASSWORD_HASH_MAX == crypto_pwhash_STRBYTES, "libsodium's own size");
#define PASSWORD_MEMORY_BYTES (64u << 20)
#define PASSWORD_PASSES 3

bool crypto_password_hash(const char *password, char out[CRYPTO_PASSWORD_HASH_MAX]) {
    return crypto_pwhash_str_alg(out, password, strlen(password), PASSWORD_PASSES,
                                 PASSWORD_MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool crypto_password_matches(const char *hash, const char *password) {
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

void *crypto_secret_alloc(size_t size_bytes) {
    void *block = sodium_malloc(size_bytes);
    if (!block)
        abort(); // as xmalloc does
    memset(block, 0, size_bytes);
    return block;
}

void crypto_secret_free(void *block) {
    sodium_free(block);
}

void crypto_wipe(void *block, size_t len_bytes) {
    sodium_memzero(block, len_bytes);
}

void crypto_wipe_stack(void) {
    sodium_stackzero(STACK_BYTES);
}
