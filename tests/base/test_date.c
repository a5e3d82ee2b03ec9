/* The calendar, zones and the written forms of time. */
#include "../check.h"

#include <time.h>

#include "base/date.h"

static void days_of_the_calendar_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_day;
    } rows[] = {
        {"2023-05-31", true},  {"2024-02-29", true},   {"2000-02-29", true},  {"0001-01-01", true},
        {"9999-12-31", true},  {"2023-02-29", false},  {"1900-02-29", false}, {"2023-04-31", false},
        {"2023-13-01", false}, {"2023-00-10", false},  {"2023-05-00", false}, {"2023-5-31", false},
        {"0000-01-01", false}, {"2023-05-31 ", false}, {"", false},           {"2023/05/31", false},
        {"+023-05-31", false}, {"2023-05-3", false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct date date = {1, 2, 3};
        check_number(rows[i].text, date_parse(rows[i].text, &date), rows[i].is_day);
        if (!rows[i].is_day)
            check_number("untouched", date.day, 3);
    }
}

static void days_are_read_as_people_type_them(void **state) {
    (void)state;
    static const struct {
        const char *text, *day; // NULL: none
    } rows[] = {
        {"31/5/2023", "2023-05-31"},
        {"31/05/2023", "2023-05-31"},
        {"1.6.2023", "2023-06-01"},
        {"1-6-2023", "2023-06-01"},
        {"2023-05-31", "2023-05-31"},
        {" 31/5/2023 ", "2023-05-31"},
        {" 2023-05-31 ", "2023-05-31"},
        {"29/2/2024", "2024-02-29"},
        {"29/2/2023", NULL},
        {"5/31/2023", NULL},
        {"31/5/23", NULL},
        {"31/5", NULL},
        {"hôm nay", NULL},
        {"", NULL},
        {"31/5/2023x", NULL},
        {"0/5/2023", NULL},
        {"031/5/2023", NULL},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct date date = {1, 2, 3};
        char got[DATE_ISO_MAX] = "";
        check_number(rows[i].text, date_parse_typed(rows[i].text, &date), rows[i].day != NULL);
        if (rows[i].day)
            date_format_iso(date, got);
        check_text(rows[i].text, got, rows[i].day ? rows[i].day : "");
    }
}

static void four_centuries_agree_with_the_c_library(void **state) {
    (void)state;
    for (int64_t day = -73000; day < 73000; day++) {
        time_t at_s = (time_t)(day * 86400 + 4711);
        struct tm tm;
        assert_non_null(gmtime_r(&at_s, &tm));
        struct date_time at = date_time_at(at_s, 0);
        check_number("year", at.date.year, tm.tm_year + 1900);
        check_number("month", at.date.month, tm.tm_mon + 1);
        check_number("day", at.date.day, tm.tm_mday);
        check_number("weekday", at.weekday % 7, tm.tm_wday);
        check_number("second", at.hour * 3600 + at.minute * 60 + at.second, 4711);
        check_number("back", date_time_to_unix(at, 0), at_s);
    }
}

static void days_between_and_order(void **state) {
    (void)state;
    struct date end = {2023, 5, 31}, main_day = {2023, 6, 15}, first = {1933, 6, 15};
    assert_int_equal(date_days_between(end, main_day), 15);
    assert_int_equal(date_days_between(main_day, end), -15);
    assert_int_equal(date_days_between(first, main_day), 32872);
    assert_int_equal(date_days_between(end, end), 0);
    assert_true(date_compare(end, main_day) < 0);
    assert_true(date_compare(main_day, first) > 0);
    assert_int_equal(date_compare(end, end), 0);
}

static void local_time_is_the_communes(void **state) {
    (void)state;
    // 2023-05-31T16:59:59Z is the last second of the campaign in the commune
    int64_t last_s = 1685552399;
    struct date_time last = date_time_at(last_s, 7 * 3600), next = date_time_at(last_s + 1, 25200);
    assert_int_equal(last.date.day, 31);
    assert_int_equal(last.hour, 23);
    assert_int_equal(next.date.month, 6);
    assert_int_equal(next.hour, 0);
    assert_int_equal(date_time_to_unix(next, 25200), last_s + 1);
}

static void rfc3339_is_read_and_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long long unix_s; // -1: refused
        int zone_s;
        const char *written;
    } rows[] = {
        {"2023-05-12T08:42:00+07:00", 1683855720, 25200, "2023-05-12T08:42:00+07:00"},
        {"2023-05-12t01:42:00z", 1683855720, 0, "2023-05-12T01:42:00Z"},
        {"2023-05-12T01:42:00.987654321Z", 1683855720, 0, "2023-05-12T01:42:00Z"},
        {"2023-05-11T22:12:00-03:30", 1683855720, -12600, "2023-05-11T22:12:00-03:30"},
        {"2016-12-31T23:59:60Z", 1483228800, 0, "2017-01-01T00:00:00Z"},
        {"2023-05-12", -1, 0, NULL},
        {"2023-05-12T08:42:00", -1, 0, NULL},
        {"2023-05-12 08:42:00+07:00", -1, 0, NULL},
        {"2023-05-12T24:00:00Z", -1, 0, NULL},
        {"2023-05-12T08:60:00Z", -1, 0, NULL},
        {"2023-05-12T08:42:61Z", -1, 0, NULL},
        {"2023-05-12T08:42:00.Z", -1, 0, NULL},
        {"2023-05-12T08:42:00+0700", -1, 0, NULL},
        {"2023-05-12T08:42:00+07:00 ", -1, 0, NULL},
        {"2023-02-30T08:42:00Z", -1, 0, NULL},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        int64_t unix_s = -1;
        int zone_s = 0;
        char written[DATE_RFC3339_MAX];
        check_number(rows[i].text, date_parse_rfc3339(rows[i].text, &unix_s, &zone_s),
                     rows[i].unix_s >= 0);
        check_number(rows[i].text, unix_s, rows[i].unix_s);
        check_number(rows[i].text, zone_s, rows[i].zone_s);
        if (!rows[i].written)
            continue;
        date_format_rfc3339(unix_s, zone_s, written);
        check_text(rows[i].text, written, rows[i].written);
        assert_true(date_parse_rfc3339(rows[i].text, &unix_s, NULL));
    }
}

static void zones_are_read(void **state) {
    (void)state;
    int zone_s = 1;
    assert_true(date_parse_zone("+07:00", &zone_s) && zone_s == 25200);
    assert_true(date_parse_zone("-03:30", &zone_s) && zone_s == -12600);
    assert_true(date_parse_zone("+00:00", &zone_s) && zone_s == 0);
    static const char *const wrong[] = {"",       "07:00",  "+7:00",   "+07",
                                        "+24:00", "+07:60", "+07:00x", "Z"};
    for (size_t i = 0; i < check_items(wrong); i++)
        check_number(wrong[i], date_parse_zone(wrong[i], &zone_s), false);
}

static void dates_as_a_vietnamese_reader_writes_them(void **state) {
    (void)state;
    char text[DATE_VI_MAX];
    date_format_vi((struct date){2023, 5, 31}, text);
    assert_string_equal(text, "31/5/2023");
    date_format_vi((struct date){2023, 5, 0}, text);
    assert_string_equal(text, "5/2023");
    date_format_vi((struct date){2023, 0, 0}, text);
    assert_string_equal(text, "2023");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_the_calendar_are_read),
        cmocka_unit_test(days_are_read_as_people_type_them),
        cmocka_unit_test(four_centuries_agree_with_the_c_library),
        cmocka_unit_test(days_between_and_order),
        cmocka_unit_test(local_time_is_the_communes),
        cmocka_unit_test(rfc3339_is_read_and_written),
        cmocka_unit_test(zones_are_read),
        cmocka_unit_test(dates_as_a_vietnamese_reader_writes_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
