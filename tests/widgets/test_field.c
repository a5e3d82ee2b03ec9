/* What is being typed: Telex and tone keys, a caret that moves by whole characters, limits, what is
 * wiped and what can be taken back. */
#include "bench.h"

#include "base/utf8.h"
#include "widgets/field.h"
#include "widgets/keyboard.h"

static struct bench bench;
static struct field field;
static char buffer[512];
static int64_t now_ms;

static void open_field(size_t max_chars, enum typing_method method, bool is_multiline) {
    memset(buffer, 0, sizeof buffer);
    field_init(&field, "name.field", buffer, sizeof buffer, max_chars, method, TYPING_OLD);
    field.area = is_multiline ? theme_rect(&bench.theme, 64, 140, 900, 240)
                              : theme_rect(&bench.theme, 64, 140, 1160, 108);
    field.is_multiline = is_multiline;
}

static int set_up(void **state) {
    (void)state;
    bench_open(&bench, 1920, 1080);
    open_field(80, TYPING_TELEX, false);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    field_finish(&field);
    bench_close(&bench);
    return 0;
}

static bool press(enum keyboard_press_kind kind) {
    return field_press(&field, &(struct keyboard_press){.kind = kind});
}

/* Presses one key a character; bytes 1 to 5 are the tone keys, < is backspace. */
static void type_keys(const char *keys) {
    for (size_t at = 0; keys[at]; at = utf8_next(keys, at)) {
        struct keyboard_press p = {.kind = KEYBOARD_LETTER};
        memcpy(p.text, keys + at, utf8_next(keys, at) - at);
        if (keys[at] == '<')
            p = (struct keyboard_press){.kind = KEYBOARD_BACKSPACE};
        else if (keys[at] >= 1 && keys[at] <= 5)
            p = (struct keyboard_press){.kind = KEYBOARD_TONE,
                                        .mark = (enum typing_mark)(keys[at] - 1)};
        field_press(&field, &p);
    }
}

static bool feed(struct event ev) {
    return field_event(&field, &ev, &bench.canvas, &bench.damage);
}

static void type_after(int64_t ms, const char *text) {
    struct event ev = {.kind = EVENT_TEXT, .at_ms = now_ms += ms};
    snprintf(ev.text, sizeof ev.text, "%s", text);
    feed(ev);
}

/* One key, or a piece of a paste. */
static void type_text(const char *text) {
    type_after(100, text);
}

/* One key a character, so far apart. */
static void type_each_after(int64_t ms, const char *text) {
    for (size_t at = 0; text[at]; at = utf8_next(text, at)) {
        char one[8] = {0};
        memcpy(one, text + at, utf8_next(text, at) - at);
        type_after(ms, one);
    }
}

static void keys(enum event_key key, int times) {
    while (times-- > 0)
        feed(bench_key(key));
}

static void presses_compose(void **state) {
    (void)state;
    static const struct {
        const char *keys, *want;
        bool is_telex_off;
    } rows[] = {
        {"OOng Nguyeenx Vawn A", "Ông Nguyễn Văn A", false},
        {"Nguyễn", "Nguyễn", false},
        {"Nguyên\x04", "Nguyễn", false}, // tone keys: 1 sắc ... 5 nặng
        {"hoa\x02", "hòa", false},
        {"a\x01\x01", "a", false},
        {"ddawngj", "đặng", false},
        {"toans<", "tóa", false},
        {"as 2024", "á 2024", false},
        {"so61", "so61", false}, // digits on the screen are digits
        {"OOng", "OOng", true},
        {"as", "as", true},
        {"đăng\x05", "đặng", true}, // finished letters and tone keys work all the same
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        field_finish(&field);
        open_field(80, TYPING_TELEX, false);
        if (rows[i].is_telex_off)
            field_press(&field, &(struct keyboard_press){.kind = KEYBOARD_TELEX});
        type_keys(rows[i].keys);
        check_text(rows[i].keys, buffer, rows[i].want);
    }
}

static void a_physical_keyboard_has_its_own_method(void **state) {
    (void)state;
    static const struct {
        enum typing_method method;
        const char *text, *want;
    } rows[] = {
        {TYPING_TELEX, "nguyeenx", "nguyễn"},     {TYPING_VNI, "nguye6n4", "nguyễn"},
        {TYPING_PLAIN, "nguyeenx", "nguyeenx"},   {TYPING_PLAIN, "nguyễn", "nguyễn"},
        {TYPING_VNI, "15/10/2024", "15/10/2024"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        field_finish(&field);
        open_field(80, rows[i].method, false);
        type_each_after(30, rows[i].text);
        check_text(rows[i].text, buffer, rows[i].want);
    }
    field_finish(&field);
    open_field(80, TYPING_VNI, false);
    type_each_after(30, "a6");
    type_keys("s 61");
    check_text("VNI here, Telex there", buffer, "ấ 61");
}

static void the_caret_moves_by_whole_characters(void **state) {
    (void)state;
    static const char *texts[] = {"Nguyễn Văn Ệ", "a\u0323\u0302b", "👩‍👩‍👧x", "đặng"};
    for (size_t i = 0; i < check_items(texts); i++) {
        field_set_text(&field, texts[i]);
        size_t count = utf8_count(buffer), steps = 0;
        while (field.caret > 0 && steps <= count) {
            keys(KEY_LEFT, 1);
            steps++;
            check_number(texts[i], (long long)utf8_count(buffer + field.caret), (long long)steps);
        }
        check_number(texts[i], (long long)steps, (long long)count);
        keys(KEY_LEFT, 1);
        check_number("at the beginning", (long long)field.caret, 0);
        keys(KEY_RIGHT, (int)count + 2);
        check_number("at the end", (long long)field.caret, (long long)strlen(buffer));
        keys(KEY_HOME, 1);
        check_number("home", (long long)field.caret, 0);
        keys(KEY_END, 1);
        check_number("end", (long long)field.caret, (long long)strlen(buffer));
    }
}

static void typing_goes_on_where_the_caret_is(void **state) {
    (void)state;
    field_set_text(&field, "Nguyễn A");
    keys(KEY_LEFT, 1);
    type_keys("Vawn ");
    check_text("in the middle", buffer, "Nguyễn Văn A");
    keys(KEY_BACKSPACE, 1);
    check_text("backspace before the caret", buffer, "Nguyễn VănA");
    keys(KEY_DELETE, 1);
    check_text("delete behind it", buffer, "Nguyễn Văn");
    keys(KEY_DELETE, 1);
    check_text("nothing behind it", buffer, "Nguyễn Văn");
    keys(KEY_HOME, 1);
    keys(KEY_BACKSPACE, 1);
    check_text("nothing before it", buffer, "Nguyễn Văn");
    keys(KEY_DELETE, 6);
    check_text("whole characters", buffer, " Văn");
}

static void the_limit_cuts_no_character(void **state) {
    (void)state;
    field_finish(&field);
    open_field(5, TYPING_TELEX, false);
    type_keys("abcdeg");
    check_text("the sixth is not taken", buffer, "abcde");
    field_set_text(&field, "");
    type_keys("nguyee");
    check_text("a mark may still be set", buffer, "nguyê");
    type_keys("x");
    check_text("and a tone", buffer, "nguyễ");
    type_keys("n");
    check_text("but no letter", buffer, "nguyễ");
    type_keys("<n");
    check_text("one goes, one comes", buffer, "nguyn");
    field_set_text(&field, "Ệ👩‍👩‍👧b\u0323\u0331cde");
    check_text("a suggestion is cut between characters", buffer,
               "Ệ👩‍👩‍👧b\u0323\u0331cd");
    assert_true(utf8_is_valid(buffer, strlen(buffer)));
    type_text("xyz");
    check_text("pasted at the limit", buffer, "Ệ👩‍👩‍👧b\u0323\u0331cd");
}

/* A keyboard that pastes hands over pieces that end anywhere; nothing is composed but marks. */
static void a_paste_comes_finished(void **state) {
    (void)state;
    static const struct {
        const char *pieces[4];
        const char *want;
    } rows[] = {
        {{"Nguyễn aa"}, "Nguyễn aa"},
        {{"Nguye\u0302", "\u0303n Vă"}, "Nguyễn Vă"},
        {{"ễe", "\u0302\u0303"}, "ễễ"},
        {{"ễễe\u0302", "\u0303"}, "ễễễ"}, // the last mark alone, as a key would be
        {{"\u0302\u0303", "ă"}, "ă"},     // marks of no letter
        {{"\u0e34", "b"}, "b"},
        {{"a", "a"}, "â"}, // two keys
        {{"as"}, "as"},
        {{"ab \u0303\u0e34c"}, "ab c"},     // a blank takes no marks
        {{"ab ", "\u0303\u0e34c"}, "ab c"}, // neither in two pieces
        {{"  ", "\u0e34"}, "  "},
        {{"Vu Van As", " ddi Hoaf"}, "Vu Van As ddi Hoaf"},
        {{"VU VAN A", "S"}, "VU VAN Á"}, // pasted, and then a key
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        field_finish(&field);
        open_field(80, TYPING_TELEX, false);
        for (size_t p = 0; p < 4 && rows[i].pieces[p]; p++)
            type_text(rows[i].pieces[p]);
        check_text(rows[i].want, buffer, rows[i].want);
    }
}

/* SDL cut it there: the last letter is no key of Telex. */
static void a_letter_may_be_left_over_of_a_paste(void **state) {
    (void)state;
    type_text("Nguyen Van Thanh Hoaaaaaaaaaaa");
    type_after(0, "s");
    check_text("the end of a paste", buffer, "Nguyen Van Thanh Hoaaaaaaaaaaas");
    type_text(" ");
    type_each_after(0, "as"); // however fast: a slow frame hands over several keys
    check_text("then hands again", buffer, "Nguyen Van Thanh Hoaaaaaaaaaaas á");
    type_text(" do");
    keys(KEY_LEFT, 1);
    type_after(0, "d");
    check_text("the caret elsewhere", buffer, "Nguyen Van Thanh Hoaaaaaaaaaaas á đo");
    type_text("oa");
    type_after(20, "s");
    check_text("a key soon after a paste", buffer, "Nguyen Van Thanh Hoaaaaaaaaaaas á đóao");
}

/* What has no room is left out whole: no mark of it joins the letter that stands there. */
static void a_paste_too_long_ends_with_a_whole_letter(void **state) {
    (void)state;
    field_finish(&field);
    open_field(3, TYPING_TELEX, false);
    type_text("đoo\u031bo");
    check_text("three letters", buffer, "đoơ");
    type_text("\u031b\u0323n");
    check_text("no mark of the fourth", buffer, "đoơ");
}

/* A small buffer: the bytes end before the characters do. */
static void the_buffer_is_never_overrun(void **state) {
    (void)state;
    char small[12];
    memset(small, 0x5A, sizeof small);
    small[0] = '\0';
    struct field f;
    field_init(&f, "small", small, 8, 80, TYPING_PLAIN, TYPING_OLD);
    struct event ev = {.kind = EVENT_TEXT, .text = "ệệệệ"};
    field_event(&f, &ev, &bench.canvas, &bench.damage);
    check_text("two fit", small, "ệệ");
    field_set_text(&f, "đđđđđđ");
    check_text("three fit", small, "đđđ");
    for (size_t i = 8; i < sizeof small; i++)
        check_number("beyond", small[i], 0x5A);
    field_finish(&f);
}

static void check_wiped(const char *row) {
    for (size_t i = strlen(buffer); i < sizeof buffer; i++)
        if (buffer[i] != '\0') {
            print_error("%s: byte %zu is left behind\n", row, i);
            fail();
        }
}

static void what_is_deleted_is_wiped(void **state) {
    (void)state;
    field_set_text(&field, "Nguyễn Văn Ân");
    check_wiped("set");
    type_keys("<<<");
    check_wiped("backspace");
    keys(KEY_HOME, 1);
    keys(KEY_DELETE, 3);
    check_wiped("delete");
    field_set_text(&field, "A");
    check_wiped("a shorter suggestion");
    type_keys("nguyeenx<<<<");
    check_wiped("composition");
    press(KEYBOARD_CLEAR);
    check_wiped("clear");
    assert_non_null(field.undo);
    field_finish(&field);
    const char *bytes = (const char *)&field;
    for (size_t i = 0; i < sizeof field; i++)
        check_number("the field itself", bytes[i], 0);
    open_field(80, TYPING_TELEX, false);
}

static void clear_can_be_taken_back(void **state) {
    (void)state;
    assert_false(press(KEYBOARD_CLEAR));
    assert_false(field_has_undo(&field));
    type_keys("Nguyeenx");
    assert_true(press(KEYBOARD_CLEAR));
    check_text("cleared", buffer, "");
    assert_true(field_has_undo(&field));
    assert_true(press(KEYBOARD_CLEAR));
    check_text("back", buffer, "Nguyễn");
    check_number("caret", (long long)field.caret, (long long)strlen(buffer));
    assert_false(field_has_undo(&field));
    press(KEYBOARD_CLEAR);
    type_keys("B");
    assert_false(field_has_undo(&field));
    type_keys("<");
    assert_false(press(KEYBOARD_CLEAR));
    check_text("gone once something new was typed", buffer, "");
}

static void names_want_capitals(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool wants;
    } rows[] = {
        {"", true},   {"N", false}, {"Nguyễn", false}, {"Nguyễn ", true},        {"H'", true},
        {"N.", true}, {"5", false}, {"Đ", false},      {"b\u0323\u0331", false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        field_set_text(&field, rows[i].text);
        check_number(rows[i].text, field_wants_capital(&field), rows[i].wants);
    }
}

static bool touch(enum event_kind kind, int64_t finger, int x, int y) {
    return feed(bench_touch(&bench, kind, finger, (struct point){x, y}));
}

/* Where the caret of a given offset is drawn: the field says so by where it takes a touch. */
static size_t caret_at(int x, int y) {
    touch(EVENT_DOWN, 1, x, y);
    touch(EVENT_UP, 1, x, y);
    return field.caret;
}

static void a_touch_puts_the_caret_between_characters(void **state) {
    (void)state;
    static const char text[] = "Ệm Nguyễn";
    struct font *font = fonts_type(bench.fonts, &bench.theme, TYPE_FIELD);
    field_set_text(&field, text);
    int left = 64 + 33, y = 194;
    for (size_t at = 0; text[at]; at = utf8_next(text, at)) {
        size_t next = utf8_next(text, at);
        int from = font_text_width(font, text, at), to = font_text_width(font, text, next);
        check_number("left half", (long long)caret_at(left + from + (to - from) / 4, y),
                     (long long)at);
        check_number("right half", (long long)caret_at(left + to - (to - from) / 4, y),
                     (long long)next);
    }
    check_number("far right", (long long)caret_at(1200, y), (long long)strlen(text));
    check_number("far left", (long long)caret_at(66, y), 0);
    size_t before = caret_at(1200, y);
    touch(EVENT_DOWN, 1, 100, 700);
    check_number("outside", (long long)field.caret, (long long)before);
    touch(EVENT_DOWN, 1, 1200, y);
    touch(EVENT_MOVE, 1, 66, y);
    touch(EVENT_MOVE, 2, 1200, y);
    check_number("dragged by its own finger", (long long)field.caret, 0);
    touch(EVENT_CANCEL, 1, 66, y);
    touch(EVENT_MOVE, 1, 1200, y);
    check_number("let go", (long long)field.caret, 0);
    touch(EVENT_DOWN, 9, 66, y);
    touch(EVENT_CANCEL, 0, 0, 0); // a question came up: every finger's
    check_number("the next finger is heard", (long long)caret_at(1200, y), (long long)strlen(text));
}

static void a_touch_ends_the_syllable(void **state) {
    (void)state;
    type_keys("toan");
    caret_at(1200, 194);
    keys(KEY_HOME, 1);
    type_keys("s");
    check_text("a letter, not a tone", buffer, "stoan");
}

/* Is anything of the caret's colour drawn inside the field's text area? */
static bool is_caret_seen(void) {
    canvas_fill(&bench.canvas, theme_canvas(&bench.theme), (struct color){0, 0, 0, 255});
    field_draw(&field, &bench.canvas);
    struct color want = theme_color(&bench.theme, COLOR_LAC700);
    uint32_t ink = (uint32_t)want.r << 16 | (uint32_t)want.g << 8 | want.b;
    struct rect inner = rect_inset(field.area, 14);
    for (int y = inner.y; y < inner.y + inner.h; y++) {
        const uint32_t *line =
            (const uint32_t *)((const char *)bench.surface->pixels + y * bench.surface->pitch);
        for (int x = inner.x; x < inner.x + inner.w; x++)
            if ((line[x] & 0xFFFFFF) == ink)
                return true;
    }
    return false;
}

static void the_caret_stays_in_sight(void **state) {
    (void)state;
    for (int is_multiline = 0; is_multiline <= 1; is_multiline++) {
        field_finish(&field);
        open_field(400, TYPING_TELEX, is_multiline);
        for (int i = 0; i < 60; i++) {
            type_keys("đường ");
            check_number("typing", is_caret_seen(), true);
        }
        while (field.caret > 0) {
            keys(KEY_LEFT, 7);
            check_number("going back", is_caret_seen(), true);
        }
        keys(KEY_END, 1);
        check_number("end", is_caret_seen(), true);
    }
    field.has_caret_shown = false;
    check_number("blinked away", is_caret_seen(), false);
}

static void a_touch_does_not_scroll(void **state) {
    (void)state;
    field_finish(&field);
    open_field(400, TYPING_TELEX, false);
    for (int i = 0; i < 30; i++)
        type_keys("đường ");
    size_t end = field.caret, middle = caret_at(600, 194);
    assert_true(middle < end && middle > 0);
    check_number("the same place again", (long long)caret_at(600, 194), (long long)middle);
    check_number("the end is still at the right", (long long)caret_at(1190, 194), (long long)end);
}

static void lines_go_up_and_down(void **state) {
    (void)state;
    field_finish(&field);
    open_field(400, TYPING_TELEX, true);
    for (int i = 0; i < 20; i++)
        type_keys("ngày nào cũng ra ");
    size_t end = field.caret;
    keys(KEY_UP, 1);
    size_t above = field.caret;
    assert_true(above < end);
    keys(KEY_DOWN, 1);
    check_number("down again", (long long)field.caret, (long long)end);
    keys(KEY_HOME, 1);
    keys(KEY_UP, 1);
    check_number("nothing above", (long long)field.caret, 0);
    keys(KEY_DOWN, 1);
    assert_true(field.caret > 0);
    field_set_text(&field, "một");
    size_t only = caret_at(400, 350); // below its only line
    check_number("below the text", (long long)only, (long long)strlen("một"));
}

static void typed_text_reaches_no_log(void **state) {
    (void)state;
    type_keys("Nguyeenx");
    text_log_clear(&bench.log);
    field_draw(&field, &bench.canvas);
    check_number("entries", (long long)bench.log.count, 0);
}

static void only_the_field_is_drawn_again(void **state) {
    (void)state;
    damage_clear(&bench.damage);
    type_text("a");
    assert_int_equal(bench.damage.count, 1);
    bench_check_within("text", bench.damage.rects[0], field.area);
    damage_clear(&bench.damage);
    keys(KEY_END, 1);
    check_number("a key that does nothing", (long long)bench.damage.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(presses_compose, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_physical_keyboard_has_its_own_method, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_paste_comes_finished, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_letter_may_be_left_over_of_a_paste, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_paste_too_long_ends_with_a_whole_letter, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_caret_moves_by_whole_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(typing_goes_on_where_the_caret_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_limit_cuts_no_character, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_buffer_is_never_overrun, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_deleted_is_wiped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(clear_can_be_taken_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_want_capitals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_touch_puts_the_caret_between_characters, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_touch_ends_the_syllable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_caret_stays_in_sight, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_touch_does_not_scroll, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_go_up_and_down, set_up, tear_down),
        cmocka_unit_test_setup_teardown(typed_text_reaches_no_log, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_the_field_is_drawn_again, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
