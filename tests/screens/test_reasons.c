/* Reasons come from content, as many as a commune has: each can be reached and chosen, by finger
 * and by keypad, in every look. */
#include "scenes.h"

#define MANY 20

static void press(struct set *set, enum event_key key) {
    set_feed(set, (struct event){.kind = EVENT_KEY, .key = key});
}

static bool has_ring(struct set *set, const char *id) {
    struct element e = {0};
    return set_find(set, id, &e) && e.has_focus;
}

/* As a finger or, by Tab and Enter alone, a keypad. */
static void use(struct set *set, const char *id, bool is_keypad) {
    if (!is_keypad) {
        set_tap(set, id);
        return;
    }
    for (int i = 0; i < 40 && !has_ring(set, id); i++)
        press(set, KEY_TAB);
    if (!has_ring(set, id))
        fail_msg("no way to %s", id);
    press(set, KEY_ENTER);
}

static void clear_choice(struct nomination *form) {
    while (form->reason_count > 0)
        nomination_toggle_reason(form, form->reasons[0]);
}

/* Chooses a reason wherever its page is, from the first page on. */
static void choose(struct set *set, const char *reason, bool is_keypad) {
    char id[ELEMENT_ID_BYTES];
    snprintf(id, sizeof id, "why.%.50s", reason);
    while (!set_has(set, id)) {
        if (set_is_off(set, "why.next"))
            fail_msg("%s is on no page", id);
        use(set, "why.next", is_keypad);
    }
    use(set, id, is_keypad);
}

static void every_one_can_be_chosen(void **state) {
    (void)state;
    struct set set;
    set_open(&set, "vi");
    for (size_t i = 0; i < 2 * LOOKS; i++) {
        const struct look *look = &looks[i / 2];
        set_leave(&set);
        set_size(&set, look->width, look->height, look->is_large, look->is_contrast);
        scene_reset(&set);
        scene_many_reasons(&set);
        struct nomination *form = set.visit.form;
        const struct kind *kind = content_kind(set.env.content, "resident");
        check_number("reasons", (long long)kind->reason_count, MANY);
        for (size_t j = 0; j < MANY; j++) {
            clear_choice(form);
            set_enter(&set, SCREEN_WHY);
            choose(&set, kind->reasons[j].id, i % 2);
            check_number(look->name, (long long)form->reason_count, 1);
            assert_true(nomination_has_reason(form, kind->reasons[j].id));
        }
    }
    scene_close(&set);
}

/* What is chosen on one page holds on the others, and whoever comes back begins where it stands. */
static void a_choice_goes_over_pages(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    scene_many_reasons(&set);
    struct nomination *form = set.visit.form;
    clear_choice(form);
    set_enter(&set, SCREEN_WHY);
    assert_true(set_shows(&set, "Chọn 1 đến 3 việc"));
    assert_true(set_is_off(&set, "why.prev"));
    set_tap(&set, "why.prev"); // does nothing
    choose(&set, "r-xa-8", false);
    choose(&set, "r-xa-19", false);
    assert_true(set_is_off(&set, "why.next"));
    set_tap(&set, "why.next");
    assert_true(set_shows(&set, "Đã chọn 2, nhiều nhất 3 việc"));
    set_tap(&set, "why.prev");
    set_tap(&set, "why.prev");
    choose(&set, "r-gop", false);
    choose(&set, "r-giup", false);
    assert_true(set_shows(&set, "Chọn tối đa 3 việc"));
    check_number("three", (long long)form->reason_count, 3);
    set_tap(&set, "why.r-gop");
    set_enter(&set, SCREEN_WHY); // "Sửa"
    assert_true(set_has(&set, "why.r-xa-8"));
    scene_close(&set);
}

/* As many as the page holds stand on it, without a way to others. */
static void eight_need_no_page(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    scene_why(&set);
    assert_true(set_has(&set, "why.r-khac"));
    assert_false(set_has(&set, "why.next"));
    scene_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_one_can_be_chosen),
        cmocka_unit_test(a_choice_goes_over_pages),
        cmocka_unit_test(eight_need_no_page),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
