/* Who may what: everyone knocks at every address of the table of routes. */
#include "browser.h"

#include "records/roles.h"
#include "recordstore/routes.h"

#define NO_ID "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e" // of nothing
#define CLERK ROLE_CLERK
#define CULTURE ROLE_CULTURE
#define COUNCIL ROLE_COUNCIL
#define CHAIR ROLE_CHAIR
#define ADMIN ROLE_ADMIN
#define ALL ROLES_ALL

/* One address: what those that may are answered there. All others of the office get 403; strangers
 * and devices 303 to the log-in from pages, 401 by the contract. What is for devices alone answers
 * everybody else 401. */
static const struct row {
    const char *method, *pattern, *path;
    unsigned roles; // 0: not by role
    const char *fields[5];
    long status; // for those that may
    long anyone; // for everybody, where the address is open
    long device; // for a device with its token, where it may
} rows[] = {
    {"GET", "/v1/health", "/v1/health", 0, {0}, 0, 200, 0},
    {"GET", "/v1/openapi.yaml", "/v1/openapi.yaml", 0, {0}, 0, 200, 0},
    {"POST", "/v1/devices", "/v1/devices", 0, {0}, 0, 415, 0}, // a form is not its kind
    {"PUT", "/v1/devices/{id}/status", "/v1/devices/k-0001/status", 0, {0}, 0, 0, 415},
    {"PUT", "/v1/nominations/{id}", "/v1/nominations/" NO_ID, 0, {0}, 0, 0, 415},
    {"GET", "/v1/nominations/{id}/receipt", "/v1/nominations/" NO_ID "/receipt", 0, {0}, 0, 0, 404},
    {"GET", "/v1/slips/{code}", "/v1/slips/HP-2222-2222", 0, {0}, 0, 0, 404},
    {"GET", "/v1/content", "/v1/content", 0, {0}, 0, 0, 404},
    {"GET", "/v1/content.sig", "/v1/content.sig", 0, {0}, 0, 0, 404},
    {"GET", "/v1/assets/{sha256}", "/v1/assets/00", 0, {0}, 0, 0, 404},
    {"GET",
     "/v1/nominations",
     "/v1/nominations",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET",
     "/v1/nominations/{id}",
     "/v1/nominations/" NO_ID,
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     404,
     0,
     0},
    {"POST",
     "/v1/nominations/{id}/events",
     "/v1/nominations/" NO_ID "/events",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     415,
     0,
     0},

    {"GET", "/office/static/{name}", "/office/static/office.css", 0, {0}, 0, 200, 0},
    {"GET", "/office/login", "/office/login", ALL, {0}, 303, 200, 0},
    {"POST", "/office/login", "/office/login", ALL, {0}, 422, 422, 0},
    {"GET", "/office/password", "/office/password", ALL, {0}, 200, 0, 0},
    {"POST", "/office/password", "/office/password", ALL, {"fresh", "x"}, 422, 0, 0},
    {"GET", "/office", "/office", ALL, {0}, 200, 0, 0},

    {"GET", "/office/kiosks", "/office/kiosks", CLERK | CULTURE | ADMIN, {0}, 200, 0, 0},
    {"POST", "/office/kiosks", "/office/kiosks", CLERK | ADMIN, {"name", ""}, 422, 0, 0},
    {"GET",
     "/office/kiosks/{id}",
     "/office/kiosks/k-0001",
     CLERK | CULTURE | ADMIN,
     {0},
     200,
     0,
     0},
    {"POST",
     "/office/kiosks/{id}/help",
     "/office/kiosks/k-0001/help",
     CLERK | CULTURE | ADMIN,
     {"at", "0"},
     303,
     0,
     0},
    {"POST",
     "/office/kiosks/{id}/unlock",
     "/office/kiosks/k-0001/unlock",
     CLERK | ADMIN,
     {"lock", "lock-1"},
     412, // it reports no lock
     0,
     0},
    {"POST",
     "/office/kiosks/{id}/log",
     "/office/kiosks/k-0001/log",
     CLERK | ADMIN,
     {"at", "1"},
     412, // its log is whole
     0,
     0},
    {"POST",
     "/office/kiosks/{id}/resend",
     "/office/kiosks/k-0001/resend",
     CLERK | ADMIN,
     {"from", "1"},
     303,
     0,
     0},
    {"POST",
     "/office/kiosks/{id}/code",
     "/office/kiosks/k-0001/code",
     CLERK | ADMIN,
     {0},
     200,
     0,
     0},
    {"POST",
     "/office/kiosks/{id}/revoke",
     "/office/kiosks/k-9999/revoke",
     CLERK | ADMIN,
     {0},
     404,
     0,
     0},

    {"GET", "/office/users", "/office/users", ADMIN, {0}, 200, 0, 0},
    {"POST", "/office/users", "/office/users", ADMIN, {"login", "x"}, 422, 0, 0},
    {"GET", "/office/users/{id}", "/office/users/" NO_ID, ADMIN, {0}, 404, 0, 0},
    {"POST",
     "/office/users/{id}/name",
     "/office/users/" NO_ID "/name",
     ADMIN,
     {"version", "1", "name", "Nguyễn Văn A"},
     404,
     0,
     0},
    {"POST",
     "/office/users/{id}/roles",
     "/office/users/" NO_ID "/roles",
     ADMIN,
     {"version", "1"},
     404,
     0,
     0},
    {"POST",
     "/office/users/{id}/disabled",
     "/office/users/" NO_ID "/disabled",
     ADMIN,
     {"version", "1", "disabled", "1"},
     404,
     0,
     0},
    {"POST",
     "/office/users/{id}/reset",
     "/office/users/" NO_ID "/reset",
     ADMIN,
     {"version", "1"},
     404,
     0,
     0},
    {"GET", "/office/retention", "/office/retention", CLERK | ADMIN, {0}, 200, 0, 0},
    {"GET", "/office/audit", "/office/audit", ADMIN | CHAIR, {0}, 200, 0, 0},
    {"GET",
     "/office/dossiers",
     "/office/dossiers",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET",
     "/office/dossiers/{id}",
     "/office/dossiers/" NO_ID,
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     404,
     0,
     0},
    {"POST",
     "/office/dossiers/{id}/fields",
     "/office/dossiers/" NO_ID "/fields",
     CLERK,
     {0},
     400,
     0,
     0},
    {"POST",
     "/office/dossiers/{id}/step",
     "/office/dossiers/" NO_ID "/step",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     400,
     0,
     0},
    {"POST",
     "/office/dossiers/{id}/consent",
     "/office/dossiers/" NO_ID "/consent",
     CLERK | CULTURE,
     {0},
     400,
     0,
     0},
    {"POST",
     "/office/dossiers/{id}/note",
     "/office/dossiers/" NO_ID "/note",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     400,
     0,
     0},
    {"POST",
     "/office/dossiers/{id}/erase",
     "/office/dossiers/" NO_ID "/erase",
     CLERK,
     {0},
     400,
     0,
     0},

    {"POST",
     "/office/dossiers/{id}/scans",
     "/office/dossiers/" NO_ID "/scans",
     CLERK,
     {0},
     415,
     0,
     0}, // a form is not its kind
    {"GET",
     "/office/dossiers/{id}/scans/{sha256}",
     "/office/dossiers/" NO_ID "/scans/00",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     404,
     0,
     0},
    {"POST",
     "/office/dossiers/{id}/scans/{sha256}",
     "/office/dossiers/" NO_ID "/scans/00",
     CLERK,
     {0},
     400,
     0,
     0},
    {"GET", "/office/council", "/office/council", CLERK | COUNCIL | CHAIR, {0}, 200, 0, 0},
    {"POST", "/office/council", "/office/council", CLERK, {0}, 422, 0, 0},
    {"GET",
     "/office/council/{format}",
     "/office/council/list.csv",
     CLERK | COUNCIL | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET",
     "/v1/exports/{list}",
     "/v1/exports/council.csv",
     CLERK | COUNCIL | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET", "/office/decisions", "/office/decisions", CLERK | COUNCIL | CHAIR, {0}, 200, 0, 0},
    {"POST", "/office/decisions", "/office/decisions", CLERK, {0}, 422, 0, 0},
    {"GET", "/office/publication", "/office/publication", CLERK | CULTURE | CHAIR, {0}, 200, 0, 0},
    {"POST", "/office/publication", "/office/publication", CULTURE, {"act", "show"}, 422, 0, 0},

    {"GET", "/office/paper", "/office/paper", CLERK, {0}, 200, 0, 0},
    {"POST", "/office/paper", "/office/paper", CLERK, {0}, 422, 0, 0}, // nothing is published
    {"GET", "/office/paper/{id}", "/office/paper/" NO_ID, CLERK, {0}, 404, 0, 0},
    {"GET", "/office/desk", "/office/desk", CLERK, {0}, 200, 0, 0},
    {"POST", "/office/desk", "/office/desk", CLERK, {"code", "HP-2222-2222"}, 422, 0, 0},
    {"GET", "/office/desk/{id}", "/office/desk/" NO_ID, CLERK, {0}, 404, 0, 0},
    {"POST", "/office/desk/{id}", "/office/desk/" NO_ID, CLERK, {0}, 400, 0, 0},
    {"POST",
     "/office/desk/{id}/withdraw",
     "/office/desk/" NO_ID "/withdraw",
     CLERK,
     {0},
     400,
     0,
     0},

    {"GET",
     "/office/difficulties",
     "/office/difficulties",
     CLERK | CULTURE | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET",
     "/office/difficulties/{id}",
     "/office/difficulties/" NO_ID,
     CLERK | CULTURE | CHAIR,
     {0},
     404,
     0,
     0},
    {"POST",
     "/office/difficulties/{id}/take",
     "/office/difficulties/" NO_ID "/take",
     CLERK | CHAIR,
     {0},
     400,
     0,
     0},
    {"POST",
     "/office/difficulties/{id}/answer",
     "/office/difficulties/" NO_ID "/answer",
     CLERK | CHAIR,
     {0},
     400,
     0,
     0},

    {"GET",
     "/office/figures",
     "/office/figures",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET",
     "/office/figures.csv",
     "/office/figures.csv",
     CLERK | CULTURE | COUNCIL | CHAIR,
     {0},
     200,
     0,
     0},

    {"GET", "/office/content", "/office/content", CLERK | CULTURE | CHAIR, {0}, 200, 0, 0},
    {"POST", "/office/content", "/office/content", CULTURE, {"act", "publish"}, 404, 0, 0},
    {"GET",
     "/office/content/settings",
     "/office/content/settings",
     CLERK | CULTURE | CHAIR,
     {0},
     200,
     0,
     0},
    {"POST",
     "/office/content/settings",
     "/office/content/settings",
     CULTURE,
     {"act", "pins"},
     404,
     0,
     0},
    {"GET",
     "/office/content/history",
     "/office/content/history",
     CLERK | CULTURE | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET",
     "/office/content/history/{revision}",
     "/office/content/history/1",
     CLERK | CULTURE | CHAIR,
     {0},
     404,
     0,
     0},
    {"POST",
     "/office/content/history/{revision}",
     "/office/content/history/1",
     CULTURE,
     {0},
     404,
     0,
     0},
    {"GET", "/office/content/preview", "/office/content/preview", CULTURE, {0}, 200, 0, 0},
    {"POST", "/office/content/preview", "/office/content/preview", CULTURE, {0}, 404, 0, 0},
    {"GET",
     "/office/content/preview/{token}/{name}",
     "/office/content/preview/00/home",
     CULTURE,
     {0},
     404,
     0,
     0},
    {"GET",
     "/office/content/import/{topic}",
     "/office/content/import/unit",
     CULTURE,
     {0},
     200,
     0,
     0},
    {"POST",
     "/office/content/import/{topic}",
     "/office/content/import/unit",
     CULTURE,
     {0},
     415,
     0,
     0}, // a form is not its kind
    {"GET",
     "/office/content/import/{topic}/model",
     "/office/content/import/unit/model",
     CULTURE,
     {0},
     200,
     0,
     0},
    {"POST",
     "/office/content/import/{topic}/apply",
     "/office/content/import/unit/apply",
     CULTURE,
     {"sha256", "00"},
     404,
     0,
     0},
    {"GET",
     "/office/content/photo/{sha256}",
     "/office/content/photo/00",
     CLERK | CULTURE | CHAIR,
     {0},
     404,
     0,
     0},
    {"POST",
     "/office/content/campaign",
     "/office/content/campaign",
     CULTURE,
     {0},
     415,
     0,
     0}, // a form is not its kind
    {"GET",
     "/office/content/{topic}",
     "/office/content/honouree",
     CLERK | CULTURE | CHAIR,
     {0},
     200,
     0,
     0},
    {"GET",
     "/office/content/{topic}/{id}",
     "/office/content/honouree/x",
     CLERK | CULTURE | CHAIR,
     {0},
     200,
     0,
     0},
    {"POST", "/office/content/{topic}/{id}", "/office/content/honouree/x", CULTURE, {0}, 404, 0, 0},
    {"GET",
     "/office/content/{topic}/{id}/file",
     "/office/content/campaign/x/file",
     CULTURE,
     {0},
     200, // nothing is published
     0,
     0},
    {"POST",
     "/office/content/{topic}/{id}/photo",
     "/office/content/honouree/x/photo",
     CULTURE,
     {0},
     415,
     0,
     0},

    // The last: it ends the session of whoever asked.
    {"POST", "/office/logout", "/office/logout", ALL, {0}, 303, 0, 0},
};

static struct office office;
static struct machine machine;

static int start(void **state) {
    (void)state;
    office_create(&office);
    OFFICE_SERVE(&office, "--set", "http.forwarded=yes");
    office_enrol(&office, &machine);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

static bool is_office(const struct row *row) {
    return !strncmp(row->path, "/office", 7);
}

static long knock(struct browser *b, const struct row *row) {
    if (!strcmp(row->method, "GET"))
        return browser_get(b, row->path);
    if (!strcmp(row->path, "/office/login")) { // another name each time: wrong ones are counted
        static int knocks;
        char login[16];
        snprintf(login, sizeof login, "name%d", ++knocks);
        return browser_post(b, row->path, "login", login);
    }
    if (is_office(row))
        return browser_post_fields(b, row->path, row->fields);
    return browser_ask(b, row->method, row->path, "x=y");
}

static void every_route_has_a_row(void **state) {
    (void)state;
    const struct site site = routes_site(NULL, NULL);
    size_t found = 0;
    for (size_t i = 0; i < site.route_count; i++)
        for (size_t j = 0; j < check_items(rows); j++)
            found += !strcmp(site.routes[i].method, rows[j].method) &&
                     !strcmp(site.routes[i].pattern, rows[j].pattern);
    check_number("routes with a row here", (long long)found, (long long)site.route_count);
    check_number("rows with a route", (long long)check_items(rows), (long long)site.route_count);
}

static void nobody_is_sent_to_the_login(void **state) {
    (void)state;
    struct browser b;
    browser_open(&b, &office, "");
    browser_get(&b, "/office/login");
    for (size_t i = 0; i < check_items(rows); i++) {
        long want = rows[i].anyone ? rows[i].anyone : is_office(&rows[i]) ? 303 : 401;
        check_number(rows[i].pattern, knock(&b, &rows[i]), want);
        if (want == 303)
            assert_ptr_equal(strstr(browser_sent_to(&b), "/office/login"), browser_sent_to(&b));
    }
    browser_close(&b);
}

/* A stolen kiosk's token opens nothing of the office's. */
static void a_device_is_nobody_in_the_office(void **state) {
    (void)state;
    char authorization[160];
    struct reply reply = {.status = 0};
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", machine.token);
    const char *const headers[] = {authorization, "Content-Type: application/x-www-form-urlencoded",
                                   NULL};
    for (size_t i = 0; i < check_items(rows); i++) {
        const struct row *row = &rows[i];
        bool is_get = !strcmp(row->method, "GET");
        office_ask(&office, row->method, row->path, headers, is_get ? NULL : "x=y", is_get ? 0 : 3,
                   &reply);
        bool is_open_form = row->anyone == 422; // without a page of ours before it
        check_number(row->pattern, reply.status,
                     row->device      ? row->device
                     : is_open_form   ? 403
                     : row->anyone    ? row->anyone
                     : is_office(row) ? 303
                                      : 401);
    }
    reply_finish(&reply);
}

static void every_role_has_its_routes(void **state) {
    (void)state;
    static const char *const logins[ROLE_COUNT] = {"vptk", "vhxh", "hoidong", "chutich",
                                                   "quantri2"};
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        unsigned role = 1u << i;
        struct browser b;
        browser_open(&b, &office, "");
        office_hire(&office, &b, logins[i], role_id((enum office_role)role));
        check_number("home", browser_get(&b, "/office"), 200);
        for (size_t j = 0; j < check_items(rows); j++) {
            const struct row *row = &rows[j];
            long want = row->roles & role ? row->status
                        : row->anyone     ? row->anyone
                        : row->roles      ? 403
                                          : 401;
            char name[128];
            snprintf(name, sizeof name, "%s: %s %s", logins[i], row->method, row->pattern);
            check_number(name, knock(&b, row), want);
        }
        browser_close(&b);
    }
}

/* The navigation shows each role just the pages it may see. */
static void the_navigation_leads_nowhere_forbidden(void **state) {
    (void)state;
    static const char link[] = "<li><a href=\"";
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        struct browser b;
        char login[32], path[128];
        snprintf(login, sizeof login, "walker%u", i);
        browser_open(&b, &office, "");
        office_hire(&office, &b, login, role_id((enum office_role)(1u << i)));
        browser_get(&b, "/office");
        char *home = xstrdup(strbuf_text(&b.reply.body));
        int links = 0;
        for (const char *at = home; (at = strstr(at, link)); links++) {
            at += strlen(link);
            snprintf(path, sizeof path, "%.*s", (int)strcspn(at, "\""), at);
            check_number(path, browser_get(&b, path), 200);
        }
        assert_in_range(links, 1, 20);
        free(home);
        browser_close(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_has_a_row),
        cmocka_unit_test(nobody_is_sent_to_the_login),
        cmocka_unit_test(a_device_is_nobody_in_the_office),
        cmocka_unit_test(every_role_has_its_routes),
        cmocka_unit_test(the_navigation_leads_nowhere_forbidden),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
