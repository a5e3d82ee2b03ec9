/* Logging in, as a person does it: with and without JavaScript, with the keyboard alone. */
#include "desk.h"

static struct desk desk;

static int start(void **state) {
    (void)state;
    desk_start(&desk);
    return 0;
}

static int stop(void **state) {
    (void)state;
    desk_finish(&desk);
    return 0;
}

static int close_browser(void **state) {
    (void)state;
    browser_close(&desk.b);
    return 0;
}

/* In and out again; what a thief of the cookie could use is not there. */
static void log_in_and_out(const char *login) {
    char *password = desk_account(&desk, login, "Chị Lan", "role-vptk");
    desk_go(&desk, "/office");
    check_text("a stranger is asked who it is", browser_title(&desk.b),
               "Đăng nhập · UBND xã Hồng Phong");
    desk_enter(&desk, login, "không phải mật khẩu");
    browser_expect(&desk.b, desk_word(&desk, "login.wrong"));
    check_text("the name stays", browser_value(&desk.b, "input[name=login]"), login);
    check_text("the password does not", browser_value(&desk.b, "input[name=password]"), "");
    desk_enter_first(&desk, login, password);
    browser_expect(&desk.b, desk_word(&desk, "home.title"));
    browser_expect(&desk.b, "Chị Lan");
    json_t *cookie = browser_cookie(&desk.b, "__Host-session");
    assert_non_null(cookie);
    assert_true(json_is_true(json_object_get(cookie, "httpOnly")));
    assert_true(json_is_true(json_object_get(cookie, "secure")));
    check_text("cookie", jsonread_text(cookie, "sameSite", ""), "Strict");
    json_decref(cookie);
    browser_click(&desk.b, "form[action='/office/logout'] button");
    browser_expect(&desk.b, desk_word(&desk, "said.logout"));
    desk_go(&desk, "/office");
    check_number("out", (long long)browser_count(&desk.b, "input[name=password]"), 1);
    desk_enter(&desk, login, DESK_PASSWORD);
    desk_expect_path(&desk, "/office");
    free(password);
}

static void with_javascript(void **state) {
    (void)state;
    browser_open(&desk.b, &(struct browser_options){.width_px = 0});
    log_in_and_out("lan.mot");
    desk_no_complaints(&desk, "login");
}

static void without_javascript(void **state) {
    (void)state;
    browser_open(&desk.b, &(struct browser_options){.has_no_script = true});
    log_in_and_out("lan.hai");
}

static void it_looks_right(void **state) {
    (void)state;
    browser_open(&desk.b, &(struct browser_options){.width_px = 0});
    desk_go(&desk, "/office/login");
    desk_look(&desk, "login");
    browser_type(&desk.b, "input[name=login]", "ai.do");
    browser_type(&desk.b, "input[name=password]", "sai");
    browser_click(&desk.b, "main button");
    browser_expect(&desk.b, desk_word(&desk, "login.wrong"));
    desk_look(&desk, "login-wrong");
}

/* No mouse: the focus begins where one types, Tab goes on, Enter sends. */
static void by_keyboard(void **state) {
    (void)state;
    char *password = desk_account(&desk, "lan.ba", "Chị Lan", "role-quantri");
    browser_open(&desk.b, &(struct browser_options){.width_px = 0});
    desk_go(&desk, "/office/login");
    check_text("begins", browser_focus_name(&desk.b), "login");
    browser_press_text(&desk.b, "lan.ba");
    browser_press(&desk.b, NULL, KEY_TAB);
    check_text("goes on", browser_focus_name(&desk.b), "password");
    browser_press_text(&desk.b, password);
    browser_press(&desk.b, NULL, KEY_TAB);
    check_text("to the button", browser_focus(&desk.b), "button");
    browser_press(&desk.b, NULL, KEY_ENTER);
    browser_expect(&desk.b, desk_word(&desk, "password.title"));
    while (strcmp(browser_focus_name(&desk.b), "fresh") != 0)
        browser_press(&desk.b, NULL, KEY_TAB);
    browser_press_text(&desk.b, "mot cau dai de nho");
    browser_press(&desk.b, NULL, KEY_TAB);
    check_text("again", browser_focus_name(&desk.b), "again");
    browser_press_text(&desk.b, "mot cau dai de nho");
    browser_press(&desk.b, NULL, KEY_ENTER); // from the field, too
    browser_expect(&desk.b, desk_word(&desk, "home.title"));
    free(password);
}

/* A script's answer once the browser has drawn what came before it. */
static json_t *look(const char *script) {
    json_decref(browser_run_async(&desk.b,
                                  "const done = arguments[arguments.length - 1];"
                                  "requestAnimationFrame(() => setTimeout(() => done(true), 50));",
                                  NULL));
    return browser_run(&desk.b, script, NULL);
}

static bool goes_past_the_navigation(void) {
    desk_go(&desk, "/office/users");
    json_decref(look("return true"));
    browser_press(&desk.b, NULL, KEY_TAB);
    const char *first = browser_text_of(look("return document.activeElement.textContent"));
    if (strcmp(first, desk_word(&desk, "frame.skip")) != 0)
        return false;
    browser_press(&desk.b, NULL, KEY_ENTER);
    json_decref(look("return true"));
    browser_press(&desk.b, NULL, KEY_TAB);
    json_t *is_inside = look("return document.activeElement.closest('main') !== null");
    bool is_past = json_is_true(is_inside);
    json_decref(is_inside);
    return is_past;
}

/* The first Tab of a page offers the way past the navigation. A browser on a busy machine may still
 * be arriving when the key comes, so it may be tried again. */
static void past_the_navigation(void **state) {
    (void)state;
    bool is_past = false;
    browser_open(&desk.b, &(struct browser_options){.width_px = 0});
    desk_enter(&desk, "lan.ba", "mot cau dai de nho");
    for (int i = 0; i < 5 && !is_past; i++)
        is_past = goes_past_the_navigation();
    assert_true(is_past);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(with_javascript, close_browser),
        cmocka_unit_test_teardown(without_javascript, close_browser),
        cmocka_unit_test_teardown(it_looks_right, close_browser),
        cmocka_unit_test_teardown(by_keyboard, close_browser),
        cmocka_unit_test_teardown(past_the_navigation, close_browser),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
