/* Characters as a reader sees them, and what is kept of text from outside. */
#include "../check.h"

#include "base/utf8.h"

static void bytes_that_are_not_utf8_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *row, *bytes;
        bool is_valid;
    } rows[] = {
        {"empty", "", true},
        {"one to four bytes", "aệ€👍", true},
        {"the last code point", "\xF4\x8F\xBF\xBF", true},
        {"a byte of continuation alone", "\x80", false},
        {"cut after a lead", "a\xE1\xBB", false},
        {"overlong slash", "\xC0\xAF", false},
        {"overlong of three", "\xE0\x80\xAF", false},
        {"surrogate", "\xED\xA0\x80", false},
        {"above U+10FFFF", "\xF4\x90\x80\x80", false},
        {"never a byte of UTF-8", "\xFF", false},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_number(rows[i].row, utf8_is_valid(rows[i].bytes, strlen(rows[i].bytes)),
                     rows[i].is_valid);
}

static void every_code_point_comes_back(void **state) {
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char bytes[4];
        uint32_t back = 0;
        size_t len = utf8_encode(c, bytes);
        if (c >= 0xD800 && c <= 0xDFFF) {
            assert_int_equal(len, 0);
            continue;
        }
        if (utf8_decode(bytes, len, &back) != len || back != c)
            check_number("code point", back, c);
        assert_int_equal(utf8_decode(bytes, len - 1, &back), 0);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0x110000, bytes), 0);
}

/* Common letters take a shorter way through the code. */
static void both_ways_of_composing_agree(void **state) {
    (void)state;
    for (uint32_t c = ' '; c <= 0xFFFF; c++) {
        char bytes[4];
        size_t len = utf8_encode(c, bytes);
        char *parted = len > 0 ? utf8_to_nfd(bytes, len) : NULL;
        if (!parted)
            continue;
        char *composed = utf8_to_nfc(bytes, len);
        char *again = utf8_to_nfc(parted, strlen(parted));
        char *clean = utf8_clean(bytes, len, true);
        if (strcmp(composed, again) != 0 || (*clean && strcmp(clean, composed) != 0))
            fail_msg("U+%04X", c);
        free(parted);
        free(composed);
        free(again);
        free(clean);
    }
}

static void a_character_is_what_a_reader_counts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {
        {"", 0},
        {"Nguyễn", 6},
        {"Nguye\xCC\x82\xCC\x83n", 6}, // decomposed
        {"👨‍👩‍👧", 1},
        {"🇻🇳🇻🇳", 2},
        {"e\xCC\x81\xCC\xA3\xCC\x82\xCC\x80", 1},
        {"a\r\nb", 3},
        {"각", 1},
        {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 1}, // the same in jamo
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_number(rows[i].text, (long long)utf8_count(rows[i].text), (long long)rows[i].count);
}

static void the_caret_moves_by_characters(void **state) {
    (void)state;
    const char *text = "ộo\xCC\x82🇻🇳n";
    const size_t stops[] = {0, 3, 6, 14, 15};
    for (size_t i = 0; i + 1 < check_items(stops); i++) {
        check_number("next", (long long)utf8_next(text, stops[i]), (long long)stops[i + 1]);
        check_number("prev", (long long)utf8_prev(text, stops[i + 1]), (long long)stops[i]);
        check_number("offset", (long long)utf8_offset(text, i), (long long)stops[i]);
    }
    assert_int_equal(utf8_next(text, 15), 15);
    assert_int_equal(utf8_prev(text, 0), 0);
    assert_int_equal(utf8_offset(text, 99), 15);
}

static void both_normal_forms(void **state) {
    (void)state;
    const char *composed = "Đặng Thị Hường",
               *decomposed = "Đa\xCC\xA3\xCC\x86ng Thi\xCC\xA3 Hu\xCC\x9Bo\xCC\x9B\xCC\x80ng";
    char *nfc = utf8_to_nfc(decomposed, strlen(decomposed));
    char *nfd = utf8_to_nfd(composed, strlen(composed));
    assert_string_equal(nfc, composed);
    assert_string_equal(nfd, decomposed);
    free(nfc);
    free(nfd);
    assert_null(utf8_to_nfc("\xFF", 1));
    assert_null(utf8_to_nfd("\xFF", 1));
}

static void text_from_outside_is_cleaned(void **state) {
    (void)state;
    static const struct {
        const char *raw, *line, *lines; // as one line, and with line ends kept
    } rows[] = {
        {"  Nguyễn   Văn\tA ", "Nguyễn Văn A", "Nguyễn Văn A"},
        {"một \r\n\r\n hai", "một hai", "một\nhai"},
        {"một\xE2\x80\xA8hai", "một hai", "một\nhai"}, // line separator
        {"a\xC2\xA0\xE3\x80\x80"
         "b",
         "a b", "a b"}, // spaces of other kinds
        {"a\x01\x7F\xC2\x9F"
         "b\x1B[31m",
         "ab[31m", "ab[31m"}, // control
        {"ab\xE2\x80\xAE\xE2\x80\x8D\xEF\xBB\xBF"
         "c",
         "abc", "abc"}, // direction, joiner, BOM
        {"a\xEE\x80\x80\xEF\xBF\xBE\xEF\xB7\x90"
         "b",
         "ab", "ab"},                        // private, noncharacters
        {"e\xE2\x80\x8B\xCC\x82", "ê", "ê"}, // composed after the space of no width is gone
        {"\n\t ", "", ""},
        {"\xCC\x83" // marks of no letter
         "a \xE0\xB8\xB4 b\n\xCC\x83",
         "a b", "a b"},
        {" \xCC\x83", "", ""},
        {"👍 tốt", "👍 tốt", "👍 tốt"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *line = utf8_clean(rows[i].raw, strlen(rows[i].raw), false);
        char *lines = utf8_clean(rows[i].raw, strlen(rows[i].raw), true);
        check_text(rows[i].raw, line, rows[i].line);
        check_text(rows[i].raw, lines, rows[i].lines);
        char *again = utf8_clean(lines, strlen(lines), true);
        check_text("cleaned twice", again, lines);
        check_number("counted as cleaned", (long long)utf8_count_clean(rows[i].raw),
                     (long long)utf8_count(line));
        free(again);
        free(lines);
        free(line);
    }
    assert_null(utf8_clean("a\xFF", 2, false));
    char *with_nul = utf8_clean("a\0b", 3, false);
    assert_string_equal(with_nul, "ab");
    free(with_nul);
}

static void letters_marks_and_cases(void **state) {
    (void)state;
    assert_true(utf8_is_letter(0x1EC7)); // ệ
    assert_true(utf8_is_letter(0x111));
    assert_false(utf8_is_letter('1'));
    assert_false(utf8_is_letter(0x301));
    assert_true(utf8_is_mark(0x301));
    assert_false(utf8_is_mark('a'));
    assert_true(utf8_is_digit('7'));
    assert_true(utf8_is_digit(0x0661));
    assert_false(utf8_is_digit(0xB2)); // superscript two
    assert_int_equal(utf8_to_upper(0x1EC7), 0x1EC6);
    assert_int_equal(utf8_to_lower(0x110), 0x111);
    assert_int_equal(utf8_to_upper('7'), '7');
}

/* What the screen counts before it sends is what the store counts when it has cleaned it; and a
 * text that was cleaned stays as it is. */
static void counted_before_as_after(void **state) {
    (void)state;
    static const char *const parts[] = {"a",      "ệ",      " ",      "\n",     "\t",     "\u0303",
                                        "\u0e34", "\u200b", "\u200d", "\ue000", "\u00a0", "."};
    uint32_t seed = 20230512;
    for (int line = 0; line < 20000; line++) {
        char raw[64] = "";
        for (int i = 0; i < 8; i++) {
            seed = seed * 1664525 + 1013904223;
            strcat(raw, parts[(seed >> 16) % check_items(parts)]);
        }
        for (int keeps_lines = 0; keeps_lines <= 1; keeps_lines++) {
            char *clean = utf8_clean(raw, strlen(raw), keeps_lines);
            char *again = utf8_clean(clean, strlen(clean), keeps_lines);
            check_number(raw, (long long)utf8_count_clean(raw), (long long)utf8_count(clean));
            check_text(raw, again, clean);
            free(again);
            free(clean);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_are_not_utf8_are_refused),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(both_ways_of_composing_agree),
        cmocka_unit_test(a_character_is_what_a_reader_counts),
        cmocka_unit_test(the_caret_moves_by_characters),
        cmocka_unit_test(both_normal_forms),
        cmocka_unit_test(text_from_outside_is_cleaned),
        cmocka_unit_test(counted_before_as_after),
        cmocka_unit_test(letters_marks_and_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
