/* What staff wish of switches and items: shown or hidden, pinned, at which times, looked at. Each
 * with its line in their log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backstage_parts.h"
#include "app/desk_words.h"
#include "app/machine.h"
#include "app/stage.h"
#include "base/clock.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/timeslot.h"
#include "model/words.h"

#define DAY_S 86400
#define DAY_MIN (24 * 60)

void backstage_turn_switch(struct backstage *b, const struct desk_wish *wish) {
    enum switch_id id = switch_by_key(wish->id);
    if (id < SWITCHES)
        backstage_tell(b,
                       staff_store_switch(backstage_staff(b), b->who, id,
                                          wish->is_on ? CHOICE_ON : CHOICE_OFF),
                       "staff.saved");
}

static void say_why_locked(struct backstage *b, const struct item *item) {
    struct desk_sources from = backstage_sources(b);
    char *key = xasprintf("staff.hidden.%s", hidden_word(item->hidden));
    backstage_say(b, desk_fill_one(&from, "staff.locked_why", "why", words_get(b->env.words, key)));
    free(key);
}

void backstage_show_item(struct backstage *b, const struct desk_wish *wish) {
    struct item item;
    if (!content_item(b->env.content, wish->id, &item))
        return;
    if (item.hidden != HIDDEN_NOT && !hidden_may_be_lifted(item.hidden))
        say_why_locked(b, &item);
    else
        backstage_tell(b,
                       staff_store_item(backstage_staff(b), b->who, item.id,
                                        wish->is_on ? CHOICE_ON : CHOICE_OFF),
                       "staff.saved");
}

void backstage_give_back(struct backstage *b, const struct desk_wish *wish) {
    enum switch_id id = switch_by_key(wish->id);
    enum staff_result result;
    bool is_switch = b->current == STAFF_DASHBOARD ||
                     (b->current == STAFF_LIST && b->desk->list.kind == LIST_SWITCHES);
    if (is_switch && id < SWITCHES) {
        result = staff_store_switch(backstage_staff(b), b->who, id, CHOICE_NONE);
    } else {
        enum staff_result times =
            staff_store_set_window(backstage_staff(b), b->who, wish->id, NULL);
        bool is_page = strncmp(wish->id, TIMESLOT_PAGE_PREFIX, strlen(TIMESLOT_PAGE_PREFIX)) == 0;
        result =
            is_page ? times : staff_store_item(backstage_staff(b), b->who, wish->id, CHOICE_NONE);
        result = result == STAFF_UNCHANGED ? times : result;
    }
    b->desk->item.has_changed = false;
    backstage_tell(b, result, "staff.saved");
}

/* --- pins and times ------------------------------------------------------------------------- */

static void keep_pins(struct backstage *b, const char *const *ids, size_t count) {
    backstage_tell(b, staff_store_set_pins(backstage_staff(b), b->who, ids, count), "staff.saved");
}

void backstage_pin(struct backstage *b, const struct desk_wish *wish) {
    const struct content *content = b->env.content;
    const char **ids = xcalloc(content->pin_count + 1, sizeof *ids);
    size_t count = 0, at = content_pin(content, wish->id);
    for (size_t i = 0; i < content->pin_count; i++)
        if (i != at || wish->kind == WISH_MOVE)
            ids[count++] = content->pins[i];
    size_t to = at + (size_t)wish->by;
    if (wish->kind == WISH_PIN && wish->is_on)
        ids[count++] = wish->id;
    if (wish->kind == WISH_MOVE && at < count && to < count) {
        const char *other = ids[to];
        ids[to] = ids[at];
        ids[at] = other;
    }
    keep_pins(b, ids, count);
    free(ids);
}

static int64_t start_of(struct date day, int zone_s) {
    return date_time_to_unix((struct date_time){.date = day}, zone_s);
}

void backstage_keep_window(struct backstage *b, const struct desk_wish *wish) {
    const struct desk_window *set = &b->desk->item.window;
    int zone_s = b->env.clock->zone_s;
    char of[ELEMENT_ID_BYTES];
    snprintf(of, sizeof of, "%s", wish->id);
    struct timeslot window = {
        .of = of,
        .from_s = set->has_from ? start_of(set->from, zone_s) : 0,
        .to_s = set->has_to ? start_of(set->to, zone_s) + DAY_S : TIMESLOT_NEVER,
        .has_week = set->has_hours || set->days != DESK_ALL_DAYS,
        .week = {.open_min = set->has_hours ? set->opens_min : 0,
                 .close_min = set->has_hours ? set->closes_min : DAY_MIN,
                 .days = set->days},
    };
    b->desk->item.has_changed = false;
    backstage_tell(b, staff_store_set_window(backstage_staff(b), b->who, of, &window),
                   "staff.saved");
}

/* --- looking -------------------------------------------------------------------------------- */

void backstage_open_items(struct backstage *b, const char *page) {
    struct desk_sources from = backstage_sources(b);
    snprintf(b->page, sizeof b->page, "%s", page);
    b->desk->first_row = 0;
    if (desk_fill_items(b->desk, &from, page)) {
        backstage_go(b, STAFF_LIST);
        return;
    }
    char *id = xasprintf("%s%s", TIMESLOT_PAGE_PREFIX, page);
    b->desk->item.has_changed = false;
    if (desk_fill_item(b->desk, &from, id))
        backstage_go(b, STAFF_ITEM);
    free(id);
}

void backstage_arrange(struct backstage *b, const char *id) {
    struct desk_sources from = backstage_sources(b);
    if (desk_fill_item(b->desk, &from, id))
        backstage_go(b, STAFF_ITEM);
}

/* Why citizens do not see it now; NULL: they do. */
static char *why_hidden(const struct backstage *b, const struct item *item) {
    enum switch_id page = item->kind == ITEM_PERSON ? SWITCH_HONOURS : SWITCH_MODELS;
    if (item->hidden == HIDDEN_NOT && b->env.content->switches.is_on[page])
        return NULL;
    struct desk_sources from = backstage_sources(b);
    char *key = item->hidden == HIDDEN_NOT
                    ? xstrdup("staff.page_off")
                    : xasprintf("staff.hidden.%s", hidden_word(item->hidden));
    char *why = desk_fill_one(&from, "staff.preview.hidden", "why", words_get(b->env.words, key));
    free(key);
    return why;
}

void backstage_view(struct backstage *b, const char *id) {
    struct visit *visit = &b->params.stage->visit;
    struct item item;
    if (!content_item(b->env.content, id, &item))
        return;
    if (item.hidden != HIDDEN_NOT && !hidden_may_be_lifted(item.hidden)) {
        say_why_locked(b, &item);
        return;
    }
    char *why = why_hidden(b, &item);
    if (why)
        backstage_reveal(b, id, why);
    const struct content *content = b->params.machine->content; // another one now
    if (!content_item(content, id, &item))
        return;
    if (item.kind == ITEM_PERSON)
        visit->person = (size_t)(item.person - content->people);
    if (item.kind == ITEM_PROJECT)
        visit->project = (size_t)(item.project - content->projects);
    backstage_preview(b, item.kind == ITEM_PERSON ? SCREEN_DETAIL : SCREEN_MODEL);
}
