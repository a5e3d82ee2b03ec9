/* When something is shown (khung giờ hiển thị): between two moments, on some days of the week, at
 * some hours, all by the commune's own time. In the manifest and among what staff chose:
 *
 *   {"of": "tb-01", "from": "2023-05-12" or RFC 3339, "to": likewise, "days": ["mon", "sat"],
 *    "hours": ["07:00", "17:30"]}
 *
 * Everything but `of` may be absent. A last day is shown to its end; a moment in `to` is the first
 * at which it is over. Hours may run over midnight and then belong to the day they began on. */
#ifndef MODEL_TIMESLOT_H
#define MODEL_TIMESLOT_H

#include "model/hours.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#define TIMESLOTS_MAX 5000
#define TIMESLOT_NEVER INT64_MAX
#define TIMESLOT_PAGE_PREFIX "page:" // before a switch's key

struct reader;

struct timeslot {
    char *of;             // owned: id of an item, or "page:" and the key of a page's switch
    int64_t from_s, to_s; // Unix time, `to_s` exclusive; 0 and TIMESLOT_NEVER: no bound
    bool has_week;        // the hours count; else all days, all day
    struct hours week;    // days of the week and the hours in them
};

/** Faults are the reader's, which stands at the entry; false when it has any, and `out` is left
 * alone. `zone_s`: of the days named. */
bool timeslot_decode(struct reader *r, const json_t *entry, int zone_s, struct timeslot *out);
/** New reference; decodes to the same. */
json_t *timeslot_encode(const struct timeslot *window, int zone_s);
void timeslot_finish(struct timeslot *window);
/** A deep copy, finished by the caller. */
void timeslot_copy(const struct timeslot *from, struct timeslot *out);

/** What it speaks of is shown at that moment. */
bool timeslot_is_open(const struct timeslot *window, int64_t at_s, int zone_s);
/** The first moment after `at_s` at which it opens or closes; TIMESLOT_NEVER when it never does. */
int64_t timeslot_next_change(const struct timeslot *window, int64_t at_s, int zone_s);

#endif
