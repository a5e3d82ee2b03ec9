/* Names without their marks, and the order of Vietnamese names. */
#include "../check.h"

#include "base/fold.h"
#include "base/utf8.h"

static void words_lose_marks_and_case(void **state) {
    (void)state;
    static const struct {
        const char *text, *folded;
    } rows[] = {
        {"Đặng  Văn-Á.", "dang van a"},
        {"đĐðÐ", "dddd"},
        {"Ksor H'Nhuối", "ksor h nhuoi"},
        {"H’Mông", "h mong"},
        {"N.V.A", "n v a"},
        {"ƯỠNG ưỡng", "uong uong"},
        {"Đa\xCC\xA3\xCC\x86ng", "dang"}, // decomposed
        {"Tổ 5\xC2\xA0thôn 3", "to 5 thon 3"},
        {"NEAR(\"a*\" AND -b)", "near a and b"},
        {"", ""},
        {" . ", ""},
        {"a\xFF"
         "b\xE1\xBB",
         "a b"}, // bytes that are not UTF-8 part words, as all that is no letter
        {"\xCC\x81"
         "a",
         "a"},
        {"İstanbul ŁÓDŹ", "istanbul łodz"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *folded = fold_text(rows[i].text);
        check_text(rows[i].text, folded, rows[i].folded);
        char *again = fold_text(folded);
        check_text("folded twice", again, folded);
        free(again);
        free(folded);
    }
}

static int sign(int value) {
    return (value > 0) - (value < 0);
}

static void check_ladder(const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            char *decomposed = utf8_to_nfd(names[j], strlen(names[j]));
            char row[200];
            snprintf(row, sizeof row, "%s / %s", names[i], names[j]);
            check_number(row, sign(fold_compare_names(names[i], names[j])), sign((int)i - (int)j));
            check_number(row, sign(fold_compare_names(names[i], decomposed)),
                         sign((int)i - (int)j));
            free(decomposed);
        }
    }
}

static void names_stand_in_the_order_of_the_alphabet(void **state) {
    (void)state;
    static const char *const letters[] = {
        "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m",
        "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y",
    };
    static const char *const tones[] = {"ma", "mà", "mả", "mã", "má", "mạ"};
    static const char *const words[] = {
        // letters of the whole word first, its tones only then
        "Hoa", "Hòa", "Hóa", "Hoan", "Hoàn", "Hoang", "Hoàng", "Hoăng",
    };
    static const char *const names[] = {
        "Lê Văn An",   "Lê Văn Ánh",  "Lê Văn Ân", "Đặng Thị Bé", "Lê Thị Bé",
        "Nông Bé",     "Nông Thị Bé", "Lý Dung",   "Lý Dũng",     "Lý Đức",
        "Lỷ Văn Mạnh", // each word in its turn: hỏi before sắc, whatever follows
        "Lý Đức Mạnh", "Lý Văn Mạnh",
    };
    static const char *const others[] = {"", "Lý 5", "Lý A", "Nông A", "Nông Ae", "Lý Á Ă"};
    check_ladder(others, check_items(others));
    check_ladder(letters, check_items(letters));
    check_ladder(tones, check_items(tones));
    check_ladder(words, check_items(words));
    check_ladder(names, check_items(names));
}

static void case_only_breaks_ties(void **state) {
    (void)state;
    assert_true(fold_compare_names("Lý An", "lý an") < 0);
    assert_true(fold_compare_names("lý an", "Lý An") > 0);
    assert_true(fold_compare_names("lý an", "Lý Ba") < 0);
    assert_true(fold_compare_names("LÝ AN", "lỵ an") < 0);
    assert_int_equal(fold_compare_names("Lý An", "Lý  An."), 0);
}

static void a_tone_is_the_syllables(void **state) {
    (void)state;
    assert_int_equal(fold_compare_names("Lý Hòa", "Lý Hoà"), 0);
    assert_true(fold_compare_names("Lý Hòa", "Lý Hoá") < 0); // huyền before sắc, old or new style
    assert_true(fold_compare_names("Lý Hoà", "Lý Hóa") < 0);
    assert_true(fold_compare_names("Lý Thuý", "Lý Thụy") < 0);
    assert_true(fold_compare_names("Lý Hoà", "Nông Hòa") < 0); // the same: what follows decides
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_lose_marks_and_case),
        cmocka_unit_test(names_stand_in_the_order_of_the_alphabet),
        cmocka_unit_test(case_only_breaks_ties),
        cmocka_unit_test(a_tone_is_the_syllables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
