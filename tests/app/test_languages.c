/* The languages of the screen: found by their files, read when they are wanted, gone through round
 * about. */
#include "../model/manifest.h"

#include "app/languages.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/words.h"

/* An assets folder with these languages: code, then the whole file; "" makes one that is broken. */
static char *make_assets(const char *const (*files)[2], size_t count) {
    char *folder = check_make_folder();
    char *dir = path_join(folder, "words");
    assert_true(path_make_dirs(dir));
    for (size_t i = 0; i < count; i++) {
        char *path = xasprintf("%s/%s.json", dir, files[i][0]);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(files[i][1], file);
        assert_int_equal(fclose(file), 0);
        free(path);
    }
    free(dir);
    return folder;
}

static void they_are_gone_through_from_the_configured_one(void **state) {
    (void)state;
    static const char *const files[][2] = {
        {"vi", "{\"lang.vi\":\"Tiếng Việt\"}"},
        {"tay", "{\"lang.tay\":\"Cằm Tày\"}"},
        {"en", "{\"lang.en\":\"English\"}"},
    };
    static const char *const want[] = {"Tiếng Việt", "English", "Cằm Tày", "Tiếng Việt"};
    char *assets = make_assets(files, check_items(files));
    struct languages languages;
    languages_init(&languages, assets, "vi");
    check_number("count", (long long)languages.count, 3);
    size_t at = 0;
    for (size_t i = 0; i < check_items(want); i++) {
        check_text("name", languages_name(&languages, at), want[i]);
        at = languages_next(&languages, at);
    }
    languages_finish(&languages);
    languages_init(&languages, assets, "en");
    check_text("configured", languages_name(&languages, 0), "English");
    check_text("next", languages_name(&languages, languages_next(&languages, 0)), "Cằm Tày");
    languages_finish(&languages);
    check_remove_folder(assets);
}

static void nothing_is_read_before_it_is_wanted(void **state) {
    (void)state;
    static const char *const files[][2] = {{"vi", "{}"}, {"en", "{}"}};
    char *assets = make_assets(files, check_items(files));
    struct languages languages;
    languages_init(&languages, assets, "vi");
    assert_null(languages.items[0].words);
    assert_null(languages.items[1].words);
    const struct words *words = languages_words(&languages, 1);
    assert_non_null(words);
    assert_ptr_equal(languages_words(&languages, 1), words);
    check_text("without a name of its own", languages_name(&languages, 1), "en");
    languages_finish(&languages);
    languages_finish(&languages);
    check_remove_folder(assets);
}

static void a_broken_file_is_passed_over(void **state) {
    (void)state;
    static const char *const files[][2] = {{"vi", "{}"}, {"en", "{\"a\":"}};
    char *assets = make_assets(files, check_items(files));
    struct languages languages;
    languages_init(&languages, assets, "vi");
    check_number("next", (long long)languages_next(&languages, 0), 0);
    assert_null(languages_words(&languages, 1));
    languages_finish(&languages);
    languages_init(&languages, assets, "fr"); // configured, and not there
    assert_null(languages_words(&languages, 0));
    languages_finish(&languages);
    check_remove_folder(assets);
}

static void content_follows_the_words(void **state) {
    (void)state;
    struct content *vi = manifest_content("vi");
    struct languages languages;
    languages_init(&languages, "assets", "vi");
    size_t english = languages_next(&languages, 0);
    check_text("next", languages_name(&languages, english), "English");
    assert_ptr_equal(languages_content(&languages, 0, vi), vi);
    const struct content *en = languages_content(&languages, english, vi);
    check_text("its language", en->lang, "en");
    assert_ptr_equal(languages_content(&languages, english, vi), en); // kept
    assert_null(languages_content(&languages, english, NULL));
    languages_forget_content(&languages);
    content_destroy(vi);
    languages_finish(&languages);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_gone_through_from_the_configured_one),
        cmocka_unit_test(nothing_is_read_before_it_is_wanted),
        cmocka_unit_test(a_broken_file_is_passed_over),
        cmocka_unit_test(content_follows_the_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
