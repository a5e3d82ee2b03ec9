/* Tables from a spreadsheet: a dry run that names every row, then all of it or nothing. */
#include "contents.h"

#define HERE CONTENT "/import/honouree"
#define BOM "\xEF\xBB\xBF"

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

static long send_table(const char *path, const char *bytes, size_t len) {
    browser_get(&cases.culture, path);
    return browser_post_file(&cases.culture, path, (const char *const[]){NULL}, bytes, len);
}

static long apply(const char *path) {
    char *action = xasprintf("%s/apply", path), sha256[65], version[65];
    snprintf(sha256, sizeof sha256, "%s", form_value(&cases.culture, action, "sha256"));
    snprintf(version, sizeof version, "%s", form_value(&cases.culture, action, "version"));
    long status = browser_post(&cases.culture, action, "sha256", sha256, "version", version);
    free(action);
    return status;
}

static void good_tables_are_read_in_every_form(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const char *const rows[][2] = {
        {"comma", "name,group,level,unit_id\nĐặng Văn Phẩy,ca_nhan,xa,don-vi-01\n"},
        {"semicolon", BOM "Họ tên hoặc tên tập thể;Nhóm;Mức khen\r\n"
                          "\"Đặng Văn Chấm\";cá nhân;\"Giấy khen của Chủ tịch UBND xã\"\r\n"},
        {"tab", "name\tgroup\tlevel\nĐặng Văn Tab\tca_nhan\txa"},
        {"several lines", "name,group,level,achievement\n\"Đặng \"\"Văn\"\" Nháy\",ca_nhan,xa,"
                          "\"một\nhai, ba\"\n\n"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        check_number(rows[i][0], send_table(HERE, rows[i][1], strlen(rows[i][1])), 200);
        sees(rows[i][0], b, "Thêm: 1 · Sửa: 0 · Giữ nguyên: 0", true);
    }
    browser_get(b, CONTENT);
    sees("a look changes nothing", b, "Không có gì thay đổi", true);
}

static void a_table_goes_into_the_draft_whole(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const char table[] =
        "id,name,group,level,decision.number,decision.date,consent.how,consent.date\n"
        "guong-01,Tập thể Thôn Một,tap_the,tinh,,,,\n"
        ",Lý Thị Mới,ca_nhan,xa,7/QĐ-UBND,6/6/2023,ký giấy,1/6/2023\n"
        "guong-02,Tập thể Chi hội Phụ nữ Thôn 3,tap_the,huyen,,,,\n";
    check_number("looked at", send_table(HERE, table, strlen(table)), 200);
    sees("counted", b, "Thêm: 1 · Sửa: 1 · Giữ nguyên: 1", true);
    check_number("applied", apply(HERE), 303);
    browser_get(b, CONTENT);
    sees("changed", b, "Tập thể Thôn Một", true);
    sees("added", b, "Lý Thị Mới", true);
    check_number("the same again", send_table(HERE, table, strlen(table)), 200);
    sees("is no change", b, "Thêm: 0 · Sửa: 0 · Giữ nguyên: 3", true);
    check_number("published", contents_publish(b), 303);
    json_t *person = contents_find(&cases, "honourees", "Lý Thị Mới");
    check_text("as spreadsheets write days",
               jsonread_text(json_object_get(person, "decision"), "date", ""), "2023-06-06");
    json_decref(person);
    check_number("by name, without an id", send_table(HERE, table, strlen(table)), 200);
    sees("the same ones", b, "Giữ nguyên: 3", true);
}

static void the_gate_holds_for_tables(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const char table[] = "name,group,level\nVi Văn Thiếu,ca_nhan,xa\n";
    check_number("looked at", send_table(HERE, table, strlen(table)), 200);
    check_number("applied", apply(HERE), 303);
    check_number("not offered", contents_publish(b), 0);
    sees("what is missing", b, "Số quyết định", true);
    check_number("dropped", browser_post(b, CONTENT, "act", "drop-all"), 303);
}

static void a_draft_that_moved_is_shown_again(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const char table[] = "name,kind\nThôn Bảng,thon\n";
    const char *path = CONTENT "/import/unit";
    check_number("looked at", send_table(path, table, strlen(table)), 200);
    char sha256[65], version[65];
    snprintf(sha256, sizeof sha256, "%s", form_value(b, CONTENT "/import/unit/apply", "sha256"));
    snprintf(version, sizeof version, "%s", form_value(b, CONTENT "/import/unit/apply", "version"));
    check_number("meanwhile", CONTENTS_SAVE(b, CONTENT "/notice/new", "title", "Tin"), 303);
    check_number(
        "stale",
        browser_post(b, CONTENT "/import/unit/apply", "sha256", sha256, "version", version), 412);
    check_number("once more", apply(path), 303);
    check_number("dropped", browser_post(b, CONTENT, "act", "drop-all"), 303);
}

static void the_model_can_be_read_back(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const char *const topics[] = {"honouree", "project", "unit"};
    for (size_t i = 0; i < check_items(topics); i++) {
        char *path = xasprintf(CONTENT "/import/%s", topics[i]);
        char *model = xasprintf("%s/model", path);
        check_number(model, browser_get(b, model), 200);
        char *bytes = xstrdup(strbuf_text(&b->reply.body));
        check_number(path, send_table(path, bytes, strlen(bytes)), 200);
        sees(path, b, "Thêm: 0 · Sửa: 0", true);
        free(bytes);
        free(model);
        free(path);
    }
}

/* Each is refused whole, with its line. */
static void hostile_tables_change_nothing(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static char nul[] = "name,group,level\nA\0B,ca_nhan,xa\n";
    static const struct {
        const char *name, *bytes;
        size_t len;
        const char *want, *line;
    } rows[] = {
        {"no file", "", 0, "Xin chọn tệp", NULL},
        {"a heading alone", "name,group,level\n", 0, "không có dòng nào", NULL},
        {"NUL", nul, sizeof nul - 1, "ký tự điều khiển", "2"},
        {"not UTF-8", "name,group,level\n\xff\xfe,ca_nhan,xa\n", 0, "không phải UTF-8", "2"},
        {"UTF-16", "\xff\xfen\0a\0", 6, "không phải UTF-8", "1"},
        {"an open quote", "name,group,level\n\"A,ca_nhan,xa\n", 0, "nháy kép", "3"},
        {"a quote within", "name,group,level\nA\"B,ca_nhan,xa\n", 0, "nháy kép", "2"},
        {"behind a quote", "name,group,level\n\"A\"B,ca_nhan,xa\n", 0, "nháy kép", "2"},
        {"a formula", "name,group,level\n=HYPERLINK(1),ca_nhan,xa\n", 0, "công thức", "2"},
        {"another", "name,group,level\nA,ca_nhan,xa\n+cmd|' /C calc'!A0,ca_nhan,xa\n", 0,
         "công thức", "3"},
        {"an unknown column", "name,group,level,mật khẩu\nA,ca_nhan,xa,1\n", 0, "tên cột", "1"},
        {"a column twice", "name,name,group,level\nA,B,ca_nhan,xa\n", 0, "Trùng", "1"},
        {"an id twice", "id,name,group,level\na-1,A,ca_nhan,xa\na-1,B,ca_nhan,xa\n", 0, "Trùng",
         "3"},
        {"a name twice", "name,group,level\nA,ca_nhan,xa\na,ca_nhan,xa\n", 0, "Trùng", "3"},
        {"a path", "id,name,group,level\n../../x,A,ca_nhan,xa\n", 0, "Mã chỉ gồm", "2"},
        {"too many cells", "name,group,level\nA,ca_nhan,xa,more\n", 0, "nhiều ô hơn", "2"},
        {"no name", "name,group,level\nA,ca_nhan,xa\n,ca_nhan,xa\n", 0, "Xin điền", "3"},
        {"no such level", "name,group,level\nA,ca_nhan,trung ương\n", 0, "Mục đã chọn", "2"},
        {"no day", "name,group,level,decision.date\nA,ca_nhan,xa,31/2/2023\n", 0, "Ngày chưa đúng",
         "2"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        size_t len = rows[i].len ? rows[i].len : strlen(rows[i].bytes);
        check_number(rows[i].name, send_table(HERE, rows[i].bytes, len), 422);
        sees(rows[i].name, b, rows[i].want, true);
        if (rows[i].line) {
            char *cell =
                xasprintf("<td class=\"number\" data-label=\"Dòng\">%s</td>", rows[i].line);
            sees(rows[i].name, b, cell, true);
            free(cell);
        }
        sees(rows[i].name, b, "import/honouree/apply", false);
    }
    browser_get(b, CONTENT);
    sees("nothing changed", b, "Không có gì thay đổi", true);
}

static void huge_tables_are_refused(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    struct strbuf table = {.text = NULL};
    strbuf_add_text(&table, "name,group,level\n");
    for (int i = 0; i < 100000; i++)
        strbuf_addf(&table, "A%d,ca_nhan,xa\n", i);
    check_number("100,000 rows", send_table(HERE, table.text, table.len), 422);
    sees("why", b, "Nhiều dòng quá", true);
    strbuf_reset(&table);
    strbuf_add_text(&table, "name,group,level\n");
    for (int i = 0; i < 40000; i++)
        strbuf_add_char(&table, 'A');
    strbuf_add_text(&table, ",ca_nhan,xa\n");
    check_number("a huge cell", send_table(HERE, table.text, table.len), 422);
    sees("why", b, "Dài quá", true);
    strbuf_reset(&table);
    for (int i = 0; i < 100; i++)
        strbuf_add_text(&table, "name,");
    check_number("100 columns", send_table(HERE, table.text, table.len), 422);
    sees("why", b, "Nhiều cột quá", true);
    strbuf_finish(&table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_tables_are_read_in_every_form),
        cmocka_unit_test(a_table_goes_into_the_draft_whole),
        cmocka_unit_test(the_gate_holds_for_tables),
        cmocka_unit_test(a_draft_that_moved_is_shown_again),
        cmocka_unit_test(the_model_can_be_read_back),
        cmocka_unit_test(hostile_tables_change_nothing),
        cmocka_unit_test(huge_tables_are_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
