/* An emulation campaign (phong trào thi đua) as data: texts, levels, groups, criteria, dates. */
#ifndef MODEL_CAMPAIGN_H
#define MODEL_CAMPAIGN_H

#include "base/date.h"
#include "model/criteria.h"
#include "model/plan.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum level_action {     // what the commune itself does about an award of a level; bits
    LEVEL_DECIDED = 1,  // its chairman decides
    LEVEL_PROPOSED = 2, // it proposes to the level that decides
};

struct level { // mức khen: xã, huyện, tỉnh
    const char *id, *award, *name, *short_name, *decided_by;
    const char *badge; // "Giấy khen xã"; its name where the campaign has none
    int order;         // 1 the lowest: as many anise stars
    enum level_action action;
};

struct group { // nhóm: tập thể, cá nhân, gia đình
    const char *id, *icon, *name;
    const char *short_name;   // its name where the campaign has none
    const char *nominee_kind; // id of the content's kind of nominee it is introduced as; "" none
};

struct area { // nội dung thi đua
    const char *id, *title, *summary, *ref, *icon;
    const char *short_name; // its title where the campaign has none
    int number;
    const char **actions; // what one can do; owned
    size_t action_count;
};

struct phase { // mốc thời gian
    const char *id, *title, *text, *date_text, *icon, *ref;
    const char *mark_title, *mark_date; // on the campaign's line; NULL: in the sheet only
    struct date start, end; // year 0 where the plan leaves it blank; day 0 where it names a month
};

struct campaign {
    const char *id, *title, *short_title, *theme, *welcome;
    const char *page_title;  // over the campaign's own page
    const char *anniversary; // the main anniversary's name
    char *anniversary_dates; // "15/6/1933 – 15/6/2023"; owned
    struct date end;         // last day of emulation; year 0 when open-ended
    struct date main_day;    // the anniversary's day
    int retention_days;      // after the close, of slips not chosen; 0: not said
    struct date nomination_opens, nomination_closes; // year 0: not set by the commune
    struct level *levels;                            // by order, the lowest first
    size_t level_count;
    struct group *groups;
    size_t group_count;
    struct area *areas;
    size_t area_count;
    struct phase *phases;
    size_t phase_count;
    struct criteria criteria;
    struct plan plan;
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
/** The group (nhóm xét) that who is introduced as such a kind most likely belongs to; NULL: open.
 */
const struct group *campaign_group_of_kind(const struct campaign *campaign, const char *kind);
/** Is it a group of people, who have a year of birth? */
bool campaign_group_is_of_persons(const struct campaign *campaign, const char *id);
const struct area *campaign_area(const struct campaign *campaign, const char *id);

#endif
