/* Files and folders in a real folder. */
#include "../check.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/path.h"

static char *folder;

static int make_folder(void **state) {
    (void)state;
    folder = check_make_folder();
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    check_remove_folder(folder);
    return 0;
}

static void names_are_joined_by_one_slash(void **state) {
    (void)state;
    static const struct {
        const char *dir, *name, *path;
    } rows[] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "b"}};
    for (size_t i = 0; i < check_items(rows); i++) {
        char *path = path_join(rows[i].dir, rows[i].name);
        check_text(rows[i].dir, path, rows[i].path);
        free(path);
    }
}

static void missing_folders_are_made_for_the_owner_alone(void **state) {
    (void)state;
    struct stat st;
    char *deep = path_join(folder, "a/b//c/");
    umask(0);
    assert_true(path_make_dirs(deep));
    assert_true(path_make_dirs(deep)); // once more: nothing to do
    assert_int_equal(stat(deep, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    free(deep);

    char *file = path_join(folder, "file"), *below = path_join(file, "sub");
    assert_true(path_write(file, "x", 1, 0600));
    assert_false(path_make_dirs(below));
    assert_int_equal(errno, ENOTDIR);
    assert_false(path_make_dirs(file));
    assert_int_equal(errno, ENOTDIR);
    free(below);
    free(file);
}

static void what_was_written_is_read(void **state) {
    (void)state;
    char *path = path_join(folder, "content.json"), *bytes;
    size_t len = 99, big = 70000;
    char *want = malloc(big);
    struct stat st;
    assert_false(path_exists(path));
    assert_true(path_write(path, "a\0b", 3, 0640));
    assert_true(path_exists(path));
    assert_true(path_read(path, 3, &bytes, &len));
    assert_int_equal(len, 3);
    assert_memory_equal(bytes, "a\0b", 4); // and the NUL behind it
    free(bytes);
    for (size_t i = 0; i < big; i++)
        want[i] = (char)(i * 7);
    assert_true(path_write(path, want, big, 0600));
    assert_true(path_read(path, big, &bytes, NULL));
    assert_memory_equal(bytes, want, big);
    free(bytes);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(path_write(path, "", 0, 0600));
    assert_true(path_read(path, 0, &bytes, &len));
    assert_int_equal(len, 0);
    assert_string_equal(bytes, "");
    free(bytes);
    free(want);
    free(path);
}

static void what_cannot_be_read_says_why(void **state) {
    (void)state;
    char *path = path_join(folder, "big"), *missing = path_join(folder, "missing");
    char *bytes = (char *)"untouched";
    size_t len = 7;
    assert_true(path_write(path, "1234", 4, 0600));
    assert_false(path_read(path, 3, &bytes, &len));
    assert_int_equal(errno, EFBIG);
    assert_false(path_read(missing, 3, &bytes, &len));
    assert_int_equal(errno, ENOENT);
    assert_false(path_read(folder, 3, &bytes, &len));
    assert_int_equal(errno, EISDIR);
    assert_string_equal(bytes, "untouched");
    assert_int_equal(len, 7);
    free(missing);
    free(path);
}

/* How many names stand in the folder. */
static int count_files(void) {
    char command[128], line[16] = "";
    snprintf(command, sizeof command, "ls -A '%s' | wc -l", folder);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(line, sizeof line, pipe));
    pclose(pipe);
    return atoi(line);
}

/* A disk that takes only 4 KiB a file, as when it is full in the middle of a write. */
static void a_write_that_fails_leaves_the_old_file(void **state) {
    (void)state;
    char *path = path_join(folder, "kept"), *bytes;
    assert_true(path_write(path, "old", 3, 0600));
    pid_t child = fork();
    if (child == 0) {
        static const char many[10000];
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){4096, 4096});
        _exit(!path_write(path, many, sizeof many, 0600) && errno == EFBIG ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_true(path_read(path, 100, &bytes, NULL));
    assert_string_equal(bytes, "old");
    assert_int_equal(count_files(), 1); // nothing half-written stays beside it
    free(bytes);
    free(path);
}

static void writing_where_nothing_can_be_made_fails(void **state) {
    (void)state;
    char *path = path_join(folder, "no/such/file");
    assert_false(path_write(path, "x", 1, 0600));
    assert_int_equal(errno, ENOENT);
    assert_false(path_sync_dir(path));
    assert_true(path_sync_dir(folder));
    free(path);

    path = path_join(folder, "taken"); // a folder stands where the file shall be
    assert_true(path_make_dirs(path));
    assert_false(path_write(path, "x", 1, 0600));
    assert_int_equal(errno, EISDIR);
    assert_int_equal(count_files(), 1);
    free(path);
}

static void a_name_without_a_folder_is_of_this_one(void **state) {
    (void)state;
    char before[4096], *bytes;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    assert_true(path_write("here", "1", 1, 0600));
    assert_true(path_read("here", 1, &bytes, NULL));
    free(bytes);
    assert_int_equal(chdir(before), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_joined_by_one_slash),
        cmocka_unit_test_setup_teardown(missing_folders_are_made_for_the_owner_alone, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(what_was_written_is_read, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_says_why, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_write_that_fails_leaves_the_old_file, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(writing_where_nothing_can_be_made_fails, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_name_without_a_folder_is_of_this_one, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
