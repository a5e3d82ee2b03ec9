/* Words by key, and their places filled. */
#include "../check.h"

#include "base/jsonread.h"
#include "base/path.h"
#include "model/words.h"

static struct words *decode(const char *json) {
    char *why = NULL;
    struct words *words = words_decode(json, strlen(json), &why);
    if (!words)
        fail_msg("%s", why);
    return words;
}

static void a_missing_key_shows_itself(void **state) {
    (void)state;
    struct words *words = decode("{\"nav.home\":\"Trang chính\",\"empty\":\"\"}");
    assert_string_equal(words_get(words, "nav.home"), "Trang chính");
    assert_string_equal(words_get(words, "nav.none"), "nav.none");
    assert_string_equal(words_get(words, "empty"), "");
    assert_true(words_has(words, "empty"));
    assert_false(words_has(words, "nav.none"));
    words_destroy(words);
    words_destroy(NULL);
}

static void places_are_filled_by_name(void **state) {
    (void)state;
    static const char *const values[] = {"n",     "19", "max",   "400", "date", "31/5/2023",
                                         "empty", "",   "brace", "{n}", NULL};
    static const struct {
        const char *text, *filled;
    } rows[] = {
        {"Còn {n} ngày", "Còn 19 ngày"},
        {"{n}/{max}{n}", "19/40019"},
        {"không có gì", "không có gì"},
        {"{khác} {n}", "{khác} 19"}, // unknown: left, so that a gap is seen
        {"{n", "{n"},
        {"{", "{"},
        {"a{}b", "a{}b"},
        {"{{n}}", "{19}"},
        {"[{empty}]", "[]"},
        {"{brace}", "{n}"}, // a value is never filled again
        {"", ""},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *root = json_pack("{s:s}", "key", rows[i].text);
        char *json = jsonread_dump(root);
        struct words *words = decode(json);
        char *filled = words_fill(words, "key", values);
        check_text(rows[i].text, filled, rows[i].filled);
        free(filled);
        words_destroy(words);
        free(json);
        json_decref(root);
    }
}

static void only_a_flat_object_of_texts_is_taken(void **state) {
    (void)state;
    static const struct {
        const char *json, *why;
    } rows[] = {
        {"[]", "expected one object of texts"},
        {"\"x\"", "expected one object of texts"},
        {"{\"nav.home\":7}", "nav.home: expected a text"},
        {"{\"nav\":{\"home\":\"x\"}}", "nav: expected a text"},
        {"{\"a\":null}", "a: expected a text"},
        {"{\"a\":\"x\",\"a\":\"y\"}", "line 1 column 12: duplicate object key"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *why = NULL;
        assert_null(words_decode(rows[i].json, strlen(rows[i].json), &why));
        check_text(rows[i].json, why, rows[i].why);
        free(why);
    }
}

/* A sum over the names of the places, in whatever order a language puts them. */
static unsigned places_of(const char *text) {
    unsigned sum = 0;
    for (const char *open = text; (open = strchr(open, '{')); open++) {
        unsigned hash = 5381;
        for (const char *c = open + 1; *c && *c != '}'; c++)
            hash = hash * 33 + (unsigned char)*c;
        sum += hash;
    }
    return sum;
}

static void both_languages_have_every_key_and_place(void **state) {
    (void)state;
    static const char *const files[] = {"assets/words/vi.json", "assets/words/en.json"};
    json_t *roots[2];
    for (int i = 0; i < 2; i++) {
        char *bytes, *why = NULL;
        size_t len;
        assert_true(path_read(files[i], 1024 * 1024, &bytes, &len));
        struct words *words = words_decode(bytes, len, &why);
        if (!words)
            fail_msg("%s: %s", files[i], why);
        words_destroy(words);
        roots[i] = jsonread_bytes(bytes, len, len, NULL);
        free(bytes);
    }
    for (int i = 0; i < 2; i++) {
        const char *key;
        json_t *value;
        json_object_foreach(roots[i], key, value) {
            const char *text = json_string_value(value);
            const char *other = jsonread_text(roots[1 - i], key, NULL);
            if (!other)
                fail_msg("%s is only in %s", key, files[i]);
            if (places_of(text) != places_of(other))
                fail_msg("%s: the places differ: %s / %s", key, text, other);
        }
    }
    json_decref(roots[0]);
    json_decref(roots[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_key_shows_itself),
        cmocka_unit_test(places_are_filled_by_name),
        cmocka_unit_test(only_a_flat_object_of_texts_is_taken),
        cmocka_unit_test(both_languages_have_every_key_and_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
