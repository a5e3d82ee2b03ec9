/* /office/kiosks/{id}: what staff chose there in words, and the lock that the officer lifts. */
#include "cases.h"

#define PAGE "/office/kiosks/k-0001"

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

/* What the store answers; owned by the caller. */
static char *report(const char *status) {
    struct reply reply = {.status = 0};
    char *authorization = xasprintf("Authorization: Bearer %s", cases.machine.token);
    office_ask(&cases.office, "PUT", "/v1/devices/k-0001/status",
               (const char *const[]){authorization, "Content-Type: application/json", NULL}, status,
               strlen(status), &reply);
    check_number("report", reply.status, 200);
    char *answer = xstrdup(strbuf_text(&reply.body));
    reply_finish(&reply);
    free(authorization);
    return answer;
}

static void choices_are_shown_in_words(void **state) {
    (void)state;
    free(report("{\"pins\":2,\"local_switches\":{\"switches\":{\"lookup\":false,\"hours\":true},"
                "\"items\":{\"guong-07\":false},\"pins\":[],"
                "\"windows\":[{\"of\":\"page:honours\",\"hours\":[\"07:00\",\"11:30\"]},"
                "{\"of\":\"page:models\",\"days\":[\"mon\",\"sat\"],"
                "\"from\":\"2023-05-12T00:00:00+07:00\",\"to\":\"2023-06-01T00:00:00+07:00\"},"
                "{\"of\":\"guong-03\",\"to\":\"2023-06-01T00:00:00+07:00\"},"
                "{\"of\":\"guong-04\"}]}}"));
    check_number("page", browser_get(&cases.clerk, PAGE), 200);
    static const char *const words[] = {"Đang chọn khác tại máy",
                                        "Cho xem phiếu bằng mã: tắt",
                                        "Chỉ mở trong giờ làm việc: bật",
                                        "Trang Gương sáng: chỉ hiện 07:00 – 11:30",
                                        "chỉ hiện Thứ Hai, Thứ Bảy · 12/5/2023 – 31/5/2023",
                                        "chỉ hiện … – 31/5/2023",
                                        "chỉ hiện mọi lúc",
                                        "Số mục ghim tại máy: 0"};
    for (size_t i = 0; i < check_items(words); i++)
        if (!browser_sees(&cases.clerk, words[i]))
            fail_msg("missing: %s", words[i]);
    free(report("{\"local_switches\":{}}"));
    check_number("page", browser_get(&cases.clerk, PAGE), 200);
    assert_false(browser_sees(&cases.clerk, "Đang chọn khác tại máy"));
}

static void the_officer_lifts_the_lock_they_saw(void **state) {
    (void)state;
    static const char first[] =
        "{\"pin_lock\":{\"id\":\"lock-1\",\"at\":\"2023-05-12T08:42:00+07:00\"}}";
    static const char second[] =
        "{\"pin_lock\":{\"id\":\"lock-2\",\"at\":\"2023-05-12T09:42:00+07:00\"}}";
    free(report("{}"));
    browser_get(&cases.clerk, PAGE);
    assert_false(browser_sees(&cases.clerk, "Mở khóa mã PIN"));
    free(report(first));
    browser_get(&cases.clerk, PAGE);
    assert_true(browser_sees(&cases.clerk, "Mở khóa mã PIN"));
    free(report(second)); // meanwhile it was locked anew
    check_number("stale",
                 browser_post_fields(&cases.clerk, PAGE "/unlock",
                                     (const char *const[]){"lock", "lock-1", NULL}),
                 412);
    check_number("lifted",
                 browser_post_fields(&cases.clerk, PAGE "/unlock",
                                     (const char *const[]){"lock", "lock-2", NULL}),
                 303);
    browser_get(&cases.clerk, PAGE);
    assert_true(browser_sees(&cases.clerk, "Lệnh mở khóa đang chờ máy báo về."));
    char *answer = report(second);
    assert_non_null(strstr(answer, "\"unlock_pin_lock\":\"lock-2\""));
    free(answer);
    free(report("{\"pin_lock\":null}"));
    browser_get(&cases.clerk, PAGE);
    assert_false(browser_sees(&cases.clerk, "Mở khóa mã PIN"));
}

/* Whoever has looked into it puts the alarm out; a fault found since stays. */
static void the_alarm_about_the_log_is_put_out(void **state) {
    (void)state;
    free(report("{\"staff_log\":{\"seq\":9,\"hash\":\"aa\"}}"));
    browser_get(&cases.clerk, PAGE);
    assert_false(browser_sees(&cases.clerk, "Đã xem xét nhật ký"));
    free(report("{\"staff_log\":{\"seq\":3,\"hash\":\"bb\"}}")); // it is shorter now
    browser_get(&cases.clerk, PAGE);
    assert_true(browser_sees(&cases.clerk, "Nhật ký tại máy ngắn lại hoặc bị đổi"));
    assert_true(browser_sees(&cases.clerk, "Đã xem xét nhật ký"));
    const char *field = strstr(strbuf_text(&cases.clerk.reply.body), "name=\"at\" value=\"");
    assert_non_null(field);
    field += strlen("name=\"at\" value=\"");
    char *at = xstrndup(field, strcspn(field, "\""));
    check_number(
        "another fault",
        browser_post_fields(&cases.clerk, PAGE "/log", (const char *const[]){"at", "12", NULL}),
        412);
    check_number(
        "seen",
        browser_post_fields(&cases.clerk, PAGE "/log", (const char *const[]){"at", at, NULL}), 303);
    browser_get(&cases.clerk, PAGE);
    assert_false(browser_sees(&cases.clerk, "Nhật ký tại máy ngắn lại hoặc bị đổi"));
    check_number(
        "twice",
        browser_post_fields(&cases.clerk, PAGE "/log", (const char *const[]){"at", at, NULL}), 412);
    free(report("{\"staff_log\":{\"seq\":4,\"hash\":\"cc\"}}")); // longer: all is well
    browser_get(&cases.clerk, PAGE);
    assert_false(browser_sees(&cases.clerk, "Nhật ký tại máy ngắn lại hoặc bị đổi"));
    free(at);
}

static void free_space_is_read_at_a_glance(void **state) {
    (void)state;
    static const struct {
        const char *status, *shown;
    } rows[] = {
        {"{\"disk_free_mb\":900}", "900 MB"},   {"{\"disk_free_mb\":1024}", "1,0 GB"},
        {"{\"disk_free_mb\":1023}", "1023 MB"}, {"{\"disk_free_mb\":68093}", "66,4 GB"},
        {"{\"disk_free_mb\":0}", "0 MB"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *cell = xasprintf(">%s<", rows[i].shown);
        free(report(rows[i].status));
        browser_get(&cases.clerk, "/office/kiosks");
        sees(rows[i].status, &cases.clerk, cell, true);
        browser_get(&cases.clerk, PAGE);
        sees(rows[i].status, &cases.clerk, cell, true);
        free(cell);
    }
}

static void a_name_that_is_too_long_stays_in_its_field(void **state) {
    (void)state;
    struct strbuf name = {.text = NULL};
    for (int i = 0; i < 60; i++)
        strbuf_add_text(&name, "ế");
    browser_get(&cases.clerk, "/office/kiosks");
    check_number("none", browser_post(&cases.clerk, "/office/kiosks", "name", ""), 422);
    sees("none", &cases.clerk, "Xin ghi nơi đặt máy.", true);
    check_number("60 letters",
                 browser_post(&cases.clerk, "/office/kiosks", "name", strbuf_text(&name)), 200);
    browser_get(&cases.clerk, "/office/kiosks");
    sees("whole", &cases.clerk, strbuf_text(&name), true);
    strbuf_add_text(&name, "x");
    check_number("61 letters",
                 browser_post(&cases.clerk, "/office/kiosks", "name", strbuf_text(&name)), 422);
    sees("says how many", &cases.clerk, "không quá 60 chữ cái", true);
    sees("what was typed stays", &cases.clerk, strbuf_text(&name), true);
    strbuf_finish(&name);
}

/* Also one that has just been let in: the very next slip is refused. */
static void a_revoked_kiosk_sends_nothing_more(void **state) {
    (void)state;
    struct machine machine;
    struct parcel before, after;
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    office_enrol(&cases.office, &machine);
    parcel_make(&machine, &form, 1, NULL, &before);
    parcel_make(&machine, &form, 2, NULL, &after);
    office_put(&cases.office, &machine, before.id, before.body, before.len, &reply);
    check_receipt("before", &reply, 201, &before);
    char *page = xasprintf("/office/kiosks/%s", machine.id), *act = xasprintf("%s/revoke", page);
    browser_get(&cases.clerk, page);
    check_number("revoked", browser_post(&cases.clerk, act, "id", machine.id), 303);
    office_put(&cases.office, &machine, after.id, after.body, after.len, &reply);
    check_problem("after", &reply, 403, "revoked", after.id);
    free(act);
    free(page);
    reply_finish(&reply);
    parcel_finish(&after);
    parcel_finish(&before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_are_shown_in_words),
        cmocka_unit_test(the_officer_lifts_the_lock_they_saw),
        cmocka_unit_test(free_space_is_read_at_a_glance),
        cmocka_unit_test(a_name_that_is_too_long_stays_in_its_field),
        cmocka_unit_test(the_alarm_about_the_log_is_put_out),
        cmocka_unit_test(a_revoked_kiosk_sends_nothing_more),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
