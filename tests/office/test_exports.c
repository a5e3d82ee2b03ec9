/* The list for the council, handed out: its rows in their order, CSV by the letter, who may have
 * it. What LibreOffice makes of the files is shown in tests/browser/test_exports.c. */
#include "rounds.h"

#include "office/export_council.h"
#include "records/dossier_rules.h"

static struct cases cases;

static int start(void **state) {
    (void)state;
    cases_start(&cases);
    return 0;
}

static int stop(void **state) {
    (void)state;
    cases_stop(&cases);
    return 0;
}

static void csv_is_by_the_letter(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"Nguyễn Văn A", "Nguyễn Văn A"},
        {"", ""},
        {"một, hai", "\"một, hai\""},
        {"nói \"được\"", "\"nói \"\"được\"\"\""},
        {"hai\ndòng", "\"hai\ndòng\""},
        {"=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""},
        {"+84 912", "'+84 912"},
        {"-1", "'-1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"a=b", "a=b"},
        {"5/5", "5/5"},
    };
    const struct dossier_column column = {.label = "Tên, họ"};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct export_row row = {.kind = EXPORT_ENTRY};
        row.cells[0].text = (char *)rows[i].text;
        const struct export_list list = {
            .columns = {&column}, .column_count = 1, .rows = &row, .row_count = 1};
        size_t len;
        char *csv = export_csv(&list, &len);
        char *want = xasprintf("\xEF\xBB\xBF\"Tên, họ\"\r\n%s\r\n", rows[i].want);
        check_text(rows[i].text, csv, want);
        check_number(rows[i].text, (long long)len, (long long)strlen(want));
        free(want);
        free(csv);
    }
}

static const char *body(const struct browser *b) {
    return strbuf_text(&b->reply.body);
}

static const char *place(const char *what, const char *text) {
    const char *at = strstr(text, what);
    if (!at)
        print_error("\"%s\" is not in:\n%s\n", what, text);
    assert_non_null(at);
    return at;
}

static void rows_stand_in_the_order_of_the_list(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    rounds_forward(&cases, "Vũ Thị B");
    rounds_forward(&cases, "Hoàng Văn Â");
    check_number("csv", browser_get(clerk, "/office/council/list.csv"), 200);
    check_text("type", reply_header(&clerk->reply, "Content-Type"), "text/csv; charset=utf-8");
    place("attachment", reply_header(&clerk->reply, "Content-Disposition"));
    const char *csv = body(clerk);
    assert_memory_equal(csv, "\xEF\xBB\xBFSTT,", 7);
    place("Họ và tên (tên tập thể, gia đình)", csv);
    const char *part = place("A,GIẤY KHEN CỦA CHỦ TỊCH UBND XÃ", csv);
    const char *subpart = place("III,\"Gia đình, nông dân, người lao động\"", part);
    const char *first = place("\r\n1,", subpart); // â before b
    assert_true(strncmp(first, "\r\n1,Bà Hoàng Văn Â,1971,Làm ruộng,", 20) == 0);
    const char *second = place("\r\n2,Bà Vũ Thị B,1971,Làm ruộng,", first);
    place(",3,", second); // its area
    place(",5/5,Giấy khen xã,Đủ tiêu chuẩn.,", second);
    assert_null(strstr(csv, "0912345678"));

    check_number("for higher", browser_get(clerk, "/office/council/list.csv?for=higher"), 200);
    assert_null(strstr(body(clerk), "Ý kiến thẩm định"));
    assert_null(strstr(body(clerk), "Hội đồng (đồng ý/dự họp)"));
    assert_null(strstr(body(clerk), "Vũ Thị B")); // the commune decides that itself
}

static void the_print_page_is_a_document(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    static const char *const texts[] = {
        "ỦY BAN NHÂN DÂN",
        "XÃ HỒNG PHONG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hồng Phong, ngày      tháng      năm 20",
        "BẢNG TỔNG HỢP",
        "Đề nghị khen thưởng Phong trào thi đua đặc biệt",
        "DỰ THẢO",
        "Tổng cộng: 0 tập thể, 0 cá nhân, 2 gia đình",
        "NGƯỜI LẬP BẢNG",
        "TM. HỘI ĐỒNG",
        "CHỦ TỊCH HỘI ĐỒNG",
        "Nơi nhận:",
    };
    check_number("page", browser_get(clerk, "/office/council/print"), 200);
    for (size_t i = 0; i < check_items(texts); i++)
        place(texts[i], body(clerk));
    assert_null(strstr(body(clerk), "Kèm theo Tờ trình"));
    check_number("for higher", browser_get(clerk, "/office/council/print?for=higher"), 200);
    place("Kèm theo Tờ trình", body(clerk));
    place("TM. ỦY BAN NHÂN DÂN", body(clerk));
    check_number("the council has it", browser_get(&cases.council, "/office/council/print"), 200);
    check_number("no other kind", browser_get(clerk, "/office/council/list.doc"), 404);
}

static void the_spreadsheet_is_one(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    check_number("xlsx", browser_get(clerk, "/office/council/list.xlsx"), 200);
    assert_true(clerk->reply.body.len > 4000);
    assert_memory_equal(body(clerk), "PK\x03\x04", 4);
    char *left = xasprintf("ls %s | grep export-", cases.office.data);
    assert_int_not_equal(system(left), 0); // nothing is left lying about
    free(left);
}

static void programs_ask_with_an_officers_session(void **state) {
    (void)state;
    struct browser nobody;
    check_number("csv", browser_get(&cases.clerk, "/v1/exports/council.csv"), 200);
    assert_memory_equal(body(&cases.clerk), "\xEF\xBB\xBFSTT,", 7);
    check_number("none", browser_get(&cases.clerk, "/v1/exports/all.csv"), 404);
    place("problem+json", reply_header(&cases.clerk.reply, "Content-Type"));
    check_number("not theirs", browser_get(&cases.culture, "/v1/exports/council.csv"), 403);
    browser_open(&nobody, &cases.office, "");
    check_number("nobody", browser_get(&nobody, "/v1/exports/council.csv"), 401);
    browser_close(&nobody);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_by_the_letter),
        cmocka_unit_test(rows_stand_in_the_order_of_the_list),
        cmocka_unit_test(the_print_page_is_a_document),
        cmocka_unit_test(the_spreadsheet_is_one),
        cmocka_unit_test(programs_ask_with_an_officers_session),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
