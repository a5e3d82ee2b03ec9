/* The grammar of touch scripts: what is read, and what every wrong line is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/script.h"

static char path[] = "/tmp/script-XXXXXX";

static bool load(const char *text, struct script *out, char **out_why) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    *out_why = NULL;
    return script_load(path, out, out_why);
}

static void reads_every_command(void **state) {
    (void)state;
    struct script script;
    char *why;
    assert_true(load("# the whole grammar\n"
                     "tap \"Giới thiệu gương tốt\"   # by label\n"
                     "tap #home.nominate # by id\n"
                     "\n"
                     "hold #header.mark 3s\n"
                     "drag #people.list 0 -600 250ms\n"
                     "type \"Nguyễn Văn A\"\n"
                     "keys nguyeenx\n"
                     "key Tab\n"
                     "key Down 3\n"
                     "reach #wizard.next\n"
                     "wait \"Đã ghi nhận\"\n"
                     "advance 1.5m\n"
                     "offline\n"
                     "quit\n",
                     &script, &why));
    assert_null(why);
    assert_int_equal(script.count, 13);
    assert_string_equal(script.commands[0].text, "Giới thiệu gương tốt");
    assert_string_equal(script.commands[0].source, "tap \"Giới thiệu gương tốt\"");
    assert_int_equal(script.commands[0].line, 2);
    assert_string_equal(script.commands[1].text, "#home.nominate");
    assert_int_equal(script.commands[2].ms, 3000);
    assert_int_equal(script.commands[3].dy, -600);
    assert_int_equal(script.commands[3].ms, 250);
    assert_string_equal(script.commands[5].text, "nguyeenx");
    assert_int_equal(script.commands[6].dx, 1);
    assert_int_equal(script.commands[7].dx, 3);
    assert_string_equal(script.commands[8].text, "#wizard.next");
    assert_int_equal(script.commands[9].ms, 5000);
    assert_int_equal(script.commands[10].ms, 90000);
    assert_int_equal(script.commands[11].verb, SCRIPT_OFFLINE);
    script_finish(&script);
}

static void says_where_and_what(void **state) {
    (void)state;
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"tap\n", ":1: expected tap"},
        {"\n\nhold #a\n", ":3: expected hold #id 3s"},
        {"hold #a soon\n", ":1: expected hold"},
        {"drag #a 1\n", ":1: expected drag"},
        {"advance -3s\n", ":1: expected advance"},
        {"advance 3\n", ":1: expected advance"},
        {"tap \"open\n", ":1: expected quotes that close"},
        {"jump #a\n", ":1: expected a command:"},
        {"quit now\n", ":1: expected quit"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct script script;
        char *why;
        assert_false(load(rows[i].text, &script, &why));
        if (!strstr(why, rows[i].wanted))
            fail_msg("'%s': got '%s', wanted '%s'", rows[i].text, why, rows[i].wanted);
        free(why);
    }
}

static void missing_file_is_said(void **state) {
    (void)state;
    struct script script;
    char *why = NULL;
    assert_false(script_load("/nonexistent/x.touch", &script, &why));
    assert_non_null(strstr(why, "No such file"));
    free(why);
}

int main(void) {
    int fd = mkstemp(path);
    if (fd < 0)
        return 1;
    close(fd);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_command),
        cmocka_unit_test(says_where_and_what),
        cmocka_unit_test(missing_file_is_said),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
