/* What LibreOffice makes of the list for the council: the Vietnamese is right, numbers are numbers,
 * and it comes out on paper across. */
#include "../office/rounds.h"

static struct cases cases;

static int start(void **state) {
    (void)state;
    cases_start(&cases);
    rounds_forward(&cases, "Nguyễn Văn Ỷ");
    rounds_forward(&cases, "Đặng Thị Ường");
    return 0;
}

static int stop(void **state) {
    (void)state;
    cases_stop(&cases);
    return 0;
}

/* What the clerk is handed, as a file in the test's own folder; its path is the caller's. */
static char *save(const char *address, const char *name) {
    check_number(address, browser_get(&cases.clerk, address), 200);
    char *path = path_join(cases.office.folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    const struct strbuf *body = &cases.clerk.reply.body;
    assert_int_equal(fwrite(strbuf_text(body), 1, body->len, file), body->len);
    fclose(file);
    return path;
}

/* Asked by hand LibreOffice sees the BOM and proposes this by itself. */
#define UTF8_CSV "Text - txt - csv (StarCalc):44,34,76"

/* Reads `path` with LibreOffice and writes it as `kind`, beside it; the text is the caller's. */
static char *convert(const char *path, const char *kind, const char *made) {
    bool is_csv = strstr(path, ".csv") != NULL;
    char *command = xasprintf("soffice -env:UserInstallation=file://%s/libreoffice --headless "
                              "%s --convert-to '%s' --outdir %s %s >%s/libreoffice.log 2>&1",
                              cases.office.folder, is_csv ? "--infilter='" UTF8_CSV "'" : "", kind,
                              cases.office.folder, path, cases.office.folder);
    check_number(command, system(command), 0);
    char *out = path_join(cases.office.folder, made), *text = NULL;
    assert_true(path_read(out, 64u << 20, &text, NULL));
    free(out);
    free(command);
    return text;
}

static void expect(const char *text, const char *what) {
    if (!strstr(text, what))
        fail_msg("\"%s\" is not in:\n%s", what, text);
}

#define AS_CSV "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

static void libreoffice_reads_the_spreadsheet(void **state) {
    (void)state;
    static const char *const texts[] = {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ HỒNG PHONG",
        "BẢNG TỔNG HỢP",
        "DỰ THẢO",
        "Họ và tên (tên tập thể, gia đình)",
        "III",
        "Tổng cộng: 0 tập thể, 0 cá nhân, 2 gia đình, nông dân, người lao động.",
        "1,Bà Đặng Thị Ường,1971,Làm ruộng,",
        "2,Bà Nguyễn Văn Ỷ,1971,Làm ruộng,",
        "Hiến đất làm đường.",
        "TM. HỘI ĐỒNG",
    };
    char *path = save("/office/council/list.xlsx", "list.xlsx");
    char *csv = convert(path, AS_CSV, "list-Sheet1.csv");
    for (size_t i = 0; i < check_items(texts); i++)
        expect(csv, texts[i]);
    free(csv);
    csv = convert(path, "fods", "list.fods"); // and as what: numbers, texts
    expect(csv, "office:value-type=\"float\" office:value=\"1971\"");
    expect(csv, "office:value-type=\"float\" office:value=\"2\"");
    expect(csv, "style:print-orientation=\"landscape\"");
    expect(csv, "Times New Roman");
    free(csv);
    free(path);
}

static void libreoffice_reads_the_csv(void **state) {
    (void)state;
    char *path = save("/office/council/list.csv", "plain.csv");
    char *text = convert(path, "fods:OpenDocument Spreadsheet Flat XML", "plain.fods");
    expect(text, "Đặng Thị Ường");
    expect(text, "Gia đình, nông dân, người lao động");
    expect(text, "office:value=\"1971\"");
    free(text);
    free(path);
}

/* A page of A4 across, and all of it on one in width. */
static void it_comes_out_on_paper(void **state) {
    (void)state;
    char *path = save("/office/council/list.xlsx?for=higher", "higher.xlsx");
    free(convert(path, "pdf", "higher.pdf"));
    free(path);
    path = save("/office/council/list.xlsx", "paper.xlsx");
    free(convert(path, "pdf", "paper.pdf"));
    char *command = xasprintf("pdfinfo %s/paper.pdf | grep -E 'Page size: +84[12].*595' >/dev/null",
                              cases.office.folder);
    check_number("A4 across", system(command), 0);
    free(command);
    command = xasprintf("pdftotext -layout %s/paper.pdf - | grep -q 'Đặng Thị Ường'",
                        cases.office.folder);
    check_number("its text", system(command), 0);
    free(command);
    command = xasprintf("mkdir -p build/release/tests/output/web && pdftoppm -r 80 -png -f 1 -l 1 "
                        "%s/paper.pdf build/release/tests/output/web/council-xlsx",
                        cases.office.folder);
    check_number("picture", system(command), 0);
    free(command);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libreoffice_reads_the_spreadsheet),
        cmocka_unit_test(libreoffice_reads_the_csv),
        cmocka_unit_test(it_comes_out_on_paper),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
