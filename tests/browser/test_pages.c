/* Every page of the office, looked at: in two widths, by axe-core, by the Tab key, with what a
 * hostile hand typed into every field, and with nothing to complain of for the browser. */
#include "desk.h"

/* Every way out of a text that HTML has, and a line that a script would leave its mark by. */
#define HOSTILE                                                                                    \
    "</title></textarea>'\"><script>window.hostile=1</script><img src=x "                          \
    "onerror=window.hostile=1><b id=hostile>&amp;"
// Shorter, for fields of 60 letters.
#define HOSTILE_SHORT "'\"><b id=hostile><img src=x onerror=window.hostile=1>&amp;"

static struct desk desk;

static int start(void **state) {
    (void)state;
    desk_start(&desk);
    desk_sit_down(&desk, &(struct browser_options){.width_px = 0});
    return 0;
}

static int stop(void **state) {
    (void)state;
    desk_finish(&desk);
    return 0;
}

static int full_width(void **state) {
    (void)state;
    browser_resize(&desk.b, 1280, 800);
    return 0;
}

/* ---- what the pages are about ---- */

/* A kiosk that has reported; `app` and the rest is what a machine in strange hands may say. */
static void report(const struct machine *machine, const char *app) {
    struct reply reply = {.status = 0};
    json_t *status = json_pack(
        "{s:s, s:s, s:i, s:i, s:i, s:b, s:s, s:i, s:s}", "at", "2023-05-12T08:42:00+07:00", "app",
        app, "queued", 3, "parked", 1, "disk_free_mb", 900, "db_ok", 0, "help_requested_at",
        "2023-05-12T08:41:00+07:00", "clock_offset_s", 900, "oldest_queued_at", app);
    json_object_set_new(status, "pin_lock",
                        json_pack("{s:s, s:s}", "id", app, "at", "2023-05-12T08:40:00+07:00"));
    json_object_set_new(status, "local_switches",
                        json_pack("{s:{s:b, s:b}, s:{s:b, s:b}, s:[s], s:[{s:s, s:[s, s]}]}",
                                  "switches", "lookup", 0, "hours", 1, "items", "guong-01", 0, app,
                                  0, "pins", "guong-02", "windows", "of", "page:honours", "hours",
                                  "07:00", "11:30"));
    char *body = jsonread_dump(status), *path = xasprintf("/v1/devices/%s/status", machine->id);
    char *authorization = xasprintf("Authorization: Bearer %s", machine->token);
    office_ask(&desk.office, "PUT", path,
               (const char *const[]){authorization, "Content-Type: application/json", NULL}, body,
               strlen(body), &reply);
    check_number("report", reply.status, 200);
    reply_finish(&reply);
    json_decref(status);
    free(authorization);
    free(path);
    free(body);
}

/* A slip of the first or second form from it; its id is at `out_id`. */
static void hand_in(const struct machine *machine, const struct nomination *form, int64_t seq,
                    char out_id[CRYPTO_UUID_MAX]) {
    struct parcel parcel;
    struct reply reply = {.status = 0};
    parcel_make(machine, form, seq, NULL, &parcel);
    office_put(&desk.office, machine, parcel.id, parcel.body, parcel.len, &reply);
    check_number("slip", reply.status, 201);
    memcpy(out_id, parcel.id, CRYPTO_UUID_MAX);
    parcel_finish(&parcel);
    reply_finish(&reply);
}

/* ---- every page ---- */

/* No page that the navigation leads to is left out. */
static void expect_places(const char *const *paths, size_t count) {
    desk_go(&desk, "/office");
    json_t *places = browser_run(&desk.b,
                                 "return [...document.querySelectorAll('nav a')]"
                                 ".map(e => e.getAttribute('href'));",
                                 NULL);
    size_t i, at;
    json_t *place;
    assert_true(json_array_size(places) >= 10);
    json_array_foreach(places, i, place) {
        for (at = 0; at < count && strcmp(paths[at], json_string_value(place)) != 0; at++)
            ;
        if (at == count)
            fail_msg("nobody looks at %s", json_string_value(place));
    }
    json_decref(places);
}

/* The dossier on paper: what was found out, without what is only there to be pressed. */
static void expect_paper_has_no_empty_forms(void) {
    static const char *const forms[] = {".case form[action$='/note']",
                                        ".case form[action$='/scans']",
                                        ".case a[href^='/office/desk/']", ".nav"};
    for (int is_paper = 0; is_paper <= 1; is_paper++) {
        browser_done(browser_do(&desk.b, "POST", "/goog/cdp/execute",
                                json_pack("{s:s, s:{s:s}}", "cmd", "Emulation.setEmulatedMedia",
                                          "params", "media", is_paper ? "print" : "")));
        for (size_t i = 0; i < check_items(forms); i++)
            check_number(forms[i], desk_shows(&desk, forms[i]), !is_paper);
        check_number("what was found out", desk_shows(&desk, ".case form[action$='/fields']"),
                     true);
    }
    browser_done(browser_do(
        &desk.b, "POST", "/goog/cdp/execute",
        json_pack("{s:s, s:{s:s}}", "cmd", "Emulation.setEmulatedMedia", "params", "media", "")));
}

static void every_page_is_clean(void **state) {
    (void)state;
    static const struct {
        const char *name, *path;
    } rows[] = {
        {"home", "/office"},
        {"dossiers", "/office/dossiers"},
        {"dossiers-filter", "/office/dossiers?q=dang+thi&state=received"},
        {"dossiers-none", "/office/dossiers?q=zzz"},
        {"difficulties", "/office/difficulties"},
        {"difficulties-none", "/office/difficulties?state=answered"},
        {"figures", "/office/figures"},
        {"kiosks", "/office/kiosks"},
        {"kiosk", "/office/kiosks/k-0001"},
        {"users", "/office/users"},
        {"council", "/office/council"},
        {"council-print", "/office/council/print"},
        {"decisions", "/office/decisions"},
        {"publication", "/office/publication"},
        {"publication-shown", "/office/publication?shown=1"},
        {"content-none", "/office/content"}, // nothing is published yet; more in test_content.c
        {"paper", "/office/paper"},
        {"desk", "/office/desk"},
        {"retention", "/office/retention"},
        {"audit", "/office/audit"},
        {"password", "/office/password"},
        {"refusal-404", "/office/khong-co"},
    };
    struct machine machine;
    struct nomination slip = good_form(), difficulty = {.is_difficulty = true};
    char id[CRYPTO_UUID_MAX], path[128];
    office_enrol(&desk.office, &machine);
    report(&machine, "1.0.0");
    hand_in(&machine, &slip, 1, id);
    difficulty.has_consent = true;
    strcpy(difficulty.consent_version, slip.consent_version);
    strcpy(difficulty.consent_at, slip.consent_at);
    strcpy(difficulty.deed, "Đường vào thôn còn lầy lội, xin xã xem xét.");
    hand_in(&machine, &difficulty, 2, id);
    const char *paths[check_items(rows)];
    for (size_t i = 0; i < check_items(rows); i++) {
        paths[i] = rows[i].path;
        desk_go(&desk, rows[i].path);
        desk_look(&desk, rows[i].name);
    }
    expect_places(paths, check_items(rows));
    desk_go(&desk, "/office/dossiers");
    browser_click(&desk.b, "main tbody .row-link");
    browser_expect(&desk.b, desk_word(&desk, "case.slip"));
    desk_look(&desk, "dossier");
    expect_paper_has_no_empty_forms();
    snprintf(path, sizeof path, "/office/difficulties/%s", id);
    desk_go(&desk, path);
    desk_look(&desk, "difficulty");
    desk_go(&desk, "/office/users");
    char *user = xstrdup(browser_attribute(&desk.b, "main table a", "href"));
    desk_go(&desk, user);
    free(user);
    desk_look(&desk, "user");
}

/* What stands only once on the screen: the password and the code. */
static void what_is_shown_once_is_clean(void **state) {
    (void)state;
    desk_go(&desk, "/office/kiosks");
    browser_type(&desk.b, "main input[name=name]", "Nhà văn hóa thôn");
    browser_click(&desk.b, "main form[action='/office/kiosks'] button");
    browser_expect(&desk.b, desk_word(&desk, "code.once"));
    desk_look(&desk, "code");
    desk_go(&desk, "/office/users");
    browser_click(&desk.b, "main form[action='/office/users'] button");
    browser_expect(&desk.b, desk_word(&desk, "users.add"));
    browser_type(&desk.b, "main input[name=name]", "Anh Ba");
    browser_type(&desk.b, "main input[name=login]", "anh.ba");
    browser_click(&desk.b, "main input[value=role-vhxh]");
    browser_click(&desk.b, "main form[action='/office/users'] button");
    browser_expect(&desk.b, desk_word(&desk, "users.password.once"));
    desk_look(&desk, "one-time");
}

/* What was wrong is said beside the field, and read out with it. */
static void faults_are_clean(void **state) {
    (void)state;
    desk_go(&desk, "/office/password");
    browser_type(&desk.b, "input[name=current]", "sai");
    browser_type(&desk.b, "input[name=fresh]", "ngắn");
    browser_type(&desk.b, "input[name=again]", "khác");
    browser_click(&desk.b, "main button");
    browser_expect(&desk.b, desk_word(&desk, "password.weak"));
    check_text("marked", browser_attribute(&desk.b, "input[name=fresh]", "aria-invalid"), "true");
    desk_look(&desk, "password-faults");
}

static const char *border_of(const char *css) {
    return browser_text_of(
        browser_run(&desk.b,
                    "return getComputedStyle(document.querySelector(arguments[0]))"
                    ".borderTopColor;",
                    json_pack("[s]", css)));
}

/* Boxes that lack a choice say so at their heading, have the focus and are read out with it. */
static void choices_say_what_they_lack(void **state) {
    (void)state;
    desk_go(&desk, "/office/users");
    browser_type(&desk.b, "main input[name=name]", "Chị Sáu");
    browser_type(&desk.b, "main input[name=login]", "chi.sau");
    browser_click(&desk.b, "main form[action='/office/users'] button");
    browser_expect(&desk.b, desk_word(&desk, "users.roles.bad"));
    check_text("described", browser_attribute(&desk.b, "fieldset.faulty", "aria-describedby"),
               "role-error");
    check_text("by", browser_text(&desk.b, "fieldset.faulty > #role-error"),
               desk_word(&desk, "users.roles.bad"));
    check_text("focus", browser_focus_name(&desk.b), "role");
    check_text("what was typed stays", browser_value(&desk.b, "main input[name=name]"), "Chị Sáu");
    desk_look(&desk, "users-faults");
    browser_type(&desk.b, "main input[name=login]", "Chị Sáu");
    browser_click(&desk.b, "main input[value=role-vhxh]");
    browser_click(&desk.b, "main form[action='/office/users'] button");
    browser_expect(&desk.b, desk_word(&desk, "users.login.bad"));
    check_text("focus", browser_focus_name(&desk.b), "login");
    browser_press(&desk.b, NULL, KEY_TAB);
    check_text("red", border_of("main input[name=login]"), "rgb(140, 19, 24)");
}

/* Pressed anywhere, a button is pressed: its face goes down, its place does not. */
static void buttons_can_be_pressed_at_their_edges(void **state) {
    (void)state;
    desk_go(&desk, "/office/desk");
    json_t *box = browser_run(&desk.b,
                              "const e = document.querySelector('main form .button');"
                              "e.form.addEventListener('submit', (event) => {"
                              "  event.preventDefault(); document.title += '!'; }, true);"
                              "e.form.noValidate = true; const r = e.getBoundingClientRect();"
                              "return [r.left + r.width / 2, r.top + 1, r.bottom - 1];",
                              NULL);
    for (size_t i = 1; i <= 2; i++) {
        int x = (int)json_number_value(json_array_get(box, 0));
        int y = (int)json_number_value(json_array_get(box, i));
        browser_done(browser_do(
            &desk.b, "POST", "/actions",
            json_pack("{s:[{s:s, s:s, s:[{s:s, s:i, s:i}, {s:s, s:i}, {s:s, s:i}, {s:s, s:i}]}]}",
                      "actions", "type", "pointer", "id", "mouse", "actions", "type", "pointerMove",
                      "x", x, "y", y, "type", "pointerDown", "button", 0, "type", "pause",
                      "duration", 200, "type", "pointerUp", "button", 0)));
        browser_done(
            browser_run(&desk.b, "delete document.querySelector('main form').dataset.sent;", NULL));
    }
    json_decref(box);
    const char *title = browser_title(&desk.b);
    check_text("both", title + strlen(title) - 2, "!!");
}

/* ---- the keyboard ---- */

#define PARTS_MAX 40 // stops within controls of a page; more would be a trap

/* Walks a page by Tab to its end: every control is met once, in the order of the page, and what has
 * the focus shows it. */
static void walk(const char *path) {
    static const char all[] =
        "return [...document.querySelectorAll("
        "'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility() && !e.disabled).length;";
    static const char look[] =
        "const e = document.activeElement; if (e === document.body) return null;"
        "const s = getComputedStyle(e), n = e.labels && e.labels[0] ? getComputedStyle(e.labels[0])"
        " : s; const seen = t => t.outlineStyle !== 'none' && parseFloat(t.outlineWidth) >= 2"
        " || t.boxShadow !== 'none';"
        "if (!window.met) window.met = []; const last = window.met[window.met.length - 1];"
        "if (e === last) return {part: true};" // a date is day, month, year: several stops
        "const again = window.met.includes(e);"
        "const after = !last || (last.compareDocumentPosition(e) & 4) !== 0; window.met.push(e);"
        "return {what: e.outerHTML.slice(0, 120), seen: seen(s) || seen(n), again, after};";
    desk_go(&desk, path);
    json_t *value = browser_run(&desk.b, all, NULL);
    long long count = json_integer_value(value), met = 0;
    json_decref(value);
    browser_done(browser_run(&desk.b, "document.activeElement.blur();", NULL));
    for (int parts = 0; met <= count; met++) {
        browser_press(&desk.b, NULL, KEY_TAB);
        json_t *at = browser_run(&desk.b, look, NULL);
        if (jsonread_bool(at, "part", false) && parts++ < PARTS_MAX) {
            met--;
            json_decref(at);
            continue;
        }
        const char *what = jsonread_text(at, "what", NULL);
        bool is_end = !what || jsonread_bool(at, "again", false);
        if (!is_end && !jsonread_bool(at, "seen", false))
            browser_fail(&desk.b, "%s: the focus is not seen on %s", path, what);
        if (!is_end && !jsonread_bool(at, "after", false))
            browser_fail(&desk.b, "%s: Tab goes back to %s", path, what);
        json_decref(at);
        if (is_end)
            break;
    }
    check_number(path, met, count);
}

static void tab_meets_everything(void **state) {
    (void)state;
    static const char *const paths[] = {"/office",
                                        "/office/dossiers",
                                        "/office/dossiers?state=received",
                                        "/office/difficulties",
                                        "/office/council",
                                        "/office/decisions",
                                        "/office/publication",
                                        "/office/figures",
                                        "/office/kiosks",
                                        "/office/kiosks/k-0001",
                                        "/office/users",
                                        "/office/audit",
                                        "/office/password"};
    for (size_t i = 0; i < check_items(paths); i++)
        walk(paths[i]);
}

/* ---- hostile hands ---- */

/* Even where somebody found a way to write into a page: what is inline does nothing. */
static void inline_code_is_refused(void **state) {
    (void)state;
    desk_go(&desk, "/office");
    json_t *lives = browser_run(&desk.b,
                                "const s = document.createElement('script');"
                                "s.textContent = 'window.hostile = 1'; document.body.append(s);"
                                "const t = document.createElement('style');"
                                "t.textContent = 'body { outline: 7px solid red }';"
                                "document.body.append(t);"
                                "return window.hostile !== undefined"
                                " || getComputedStyle(document.body).outlineWidth === '7px';",
                                NULL);
    check_number("inline", json_is_true(lives), false);
    json_decref(lives);
    char *complaints = browser_complaints(&desk.b); // and the browser says why
    assert_non_null(strstr(complaints, "Content Security Policy"));
    free(complaints);
}

/* The text stands on the page as it was typed, and nothing of it has come to life. */
static void expect_harmless(const char *where, const char *text) {
    json_t *lives = browser_run(&desk.b,
                                "return window.hostile !== undefined"
                                " || document.getElementById('hostile') !== null"
                                " || document.querySelector('[onerror]') !== null;",
                                NULL);
    if (json_is_true(lives))
        browser_fail(&desk.b, "%s: what was typed has come to life", where);
    json_decref(lives);
    if (text)
        browser_expect(&desk.b, text);
}

static void hostile_names_stay_text(void **state) {
    (void)state;
    char *password = desk_account(&desk, "hostile", HOSTILE_SHORT, DESK_ALL_ROLES);
    desk_go(&desk, "/office/users");
    expect_harmless("users", HOSTILE_SHORT);
    desk_go(&desk, "/office/kiosks");
    browser_type(&desk.b, "main input[name=name]", HOSTILE_SHORT);
    browser_click(&desk.b, "main form[action='/office/kiosks'] button");
    expect_harmless("code", HOSTILE_SHORT);
    desk_go(&desk, "/office/kiosks");
    expect_harmless("kiosks", HOSTILE_SHORT);
    desk_go(&desk, "/office/audit");
    expect_harmless("audit", NULL);
    browser_forget_cookies(&desk.b);
    desk_enter_first(&desk, "hostile", password); // whose name stands above every page
    expect_harmless("home", HOSTILE_SHORT);
    browser_forget_cookies(&desk.b);
    desk_enter(&desk, "chi.lan", DESK_PASSWORD);
    desk_expect_path(&desk, "/office");
    free(password);
}

static void hostile_fields_come_back_as_text(void **state) {
    (void)state;
    desk_go(&desk, "/office/users");
    browser_done(browser_run(&desk.b, // a hand that is hostile knows no maxlength
                             "for (const e of document.querySelectorAll('input'))"
                             "  e.removeAttribute('maxlength');",
                             NULL));
    browser_type(&desk.b, "main input[name=name]", HOSTILE);
    browser_type(&desk.b, "main input[name=login]", HOSTILE);
    browser_click(&desk.b, "main form[action='/office/users'] button");
    expect_harmless("users", desk_word(&desk, "users.login.bad"));
    check_text("kept", browser_value(&desk.b, "main input[name=name]"), HOSTILE);
    browser_forget_cookies(&desk.b);
    desk_enter(&desk, HOSTILE_SHORT, HOSTILE);
    expect_harmless("login", desk_word(&desk, "login.wrong"));
    desk_enter(&desk, "chi.lan", DESK_PASSWORD);
    desk_expect_path(&desk, "/office");
}

static void hostile_machines_say_nothing(void **state) {
    (void)state;
    struct machine machine;
    office_enrol(&desk.office, &machine);
    report(&machine, HOSTILE);
    char *path = xasprintf("/office/kiosks/%s", machine.id);
    desk_go(&desk, path);
    expect_harmless("kiosk", NULL);
    desk_go(&desk, "/office/kiosks");
    expect_harmless("kiosks", NULL);
    desk_go(&desk, "/office");
    expect_harmless("home", NULL);
    free(path);
}

static void hostile_links_lead_nowhere(void **state) {
    (void)state;
    static const char *const paths[] = {
        "/office/users?after=%22%3E%3Cb%20id%3Dhostile%3E",
        "/office/users/%22%3E%3Cb%20id%3Dhostile%3E",
        "/office/kiosks/%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E",
        "/office/%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E",
        "/office/static/%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E",
        "/office/audit?before=%22%3E%3Cb%20id%3Dhostile%3E",
    };
    static const char *const targets[] = {"https://evil.example/", "//evil.example/",
                                          "/office//evil.example", "javascript:window.hostile=1",
                                          "/office/\\evil.example"};
    for (size_t i = 0; i < check_items(paths); i++) {
        desk_go(&desk, paths[i]);
        expect_harmless(paths[i], NULL);
    }
    for (size_t i = 0; i < check_items(targets); i++) {
        char *path = xasprintf("/office/login?to=%s", targets[i]);
        desk_go(&desk, path);
        desk_expect_path(&desk, "/office"); // one is logged in already
        browser_forget_cookies(&desk.b);
        desk_go(&desk, path);
        browser_type(&desk.b, "input[name=login]", "chi.lan");
        browser_type(&desk.b, "input[name=password]", DESK_PASSWORD);
        browser_click(&desk.b, "main button");
        desk_expect_path(&desk, "/office"); // and then, too
        free(path);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_page_is_clean, full_width),
        cmocka_unit_test_teardown(what_is_shown_once_is_clean, full_width),
        cmocka_unit_test_teardown(faults_are_clean, full_width),
        cmocka_unit_test(buttons_can_be_pressed_at_their_edges),
        cmocka_unit_test_teardown(choices_say_what_they_lack, full_width),
        cmocka_unit_test(tab_meets_everything),
        cmocka_unit_test(inline_code_is_refused),
        cmocka_unit_test(hostile_names_stay_text),
        cmocka_unit_test(hostile_fields_come_back_as_text),
        cmocka_unit_test(hostile_machines_say_nothing),
        cmocka_unit_test(hostile_links_lead_nowhere),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
