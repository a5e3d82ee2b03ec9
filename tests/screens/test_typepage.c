/* A page with a keyboard on it, by fingers and by keypad: what the hand does and what then stands
 * in the field. */
#include "set.h"

static void open_name(struct set *set, int width, int height) {
    set_open(set, "vi");
    set_size(set, width, height, false, false);
    nomination_set_kind(set->visit.form, "resident");
    set_enter(set, SCREEN_NAME);
}

static struct point middle(struct set *set, const char *id) {
    struct element e = {0};
    if (!set_find(set, id, &e))
        fail_msg("no target '%s'", id);
    return (struct point){e.area.x + e.area.w / 2, e.area.y + e.area.h / 2};
}

static void finger(struct set *set, enum event_kind kind, int64_t number, const char *id) {
    set_feed(set, (struct event){.kind = kind, .finger = number, .at = middle(set, id)});
    clock_advance(&set->clock, 20);
}

static void check_name(struct set *set, const char *row, const char *want) {
    check_text(row, set->visit.form->name, want);
}

/* --- fingers ------------------------------------------------------------------------------- */

/* Two thumbs overlap all the time: each letter comes when its own thumb lifts. */
static void two_thumbs_lose_nothing(void **state) {
    (void)state;
    struct set set;
    open_name(&set, 1920, 1080);
    finger(&set, EVENT_DOWN, 1, "key n");
    finger(&set, EVENT_DOWN, 2, "key o");
    finger(&set, EVENT_UP, 1, "key n");
    finger(&set, EVENT_DOWN, 1, "key n");
    finger(&set, EVENT_UP, 2, "key o");
    finger(&set, EVENT_DOWN, 2, "key g");
    finger(&set, EVENT_UP, 2, "key g"); // lifts first: comes first
    finger(&set, EVENT_UP, 1, "key n");
    check_name(&set, "in the order they lift", "Nogn");
    set_close(&set);
}

static void capitals_come_and_go_by_themselves(void **state) {
    (void)state;
    struct set set;
    open_name(&set, 1920, 1080);
    set_keys(&set, "bui h");
    check_name(&set, "each word", "Bui H");
    set_tap(&set, "shift");
    set_keys(&set, "mo");
    check_name(&set, "shift holds for one letter", "Bui HMo");
    set_close(&set);
}

static void the_layouts_are_one_touch_away(void **state) {
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}};
    for (size_t i = 0; i < check_items(sizes); i++) {
        struct set set;
        open_name(&set, sizes[i][0], sizes[i][1]);
        set_tap(&set, "order");
        set_keys(&set, "a");
        set_tap(&set, "num");
        set_keys(&set, "1");
        set_tap(&set, "num");
        set_tap(&set, "order");
        set_keys(&set, "b");
        check_name(&set, "order, digits and back", "A1b");
        set_close(&set);
    }
}

static void a_held_backspace_goes_on(void **state) {
    (void)state;
    struct set set;
    open_name(&set, 1920, 1080);
    set_keys(&set, "abcdefgh");
    finger(&set, EVENT_DOWN, 1, "backspace");
    set_wait(&set, 470);
    check_name(&set, "not yet", "Abcdefgh");
    set_wait(&set, 20); // 510 ms
    check_name(&set, "after half a second", "Abcdefg");
    for (int i = 0; i < 4; i++)
        set_wait(&set, 60);
    check_name(&set, "one every 60 ms", "Abc");
    finger(&set, EVENT_UP, 1, "backspace");
    set_wait(&set, 600);
    check_name(&set, "until it is let go", "Abc");
    set_close(&set);
}

static void a_touch_in_the_text_puts_the_caret_there(void **state) {
    (void)state;
    struct set set;
    struct element field = {0};
    open_name(&set, 1920, 1080);
    set_keys(&set, "nong van");
    assert_true(set_find(&set, "name.field", &field));
    set_touch(&set, (struct point){field.area.x + 36, field.area.y + field.area.h / 2});
    set_keys(&set, "x");
    check_name(&set, "at the beginning", "XNong Van");
    set_touch(&set,
              (struct point){field.area.x + field.area.w - 40, field.area.y + field.area.h / 2});
    set_keys(&set, "h");
    check_name(&set, "behind the end", "XNong Vanh");
    set_close(&set);
}

static void all_that_was_cleared_comes_back(void **state) {
    (void)state;
    struct set set;
    open_name(&set, 1920, 1080);
    set_keys(&set, "nong van e");
    set_tap(&set, "clear");
    check_name(&set, "cleared", "");
    set_tap(&set, "clear");
    check_name(&set, "taken back", "Nong Van E");
    set_tap(&set, "clear");
    set_keys(&set, "a");
    set_tap(&set, "clear"); // clears the a: the name is gone for good
    set_tap(&set, "clear");
    check_name(&set, "what was typed since", "A");
    set_close(&set);
}

/* --- keypad -------------------------------------------------------------------------------- */

static void press(struct set *set, enum event_key key) {
    set_feed(set, (struct event){.kind = EVENT_KEY, .key = key});
}

static void check_ring(struct set *set, const char *row, const char *want) {
    struct element_list list;
    char found[ELEMENT_ID_BYTES] = "";
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].has_focus)
            memcpy(found, list.items[i].id, sizeof found);
    element_list_finish(&list);
    check_text(row, found, want);
}

static void arrows_walk_over_the_whole_page(void **state) {
    (void)state;
    static const struct {
        const char *row;
        enum event_key key;
        const char *ring;
    } rows[] = {
        {"the first key shows where one is", KEY_DOWN, "name.field"},
        {"nothing typed: on to its neighbour", KEY_RIGHT, "name.unit"},
        {"back", KEY_LEFT, "name.field"},
        {"to what is offered", KEY_DOWN, "name.honorific.ba"},
        {"to the keys", KEY_DOWN, "tone nặng"},
        {"along the row", KEY_RIGHT, "key ă"},
        {"down the keys", KEY_DOWN, "key y"},
        {"down", KEY_DOWN, "key h"},
        {"down", KEY_DOWN, "key n"},
        {"the wide ones", KEY_DOWN, "space"},
        {"the bar", KEY_DOWN, "nav.read"},
        {"nothing below", KEY_DOWN, "nav.read"},
        {"up again", KEY_UP, "space"},
    };
    struct set set;
    open_name(&set, 1920, 1080);
    for (size_t i = 0; i < check_items(rows); i++) {
        press(&set, rows[i].key);
        check_ring(&set, rows[i].row, rows[i].ring);
    }
    set_close(&set);
}

static void tab_takes_the_keys_as_one(void **state) {
    (void)state;
    static const char *const stops[] = {
        "name.field",         "name.unit",          "name.honorific.ong", "name.honorific.ba",
        "name.honorific.anh", "name.honorific.chi", "name.staff",         "tone sắc",
        "wizard.back",        "wizard.cancel",      "nav.read",           "wizard.help",
        "wizard.next",        "name.field"};
    struct set set;
    open_name(&set, 1920, 1080);
    for (size_t i = 0; i < check_items(stops); i++) {
        press(&set, KEY_TAB);
        check_ring(&set, "on", stops[i]);
    }
    for (size_t i = check_items(stops) - 1; i-- > 0;) {
        press(&set, KEY_BACK_TAB);
        check_ring(&set, "back", stops[i]);
    }
    for (int i = 0; i < 7; i++)
        press(&set, KEY_TAB);
    press(&set, KEY_DOWN);
    press(&set, KEY_DOWN);
    check_ring(&set, "among the keys", "key a");
    press(&set, KEY_TAB);
    press(&set, KEY_BACK_TAB);
    check_ring(&set, "back where it was", "key a");
    set_close(&set);
}

static void enter_presses_the_key(void **state) {
    (void)state;
    struct set set;
    open_name(&set, 1920, 1080);
    press(&set, KEY_DOWN);
    press(&set, KEY_DOWN);
    press(&set, KEY_DOWN);
    press(&set, KEY_DOWN); // q to p
    check_ring(&set, "a letter", "key t");
    press(&set, KEY_ENTER);
    check_name(&set, "with its capital", "T");
    check_ring(&set, "though the keys have turned small", "key t");
    press(&set, KEY_ENTER);
    check_name(&set, "again", "Tt");
    press(&set, KEY_BACKSPACE);
    press(&set, KEY_LEFT);
    check_ring(&set, "arrows are the ring's here", "key r");
    set_close(&set);
}

static void in_the_field_arrows_move_the_caret_first(void **state) {
    (void)state;
    struct set set;
    open_name(&set, 1920, 1080);
    set_keys(&set, "ac");
    press(&set, KEY_LEFT);
    check_ring(&set, "the caret alone", "");
    set_feed(&set, (struct event){.kind = EVENT_TEXT, .text = "b"});
    check_name(&set, "typed there", "Abc");
    press(&set, KEY_RIGHT);
    press(&set, KEY_RIGHT); // it can go no further: now the ring
    check_ring(&set, "at the end of the text", "name.field");
    press(&set, KEY_RIGHT);
    check_ring(&set, "and on", "name.unit");
    set_close(&set);
}

static void a_suggestion_is_taken_and_the_ring_stays(void **state) {
    (void)state;
    struct set set;
    open_name(&set, 1920, 1080);
    set_keys(&set, "trie");
    press(&set, KEY_DOWN);
    press(&set, KEY_DOWN);
    press(&set, KEY_LEFT);
    check_ring(&set, "offered", "name.suggest.0");
    press(&set, KEY_ENTER);
    check_name(&set, "taken", "Triệu ");
    check_ring(&set, "the next is offered there", "name.suggest.0");
    press(&set, KEY_ENTER);
    check_name(&set, "taken", "Triệu Văn ");
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_thumbs_lose_nothing),
        cmocka_unit_test(capitals_come_and_go_by_themselves),
        cmocka_unit_test(the_layouts_are_one_touch_away),
        cmocka_unit_test(a_held_backspace_goes_on),
        cmocka_unit_test(a_touch_in_the_text_puts_the_caret_there),
        cmocka_unit_test(all_that_was_cleared_comes_back),
        cmocka_unit_test(arrows_walk_over_the_whole_page),
        cmocka_unit_test(tab_takes_the_keys_as_one),
        cmocka_unit_test(enter_presses_the_key),
        cmocka_unit_test(in_the_field_arrows_move_the_caret_first),
        cmocka_unit_test(a_suggestion_is_taken_and_the_ring_stays),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
