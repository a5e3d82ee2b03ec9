#include "model/timeslot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/xalloc.h"
#include "model/reader.h"

#define DAY_S 86400
#define ALL_DAYS 0xfeu // bit 1 Monday to bit 7 Sunday
#define WEEKDAYS 7
#define LOOK_DAYS 9 // every edge of a week, seen from the day before

static const char *const day_names[WEEKDAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* --- from and to JSON ----------------------------------------------------------------------- */

/* A moment, or a day: its beginning, or as a last day its end. */
static int64_t read_moment(struct reader *r, const json_t *entry, const char *key, int zone_s,
                           bool is_last) {
    const char *text = reader_text(r, entry, key, NULL);
    struct date_time day = {.hour = 0};
    int64_t at_s = 0;
    if (!text)
        return is_last ? TIMESLOT_NEVER : 0;
    if (date_parse(text, &day.date))
        return date_time_to_unix(day, zone_s) + (is_last ? DAY_S : 0);
    if (!date_parse_rfc3339(text, &at_s, NULL))
        reader_fail(r, key, "a day as 2023-05-12 or a time as 2023-05-12T07:00:00+07:00");
    return at_s;
}

/* "mon tue" for hours_parse(), STRING of up to seven. */
static void read_days(struct reader *r, const json_t *list, char *out, size_t out_bytes) {
    size_t used = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        if (!name || strlen(name) != 3 || used + 5 > out_bytes) {
            reader_fail(r, "days", "a list of mon, tue, wed, thu, fri, sat, sun");
            return;
        }
        used += (size_t)snprintf(out + used, out_bytes - used, "%s ", name);
    }
}

static void read_week(struct reader *r, const json_t *entry, struct timeslot *out) {
    const json_t *days = reader_array(r, entry, "days", WEEKDAYS);
    const json_t *hours = reader_array(r, entry, "hours", 2);
    const char *open = json_string_value(json_array_get(hours, 0));
    const char *close = json_string_value(json_array_get(hours, 1));
    char names[WEEKDAYS * 4 + 2] = "";
    out->has_week = days || hours;
    if (!out->has_week)
        return;
    if (hours && (!open || !close))
        reader_fail(r, "hours", "two times as [\"07:00\", \"17:30\"]");
    read_days(r, days, names, sizeof names);
    if (!hours_parse(open ? open : "00:00", close ? close : "24:00", names, &out->week))
        reader_fail(r, hours ? "hours" : "days",
                    hours ? "two times as [\"07:00\", \"17:30\"]"
                          : "a list of mon, tue, wed, thu, fri, sat, sun");
    if (!days)
        out->week.days = ALL_DAYS;
}

bool timeslot_decode(struct reader *r, const json_t *entry, int zone_s, struct timeslot *out) {
    struct timeslot window = {.of = NULL};
    const char *of = reader_id(r, entry, "of");
    window.from_s = read_moment(r, entry, "from", zone_s, false);
    window.to_s = read_moment(r, entry, "to", zone_s, true);
    read_week(r, entry, &window);
    if (window.from_s >= window.to_s)
        reader_fail(r, "to", "a time after \"from\"");
    if (r->why)
        return false;
    window.of = xstrdup(of);
    *out = window;
    return true;
}

static void add_moment(json_t *entry, const char *key, int64_t at_s, int zone_s) {
    char text[DATE_RFC3339_MAX];
    date_format_rfc3339(at_s, zone_s, text);
    json_object_set_new(entry, key, json_string(text));
}

static void add_week(json_t *entry, const struct hours *week) {
    char open[8], close[8];
    json_t *days = json_array();
    for (int day = 1; day <= WEEKDAYS; day++)
        if (week->days >> day & 1)
            json_array_append_new(days, json_string(day_names[day - 1]));
    json_object_set_new(entry, "days", days);
    snprintf(open, sizeof open, "%02d:%02d", week->open_min / 60 % 25, week->open_min % 60);
    snprintf(close, sizeof close, "%02d:%02d", week->close_min / 60 % 25, week->close_min % 60);
    json_object_set_new(entry, "hours", json_pack("[s, s]", open, close));
}

json_t *timeslot_encode(const struct timeslot *window, int zone_s) {
    json_t *entry = json_pack("{s:s}", "of", window->of);
    if (window->from_s != 0)
        add_moment(entry, "from", window->from_s, zone_s);
    if (window->to_s != TIMESLOT_NEVER)
        add_moment(entry, "to", window->to_s, zone_s);
    if (window->has_week)
        add_week(entry, &window->week);
    return entry;
}

void timeslot_finish(struct timeslot *window) {
    free(window->of);
    *window = (struct timeslot){.of = NULL};
}

void timeslot_copy(const struct timeslot *from, struct timeslot *out) {
    *out = *from;
    out->of = xstrdup(from->of);
}

/* --- judging -------------------------------------------------------------------------------- */

bool timeslot_is_open(const struct timeslot *window, int64_t at_s, int zone_s) {
    struct date_time local = date_time_at(at_s, zone_s);
    return at_s >= window->from_s && at_s < window->to_s &&
           (!window->has_week || hours_are_open(&window->week, &local));
}

/* The earlier of two, where `candidate` is still to come and changes something. */
static int64_t earlier_edge(const struct timeslot *window, int64_t candidate, int64_t after_s,
                            int zone_s, int64_t best) {
    bool is_edge = candidate > after_s && candidate < best &&
                   timeslot_is_open(window, candidate, zone_s) !=
                       timeslot_is_open(window, candidate - 1, zone_s);
    return is_edge ? candidate : best;
}

/* The first edge of the week after `after_s`; those of eight days hold one, if there is any. */
static int64_t next_of_week(const struct timeslot *window, int64_t after_s, int zone_s) {
    int64_t midnight = after_s - ((after_s + zone_s) % DAY_S + DAY_S) % DAY_S;
    int64_t best = TIMESLOT_NEVER;
    for (int day = -1; day < LOOK_DAYS; day++) {
        const int minutes[] = {0, window->week.open_min, window->week.close_min};
        for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
            best = earlier_edge(window, midnight + (int64_t)day * DAY_S + minutes[i] * 60ll,
                                after_s, zone_s, best);
    }
    return best;
}

int64_t timeslot_next_change(const struct timeslot *window, int64_t at_s, int zone_s) {
    int64_t best = TIMESLOT_NEVER;
    if (at_s >= window->to_s)
        return best;
    best = earlier_edge(window, window->from_s, at_s, zone_s, best);
    best = earlier_edge(window, window->to_s, at_s, zone_s, best);
    if (!window->has_week)
        return best;
    // Before it begins the week is looked at from there on.
    int64_t from_s = at_s < window->from_s - 1 ? window->from_s - 1 : at_s;
    int64_t of_week = next_of_week(window, from_s, zone_s);
    return of_week < best ? of_week : best;
}
