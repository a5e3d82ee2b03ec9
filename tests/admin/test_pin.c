/* A pinned key as people have it. */
#include "../check.h"

#include "admin/pin.h"
#include "base/crypto.h"

#define HEX "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define BASE64 "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
#define ZERO "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static void takes_every_form(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {HEX, "sha256//" BASE64},
        {"9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08", "sha256//" BASE64},
        {BASE64, "sha256//" BASE64},
        {"sha256//" BASE64, "sha256//" BASE64},
        {"sha256//" BASE64 ";" ZERO, "sha256//" BASE64 ";sha256//" ZERO},
        {HEX ";sha256//" ZERO, "sha256//" BASE64 ";sha256//" ZERO},
        {"", NULL},
        {";", NULL},
        {BASE64 ";", NULL},
        {"sha256//", NULL},
        {"9f86", NULL},
        {HEX "00", NULL},
        {"zz86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", NULL},
        {"n4bQgYhMfWWaL", NULL},
        {"md5//" BASE64, NULL},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *got = pin_normalise(rows[i].text);
        check_text(rows[i].text, got, rows[i].want);
        free(got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(takes_every_form)};
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
