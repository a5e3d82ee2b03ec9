/* From how it is written to how it is said, with the tables that ship; and where sentences end. */
#include "../check.h"

#include "base/utf8.h"
#include "sound/sentence.h"
#include "sound/spoken.h"

static struct spoken *load(const char *lang) {
    char path[64], *why = NULL;
    snprintf(path, sizeof path, "assets/spoken/%s.json", lang);
    struct spoken *spoken = spoken_load(path, &why);
    if (!spoken)
        print_error("%s\n", why);
    assert_non_null(spoken);
    return spoken;
}

static void test_vietnamese(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"hiến 320 m² đất ruộng.", "hiến 320 mét vuông đất ruộng."},
        {"320m² và 1,2 km.", "320 mét vuông và 1,2 ki lô mét."},
        {"dài 1.500 m, rộng 3 m", "dài 1.500 mét, rộng 3 mét"},
        {"đạt 90%, giảm 5 %", "đạt 90 phần trăm, giảm 5 phần trăm"},
        {"Bằng khen của Chủ tịch UBND tỉnh", "Bằng khen của Chủ tịch ủy ban nhân dân tỉnh"},
        {"Hội đồng TĐKT, (UBND)", "Hội đồng thi đua, khen thưởng, (ủy ban nhân dân)"},
        {"đến 31/5/2023.", "đến ngày 31 tháng 5 năm 2023."},
        {"ngày 15/6 họp", "ngày 15 tháng 6 họp"},
        {"Tháng 3/2023", "Tháng 3 năm 2023"},
        {"15/6/1933 – 15/6/2023", "ngày 15 tháng 6 năm 1933 đến ngày 15 tháng 6 năm 2023"},
        {"tuổi 8–10", "tuổi 8 đến 10"},
        {"Chưa có mạng – máy vẫn dùng được", "Chưa có mạng , máy vẫn dùng được"},
        {"Gia đình nông dân · Thôn Nà A", "Gia đình nông dân , Thôn Nà A"},
        {"TP. Lạng Sơn, v.v.", "thành phố Lạng Sơn, vân vân"},
        {"32/5 và 1/13/2023", "32/5 và 1/13/2023"}, // no dates
        {"một\nhai", "một hai"},
        {"m² để không", "m² để không"}, // a unit follows a number
        {"", ""},
    };
    struct spoken *vi = load("vi");
    for (size_t i = 0; i < check_items(rows); i++) {
        char *got = spoken_text(vi, rows[i].text, strlen(rows[i].text));
        check_text(rows[i].text, got, rows[i].want);
        free(got);
    }
    spoken_destroy(vi);
}

static void test_english(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"gave 320 m² of land on 15/6/2023", "gave 320 square metres of land on 15 June 2023"},
        {"until 31/5", "until 31 May"},
        {"90% of 14 km", "90 percent of 14 kilometres"},
    };
    struct spoken *en = load("en");
    for (size_t i = 0; i < check_items(rows); i++) {
        char *got = spoken_text(en, rows[i].text, strlen(rows[i].text));
        check_text(rows[i].text, got, rows[i].want);
        free(got);
    }
    spoken_destroy(en);
}

static void test_codes(void **state) {
    (void)state;
    struct spoken *vi = load("vi"), *en = load("en");
    char *got = spoken_letters(vi, "HP-7K3M", 7);
    check_text("vi", got, "hát, pê, bảy, ca, ba, em mờ.");
    free(got);
    got = spoken_letters(en, "92WX", 4);
    check_text("en", got, "nine, two, W, X.");
    free(got);
    got = spoken_letters(NULL, "A-1", 3);
    check_text("without a table", got, "A, 1.");
    free(got);
    spoken_destroy(vi);
    spoken_destroy(en);
}

/* Every sign that a code may have has its name in Vietnamese. */
static void test_every_sign_of_a_code_has_a_name(void **state) {
    (void)state;
    struct spoken *vi = load("vi");
    for (const char *c = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"; *c; c++) {
        char same[8], *got = spoken_letters(vi, c, 1);
        snprintf(same, sizeof same, "%c.", *c);
        assert_string_not_equal(got, same);
        free(got);
    }
    spoken_destroy(vi);
}

static void test_a_table_that_is_not_there(void **state) {
    (void)state;
    char *why = NULL;
    assert_null(spoken_load("assets/spoken/xx.json", &why));
    assert_non_null(why);
    free(why);
    char *got = spoken_text(NULL, "320 m²", strlen("320 m²"));
    check_text("as written", got, "320 m²");
    free(got);
}

static void test_sentences(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *want; // with | between
    } rows[] = {
        {"Một câu. Hai câu! Ba câu? Bốn…", "Một câu.|Hai câu!|Ba câu?|Bốn…"},
        {"Bà bảo: “Mình cùng làm.” Ai cũng vui.", "Bà bảo: “Mình cùng làm.”|Ai cũng vui."},
        {"(Cũ.) Mới.", "(Cũ.)|Mới."},
        {"Dòng một\nDòng hai\n\nDòng ba", "Dòng một|Dòng hai|Dòng ba"},
        {"Góp đất,\ngóp công\nViệc khác", "Góp đất,\ngóp công|Việc khác"},
        {"đoạn đầu\n\nđoạn sau", "đoạn đầu|đoạn sau"},
        {"Từ 15/6 đến 31.5 dài 1,2 km. Xong.", "Từ 15/6 đến 31.5 dài 1,2 km.|Xong."},
        {"Về TP. Lạng Sơn họp. Về nhà.", "Về TP. Lạng Sơn họp.|Về nhà."},
        {"N. V. A đã về. Ông N. V. B chưa.", "N. V. A đã về.|Ông N. V. B chưa."},
        {"Quà của Nông Thị B. Bà không nhận.", "Quà của Nông Thị B.|Bà không nhận."},
        {"1. Yêu nước. 2. Đoàn kết.", "1. Yêu nước.|2. Đoàn kết."},
        {"Năm 2023. Hôm nay.", "Năm 2023.|Hôm nay."},
        {"Thật à?! Thật...", "Thật à?!|Thật..."},
        {"  Có khoảng trắng.  ", "Có khoảng trắng."},
        {"UBND.vn là địa chỉ", "UBND.vn là địa chỉ"},
        {"", ""},
        {" \n ", ""},
    };
    struct spoken *vi = load("vi");
    for (size_t i = 0; i < check_items(rows); i++) {
        char got[256] = "";
        size_t from, to;
        for (size_t at = 0; sentence_next(rows[i].text, vi, at, &from, &to); at = to) {
            assert_true(to > from);
            size_t used = strlen(got);
            snprintf(got + used, sizeof got - used, "%s%.*s", used ? "|" : "", (int)(to - from),
                     rows[i].text + from);
        }
        check_text(rows[i].text, got, rows[i].want);
    }
    spoken_destroy(vi);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vietnamese),
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_every_sign_of_a_code_has_a_name),
        cmocka_unit_test(test_a_table_that_is_not_there),
        cmocka_unit_test(test_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
