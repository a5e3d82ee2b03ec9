/* Settings by table: what is taken, and that every fault says file, line and what was expected. */
#include "../check.h"

#include "base/ini.h"
#include "base/path.h"
#include "base/strbuf.h"

struct settings {
    char *name, *note;
    int rotate, poll_s;
    bool is_on;
};

static const struct ini_key keys[] = {
    {"a", "name", INI_TEXT, offsetof(struct settings, name), "Hồng Phong", 0, 0, NULL},
    {"a", "note", INI_TEXT, offsetof(struct settings, note), "", 0, 0, NULL},
    {"screen", "rotate", INI_CHOICE, offsetof(struct settings, rotate), "0", 0, 0, "0|90|180|270"},
    {"net", "poll_s", INI_NUMBER, offsetof(struct settings, poll_s), "60", 5, 3600, NULL},
    {"net", "on", INI_SWITCH, offsetof(struct settings, is_on), "yes", 0, 0, NULL},
    {.name = NULL},
};

static struct settings settings;
static char *folder, *path;

static int set_up(void **state) {
    (void)state;
    folder = check_make_folder();
    path = path_join(folder, "kiosk.ini");
    ini_set_defaults(keys, &settings);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ini_finish(keys, &settings);
    free(path);
    check_remove_folder(folder);
    return 0;
}

/* Reads `text` as the file and compares the faults, in which "@" stands for its path. */
static void check_faults(const char *text, const char *want) {
    char *why = (char *)"untouched";
    struct strbuf shortened = {0};
    assert_true(path_write(path, text, strlen(text), 0600));
    bool is_read = ini_read(path, keys, &settings, &why);
    check_number(text, is_read, want == NULL);
    for (const char *at = why; at && *at;) {
        bool is_path = strncmp(at, path, strlen(path)) == 0;
        strbuf_add_char(&shortened, is_path ? '@' : *at);
        at += is_path ? strlen(path) : 1;
    }
    check_text(text, why ? strbuf_text(&shortened) : NULL, want);
    strbuf_finish(&shortened);
    free(why);
}

static void defaults_come_from_the_table(void **state) {
    (void)state;
    assert_string_equal(settings.name, "Hồng Phong");
    assert_string_equal(settings.note, "");
    assert_int_equal(settings.rotate, 0);
    assert_int_equal(settings.poll_s, 60);
    assert_true(settings.is_on);
}

static void a_file_is_read_over_them(void **state) {
    (void)state;
    check_faults("; a comment\n"
                 "[screen]\n"
                 "  rotate = 270   ; another\n"
                 "\n"
                 "[net]\r\n"
                 "poll_s = 90\n"
                 "   on = Off\r\n" // no continuation of the line before
                 "[a]\n"
                 "  note= x = y ",
                 NULL);
    assert_int_equal(settings.rotate, 3);
    assert_int_equal(settings.poll_s, 90);
    assert_false(settings.is_on);
    assert_string_equal(settings.note, "x = y");
    assert_string_equal(settings.name, "Hồng Phong");
}

static void every_fault_is_named_and_the_rest_is_read(void **state) {
    (void)state;
    check_faults("[screen]\n"
                 "rotate = 45\n"
                 "rotat = 90\n"
                 "[net]\n"
                 "poll_s = 4\n"
                 "poll_s = 12x\n"
                 "poll_s = 99999999999999999999\n"
                 "poll_s =\n"
                 "on = maybe\n"
                 "poll_s = 3600\n"
                 "just words\n"
                 "[a]\n"
                 "name = \xFF\n",
                 "@:2: [screen] rotate: expected 0, 90, 180 or 270, got \"45\"\n"
                 "@:3: [screen] rotat: expected a key of this program, this is none\n"
                 "@:5: [net] poll_s: expected a whole number from 5 to 3600, got \"4\"\n"
                 "@:6: [net] poll_s: expected a whole number from 5 to 3600, got \"12x\"\n"
                 "@:7: [net] poll_s: expected a whole number from 5 to 3600, got "
                 "\"99999999999999999999\"\n"
                 "@:8: [net] poll_s: expected a whole number from 5 to 3600, got \"\"\n"
                 "@:9: [net] on: expected yes or no, got \"maybe\"\n"
                 "@:13: [a] name: expected text in UTF-8\n"
                 "@:11: expected \"[section]\" or \"key = value\"");
    assert_int_equal(settings.poll_s, 3600);
    assert_int_equal(settings.rotate, 0);
    assert_string_equal(settings.name, "Hồng Phong");
}

static void a_line_too_long_is_one_fault_and_the_next_is_read(void **state) {
    (void)state;
    char text[1000] = "[a]\nname = ";
    memset(text + strlen(text), 'x', 600);
    strcat(text, "\nnote = kept\n");
    check_faults(text, "@:2: expected at most 198 bytes on a line");
    assert_string_equal(settings.note, "kept");
    assert_string_equal(settings.name, "Hồng Phong");
}

static void a_missing_file_is_said(void **state) {
    (void)state;
    char *why = NULL, want[200];
    assert_false(ini_read(path, keys, &settings, &why));
    snprintf(want, sizeof want, "%s: cannot open: No such file or directory", path);
    assert_string_equal(why, want);
    free(why);
}

static void one_setting_from_the_command_line(void **state) {
    (void)state;
    static const struct {
        const char *assignment, *why;
    } rows[] = {
        {"screen.rotate=90", NULL},
        {"a.note=x.y=z", NULL},
        {"screen.rotate=91", "[screen] rotate: expected 0, 90, 180 or 270, got \"91\""},
        {"screen.tilt=1", "[screen] tilt: expected a key of this program, this is none"},
        {"rotate=90", "expected section.name=value, got \"rotate=90\""},
        {"screen.rotate", "expected section.name=value, got \"screen.rotate\""},
        {"a=b.c", "expected section.name=value, got \"a=b.c\""},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *why = (char *)"untouched";
        check_number(rows[i].assignment, ini_set(rows[i].assignment, keys, &settings, &why),
                     rows[i].why == NULL);
        check_text(rows[i].assignment, why, rows[i].why);
        free(why);
    }
    assert_int_equal(settings.rotate, 1);
    assert_string_equal(settings.note, "x.y=z");
}

static void every_word_of_a_switch(void **state) {
    (void)state;
    static const struct {
        const char *assignment;
        bool is_on;
    } rows[] = {{"net.on=yes", true},  {"net.on=no", false},  {"net.on=on", true},
                {"net.on=off", false}, {"net.on=TRUE", true}, {"net.on=false", false},
                {"net.on=1", true},    {"net.on=0", false}};
    for (size_t i = 0; i < check_items(rows); i++) {
        char *why;
        check_number(rows[i].assignment, ini_set(rows[i].assignment, keys, &settings, &why), true);
        check_number(rows[i].assignment, settings.is_on, rows[i].is_on);
    }
}

#define with_file(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_file(defaults_come_from_the_table),
        with_file(a_file_is_read_over_them),
        with_file(every_fault_is_named_and_the_rest_is_read),
        with_file(a_line_too_long_is_one_fault_and_the_next_is_read),
        with_file(a_missing_file_is_said),
        with_file(one_setting_from_the_command_line),
        with_file(every_word_of_a_switch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
