/* What is due is shown beforehand, goes by command or by itself, and is noted. */
#include "cases.h"

#include "../recordstore/records.h"

static struct cases cases;
static struct browser admin;

static int start(void **state) {
    (void)state;
    cases_start(&cases);
    cases_hire(&cases, &admin, "quan", "role-quantri");
    return 0;
}

static int stop(void **state) {
    (void)state;
    browser_close(&admin);
    cases_stop(&cases);
    return 0;
}

/* A slip that was withdrawn, whose personal data goes now or in a far year. */
static struct slip_sent close_one(bool is_due) {
    struct nomination form = good_form();
    struct slip_sent sent = cases_send(&cases, &form);
    records_ask(&cases.office,
                is_due ? "UPDATE nominations SET state = 'withdrawn', closed_at = 1683855720,"
                         " delete_after = 1691631720 WHERE commune_id = ?1 AND id = ?2"
                       : "UPDATE nominations SET state = 'withdrawn', closed_at = 1683855720,"
                         " delete_after = 4102444800 WHERE commune_id = ?1 AND id = ?2",
                sent.id);
    return sent;
}

static bool has_name(const struct slip_sent *sent) {
    const char *name = records_ask(
        &cases.office, "SELECT name FROM nominations WHERE commune_id = ?1 AND id = ?2", sent->id);
    return strcmp(name, "(null)") != 0;
}

static bool is_noted(const char *who) {
    return atoi(records_ask(&cases.office,
                            "SELECT CAST(count(*) AS text) FROM audit WHERE commune_id = ?1"
                            " AND what = 'retention.run' AND who = ?2",
                            who)) > 0;
}

static void the_command_shows_and_only_then_deletes(void **state) {
    (void)state;
    struct slip_sent due = close_one(true), later = close_one(false);
    char *said = OFFICE_RUN(&cases.office, 0, "retention");
    assert_non_null(strstr(said, due.code));
    assert_null(strstr(said, later.code));
    assert_non_null(strstr(said, "1 are due, 1 go later"));
    assert_non_null(strstr(said, "Nothing was deleted"));
    assert_true(has_name(&due));
    assert_false(is_noted("command-line"));
    free(said);

    said = OFFICE_RUN(&cases.office, 0, "retention", "--apply");
    assert_non_null(strstr(said, "of 1 slips is deleted"));
    assert_false(has_name(&due));
    assert_true(has_name(&later));
    assert_true(is_noted("command-line"));
    free(said);
    char *log = path_join(cases.office.data, "erasures.log"), *text;
    assert_true(path_read(log, 65536, &text, NULL));
    assert_non_null(strstr(text, due.id)); // so that no restore brings it back
    free(text);
    free(log);
}

static void the_page_shows_what_goes_when(void **state) {
    (void)state;
    struct slip_sent due = close_one(true), later = close_one(false);
    struct browser *who[] = {&cases.clerk, &admin};
    for (size_t i = 0; i < check_items(who); i++) {
        check_number("page", browser_get(who[i], "/office/retention"), 200);
        assert_true(browser_sees(who[i], due.code));
        assert_true(browser_sees(who[i], later.code));
        assert_true(browser_sees(who[i], "Rút phiếu") || browser_sees(who[i], "rút"));
        assert_true(browser_sees(who[i], "Phiếu không được chọn, phiếu gộp, phiếu rút"));
        assert_true(browser_sees(who[i], "Mỗi ngày lúc 2 giờ"));
        assert_true(browser_sees(who[i], "Đến hạn</"));
        assert_false(browser_sees(who[i], "Đặng Thị Áng"));
    }
    check_number("not for the council", browser_get(&cases.council, "/office/retention"), 403);
    check_number("an address of nobody", browser_get(&admin, "/office/retention?after=x"), 404);
    check_number("nor this", browser_get(&admin, "/office/retention?after=1&id=1"), 404);
    for (int i = 0; i < 51; i++)
        close_one(false);
    browser_get(&admin, "/office/retention");
    const char *next = strstr(strbuf_text(&admin.reply.body), "/office/retention?after=");
    assert_non_null(next);
    char path[160];
    snprintf(path, sizeof path, "%.*s", (int)strcspn(next, "\""), next);
    char *amp = strstr(path, "&amp;");
    memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
    check_number("on", browser_get(&admin, path), 200);
    assert_false(browser_sees(&admin, due.code));
}

/* A machine that is switched on in the morning does what was due at night. */
static void the_service_does_it_by_itself(void **state) {
    (void)state;
    struct slip_sent due = close_one(true);
    char *backups = path_join(cases.office.folder, "backups");
    char *dir = xasprintf("backup.dir=%s", backups);
    check_number("ends well", office_stop(&cases.office, SIGTERM), 0);
    OFFICE_SERVE(&cases.office, "--plain", "--set", dir);
    for (int i = 0; i < 500 && (has_name(&due) || !is_noted("store")); i++)
        sleep_ms(20);
    assert_false(has_name(&due));
    assert_true(is_noted("store"));
    check_number("ends when all is done", office_stop(&cases.office, SIGTERM), 0);
    char *command = xasprintf("ls '%s'/recordstore-*/manifest.json '%s'/erasures-*.log"
                              " >/dev/null",
                              backups, backups);
    check_number("a backup, and the erasures beside it", system(command), 0);
    free(command);
    free(dir);
    free(backups);
    OFFICE_SERVE(&cases.office, "--plain");
    check_number("journal", browser_get(&admin, "/office/audit"), 200);
    check_number("its first cell named", browser_sees(&admin, "data-label=\"Số\""), true);
    check_number("an empty note takes no line", browser_sees(&admin, "<td class=\"nothing\""),
                 true);
    assert_true(browser_sees(&admin, "Hệ thống tự làm"));
    assert_true(browser_sees(&admin, "Xóa dữ liệu cá nhân đến hạn"));
    assert_true(browser_sees(&admin, "Sao lưu kho phiếu"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_command_shows_and_only_then_deletes),
        cmocka_unit_test(the_page_shows_what_goes_when),
        cmocka_unit_test(the_service_does_it_by_itself),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
