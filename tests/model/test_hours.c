/* Office hours: how they are written, and what they mean on which day at which minute. */
#include "model/hours.h"

#include "../check.h"

static void what_can_be_written(void **state) {
    (void)state;
    static const struct {
        const char *open, *close, *days;
        bool is_right;
        unsigned bits; // Monday is bit 1
    } rows[] = {
        {"07:00", "17:30", "mon-fri", true, 0x3e},
        {"7:00", "17:30", "mon tue sat", true, 0x46},
        {"07:00", "24:00", "mon,wed, fri", true, 0x2a},
        {"00:00", "24:00", "mon-sun", true, 0xfe},
        {"07:00", "17:30", "sat-mon", true, 0xc2}, // over Sunday
        {"07:00", "17:30", "sun", true, 0x80},
        {"07:00", "17:30", "", true, 0},
        {"7", "17:30", "mon", false, 0},
        {"07:60", "17:30", "mon", false, 0},
        {"07:00", "24:01", "mon", false, 0},
        {"-7:00", "17:30", "mon", false, 0},
        {"07:00 ", "17:30", "mon", false, 0},
        {"", "17:30", "mon", false, 0},
        {"07:00", "17:30", "Monday", false, 0},
        {"07:00", "17:30", "mon-", false, 0},
        {"07:00", "17:30", "-fri", false, 0},
        {"07:00", "17:30", "mon;fri", false, 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct hours hours = {.days = 77};
        bool is_right = hours_parse(rows[i].open, rows[i].close, rows[i].days, &hours);
        check_number(rows[i].days, is_right, rows[i].is_right);
        check_number(rows[i].days, hours.days, is_right ? rows[i].bits : 77);
    }
}

static void when_the_hall_is_open(void **state) {
    (void)state;
    static const struct {
        const char *open, *close, *days;
        int weekday, hour, minute;
        bool is_open;
    } rows[] = {
        {"07:00", "17:30", "mon-fri", 5, 8, 42, true},
        {"07:00", "17:30", "mon-fri", 5, 6, 59, false},
        {"07:00", "17:30", "mon-fri", 5, 7, 0, true},
        {"07:00", "17:30", "mon-fri", 5, 17, 29, true},
        {"07:00", "17:30", "mon-fri", 5, 17, 30, false},
        {"07:00", "17:30", "mon-fri", 6, 8, 42, false},
        {"07:00", "17:30", "", 1, 8, 42, false},
        {"22:00", "02:00", "sat", 6, 23, 0, true},
        {"22:00", "02:00", "sat", 7, 1, 59, true},
        {"22:00", "02:00", "sat", 7, 2, 0, false},
        {"22:00", "02:00", "sat", 6, 1, 0, false},
        {"22:00", "02:00", "sun", 1, 1, 0, true},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct hours hours;
        struct date_time at = {
            .weekday = rows[i].weekday, .hour = rows[i].hour, .minute = rows[i].minute};
        char row[64];
        snprintf(row, sizeof row, "%s-%s %s: day %d, %d:%02d", rows[i].open, rows[i].close,
                 rows[i].days, at.weekday, at.hour, at.minute);
        assert_true(hours_parse(rows[i].open, rows[i].close, rows[i].days, &hours));
        check_number(row, hours_are_open(&hours, &at), rows[i].is_open);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_written),
        cmocka_unit_test(when_the_hall_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
