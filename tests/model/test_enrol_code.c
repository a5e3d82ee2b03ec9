/* The enrolment code as it is printed and as it is typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/crypto.h"
#include "model/enrol_code.h"

static const uint8_t FINGERPRINT[ENROL_FINGERPRINT_BYTES] = {0x00, 0x44, 0x32, 0x14, 0xc7,
                                                             0xff, 0xff, 0xff, 0xff, 0xfe};

static void formats_in_groups(void **state) {
    (void)state;
    char code[ENROL_CODE_MAX];
    // 00000 00001 00010 00011 00100 00101 00110 00111, then seven letters of ones and 11110
    enrol_code_format(FINGERPRINT, "ABCDE12345", code);
    assert_string_equal(code, "0123-4567-ZZZZ-ZZZY-ABCDE-12345");
    assert_int_equal(strlen(code), ENROL_CODE_MAX - 1);
}

static void parses_as_people_type(void **state) {
    (void)state;
    static const struct {
        const char *code;
        bool is_good;
    } rows[] = {
        {"0123-4567-ZZZZ-ZZZY-ABCDE-12345", true},
        {"0123-4567-zzzz-zzzy-abcde-12345", true},
        {"01234567ZZZZZZZYABCDE12345", true},
        {" o i23 4567 ZZZZ ZZZY - ABCDE L2345 ", true},
        {"0123-4567-ZZZZ-ZZZY-ABCDE-1234", false},   // one short
        {"0123-4567-ZZZZ-ZZZY-ABCDE-123456", false}, // one long
        {"0123-4567-ZZZZ-ZZZU-ABCDE-12345", false},  // U is no symbol
        {"0123-4567-ZZZZ-ZZZY-ABCDE-1234\xc3\xa9", false},
        {"", false},
        {"-----", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t fingerprint[ENROL_FINGERPRINT_BYTES] = {0};
        char secret[ENROL_SECRET_MAX] = "untouched";
        bool is_good = enrol_code_parse(rows[i].code, fingerprint, secret);
        if (is_good != rows[i].is_good)
            fail_msg("'%s': got %d, want %d", rows[i].code, is_good, rows[i].is_good);
        assert_string_equal(secret, is_good ? "ABCDE12345" : "untouched");
        if (is_good)
            assert_memory_equal(fingerprint, FINGERPRINT, sizeof fingerprint);
    }
}

static void random_codes_come_back(void **state) {
    (void)state;
    assert_true(crypto_start());
    for (int i = 0; i < 1000; i++) {
        uint8_t fingerprint[ENROL_FINGERPRINT_BYTES], again[ENROL_FINGERPRINT_BYTES];
        char secret[ENROL_SECRET_MAX], code[ENROL_CODE_MAX], out_secret[ENROL_SECRET_MAX];
        crypto_random(fingerprint, sizeof fingerprint);
        enrol_code_make_secret(secret);
        enrol_code_format(fingerprint, secret, code);
        assert_true(enrol_code_parse(code, again, out_secret));
        assert_memory_equal(again, fingerprint, sizeof again);
        assert_string_equal(out_secret, secret);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_in_groups),
        cmocka_unit_test(parses_as_people_type),
        cmocka_unit_test(random_codes_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
