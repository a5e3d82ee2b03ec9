#include "../check.h"

#include "base/csv.h"

#include <stdlib.h>

static void cells_are_written_as_text(void **state) {
    (void)state;
    static const struct {
        const char *name, *cell, *want;
    } rows[] = {
        {"plain", "Thôn Nà Pá", "\"Thôn Nà Pá\""},
        {"empty", "", "\"\""},
        {"quote", "tổ \"A\"", "\"tổ \"\"A\"\"\""},
        {"comma and line", "a,b\nc", "\"a,b\nc\""},
        {"formula", "=1+1", "\"'=1+1\""},
        {"sum", "+84", "\"'+84\""},
        {"minus", "-1", "\"'-1\""},
        {"at", "@SUM(A1)", "\"'@SUM(A1)\""},
        {"within", "1=1", "\"1=1\""},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct strbuf out = {.text = NULL};
        CSV_ROW(&out, rows[i].cell, "x");
        char *want = xasprintf("%s,\"x\"\r\n", rows[i].want);
        check_text(rows[i].name, strbuf_text(&out), want);
        free(want);
        strbuf_finish(&out);
    }
}

static void a_table_begins_with_a_mark(void **state) {
    (void)state;
    struct strbuf out = {.text = NULL};
    csv_begin(&out);
    CSV_ROW(&out, "a", "b");
    check_text("table", strbuf_text(&out), "\xEF\xBB\xBF\"a\",\"b\"\r\n");
    strbuf_finish(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_written_as_text),
        cmocka_unit_test(a_table_begins_with_a_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
