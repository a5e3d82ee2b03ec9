/* The program that draws previews, when it is not what it should be: the page says so, and nothing
 * is left behind. */
#include "contents.h"

#include <dirent.h>
#include <sys/stat.h>

#define HERE CONTENT "/preview"

static struct cases cases;
static char *program;   // stands in the program's place
static char *temporary; // where previews are drawn: ours alone

static int start(void **state) {
    (void)state;
    temporary = check_make_folder();
    setenv("TMPDIR", temporary, 1);
    office_create(&cases.office);
    office_publish(&cases.office);
    program = xasprintf("%s/kiosk", cases.office.folder);
    char *setting = xasprintf("office.kiosk=%s", program);
    OFFICE_SERVE(&cases.office, "--plain", "--set", setting);
    cases_hire(&cases, &cases.culture, "dinh", "role-vhxh");
    free(setting);
    return 0;
}

static int stop(void **state) {
    (void)state;
    browser_close(&cases.culture);
    office_destroy(&cases.office);
    free(program);
    check_remove_folder(temporary);
    return 0;
}

static void install(const char *script) {
    assert_true(path_write(program, script, strlen(script), 0755));
}

static long draw(void) {
    browser_get(&cases.culture, HERE);
    return browser_post(&cases.culture, HERE, "size", "1920x1080");
}

static bool is_left(void) {
    DIR *files = opendir(temporary);
    bool is_there = false;
    for (struct dirent *one; (one = readdir(files));)
        is_there |= strncmp(one->d_name, "guong-sang-preview-", 19) == 0;
    closedir(files);
    return is_there;
}

static void no_program_is_said_plainly(void **state) {
    (void)state;
    check_number("absent", draw(), 503);
    sees("absent", &cases.culture, "không có chương trình kiosk", true);
}

static void a_program_that_fails_is_said(void **state) {
    (void)state;
    static const char *const scripts[] = {
        "#!/bin/sh\nexit 1\n",                                // it refuses
        "#!/bin/sh\nexit 0\n",                                // it draws nothing
        "#!/bin/sh\nkill -SEGV $$\n",                         // it breaks
        "#!/bin/sh\nhead -c 100000000 /dev/zero >\"$9.png\"", // it fills the disk
    };
    for (size_t i = 0; i < check_items(scripts); i++) {
        install(scripts[i]);
        check_number(scripts[i], draw(), 503);
        sees(scripts[i], &cases.culture, "Chưa vẽ được", true);
        check_number("left behind", is_left(), false);
    }
}

/* It and what it started end, and the office goes on. */
static void one_that_does_not_end_is_ended(void **state) {
    (void)state;
    char *mark = xasprintf("%s/still-there", cases.office.folder);
    char *script = xasprintf("#!/bin/sh\n(sleep 14; touch %s) &\nsleep 60\n", mark);
    install(script);
    int64_t began_s = (int64_t)time(NULL);
    check_number("ended", draw(), 503);
    assert_in_range((int64_t)time(NULL) - began_s, 9, 14);
    sleep(6);
    check_number("what it started", path_exists(mark), false);
    check_number("the office answers", browser_get(&cases.culture, CONTENT), 200);
    free(script);
    free(mark);
}

/* Neither the database's file nor a connection is handed on, and nothing of the environment. */
static void it_inherits_nothing(void **state) {
    (void)state;
    char *seen = xasprintf("%s/seen", cases.office.folder);
    char *script =
        xasprintf("#!/bin/sh\nls /proc/self/fd | wc -l >%s\nenv | grep -c "
                  "-v '^\\(HOME\\|PATH\\|LC_ALL\\|SDL_[A-Z]*\\|PWD\\|_\\|SHLVL\\|OLDPWD\\)='"
                  " >>%s\nexit 1\n",
                  seen, seen);
    char *text = NULL;
    install(script);
    check_number("fails", draw(), 503);
    assert_true(path_read(seen, 1000, &text, NULL));
    check_text("descriptors, and the rest of the environment", text, "4\n0\n");
    free(text);
    free(script);
    free(seen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_program_is_said_plainly),
        cmocka_unit_test(a_program_that_fails_is_said),
        cmocka_unit_test(one_that_does_not_end_is_ended),
        cmocka_unit_test(it_inherits_nothing),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
