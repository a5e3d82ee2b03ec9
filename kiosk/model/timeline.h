/* Where today stands on a campaign's line of phases. The plan leaves days open; what it names are
 * fixed points, and the phases between two of them share the way. */
#ifndef MODEL_TIMELINE_H
#define MODEL_TIMELINE_H

#include "base/date.h"
#include <stdbool.h>
#include <stddef.h>

struct campaign;
struct phase;

#define TIMELINE_MARKS_MAX 6
#define TIMELINE_UNIT 1000 // from one mark to the next

struct timeline {
    const struct phase *marks[TIMELINE_MARKS_MAX]; // borrowed from the campaign
    int from_day[TIMELINE_MARKS_MAX];              // a day's number; when each begins
    bool has_day[TIMELINE_MARKS_MAX];              // false: the plan does not say
    int over_day;                                  // the first day after the last mark's phase
    bool is_ending;                                // over_day is known
    size_t count;
};

enum mark_state {
    MARK_TO_COME,
    MARK_NOW,
    MARK_DONE,
};

/** The phases that carry a mark; all of them, as many as fit, when none does. */
void timeline_init(struct timeline *timeline, const struct campaign *campaign);
/**
 * @return today's place in TIMELINE_UNITs from the first mark; negative before it, or when no mark
 * has a date; past the last mark once its last day is over
 */
int timeline_place(const struct timeline *timeline, struct date today);
/** @param place  from timeline_place() */
enum mark_state timeline_state(size_t mark, int place);

#endif
