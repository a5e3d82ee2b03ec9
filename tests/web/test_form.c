/* Forms as browsers send them, and as nobody should. */
#include "../check.h"

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "web/form.h"

/* "name=value|name=value" of what was read, in static memory. */
static const char *dump(const struct form *form) {
    static char text[4096];
    struct strbuf out = {.text = NULL};
    for (size_t i = 0; i < form->count; i++)
        strbuf_addf(&out, "%s%s=%s", i ? "|" : "", form->fields[i].name, form->fields[i].value);
    snprintf(text, sizeof text, "%s", strbuf_text(&out));
    strbuf_finish(&out);
    return text;
}

static void reads_what_browsers_send(void **state) {
    (void)state;
    static const struct {
        const char *body, *want;
    } rows[] = {
        {"", ""},
        {"a=1", "a=1"},
        {"a=1&b=2&a=3", "a=1|b=2|a=3"},
        {"a", "a="},
        {"a=", "a="},
        {"=x", "=x"},
        {"&&a=1&&", "a=1"},
        {"a=b=c", "a=b=c"},
        {"t=b%C3%A0+con", "t=bà con"},
        {"t=%2B%26%3D%25", "t=+&=%"},
        {"n%C3%A9=1", "né=1"},
        {"t=ba%CC%80", "t=bà"},                 // NFD comes out as NFC
        {"t=1%0D%0A2%0D3%0A4", "t=1\n2\n3\n4"}, // line ends are one
        {"t=a%09b", "t=a\tb"},
        {"t=%3Cscript%3E", "t=<script>"}, // escaping is the writer's
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct form form;
        check_number(rows[i].body, form_decode(rows[i].body, strlen(rows[i].body), &form), true);
        check_text(rows[i].body, dump(&form), rows[i].want);
        form_finish(&form);
    }
}

static void refuses_what_is_no_text(void **state) {
    (void)state;
    static const char *const rows[] = {
        "a=%",         "a=%4",    "a=%zz",    "a=%4%41", "a=%C3",    // cut UTF-8
        "a=%ED%A0%80",                                               // a surrogate
        "a=%C0%AF",                                                  // overlong
        "a=%00",       "a%00b=1", "a=%1B[0m", "a=%7F",   "a=%C2%85", // controls
        "a%0Ab%00=1",  "a=\x01",
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct form form = {.count = 77};
        check_number(rows[i], form_decode(rows[i], strlen(rows[i]), &form), false);
        check_number(rows[i], (long long)form.count, 77); // untouched
    }
}

static char *repeat(const char *part, size_t count) {
    struct strbuf out = {.text = NULL};
    for (size_t i = 0; i < count; i++)
        strbuf_add_text(&out, part);
    return strbuf_detach(&out);
}

static void keeps_its_limits(void **state) {
    (void)state;
    const struct {
        const char *row, *head, *part;
        size_t count;
        bool want;
    } rows[] = {
        {"fields", "", "a=1&", FORM_FIELDS_MAX, true},
        {"a field too many", "", "a=1&", FORM_FIELDS_MAX + 1, false},
        {"name", "", "n", FORM_NAME_MAX - 1, true},
        {"name too long", "", "n", FORM_NAME_MAX, false},
        {"value", "a=", "v", FORM_VALUE_BYTES_MAX, true},
        {"value too long", "a=", "v", FORM_VALUE_BYTES_MAX + 1, false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *tail = repeat(rows[i].part, rows[i].count);
        char *body = xasprintf("%s%s", rows[i].head, tail);
        struct form form = {.fields = NULL};
        check_number(rows[i].row, form_decode(body, strlen(body), &form), rows[i].want);
        form_finish(&form);
        free(body);
        free(tail);
    }
}

static void gives_out_fields(void **state) {
    (void)state;
    static const char body[] =
        "role=a&name=+Lan+%0A+Anh&role=b&n=42&m=-7&x=4x&e=&big=99999999999999999999";
    struct form form;
    size_t at = 0;
    int64_t number = 0;
    assert_true(form_decode(body, strlen(body), &form));
    check_text("first", form_text(&form, "role"), "a");
    check_text("absent", form_text(&form, "none"), "");
    check_number("has", form_has(&form, "e"), true);
    check_number("has not", form_has(&form, "none"), false);
    check_text("next", form_next(&form, "role", &at), "a");
    check_text("next", form_next(&form, "role", &at), "b");
    check_text("no more", form_next(&form, "role", &at), NULL);
    char *clean = form_clean(&form, "name", false);
    check_text("clean", clean, "Lan Anh");
    free(clean);
    static const struct {
        const char *name;
        bool is_good;
        int64_t want;
    } rows[] = {{"n", true, 42}, {"m", true, -7},    {"x", false, 0},
                {"e", false, 0}, {"none", false, 0}, {"big", false, 0}};
    for (size_t i = 0; i < check_items(rows); i++) {
        check_number(rows[i].name, form_int(&form, rows[i].name, -100, 100, &number),
                     rows[i].is_good);
        if (rows[i].is_good)
            check_number(rows[i].name, number, rows[i].want);
    }
    check_number("too small", form_int(&form, "n", 43, 100, &number), false);
    form_finish(&form);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_browsers_send),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(keeps_its_limits),
        cmocka_unit_test(gives_out_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
