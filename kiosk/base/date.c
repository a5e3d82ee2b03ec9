#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S 86400

/* Days since 1970-01-01, counted in years that begin with March so that the leap day comes last. */
static int64_t days_since_epoch(struct date date) {
    int64_t year = date.month <= 2 ? (int64_t)date.year - 1 : date.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static struct date date_of_days(int64_t days) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;
    int month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    return (struct date){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1),
    };
}

/* Reads exactly `count` digits; false when something else stands there. */
static bool take_digits(const char **text, int count, int *out) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        char c = (*text)[i];
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *text += count;
    *out = value;
    return true;
}

static bool take_char(const char **text, const char *accepted) {
    if (**text == '\0' || !strchr(accepted, **text))
        return false;
    (*text)++;
    return true;
}

static bool take_date(const char **text, struct date *out) {
    struct date date;
    if (!take_digits(text, 4, &date.year) || !take_char(text, "-") ||
        !take_digits(text, 2, &date.month) || !take_char(text, "-") ||
        !take_digits(text, 2, &date.day))
        return false;
    if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31)
        return false;
    if (date_compare(date, date_of_days(days_since_epoch(date))) != 0)
        return false; // 31 April would come back as 1 May
    *out = date;
    return true;
}

static bool take_zone(const char **text, int *out_zone_s) {
    int hours, minutes, sign = **text == '-' ? -1 : 1;
    if (!take_char(text, "+-") || !take_digits(text, 2, &hours) || !take_char(text, ":") ||
        !take_digits(text, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *out_zone_s = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool date_parse(const char *text, struct date *out) {
    struct date date;
    if (!take_date(&text, &date) || *text != '\0')
        return false;
    *out = date;
    return true;
}

/* One or two digits, as a hand writes a day. */
static bool take_short(const char **text, int *out) {
    return take_digits(text, 2, out) || take_digits(text, 1, out);
}

bool date_parse_typed(const char *text, struct date *out) {
    static const char marks[] = "/.-";
    struct date date;
    char plain[DATE_ISO_MAX];
    text += strspn(text, " ");
    const char *at = text;
    if (take_short(&at, &date.day) && take_char(&at, marks) && take_short(&at, &date.month) &&
        take_char(&at, marks) && take_digits(&at, 4, &date.year)) {
        date_format_iso(date, plain);
        return at[strspn(at, " ")] == '\0' && date_parse(plain, out);
    }
    at = text;
    if (!take_date(&at, &date) || at[strspn(at, " ")] != '\0')
        return false;
    *out = date;
    return true;
}

int date_days_between(struct date from, struct date to) {
    return (int)(days_since_epoch(to) - days_since_epoch(from));
}

int date_compare(struct date a, struct date b) {
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

struct date_time date_time_at(int64_t at_s, int zone_s) {
    int64_t local_s = at_s + zone_s;
    int64_t days = local_s / DAY_S, of_day_s = local_s % DAY_S;
    if (of_day_s < 0) {
        of_day_s += DAY_S;
        days--;
    }
    int64_t since_thursday = days % 7; // 1970-01-01 was one
    return (struct date_time){
        .date = date_of_days(days),
        .hour = (int)(of_day_s / 3600),
        .minute = (int)(of_day_s / 60 % 60),
        .second = (int)(of_day_s % 60),
        .weekday = (int)((since_thursday + 7 + 3) % 7) + 1,
    };
}

int64_t date_time_to_unix(struct date_time at, int zone_s) {
    return days_since_epoch(at.date) * DAY_S + at.hour * 3600 + at.minute * 60 + at.second - zone_s;
}

bool date_parse_rfc3339(const char *text, int64_t *out_unix_s, int *out_zone_s) {
    struct date_time at = {0};
    int zone_s = 0;
    if (!take_date(&text, &at.date) || !take_char(&text, "Tt") ||
        !take_digits(&text, 2, &at.hour) || !take_char(&text, ":") ||
        !take_digits(&text, 2, &at.minute) || !take_char(&text, ":") ||
        !take_digits(&text, 2, &at.second))
        return false;
    if (at.hour > 23 || at.minute > 59 || at.second > 60) // 60: a leap second
        return false;
    if (take_char(&text, ".")) {
        size_t fraction = strspn(text, "0123456789");
        if (fraction == 0)
            return false;
        text += fraction;
    }
    if (!take_char(&text, "Zz") && !take_zone(&text, &zone_s))
        return false;
    if (*text != '\0')
        return false;
    *out_unix_s = date_time_to_unix(at, zone_s);
    if (out_zone_s)
        *out_zone_s = zone_s;
    return true;
}

void date_format_rfc3339(int64_t at_s, int zone_s, char *out) {
    struct date_time at = date_time_at(at_s, zone_s);
    int len = snprintf(out, DATE_RFC3339_MAX, "%04d-%02d-%02dT%02d:%02d:%02d", at.date.year,
                       at.date.month, at.date.day, at.hour, at.minute, at.second);
    size_t left = (size_t)(DATE_RFC3339_MAX - len);
    int minutes = abs(zone_s) / 60;
    if (zone_s == 0)
        snprintf(out + len, left, "Z");
    else
        snprintf(out + len, left, "%c%02d:%02d", zone_s < 0 ? '-' : '+', minutes / 60,
                 minutes % 60);
}

bool date_parse_zone(const char *text, int *out_zone_s) {
    int zone_s;
    if (!take_zone(&text, &zone_s) || *text != '\0')
        return false;
    *out_zone_s = zone_s;
    return true;
}

void date_format_iso(struct date date, char *out) {
    snprintf(out, DATE_ISO_MAX, "%04u-%02u-%02u", (unsigned)date.year % 10000,
             (unsigned)date.month % 100, (unsigned)date.day % 100);
}

void date_format_vi(struct date date, char *out) {
    if (date.month == 0)
        snprintf(out, DATE_VI_MAX, "%d", date.year);
    else if (date.day == 0)
        snprintf(out, DATE_VI_MAX, "%d/%d", date.month, date.year);
    else
        snprintf(out, DATE_VI_MAX, "%d/%d/%d", date.day, date.month, date.year);
}
