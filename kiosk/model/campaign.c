#include "model/campaign.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/campaign_parts.h"

#define RETENTION_DAYS_MAX 36500

static void read_anniversary(struct campaign *campaign, struct reader *r, const json_t *root) {
    json_t *list = reader_array(r, root, "anniversaries", CAMPAIGN_ITEMS_MAX), *entry;
    size_t i;
    campaign->anniversary = "";
    json_array_foreach(list, i, entry) {
        reader_at(r, "anniversaries[%zu]", i);
        if (!reader_switch(r, entry, "main"))
            continue;
        struct date from = reader_day(r, entry, "from");
        char first[DATE_VI_MAX] = "", last[DATE_VI_MAX] = "";
        campaign->anniversary = reader_text(r, entry, "name", "");
        campaign->main_day = reader_day(r, entry, "to");
        if (from.year)
            date_format_vi(from, first);
        if (campaign->main_day.year)
            date_format_vi(campaign->main_day, last);
        free(campaign->anniversary_dates);
        campaign->anniversary_dates =
            xasprintf("%s%s%s", first, first[0] && last[0] ? " – " : "", last);
    }
    if (!campaign->anniversary_dates)
        campaign->anniversary_dates = xstrdup("");
}

static void read_texts(struct campaign *campaign, struct reader *r, const json_t *root) {
    reader_at(r, "meta");
    campaign->id = reader_id(r, json_object_get(root, "meta"), "id");
    reader_at(r, "campaign");
    const json_t *texts = json_object_get(root, "campaign");
    campaign->title = reader_id(r, texts, "title");
    campaign->short_title = reader_text(r, texts, "short_title", campaign->title);
    campaign->page_title = reader_text(r, texts, "page_title", campaign->short_title);
    campaign->theme = reader_text(r, texts, "theme", "");
    campaign->welcome = reader_text(r, texts, "welcome", "");
    const json_t *period = reader_object(r, texts, "period");
    reader_at(r, "campaign.period");
    campaign->end = reader_day(r, period, "end");
    reader_at(r, "%s", "");
    const json_t *window = reader_object(r, root, "nomination_window");
    reader_at(r, "nomination_window");
    campaign->nomination_opens = reader_day(r, window, "opens");
    campaign->nomination_closes = reader_day(r, window, "closes");
    reader_at(r, "%s", "");
    const json_t *retention = reader_object(r, root, "retention");
    reader_at(r, "retention");
    campaign->retention_days =
        retention ? (int)reader_number(r, retention, "days_after_close", RETENTION_DAYS_MAX) : 0;
}

/* Where a campaign does not say it, the lowest level is the commune's own. */
static enum level_action read_action(struct reader *r, const json_t *entry, int order) {
    const char *word = reader_text(r, entry, "commune_action", order <= 1 ? "decide" : "propose");
    if (strcmp(word, "decide") == 0)
        return LEVEL_DECIDED;
    if (strcmp(word, "propose") != 0)
        reader_fail(r, "commune_action", "decide or propose");
    return LEVEL_PROPOSED;
}

static int compare_levels(const void *a, const void *b) {
    return ((const struct level *)a)->order - ((const struct level *)b)->order;
}

static void read_levels(struct campaign *campaign, struct reader *r, const json_t *root) {
    json_t *list = reader_array(r, root, "levels", CAMPAIGN_ITEMS_MAX), *entry;
    size_t i;
    campaign->levels = xcalloc(json_array_size(list), sizeof *campaign->levels);
    json_array_foreach(list, i, entry) {
        reader_at(r, "levels[%zu]", i);
        int order = (int)reader_number(r, entry, "order", CAMPAIGN_ITEMS_MAX);
        campaign->levels[campaign->level_count++] = (struct level){
            .id = reader_own_id(r, list, i),
            .award = reader_text(r, entry, "award", ""),
            .name = reader_text(r, entry, "name", ""),
            .short_name = reader_text(r, entry, "short", ""),
            .badge = reader_text(r, entry, "badge", reader_text(r, entry, "name", "")),
            .decided_by = reader_text(r, entry, "decided_by", ""),
            .order = order,
            .action = read_action(r, entry, order),
        };
    }
    qsort(campaign->levels, campaign->level_count, sizeof *campaign->levels, compare_levels);
}

static void read_groups(struct campaign *campaign, struct reader *r, const json_t *root) {
    json_t *list = reader_array(r, root, "groups", CAMPAIGN_ITEMS_MAX), *entry;
    size_t i;
    campaign->groups = xcalloc(json_array_size(list), sizeof *campaign->groups);
    json_array_foreach(list, i, entry) {
        reader_at(r, "groups[%zu]", i);
        campaign->groups[campaign->group_count++] = (struct group){
            .id = reader_own_id(r, list, i),
            .icon = reader_icon(r, entry, "icon"),
            .name = reader_text(r, entry, "name", ""),
            .short_name = reader_text(r, entry, "short", reader_text(r, entry, "name", "")),
            .nominee_kind = reader_text(r, entry, "nominee", ""),
        };
    }
}

static void read_actions(struct area *area, struct reader *r, const json_t *entry) {
    json_t *list = reader_array(r, entry, "actions", CAMPAIGN_ITEMS_MAX), *action;
    size_t i;
    area->actions = xcalloc(json_array_size(list), sizeof *area->actions);
    json_array_foreach(list, i, action) {
        if (!json_is_string(action))
            reader_fail(r, "actions", "a list of texts");
        else
            area->actions[area->action_count++] = json_string_value(action);
    }
}

static void read_areas(struct campaign *campaign, struct reader *r, const json_t *root) {
    json_t *list = reader_array(r, root, "content_areas", CAMPAIGN_ITEMS_MAX), *entry;
    size_t i;
    campaign->areas = xcalloc(json_array_size(list), sizeof *campaign->areas);
    json_array_foreach(list, i, entry) {
        reader_at(r, "content_areas[%zu]", i);
        struct area *area = &campaign->areas[campaign->area_count++];
        *area = (struct area){
            .id = reader_own_id(r, list, i),
            .icon = reader_icon(r, entry, "icon"),
            .title = reader_text(r, entry, "title", ""),
            .short_name = reader_text(r, entry, "short", reader_text(r, entry, "title", "")),
            .summary = reader_text(r, entry, "summary", ""),
            .ref = reader_text(r, entry, "ref", ""),
            .number = (int)reader_number(r, entry, "number", CAMPAIGN_ITEMS_MAX),
        };
        read_actions(area, r, entry);
    }
}

static void read_phases(struct campaign *campaign, struct reader *r, const json_t *root) {
    json_t *list = reader_array(r, root, "timeline", CAMPAIGN_ITEMS_MAX), *entry;
    size_t i;
    campaign->phases = xcalloc(json_array_size(list), sizeof *campaign->phases);
    json_array_foreach(list, i, entry) {
        reader_at(r, "timeline[%zu]", i);
        const json_t *mark = reader_object(r, entry, "mark");
        campaign->phases[campaign->phase_count++] = (struct phase){
            .id = reader_own_id(r, list, i),
            .title = reader_text(r, entry, "title", ""),
            .text = reader_text(r, entry, "text", ""),
            .date_text = reader_text(r, entry, "date_text", ""),
            .icon = reader_icon(r, entry, "icon"),
            .ref = reader_text(r, entry, "ref", ""),
            .mark_title = mark ? reader_text(r, mark, "title", "") : NULL,
            .mark_date = mark ? reader_text(r, mark, "date", "") : NULL,
            .start = reader_date(r, entry, "start"),
            .end = reader_date(r, entry, "end"),
        };
    }
}

bool campaign_init(struct campaign *campaign, json_t *root, char **out_why) {
    static void (*const parts[])(struct campaign *, struct reader *, const json_t *) = {
        read_texts, read_anniversary, read_levels,   read_groups,
        read_areas, read_phases,      criteria_read, plan_read,
    };
    struct reader r = {0};
    *campaign = (struct campaign){0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        reader_at(&r, "%s", "");
        parts[i](campaign, &r, root);
    }
    bool is_right = reader_finish(&r, out_why);
    if (!is_right)
        campaign_finish(campaign);
    return is_right;
}

void campaign_finish(struct campaign *campaign) {
    if (!campaign)
        return;
    free(campaign->anniversary_dates);
    free(campaign->levels);
    free(campaign->groups);
    for (size_t i = 0; i < campaign->area_count; i++)
        free(campaign->areas[i].actions);
    free(campaign->areas);
    free(campaign->phases);
    criteria_finish(&campaign->criteria);
    plan_finish(&campaign->plan);
    *campaign = (struct campaign){0};
}

enum campaign_state campaign_state_on(const struct campaign *campaign, struct date today) {
    struct date opens = campaign->nomination_opens, main_day = campaign->main_day;
    struct date last =
        campaign->nomination_closes.year ? campaign->nomination_closes : campaign->end;
    if (opens.year && date_compare(today, opens) < 0)
        return CAMPAIGN_BEFORE;
    if (!last.year || date_compare(today, last) <= 0)
        return CAMPAIGN_OPEN;
    return main_day.year && date_compare(today, main_day) >= 0 ? CAMPAIGN_WRAP_UP : CAMPAIGN_CLOSED;
}

int campaign_days_left(const struct campaign *campaign, struct date today) {
    return campaign->end.year ? date_days_between(today, campaign->end) : 0;
}

const struct level *campaign_level(const struct campaign *campaign, const char *id) {
    for (size_t i = 0; i < campaign->level_count; i++)
        if (strcmp(campaign->levels[i].id, id) == 0)
            return &campaign->levels[i];
    return NULL;
}

const struct group *campaign_group(const struct campaign *campaign, const char *id) {
    for (size_t i = 0; i < campaign->group_count; i++)
        if (strcmp(campaign->groups[i].id, id) == 0)
            return &campaign->groups[i];
    return NULL;
}

const struct group *campaign_group_of_kind(const struct campaign *campaign, const char *kind) {
    for (size_t i = 0; kind[0] && i < campaign->group_count; i++)
        if (strcmp(campaign->groups[i].nominee_kind, kind) == 0)
            return &campaign->groups[i];
    return NULL;
}

bool campaign_group_is_of_persons(const struct campaign *campaign, const char *id) {
    const struct group *group = campaign_group(campaign, id);
    return group && strcmp(group->nominee_kind, "collective") != 0;
}

const struct area *campaign_area(const struct campaign *campaign, const char *id) {
    for (size_t i = 0; i < campaign->area_count; i++)
        if (strcmp(campaign->areas[i].id, id) == 0)
            return &campaign->areas[i];
    return NULL;
}
