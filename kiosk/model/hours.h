/* Office hours (kiosk.ini, [hours]): when the hall is open, by the commune's own time. */
#ifndef MODEL_HOURS_H
#define MODEL_HOURS_H

#include "base/date.h"
#include <stdbool.h>

struct hours {
    int open_min, close_min; // of the day; closing may come after midnight
    unsigned days;           // bit 1 Monday to bit 7 Sunday
};

/**
 * "07:00", "17:30" and "mon-fri" or "mon tue sat": days by their first three letters, apart by
 * spaces or commas, a hyphen for a range. "" is never open.
 * @return false when any of them is none of that
 */
bool hours_parse(const char *open, const char *close, const char *days, struct hours *out);
/** True from the opening minute on, false from the closing one. */
bool hours_are_open(const struct hours *hours, const struct date_time *at);
/** The first opening after `at_s` (Unix time), in the zone; 0 where they never open. */
int64_t hours_next_opening(const struct hours *hours, int64_t at_s, int zone_s);

#endif
