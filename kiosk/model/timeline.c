#include "model/timeline.h"

#include "model/campaign.h"

static int day_number(struct date date) {
    return date_days_between((struct date){1970, 1, 1}, date);
}

/* "Tháng 3" begins on its first day, for a place on the line; nobody is told so. */
static int first_day(struct date date) {
    return day_number(
        (struct date){date.year, date.month ? date.month : 1, date.day ? date.day : 1});
}

/* The first day that is not in it any more. */
static int day_after(struct date date) {
    if (date.day)
        return day_number(date) + 1;
    if (!date.month || date.month == 12)
        return day_number((struct date){date.year + 1, 1, 1});
    return day_number((struct date){date.year, date.month + 1, 1});
}

/* Where the plan does not say when a phase begins, it begins when the one before is over. */
static void add_mark(struct timeline *timeline, const struct phase *phase) {
    size_t i = timeline->count++;
    timeline->marks[i] = phase;
    if (phase->start.year) {
        timeline->from_day[i] = first_day(phase->start);
        timeline->has_day[i] = true;
    } else if (timeline->is_ending) {
        timeline->from_day[i] = timeline->over_day;
        timeline->has_day[i] = true;
    }
    timeline->is_ending = phase->end.year != 0;
    timeline->over_day = timeline->is_ending ? day_after(phase->end) : 0;
}

void timeline_init(struct timeline *timeline, const struct campaign *campaign) {
    bool has_marks = false;
    *timeline = (struct timeline){0};
    for (size_t i = 0; i < campaign->phase_count; i++)
        has_marks |= campaign->phases[i].mark_title != NULL;
    for (size_t i = 0; i < campaign->phase_count && timeline->count < TIMELINE_MARKS_MAX; i++)
        if (!has_marks || campaign->phases[i].mark_title)
            add_mark(timeline, &campaign->phases[i]);
}

/* Past the last mark that has a day. */
static int place_after(const struct timeline *timeline, size_t last, int day) {
    int at = (int)last * TIMELINE_UNIT;
    if (last + 1 == timeline->count)
        return timeline->is_ending && day >= timeline->over_day ? at + TIMELINE_UNIT : at;
    return day > timeline->from_day[last] ? at + TIMELINE_UNIT / 2 : at;
}

int timeline_place(const struct timeline *timeline, struct date today) {
    int day = day_number(today);
    size_t count = timeline->count, last = count, next = count;
    for (size_t i = 0; i < count; i++)
        if (timeline->has_day[i] && timeline->from_day[i] <= day)
            last = i;
    for (size_t i = count; i-- > (last == count ? 0 : last + 1);)
        if (timeline->has_day[i])
            next = i;
    if (last == count) // before all of them, or nobody knows
        return next == count || next == 0 ? -1 : (int)next * TIMELINE_UNIT / 2;
    if (next == count)
        return place_after(timeline, last, day);
    int way = (int)(next - last) * TIMELINE_UNIT;
    int gone = day - timeline->from_day[last],
        whole = timeline->from_day[next] - timeline->from_day[last];
    return (int)last * TIMELINE_UNIT + (int)((long long)way * gone / whole);
}

enum mark_state timeline_state(size_t mark, int place) {
    if (place >= (int)(mark + 1) * TIMELINE_UNIT)
        return MARK_DONE;
    return place >= (int)mark * TIMELINE_UNIT ? MARK_NOW : MARK_TO_COME;
}
