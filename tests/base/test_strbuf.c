/* The growing string, and memory that cannot fail. */
#include "../check.h"

#include <signal.h>
#include <sys/wait.h>

#include "base/strbuf.h"
#include "base/xalloc.h"

static void an_untouched_buffer_is_an_empty_text(void **state) {
    (void)state;
    struct strbuf sb = {0};
    assert_string_equal(strbuf_text(&sb), "");
    strbuf_reset(&sb);
    char *text = strbuf_detach(&sb);
    assert_string_equal(text, "");
    free(text);
    strbuf_finish(&sb);
    strbuf_finish(NULL);
}

static void everything_added_is_there_in_order(void **state) {
    (void)state;
    struct strbuf sb = {0};
    strbuf_add_text(&sb, "Còn ");
    strbuf_addf(&sb, "%d %s", 19, "ngày");
    strbuf_add_char(&sb, '!');
    strbuf_add(&sb, "", 0);
    assert_string_equal(strbuf_text(&sb), "Còn 19 ngày!");
    assert_int_equal(sb.len, strlen("Còn 19 ngày!"));
    strbuf_reset(&sb);
    assert_string_equal(strbuf_text(&sb), "");
    strbuf_add(&sb, "a\0b", 3);
    assert_memory_equal(sb.text, "a\0b", 4);
    strbuf_finish(&sb);
    assert_null(sb.text);
}

static void it_grows_by_single_bytes(void **state) {
    (void)state;
    struct strbuf sb = {0};
    for (int i = 0; i < 100000; i++)
        strbuf_add_char(&sb, (char)('a' + i % 26));
    assert_int_equal(sb.len, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(sb.text[i], 'a' + i % 26);
    assert_int_equal(sb.text[100000], '\0');
    strbuf_finish(&sb);
}

static void a_detached_text_is_the_callers(void **state) {
    (void)state;
    struct strbuf sb = {0};
    strbuf_add_text(&sb, "giữ");
    char *text = strbuf_detach(&sb);
    strbuf_add_text(&sb, "khác");
    assert_string_equal(text, "giữ");
    free(text);
    strbuf_finish(&sb);
}

static void a_long_format_is_not_cut(void **state) {
    (void)state;
    char *text = xasprintf("%5000d|", 7);
    assert_int_equal(strlen(text), 5001);
    assert_string_equal(text + 4999, "7|");
    free(text);
}

static void copies_are_copies(void **state) {
    (void)state;
    assert_null(xstrdup(NULL));
    char *part = xstrndup("Hồng Phong", strlen("Hồng"));
    assert_string_equal(part, "Hồng");
    free(part);
    int *zeroed = xcalloc(4, sizeof *zeroed);
    assert_int_equal(zeroed[3], 0);
    zeroed = xrealloc(zeroed, 8, sizeof *zeroed);
    assert_int_equal(zeroed[3], 0);
    free(zeroed);
    free(xmalloc(0));
    free(xcalloc(0, 8));
}

/* What the child does must abort it. */
static void check_aborts(void (*act)(void)) {
    pid_t child = fork();
    if (child == 0) {
        fclose(stderr);
        act();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void ask_for_a_product_that_overflows(void) {
    free(xrealloc(NULL, SIZE_MAX / 2, 4));
}

static void a_size_that_overflows_aborts(void **state) {
    (void)state;
    check_aborts(ask_for_a_product_that_overflows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_buffer_is_an_empty_text),
        cmocka_unit_test(everything_added_is_there_in_order),
        cmocka_unit_test(it_grows_by_single_bytes),
        cmocka_unit_test(a_detached_text_is_the_callers),
        cmocka_unit_test(a_long_format_is_not_cut),
        cmocka_unit_test(copies_are_copies),
        cmocka_unit_test(a_size_that_overflows_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
