/* JSON from outside: what is refused, where, and that nothing of it is repeated. */
#include "../check.h"

#include "base/jsonread.h"
#include "base/path.h"

static void faults_have_a_place_and_quote_nothing(void **state) {
    (void)state;
    static const struct {
        const char *json, *why;
    } rows[] = {
        {"{\"a\":1,\n \"b\":Nguyễn}", "line 2 column 9: invalid token"},
        {"{\"a\":1,\"a\":2}", "line 1 column 10: duplicate object key"},
        {"{\"a\":1} x", "line 1 column 9: end of file expected"},
        {"", "line 1 column 0: unexpected token before the end"},
        {"[1,2", "line 1 column 4: ']' expected before the end"},
        {"[\"\xFF\"]", "line 1 column 2: unable to decode byte 0xff"},
        {"[\"\\u0000\"]", "line 1 column 9: \\u0000 is not allowed without JSON_ALLOW_NUL"},
        {"[99999999999999999999]", "line 1 column 21: too big integer"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *why = NULL;
        assert_null(jsonread_bytes(rows[i].json, strlen(rows[i].json), 1000, &why));
        check_text(rows[i].json, why, rows[i].why);
        free(why);
        assert_null(jsonread_bytes(rows[i].json, strlen(rows[i].json), 1000, NULL));
    }
}

static void limits_of_bytes_and_depth(void **state) {
    (void)state;
    char *why = NULL, nested[200] = "";
    assert_null(jsonread_bytes("[1,2]", 5, 4, &why));
    assert_string_equal(why, "longer than 4 bytes");
    free(why);
    json_t *value = jsonread_bytes("[1,2]", 5, 5, NULL);
    assert_int_equal(json_array_size(value), 2);
    json_decref(value);

    memset(nested, '[', 64);
    memset(nested + 64, ']', 64);
    value = jsonread_bytes(nested, 128, 1000, NULL);
    assert_non_null(value);
    json_decref(value);
    memset(nested, '[', 65);
    memset(nested + 65, ']', 65);
    assert_null(jsonread_bytes(nested, 130, 1000, &why));
    assert_string_equal(why, "line 1 column 65: nested too deeply");
    free(why);

    // brackets in a text are text, also behind a quote that is escaped
    char text[200] = "[\"\\\"";
    memset(text + 4, '[', 100);
    strcpy(text + 104, "\\\\\"]");
    value = jsonread_bytes(text, strlen(text), 1000, NULL);
    assert_non_null(value);
    json_decref(value);
}

static void files_are_named(void **state) {
    (void)state;
    char *folder = check_make_folder(), *path = path_join(folder, "words.json"), *why = NULL;
    char want[200];
    assert_null(jsonread_file(path, 100, &why));
    snprintf(want, sizeof want, "%s: No such file or directory", path);
    assert_string_equal(why, want);
    free(why);
    assert_true(path_write(path, "{\"a\": }", 7, 0600));
    assert_null(jsonread_file(path, 100, &why));
    snprintf(want, sizeof want, "%s: line 1 column 7: unexpected token", path);
    assert_string_equal(why, want);
    free(why);
    assert_null(jsonread_file(path, 6, NULL));
    assert_true(path_write(path, "{\"a\":7}", 7, 0600));
    json_t *root = jsonread_file(path, 7, &why);
    assert_int_equal(jsonread_int(root, "a", 0), 7);
    json_decref(root);
    free(path);
    check_remove_folder(folder);
}

static void members_of_another_type_give_the_fallback(void **state) {
    (void)state;
    static const char json[] =
        "{\"t\":\"x\",\"n\":-5,\"b\":true,\"r\":1.5,\"l\":[1],\"o\":{},\"z\":null}";
    json_t *root = jsonread_bytes(json, strlen(json), 1000, NULL);
    assert_string_equal(jsonread_text(root, "t", "?"), "x");
    assert_string_equal(jsonread_text(root, "n", "?"), "?");
    assert_string_equal(jsonread_text(root, "z", "?"), "?");
    assert_null(jsonread_text(root, "none", NULL));
    assert_int_equal(jsonread_int(root, "n", 1), -5);
    assert_int_equal(jsonread_int(root, "r", 1), 1);
    assert_int_equal(jsonread_int(root, "t", 1), 1);
    assert_true(jsonread_bool(root, "b", false));
    assert_true(jsonread_bool(root, "n", true));
    assert_int_equal(json_array_size(jsonread_array(root, "l")), 1);
    assert_null(jsonread_array(root, "o"));
    assert_non_null(jsonread_object(root, "o"));
    assert_null(jsonread_object(root, "l"));
    assert_string_equal(jsonread_text(NULL, "t", "?"), "?"); // no object at all
    char *dump = jsonread_dump(root);
    assert_string_equal(dump, json); // in the order of the members
    free(dump);
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_have_a_place_and_quote_nothing),
        cmocka_unit_test(limits_of_bytes_and_depth),
        cmocka_unit_test(files_are_named),
        cmocka_unit_test(members_of_another_type_give_the_fallback),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
