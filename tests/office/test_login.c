/* Logging in as an officer does, and as one does who must not: the real program on loopback. */
#include "browser.h"

#include <pthread.h>

static struct office office;

static int start(void **state) {
    (void)state;
    office_create(&office);
    OFFICE_SERVE(&office, "--set", "http.forwarded=yes");
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

static void serve_again(const char *const *words) {
    office_stop(&office, SIGTERM);
    office_serve(&office, words);
}

/* The whole Set-Cookie line of a cookie in the last answer; static memory. */
static const char *set_cookie(const struct browser *b, const char *name) {
    static char line[512];
    char *head = xasprintf("\nSet-Cookie: %s=", name);
    const char *at = strcasestr(strbuf_text(&b->reply.headers), head);
    snprintf(line, sizeof line, "%.*s", at ? (int)strcspn(at + 1, "\r\n") : 0, at ? at + 1 : "");
    free(head);
    return line;
}

static void the_first_administrator_chooses_a_password(void **state) {
    (void)state;
    struct browser b;
    struct office fresh = {.folder = check_make_folder()};
    office_find_program(&fresh);
    snprintf(fresh.data, sizeof fresh.data, "%s/store", fresh.folder);
    char *said = OFFICE_RUN(&fresh, 0, "init"), password[64];
    const char *line = strstr(said, "administrator quantri one-time password ");
    assert_non_null(line);
    assert_int_equal(sscanf(line, "administrator quantri one-time password %63s", password), 1);
    char *again = OFFICE_RUN(&fresh, 0, "init");
    check_text("said once", strstr(again, "password"), NULL);
    OFFICE_SERVE(&fresh, "--verbose");

    browser_open(&b, &fresh, "");
    check_number("log in", browser_login(&b, "QuanTri", password), 303); // in any case
    check_text("home", browser_sent_to(&b), "/office");
    static const char *const closed[] = {"/office", "/office/users", "/office/audit"};
    for (size_t i = 0; i < check_items(closed); i++) {
        check_number(closed[i], browser_get(&b, closed[i]), 303);
        check_text(closed[i], browser_sent_to(&b), "/office/password");
    }
    browser_get(&b, "/office/password");
    static const struct {
        const char *fresh, *again;
    } bad[] = {{"ngắn", "ngắn"}, {"quantri", "quantri"}, {PASSWORD, "khác"}, {"", ""}};
    for (size_t i = 0; i < check_items(bad); i++)
        check_number(
            bad[i].fresh,
            browser_post(&b, "/office/password", "fresh", bad[i].fresh, "again", bad[i].again),
            422);
    check_number("a good one",
                 browser_post(&b, "/office/password", "fresh", PASSWORD, "again", PASSWORD), 303);
    check_number("open", browser_get(&b, "/office/users"), 200);
    browser_close(&b);

    // Neither password, token nor secret stands anywhere on the disk.
    char *command = xasprintf("grep -rqaF -e '%s' -e '%s' -e %s -e %s '%s' '%s/log'", password,
                              PASSWORD, browser_cookie(&b, "__Host-session"),
                              browser_cookie(&b, "__Host-browser"), fresh.data, fresh.folder);
    check_number("grep finds nothing", WEXITSTATUS(system(command)), 1);
    free(command);
    free(again);
    free(said);
    office_destroy(&fresh);
}

static void the_cookie_is_kept_from_others(void **state) {
    (void)state;
    struct browser b;
    browser_open(&b, &office, "10.0.0.1");
    office_hire(&office, &b, "cookie", "role-vptk");
    browser_login(&b, "cookie", PASSWORD); // answered as one who is in already
    struct browser c;
    browser_open(&c, &office, "10.0.0.1");
    check_number("log in", browser_login(&c, "cookie", PASSWORD), 303);
    const char *line = set_cookie(&c, "__Host-session");
    static const char *const attributes[] = {"; Path=/;", "; HttpOnly", "; Secure",
                                             "; SameSite=Strict"};
    for (size_t i = 0; i < check_items(attributes); i++)
        check_number(attributes[i], strstr(line, attributes[i]) != NULL, true);
    check_text("of this host alone", strcasestr(line, "domain"), NULL);
    check_text("until the browser is closed", strcasestr(line, "max-age"), NULL);
    assert_string_not_equal(browser_cookie(&b, "__Host-session"),
                            browser_cookie(&c, "__Host-session"));
    browser_close(&b);
    browser_close(&c);
}

static void pages_carry_their_policy(void **state) {
    (void)state;
    static const struct {
        const char *name, *value;
    } rows[] = {
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
         "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cache-Control", "no-store"},
        {"Content-Type", "text/html; charset=utf-8"},
        {"Strict-Transport-Security", NULL}, // not on loopback
    };
    static const char *const paths[] = {"/office/login", "/office/none"};
    struct browser b;
    browser_open(&b, &office, "");
    for (size_t i = 0; i < check_items(paths); i++) {
        browser_get(&b, paths[i]);
        for (size_t j = 0; j < check_items(rows); j++)
            check_text(rows[j].name, reply_header(&b.reply, rows[j].name), rows[j].value);
        check_number("no style within", browser_sees(&b, "style="), false);
        check_number("no script within", browser_sees(&b, "<script>"), false);
    }
    office_ask(&office, "GET", "/office/login",
               (const char *const[]){"Host: hongphong.example", NULL}, NULL, 0, &b.reply);
    check_text("elsewhere", reply_header(&b.reply, "Strict-Transport-Security"),
               "max-age=31536000");
    browser_close(&b);
}

static void static_files_have_a_tag(void **state) {
    (void)state;
    static const struct {
        const char *path, *type;
        long status;
    } rows[] = {
        {"/office/static/office.css", "text/css; charset=utf-8", 200},
        {"/office/static/office.js", "text/javascript; charset=utf-8", 200},
        {"/office/static/icons.svg", "image/svg+xml", 200},
        {"/office/static/none.css", "text/html; charset=utf-8", 404},
        {"/office/static/..%2fwords%2foffice.vi.json", "text/html; charset=utf-8", 404},
    };
    struct reply reply = {.status = 0};
    for (size_t i = 0; i < check_items(rows); i++) {
        office_ask(&office, "GET", rows[i].path, NULL, NULL, 0, &reply);
        check_number(rows[i].path, reply.status, rows[i].status);
        check_text(rows[i].path, reply_header(&reply, "Content-Type"), rows[i].type);
        if (rows[i].status != 200)
            continue;
        char *match = xasprintf("If-None-Match: %s", reply_header(&reply, "ETag"));
        office_ask(&office, "GET", rows[i].path, (const char *const[]){match, NULL}, NULL, 0,
                   &reply);
        check_number(rows[i].path, reply.status, 304);
        free(match);
    }
    reply_finish(&reply);
}

static void forms_come_from_our_pages(void **state) {
    (void)state;
    struct browser b, other;
    browser_open(&b, &office, "10.0.0.2");
    browser_open(&other, &office, "10.0.0.3");
    office_hire(&office, &b, "forms", "role-quantri");
    office_hire(&office, &other, "forms2", "role-quantri");
    browser_get(&b, "/office/users");
    browser_get(&other, "/office/users");
    char good[128];
    snprintf(good, sizeof good, "%s", b.csrf);
    const struct {
        const char *row, *csrf;
    } rows[] = {{"empty", ""},
                {"wrong", "0000000000000000000000000000000000000000000000000000000000000000"},
                {"of another session", other.csrf},
                {"longer", "x"}};
    static const char *const posts[] = {"/office/users", "/office/kiosks", "/office/logout",
                                        "/office/password"};
    for (size_t i = 0; i < check_items(posts); i++) {
        check_number("missing", browser_ask(&b, "POST", posts[i], "name=x"), 403);
        for (size_t j = 0; j < check_items(rows); j++) {
            snprintf(b.csrf, sizeof b.csrf, "%s", rows[j].csrf);
            check_number(rows[j].row, browser_post(&b, posts[i], "name", "x"), 403);
        }
    }
    check_number("nothing was done", browser_get(&b, "/office/users"), 200);
    check_text("the same token", b.csrf, good);
    check_number("with it", browser_post(&b, "/office/logout", "x", "x"), 303);

    // Nor does anyone log a browser in from elsewhere.
    struct browser stranger;
    browser_open(&stranger, &office, "10.0.0.4");
    check_number("no page seen",
                 browser_ask(&stranger, "POST", "/office/login", "login=forms&password=" PASSWORD),
                 403);
    browser_get(&stranger, "/office/login");
    snprintf(stranger.csrf, sizeof stranger.csrf, "%s", other.csrf);
    check_number("another's token",
                 browser_post(&stranger, "/office/login", "login", "forms", "password", PASSWORD),
                 403);
    browser_close(&stranger);
    browser_close(&other);
    browser_close(&b);
}

static void forms_of_another_kind_are_refused(void **state) {
    (void)state;
    struct browser b;
    browser_open(&b, &office, "10.0.0.5");
    browser_get(&b, "/office/login");
    static const struct {
        const char *type, *body;
        long status;
    } rows[] = {
        {"Content-Type: application/json", "{}", 415},
        {"Content-Type: multipart/form-data; boundary=x", "--x--", 415},
        {"Content-Type: application/x-www-form-urlencoded", "login=%ff", 400},
        {"Content-Type: application/x-www-form-urlencoded", "login=a%00b", 400},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        office_ask(&office, "POST", "/office/login", (const char *const[]){rows[i].type, NULL},
                   rows[i].body, strlen(rows[i].body), &b.reply);
        check_number(rows[i].body, b.reply.status, rows[i].status);
        check_text(rows[i].body, reply_header(&b.reply, "Content-Type"),
                   "text/html; charset=utf-8");
    }
    check_number("a query in no UTF-8", browser_get(&b, "/office/login?to=%ff"), 400);
    browser_close(&b);
}

static void the_way_back_stays_here(void **state) {
    (void)state;
    static const struct {
        const char *asked, *sent_to;
    } rows[] = {
        {"/office/kiosks", "/office/kiosks"},
        {"/office/users/abc", "/office/users/abc"},
        {"https://elsewhere.example/", "/office"},
        {"//elsewhere.example/", "/office"},
        {"/office//elsewhere.example", "/office"},
        {"/office/\\elsewhere", "/office"},
        {"/office/login", "/office"},
        {"/v1/health", "/office"},
        {"", "/office"},
    };
    struct browser b;
    browser_open(&b, &office, "10.0.0.6");
    office_hire(&office, &b, "way", "role-vptk");
    browser_close(&b);
    for (size_t i = 0; i < check_items(rows); i++) {
        browser_open(&b, &office, "10.0.0.6");
        browser_get(&b, "/office/login");
        check_number(rows[i].asked,
                     browser_post(&b, "/office/login", "login", "way", "password", PASSWORD, "to",
                                  rows[i].asked),
                     303);
        check_text(rows[i].asked, browser_sent_to(&b), rows[i].sent_to);
        browser_close(&b);
    }
    browser_open(&b, &office, "10.0.0.6");
    check_number("asked for", browser_get(&b, "/office/kiosks"), 303);
    check_text("asked for", browser_sent_to(&b), "/office/login?to=%2Foffice%2Fkiosks");
    browser_get(&b, browser_sent_to(&b));
    check_number("kept in the form", browser_sees(&b, "name=\"to\" value=\"/office/kiosks\""),
                 true);
    browser_close(&b);
}

/* `count` wrong passwords in a row, each refused as such. */
static void guess(struct browser *b, const char *login, int count) {
    for (int i = 0; i < count; i++)
        check_number(login, browser_login(b, login, "đoán bừa một câu"), 422);
}

static void guessing_makes_strangers_wait_and_nobody_else(void **state) {
    (void)state;
    struct browser own, same_desk, known_address, attacker, far;
    browser_open(&own, &office, "10.1.0.1");
    office_hire(&office, &own, "victim", "role-vptk");
    browser_post(&own, "/office/logout", "x", "x");

    browser_open(&attacker, &office, "10.1.0.66");
    guess(&attacker, "victim", 5);
    check_number("the sixth", browser_login(&attacker, "victim", "đoán nữa"), 429);
    assert_in_range(atoi(reply_header(&attacker.reply, "Retry-After")), 1, 30);
    check_number("even the right one", browser_login(&attacker, "victim", PASSWORD), 429);

    browser_open(&far, &office, "10.1.0.99"); // a stranger to this account: has to wait as well
    check_number("a stranger", browser_login(&far, "victim", PASSWORD), 429);

    browser_open(&known_address, &office, "10.1.0.1"); // no cookie, but the officer's address
    check_number("a known address", browser_login(&known_address, "victim", PASSWORD), 303);
    snprintf(own.address, sizeof own.address, "10.1.0.77"); // and the browser from anywhere
    check_number("a known browser", browser_login(&own, "victim", PASSWORD), 303);
    browser_post(&own, "/office/logout", "x", "x");

    // One who sits behind the officer's own address locks the address, not the browser.
    browser_open(&same_desk, &office, "10.1.0.1");
    guess(&same_desk, "victim", 5);
    check_number("behind the same address", browser_login(&same_desk, "victim", PASSWORD), 429);
    snprintf(own.address, sizeof own.address, "10.1.0.1");
    check_number("the officer's browser", browser_login(&own, "victim", PASSWORD), 303);

    // And what waits is lifted by the administrator.
    char *once = office_line(OFFICE_RUN(&office, 0, "user", "reset", "victim"));
    check_number("lifted", browser_login(&far, "victim", once), 303);
    free(once);
    browser_close(&far);
    browser_close(&same_desk);
    browser_close(&known_address);
    browser_close(&attacker);
    browser_close(&own);
}

static void one_address_does_not_try_every_account(void **state) {
    (void)state;
    struct browser b, officer;
    char login[32];
    browser_open(&officer, &office, "10.2.0.1");
    office_hire(&office, &officer, "quiet", "role-vptk");
    browser_open(&b, &office, "2001:db8:1:2::1");
    for (int i = 0; i < 20; i++) { // another address of its network each time: it counts as one
        snprintf(b.address, sizeof b.address, "2001:db8:1:2::%d", i + 1);
        snprintf(login, sizeof login, "name%d", i);
        guess(&b, login, 1);
    }
    check_number("the next", browser_login(&b, "name99", "x"), 429);
    check_number("an account of its own does not help", browser_login(&b, "quiet", PASSWORD), 429);
    snprintf(b.address, sizeof b.address, "2001:db8:1:3::1");
    check_number("from elsewhere", browser_login(&b, "quiet", PASSWORD), 303);
    browser_close(&b);
    browser_close(&officer);
}

static void a_name_that_is_none_is_refused_alike(void **state) {
    (void)state;
    struct browser b, c;
    browser_open(&b, &office, "10.3.0.1");
    office_hire(&office, &b, "there", "role-vptk");
    browser_close(&b);
    browser_open(&b, &office, "10.3.0.2");
    browser_open(&c, &office, "10.3.0.3");
    for (int i = 0; i < 7; i++) {
        long known = browser_login(&b, "there", "không phải"),
             unknown = browser_login(&c, "nobody", "không phải");
        check_number("alike", unknown, known);
        check_number("the rule", known, i < 5 ? 422 : 429);
        check_number("the words", browser_sees(&b, "role=\"alert\""), true);
        check_number("the same words", browser_sees(&c, "role=\"alert\""), true);
    }
    browser_close(&b);
    browser_close(&c);
}

/* The count is on the disk before the password is looked at. */
static void pulling_the_plug_gives_no_guess(void **state) {
    (void)state;
    struct browser b;
    browser_open(&b, &office, "10.4.0.1");
    guess(&b, "plug", 5);
    check_number("killed", office_stop(&office, SIGKILL), 128 + SIGKILL);
    OFFICE_SERVE(&office, "--set", "http.forwarded=yes");
    check_number("still waits", browser_login(&b, "plug", "x"), 429);
    browser_close(&b);
}

static void *send_guess(void *context) {
    struct browser *b = context;
    browser_post(b, "/office/login", "login", "crowd", "password", "đoán bừa một câu");
    return NULL;
}

/* All at once, before any of them is known to be wrong: no more get through than one by one. */
static void a_crowd_of_guesses_is_counted_as_well(void **state) {
    (void)state;
    static struct browser crowd[12];
    pthread_t threads[check_items(crowd)];
    int looked_at = 0, waited = 0;
    for (size_t i = 0; i < check_items(crowd); i++) {
        browser_open(&crowd[i], &office, "10.8.0.1");
        browser_get(&crowd[i], "/office/login");
    }
    for (size_t i = 0; i < check_items(crowd); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, send_guess, &crowd[i]), 0);
    for (size_t i = 0; i < check_items(crowd); i++) {
        pthread_join(threads[i], NULL);
        looked_at += crowd[i].reply.status == 422;
        waited += crowd[i].reply.status == 429;
        browser_close(&crowd[i]);
    }
    check_number("looked at", looked_at, 5);
    check_number("told to wait", waited, (long long)check_items(crowd) - 5);
}

static void sessions_end(void **state) {
    (void)state;
    struct browser b, second, thief;
    browser_open(&b, &office, "10.5.0.1");
    browser_open(&second, &office, "10.5.0.1");
    office_hire(&office, &b, "ends", "role-vptk");
    check_number("two at once", browser_login(&second, "ends", PASSWORD), 303);

    // A new password ends the others, not the one it was chosen in.
    browser_get(&b, "/office/password");
    check_number("the old one is asked for",
                 browser_post(&b, "/office/password", "current", "không phải", "fresh",
                              PASSWORD " mới", "again", PASSWORD " mới"),
                 422);
    check_number("changed",
                 browser_post(&b, "/office/password", "current", PASSWORD, "fresh", PASSWORD " mới",
                              "again", PASSWORD " mới"),
                 303);
    check_number("this one goes on", browser_get(&b, "/office"), 200);
    check_number("that one ended", browser_get(&second, "/office"), 303);
    check_number("the old password", browser_login(&second, "ends", PASSWORD), 422);

    // Log-out ends it for whoever kept the cookie as well.
    thief = b;
    thief.reply = (struct reply){.status = 0};
    check_number("log-out", browser_post(&b, "/office/logout", "x", "x"), 303);
    check_text("cookie gone", browser_cookie(&b, "__Host-session"), "");
    check_number("says so", browser_get(&b, "/office/login"), 200);
    check_number("says so", browser_sees(&b, "role=\"status\""), true);
    check_number("a kept cookie", browser_get(&thief, "/office"), 303);
    browser_close(&thief);
    browser_close(&second);
    browser_close(&b);
}

/* An officer types for an hour, and the session ends before "Lưu": the words must not be lost, nor
 * may another site lay a form there for whoever logs in next. */
static void what_was_typed_outlives_the_session(void **state) {
    (void)state;
    static const char deed[] = "Hiến 200 m² đất <b>làm đường</b>";
    static const char kept[] =
        "name=\"kept.deed\" value=\"Hiến 200 m² đất &lt;b&gt;làm đường&lt;/b&gt;\"";
    struct browser b, other;
    browser_open(&b, &office, "10.5.1.1");
    browser_open(&other, &office, "10.5.1.1");
    office_hire(&office, &b, "typist", "role-vptk");
    check_number("another one", browser_login(&other, "typist", PASSWORD), 303);
    check_number("types", browser_get(&b, "/office/paper"), 200);
    browser_get(&other, "/office/password");
    check_number("which ends the first",
                 browser_post(&other, "/office/password", "current", PASSWORD, "fresh",
                              PASSWORD " mới", "again", PASSWORD " mới"),
                 303);

    char token[sizeof b.csrf];
    memcpy(token, b.csrf, sizeof token);
    memset(b.csrf, '0', 64);
    check_number("not from our page", browser_post(&b, "/office/paper", "deed", deed), 303);
    memcpy(b.csrf, token, sizeof token);
    check_number("sent", browser_post(&b, "/office/paper?x=1", "deed", deed), 403);
    check_number("kept", browser_sees(&b, kept), true);
    check_number("where to", browser_sees(&b, "value=\"/office/paper?x=1\""), true);
    check_number("a slip of the finger",
                 browser_post(&b, "/office/login", "login", "typist", "password", "sai", "kept_to",
                              "/office/paper?x=1", "kept.deed", deed),
                 422);
    check_number("still kept", browser_sees(&b, kept), true);
    check_number("logged in",
                 browser_post(&b, "/office/login", "login", "typist", "password", PASSWORD " mới",
                              "kept_to", "/office/paper?x=1", "kept.deed", deed),
                 200);
    check_number("offered", browser_sees(&b, "action=\"/office/paper?x=1\""), true);
    check_number("with a token of the new session", browser_post(&b, "/office/paper", "deed", deed),
                 422);

    static const char *const elsewhere[] = {"https://example.org/", "//example.org/office/",
                                            "/office/../v1", "/office/login"};
    for (size_t i = 0; i < check_items(elsewhere); i++) {
        browser_get(&other, "/office");
        check_number(elsewhere[i],
                     browser_post(&other, "/office/login", "login", "typist", "password",
                                  PASSWORD " mới", "kept_to", elsewhere[i], "kept.deed", deed),
                     303);
    }
    browser_close(&other);
    browser_close(&b);
}

static void sessions_end_with_time(void **state) {
    (void)state;
    struct browser b;
    browser_open(&b, &office, "10.6.0.1");
    office_hire(&office, &b, "idle", "role-vptk");
    serve_again((const char *const[]){"--set", "http.forwarded=yes", "--set",
                                      "office.session_idle_s=3", NULL});
    check_number("survives a restart", browser_get(&b, "/office"), 200);
    for (int i = 0; i < 4; i++) {
        sleep_ms(1000);
        check_number("looked at", browser_get(&b, "/office"), 200);
    }
    sleep_ms(4100);
    check_number("idle", browser_get(&b, "/office"), 303);

    check_number("log in", browser_login(&b, "idle", PASSWORD), 303);
    serve_again((const char *const[]){"--set", "http.forwarded=yes", "--set",
                                      "office.session_max_s=2", NULL});
    sleep_ms(1000);
    browser_get(&b, "/office");
    sleep_ms(2100);
    check_number("at its end", browser_get(&b, "/office"), 303);
    serve_again((const char *const[]){"--set", "http.forwarded=yes", NULL});
    browser_close(&b);
}

/* The id that a link on the page leads to: "/office/users/ID" of the row with `text`. */
static char *id_beside(const struct browser *b, const char *text) {
    static const char link[] = "href=\"/office/users/";
    const char *at = strstr(strbuf_text(&b->reply.body), text), *last = NULL;
    for (const char *next = strbuf_text(&b->reply.body);
         at && (next = strstr(next, link)) && next < at; next++)
        last = next + strlen(link);
    assert_non_null(last);
    return xstrndup(last, strcspn(last, "\""));
}

static void accounts_are_handled_by_administrators(void **state) {
    (void)state;
    struct browser admin, clerk;
    browser_open(&admin, &office, "10.7.0.1");
    browser_open(&clerk, &office, "10.7.0.2");
    office_hire(&office, &admin, "chief", "role-quantri");
    office_hire(&office, &clerk, "worker", "role-vptk");
    browser_get(&admin, "/office/users");
    static const struct {
        const char *login, *name, *role;
        long status;
    } rows[] = {
        {"new.one", "<script>alert('x')</script> & \"Áng\"", "role-vhxh", 200},
        {"new.one", "Hai", "role-vhxh", 422},
        {"Bad Name", "Ba", "role-vhxh", 422},
        {"noname", "", "role-vhxh", 422},
        {"norole", "Bốn", "role-vua", 422},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_number(rows[i].login,
                     browser_post(&admin, "/office/users", "login", rows[i].login, "name",
                                  rows[i].name, "role", rows[i].role),
                     rows[i].status);
    browser_get(&admin, "/office/users");
    check_number("markup is text", browser_sees(&admin, "<script>alert"), false);
    check_number("markup is text", browser_sees(&admin, "&lt;script&gt;alert"), true);

    char *id = id_beside(&admin, ">worker<");
    char *disable = xasprintf("/office/users/%s/disabled", id);
    char *roles = xasprintf("/office/users/%s/roles", id);
    char *reset = xasprintf("/office/users/%s/reset", id);
    char *rename = xasprintf("/office/users/%s/name", id);
    check_number("no version", browser_post(&admin, roles, "role", "role-vptk"), 412);
    check_number("another version",
                 browser_post(&admin, roles, "role", "role-vptk", "version", "77"), 412);
    check_number(
        "roles",
        browser_post(&admin, roles, "role", "role-vptk", "role", "role-quantri", "version", "2"),
        303);
    check_number("at once", browser_get(&clerk, "/office/users"), 200);
    check_number("no role at all", browser_post(&admin, roles, "version", "3"), 422);
    check_number("says so", browser_sees(&admin, "Xin chọn ít nhất một vai trò."), true);
    check_number("beside its boxes", browser_sees(&admin, "aria-describedby=\"role-error\""), true);
    check_number("twice", browser_post(&admin, roles, "role", "role-vptk", "version", "2"), 412);
    check_number("back", browser_post(&admin, roles, "role", "role-vptk", "version", "3"), 303);
    check_number("at once", browser_get(&clerk, "/office/users"), 403);
    check_number("disable", browser_post(&admin, disable, "disabled", "1", "version", "4"), 303);
    check_number("out at once", browser_get(&clerk, "/office"), 303);
    check_number("and not in again", browser_login(&clerk, "worker", PASSWORD), 422);
    check_number("enable", browser_post(&admin, disable, "disabled", "0", "version", "5"), 303);
    check_number("in again", browser_login(&clerk, "worker", PASSWORD), 303);
    check_number("reset", browser_post(&admin, reset, "version", "6"), 200);
    check_number("shown", browser_sees(&admin, "class=\"secret\""), true);
    check_number("shown once", browser_post(&admin, reset, "version", "6"), 412);
    check_number("out at once", browser_get(&clerk, "/office"), 303);
    browser_get(&admin, "/office");
    check_number("no name", browser_post(&admin, rename, "name", "  ", "version", "7"), 422);
    struct strbuf long_name = {.text = NULL};
    for (int i = 0; i < 61; i++)
        strbuf_add_text(&long_name, "ế");
    check_number("61 letters",
                 browser_post(&admin, rename, "name", strbuf_text(&long_name), "version", "7"),
                 422);
    check_number("stay in the field", browser_sees(&admin, strbuf_text(&long_name)), true);
    check_number(
        "60 letters",
        browser_post(&admin, rename, "name", strbuf_text(&long_name) + strlen("ế"), "version", "7"),
        303);
    strbuf_finish(&long_name);
    check_number("a name", browser_post(&admin, rename, "name", "Lý Thị B", "version", "8"), 303);
    check_number("stale", browser_post(&admin, rename, "name", "Ai đó", "version", "8"), 412);
    check_number("what was typed stays", browser_sees(&admin, "value=\"Ai đó\""), true);
    browser_get(&admin, "/office/users");
    check_number("in the list", browser_sees(&admin, ">Lý Thị B</a>"), true);
    free(rename);
    free(reset);
    free(roles);
    free(disable);
    free(id);
    browser_close(&clerk);
    browser_close(&admin);
}

static void there_is_always_an_administrator(void **state) {
    (void)state;
    struct office fresh;
    struct browser b;
    office_create(&fresh);
    OFFICE_SERVE(&fresh, "--verbose");
    char *once = office_line(OFFICE_RUN(&fresh, 0, "user", "reset", "quantri"));
    browser_open(&b, &fresh, "");
    browser_login(&b, "quantri", once);
    browser_get(&b, "/office/password");
    browser_post(&b, "/office/password", "fresh", PASSWORD, "again", PASSWORD);
    browser_get(&b, "/office/users");
    char *id = id_beside(&b, ">quantri<");
    char *disable = xasprintf("/office/users/%s/disabled", id);
    char *roles = xasprintf("/office/users/%s/roles", id);
    char *page = xasprintf("/office/users/%s", id);
    char version[24] = "";
    browser_get(&b, page);
    const char *at = strstr(strbuf_text(&b.reply.body), "name=\"version\" value=\"");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "name=\"version\" value=\"%23[0-9]", version), 1);
    check_number("the last", browser_post(&b, disable, "disabled", "1", "version", version), 409);
    check_number("the last", browser_post(&b, roles, "role", "role-vptk", "version", version), 409);
    check_number("still here", browser_get(&b, "/office/users"), 200);
    free(OFFICE_RUN(&fresh, 0, "user", "add", "second", "--roles", "role-quantri,role-vptk"));
    check_number("one of two", browser_post(&b, roles, "role", "role-vptk", "version", version),
                 303);
    check_number("no more", browser_get(&b, "/office/users"), 403);
    char *whole = OFFICE_RUN(&fresh, 0, "audit", "check");
    assert_non_null(strstr(whole, "whole"));
    free(whole);
    free(page);
    free(roles);
    free(disable);
    free(id);
    free(once);
    browser_close(&b);
    office_destroy(&fresh);
}

static void the_command_line_helps_who_is_locked_out(void **state) {
    (void)state;
    static const char *const bad[][8] = {
        {"user", "add", "Bad Name", "--roles", "role-vptk", NULL},
        {"user", "add", "a", "--roles", "role-vptk", NULL},
        {"user", "add", "fine", NULL},
        {"user", "add", "fine", "--roles", "role-vptk,role-vua", NULL},
        {"user", "reset", "nobody", NULL},
        {"user", "dance", NULL},
    };
    for (size_t i = 0; i < check_items(bad); i++)
        free(office_run(&office, 1, bad[i]));
    free(OFFICE_RUN(&office, 0, "user", "add", "console", "--name", "Nguyễn Văn A", "--roles",
                    "role-vptk,role-vhxh"));
    free(OFFICE_RUN(&office, 1, "user", "add", "console", "--roles", "role-vptk"));
    char *list = OFFICE_RUN(&office, 0, "user", "list");
    assert_non_null(strstr(list, "\nconsole\tone-time\trole-vptk role-vhxh\tNguyễn Văn A\n"));
    free(list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_administrator_chooses_a_password),
        cmocka_unit_test(the_cookie_is_kept_from_others),
        cmocka_unit_test(pages_carry_their_policy),
        cmocka_unit_test(static_files_have_a_tag),
        cmocka_unit_test(forms_come_from_our_pages),
        cmocka_unit_test(forms_of_another_kind_are_refused),
        cmocka_unit_test(the_way_back_stays_here),
        cmocka_unit_test(guessing_makes_strangers_wait_and_nobody_else),
        cmocka_unit_test(one_address_does_not_try_every_account),
        cmocka_unit_test(a_name_that_is_none_is_refused_alike),
        cmocka_unit_test(pulling_the_plug_gives_no_guess),
        cmocka_unit_test(a_crowd_of_guesses_is_counted_as_well),
        cmocka_unit_test(sessions_end),
        cmocka_unit_test(what_was_typed_outlives_the_session),
        cmocka_unit_test(sessions_end_with_time),
        cmocka_unit_test(accounts_are_handled_by_administrators),
        cmocka_unit_test(there_is_always_an_administrator),
        cmocka_unit_test(the_command_line_helps_who_is_locked_out),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
