/* Published test vectors where there are any, and what must fail. */
#include "../check.h"

#include "base/crypto.h"

static int start(void **state) {
    (void)state;
    return crypto_start() ? 0 : -1;
}

static void hashes_agree_with_the_standard(void **state) {
    (void)state;
    static const struct {
        const char *text, *hex;
    } rows[] = {
        // FIPS 180-4
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char hex[CRYPTO_SHA256_HEX_MAX];
        crypto_sha256_hex(rows[i].text, strlen(rows[i].text), hex);
        check_text(rows[i].text, hex, rows[i].hex);
    }
    assert_true(crypto_equal("abc", "abd", 2));
    assert_false(crypto_equal("abc", "abd", 3));
}

static void base64_is_exact(void **state) {
    (void)state;
    static const struct {
        const char *plain, *text;
    } good[] = {
        // RFC 4648 section 10
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xFB\xFF", "+/8="},
    };
    static const char *const wrong[] = {"Zg",   "Zg=", "Zh==", "Zm9v ",   "Zm9v\n",
                                        "Zm-_", "Z",   "====", "Zg==Zg=="};
    uint8_t *bytes;
    size_t len;
    for (size_t i = 0; i < check_items(good); i++) {
        char *text = crypto_base64_encode(good[i].plain, strlen(good[i].plain));
        check_text(good[i].plain, text, good[i].text);
        check_number(text, crypto_base64_decode(text, &bytes, &len), true);
        check_number(text, (long long)len, (long long)strlen(good[i].plain));
        assert_memory_equal(bytes, good[i].plain, len);
        free(bytes);
        free(text);
    }
    for (size_t i = 0; i < check_items(wrong); i++)
        check_number(wrong[i], crypto_base64_decode(wrong[i], &bytes, &len), false);
}

static void a_key_has_its_size(void **state) {
    (void)state;
    uint8_t key[3] = {0};
    assert_true(crypto_base64_decode_key("Zm9v", key, 3));
    assert_memory_equal(key, "foo", 3);
    assert_false(crypto_base64_decode_key("Zm8=", key, 3));
    assert_false(crypto_base64_decode_key("Zm9vYg==", key, 3));
    assert_false(crypto_base64_decode_key("?", key, 3));
    assert_memory_equal(key, "foo", 3);
}

static void ids_are_random_uuids(void **state) {
    (void)state;
    char first[CRYPTO_UUID_MAX], id[CRYPTO_UUID_MAX];
    crypto_uuid4(first);
    for (int i = 0; i < 1000; i++) {
        crypto_uuid4(id);
        check_number(id, crypto_is_uuid4(id), true);
        assert_string_not_equal(id, first);
    }
    static const char *const wrong[] = {
        "",
        "b91f66aa-2448-49e5-9579-4314928f602",
        "b91f66aa-2448-49e5-9579-4314928f602e0",
        "B91F66AA-2448-49E5-9579-4314928F602E",
        "b91f66aa-2448-19e5-9579-4314928f602e", // version 1
        "b91f66aa-2448-49e5-c579-4314928f602e", // another variant
        "b91f66aa-2448-49e5-9579+4314928f602e",
        "b91f66aag2448-49e5-9579-4314928f602e",
    };
    assert_true(crypto_is_uuid4("b91f66aa-2448-49e5-9579-4314928f602e"));
    for (size_t i = 0; i < check_items(wrong); i++)
        check_number(wrong[i], crypto_is_uuid4(wrong[i]), false);
}

static void random_numbers_stay_below(void **state) {
    (void)state;
    int seen[30] = {0};
    for (int i = 0; i < 30000; i++) {
        uint32_t number = crypto_random_below(30);
        assert_true(number < 30);
        seen[number]++;
    }
    for (int i = 0; i < 30; i++) // 1000 each; 700 is nine standard deviations away
        assert_in_range(seen[i], 700, 1300);
}

static void only_the_office_opens_a_seal(void **state) {
    (void)state;
    uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES], secret_key[CRYPTO_SEAL_SECRET_BYTES];
    uint8_t other_public[CRYPTO_PUBLIC_KEY_BYTES], other_secret[CRYPTO_SEAL_SECRET_BYTES];
    static const char plain[] = "Nguyễn Văn A";
    uint8_t sealed[sizeof plain + CRYPTO_SEAL_OVERHEAD_BYTES], again[sizeof sealed];
    uint8_t opened[sizeof plain];
    crypto_seal_keypair(public_key, secret_key);
    crypto_seal_keypair(other_public, other_secret);
    assert_true(crypto_seal(plain, sizeof plain, public_key, sealed));
    assert_true(crypto_seal(plain, sizeof plain, public_key, again));
    assert_memory_not_equal(sealed, again, sizeof sealed); // so it is sealed once and kept
    assert_true(crypto_unseal(sealed, sizeof sealed, public_key, secret_key, opened));
    assert_string_equal((char *)opened, plain);
    assert_false(crypto_unseal(sealed, sizeof sealed, other_public, other_secret, opened));
    assert_false(
        crypto_unseal(sealed, CRYPTO_SEAL_OVERHEAD_BYTES - 1, public_key, secret_key, opened));
    for (size_t i = 0; i < sizeof sealed; i++) {
        sealed[i] ^= 1;
        check_number("flipped",
                     crypto_unseal(sealed, sizeof sealed, public_key, secret_key, opened), false);
        sealed[i] ^= 1;
    }
    uint8_t no_key[CRYPTO_PUBLIC_KEY_BYTES] = {0}; // everything sealed to it could be opened by all
    assert_false(crypto_seal(plain, sizeof plain, no_key, sealed));
}

static void signatures_are_of_the_bytes(void **state) {
    (void)state;
    uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES], secret_key[CRYPTO_SIGN_SECRET_BYTES];
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    crypto_signing_keypair(public_key, secret_key);
    crypto_sign_message("content", 7, secret_key, signature);
    assert_true(crypto_verify("content", 7, signature, public_key));
    assert_false(crypto_verify("contenu", 7, signature, public_key));
    assert_false(crypto_verify("content", 6, signature, public_key));
    signature[5] ^= 1;
    assert_false(crypto_verify("content", 7, signature, public_key));
}

static void secret_memory_starts_empty(void **state) {
    (void)state;
    struct {
        char text[4096];
        size_t len;
    } *secret = crypto_secret_alloc(sizeof *secret);
    assert_int_equal(secret->len, 0);
    for (size_t i = 0; i < sizeof secret->text; i++)
        assert_int_equal(secret->text[i], 0);
    memset(secret->text, 'x', sizeof secret->text);
    crypto_wipe(secret, sizeof *secret);
    assert_int_equal(secret->text[4095], 0);
    crypto_secret_free(secret);
    crypto_secret_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_agree_with_the_standard),
        cmocka_unit_test(base64_is_exact),
        cmocka_unit_test(a_key_has_its_size),
        cmocka_unit_test(ids_are_random_uuids),
        cmocka_unit_test(random_numbers_stay_below),
        cmocka_unit_test(only_the_office_opens_a_seal),
        cmocka_unit_test(signatures_are_of_the_bytes),
        cmocka_unit_test(secret_memory_starts_empty),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
