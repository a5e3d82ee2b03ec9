/* Every word that the programs ask for is there, in both languages, with the same places to fill.
 */
#include "../check.h"

#include "base/jsonread.h"
#include "base/path.h"
#include "base/utf8.h"
#include <glob.h>
#include <regex.h>

#define WORDS_BYTES_MAX (1u << 20)
#define SOURCE_BYTES_MAX (1u << 20)

static json_t *read_words(const char *lang) {
    char path[64], *why = NULL;
    snprintf(path, sizeof path, "assets/words/%s.json", lang);
    json_t *words = jsonread_file(path, WORDS_BYTES_MAX, &why);
    if (!words)
        print_error("%s\n", why);
    assert_non_null(words);
    return words;
}

/* What one has and the other has not. */
static int count_missing(json_t *from, const json_t *in, const char *lang) {
    const char *key;
    json_t *value;
    int missing = 0;
    json_object_foreach(from, key, value) {
        if (!json_is_string(json_object_get(in, key))) {
            print_error("%s.json has no text for '%s'\n", lang, key);
            missing++;
        }
    }
    return missing;
}

static void test_languages_have_the_same_keys(void **state) {
    (void)state;
    json_t *vi = read_words("vi"), *en = read_words("en");
    assert_int_equal(count_missing(vi, en, "en") + count_missing(en, vi, "vi"), 0);
    json_decref(vi);
    json_decref(en);
}

/* The {places} of a text in the order of the alphabet, each once: "max,min". */
static void places_of(const char *text, char *out, size_t out_bytes) {
    char found[8][24];
    size_t count = 0, at = 0;
    for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
        size_t len = strcspn(open + 1, "}");
        assert_true(count < 8 && len < sizeof found[0]);
        snprintf(found[count++], sizeof found[0], "%.*s", (int)len, open + 1);
    }
    qsort(found, count, sizeof found[0], (int (*)(const void *, const void *))strcmp);
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(found[i], found[i - 1]) != 0)
            at += (size_t)snprintf(out + at, out_bytes - at, "%s,", found[i]);
    }
}

static void test_places_to_fill_agree(void **state) {
    (void)state;
    json_t *vi = read_words("vi"), *en = read_words("en"), *value;
    const char *key;
    json_object_foreach(vi, key, value) {
        char want[256], got[256];
        places_of(json_string_value(value), want, sizeof want);
        places_of(json_string_value(json_object_get(en, key)), got, sizeof got);
        check_text(key, got, want);
    }
    json_decref(vi);
    json_decref(en);
}

static void check_form(const char *lang) {
    json_t *words = read_words(lang), *value;
    const char *key;
    json_object_foreach(words, key, value) {
        const char *text = json_string_value(value);
        char *nfc = utf8_to_nfc(text, strlen(text));
        check_text(key, text, nfc);
        assert_true(text[0] != '\0' && text[0] != ' ');
        free(nfc);
    }
    json_decref(words);
}

static void test_texts_are_nfc_and_not_empty(void **state) {
    (void)state;
    check_form("vi");
    check_form("en");
}

/* Our own words keep the old placement of tones: xóa, hòa, hủy (the plan's wording is content). */
static void test_tones_stand_in_the_old_places(void **state) {
    (void)state;
    static const char *const new_style[] = {"oá", "oà", "oả", "oã", "oạ", "uý", "uỳ", "uỷ", "uỵ",
                                            "oé", "oè", "oẻ", "oẹ", "Oá", "Oà", "Uý", "Uỷ"};
    json_t *words = read_words("vi"), *value;
    const char *key;
    json_object_foreach(words, key, value) {
        for (size_t i = 0; i < check_items(new_style); i++) {
            const char *at = strstr(json_string_value(value), new_style[i]);
            uint32_t next = 0, before = 0;
            if (!at)
                continue;
            const char *text = json_string_value(value);
            size_t start = (size_t)(at - text);
            utf8_decode(at + strlen(new_style[i]), 4, &next);
            if (start > 0)
                before = (unsigned char)text[start - 1];
            bool is_open = !utf8_is_letter(next) && before != 'q' && before != 'Q';
            if (is_open)
                print_error("%s: \"%s\" has %s\n", key, text, new_style[i]);
            assert_false(is_open);
        }
    }
    json_decref(words);
}

/* Ids of targets look the same as keys; all of them are listed in the README of the touch scripts.
 */
static bool is_known_id(const char *text) {
    char *readme, quoted[96];
    assert_true(path_read("tests/e2e/README.md", SOURCE_BYTES_MAX, &readme, NULL));
    snprintf(quoted, sizeof quoted, "`%s`", text);
    bool is_known = strstr(readme, quoted) != NULL;
    free(readme);
    return is_known;
}

/* A text in quotes is a key when its first part is one of the words'. */
static bool is_family(json_t *words, const char *text) {
    size_t len = strcspn(text, ".");
    const char *key;
    json_t *value;
    json_object_foreach(words, key, value) {
        if (strncmp(key, text, len) == 0 && key[len] == '.')
            return true;
    }
    return false;
}

static int check_source(const char *path, json_t *words, const regex_t *quoted) {
    char *source;
    int missing = 0;
    regmatch_t match[2];
    assert_true(path_read(path, SOURCE_BYTES_MAX, &source, NULL));
    for (const char *at = source; regexec(quoted, at, 2, match, 0) == 0; at += match[0].rm_eo) {
        char *text = strndup(at + match[1].rm_so, (size_t)(match[1].rm_eo - match[1].rm_so));
        bool is_there = json_object_get(words, text) != NULL;
        if (!is_there && is_family(words, text) && !is_known_id(text)) {
            print_error("%s asks for '%s', which no language has\n", path, text);
            missing++;
        }
        free(text);
    }
    free(source);
    return missing;
}

/* "staff.act.%s" as a pattern for what is made by it. False when it is no form of keys. */
static bool make_pattern(const char *form, char *out, size_t out_bytes) {
    size_t at = (size_t)snprintf(out, out_bytes, "^");
    if (strcspn(form, ".") >= strcspn(form, "%"))
        return false; // it could be anything
    for (; *form && at + 16 < out_bytes; form++) {
        if (*form == '%') {
            form += strcspn(form, "sduc");
            at += (size_t)snprintf(out + at, out_bytes - at, "[a-z0-9_.]+");
        } else {
            at += (size_t)snprintf(out + at, out_bytes - at, *form == '.' ? "[.]" : "%c", *form);
        }
        if (!*form)
            return false;
    }
    snprintf(out + at, out_bytes - at, "$");
    return true;
}

/* Takes out of `unasked` what this text of a source asks for: a key, or all that it is a form of.
 */
static void drop_asked(json_t *unasked, const char *text) {
    char pattern[512];
    const char *key;
    void *next;
    json_t *value;
    regex_t form;
    json_object_del(unasked, text);
    if (!strchr(text, '%') || !make_pattern(text, pattern, sizeof pattern))
        return;
    assert_int_equal(regcomp(&form, pattern, REG_EXTENDED | REG_NOSUB), 0);
    json_object_foreach_safe(unasked, next, key, value) {
        if (regexec(&form, key, 0, NULL, 0) == 0)
            json_object_del(unasked, key);
    }
    regfree(&form);
}

static void drop_asked_in(json_t *unasked, const char *path, const regex_t *quoted) {
    char *source;
    regmatch_t match[2];
    assert_true(path_read(path, SOURCE_BYTES_MAX, &source, NULL));
    for (const char *at = source; regexec(quoted, at, 2, match, 0) == 0; at += match[0].rm_eo) {
        char *text = strndup(at + match[1].rm_so, (size_t)(match[1].rm_eo - match[1].rm_so));
        drop_asked(unasked, text);
        free(text);
    }
    free(source);
}

/* A word that nothing shows is one more to translate, and says of the kiosk what is not so. */
static void test_every_key_is_asked_for(void **state) {
    (void)state;
    static const char *const patterns[] = {"kiosk/screens/*.c", "kiosk/widgets/*.c",
                                           "kiosk/app/*.c", "kiosk/staff/*.c", "kiosk/model/*.c"};
    json_t *unasked = read_words("vi"), *value;
    const char *key;
    regex_t quoted;
    assert_int_equal(regcomp(&quoted, "\"([a-z0-9_.%*]+)\"", REG_EXTENDED), 0);
    for (size_t i = 0; i < check_items(patterns); i++) {
        glob_t found;
        assert_int_equal(glob(patterns[i], 0, NULL, &found), 0);
        for (size_t j = 0; j < found.gl_pathc; j++)
            drop_asked_in(unasked, found.gl_pathv[j], &quoted);
        globfree(&found);
    }
    json_object_foreach(unasked, key, value) {
        print_error("nothing asks for '%s'\n", key);
    }
    assert_int_equal(json_object_size(unasked), 0);
    regfree(&quoted);
    json_decref(unasked);
}

static void test_every_key_in_the_sources_is_there(void **state) {
    (void)state;
    static const char *const patterns[] = {"kiosk/screens/*.c", "kiosk/widgets/*.c",
                                           "kiosk/app/*.c", "kiosk/staff/*.c"};
    json_t *words = read_words("vi");
    regex_t quoted;
    int missing = 0;
    size_t files = 0;
    assert_int_equal(regcomp(&quoted, "\"([a-z0-9]+(\\.[a-z0-9_]+)+)\"", REG_EXTENDED), 0);
    for (size_t i = 0; i < check_items(patterns); i++) {
        glob_t found;
        assert_int_equal(glob(patterns[i], 0, NULL, &found), 0);
        for (size_t j = 0; j < found.gl_pathc; j++)
            missing += check_source(found.gl_pathv[j], words, &quoted);
        files += found.gl_pathc;
        globfree(&found);
    }
    assert_true(files > 20);
    assert_int_equal(missing, 0);
    regfree(&quoted);
    json_decref(words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages_have_the_same_keys),
        cmocka_unit_test(test_places_to_fill_agree),
        cmocka_unit_test(test_texts_are_nfc_and_not_empty),
        cmocka_unit_test(test_tones_stand_in_the_old_places),
        cmocka_unit_test(test_every_key_in_the_sources_is_there),
        cmocka_unit_test(test_every_key_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
