/* The secret keys on paper: printed by init and on demand, typed back when their file is lost. */
#include "office.h"

#include <pty.h>
#include <sys/stat.h>

#include "records/key_letters.h"

static int start(void **state) {
    (void)state;
    office_start_libraries();
    return 0;
}

static char *key_file(const struct office *office, const char *name) {
    return xasprintf("%s/keys/%s", office->data, name);
}

/* "Secret key ID" of a paper, as a person types it: the id and five lines. */
static char *copy_from_paper(const char *paper, const char *id) {
    char *heading = xasprintf("Secret key %s ", id);
    const char *at = strstr(paper, heading);
    assert_non_null(at);
    at = strstr(at, "  1: ");
    assert_non_null(at);
    struct strbuf text = {.text = NULL};
    strbuf_addf(&text, "%s\n", id);
    for (int i = 0; i < KEY_LINES; i++) {
        size_t len = strcspn(at, "\n");
        strbuf_add(&text, at, len + 1);
        at += len + 1;
    }
    free(heading);
    return strbuf_detach(&text);
}

/* key restore with this text in a file. */
static char *restore(const struct office *office, int want_status, const char *text) {
    char *path = path_join(office->folder, "typed");
    assert_true(path_write(path, text, strlen(text), 0600));
    char *said = OFFICE_RUN(office, want_status, "key", "restore", path);
    unlink(path);
    free(path);
    return said;
}

static void check_log(const struct office *office, const char *want) {
    char *log = office_log(office), *path = path_join(office->folder, "log");
    if (!strstr(log, want))
        check_text("log", log, want);
    unlink(path);
    free(path);
    free(log);
}

static void init_prints_the_keys_once(void **state) {
    (void)state;
    struct office office = {.folder = check_make_folder()};
    office_find_program(&office);
    snprintf(office.data, sizeof office.data, "%s/store", office.folder);
    char *first = OFFICE_RUN(&office, 0, "init"), *again = OFFICE_RUN(&office, 0, "init");
    assert_non_null(strstr(first, "Secret key 20"));
    assert_non_null(strstr(first, "Secret key sign"));
    assert_non_null(strstr(first, "█"));
    assert_null(strstr(again, "Secret key"));
    assert_null(strstr(again, "█"));
    free(first);
    free(again);
    office_destroy(&office);
}

/* The whole way: the file is lost, slips come and wait, the paper is typed in, they open. */
static void a_lost_key_comes_back_from_paper(void **state) {
    (void)state;
    struct office office;
    struct machine machine;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    office_create(&office);
    char *paper = OFFICE_RUN(&office, 0, "key", "backup");
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    char *name = xasprintf("seal-%s.json", machine.key.key_id);
    char *lost = key_file(&office, name), *before = NULL, *after = NULL;
    assert_true(path_read(lost, 65536, &before, NULL));
    assert_int_equal(unlink(lost), 0);
    free(OFFICE_RUN(&office, 0, "init")); // goes on with a new key
    OFFICE_SERVE(&office, "--plain");
    parcel_make(&machine, &form, 1, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("taken", &reply, 201, &parcel);
    char *list = OFFICE_RUN(&office, 0, "list");
    assert_non_null(strstr(list, "\tunopened\t"));
    free(list);

    char *typed = copy_from_paper(paper, machine.key.key_id);
    char *said = restore(&office, 0, typed);
    assert_non_null(strstr(said, "is back"));
    assert_non_null(strstr(said, "1 slips that waited could be opened"));
    list = OFFICE_RUN(&office, 0, "list");
    assert_non_null(strstr(list, "\tĐặng Thị Áng\tdon-vi-01\treceived\t"));
    free(list);
    free(said);
    struct stat info;
    assert_int_equal(stat(lost, &info), 0);
    check_number("mode", info.st_mode & 0777, 0600);
    assert_true(path_read(lost, 65536, &after, NULL));
    check_text("the secret", strstr(after, "secret_key"), strstr(before, "secret_key"));
    said = restore(&office, 0, typed);
    assert_non_null(strstr(said, "was here already"));
    assert_null(strstr(said, "Start the service anew"));
    free(said);
    free(typed);
    free(before);
    free(after);
    free(lost);
    free(name);
    free(paper);
    parcel_finish(&parcel);
    reply_finish(&reply);
    office_destroy(&office);
}

/* A letter too early or too late in the alphabet, in that line. */
static void spoil(char *typed, const char *label) {
    char *at = strstr(typed, label) + strlen(label) + 6;
    *at = *at == 'A' ? 'B' : 'A';
}

static void what_is_not_the_key_is_refused(void **state) {
    (void)state;
    struct office office, stranger;
    office_create(&office);
    office_create(&stranger);
    char *paper = OFFICE_RUN(&office, 0, "key", "backup");
    char *foreign = OFFICE_RUN(&stranger, 0, "key", "backup");
    const char *at = strstr(paper, "Secret key ") + 11;
    char *id = xstrndup(at, strcspn(at, " ")), *name = xasprintf("seal-%s.json", id);
    char *lost = key_file(&office, name);
    assert_int_equal(unlink(lost), 0);

    char *typed = copy_from_paper(paper, id);
    spoil(typed, "3: ");
    free(restore(&office, 1, typed));
    check_log(&office, "line 3: a letter is wrong");
    free(typed);

    typed = copy_from_paper(foreign, id); // of the same name, and of another office
    free(restore(&office, 1, typed));
    check_log(&office, "the database knows key 20");
    free(typed);

    typed = copy_from_paper(foreign, "sign");
    free(restore(&office, 1, typed));
    check_log(&office, "holds another key");
    free(typed);
    assert_false(path_exists(lost));

    free(OFFICE_RUN(&office, 1, "key", "restore", "/nowhere"));
    check_log(&office, "cannot read '/nowhere'");
    free(OFFICE_RUN(&office, 1, "key", "frobnicate"));
    check_log(&office, "key backup");
    free(id);
    free(name);
    free(lost);
    free(paper);
    free(foreign);
    office_destroy(&stranger);
    office_destroy(&office);
}

/* The key that signs what is published is known by it. */
static void a_foreign_signing_key_is_refused(void **state) {
    (void)state;
    struct office office, stranger;
    office_create(&office);
    office_create(&stranger);
    char *paper = OFFICE_RUN(&office, 0, "key", "backup");
    char *foreign = OFFICE_RUN(&stranger, 0, "key", "backup");
    office_publish(&office);
    char *lost = key_file(&office, "sign.json");
    assert_int_equal(unlink(lost), 0);
    char *typed = copy_from_paper(foreign, "sign");
    free(restore(&office, 1, typed));
    check_log(&office, "was signed by another key");
    free(typed);
    typed = copy_from_paper(paper, "sign");
    free(restore(&office, 0, typed));
    assert_true(path_exists(lost));
    free(typed);
    free(lost);
    free(paper);
    free(foreign);
    office_destroy(&stranger);
    office_destroy(&office);
}

/* Both keys from the file, into a folder where nothing is: init makes no new ones then. */
static void all_keys_before_init(void **state) {
    (void)state;
    struct office office, fresh = {.folder = check_make_folder()};
    office_create(&office);
    char *file = path_join(office.folder, "paper.txt"), *svg = path_join(office.folder, "p.svg");
    free(OFFICE_RUN(&office, 0, "key", "backup", "--out", file));
    free(OFFICE_RUN(&office, 0, "key", "backup", "--out", svg));
    struct stat info;
    assert_int_equal(stat(svg, &info), 0);
    check_number("mode", info.st_mode & 0777, 0600);
    char *picture = NULL;
    assert_true(path_read(svg, 1u << 20, &picture, NULL));
    assert_non_null(strstr(picture, "Khóa mở phiếu"));
    free(picture);

    office_find_program(&fresh);
    snprintf(fresh.data, sizeof fresh.data, "%s/store", fresh.folder);
    free(OFFICE_RUN(&fresh, 0, "key", "restore", file));
    char *said = OFFICE_RUN(&fresh, 0, "init");
    assert_null(strstr(said, "Secret key"));
    char *paper = OFFICE_RUN(&fresh, 0, "key", "backup"),
         *first = OFFICE_RUN(&office, 0, "key", "backup");
    check_text("the same paper", paper, first);
    free(said);
    free(paper);
    free(first);
    free(file);
    free(svg);
    office_destroy(&fresh);
    office_destroy(&office);
}

/* On a terminal each line is asked for until it is right. */
static void a_terminal_asks_again(void **state) {
    (void)state;
    struct office office;
    office_create(&office);
    char *paper = OFFICE_RUN(&office, 0, "key", "backup");
    const char *at = strstr(paper, "Secret key ") + 11;
    char *id = xstrndup(at, strcspn(at, " ")), *name = xasprintf("seal-%s.json", id);
    char *lost = key_file(&office, name), *typed = copy_from_paper(paper, id);
    assert_int_equal(unlink(lost), 0);
    int terminal, status;
    pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
    assert_true(pid >= 0);
    if (pid == 0) {
        execl(office.program, office.program, "key", "restore", "--data", office.data, NULL);
        _exit(127);
    }
    struct strbuf input = {.text = NULL};
    strbuf_addf(&input, "%s\n2222 2222\n%s", id, strchr(typed, '\n') + 1); // a line that is short
    assert_int_equal(write(terminal, input.text, input.len), (ssize_t)input.len);
    struct strbuf said = {.text = NULL};
    char part[1024];
    for (ssize_t len; (len = read(terminal, part, sizeof part)) > 0;)
        strbuf_add(&said, part, (size_t)len);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    check_number("status", WEXITSTATUS(status), 0);
    assert_non_null(strstr(strbuf_text(&said), "line 1: a line has 16 letters"));
    assert_true(path_exists(lost));
    close(terminal);
    strbuf_finish(&input);
    strbuf_finish(&said);
    free(typed);
    free(lost);
    free(name);
    free(id);
    free(paper);
    office_destroy(&office);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_prints_the_keys_once),
        cmocka_unit_test(a_lost_key_comes_back_from_paper),
        cmocka_unit_test(what_is_not_the_key_is_refused),
        cmocka_unit_test(a_foreign_signing_key_is_refused),
        cmocka_unit_test(all_keys_before_init),
        cmocka_unit_test(a_terminal_asks_again),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
