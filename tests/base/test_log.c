/* What stands on standard error, read back from a file. */
#include "../check.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/log.h"

static char captured[8192];

/* Runs `act` with standard error in a file and reads what it wrote. */
static void capture(void (*act)(void), bool is_journal) {
    FILE *file = tmpfile();
    struct stat st;
    char stream[64];
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &st), 0);
    snprintf(stream, sizeof stream, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
    setenv("JOURNAL_STREAM", is_journal ? stream : "1:1", 1);
    int saved = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    act();
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    captured[fread(captured, 1, sizeof captured - 1, file)] = '\0';
    fclose(file);
}

static void say_all_levels(void) {
    log_start("kiosk", LOG_LEVEL_INFO);
    log_error("cannot open '%s': %s", "outbox.db", "No space left on device");
    log_warn("slow");
    log_info("ready in %d ms", 12);
    log_debug("not asked for");
}

static void lines_carry_time_program_and_level(void **state) {
    (void)state;
    capture(say_all_levels, false);
    char *line = strtok(captured, "\n");
    assert_non_null(line);
    int year, month, day, hour, minute, second, rest = 0;
    assert_int_equal(
        sscanf(line, "%d-%d-%d %d:%d:%d %n", &year, &month, &day, &hour, &minute, &second, &rest),
        6);
    assert_string_equal(line + rest,
                        "kiosk: error: cannot open 'outbox.db': No space left on device");
    line = strtok(NULL, "\n");
    assert_non_null(strstr(line, " kiosk: warning: slow"));
    line = strtok(NULL, "\n");
    assert_non_null(strstr(line, " kiosk: info: ready in 12 ms"));
    assert_null(strtok(NULL, "\n"));
}

static void the_journal_gets_priorities(void **state) {
    (void)state;
    capture(say_all_levels, true);
    assert_string_equal(captured, "<3>cannot open 'outbox.db': No space left on device\n"
                                  "<4>slow\n"
                                  "<6>ready in 12 ms\n");
}

static void say_lines(void) {
    log_start("kiosk", LOG_LEVEL_DEBUG);
    errno = ENOSPC;
    log_debug("a\nb\tc\x1B[31m");
    assert_int_equal(errno, ENOSPC);
}

static void an_event_stays_one_line(void **state) {
    (void)state;
    capture(say_lines, true);
    assert_string_equal(captured, "<7>a b c [31m\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_carry_time_program_and_level),
        cmocka_unit_test(the_journal_gets_priorities),
        cmocka_unit_test(an_event_stays_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
