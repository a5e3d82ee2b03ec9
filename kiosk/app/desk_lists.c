/* The desk's pages of rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/desk_fill.h"
#include "app/desk_words.h"
#include "app/link.h"
#include "app/machine.h"
#include "app/usb.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/config.h"
#include "model/content.h"
#include "model/overrides.h"
#include "model/timeslot.h"
#include "model/words.h"
#include "screens/screen.h"
#include "store/staff_store.h"

#define DAY_MIN (24 * 60)
#define LOG_MOST 1000 // lines shown; kioskctl has them all
#define HOURS_DEFAULT_OPEN (7 * 60)
#define HOURS_DEFAULT_CLOSE (17 * 60 + 30)

static bool can_undo(const struct desk_sources *from) {
    struct staff_state state;
    return from->machine->staff && staff_store_state(from->machine->staff, &state) &&
           state.can_undo;
}

/* Begins a list anew; its page stays while it is the same kind. */
static struct desk_row *begin(struct desk *desk, const struct desk_sources *from,
                              enum desk_list_kind kind, size_t count) {
    struct desk_list *list = &desk->list;
    desk_clear_list(list);
    *list = (struct desk_list){.kind = kind,
                               .rows = xcalloc(count ? count : 1, sizeof *list->rows),
                               .count = count,
                               .can_undo = can_undo(from)};
    return list->rows;
}

/* --- items ---------------------------------------------------------------------------------- */

/* What it was given, or what it is, and whether it may be shown. */
static struct desk_line item_line(const struct desk_sources *from, const struct item *item) {
    if (item->hidden != HIDDEN_NOT) {
        char *key = xasprintf("staff.hidden.%s", hidden_word(item->hidden));
        struct desk_line line = {hidden_may_be_lifted(item->hidden) ? DESK_PLAIN : DESK_BAD,
                                 desk_word(from, key)};
        free(key);
        return line;
    }
    const struct person *person = item->kind == ITEM_PERSON ? item->person : NULL;
    const struct level *level = person ? person->level : NULL;
    bool is_usual = level && (!person->award || !strcmp(person->award, level->name));
    const char *what = is_usual                     ? level->badge // as its card says it
                       : person && person->award    ? person->award
                       : item->kind == ITEM_PROJECT ? item->project->run_by
                       : item->kind == ITEM_NOTICE  ? item->notice->text
                                                    : "";
    bool is_sample = (person && person->is_sample) ||
                     (item->kind == ITEM_PROJECT && item->project->is_sample) ||
                     (item->kind == ITEM_NOTICE && item->notice->is_sample);
    const char *key = is_sample ? "staff.line.sample" : "staff.line.with_consent";
    if (!is_sample && !person)
        return (struct desk_line){DESK_PLAIN, xstrdup(what ? what : "")};
    return (struct desk_line){DESK_PLAIN, desk_fill_one(from, key, "what", what ? what : "")};
}

static const char *photo_of(const struct item *item) {
    return item->kind == ITEM_PERSON    ? item->person->portrait
           : item->kind == ITEM_PROJECT ? item->project->photo
                                        : NULL;
}

static bool is_local(const struct desk_sources *from, const char *id) {
    const struct overrides *overrides = &from->machine->overrides;
    return overrides_item(overrides, id) != CHOICE_NONE || overrides_window(overrides, id);
}

static void fill_row(struct desk_row *row, const struct desk_sources *from,
                     const struct item *item) {
    snprintf(row->id, sizeof row->id, "%s", item->id);
    row->title = xstrdup(item->name);
    row->line = item_line(from, item);
    row->photo = xstrdup(photo_of(item));
    row->action = item->kind == ITEM_NOTICE ? NULL : "staff.view";
    row->icon = "icons/eye";
    row->has_toggle = row->can_arrange = true;
    row->is_on = item->hidden == HIDDEN_NOT || item->hidden == HIDDEN_BY_WINDOW;
    row->is_locked = !hidden_may_be_lifted(item->hidden) && item->hidden != HIDDEN_NOT;
    row->is_local = is_local(from, item->id);
    const struct content *content = from->env->content;
    row->is_pinned = content_pin(content, item->id) < content->pin_count;
}

static void fill_facts(struct desk *desk, const struct desk_sources *from) {
    struct desk_list *list = &desk->list;
    long long shown = 0, locked = 0;
    for (size_t i = 0; i < list->count; i++) {
        shown += list->rows[i].is_on && !list->rows[i].is_locked;
        locked += list->rows[i].is_locked;
    }
    list->head = desk_numbers(from, "staff.items.head", (long long)list->count, 0);
    list->facts[0] = desk_numbers(from, "staff.items.shown", shown, 0);
    list->facts[1] = desk_numbers(from, "staff.items.hidden", (long long)list->count - shown, 0);
    list->facts[2] = locked ? desk_numbers(from, "staff.items.locked", locked, 0) : NULL;
    bool has_past = from->env->content->campaign_count > 0; // whose items are not here
    list->note = desk_word(from, has_past ? "staff.items.note_past" : "staff.items.note");
}

/* The attract screen shows what is pinned, and notices. */
static size_t count_pinned(const struct content *content) {
    size_t count = 0;
    struct item item;
    for (size_t i = 0; i < content->pin_count; i++)
        count += content_item(content, content->pins[i], &item) && item.kind != ITEM_NOTICE;
    return count;
}

static void fill_attract(struct desk *desk, const struct desk_sources *from) {
    const struct content *content = from->env->content;
    size_t notice_count, at = 0;
    struct item *notices = content_items(content, ITEM_NOTICE, &notice_count), item;
    struct desk_row *rows = begin(desk, from, LIST_ITEMS, count_pinned(content) + notice_count);
    for (size_t i = 0; i < content->pin_count; i++)
        if (content_item(content, content->pins[i], &item) && item.kind != ITEM_NOTICE)
            fill_row(&rows[at++], from, &item);
    for (size_t i = 0; i < notice_count; i++)
        fill_row(&rows[at++], from, &notices[i]);
    free(notices);
}

bool desk_fill_items(struct desk *desk, const struct desk_sources *from, const char *page) {
    enum switch_id id = switch_by_key(page);
    if (!from->env->content ||
        (id != SWITCH_ATTRACT && id != SWITCH_MODELS && id != SWITCH_HONOURS))
        return false;
    if (id == SWITCH_ATTRACT) {
        fill_attract(desk, from);
    } else {
        size_t count;
        struct item *items = content_items(
            from->env->content, id == SWITCH_MODELS ? ITEM_PROJECT : ITEM_PERSON, &count);
        struct desk_row *rows = begin(desk, from, LIST_ITEMS, count);
        for (size_t i = 0; i < count; i++)
            fill_row(&rows[i], from, &items[i]);
        free(items);
    }
    char *name = desk_switch_name(from, page);
    desk->list.title = desk_fill_one(from, "staff.items.title", "page", name);
    free(name);
    fill_facts(desk, from);
    if (id == SWITCH_ATTRACT)
        desk_set(&desk->list.note, desk_word(from, "staff.items.attract_note"));
    return true;
}

/* --- switches ------------------------------------------------------------------------------- */

static char *switch_help(const struct desk_sources *from, enum switch_id id) {
    const struct config *config = &from->machine->config;
    char *key = xasprintf("staff.toggle.%s.help", switch_kind(id)->key);
    const char *values[] = {"a", config->hours_open, "b", config->hours_close, NULL};
    char *help = words_fill(from->env->words, key, values);
    free(key);
    return help;
}

/* The pages have their row on the dashboard, and are here, too, where they can be given back. */
static bool is_listed(const struct desk_sources *from, enum switch_id id) {
    return !switch_kind(id)->is_page || from->machine->overrides.switches.of[id] != CHOICE_NONE;
}

void desk_fill_switches(struct desk *desk, const struct desk_sources *from) {
    size_t count = 0;
    for (enum switch_id id = 0; id < SWITCHES; id++)
        count += is_listed(from, id);
    const struct content *content = from->env->content;
    struct desk_row *row = begin(desk, from, LIST_SWITCHES, content ? count : 0);
    long long on = 0, local = 0;
    for (enum switch_id id = 0; content && id < SWITCHES; id++) {
        if (!is_listed(from, id))
            continue;
        snprintf(row->id, sizeof row->id, "%s", switch_kind(id)->key);
        row->title = desk_switch_name(from, row->id);
        row->line.text = switch_help(from, id);
        row->has_toggle = true;
        row->is_on = content->switches.is_on[id];
        row->is_local = from->machine->overrides.switches.of[id] != CHOICE_NONE;
        on += row->is_on;
        local += row->is_local;
        row++;
    }
    struct desk_list *list = &desk->list;
    list->title = desk_word(from, "staff.switches");
    list->head = desk_numbers(from, "staff.switches.head", (long long)list->count, 0);
    list->facts[0] = desk_numbers(from, "staff.switches.on", on, 0);
    list->facts[1] = desk_numbers(from, "staff.switches.local", local, 0);
    list->note = desk_word(from, "staff.switches.note");
}

/* --- log, slips, sticks --------------------------------------------------------------------- */

static bool is_fault(enum staff_act act) {
    return act == STAFF_ACT_LOCK;
}

void desk_fill_log(struct desk *desk, const struct desk_sources *from) {
    struct staff_entry *entries = NULL;
    size_t count = 0;
    if (from->machine->staff)
        staff_store_log(from->machine->staff, 0, LOG_MOST, &entries, &count);
    struct desk_row *rows = begin(desk, from, LIST_LOG, count);
    for (size_t i = 0; i < count; i++) {
        rows[i].title = desk_time(from, entries[i].at_s);
        rows[i].line = (struct desk_line){is_fault(entries[i].act) ? DESK_BAD : DESK_PLAIN,
                                          desk_entry_words(from, &entries[i])};
    }
    desk->list.is_dense = true;
    desk->list.title = desk_word(from, "staff.full_log");
    desk->list.head =
        desk_numbers(from, "staff.log.head", count ? (long long)entries[0].seq : 0, 0);
    desk->list.note = desk_word(from, "staff.log.note");
    free(entries);
}

static bool is_parked(const struct outbox_row *row) {
    return strcmp(row->state, "parked") == 0;
}

/* The store's own answer ("422 invalid") in the staff's words, with what to do; one that has none
 * is shown as it came. */
static char *parked_words(const struct desk_sources *from, const char *reason) {
    char *key = xasprintf("staff.parked.why.%.*s", (int)strcspn(reason, " :"), reason);
    char *words = words_has(from->env->words, key)
                      ? desk_word(from, key)
                      : desk_fill_one(from, "staff.parked.why", "why", reason);
    free(key);
    return words;
}

void desk_fill_parked(struct desk *desk, const struct desk_sources *from) {
    struct outbox_row *slips = NULL;
    size_t total = 0, count = 0;
    if (from->machine->outbox)
        outbox_list(from->machine->outbox, &slips, &total);
    for (size_t i = 0; i < total; i++)
        count += is_parked(&slips[i]);
    struct desk_row *row = begin(desk, from, LIST_PARKED, count);
    for (size_t i = 0; i < total; i++) {
        if (!is_parked(&slips[i]))
            continue;
        snprintf(row->id, sizeof row->id, "%s", slips[i].id);
        row->title = xstrdup(slips[i].code);
        row->line = (struct desk_line){DESK_BAD, parked_words(from, slips[i].reason)};
        row->action = strcmp(slips[i].reason, "damaged") == 0 ? NULL : "staff.parked.retry";
        row++;
    }
    free(slips);
    desk->list.title = desk_word(from, "staff.parked.title");
    desk->list.head = desk_numbers(from, "staff.parked.head", (long long)count, 0);
    desk->list.note = desk_word(from, "staff.parked.note");
}

static struct desk_line offer_line(const struct desk_sources *from, const struct usb_offer *offer) {
    static const char *const keys[] = {[USB_EMPTY] = "staff.stick.empty",
                                       [USB_NEWER] = "staff.stick.newer",
                                       [USB_OLDER] = "staff.stick.older",
                                       [USB_REFUSED] = "staff.stick.refused"};
    char version[24];
    snprintf(version, sizeof version, "%lld", (long long)offer->revision);
    const char *values[] = {"v", version, "why", offer->why, NULL};
    return (struct desk_line){offer->state == USB_REFUSED ? DESK_BAD
                              : offer->state == USB_NEWER ? DESK_GOOD
                                                          : DESK_PLAIN,
                              words_fill(from->env->words, keys[offer->state], values)};
}

/* Which it is, is its place in the list: a path may be longer than an id. */
void desk_fill_sticks(struct desk *desk, const struct desk_sources *from,
                      const struct usb_news *news) {
    size_t count = news ? news->offer_count : 0;
    struct desk_row *rows = begin(desk, from, LIST_STICKS, count);
    for (size_t i = 0; i < count; i++) {
        const struct usb_offer *offer = &news->offers[i];
        const char *name = strrchr(offer->path, '/');
        snprintf(rows[i].id, sizeof rows[i].id, "%zu", i);
        rows[i].title = xstrdup(name ? name + 1 : offer->path);
        rows[i].line = offer_line(from, offer);
        rows[i].action = offer->state == USB_NEWER ? "staff.stick.take"
                         : offer->is_writable      ? "staff.stick.slips"
                                                   : NULL;
    }
    desk->list.title = desk_word(from, "staff.stick.title");
    desk->list.head = desk_numbers(from, "staff.stick.head", (long long)count, 0);
    if (count == 0)
        desk->list.facts[0] = desk_word(from, news ? "staff.stick.none" : "staff.stick.looking");
    desk->list.note = desk_word(from, "staff.stick.note");
}

/* --- one item ------------------------------------------------------------------------------- */

/* As published where staff have set nothing: a first change begins from there. */
static const struct timeslot *window_of(const struct desk_sources *from, const char *id) {
    const struct content *content = from->env->content;
    const struct timeslot *window = overrides_window(&from->machine->overrides, id);
    for (size_t i = 0; !window && i < content->window_count; i++)
        if (strcmp(content->windows[i].of, id) == 0)
            window = &content->windows[i];
    return window;
}

static struct desk_window desk_window_of(const struct desk_sources *from, const char *id) {
    const struct timeslot *window = window_of(from, id);
    int zone_s = from->env->clock->zone_s;
    struct date today = date_time_at(clock_wall_s(from->env->clock), zone_s).date;
    struct desk_window out = {.from = today,
                              .to = today,
                              .days = DESK_ALL_DAYS,
                              .opens_min = HOURS_DEFAULT_OPEN,
                              .closes_min = HOURS_DEFAULT_CLOSE};
    if (!window)
        return out;
    out.has_from = window->from_s != 0;
    out.has_to = window->to_s != TIMESLOT_NEVER;
    if (out.has_from)
        out.from = date_time_at(window->from_s, zone_s).date;
    if (out.has_to)
        out.to = date_time_at(window->to_s - 1, zone_s).date;
    if (window->has_week) {
        out.days = window->week.days;
        out.has_hours = window->week.open_min != 0 || window->week.close_min != DAY_MIN;
        out.opens_min = out.has_hours ? window->week.open_min : out.opens_min;
        out.closes_min = out.has_hours ? window->week.close_min : out.closes_min;
    }
    return out;
}

bool desk_fill_item(struct desk *desk, const struct desk_sources *from, const char *id) {
    const struct content *content = from->env->content;
    size_t prefix = strlen(TIMESLOT_PAGE_PREFIX);
    bool is_page = strncmp(id, TIMESLOT_PAGE_PREFIX, prefix) == 0;
    struct item item = {.name = NULL};
    char kept_id[ELEMENT_ID_BYTES];
    snprintf(kept_id, sizeof kept_id, "%s", id); // it may be the desk's own
    if (!content || (!is_page && !content_item(content, kept_id, &item)))
        return false;
    char *name = is_page ? desk_switch_name(from, kept_id + prefix) : xstrdup(item.name);
    size_t place = content_pin(content, kept_id);
    desk_set(&desk->item.name, name);
    desk->item = (struct desk_item){
        .name = name,
        .is_page = is_page,
        .is_pinned = place < content->pin_count,
        .can_pin = !is_page && hidden_may_be_lifted(item.hidden),
        .place = (int)place + 1,
        .of = (int)content->pin_count,
        .is_local = is_page ? overrides_window(&from->machine->overrides, kept_id) != NULL
                            : is_local(from, kept_id),
        .window = desk_window_of(from, kept_id),
    };
    snprintf(desk->item.id, sizeof desk->item.id, "%s", kept_id);
    return true;
}
