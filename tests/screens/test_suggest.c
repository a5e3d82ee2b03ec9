/* What is offered while a name is typed: frequent words of names, units, and names that this kiosk
 * shows to everybody anyway. Never anybody else's. */
#include "set.h"

#include "base/fold.h"
#include "base/jsonread.h"
#include "screens/suggest.h"

struct desk {
    struct content *content;
    json_t *names;
    struct nomination form;
    struct suggestions found;
};

static void desk_open(struct desk *desk, const char *kind) {
    *desk = (struct desk){.content = manifest_content("vi")};
    char *why = NULL;
    desk->names = jsonread_file("assets/guide/names.json", 1u << 20, &why);
    assert_non_null(desk->names);
    nomination_wipe(&desk->form);
    nomination_set_kind(&desk->form, kind);
    suggest_init(&desk->found);
}

static void desk_close(struct desk *desk) {
    suggest_finish(&desk->found);
    json_decref(desk->names);
    content_destroy(desk->content);
}

static void type(struct desk *desk, const char *text) {
    snprintf(desk->form.name, sizeof desk->form.name, "%s", text);
    suggest_find(&desk->found, &desk->form, desk->names, desk->content);
}

static void check_first(struct desk *desk, const char *typed, const char *want) {
    type(desk, typed);
    check_text(typed, desk->found.count ? suggest_text(&desk->found, 0) : "", want);
}

static void words_of_names_in_their_order(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk, "resident");
    check_first(&desk, "", "");
    check_first(&desk, "N", "Nguyễn");
    check_first(&desk, "trie", "Triệu");      // without marks or capitals
    check_first(&desk, "d", "Đàm");           // d finds đ
    check_first(&desk, "Triệu", "Triệu Văn"); // whole already: what comes behind it
    check_first(&desk, "Triệu ", "Triệu Văn");
    check_first(&desk, "Triệu T", "Triệu Thị");
    check_first(&desk, "Zz", "");
    desk_close(&desk);
}

/* Whom the wall shows may be offered by name; hidden people are not in the content at all. */
static void public_names_of_the_right_kind(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk, "resident");
    check_first(&desk, "Lương V", "Lương Văn G");
    desk_close(&desk);
    desk_open(&desk, "collective");
    check_first(&desk, "Lương V", "");
    check_first(&desk, "thon 3", "Thôn 3");
    desk_close(&desk);
}

static void a_model_is_called_by_its_project(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk, "model");
    assert_true(desk.content->project_count > 0);
    check_first(&desk, desk.content->projects[0].name,
                ""); // what stands there already helps nobody
    check_first(&desk, "Nguyễn", "");
    desk_close(&desk);
}

/* --- never a register ---------------------------------------------------------------------- */

static bool is_public(const struct desk *desk, const char *text) {
    for (size_t i = 0; i < desk->content->person_count; i++)
        if (strcmp(desk->content->people[i].name, text) == 0)
            return true;
    for (size_t i = 0; i < desk->content->unit_count; i++)
        if (strcmp(desk->content->units[i].name, text) == 0)
            return true;
    for (size_t i = 0; i < desk->content->project_count; i++)
        if (strcmp(desk->content->projects[i].name, text) == 0)
            return true;
    return false;
}

static bool is_word_of_names(const struct desk *desk, const char *word) {
    static const char *const lists[] = {"family", "middle", "given"};
    for (size_t i = 0; i < check_items(lists); i++) {
        size_t index;
        json_t *item;
        json_array_foreach(json_object_get(desk->names, lists[i]), index,
                           item) if (strcmp(json_string_value(item), word) == 0) return true;
    }
    return false;
}

/* What was typed, and one word of the list behind or in place of its last. */
static bool is_made_of_words(const struct desk *desk, const char *text) {
    const char *space = strrchr(text, ' ');
    return is_word_of_names(desk, space ? space + 1 : text);
}

static void check_all_beginning(struct desk *desk, const char *before) {
    for (char a = 'a'; a <= 'z'; a++) {
        for (char b = 'a' - 1; b <= 'z'; b++) { // one letter, then two
            char typed[64];
            snprintf(typed, sizeof typed, b < 'a' ? "%s%c" : "%s%c%c", before, a, b);
            type(desk, typed);
            if (desk->found.count > SUGGEST_MAX)
                fail_msg("%s: %zu offered", typed, desk->found.count);
            for (size_t i = 0; i < desk->found.count; i++) {
                const char *text = suggest_text(&desk->found, i);
                if (!is_public(desk, text) && !is_made_of_words(desk, text))
                    fail_msg("%s: offers \"%s\" from nowhere", typed, text);
            }
        }
    }
}

static void nothing_is_offered_that_is_not_public(void **state) {
    (void)state;
    static const char *const kinds[] = {"resident", "official", "collective", "model"};
    static const char *const before[] = {"", "Nguyễn ", "Triệu Thị "};
    for (size_t i = 0; i < check_items(kinds); i++) {
        struct desk desk;
        desk_open(&desk, kinds[i]);
        for (size_t k = 0; k < check_items(before); k++)
            check_all_beginning(&desk, before[k]);
        desk_close(&desk);
    }
}

static void without_a_list_there_are_only_public_names(void **state) {
    (void)state;
    struct desk desk;
    desk_open(&desk, "resident");
    snprintf(desk.form.name, sizeof desk.form.name, "Ng");
    suggest_find(&desk.found, &desk.form, NULL, desk.content);
    for (size_t i = 0; i < desk.found.count; i++)
        assert_true(is_public(&desk, suggest_text(&desk.found, i)));
    desk_close(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_names_in_their_order),
        cmocka_unit_test(public_names_of_the_right_kind),
        cmocka_unit_test(a_model_is_called_by_its_project),
        cmocka_unit_test(nothing_is_offered_that_is_not_public),
        cmocka_unit_test(without_a_list_there_are_only_public_names),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
