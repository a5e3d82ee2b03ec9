/* Calendar arithmetic with the commune's own zone; nothing here asks the system for the time. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct date {
    int year, month,
        day; // proleptic Gregorian; month and day from 1, 0 when the source leaves it blank
};

struct date_time {
    struct date date;
    int hour, minute, second;
    int weekday; // 1 Monday to 7 Sunday (ISO 8601)
};

#define DATE_RFC3339_MAX 32 // with the NUL
#define DATE_VI_MAX 16      // likewise
#define DATE_ISO_MAX 11     // likewise

/** "2023-05-31" to a date; false when it is not a day of the calendar. */
bool date_parse(const char *text, struct date *out);
/** The same, or as people write it: "31/5/2023", "31.5.2023", "31-5-2023"; spaces around it pass.
 */
bool date_parse_typed(const char *text, struct date *out);
/** Whole days from `from` to `to`; negative when `to` is earlier. */
int date_days_between(struct date from, struct date to);
int date_compare(struct date a, struct date b);
/** Local date and time at Unix time `at_s` in a zone `zone_s` seconds east of UTC. */
struct date_time date_time_at(int64_t at_s, int zone_s);
/** Unix time of that local moment. */
int64_t date_time_to_unix(struct date_time at, int zone_s);
/** "2023-05-12T08:42:00+07:00" (RFC 3339, fraction ignored, "Z" or offset). out_zone_s may be NULL.
 */
bool date_parse_rfc3339(const char *text, int64_t *out_unix_s, int *out_zone_s);
/** Writes RFC 3339 with the zone's offset ("Z" for 0) to `out`, DATE_RFC3339_MAX bytes. */
void date_format_rfc3339(int64_t at_s, int zone_s, char *out);
/** "+07:00" or "-03:30" to seconds. */
bool date_parse_zone(const char *text, int *out_zone_s);
/** "2023-05-31", of a year up to 9999. DATE_ISO_MAX bytes. */
void date_format_iso(struct date date, char *out);
/** As a Vietnamese reader writes it: 31/5/2023; "5/2023" without a day. DATE_VI_MAX bytes. */
void date_format_vi(struct date date, char *out);

#endif
