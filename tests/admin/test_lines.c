/* kioskctl typing and kioskctl match: lines in, lines out, in a process of their own. */
#include "../check.h"

#include <getopt.h>
#include <sys/wait.h>

#include "admin/commands.h"

#define ANSWER_BYTES 4096

typedef int command(int argc, char **argv);

struct answer {
    int status;
    char text[ANSWER_BYTES];
};

static FILE *file_with(const char *text, size_t len_bytes) {
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len_bytes, file), len_bytes);
    rewind(file);
    return file;
}

static _Noreturn void run_child(command *run, char **argv, FILE *in, FILE *to) {
    int argc = 0;
    while (argv[argc] != NULL)
        argc++;
    dup2(fileno(in), STDIN_FILENO);
    dup2(fileno(to), STDOUT_FILENO);
    if (freopen("/dev/null", "w", stderr) == NULL)
        _exit(127);
    optind = 0; // as kioskctl's main does
    exit(run(argc, argv));
}

static struct answer ask_bytes(command *run, char **argv, const char *input, size_t len_bytes) {
    struct answer answer = {0};
    FILE *in = file_with(input, len_bytes), *to = tmpfile();
    assert_non_null(to);
    fflush(stdout);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        run_child(run, argv, in, to);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    answer.status = WEXITSTATUS(status);
    rewind(to);
    answer.text[fread(answer.text, 1, sizeof answer.text - 1, to)] = '\0';
    fclose(in);
    fclose(to);
    return answer;
}

static struct answer ask(command *run, char **argv, const char *input) {
    return ask_bytes(run, argv, input, strlen(input));
}

#define arguments(...) ((char *[]){__VA_ARGS__, NULL})

static void test_typing(void **state) {
    (void)state;
    struct answer answer = ask(cmd_typing, arguments("typing"),
                               "hoaf\nnguyeenx\n\ntoans<BS>t\r\nxin chaof, <BS\nDDawks");
    check_text("telex, old", answer.text, "hòa\nnguyễn\n\ntoát\nxin chào, <BS\nĐắk\n");
    check_number("status", answer.status, ADMIN_OK);
    answer = ask(cmd_typing, arguments("typing", "--method", "vni", "--style", "new"),
                 "hoa2\nto63 5\nhoaf\n");
    check_text("vni, new", answer.text, "hoà\ntổ 5\nhoaf\n");
    answer = ask(cmd_typing, arguments("typing", "--style=old", "--method=telex"), "thuyr\n");
    check_text("with =", answer.text, "thủy\n");
    answer = ask(cmd_typing, arguments("typing"), "ass\nas\n"); // no line knows of the one before
    check_text("lines apart", answer.text, "as\ná\n");
    answer = ask(cmd_typing, arguments("typing"), "a\xff\xc3s\n<BS><BS>\n");
    check_text("not UTF-8", answer.text, "á\n\n");
}

static void test_typing_usage(void **state) {
    (void)state;
    static char *const wrong[][4] = {
        {"typing", "--method", "viqr", NULL}, {"typing", "--style", "", NULL},
        {"typing", "--speed", NULL},          {"typing", "names.txt", NULL},
        {"typing", "--method", NULL},
    };
    for (size_t i = 0; i < check_items(wrong); i++) {
        struct answer answer = ask(cmd_typing, (char **)wrong[i], "as\n");
        check_number(wrong[i][1], answer.status, ADMIN_USAGE);
        check_text(wrong[i][1], answer.text, "");
    }
    struct answer answer = ask(cmd_typing, arguments("typing", "--help"), "");
    check_number("help", answer.status, ADMIN_OK);
    assert_non_null(strstr(answer.text, "--method"));
}

static void test_match(void **state) {
    (void)state;
    struct answer answer = ask(cmd_match, arguments("match"),
                               "van dang\tĐặng Văn Khôi\nđặng v\tĐặng Văn Khôi\r\n"
                               "guyen\tNguyễn\nNEAR(\tNguyễn\n\tNguyễn\nN.V.A\tNguyễn Văn A\n");
    check_text("answers", answer.text, "y\ny\nn\nn\ny\ny\n");
    check_number("status", answer.status, ADMIN_OK);
    static const char odd[] = "van\0an\tNguyễn\0Văn An\nan\xff\tNguyễn\xff"
                              "An\ttổ 5\n5\tAn\ttổ 5";
    answer = ask_bytes(cmd_match, arguments("match"), odd, sizeof odd - 1);
    check_text("NULs, broken bytes, tabs in a name", answer.text, "y\ny\ny\n");
    answer = ask(cmd_match, arguments("match"), "nguyen\nvan\tVăn\n");
    check_text("a line without a tab", answer.text, "n\ny\n");
    check_number("is said", answer.status, ADMIN_FAILED);
    check_number("usage", ask(cmd_match, arguments("match", "x"), "").status, ADMIN_USAGE);
    check_number("help", ask(cmd_match, arguments("match", "--help"), "").status, ADMIN_OK);
}

/* Whoever asks line by line through a pipe gets each answer before the next question. */
static void test_answers_at_once(void **state) {
    (void)state;
    int question[2], reply[2], status;
    char line[64] = "";
    assert_int_equal(pipe(question), 0);
    assert_int_equal(pipe(reply), 0);
    fflush(stdout);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(question[0], STDIN_FILENO);
        dup2(reply[1], STDOUT_FILENO);
        close(question[1]);
        optind = 0;
        exit(cmd_typing(1, arguments("typing")));
    }
    alarm(20); // a program that keeps its answer ends the test here
    assert_int_equal(write(question[1], "chaof\n", 6), 6);
    assert_true(read(reply[0], line, sizeof line - 1) > 0);
    check_text("the answer", line, "chào\n");
    close(question[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    alarm(0);
    check_number("status", WEXITSTATUS(status), ADMIN_OK);
    close(question[0]);
    close(reply[0]);
    close(reply[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_typing_usage),
        cmocka_unit_test(test_match),
        cmocka_unit_test(test_answers_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
