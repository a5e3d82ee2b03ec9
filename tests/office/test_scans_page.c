/* Papers scanned into a dossier: the real program on loopback. */
#include "cases.h"

#include <dirent.h>

#define PDF "%PDF-1.4\nb\0i\xffn\n%%EOF\n"
#define PDF_LEN (sizeof PDF - 1)

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

/* A multipart POST as this browser; `bytes` NULL: no file was chosen. */
static long send_file(struct browser *b, const char *id, const char *kind, const void *bytes,
                      size_t len) {
    char *path = xasprintf("/office/dossiers/%s/scans", id);
    char *note = xasprintf("/office/dossiers/%s/note", id);
    char *version = xstrdup(form_value(b, note, "version"));
    char *event_id = xstrdup(form_value(b, note, "event_id"));
    long status = browser_post_file(b, path,
                                    (const char *const[]){"version", version, "event_id", event_id,
                                                          "kind", kind, "date", "1/6/2023", NULL},
                                    bytes, len);
    free(event_id);
    free(version);
    free(note);
    free(path);
    return status;
}

static int count_files(const char *dossier_id) {
    char *folder = xasprintf("%s/papers/%s", cases.office.data, dossier_id);
    DIR *files = opendir(folder);
    int count = 0;
    for (struct dirent *entry; files && (entry = readdir(files));)
        count += entry->d_name[0] != '.';
    if (files)
        closedir(files);
    free(folder);
    return count;
}

static char *scan_path(const char *id) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(PDF, PDF_LEN, sha256);
    return xasprintf("/office/dossiers/%s/scans/%s", id, sha256);
}

static void a_paper_goes_in_and_comes_out_the_same(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Nguyễn Văn Giấy");
    char *path = scan_path(slip.id);
    case_get(clerk, slip.id);
    check_number("sent", send_file(clerk, slip.id, "report", PDF, PDF_LEN), 303);
    case_get(clerk, slip.id);
    check_number("listed", browser_sees(clerk, path), true);
    check_number("by its kind", browser_sees(clerk, "Báo cáo thành tích</a>, 1/6/2023"), true);
    check_number("in the log", browser_sees(clerk, "Thêm giấy tờ"), true);
    check_number("opened", browser_get(clerk, path), 200);
    check_number("as long", (long long)clerk->reply.body.len, PDF_LEN);
    assert_memory_equal(clerk->reply.body.text, PDF, PDF_LEN);
    char *name = xasprintf("attachment; filename=\"%s-report.pdf\"", slip.code);
    check_text("named", reply_header(&clerk->reply, "Content-Disposition"), name);
    check_text("runs nowhere", reply_header(&clerk->reply, "Content-Security-Policy"),
               "sandbox; default-src 'none'");
    check_text("not guessed", reply_header(&clerk->reply, "X-Content-Type-Options"), "nosniff");
    check_number("the council not yet", browser_get(&cases.council, path), 404);
    check_number("chairman", browser_get(&cases.chair, path), 200);
    browser_get(&cases.chair, "/office/audit");
    check_number("who opened it is in the journal",
                 browser_sees(&cases.chair, "Mở giấy tờ trong hồ sơ"), true);

    case_get(clerk, slip.id);
    check_number("taken out",
                 browser_post(clerk, path, "version", form_value(clerk, path, "version"),
                              "event_id", form_value(clerk, path, "event_id")),
                 303);
    check_number("gone", browser_get(clerk, path), 404);
    check_number("its file, too", count_files(slip.id), 0);
    free(name);
    free(path);
}

static void what_is_no_paper_is_refused(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Trần Văn Tệp");
    static char large[9 * 1024 * 1024] = "%PDF-1.7";
    static const struct {
        const char *name, *kind, *bytes;
        size_t len;
        long want;
        const char *told;
    } rows[] = {
        {"nothing", "report", NULL, 0, 422, "Xin chọn tệp."},
        {"a page", "report", "<script>alert(1)</script>", 25, 422, "không phải PDF, JPEG hay PNG"},
        {"no kind", "secret", PDF, PDF_LEN, 422, "không có trong nội dung"},
        {"too large", "report", large, sizeof large, 413, "quá dài"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        case_get(clerk, slip.id);
        check_number(rows[i].name,
                     send_file(clerk, slip.id, rows[i].kind, rows[i].bytes, rows[i].len),
                     rows[i].want);
        check_number(rows[i].name, browser_sees(clerk, rows[i].told), true);
    }
    check_number("nothing is left", count_files(slip.id), 0);
    case_get(&cases.chair, slip.id);
    check_number("the wrong role", send_file(&cases.chair, slip.id, "report", PDF, PDF_LEN), 403);
    struct browser nobody;
    browser_open(&nobody, &cases.office, "");
    check_number("nobody", send_file(&nobody, slip.id, "report", PDF, PDF_LEN), 303);
    check_number("nobody with much", send_file(&nobody, slip.id, "report", large, sizeof large),
                 413);
    browser_close(&nobody);
    check_number("still nothing", count_files(slip.id), 0);
}

static void papers_go_with_what_is_erased(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Đinh Văn Xóa");
    char *erase = xasprintf("/office/dossiers/%s/erase", slip.id), *path = scan_path(slip.id);
    case_get(clerk, slip.id);
    check_number("sent", send_file(clerk, slip.id, "other", PDF, PDF_LEN), 303);
    check_number("kept", count_files(slip.id), 1);
    check_number("ask", case_do(clerk, slip.id, "erase", "x", "y"), 200);
    check_number("erased",
                 browser_post(clerk, erase, "version", form_value(clerk, erase, "version"),
                              "event_id", form_value(clerk, erase, "event_id"), "sure", slip.code),
                 303);
    check_number("no file", count_files(slip.id), 0);
    check_number("no answer", browser_get(clerk, path), 404);
    free(path);
    free(erase);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_goes_in_and_comes_out_the_same),
        cmocka_unit_test(what_is_no_paper_is_refused),
        cmocka_unit_test(papers_go_with_what_is_erased),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
