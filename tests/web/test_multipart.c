/* A form with a file as browsers send it, and as nobody should. */
#include "../check.h"

#include "base/strbuf.h"
#include "web/multipart.h"

#define TYPE "multipart/form-data; boundary=----B"
#define FIELD(name, value)                                                                         \
    "------B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define A_FILE(bytes)                                                                              \
    "------B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b.pdf\"\r\n"        \
    "Content-Type: application/pdf\r\n\r\n" bytes "\r\n"
#define END "------B--\r\n"
#define BINARY "%PDF-1.4\r\n\0\r\n------C\r\n%%EOF"

static void what_browsers_send_is_read(void **state) {
    (void)state;
    static const char body[] = FIELD("csrf", "abc") FIELD("date", "") A_FILE(BINARY)
        FIELD("kind", "b\u00e1o c\u00e1o\r\nhai") END;
    struct form form;
    struct multipart_file file;
    assert_true(multipart_decode(TYPE, body, sizeof body - 1, &form, &file));
    check_text("field", form_text(&form, "csrf"), "abc");
    check_number("an empty one is there", form_has(&form, "date"), true);
    check_text("lines", form_text(&form, "kind"), "b\u00e1o c\u00e1o\nhai");
    check_text("which", file.field, "file");
    check_number("bytes", (long long)file.len, sizeof BINARY - 1);
    assert_memory_equal(file.bytes, BINARY, sizeof BINARY - 1);
    form_finish(&form);
}

static void an_empty_file_was_not_chosen(void **state) {
    (void)state;
    static const char body[] = A_FILE("") END;
    struct form form;
    struct multipart_file file;
    assert_true(multipart_decode("multipart/form-data; boundary=\"----B\"", body, sizeof body - 1,
                                 &form, &file));
    check_number("bytes", (long long)file.len, 0);
    form_finish(&form);
}

static void what_breaks_a_rule_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *name, *type, *body;
    } rows[] = {
        {"nothing", TYPE, ""},
        {"no boundary", "multipart/form-data", FIELD("a", "b") END},
        {"an empty one", "multipart/form-data; boundary=", FIELD("a", "b") END},
        {"another parameter", TYPE "; charset=utf-8", FIELD("a", "b") END},
        {"another type", "multipart/mixed; boundary=----B", FIELD("a", "b") END},
        {"another boundary", "multipart/form-data; boundary=----C", FIELD("a", "b") END},
        {"cut off", TYPE, FIELD("a", "b")},
        {"cut in a head", TYPE, "------B\r\nContent-Disposition: form-data; name=\"a\"\r\n"},
        {"something before", TYPE, "x\r\n" FIELD("a", "b") END},
        {"something behind", TYPE, FIELD("a", "b") END "x"},
        {"no name", TYPE, "------B\r\nContent-Disposition: form-data\r\n\r\nb\r\n" END},
        {"an empty name", TYPE, FIELD("", "b") END},
        {"a name that does not end", TYPE,
         "------B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nb\r\n" END},
        {"two dispositions", TYPE,
         "------B\r\nContent-Disposition: form-data; name=\"a\"\r\n"
         "Content-Disposition: form-data; name=\"c\"\r\n\r\nb\r\n" END},
        {"a coding", TYPE,
         "------B\r\nContent-Disposition: form-data; name=\"a\"\r\n"
         "Content-Transfer-Encoding: base64\r\n\r\nYg==\r\n" END},
        {"no disposition", TYPE, "------B\r\nContent-Type: text/plain\r\n\r\nb\r\n" END},
        {"bare line ends", TYPE,
         "------B\nContent-Disposition: form-data; name=\"a\"\n\nb\n------B--\n"},
        {"not UTF-8", TYPE, FIELD("a", "\xff") END},
        {"a control character", TYPE, FIELD("a", "\x01") END},
        {"two files", TYPE, A_FILE("x") A_FILE("y") END},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct form form = {.fields = NULL};
        struct multipart_file file;
        check_number(
            rows[i].name,
            multipart_decode(rows[i].type, rows[i].body, strlen(rows[i].body), &form, &file),
            false);
        check_number("nothing is left", (long long)form.count, 0);
    }
}

static void parts_and_heads_have_limits(void **state) {
    (void)state;
    struct form form;
    struct multipart_file file;
    struct strbuf many = {.text = NULL}, wide = {.text = NULL};
    for (int i = 0; i < MULTIPART_PARTS_MAX + 1; i++)
        strbuf_add_text(&many, FIELD("a", "b"));
    strbuf_add_text(&many, END);
    check_number("parts", multipart_decode(TYPE, many.text, many.len, &form, &file), false);
    strbuf_add_text(&wide,
                    "------B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: ");
    for (int i = 0; i < MULTIPART_HEAD_MAX; i++)
        strbuf_add_char(&wide, 'x');
    strbuf_add_text(&wide, "\r\n\r\nb\r\n" END);
    check_number("head", multipart_decode(TYPE, wide.text, wide.len, &form, &file), false);
    strbuf_finish(&wide);
    strbuf_finish(&many);
}

/* Whatever is cut off or changed: an answer, and nothing read beyond the end (asan looks). */
static void damage_is_survived(void **state) {
    (void)state;
    static const char body[] = FIELD("csrf", "abc") A_FILE("%PDF-1.4 %%EOF") END;
    for (size_t len = 0; len < sizeof body; len++) {
        char *copy = malloc(len + 1);
        struct form form;
        struct multipart_file file;
        memcpy(copy, body, len);
        copy[len] = '\0';
        if (len > 0)
            copy[len / 2] ^= 0x10;
        if (multipart_decode(TYPE, copy, len, &form, &file))
            form_finish(&form);
        free(copy);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_browsers_send_is_read),
        cmocka_unit_test(an_empty_file_was_not_chosen),
        cmocka_unit_test(what_breaks_a_rule_is_refused),
        cmocka_unit_test(parts_and_heads_have_limits),
        cmocka_unit_test(damage_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
