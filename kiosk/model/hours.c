#include "model/hours.h"

#include <stdio.h>
#include <string.h>

#define DAY_MIN (24 * 60)
#define DAYS 7

static bool parse_minute(const char *text, int *out) {
    int hour = 0, minute = 0, used = 0;
    bool is_read = sscanf(text, "%2d:%2d%n", &hour, &minute, &used) == 2 && text[used] == '\0';
    if (!is_read || hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > DAY_MIN)
        return false;
    *out = hour * 60 + minute;
    return true;
}

/* 1 to 7; 0 for what is no day. */
static int day_of(const char *word, size_t len) {
    static const char names[DAYS][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (int i = 0; i < DAYS; i++)
        if (len == 3 && strncmp(word, names[i], 3) == 0)
            return i + 1;
    return 0;
}

/* A day or a range of them, which may run over Sunday. */
static bool add_days(const char *word, size_t len, unsigned *days) {
    const char *hyphen = memchr(word, '-', len);
    size_t first_len = hyphen ? (size_t)(hyphen - word) : len;
    int first = day_of(word, first_len);
    int last = hyphen ? day_of(hyphen + 1, len - first_len - 1) : first;
    if (!first || !last)
        return false;
    for (int day = first;; day = day % DAYS + 1) {
        *days |= 1u << day;
        if (day == last)
            return true;
    }
}

static bool parse_days(const char *text, unsigned *out) {
    static const char between[] = " ,";
    unsigned days = 0;
    for (text += strspn(text, between); *text; text += strspn(text, between)) {
        size_t len = strcspn(text, between);
        if (!add_days(text, len, &days))
            return false;
        text += len;
    }
    *out = days;
    return true;
}

bool hours_parse(const char *open, const char *close, const char *days, struct hours *out) {
    struct hours hours;
    if (!parse_minute(open, &hours.open_min) || !parse_minute(close, &hours.close_min) ||
        !parse_days(days, &hours.days))
        return false;
    *out = hours;
    return true;
}

bool hours_are_open(const struct hours *hours, const struct date_time *at) {
    int minute = at->hour * 60 + at->minute;
    bool is_over_midnight = hours->close_min <= hours->open_min;
    int yesterday = (at->weekday + DAYS - 2) % DAYS + 1;
    if (!is_over_midnight)
        return hours->days >> at->weekday & 1 && minute >= hours->open_min &&
               minute < hours->close_min;
    return (hours->days >> at->weekday & 1 && minute >= hours->open_min) ||
           (hours->days >> yesterday & 1 && minute < hours->close_min);
}

int64_t hours_next_opening(const struct hours *hours, int64_t at_s, int zone_s) {
    struct date_time midnight = {.date = date_time_at(at_s, zone_s).date};
    int64_t today_s = date_time_to_unix(midnight, zone_s);
    for (int day = 0; day <= DAYS; day++) {
        int64_t opening_s = today_s + (day * DAY_MIN + hours->open_min) * 60ll;
        struct date_time local = date_time_at(opening_s, zone_s);
        if (opening_s > at_s && hours_are_open(hours, &local))
            return opening_s;
    }
    return 0;
}
