/* A database that does not take what comes: kiosks are told to come later, people are told in their
 * words, and both /v1/health and the dashboard show it until it is over. */
#include "cases.h"

#include <sys/resource.h>
#include <sys/stat.h>

#define NOBODY 65534

static struct cases cases;

static int start(void **state) {
    (void)state;
    cases_start(&cases);
    return 0;
}

static int stop(void **state) {
    (void)state;
    cases_stop(&cases);
    return 0;
}

static const char *health(void) {
    static char value[16];
    struct reply reply = {.status = 0};
    office_ask(&cases.office, "GET", "/v1/health", NULL, NULL, 0, &reply);
    check_number("always this store", reply.status, 200);
    snprintf(value, sizeof value, "%.15s", reply_text(&reply, "database"));
    assert_true(reply_text(&reply, "store")[0]);
    reply_finish(&reply);
    return value;
}

static long send_one(struct parcel *parcel) {
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    if (!parcel->body)
        parcel_make(&cases.machine, &form, ++cases.seq, NULL, parcel);
    office_put(&cases.office, &cases.machine, parcel->id, parcel->body, parcel->len, &reply);
    if (reply.status == 503)
        check_problem("later", &reply, 503, "later", parcel->id);
    long status = reply.status;
    reply_finish(&reply);
    return status;
}

static bool dashboard_warns(void) {
    check_number("dashboard", browser_get(&cases.clerk, "/office"), 200);
    return browser_sees(&cases.clerk, "Kho phiếu đang không ghi được");
}

/* Enough that was taken: all is well again. */
static void check_recovery(struct parcel *parcel) {

    check_number("the same slip, once", send_one(parcel), 201);
    parcel_finish(parcel);
    for (int i = 0; i < 5; i++) {
        check_number("new", send_one(parcel), 201);
        parcel_finish(parcel);
    }
    check_text("over", health(), "ok");
    assert_false(dashboard_warns());
}

static void a_full_disk_is_seen_until_it_is_over(void **state) {
    (void)state;
    struct parcel parcel = {.body = NULL};
    struct rlimit limit, small;
    check_text("at first", health(), "ok");
    assert_false(dashboard_warns());
    if (cases.office.db[0]) // its files are the server's
        return;
    assert_int_equal(prlimit(cases.office.pid, RLIMIT_FSIZE, NULL, &limit), 0);
    small = limit;
    small.rlim_cur = 36864;
    assert_int_equal(prlimit(cases.office.pid, RLIMIT_FSIZE, &small, NULL), 0);
    check_number("full", send_one(&parcel), 503);
    check_text("full", health(), "failing");
    assert_true(dashboard_warns());
    // An officer's change, too, in words.
    check_number("a change", browser_post(&cases.clerk, "/office/kiosks", "name", "Nhà văn hóa"),
                 503);
    assert_true(browser_sees(&cases.clerk, "<html lang=\"vi\""));
    assert_int_equal(prlimit(cases.office.pid, RLIMIT_FSIZE, &limit, NULL), 0);
    check_recovery(&parcel);
}

static void a_database_that_was_taken_away_is_not_made_anew(void **state) {
    (void)state;
    struct parcel parcel = {.body = NULL};
    if (cases.office.db[0])
        return;
    char *command =
        xasprintf("cd '%s' && mv records records.away && mkdir records", cases.office.data);
    assert_int_equal(system(command), 0);
    check_number("gone", send_one(&parcel), 503);
    check_text("gone", health(), "failing");
    check_number("people", browser_get(&cases.clerk, "/office"), 503);
    assert_true(browser_sees(&cases.clerk, "<html lang=\"vi\""));
    free(command);
    command = xasprintf("cd '%s' && rmdir records && mv records.away records", cases.office.data);
    assert_int_equal(system(command), 0); // and rmdir found nothing in it
    check_recovery(&parcel);
    free(command);
}

/* As an account that permissions bind; the service is started by it. */
static void a_read_only_file_is_seen(void **state) {
    (void)state;
    struct parcel parcel = {.body = NULL};
    if (cases.office.db[0] || getuid() != 0)
        return; // only root may become somebody else, and chmod does not bind root
    check_number("ends well", office_stop(&cases.office, SIGTERM), 0);
    char *wrapper = path_join(cases.office.folder, "as-nobody");
    char *script = xasprintf("#!/bin/sh\nexec setpriv --reuid=%d --regid=%d --clear-groups '%s' "
                             "\"$@\"\n",
                             NOBODY, NOBODY, cases.office.program);
    char *command = xasprintf("chmod 755 '%s' && chown -R %d:%d '%s' && touch '%s/log' && chmod 666"
                              " '%s/log'",
                              cases.office.folder, NOBODY, NOBODY, cases.office.data,
                              cases.office.folder, cases.office.folder);
    assert_true(path_write(wrapper, script, strlen(script), 0755));
    assert_int_equal(system(command), 0);
    snprintf(cases.office.program, sizeof cases.office.program, "%s", wrapper);
    OFFICE_SERVE(&cases.office, "--plain");
    check_text("at first", health(), "ok");
    free(command);
    // Replaced by a copy, so that it is opened anew, as one that may only be read.
    command = xasprintf("cd '%s' && cp -a records copy && chmod 444 copy/* && chmod 555 copy &&"
                        " mv records away && mv copy records",
                        cases.office.data);
    assert_int_equal(system(command), 0);
    check_number("read-only", send_one(&parcel), 503);
    check_text("read-only", health(), "failing");
    free(command);
    command = xasprintf("cd '%s' && chmod 755 records && chmod 600 records/*", cases.office.data);
    assert_int_equal(system(command), 0);
    check_recovery(&parcel);
    free(command);
    free(script);
    free(wrapper);
}

static void the_dashboard_says_what_the_administrator_must_do(void **state) {
    (void)state;
    struct browser admin;
    cases_hire(&cases, &admin, "quan", "role-quantri");
    assert_true(browser_get(&admin, "/office") == 200);
    assert_true(browser_sees(&admin, "Chưa sao lưu lần nào"));
    char *to = path_join(cases.office.folder, "backups");
    free(OFFICE_RUN(&cases.office, 0, "backup", "--to", to));
    assert_true(browser_get(&admin, "/office") == 200);
    assert_false(browser_sees(&admin, "sao lưu"));
    check_number("ends well", office_stop(&cases.office, SIGTERM), 0);
    OFFICE_SERVE(&cases.office, "--plain", "--set", "limits.disk_free_mb=1000000000");
    assert_true(browser_get(&admin, "/office") == 200);
    assert_true(browser_sees(&admin, "MB trống"));
    free(to);
    browser_close(&admin);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_is_seen_until_it_is_over),
        cmocka_unit_test(a_database_that_was_taken_away_is_not_made_anew),
        cmocka_unit_test(the_dashboard_says_what_the_administrator_must_do),
        cmocka_unit_test(a_read_only_file_is_seen), // leaves the folder to somebody else
    };
    return cmocka_run_group_tests(tests, start, stop);
}
