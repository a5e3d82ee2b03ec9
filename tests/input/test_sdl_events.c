/* SDL's events made by hand: turned panels, the mouse as a finger, a panel that repeats itself,
 * keys, and text that no keyboard should send. */
#include "../check.h"

#include <math.h>

#include "input/sdl_events.h"

static struct sdl_events events;
static struct event out;

static void open_panel(int quarters) {
    struct turn turn = {.quarters = quarters, .width = 1920, .height = 1080};
    sdl_events_init(&events, &turn);
}

static int set_up(void **state) {
    (void)state;
    open_panel(0);
    return 0;
}

static bool finger(uint32_t type, int64_t id, float x, float y, int64_t now_ms) {
    SDL_Event in = {.tfinger = {.type = type, .touchId = 7, .fingerId = id, .x = x, .y = y}};
    out = (struct event){0};
    return sdl_events_convert(&events, &in, now_ms, &out);
}

static bool text(const char *bytes) {
    SDL_Event in = {.text = {.type = SDL_TEXTINPUT}};
    memcpy(in.text.text, bytes, strnlen(bytes, sizeof in.text.text));
    out = (struct event){0};
    return sdl_events_convert(&events, &in, 3, &out);
}

static bool key(SDL_Keycode code, uint16_t mod) {
    SDL_Event in = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = mod}}};
    out = (struct event){0};
    return sdl_events_convert(&events, &in, 4, &out);
}

static void test_finger(void **state) {
    (void)state;
    assert_true(finger(SDL_FINGERDOWN, 5, 0.5f, 0.25f, 100));
    check_number("kind", out.kind, EVENT_DOWN);
    check_number("x", out.at.x, 960);
    check_number("y", out.at.y, 270);
    check_number("finger", out.finger, 5);
    check_number("time", out.at_ms, 100);
    assert_true(finger(SDL_FINGERMOTION, 5, 0.75f, 0.25f, 110));
    check_number("kind", out.kind, EVENT_MOVE);
    check_number("x", out.at.x, 1440);
    assert_true(finger(SDL_FINGERUP, 5, 0.75f, 0.25f, 120));
    check_number("kind", out.kind, EVENT_UP);
    check_number("none is down", events.finger_count, 0);
}

/* The corner that is the panel's top left is another corner of the canvas with each turn. */
static void test_turns(void **state) {
    (void)state;
    static const struct {
        int quarters;
        float x, y;
    } rows[] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {3, 0, 0}, {1, 1, 1}, {3, 0.25f, 0.5f}};
    for (size_t i = 0; i < check_items(rows); i++) {
        open_panel(rows[i].quarters);
        struct point panel = {rows[i].x >= 1 ? 1919 : (int)(rows[i].x * 1920),
                              rows[i].y >= 1 ? 1079 : (int)(rows[i].y * 1080)};
        struct point want = turn_to_canvas(&events.turn, panel);
        assert_true(finger(SDL_FINGERDOWN, 1, rows[i].x, rows[i].y, 0));
        check_number("x", out.at.x, want.x);
        check_number("y", out.at.y, want.y);
        bool is_upright = rows[i].quarters % 2 == 1;
        assert_true(out.at.x < (is_upright ? 1080 : 1920));
        assert_true(out.at.y < (is_upright ? 1920 : 1080));
    }
    open_panel(2);
    finger(SDL_FINGERDOWN, 1, 0, 0, 0);
    check_number("upside down, x", out.at.x, 1919);
    check_number("upside down, y", out.at.y, 1079);
}

static void test_edges(void **state) {
    (void)state;
    assert_true(finger(SDL_FINGERDOWN, 1, 1.0f, 1.0f, 0));
    check_number("right", out.at.x, 1919);
    check_number("bottom", out.at.y, 1079);
    assert_true(finger(SDL_FINGERMOTION, 1, -0.2f, 3.0f, 1));
    check_number("past the left", out.at.x, 0);
    check_number("past the bottom", out.at.y, 1079);
    assert_true(finger(SDL_FINGERMOTION, 1, NAN, 0.5f, 2));
    check_number("no number", out.at.x, 0);
}

static void test_mouse(void **state) {
    (void)state;
    SDL_Event in = {.tfinger = {.type = SDL_FINGERDOWN, .touchId = SDL_MOUSE_TOUCHID, .x = 0.5f}};
    assert_true(sdl_events_convert(&events, &in, 0, &out));
    check_number("the mouse's finger", out.finger, EVENT_FINGER_MOUSE);
    SDL_Event button = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT}};
    assert_false(sdl_events_convert(&events, &button, 0, &out)); // else every click counted twice
    SDL_Event motion = {.motion = {.type = SDL_MOUSEMOTION, .x = 3}};
    assert_false(sdl_events_convert(&events, &motion, 0, &out));
}

/* A finger that never came down, or comes down twice, says nothing that can be trusted. */
static void test_strays(void **state) {
    (void)state;
    assert_false(finger(SDL_FINGERMOTION, 9, 0.5f, 0.5f, 0));
    assert_false(finger(SDL_FINGERUP, 9, 0.5f, 0.5f, 0));
    assert_true(finger(SDL_FINGERDOWN, 9, 0.5f, 0.5f, 0));
    assert_false(finger(SDL_FINGERDOWN, 9, 0.6f, 0.5f, 500));
    for (int i = 1; i < SDL_EVENTS_FINGERS_MAX; i++)
        assert_true(finger(SDL_FINGERDOWN, 100 + i, 0.05f * (float)i, 0.5f, 1000));
    assert_false(finger(SDL_FINGERDOWN, 999, 0.9f, 0.9f, 1000)); // one more than there are hands
    assert_true(finger(SDL_FINGERUP, 9, 0.5f, 0.5f, 1100));
    assert_true(finger(SDL_FINGERDOWN, 999, 0.9f, 0.9f, 1200));
}

/* A finger's number may be any, and one lifted may not take another with it. */
static void test_fingers_apart(void **state) {
    (void)state;
    assert_true(finger(SDL_FINGERDOWN, 0, 0.1f, 0.1f, 0));
    assert_true(finger(SDL_FINGERDOWN, 1, 0.2f, 0.1f, 10));
    assert_true(finger(SDL_FINGERDOWN, 2, 0.3f, 0.1f, 20));
    assert_true(finger(SDL_FINGERUP, 0, 0.1f, 0.1f, 30));
    assert_true(finger(SDL_FINGERMOTION, 2, 0.35f, 0.1f, 40));
    assert_true(finger(SDL_FINGERMOTION, 1, 0.25f, 0.1f, 50));
    assert_false(finger(SDL_FINGERMOTION, 0, 0.15f, 0.1f, 60));
}

static int tap(struct point at, int held_ms, int64_t now_ms) {
    float x = ((float)at.x + 0.5f) / 1920, y = ((float)at.y + 0.5f) / 1080;
    bool is_down = finger(SDL_FINGERDOWN, now_ms, x, y, now_ms);
    bool is_up = finger(SDL_FINGERUP, now_ms, x, y, now_ms + held_ms);
    assert_true(is_down == is_up); // what came down is lifted, what was dropped is dropped whole
    return is_down;
}

static void test_faulty_panel(void **state) {
    (void)state;
    struct point fixed = {600, 300}, other = {1200, 300};
    int taken = 0;
    for (int i = 0; i < 200; i++)
        taken += tap(fixed, 1, 1000 + i * 20);
    check_number("repeats that came through", taken, 16);
    check_number("faults counted", events.faults, 184);
    check_number("another place", tap(other, 1, 5010), 1);
    check_number("the place again", tap(fixed, 60, 5020), 1);
    check_number("nothing is left down", events.finger_count, 0);
}

static void test_quick_hands(void **state) {
    (void)state;
    struct point left = {600, 900}, right = {1300, 900};
    int taken = 0;
    for (int i = 0; i < 100; i++) // two thumbs on two keys
        taken += tap(i % 2 ? left : right, 5, 1000 + i * 40);
    for (int i = 0; i < 100; i++) // one key, faster than a person can
        taken += tap(left, 30, 9000 + i * 60);
    for (int i = 0; i < 100; i++) // a panel that reports taps late but at a person's pace
        taken += tap(right, 0, 20000 + i * 250);
    for (int i = 0; i < 12; i++) // a touch script: a telephone number
        taken += tap(left, 0, 60000 + i);
    check_number("all of them", taken, 312);
    check_number("no fault", events.faults, 0);
}

static void test_keys(void **state) {
    (void)state;
    static const struct {
        SDL_Keycode code;
        uint16_t mod;
        enum event_key want; // KEY_NONE: no event
    } rows[] = {
        {SDLK_RETURN, 0, KEY_ENTER},
        {SDLK_KP_ENTER, 0, KEY_ENTER},
        {SDLK_TAB, 0, KEY_TAB},
        {SDLK_TAB, KMOD_LSHIFT, KEY_BACK_TAB},
        {SDLK_TAB, KMOD_LALT, KEY_NONE},
        {SDLK_LEFT, 0, KEY_LEFT},
        {SDLK_RIGHT, KMOD_NUM, KEY_RIGHT},
        {SDLK_UP, 0, KEY_UP},
        {SDLK_DOWN, 0, KEY_DOWN},
        {SDLK_HOME, 0, KEY_HOME},
        {SDLK_END, 0, KEY_END},
        {SDLK_PAGEUP, 0, KEY_PAGE_UP},
        {SDLK_PAGEDOWN, 0, KEY_PAGE_DOWN},
        {SDLK_BACKSPACE, 0, KEY_BACKSPACE},
        {SDLK_DELETE, 0, KEY_DELETE},
        {SDLK_DELETE, KMOD_LCTRL, KEY_NONE},
        {SDLK_ESCAPE, 0, KEY_ESCAPE},
        {SDLK_a, 0, KEY_NONE},
        {SDLK_F4, KMOD_RGUI, KEY_NONE},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        bool is_ours = key(rows[i].code, rows[i].mod);
        check_number(SDL_GetKeyName(rows[i].code), is_ours, rows[i].want != KEY_NONE);
        check_number(SDL_GetKeyName(rows[i].code), out.key, rows[i].want);
        check_number("kind", !is_ours || out.kind == EVENT_KEY, true);
    }
}

static void test_text(void **state) {
    (void)state;
    static const struct row {
        const char *bytes, *want; // NULL: no event
        enum text_refusal refused;
    } rows[] = {
        {"a", "a", TEXT_TAKEN},
        {" ", " ", TEXT_TAKEN},
        {"  ", "  ", TEXT_TAKEN},
        {"ượ", "ượ", TEXT_TAKEN},
        {"\u0301", "\u0301", TEXT_TAKEN}, // a bare mark is a key
        {"Nguyễn Văn", "Nguyễn Văn", TEXT_TAKEN},
        {"", NULL, TEXT_TAKEN},
        {"\n", " ", TEXT_TAKEN}, // lines that are pasted stay apart
        {"thôn\r\n\r\nxã\tHồng", "thôn xã Hồng", TEXT_TAKEN},
        {"\xc2\x85x\u2028y", " x y", TEXT_TAKEN},
        {"a\u200bb\u202ec\ufeff", "abc", TEXT_TAKEN}, // nobody misses it
        {"\u200b", NULL, TEXT_TAKEN},
        {"a\x1b[31mb\x7f", "a[31mb", TEXT_SIGN},
        {"\x07", "", TEXT_SIGN},
        {"\ue000", "", TEXT_SIGN},
        {"\ufffe", "", TEXT_SIGN},
        {"\U0010ffff!", "!", TEXT_SIGN},
        {"a\xff\xc3z", "az", TEXT_BROKEN},
        {"\xed\xa0\x80", "", TEXT_BROKEN}, // a surrogate
        {"\xc0\xaf", "", TEXT_BROKEN},     // a slash, overlong
        {"Nguy\xe1\xbb", "Nguy", TEXT_BROKEN},
        {"\U0001f600", "", TEXT_PICTURE},
        {"a\U00020000b", "ab", TEXT_PICTURE},
        {"\u2764\ufe0f", "", TEXT_PICTURE},
        {"\u0378", "", TEXT_PICTURE},      // not given out
        {"\x07\U0001f600", "", TEXT_SIGN}, // the first is said
        {"30\u00b0 \u2116 5 \u00a9", "30\u00b0 \u2116 5 \u00a9", TEXT_TAKEN},
        {"12345678901234567890123456789012", "12345678901234567890123456789012",
         TEXT_TAKEN}, // no NUL at all
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        bool is_ours = text(rows[i].bytes);
        check_number("is taken", is_ours, rows[i].want != NULL);
        check_text("text", out.text, rows[i].want ? rows[i].want : "");
        check_number(rows[i].bytes, out.refused, rows[i].refused);
        check_number("kind", !is_ours || out.kind == EVENT_TEXT, true);
    }
}

static void test_others(void **state) {
    (void)state;
    static const uint32_t types[] = {SDL_QUIT, SDL_KEYUP, SDL_MOUSEWHEEL, SDL_WINDOWEVENT,
                                     SDL_USEREVENT};
    for (size_t i = 0; i < check_items(types); i++) {
        SDL_Event in = {.type = types[i]};
        assert_false(sdl_events_convert(&events, &in, 0, &out));
    }
}

static void test_hints(void **state) {
    (void)state;
    sdl_events_set_hints(false);
    check_text("touch", SDL_GetHint(SDL_HINT_TOUCH_MOUSE_EVENTS), "0");
    check_text("mouse", SDL_GetHint(SDL_HINT_MOUSE_TOUCH_EVENTS), "1");
    assert_null(SDL_GetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION));
    sdl_events_set_hints(true);
    check_text("X11", SDL_GetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION), "0");
}

/* SDL keeps what an event held in the place it had, until another takes that place. */
static void test_forgotten(void **state) {
    (void)state;
    assert_int_equal(SDL_Init(SDL_INIT_EVENTS), 0);
    SDL_Event in = {.text = {.type = SDL_TEXTINPUT, .text = "Nguyễn"}};
    SDL_Event taken;
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    check_number("pushed", SDL_PushEvent(&in), 1);
    check_number("taken", SDL_PollEvent(&taken), 1);
    check_text("typed", taken.text.text, "Nguyễn");
    sdl_events_forget_text(&taken);
    check_text("wiped", taken.text.text, "");
    check_number("nothing waits", SDL_PollEvent(&taken), 0);
    SDL_Quit();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_finger, set_up),
        cmocka_unit_test_setup(test_turns, set_up),
        cmocka_unit_test_setup(test_edges, set_up),
        cmocka_unit_test_setup(test_mouse, set_up),
        cmocka_unit_test_setup(test_strays, set_up),
        cmocka_unit_test_setup(test_fingers_apart, set_up),
        cmocka_unit_test_setup(test_faulty_panel, set_up),
        cmocka_unit_test_setup(test_quick_hands, set_up),
        cmocka_unit_test_setup(test_keys, set_up),
        cmocka_unit_test_setup(test_text, set_up),
        cmocka_unit_test_setup(test_others, set_up),
        cmocka_unit_test_setup(test_hints, set_up),
        cmocka_unit_test(test_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
