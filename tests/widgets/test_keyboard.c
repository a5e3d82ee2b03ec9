/* The on-screen keyboard: where each key stands in the mock-ups, what it gives, capitals, layouts,
 * the held backspace and two thumbs. */
#include "bench.h"

#include "base/utf8.h"
#include "widgets/keyboard.h"

struct target {
    const char *id;
    struct rect area;
};

/* clang-format off */
/* From the design's list of touch targets, 08-nominate-name and p08-nominate-name. */
static const struct target landscape[] = {
    {"tone sắc", {64, 376, 140, 102}},
    {"tone huyền", {214, 376, 140, 102}},
    {"tone hỏi", {364, 376, 140, 102}},
    {"tone ngã", {515, 376, 140, 102}},
    {"tone nặng", {665, 376, 140, 102}},
    {"key ă", {815, 376, 140, 102}},
    {"key â", {965, 376, 140, 102}},
    {"key đ", {1115, 376, 140, 102}},
    {"key ê", {1265, 376, 140, 102}},
    {"key ô", {1416, 376, 140, 102}},
    {"key ơ", {1566, 376, 140, 102}},
    {"key ư", {1716, 376, 140, 102}},
    {"key q", {64, 488, 140, 102}},
    {"key w", {214, 488, 140, 102}},
    {"key e", {364, 488, 140, 102}},
    {"key r", {515, 488, 140, 102}},
    {"key t", {665, 488, 140, 102}},
    {"key y", {815, 488, 140, 102}},
    {"key u", {965, 488, 140, 102}},
    {"key i", {1115, 488, 140, 102}},
    {"key o", {1265, 488, 140, 102}},
    {"key p", {1416, 488, 140, 102}},
    {"backspace", {1566, 488, 290, 102}},
    {"key a", {64, 600, 140, 102}},
    {"key s", {214, 600, 140, 102}},
    {"key d", {364, 600, 140, 102}},
    {"key f", {515, 600, 140, 102}},
    {"key g", {665, 600, 140, 102}},
    {"key h", {815, 600, 140, 102}},
    {"key j", {965, 600, 140, 102}},
    {"key k", {1115, 600, 140, 102}},
    {"key l", {1265, 600, 140, 102}},
    {"shift", {1416, 600, 140, 102}},
    {"order", {1566, 600, 290, 102}},
    {"key z", {64, 712, 140, 102}},
    {"key x", {214, 712, 140, 102}},
    {"key c", {364, 712, 140, 102}},
    {"key v", {515, 712, 140, 102}},
    {"key b", {665, 712, 140, 102}},
    {"key n", {815, 712, 140, 102}},
    {"key m", {965, 712, 140, 102}},
    {"key ,", {1115, 712, 140, 102}},
    {"key .", {1265, 712, 140, 102}},
    {"key -", {1416, 712, 140, 102}},
    {"clear", {1566, 712, 290, 102}},
    {"num", {64, 824, 290, 102}},
    {"space", {364, 824, 891, 102}},
    {"telex", {1265, 824, 591, 102}},
};
static const struct target portrait[] = {
    {"tone sắc", {48, 1010, 114, 112}},
    {"tone huyền", {172, 1010, 114, 112}},
    {"tone hỏi", {297, 1010, 114, 112}},
    {"tone ngã", {421, 1010, 114, 112}},
    {"tone nặng", {545, 1010, 114, 112}},
    {"backspace", {669, 1010, 363, 112}},
    {"key a", {48, 1132, 114, 112}},
    {"key ă", {172, 1132, 114, 112}},
    {"key â", {297, 1132, 114, 112}},
    {"key b", {421, 1132, 114, 112}},
    {"key c", {545, 1132, 114, 112}},
    {"key d", {669, 1132, 114, 112}},
    {"key đ", {794, 1132, 114, 112}},
    {"key e", {918, 1132, 114, 112}},
    {"key ê", {48, 1254, 114, 112}},
    {"key g", {172, 1254, 114, 112}},
    {"key h", {297, 1254, 114, 112}},
    {"key i", {421, 1254, 114, 112}},
    {"key k", {545, 1254, 114, 112}},
    {"key l", {669, 1254, 114, 112}},
    {"key m", {794, 1254, 114, 112}},
    {"key n", {918, 1254, 114, 112}},
    {"key o", {48, 1376, 114, 112}},
    {"key ô", {172, 1376, 114, 112}},
    {"key ơ", {297, 1376, 114, 112}},
    {"key p", {421, 1376, 114, 112}},
    {"key q", {545, 1376, 114, 112}},
    {"key r", {669, 1376, 114, 112}},
    {"key s", {794, 1376, 114, 112}},
    {"key t", {918, 1376, 114, 112}},
    {"key u", {48, 1498, 114, 112}},
    {"key ư", {172, 1498, 114, 112}},
    {"key v", {297, 1498, 114, 112}},
    {"key x", {421, 1498, 114, 112}},
    {"key y", {545, 1498, 114, 112}},
    {"key f", {669, 1498, 114, 112}},
    {"key j", {794, 1498, 114, 112}},
    {"key w", {918, 1498, 114, 112}},
    {"num", {48, 1620, 114, 112}},
    {"key z", {172, 1620, 114, 112}},
    {"shift", {297, 1620, 114, 112}},
    {"space", {421, 1620, 363, 112}},
    {"order", {794, 1620, 239, 112}},
};
/* clang-format on */

static struct bench bench;
static struct keyboard keyboard;

static void open_keyboard(int width, int height) {
    bench_open(&bench, width, height);
    struct rect area = bench.theme.is_portrait ? theme_rect(&bench.theme, 48, 1010, 984, 722)
                                               : theme_rect(&bench.theme, 64, 376, 1792, 550);
    keyboard_init(&keyboard, area, &bench.theme, bench.words);
}

static void close_keyboard(void) {
    keyboard_finish(&keyboard);
    bench_close(&bench);
}

static int set_up(void **state) {
    (void)state;
    open_keyboard(1920, 1080);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    close_keyboard();
    return 0;
}

static const struct button *find(const char *id) {
    for (size_t i = 0; i < keyboard.keys.count; i++)
        if (!strcmp(keyboard.keys.items[i].id, id))
            return &keyboard.keys.items[i];
    return NULL;
}

static struct keyboard_press feed(struct event ev) {
    return keyboard_event(&keyboard, &ev, &bench.theme, bench.words, &bench.damage);
}

static struct keyboard_press finger_on(const char *id, enum event_kind kind, int64_t finger) {
    const struct button *key = find(id);
    if (!key)
        print_error("no key \"%s\"\n", id);
    assert_non_null(key);
    return feed(bench_touch(&bench, kind, finger, bench_middle(key->area)));
}

static struct keyboard_press tap(const char *id) {
    check_number(id, finger_on(id, EVENT_DOWN, 1).kind, KEYBOARD_NONE);
    return finger_on(id, EVENT_UP, 1);
}

static void check_targets(const struct target *targets, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct button *key = find(targets[i].id);
        if (!key)
            print_error("no key \"%s\"\n", targets[i].id);
        assert_non_null(key);
        const struct rect *got = &key->area, *want = &targets[i].area;
        bool is_near = abs(got->x - want->x) <= 2 && abs(got->y - want->y) <= 2 &&
                       abs(got->w - want->w) <= 2 && abs(got->h - want->h) <= 2;
        if (!is_near)
            print_error("%s: got %d,%d %dx%d, want %d,%d %dx%d\n", targets[i].id, got->x, got->y,
                        got->w, got->h, want->x, want->y, want->w, want->h);
        assert_true(is_near);
    }
    check_number("keys", (long long)keyboard.keys.count, (long long)count);
}

static void keys_stand_where_they_are_drawn(void **state) {
    (void)state;
    open_keyboard(1920, 1080);
    check_targets(landscape, check_items(landscape));
    close_keyboard();
    open_keyboard(1080, 1920);
    check_targets(portrait, check_items(portrait));
    close_keyboard();
}

static void show(enum keyboard_layout layout) {
    if (keyboard.layout == KEYBOARD_DIGITS)
        tap("num");
    if (layout == KEYBOARD_DIGITS)
        tap("num");
    else if (keyboard.layout != layout)
        tap("order");
    check_number("layout", keyboard.layout, layout);
}

static void no_key_covers_another(void **state) {
    (void)state;
    static const struct {
        int width, height;
    } sizes[] = {{1920, 1080}, {1080, 1920}, {1280, 720}, {3840, 2160}, {1366, 768}, {720, 1280}};
    for (size_t s = 0; s < check_items(sizes); s++) {
        open_keyboard(sizes[s].width, sizes[s].height);
        for (int layout = KEYBOARD_QWERTY; layout <= KEYBOARD_DIGITS; layout++) {
            show((enum keyboard_layout)layout);
            const struct panel *keys = &keyboard.keys;
            for (size_t i = 0; i < keys->count; i++) {
                bench_check_within(keys->items[i].id, keys->items[i].area, keyboard.area);
                for (size_t j = i + 1; j < keys->count; j++)
                    if (rect_overlaps(keys->items[i].area, keys->items[j].area)) {
                        print_error("%s and %s overlap\n", keys->items[i].id, keys->items[j].id);
                        fail();
                    }
            }
        }
        close_keyboard();
    }
}

/* Every key there is answers in the middle, also near its corners, as itself. */
static void every_key_gives_its_letter(void **state) {
    (void)state;
    static const char *special[] = {"backspace", "shift", "order", "clear",
                                    "num",       "space", "telex"};
    for (int tall = 0; tall <= 1; tall++) {
        open_keyboard(tall ? 1080 : 1920, tall ? 1920 : 1080);
        for (int layout = KEYBOARD_QWERTY; layout <= KEYBOARD_DIGITS; layout++) {
            show((enum keyboard_layout)layout);
            for (size_t i = 0; i < keyboard.keys.count; i++) {
                char id[ELEMENT_ID_BYTES];
                snprintf(id, sizeof id, "%s", keyboard.keys.items[i].id);
                if (!strncmp(id, "key ", 4)) {
                    struct keyboard_press press = tap(id);
                    check_number(id, press.kind, KEYBOARD_LETTER);
                    check_text(id, press.text, id + 4);
                } else if (!strncmp(id, "tone ", 5)) {
                    check_number(id, tap(id).kind, KEYBOARD_TONE);
                } else {
                    bool is_known = false;
                    for (size_t k = 0; k < check_items(special); k++)
                        is_known |= !strcmp(id, special[k]);
                    check_number(id, is_known, true);
                }
            }
        }
        close_keyboard();
    }
}

static bool is_reachable(const char *letter) {
    char id[16];
    snprintf(id, sizeof id, "key %s", letter);
    return find(id) != NULL;
}

static void every_character_can_be_reached(void **state) {
    (void)state;
    static const char letters[] = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    static const char signs[] = "0123456789.,-/():;!?\"'%+";
    for (int tall = 0; tall <= 1; tall++) {
        open_keyboard(tall ? 1080 : 1920, tall ? 1920 : 1080);
        for (int layout = KEYBOARD_QWERTY; layout <= KEYBOARD_DIGITS; layout++) {
            const char *all = layout == KEYBOARD_DIGITS ? signs : letters;
            show((enum keyboard_layout)layout);
            for (size_t at = 0; all[at]; at = utf8_next(all, at)) {
                char one[8] = {0};
                memcpy(one, all + at, utf8_next(all, at) - at);
                check_number(one, is_reachable(one), true);
            }
            for (size_t i = 0; i < 5 && layout != KEYBOARD_DIGITS; i++) {
                static const char *tones[] = {"tone sắc", "tone huyền", "tone hỏi", "tone ngã",
                                              "tone nặng"};
                check_number(tones[i], find(tones[i]) != NULL, true);
            }
        }
        close_keyboard();
    }
}

static void special_keys_give_what_they_say(void **state) {
    (void)state;
    static const struct {
        const char *id;
        enum keyboard_press_kind kind;
        const char *text;
        enum typing_mark mark;
    } rows[] = {
        {"tone sắc", KEYBOARD_TONE, "", TYPING_SAC},
        {"tone huyền", KEYBOARD_TONE, "", TYPING_HUYEN},
        {"tone hỏi", KEYBOARD_TONE, "", TYPING_HOI},
        {"tone ngã", KEYBOARD_TONE, "", TYPING_NGA},
        {"tone nặng", KEYBOARD_TONE, "", TYPING_NANG},
        {"space", KEYBOARD_LETTER, " ", TYPING_SAC},
        {"backspace", KEYBOARD_BACKSPACE, "", TYPING_SAC},
        {"clear", KEYBOARD_CLEAR, "", TYPING_SAC},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct keyboard_press press = tap(rows[i].id);
        check_number(rows[i].id, press.kind, rows[i].kind);
        check_text(rows[i].id, press.text, rows[i].text);
        check_number(rows[i].id, press.mark, rows[i].mark);
    }
    check_number("telex off", tap("telex").is_telex_on, false);
    check_text("telex off", find("telex")->label, words_get(bench.words, "kb.telex_off"));
    check_number("telex on", tap("telex").is_telex_on, true);
    assert_true(find("telex")->is_chosen);
}

static void shift_holds_for_one_letter(void **state) {
    (void)state;
    check_text("before", tap("key đ").text, "đ");
    check_number("shift gives nothing", tap("shift").kind, KEYBOARD_NONE);
    assert_true(find("shift")->is_chosen);
    check_text("label", find("key ư")->label, "Ư");
    check_text("capital", tap("key đ").text, "Đ");
    check_text("after", tap("key đ").text, "đ");
    tap("shift");
    tap("shift");
    check_text("taken back", tap("key a").text, "a");
    tap("shift");
    check_text("a space does not use it up", tap("space").text, " ");
    tap("tone sắc");
    assert_true(keyboard.is_shifted);
    keyboard_set_shift(&keyboard, false, &bench.theme, bench.words, &bench.damage);
    keyboard_set_shift(&keyboard, true, &bench.theme, bench.words, &bench.damage);
    check_text("by itself", tap("key ơ").text, "Ơ");
}

static void the_layout_keys_lead_there_and_back(void **state) {
    (void)state;
    check_text("leads to", find("order")->label, words_get(bench.words, "kb.alphabet"));
    tap("order");
    check_number("alphabet", keyboard.layout, KEYBOARD_ALPHABET);
    check_text("leads back", find("order")->label, words_get(bench.words, "kb.qwerty"));
    tap("num");
    check_number("digits", keyboard.layout, KEYBOARD_DIGITS);
    check_text("leads to letters", find("num")->label, words_get(bench.words, "kb.letters"));
    tap("num");
    check_number("the letters one came from", keyboard.layout, KEYBOARD_ALPHABET);
    tap("order");
    check_number("qwerty", keyboard.layout, KEYBOARD_QWERTY);
}

static void clear_reads_undo_after_clearing(void **state) {
    (void)state;
    keyboard_set_undo(&keyboard, true, &bench.theme, bench.words, &bench.damage);
    check_text("undo", find("clear")->label, words_get(bench.words, "kb.undo"));
    keyboard_set_undo(&keyboard, false, &bench.theme, bench.words, &bench.damage);
    check_text("clear", find("clear")->label, words_get(bench.words, "kb.clear"));
}

static struct keyboard_press timer_at(int64_t at_ms) {
    bench.now_ms = at_ms;
    return feed((struct event){.kind = EVENT_TIMER, .at_ms = at_ms});
}

static void a_held_backspace_repeats(void **state) {
    (void)state;
    check_number("at rest", keyboard_deadline_ms(&keyboard), 0);
    finger_on("backspace", EVENT_DOWN, 1);
    int64_t down = bench.now_ms;
    check_number("first", keyboard_deadline_ms(&keyboard), down + 500);
    check_number("too early", timer_at(down + 499).kind, KEYBOARD_NONE);
    check_number("first repeat", timer_at(down + 500).kind, KEYBOARD_BACKSPACE);
    check_number("next", keyboard_deadline_ms(&keyboard), down + 560);
    check_number("between", timer_at(down + 559).kind, KEYBOARD_NONE);
    check_number("second repeat", timer_at(down + 560).kind, KEYBOARD_BACKSPACE);
    check_number("the release adds none", finger_on("backspace", EVENT_UP, 1).kind, KEYBOARD_NONE);
    check_number("at rest again", keyboard_deadline_ms(&keyboard), 0);
    check_number("no more", timer_at(down + 2000).kind, KEYBOARD_NONE);
    check_number("a short one is one", tap("backspace").kind, KEYBOARD_BACKSPACE);
}

static void sliding_off_ends_the_repeat(void **state) {
    (void)state;
    finger_on("backspace", EVENT_DOWN, 1);
    int64_t down = bench.now_ms;
    feed(bench_touch(&bench, EVENT_MOVE, 1, (struct point){100, 100}));
    check_number("no deadline", keyboard_deadline_ms(&keyboard), 0);
    check_number("no repeat", timer_at(down + 600).kind, KEYBOARD_NONE);
}

static void two_thumbs_type_two_letters(void **state) {
    (void)state;
    tap("shift");
    finger_on("key n", EVENT_DOWN, 1);
    finger_on("key g", EVENT_DOWN, 2);
    check_text("first", finger_on("key n", EVENT_UP, 1).text, "N");
    assert_int_equal(find("key g")->finger, 2); // though the capitals have gone
    check_text("second", finger_on("key g", EVENT_UP, 2).text, "g");
}

static bool is_ground(struct point at) {
    const uint8_t *row = (const uint8_t *)bench.surface->pixels;
    row += (ptrdiff_t)at.y * bench.surface->pitch + (ptrdiff_t)at.x * 4;
    return row[0] == 0 && row[1] == 0 && row[2] == 0;
}

/* The letter stands above the finger that hides its key: 120 wide and high, the key's own width to
 * both sides of its middle, and on the canvas for the keys at the edge, too. */
static void the_letter_stands_above_the_finger(void **state) {
    (void)state;
    static const char *const keys[] = {"key h", "key q", "key ư", "tone sắc"};
    for (size_t i = 0; i < check_items(keys); i++) {
        struct rect key = find(keys[i])->area;
        struct rect plate = {key.x + (key.w - 120) / 2, key.y - 112, 120, 120};
        struct point inside[] = {{plate.x + 4, plate.y + 60}, {plate.x + 116, plate.y + 60}};
        canvas_fill(&bench.canvas, theme_canvas(&bench.theme), (struct color){0, 0, 0, 255});
        finger_on(keys[i], EVENT_DOWN, 1);
        button_draw_plate(find(keys[i]), &bench.canvas);
        for (size_t k = 0; k < check_items(inside); k++)
            check_number(keys[i], is_ground(inside[k]), false);
        check_number("no wider", is_ground((struct point){plate.x - 2, plate.y + 60}), true);
        check_number("no higher", is_ground((struct point){plate.x + 60, plate.y - 2}), true);
        finger_on(keys[i], EVENT_UP, 1);
        canvas_fill(&bench.canvas, theme_canvas(&bench.theme), (struct color){0, 0, 0, 255});
        button_draw_plate(find(keys[i]), &bench.canvas);
        check_number("gone with the finger", is_ground(bench_middle(plate)), true);
    }
}

static void a_keypad_presses_what_has_the_ring(void **state) {
    (void)state;
    struct keyboard_press none =
        keyboard_enter(&keyboard, 0, &bench.theme, bench.words, &bench.damage);
    check_number("no ring, no press", none.kind, KEYBOARD_NONE);
    for (size_t i = 0; i < keyboard.keys.count; i++)
        if (strcmp(keyboard.keys.items[i].id, "order") == 0)
            panel_focus(&keyboard.keys, (int)i, &bench.damage);
    keyboard_enter(&keyboard, 0, &bench.theme, bench.words, &bench.damage);
    check_number("order", keyboard.layout, KEYBOARD_ALPHABET);
    check_text("the ring stays", keyboard.keys.items[keyboard.keys.focus].id, "order");
    check_number("let go", timer_at(1000).kind, KEYBOARD_NONE);
    check_number("at rest", keyboard_deadline_ms(&keyboard), 0);
    panel_focus(&keyboard.keys, 0, &bench.damage);
    check_number("tone",
                 keyboard_enter(&keyboard, 5000, &bench.theme, bench.words, &bench.damage).mark,
                 TYPING_SAC);
    check_number("it is pressed", keyboard_deadline_ms(&keyboard), 5120);
    check_number("no letter more", timer_at(5200).kind, KEYBOARD_NONE);
    check_number("and is up", keyboard_deadline_ms(&keyboard), 0);
}

/* Its letter stands above it as above a finger, also when the keys are labelled anew by it; what
 * Enter presses is never held. */
static void a_keypad_sees_the_letter_too(void **state) {
    (void)state;
    static const char *const keys[] = {"key h", "tone sắc", "backspace"};
    for (size_t i = 0; i < check_items(keys); i++) {
        const struct button *key = find(keys[i]);
        int64_t at_ms = 5000 + 1000 * (int64_t)i;
        keyboard_set_shift(&keyboard, true, &bench.theme, bench.words, &bench.damage);
        panel_focus(&keyboard.keys, (int)(find(keys[i]) - keyboard.keys.items), &bench.damage);
        keyboard_enter(&keyboard, at_ms, &bench.theme, bench.words, &bench.damage);
        key = find(keys[i]);
        struct point above = {key->area.x + key->area.w / 2 - 50, key->area.y - 50};
        for (int is_let_go = 0; is_let_go < 2; is_let_go++) {
            canvas_fill(&bench.canvas, theme_canvas(&bench.theme), (struct color){0, 0, 0, 255});
            button_draw_plate(key, &bench.canvas);
            check_number(keys[i], is_ground(above), is_let_go || i == 2);
            check_number("no letter more", timer_at(at_ms + 120).kind, KEYBOARD_NONE);
            key = find(keys[i]);
        }
        finger_on("key a", EVENT_DOWN, 1);
        finger_on("key a", EVENT_UP, 1);
        check_number("nothing repeats", timer_at(at_ms + 800).kind, KEYBOARD_NONE);
    }
}

static void a_question_ends_the_repeat(void **state) {
    (void)state;
    finger_on("backspace", EVENT_DOWN, 1);
    int64_t from_ms = keyboard_deadline_ms(&keyboard);
    assert_true(from_ms > 0);
    feed((struct event){.kind = EVENT_CANCEL});
    check_number("at rest", keyboard_deadline_ms(&keyboard), 0);
    check_number("nothing is taken", timer_at(from_ms + 500).kind, KEYBOARD_NONE);
}

static void a_physical_keyboard_is_not_its_business(void **state) {
    (void)state;
    struct event text = {.kind = EVENT_TEXT, .text = "a"};
    check_number("text", feed(text).kind, KEYBOARD_NONE);
    check_number("enter", feed(bench_key(KEY_ENTER)).kind, KEYBOARD_NONE);
    feed(bench_key(KEY_TAB));
    check_number("no ring", keyboard.keys.focus, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_stand_where_they_are_drawn),
        cmocka_unit_test(no_key_covers_another),
        cmocka_unit_test(every_key_gives_its_letter),
        cmocka_unit_test(every_character_can_be_reached),
        cmocka_unit_test_setup_teardown(special_keys_give_what_they_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shift_holds_for_one_letter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_layout_keys_lead_there_and_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(clear_reads_undo_after_clearing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_held_backspace_repeats, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sliding_off_ends_the_repeat, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_thumbs_type_two_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_letter_stands_above_the_finger, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_keypad_presses_what_has_the_ring, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_keypad_sees_the_letter_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_question_ends_the_repeat, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_physical_keyboard_is_not_its_business, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
