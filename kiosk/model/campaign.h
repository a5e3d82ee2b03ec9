/* An emulation campaign (phong trào thi đua) as data: texts, levels, groups, criteria, dates. */
#ifndef MODEL_CAMPAIGN_H
#define MODEL_CAMPAIGN_H

#include "base/date.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct level { // mức khen: xã, huyện, tỉnh
    const char *id, *award, *name, *short_name, *decided_by;
    int order; // 1 the lowest: as many anise stars
};

struct group { // nhóm: tập thể, cá nhân, gia đình
    const char *id, *icon, *name;
};

struct area { // nội dung thi đua
    const char *id, *title, *summary, *ref;
    int number;
};

struct phase { // mốc thời gian
    const char *id, *title, *text, *date_text;
    struct date start, end; // year 0 where the plan leaves it blank; day 0 where it names a month
};

struct contact { // whom to see in need; "" where the commune has not said it yet
    const char *text, *office, *room, *phone, *hours;
};

struct campaign {
    const char *id, *title, *short_title, *theme, *welcome;
    const char *anniversary; // the main anniversary's name
    char *anniversary_dates; // "15/6/1933 – 15/6/2023"; owned
    struct date end;         // last day of emulation; year 0 when open-ended
    struct date main_day;    // the anniversary's day
    struct date nomination_opens, nomination_closes; // year 0: not set by the commune
    struct level *levels;                            // by order, the lowest first
    size_t level_count;
    struct group *groups;
    size_t group_count;
    struct area *areas;
    size_t area_count;
    struct phase *phases;
    size_t phase_count;
    struct contact contact;
};

enum campaign_state {
    CAMPAIGN_BEFORE, // nominating has not opened
    CAMPAIGN_OPEN,
    CAMPAIGN_CLOSED,  // past the end: no new slips, reading goes on
    CAMPAIGN_WRAP_UP, // from the anniversary's day on
};

/** One campaign-content/1 object; the texts are borrowed from `root` for as long as it lives. */
bool campaign_init(struct campaign *campaign, json_t *root, char **out_why);
void campaign_finish(struct campaign *campaign);
/** Where `today` falls. With no window set, slips are taken to the campaign's own last day. */
enum campaign_state campaign_state_on(const struct campaign *campaign, struct date today);
/** Days from `today` to the last day; 0 on it; negative after; 0 when open-ended. */
int campaign_days_left(const struct campaign *campaign, struct date today);
const struct level *campaign_level(const struct campaign *campaign, const char *id);
const struct group *campaign_group(const struct campaign *campaign, const char *id);
const struct area *campaign_area(const struct campaign *campaign, const char *id);

#endif
