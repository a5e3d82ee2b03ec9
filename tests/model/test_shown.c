/* What is shown now: published content, what staff chose at one kiosk, and the times of both. */
#include "manifest.h"

#include "base/date.h"
#include "model/overrides.h"
#include "model/people_search.h"

#define PERSON "guong-01"
#define NOTICES "[{\"id\":\"tb-01\",\"title\":\"Họp\"},{\"id\":\"tb-02\",\"title\":\"Chợ\"}]"

static int64_t at(const char *text) {
    int64_t at_s = 0;
    assert_true(date_parse_rfc3339(text, &at_s, NULL));
    return at_s;
}

static struct overrides chosen_of(const char *json) {
    struct overrides chosen;
    char *why = NULL;
    json_t *object = json_loads(json, 0, NULL);
    if (!overrides_decode(object, 7 * 3600, &chosen, &why))
        fail_msg("%s: %s", json, why);
    json_decref(object);
    return chosen;
}

/* The manifest shown with `chosen` ("" nothing) at `now` ("" nobody knows the time). */
static struct content *show(const json_t *root, const char *chosen, const char *now) {
    struct overrides overrides = chosen_of(chosen[0] ? chosen : "{}");
    struct content *plain = manifest_decode(root, "vi", NULL);
    const struct showing showing = {.overrides = &overrides, .at_s = now[0] ? at(now) : 0};
    struct content *shown = content_shown(plain, &showing);
    overrides_finish(&overrides);
    content_destroy(plain);
    assert_non_null(shown);
    return shown;
}

static bool has_person(const struct content *content, const char *id) {
    for (size_t i = 0; i < content->person_count; i++)
        if (strcmp(content->people[i].id, id) == 0)
            return true;
    return false;
}

/* --- switches ------------------------------------------------------------------------------- */

static void a_choice_here_wins_until_it_is_cleared(void **state) {
    (void)state;
    static const struct {
        const char *published, *chosen;
        bool is_on;
    } rows[] = {
        {"{}", "", true},
        {"{\"lookup\":false}", "", false},
        {"{\"lookup\":false}", "{\"switches\":{\"lookup\":true}}", true},
        {"{\"lookup\":true}", "{\"switches\":{\"lookup\":false}}", false},
        {"{\"lookup\":true}", "{\"switches\":{\"lookup\":null}}", true},
        {"{\"lookup\":true}", "{\"switches\":{\"of_a_later_version\":false}}", true},
    };
    json_t *root = manifest_compose();
    for (size_t i = 0; i < check_items(rows); i++) {
        manifest_set(root, "toggles", rows[i].published);
        struct content *content = show(root, rows[i].chosen, "");
        check_number(rows[i].chosen, content->switches.is_on[SWITCH_LOOKUP], rows[i].is_on);
        check_number(rows[i].published, content->published.is_on[SWITCH_LOOKUP],
                     strstr(rows[i].published, "false") == NULL);
        struct content *en = content_in_language(content, "en");
        check_number("in English", en->switches.is_on[SWITCH_LOOKUP], rows[i].is_on);
        content_destroy(en);
        content_destroy(content);
    }
    json_decref(root);
}

static void the_settings_are_only_a_default(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    struct content *plain = manifest_decode(root, "vi", NULL);
    struct switches defaults;
    switches_init(&defaults);
    defaults.is_on[SWITCH_ANONYMOUS] = false; // must_name_sender
    const struct showing showing = {.defaults = &defaults};
    struct content *shown = content_shown(plain, &showing);
    assert_true(plain->switches.is_on[SWITCH_ANONYMOUS]);
    assert_false(shown->switches.is_on[SWITCH_ANONYMOUS]);
    content_destroy(shown);
    content_destroy(plain);
    manifest_set(root, "toggles", "{\"anonymous\":true}");
    plain = manifest_decode(root, "vi", NULL);
    shown = content_shown(plain, &showing);
    assert_true(shown->switches.is_on[SWITCH_ANONYMOUS]);
    content_destroy(shown);
    content_destroy(plain);
    json_decref(root);
}

static void a_page_has_its_hours(void **state) {
    (void)state;
    static const char published[] = "[{\"of\":\"page:honours\",\"hours\":[\"07:00\",\"11:30\"]}]";
    static const struct {
        const char *chosen, *now;
        bool is_on;
        const char *next; // "" never
    } rows[] = {
        {"", "2023-05-12T08:42:00+07:00", true, "2023-05-12T11:30:00+07:00"},
        {"", "2023-05-12T12:00:00+07:00", false, "2023-05-13T07:00:00+07:00"},
        {"", "", true, ""}, // nobody knows the time
        {"{\"switches\":{\"honours\":true}}", "2023-05-12T12:00:00+07:00", true, NULL},
        {"{\"switches\":{\"honours\":false}}", "2023-05-12T08:42:00+07:00", false, NULL},
        {"{\"windows\":[{\"of\":\"page:honours\",\"hours\":[\"13:00\",\"17:00\"]}]}",
         "2023-05-12T08:42:00+07:00", false, NULL}, // in the place of the published ones
        {"{\"windows\":[{\"of\":\"page:honours\",\"hours\":[\"13:00\",\"17:00\"]}]}",
         "2023-05-12T13:00:00+07:00", true, NULL},
    };
    json_t *root = manifest_compose();
    manifest_set(root, "windows", published);
    for (size_t i = 0; i < check_items(rows); i++) {
        char name[128];
        snprintf(name, sizeof name, "%s at %s", rows[i].chosen, rows[i].now);
        struct content *content = show(root, rows[i].chosen, rows[i].now);
        check_number(name, content->switches.is_on[SWITCH_HONOURS], rows[i].is_on);
        if (rows[i].next)
            check_number(name, content->next_change_s,
                         rows[i].next[0] ? at(rows[i].next) : TIMESLOT_NEVER);
        content_destroy(content);
    }
    json_decref(root);
}

/* --- items ---------------------------------------------------------------------------------- */

static void items_are_hidden_for_a_reason(void **state) {
    (void)state;
    static const struct {
        const char *change, *to; // of honourees/0
        const char *windows, *chosen;
        enum hidden hidden;
    } rows[] = {
        {"sample", "true", "[]", "", HIDDEN_NOT},
        {"sample", "true", "[]", "{\"items\":{\"" PERSON "\":false}}", HIDDEN_BY_STAFF},
        {"hidden", "true", "[]", "", HIDDEN_BY_OFFICE},
        {"hidden", "true", "[]", "{\"items\":{\"" PERSON "\":true}}", HIDDEN_NOT},
        {"sample", "true", "[{\"of\":\"" PERSON "\",\"to\":\"2023-05-01\"}]", "", HIDDEN_BY_WINDOW},
        {"sample", "true", "[{\"of\":\"" PERSON "\",\"to\":\"2023-05-01\"}]",
         "{\"items\":{\"" PERSON "\":true}}", HIDDEN_NOT},
        {"sample", "true",
         "[{\"of\":\"" PERSON "\",\"to\":\"2023-05-01\"},"
         "{\"of\":\"" PERSON "\",\"from\":\"2023-05-10\"}]",
         "", HIDDEN_NOT}, // any of them
        {"sample", "true", "[]", "{\"windows\":[{\"of\":\"" PERSON "\",\"to\":\"2023-05-01\"}]}",
         HIDDEN_BY_WINDOW},
        {"sample", "true", "[]", "{\"switches\":{\"sample\":false}}", HIDDEN_SAMPLE},
        {"publish_consent", "false", "[]", "{\"items\":{\"" PERSON "\":true}}",
         HIDDEN_NO_CONSENT}, // and nobody can switch it on
        {"sample", "false", "[]", "{\"items\":{\"" PERSON "\":true}}", HIDDEN_NO_DECISION},
        {"status", "\"draft\"", "[]", "{\"items\":{\"" PERSON "\":true}}", HIDDEN_UNPUBLISHED},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char name[200], path[64];
        json_t *root = manifest_compose();
        snprintf(path, sizeof path, "honourees/0/%s", rows[i].change);
        manifest_set(root, path, rows[i].to);
        manifest_set(root, "windows", rows[i].windows);
        struct content *content = show(root, rows[i].chosen, "2023-05-12T08:42:00+07:00");
        struct item item;
        snprintf(name, sizeof name, "%s %s %s", path, rows[i].windows, rows[i].chosen);
        assert_true(content_item(content, PERSON, &item));
        check_text(name, hidden_word(item.hidden), hidden_word(rows[i].hidden));
        check_number(name, has_person(content, PERSON), rows[i].hidden == HIDDEN_NOT);
        check_number(name, hidden_may_be_lifted(item.hidden), rows[i].hidden < HIDDEN_UNPUBLISHED);
        content_destroy(content);
        json_decref(root);
    }
}

/* The lists that citizens see, and the index behind the search, hold what is shown alone; the
 * staff's list holds all, each always at its place. */
static void staff_see_all_and_citizens_what_is_shown(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    manifest_set(root, "notices", NOTICES);
    struct content *plain = show(root, "", "");
    const char *first = plain->people[0].id, *project = plain->projects[0].id;
    char chosen[200];
    snprintf(chosen, sizeof chosen, "{\"items\":{\"%s\":false,\"%s\":false,\"tb-01\":false}}",
             first, project);
    struct content *content = show(root, chosen, "");
    check_number("people", (long long)content->person_count, (long long)plain->person_count - 1);
    check_number("all people", (long long)content->person_total, (long long)plain->person_total);
    check_number("projects", (long long)content->project_count,
                 (long long)plain->project_count - 1);
    check_number("notices", (long long)content->notice_count, 1);
    check_text("the notice left", content->notices[0].id, "tb-02");
    struct people_search search;
    people_search_init(&search, content);
    people_search_find(&search, "", NULL);
    check_number("found", (long long)search.count, (long long)content->person_count);
    people_search_finish(&search);
    for (size_t i = 0; i < content->person_count; i++) {
        check_text("order", content->people[i].id, plain->people[i + 1].id);
        if (content->people[i].project)
            assert_int_equal(content->people[i].project->hidden, HIDDEN_NOT);
    }
    static const enum item_kind kinds[] = {ITEM_PERSON, ITEM_PROJECT, ITEM_NOTICE};
    for (size_t k = 0; k < check_items(kinds); k++) {
        size_t count, same_count;
        struct item *before = content_items(plain, kinds[k], &count);
        struct item *after = content_items(content, kinds[k], &same_count);
        check_number("items", (long long)same_count, (long long)count);
        for (size_t i = 0; i < count; i++)
            check_text("place", after[i].id, before[i].id);
        check_number("the first is off", after[0].hidden, HIDDEN_BY_STAFF);
        free(before);
        free(after);
    }
    content_destroy(content);
    content_destroy(plain);
    json_decref(root);
}

/* With the samples everything of a sample manifest goes, down to the mark that says so. */
static void without_samples_nothing_of_them_is_left(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    struct content *content = show(root, "{\"switches\":{\"sample\":false}}", "");
    check_number("people", (long long)content->person_count, 0);
    check_number("projects", (long long)content->project_count, 0);
    check_number("units", (long long)content->unit_count, 0);
    assert_false(content->is_sample);
    content_destroy(content);
    manifest_set(root, "units/2/sample", "false"); // a real one stays, and what leads to it
    content = show(root, "{\"switches\":{\"sample\":false}}", "");
    check_number("units", (long long)content->unit_count, 1);
    assert_non_null(content_unit(content, "don-vi-03"));
    content_destroy(content);
    json_decref(root);
}

static void pins_here_stand_in_the_place_of_the_published(void **state) {
    (void)state;
    static const struct {
        const char *chosen;
        size_t count;
        const char *first;
    } rows[] = {
        {"", 1, "guong-02"},
        {"{\"pins\":[\"mo-hinh-02\",\"guong-01\"]}", 2, "mo-hinh-02"},
        {"{\"pins\":[]}", 0, NULL},
    };
    json_t *root = manifest_compose();
    manifest_set(root, "pins", "[\"guong-02\"]");
    for (size_t i = 0; i < check_items(rows); i++) {
        struct content *content = show(root, rows[i].chosen, "");
        check_number(rows[i].chosen, (long long)content->pin_count, (long long)rows[i].count);
        if (rows[i].first)
            check_text(rows[i].chosen, content->pins[0], rows[i].first);
        content_destroy(content);
    }
    json_decref(root);
}

/* --- overrides ------------------------------------------------------------------------------ */

static void what_was_chosen_comes_back_as_it_was(void **state) {
    (void)state;
    static const char text[] =
        "{\"switches\":{\"lookup\":false,\"hours\":true},\"items\":{\"a\":false,\"b\":true},"
        "\"pins\":[\"b\"],\"windows\":[{\"of\":\"a\",\"from\":\"2023-05-12T00:00:00+07:00\"}]}";
    struct overrides chosen = chosen_of(text), copy;
    overrides_copy(&chosen, &copy);
    overrides_finish(&chosen);
    json_t *object = overrides_encode(&copy, 7 * 3600);
    char *dumped = jsonread_dump(object);
    check_text("encoded", dumped, text);
    free(dumped);
    json_decref(object);
    assert_false(overrides_are_empty(&copy));
    assert_true(overrides_set_item(&copy, "a", CHOICE_NONE));
    assert_true(overrides_set_item(&copy, "b", CHOICE_NONE));
    assert_true(overrides_set_pins(&copy, NULL, 0));
    assert_true(overrides_set_window(&copy, "a", NULL));
    memset(&copy.switches, 0, sizeof copy.switches);
    assert_true(overrides_are_empty(&copy));
    overrides_finish(&copy);
}

static void a_file_that_makes_no_sense_says_where(void **state) {
    (void)state;
    static const struct {
        const char *text, *why;
    } rows[] = {
        {"[]", "expected an object"},
        {"{\"switches\":{\"lookup\":1}}", "switches.lookup: expected true or false"},
        {"{\"items\":{\"\":true}}", "items: expected ids of 1 to 127 bytes"},
        {"{\"pins\":[1]}", "pins: expected a list of ids"},
        {"{\"windows\":[{\"of\":\"a\",\"to\":7}]}", "windows[0].to: expected a text"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct overrides chosen;
        char *why = NULL;
        json_t *object = json_loads(rows[i].text, 0, NULL);
        assert_false(overrides_decode(object, 0, &chosen, &why));
        const char *got = why && strncmp(why, ": ", 2) == 0 ? why + 2 : why;
        check_text(rows[i].text, got, rows[i].why);
        free(why);
        json_decref(object);
    }
}

static void every_switch_has_its_key(void **state) {
    (void)state;
    for (enum switch_id id = 0; id < SWITCHES; id++)
        check_number(switch_kind(id)->key, switch_by_key(switch_kind(id)->key), id);
    check_number("no key", switch_by_key("no_such_switch"), SWITCHES);
    enum switch_choice choice = CHOICE_ON;
    assert_true(switch_choice_parse("clear", &choice) && choice == CHOICE_NONE);
    assert_false(switch_choice_parse("maybe", &choice));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_choice_here_wins_until_it_is_cleared),
        cmocka_unit_test(the_settings_are_only_a_default),
        cmocka_unit_test(a_page_has_its_hours),
        cmocka_unit_test(items_are_hidden_for_a_reason),
        cmocka_unit_test(staff_see_all_and_citizens_what_is_shown),
        cmocka_unit_test(without_samples_nothing_of_them_is_left),
        cmocka_unit_test(pins_here_stand_in_the_place_of_the_published),
        cmocka_unit_test(what_was_chosen_comes_back_as_it_was),
        cmocka_unit_test(a_file_that_makes_no_sense_says_where),
        cmocka_unit_test(every_switch_has_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
