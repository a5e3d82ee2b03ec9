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
                "\"windows\":[{\"of\":\"page:honours\",\"hours\":[\"07:00\",\"11:30\"]}]}}"));
    check_number("page", browser_get(&cases.clerk, PAGE), 200);
    static const char *const words[] = {
        "Đang chọn khác tại máy", "Cho xem phiếu bằng mã: tắt", "Chỉ mở trong giờ làm việc: bật",
        "Trang Gương sáng: có giờ hiển thị riêng", "Số mục ghim tại máy: 0"};
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_are_shown_in_words),
        cmocka_unit_test(the_officer_lifts_the_lock_they_saw),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
