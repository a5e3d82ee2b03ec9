/* Slip codes: every single wrong letter and every swap of neighbours is caught (contract 1.0). */
#include "../check.h"

#include "base/crypto.h"
#include "model/code.h"

#define CODES 3000

/* The eight letters of a valid code. */
static bool letters_of(const char *code, char *out) {
    if (!code_is_valid(code, NULL))
        return false;
    const char *dash = strchr(code, '-');
    memcpy(out, dash + 1, 4);
    memcpy(out + 4, dash + 6, 5);
    return true;
}

static int start(void **state) {
    (void)state;
    return crypto_start() ? 0 : -1;
}

static void known_letters_agree(void **state) {
    (void)state;
    // By hand: A has the value 8, so seven times A is 8 * 28 = 224 = 7 (mod 31), and
    // 8 * c8 = 24 (mod 31) for c8 = 3, the symbol 5.
    assert_true(code_letters_agree("AAAAAAA5"));
    assert_false(code_letters_agree("AAAAAAA4"));
    assert_true(code_letters_agree("22222222")); // all of value 0
    static const char *const wrong[] = {"",         "2222222",  "222222222",  "2222222O",
                                        "2222222a", "2222-222", "2222222\xC3"};
    for (size_t i = 0; i < check_items(wrong); i++)
        check_number(wrong[i], code_letters_agree(wrong[i]), false);
}

static void every_single_wrong_letter_is_caught(void **state) {
    (void)state;
    for (int round = 0; round < CODES; round++) {
        char code[CODE_TEXT_MAX], letters[CODE_LETTERS + 1];
        code_make("HP", code);
        check_number(code, code_is_valid(code, "HP"), true);
        assert_true(letters_of(code, letters));
        for (int at = 0; at < CODE_LETTERS; at++) {
            char right = letters[at];
            for (const char *symbol = CODE_SYMBOLS; *symbol; symbol++) {
                letters[at] = *symbol;
                if (code_letters_agree(letters) != (*symbol == right))
                    check_text("accepted", letters, code);
            }
            letters[at] = right;
        }
    }
}

static void every_swap_of_neighbours_is_caught(void **state) {
    (void)state;
    for (int round = 0; round < CODES; round++) {
        char code[CODE_TEXT_MAX], letters[CODE_LETTERS + 1];
        code_make("HP", code);
        assert_true(letters_of(code, letters));
        for (int at = 0; at + 1 < CODE_LETTERS; at++) {
            char first = letters[at], second = letters[at + 1];
            letters[at] = second;
            letters[at + 1] = first;
            if (code_letters_agree(letters) != (first == second))
                check_text("accepted", letters, code);
            letters[at] = first;
            letters[at + 1] = second;
        }
    }
}

static void every_symbol_comes_up_in_every_place(void **state) {
    (void)state;
    bool seen[CODE_LETTERS][128] = {{false}};
    for (int round = 0; round < CODES; round++) {
        char code[CODE_TEXT_MAX], letters[CODE_LETTERS + 1];
        code_make("HP", code);
        assert_true(letters_of(code, letters));
        for (int at = 0; at < CODE_LETTERS; at++)
            seen[at][(unsigned char)letters[at]] = true;
    }
    for (int at = 0; at < CODE_LETTERS; at++)
        for (const char *symbol = CODE_SYMBOLS; *symbol; symbol++)
            if (!seen[at][(unsigned char)*symbol])
                fail_msg("place %d never had %c", at + 1, *symbol);
}

static void the_whole_form(void **state) {
    (void)state;
    static const struct {
        const char *code, *prefix;
        bool is_valid;
    } rows[] = {
        {"HP-AAAA-AAA5", "HP", true},
        {"HP-AAAA-AAA5", NULL, true},
        {"HP-AAAA-AAA5", "HQ", false},
        {"12345678-2222-2222", NULL, true},
        {"123456789-2222-2222", NULL, false},
        {"-2222-2222", NULL, false},
        {"hp-2222-2222", NULL, false},
        {"H_-2222-2222", NULL, false},
        {"HP-22222222", NULL, false},
        {"HP-2222-22222", NULL, false},
        {"HP-2222-222", NULL, false},
        {"HP-222-22222", NULL, false},
        {"HP 2222 2222", NULL, false},
        {"HP-AAAA-AAA4", NULL, false},
        {"HP", NULL, false},
        {"", NULL, false},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_number(rows[i].code, code_is_valid(rows[i].code, rows[i].prefix), rows[i].is_valid);
    char code[CODE_TEXT_MAX], letters[CODE_LETTERS + 1] = "kept";
    code_format("ABCDEFGH", "AAAAAAA5", code);
    assert_string_equal(code, "ABCDEFGH-AAAA-AAA5");
    assert_false(letters_of("HP-AAAA-AAA4", letters));
    assert_string_equal(letters, "kept");
}

static void a_code_is_read_as_it_is_typed(void **state) {
    (void)state;
    static const struct {
        const char *typed, *prefix, *code; // NULL: it is none
    } rows[] = {
        {"HP-2345-6789", NULL, "HP-2345-6789"},
        {"hp-abcd-efgh", NULL, "HP-ABCD-EFGH"},
        {"hpabcdefgh", NULL, "HP-ABCD-EFGH"},
        {" hp abcd  efgh ", NULL, "HP-ABCD-EFGH"},
        {"HP\xe2\x80\x93"
         "ABCD\xe2\x80\x91"
         "EFGH",
         NULL, "HP-ABCD-EFGH"},
        {"abcd efgh", "HP", "HP-ABCD-EFGH"},
        {"abcd efgh", NULL, NULL},
        {"ABCDEFGH-2222-3333", "HP", "ABCDEFGH-2222-3333"},
        {"ABCDEFGHX-2222-3333", "HP", NULL},
        {"HP-222-3333", NULL, "H-P222-3333"}, // as good as any: nobody has it
        {"2222-333", "HP", NULL},
        {"HP-ABCD-ÊFGH", NULL, NULL},
        {"HP-ABCD-EFGH\xe2\x80", NULL, NULL},
        {"HP_ABCD_EFGH", NULL, NULL},
        {"", "HP", NULL},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char code[CODE_TEXT_MAX] = "kept";
        check_number(rows[i].typed, code_read_typed(rows[i].typed, rows[i].prefix, code),
                     rows[i].code != NULL);
        check_text(rows[i].typed, code, rows[i].code ? rows[i].code : "kept");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_letters_agree),
        cmocka_unit_test(every_single_wrong_letter_is_caught),
        cmocka_unit_test(every_swap_of_neighbours_is_caught),
        cmocka_unit_test(every_symbol_comes_up_in_every_place),
        cmocka_unit_test(the_whole_form),
        cmocka_unit_test(a_code_is_read_as_it_is_typed),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
