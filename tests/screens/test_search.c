/* Searching the wall by finger, and the page of the one who was found. */
#include "scenes.h"

#include "base/fold.h"

static const char *name_of(const struct set *set) {
    return set->env.content->people[set->visit.person].name;
}

static void close_set(struct set *set) {
    memset(set->visit.query, 0, sizeof set->visit.query);
    set_close(set);
}

/* --- typing --------------------------------------------------------------------------------- */

static void results_follow_the_keys(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HONOURED);
    set_tap(&set, "people.search");
    check_number("screen", set.id, SCREEN_SEARCH);
    assert_true(set_shows(&set, "24")); // everybody, while nothing is typed
    assert_true(set_shows(&set, "được biểu dương"));
    set_keys(&set, "nong t");
    check_text("typed, without capitals", set.visit.query, "nong t");
    assert_true(set_shows(&set, "chữ đang tìm"));
    assert_true(set_shows(&set, "Nông Thị E"));
    assert_true(set_shows(&set, "Tập thể Hội Nông dân xã")); // its words in any order
    assert_false(set_shows(&set, "Trần Thị B"));
    set_keys(&set, "hi");
    assert_true(set_shows(&set, "Nông Thị E"));
    assert_false(set_shows(&set, "Hội Nông dân"));
    set_tap(&set, "backspace");
    assert_true(set_shows(&set, "Nông Thị E"));
    set_tap(&set, "people.card.0");
    check_number("a card leads to the person", set.id, SCREEN_DETAIL);
    check_text("person", name_of(&set), "Nông Thị E");
    close_set(&set);
}

static void what_was_typed_stays_in_the_field(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HONOURED);
    set_tap(&set, "people.search");
    set_keys(&set, "nong");
    set_tap(&set, "people.done");
    check_number("screen", set.id, SCREEN_HONOURED);
    assert_true(set_shows(&set, "nong"));
    assert_true(set_shows(&set, "chữ đang tìm"));
    assert_true(set_shows(&set, "5")); // two names, two roles, a unit
    assert_true(set_shows(&set, "Triệu Văn L"));
    assert_false(set_shows(&set, "Lê Văn C"));
    set_tap(&set, "people.search"); // typed on from where it stood
    check_number("screen", set.id, SCREEN_SEARCH);
    set_keys(&set, " th");
    check_text("typed on", set.visit.query, "nong th");
    set_tap(&set, "people.done");
    set_tap(&set, "people.search.clear");
    check_text("cleared", set.visit.query, "");
    assert_false(set_has(&set, "people.search.clear"));
    assert_true(set_shows(&set, "Lê Văn C"));
    assert_true(set_shows(&set, "được biểu dương"));
    close_set(&set);
}

static void marks_that_are_typed_come_first(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_SEARCH);
    set_keys(&set, "ly"); // Lý
    set_tap(&set, "tone sắc");
    check_text("a tone key", set.visit.query, "lý");
    assert_true(set_shows(&set, "Gia đình bà Lý Thị K"));
    close_set(&set);
}

static void the_filter_stays_with_the_search(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HONOURED);
    set_tap(&set, "people.filter.tap_the");
    set_tap(&set, "people.search");
    set_keys(&set, "nong");
    assert_true(set_shows(&set, "Tập thể Hội Nông dân xã"));
    assert_false(set_shows(&set, "Nông Thị E"));
    set_tap(&set, "people.done");
    assert_false(set_shows(&set, "Nông Thị E"));
    set_tap(&set, "people.filter.ca_nhan");
    assert_true(set_shows(&set, "Nông Thị E"));
    assert_false(set_shows(&set, "Hội Nông dân xã"));
    close_set(&set);
}

static void type_on_keys(struct set *set, const char *keys) {
    for (const char *c = keys; *c; c++) {
        struct event ev = {.kind = EVENT_TEXT, .text = {*c, '\0'}};
        set_feed(set, ev);
    }
}

/* At a desk, and for who cannot touch: letters, then Enter. */
static void a_keyboard_of_keys_types_too(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_SEARCH);
    type_on_keys(&set, "luowng");
    check_text("typed", set.visit.query, "lương");
    set_feed(&set, (struct event){.kind = EVENT_KEY, .key = KEY_ENTER});
    check_number("screen", set.id, SCREEN_HONOURED);
    assert_true(set_shows(&set, "Lương Văn G"));
    close_set(&set);
}

/* [form] physical_typing and tone_style. The keyboard drawn is Telex whatever they say. */
static void the_settings_say_how_keys_type(void **state) {
    (void)state;
    struct set set;
    char *why = NULL;
    scene_open_at(&set, SCREEN_HONOURED);
    check_number("set", ini_set("form.physical_typing=vni", config_keys, &set.config, &why), true);
    check_number("set", ini_set("form.tone_style=new", config_keys, &set.config, &why), true);
    set_tap(&set, "people.search");
    type_on_keys(&set, "d9oa2 luow ");
    check_text("VNI, new style", set.visit.query, "đoà luow ");
    set_keys(&set, "thuyr");
    check_text("Telex by finger", set.visit.query, "đoà luow thuỷ");
    close_set(&set);
}

static void what_is_typed_has_an_end(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_SEARCH);
    for (int i = 0; i < 30; i++)
        set_keys(&set, "aaa ");
    assert_true(strlen(set.visit.query) <= 60);
    set_tap(&set, "clear");
    check_text("cleared", set.visit.query, "");
    set_tap(&set, "clear"); // the same key gives it back
    assert_true(set.visit.query[0] != '\0');
    close_set(&set);
}

/* --- nobody --------------------------------------------------------------------------------- */

static void nobody_found_offers_a_way_on(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_SEARCH);
    set_keys(&set, "nong thi z");
    assert_true(set_shows(&set, "Có phải:"));
    assert_false(set_has(&set, "people.card.0"));
    assert_true(set_has(&set, "people.near.0"));
    set_tap(&set, "people.done");
    assert_true(set_shows(&set, "Chưa thấy “nong thi z”"));
    assert_true(set_shows(&set, "Thử gõ ngắn hơn"));
    set_tap(&set, "people.near.0");
    check_number("a near name leads to the person", set.id, SCREEN_DETAIL);
    check_text("person", name_of(&set), "Nông Thị E");
    assert_false(set_has(&set, "detail.next")); // they are no result of the search
    set_enter(&set, SCREEN_HONOURED);
    set_tap(&set, "people.filter.tap_the");
    set_tap(&set, "people.all");
    check_text("all", set.visit.query, "");
    assert_null(set.visit.group);
    assert_true(set_shows(&set, "Lê Văn C"));
    close_set(&set);
}

static void a_filter_does_not_hide_near_names(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HONOURED);
    set_tap(&set, "people.filter.tap_the");
    set_tap(&set, "people.search");
    set_keys(&set, "le van c");
    set_tap(&set, "people.near.0");
    check_text("of another group", name_of(&set), "Lê Văn C");
    close_set(&set);
}

static void whoever_is_missing_can_be_nominated(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HONOURED);
    snprintf(set.visit.query, sizeof set.visit.query, "đàm thị ánh z");
    set_enter(&set, SCREEN_HONOURED);
    set_tap(&set, "people.nominate");
    check_number("step", set.id, SCREEN_WHO);
    check_text("name", set.visit.form->name, "Đàm Thị Ánh Z");
    set_tap(&set, "who.resident");
    check_text("name on step 2", set.visit.form->name, "Đàm Thị Ánh Z");
    close_set(&set);
}

static void without_slips_there_is_nobody_to_nominate(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HONOURED);
    scene_empty_closed(&set);
    assert_false(set_has(&set, "people.nominate"));
    assert_true(set_has(&set, "people.all"));
    set.env.is_enrolled = false;
    set_clock(&set, SET_TIME);
    set_enter(&set, SCREEN_HONOURED);
    assert_false(set_has(&set, "people.nominate"));
    close_set(&set);
}

/* --- the page of one person ----------------------------------------------------------------- */

static void neighbours_are_those_found(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HONOURED);
    scene_honoured_for(&set, "nông");
    set_tap(&set, "people.card.0");
    check_text("first", name_of(&set), "Nông Thị E");
    set_tap(&set, "detail.prev"); // off
    check_text("still", name_of(&set), "Nông Thị E");
    for (int i = 0; i < 4; i++) {
        set_tap(&set, "detail.next");
        assert_true(fold_match_names("nong", set.env.content->people[set.visit.person].role) ||
                    fold_match_names("nong", name_of(&set)));
    }
    size_t last = set.visit.person;
    set_tap(&set, "detail.next");
    check_number("the last is the last", (long long)set.visit.person, (long long)last);
    close_set(&set);
}

static void a_long_story_goes_on_on_a_sheet(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_DETAIL);
    assert_false(set_has(&set, "detail.more")); // it is whole
    scene_detail_of(&set, "long");
    assert_true(set_shows(&set, "…"));
    assert_true(set_shows(&set, "320 m²")); // of their own
    assert_true(set_shows(&set, "Quyết định số 1247/QĐ-UBND ngày 12/6/2023"));
    set_tap(&set, "detail.more");
    assert_false(set_has(&set, "detail.next"));
    assert_true(set_has(&set, "sheet.down"));
    set_tap(&set, "sheet.close");
    assert_true(set_has(&set, "detail.more"));
    scene_detail_of(&set, "story");
    assert_true(set_shows(&set, "vận động 14 hộ cùng góp đất…")); // sixty words, not one more
    close_set(&set);
}

static void samples_have_no_decision(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_DETAIL);
    assert_false(set_shows(&set, "Quyết định"));
    close_set(&set);
}

static void it_is_read_aloud_and_paused(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_DETAIL);
    set.env.can_read = false;
    set_enter(&set, SCREEN_DETAIL);
    assert_false(set_has(&set, "nav.read")); // nothing to read with
    set.env.can_read = true;
    set_enter(&set, SCREEN_DETAIL);
    assert_true(set_shows(&set, "Nghe đọc"));
    set_tap(&set, "nav.read");
    check_number("reply", set.reply.action, SCREEN_READ);
    set.env.is_reading = true;
    set_feed(&set, (struct event){.kind = EVENT_TIMER});
    assert_true(set_shows(&set, "Tạm dừng"));
    set.env.is_reading = false;
    set_feed(&set, (struct event){.kind = EVENT_TIMER});
    assert_false(set_shows(&set, "Tạm dừng"));
    close_set(&set);
}

static void who_is_gone_is_not_shown(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_DETAIL);
    set.visit.person = set.content->person_count;
    set_enter(&set, SCREEN_DETAIL);
    set_draw(&set, NULL);
    assert_true(set.screen->kind->deadline_ms(set.screen) > 0);
    set_wait(&set, 0);
    check_number("back to the list", set.reply.action, SCREEN_BACK);
    close_set(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_follow_the_keys),
        cmocka_unit_test(what_was_typed_stays_in_the_field),
        cmocka_unit_test(marks_that_are_typed_come_first),
        cmocka_unit_test(the_filter_stays_with_the_search),
        cmocka_unit_test(a_keyboard_of_keys_types_too),
        cmocka_unit_test(the_settings_say_how_keys_type),
        cmocka_unit_test(what_is_typed_has_an_end),
        cmocka_unit_test(nobody_found_offers_a_way_on),
        cmocka_unit_test(a_filter_does_not_hide_near_names),
        cmocka_unit_test(whoever_is_missing_can_be_nominated),
        cmocka_unit_test(without_slips_there_is_nobody_to_nominate),
        cmocka_unit_test(neighbours_are_those_found),
        cmocka_unit_test(a_long_story_goes_on_on_a_sheet),
        cmocka_unit_test(samples_have_no_decision),
        cmocka_unit_test(it_is_read_aloud_and_paused),
        cmocka_unit_test(who_is_gone_is_not_shown),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
