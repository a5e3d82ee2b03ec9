#include "app/desk_fill.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cable.h"
#include "app/desk_words.h"
#include "app/link.h"
#include "app/machine.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/config.h"
#include "model/content.h"
#include "model/overrides.h"
#include "model/words.h"
#include "net/sync.h"
#include "net/trouble.h"
#include "screens/days.h"
#include "screens/screen.h"
#include "store/content_store.h"
#include "store/staff_store.h"

/* --- the pages ------------------------------------------------------------------------------ */

static char *items_sub(const struct desk_sources *from, enum item_kind kind) {
    size_t count, hidden = 0;
    struct item *items = content_items(from->env->content, kind, &count);
    for (size_t i = 0; i < count; i++)
        hidden += items[i].hidden != HIDDEN_NOT;
    free(items);
    return desk_numbers(from, hidden ? "staff.sub.items" : "staff.sub.items_all", (long long)count,
                        (long long)hidden);
}

static char *nominations_sub(const struct desk_sources *from) {
    const struct campaign *campaign = &from->env->content->campaign;
    struct date end =
        campaign->nomination_closes.year ? campaign->nomination_closes : campaign->end;
    char text[DATE_VI_MAX];
    if (end.year == 0)
        return desk_word(from, "staff.sub.open");
    date_format_vi(end, text);
    bool is_over = !days_can_nominate(from->env) && !days_is_before(from->env);
    return desk_fill_one(from, is_over ? "staff.sub.closed_since" : "staff.sub.open_until", "date",
                         text);
}

static char *page_sub(const struct desk_sources *from, enum switch_id id) {
    const struct content *content = from->env->content;
    if (!content->switches.is_on[id])
        return desk_word(from, "staff.page_off");
    switch (id) {
    case SWITCH_ATTRACT:
        return desk_numbers(from, "staff.sub.pins", (long long)content->pin_count, 0);
    case SWITCH_CAMPAIGN:
        return desk_numbers(from, "staff.sub.campaign", (long long)content->campaign.area_count, 0);
    case SWITCH_MODELS:
        return items_sub(from, ITEM_PROJECT);
    case SWITCH_HONOURS:
        return items_sub(from, ITEM_PERSON);
    case SWITCH_NOMINATIONS:
        return nominations_sub(from);
    default:
        return desk_word(from, "staff.sub.lookup");
    }
}

static void fill_pages(struct desk *desk, const struct desk_sources *from) {
    static const enum switch_id pages[DESK_PAGES] = {SWITCH_ATTRACT,     SWITCH_CAMPAIGN,
                                                     SWITCH_MODELS,      SWITCH_HONOURS,
                                                     SWITCH_NOMINATIONS, SWITCH_LOOKUP};
    desk->page_count = from->env->content ? DESK_PAGES : 0;
    for (size_t i = 0; i < desk->page_count; i++) {
        struct desk_page *page = &desk->pages[i];
        page->key = switch_kind(pages[i])->key;
        desk_set(&page->title, desk_switch_name(from, page->key));
        desk_set(&page->sub, page_sub(from, pages[i]));
        page->has_items = true;
        page->is_on = from->env->content->switches.is_on[pages[i]];
        page->is_local = from->machine->overrides.switches.of[pages[i]] != CHOICE_NONE;
    }
}

/* --- outbox, network, content --------------------------------------------------------------- */

static void fill_outbox(struct desk *desk, const struct desk_sources *from) {
    struct desk_outbox *outbox = &desk->outbox;
    struct outbox_counts counts = {.waiting = 0};
    bool is_read =
        from->machine->outbox && outbox_count(from->machine->outbox, &counts) == OUTBOX_OK;
    outbox->waiting = counts.waiting;
    outbox->sent = counts.delivered;
    outbox->parked = counts.parked;
    outbox->can_send = is_read && from->link->uploader;
    desk_set(&outbox->totals,
             is_read ? desk_numbers(from, "staff.outbox.totals", counts.delivered, counts.parked)
                     : desk_word(from, "staff.outbox.unusable"));
    if (counts.waiting == 0 || from->upload->last_try_s == 0) {
        desk_set(&outbox->state,
                 desk_word(from, counts.waiting ? "staff.outbox.waiting" : "staff.outbox.empty"));
        return;
    }
    char *time = desk_time(from, from->upload->last_try_s);
    desk_set(&outbox->state, desk_fill_one(from, "staff.outbox.last_try", "time", time));
    free(time);
}

/* Where the store does not answer it is worth looking at the plug first. */
const char *desk_link_key(const struct desk_sources *from) {
    if (from->machine->device_result != DEVICE_OK)
        return "staff.net.not_enrolled";
    switch (from->upload->link) {
    case UPLOAD_LINK_NO_NETWORK:
        return cable_is_out() ? "staff.net.no_cable" : "staff.net.no_answer";
    case UPLOAD_LINK_UNTRUSTED:
        return "staff.net.untrusted";
    case UPLOAD_LINK_PORTAL:
        return "staff.net.portal";
    case UPLOAD_LINK_STORE_DOWN:
        return "staff.net.down";
    case UPLOAD_LINK_REFUSED:
        return "staff.net.refused";
    case UPLOAD_LINK_OK:
        return "staff.net.ok.never";
    case UPLOAD_LINK_UNKNOWN:
    default:
        return "staff.net.unknown.text";
    }
}

static const char *network_title_key(const struct desk_sources *from) {
    if (from->machine->device_result != DEVICE_OK)
        return "staff.net.unknown";
    return from->upload->link == UPLOAD_LINK_OK           ? "staff.net.ok"
           : from->upload->link == UPLOAD_LINK_UNKNOWN    ? "staff.net.unknown"
           : from->upload->link == UPLOAD_LINK_NO_NETWORK ? "staff.net.none"
                                                          : "staff.net.fault";
}

/* Since when it is out, or when it last was and for how long; NULL when it never was. */
static char *outage_words(const struct desk_sources *from) {
    const struct outage *outage = from->outage;
    if (!outage || (!outage->since_s && !outage->from_s))
        return NULL;
    char *time = desk_time(from, outage->since_s ? outage->since_s : outage->from_s), minutes[24];
    snprintf(minutes, sizeof minutes, "%lld",
             (long long)(outage->until_s - outage->from_s + 59) / 60);
    const char *values[] = {"time", time, "n", minutes, NULL};
    char *words = words_fill(from->env->words,
                             outage->since_s ? "staff.net.out_since" : "staff.net.was_out", values);
    free(time);
    return words;
}

static char *network_state(const struct desk_sources *from) {
    bool is_well = from->upload->link == UPLOAD_LINK_OK;
    if (!is_well || from->upload->last_try_s == 0)
        return desk_word(from, desk_link_key(from));
    char *time = desk_time(from, from->upload->last_try_s);
    char *text = desk_fill_one(from, "staff.net.ok.text", "time", time);
    free(time);
    return text;
}

/* NULL while it is right, or nobody knows. */
static char *clock_words(const struct desk_sources *from) {
    int64_t off_s = 0;
    if (clock_trust(from->env->clock) == CLOCK_TRUST_UNSYNCED)
        return desk_word(from, "staff.trouble.clock_unset");
    if (!link_clock_offset(from->link, &off_s) || llabs(off_s) <= TROUBLE_CLOCK_OFF_S)
        return NULL;
    return desk_numbers(from, "staff.health.clock", llabs(off_s) / 60, 0);
}

/* A clock that is off stands before an outage that is over. */
static char *network_text(const struct desk_sources *from) {
    char *state = network_state(from), *clock = clock_words(from);
    char *outage = clock ? NULL : outage_words(from);
    const char *more = clock ? clock : outage;
    char *text = more ? xasprintf("%s\n%s", state, more) : xstrdup(state);
    free(clock);
    free(outage);
    free(state);
    return text;
}

char *desk_device_words(const struct desk_sources *from, const struct trouble_facts *facts) {
    char free_text[16], heat[16];
    if (facts->temperature_c == INT_MIN)
        return desk_numbers(from, "staff.device.disk", facts->disk_free_percent, 0);
    snprintf(free_text, sizeof free_text, "%d", facts->disk_free_percent);
    snprintf(heat, sizeof heat, "%d", facts->temperature_c);
    const char *values[] = {"n", free_text, "t", heat, NULL};
    return words_fill(from->env->words, "staff.device.disk_heat", values);
}

static void fill_network(struct desk *desk, const struct desk_sources *from) {
    struct desk_network *network = &desk->network;
    struct trouble_facts facts = {.is_enrolled = false};
    trouble_look(&facts, from->machine->config.data_dir);
    network->is_well =
        from->machine->device_result == DEVICE_OK && from->upload->link == UPLOAD_LINK_OK;
    desk_set(&network->title, desk_word(from, network_title_key(from)));
    desk_set(&network->text, network_text(from));
    desk_set(&network->device, desk_device_words(from, &facts));
}

/* "2023.05.12-03": the day it was published and its number. */
static char *version_of(const struct desk_sources *from) {
    const struct content *content = from->env->content;
    int64_t at_s;
    if (!content)
        return desk_word(from, "staff.content.none");
    const char *published = jsonread_text(content->root, "published_at", "");
    if (!date_parse_rfc3339(published, &at_s, NULL))
        return xasprintf("%lld", (long long)content->revision);
    struct date day = date_time_at(at_s, from->env->clock->zone_s).date;
    return xasprintf("%d.%02d.%02d-%02lld", day.year, day.month, day.day,
                     (long long)content->revision);
}

/* New content that could not be taken; NULL text: there is none. */
static struct desk_line content_refused(const struct desk_sources *from) {
    struct sync_state state = {.result = SYNC_UNCHANGED};
    if (from->link->sync)
        sync_state(from->link->sync, &state);
    if (state.result != SYNC_REFUSED)
        return (struct desk_line){DESK_PLAIN, NULL};
    return (struct desk_line){
        DESK_BAD,
        desk_word(from, state.is_disk_full ? "staff.content.full" : "staff.content.refused")};
}

/* What is current passed the check of its signature when it came, where there is a key to check
 * with. */
static struct desk_line content_state(const struct desk_sources *from) {
    const struct machine *machine = from->machine;
    struct content_head head = {.revision = 0};
    struct desk_line refused = content_refused(from);
    if (refused.text)
        return refused;
    if (!from->env->content)
        return (struct desk_line){DESK_BAD, desk_word(from, "staff.content.missing")};
    if (machine->content_store)
        content_store_head(machine->content_store, &head);
    if (head.newest > head.revision && head.revision > 0)
        return (struct desk_line){DESK_PLAIN, desk_word(from, "staff.content.back")};
    bool is_checked = machine->device_result == DEVICE_OK && machine->device.has_sign_key;
    return (struct desk_line){
        is_checked ? DESK_GOOD : DESK_PLAIN,
        desk_word(from, is_checked ? "staff.content.signed" : "staff.content.unsigned")};
}

static void fill_content(struct desk *desk, const struct desk_sources *from) {
    struct desk_content *content = &desk->content;
    struct desk_line state = content_state(from);
    desk_set(&content->version, version_of(from));
    desk_set(&content->state.text, state.text);
    content->state.tone = state.tone;
    struct content_head head = {.revision = 0};
    if (from->machine->content_store)
        content_store_head(from->machine->content_store, &head);
    content->can_roll_back = head.has_previous && from->env->content;
    content->can_read_stick = from->link->usb != NULL;
}

/* --- the log's last lines ------------------------------------------------------------------- */

static void fill_recent(struct desk *desk, const struct desk_sources *from) {
    struct staff_entry *entries = NULL;
    size_t count = 0;
    if (from->machine->staff)
        staff_store_log(from->machine->staff, 0, DESK_RECENT, &entries, &count);
    for (size_t i = 0; i < DESK_RECENT; i++) {
        bool is_there = i < count;
        desk_set(&desk->recent[i].time, is_there ? desk_time_short(from, entries[i].at_s) : NULL);
        desk_set(&desk->recent[i].text, is_there ? desk_entry_words(from, &entries[i]) : NULL);
    }
    free(entries);
}

void desk_fill_dashboard(struct desk *desk, const struct desk_sources *from) {
    fill_pages(desk, from);
    fill_outbox(desk, from);
    fill_network(desk, from);
    fill_content(desk, from);
    fill_recent(desk, from);
}
