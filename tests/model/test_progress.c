/* What the store says of a slip: its shape, and nothing beyond it. */
#include "../check.h"

#include "model/progress.h"
#include "model/tries.h"

#define CODE "HP-7K3M-92WX"
#define STEP(state, at) "{\"state\":\"" state "\",\"at\":\"" at "\"}"

static bool decode(const char *text, struct progress *out) {
    return progress_decode(text, strlen(text), CODE, out);
}

static void a_good_answer_is_read(void **state) {
    (void)state;
    struct progress p;
    assert_true(
        decode("{\"code\":\"" CODE "\",\"state\":\"approved\",\"level\":\"xa\",\"steps\":[" STEP(
                   "received",
                   "2023-05-05T01:32:00Z") "," STEP("approved",
                                                    "2023-05-08T09:00:00+07:00") "],\"more\":1}",
               &p));
    check_text("code", p.code, CODE);
    check_text("state", p.state, "approved");
    check_text("level", p.level, "xa");
    check_number("steps", (long long)p.step_count, 2);
    check_text("first", p.steps[0].state, "received");
    check_number("first at", p.steps[0].at_s, 1683250320);
    check_number("last at", p.steps[1].at_s, 1683511200);
    assert_true(
        decode("{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":null,\"steps\":[]}", &p));
    check_text("no level", p.level, "");
}

static void anything_else_is_refused(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",
        "null",
        "[]",
        "{\"ok\":true}",
        "{\"code\":\"" CODE "\"}",
        "{\"code\":\"HP-2222-2222\",\"state\":\"received\",\"level\":null,\"steps\":[]}",
        "{\"state\":\"received\",\"level\":null,\"steps\":[]}",
        "{\"code\":\"" CODE "\",\"state\":\"\",\"level\":null,\"steps\":[]}",
        "{\"code\":\"" CODE "\",\"state\":5,\"level\":null,\"steps\":[]}",
        "{\"code\":\"" CODE "\",\"state\":\"Nguyễn Văn A\",\"level\":null,\"steps\":[]}",
        "{\"code\":\"" CODE "\",\"state\":\"a_state_that_is_much_too_long\",\"level\":null,"
        "\"steps\":[]}",
        "{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":7,\"steps\":[]}",
        "{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":\"Cấp xã\",\"steps\":[]}",
        "{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":null}",
        "{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":null,\"steps\":{}}",
        "{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":null,\"steps\":[7]}",
        "{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":null,\"steps\":[{\"state\":"
        "\"received\"}]}",
        "{\"code\":\"" CODE
        "\",\"state\":\"received\",\"level\":null,\"steps\":[" STEP("received", "yesterday") "]}",
        "{\"code\":\"" CODE "\",\"state\":\"received\",\"level\":null,\"steps\":[]",
    };
    struct progress p = {.state = "untouched"};
    for (size_t i = 0; i < check_items(rows); i++) {
        if (decode(rows[i], &p))
            fail_msg("taken: %s", rows[i]);
        check_text(rows[i], p.state, "untouched");
    }
}

/* What is kept is what was read, and only that. */
static void what_is_kept_reads_the_same(void **state) {
    (void)state;
    struct progress p, again;
    assert_true(decode("{\"name\":\"Nguyễn Văn A\",\"code\":\"" CODE "\",\"state\":\"appraising\","
                       "\"level\":null,\"steps\":[" STEP("received", "2023-05-05T01:32:00Z") "]}",
                       &p));
    char *text = progress_encode(&p);
    check_text("kept", text,
               "{\"code\":\"" CODE "\",\"state\":\"appraising\",\"level\":null,\"steps\":[" STEP(
                   "received", "2023-05-05T01:32:00Z") "]}");
    assert_true(decode(text, &again));
    assert_memory_equal(&p, &again, sizeof p);
    free(text);
    progress_begin(&p, CODE, PROGRESS_QUEUED, 9);
    check_text("begun", p.steps[0].state, PROGRESS_QUEUED);
}

/* A store that does not say which form it is speaks of the first. */
static void the_second_form_is_known(void **state) {
    (void)state;
    static const struct {
        const char *type;
        bool is_difficulty;
    } rows[] = {{"", false},
                {"\"type\":null,", false},
                {"\"type\":\"nomination\",", false},
                {"\"type\":\"difficulty\",", true}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct progress p, again;
        char text[256];
        snprintf(text, sizeof text,
                 "{%s\"code\":\"" CODE "\",\"state\":\"received\",\"level\":null,\"steps\":[]}",
                 rows[i].type);
        assert_true(decode(text, &p));
        check_number(rows[i].type, p.is_difficulty, rows[i].is_difficulty);
        char *kept = progress_encode(&p);
        assert_true(decode(kept, &again));
        check_number("kept", again.is_difficulty, rows[i].is_difficulty);
        free(kept);
    }
}

static void a_long_list_keeps_its_newest(void **state) {
    (void)state;
    struct progress p;
    char text[8192];
    int len = snprintf(text, sizeof text,
                       "{\"code\":\"" CODE "\",\"state\":\"s39\",\"level\":null,\"steps\":[");
    for (int i = 0; i < 40; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "%s{\"state\":\"s%d\",\"at\":\"2023-05-05T01:32:00Z\"}", i ? "," : "", i);
    snprintf(text + len, sizeof text - (size_t)len, "]}");
    assert_true(decode(text, &p));
    check_number("kept", (long long)p.step_count, PROGRESS_STEPS_MAX);
    check_text("the last", p.steps[p.step_count - 1].state, "s39");
}

static void eight_wrong_in_a_row_rest(void **state) {
    (void)state;
    struct tries tries = {0};
    int64_t now_ms = 5000;
    for (int i = 1; i <= 7; i++)
        tries_note(&tries, true, now_ms);
    check_number("seven", tries_rest_s(&tries, now_ms), 0);
    tries_note(&tries, false, now_ms);
    for (int i = 1; i <= 7; i++)
        tries_note(&tries, true, now_ms);
    check_number("a good one between", tries_rest_s(&tries, now_ms), 0);
    tries_note(&tries, true, now_ms);
    check_number("eight", tries_rest_s(&tries, now_ms), 60);
    check_number("a begun second counts", tries_rest_s(&tries, now_ms + 59001), 1);
    check_number("over", tries_rest_s(&tries, now_ms + 60000), 0);
    tries_note(&tries, true, now_ms + 60000);
    check_number("counts anew", tries_rest_s(&tries, now_ms + 60000), 0);
}

static void hours_apart_is_no_row(void **state) {
    (void)state;
    struct tries tries = {0};
    for (int i = 1; i <= 20; i++)
        tries_note(&tries, true, i * 3600000ll);
    check_number("twenty visitors, one slip of the finger each", tries_rest_s(&tries, 72000000), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_answer_is_read),        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(what_is_kept_reads_the_same),  cmocka_unit_test(the_second_form_is_known),
        cmocka_unit_test(a_long_list_keeps_its_newest), cmocka_unit_test(eight_wrong_in_a_row_rest),
        cmocka_unit_test(hours_apart_is_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
