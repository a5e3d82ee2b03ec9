/* The machine's page: what is wrong, as kioskctl doctor finds it, in the staff's own words; then
 * how it fares. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/desk_fill.h"
#include "app/desk_words.h"
#include "app/link.h"
#include "app/machine.h"
#include "base/clock.h"
#include "base/strbuf.h"
#include "model/config.h"
#include "model/content.h"
#include "model/words.h"
#include "net/trouble.h"
#include "screens/screen.h"
#include "store/staff_store.h"

#define FACTS_KEPT 3 // lines at the end that say how it fares, however much is wrong

/* --- what is known -------------------------------------------------------------------------- */

static void look_at_staff(struct trouble_facts *facts, const struct machine *machine) {
    struct staff_state state;
    facts->knows_staff = true;
    facts->has_staff = machine->staff && staff_store_state(machine->staff, &state);
    if (!facts->has_staff)
        return;
    facts->people = (int64_t)state.person_count;
    facts->is_locked = state.is_locked;
    facts->lock_wait_s = state.wait_ms / 1000;
}

static void look_at_outbox(struct trouble_facts *facts, const struct machine *machine) {
    struct outbox_counts counts;
    facts->knows_outbox = true;
    facts->has_outbox = machine->outbox && outbox_count(machine->outbox, &counts) == OUTBOX_OK;
    if (!facts->has_outbox)
        return;
    facts->waiting = counts.waiting;
    facts->oldest_waiting_s = counts.oldest_waiting_s;
    facts->parked = counts.parked;
}

static void look(struct trouble_facts *facts, const struct desk_sources *from) {
    const struct machine *machine = from->machine;
    *facts = (struct trouble_facts){
        .is_enrolled = machine->device_result == DEVICE_OK,
        .can_verify = machine->device_result == DEVICE_OK && machine->device.has_sign_key,
        .link = from->upload->link,
        .heard_at_s = from->link->heard_at_s,
        .has_content = machine->content != NULL,
        .revision = machine->content ? machine->content->revision : 0,
        .trust = clock_trust(&machine->clock),
        .now_s = clock_wall_s(&machine->clock),
    };
    facts->has_offset = link_clock_offset(from->link, &facts->clock_offset_s);
    trouble_look(facts, machine->config.data_dir);
    look_at_staff(facts, machine);
    look_at_outbox(facts, machine);
}

/* --- in words ------------------------------------------------------------------------------- */

static char *trouble_words(const struct desk_sources *from, const struct trouble *trouble) {
    if (trouble->kind == TROUBLE_LINK)
        return desk_word(from, desk_link_key(from));
    char number[24], other[24];
    bool is_clock = trouble->kind == TROUBLE_CLOCK_OFF; // early or late: the way to mend it is one
    snprintf(number, sizeof number, "%lld",
             is_clock ? llabs(trouble->number) : (long long)trouble->number);
    snprintf(other, sizeof other, "%lld", (long long)trouble->other);
    const char *values[] = {"n", number, "m", other, "text", trouble->text, NULL};
    char *key = xasprintf("staff.trouble.%s", trouble_word(trouble->kind));
    char *words = words_fill(from->env->words, key, values);
    free(key);
    return words;
}

static void add(struct desk *desk, size_t *count, enum desk_tone tone, char *text) {
    desk_set(&desk->health[*count].text, text);
    desk->health[(*count)++].tone = tone;
}

static void add_troubles(struct desk *desk, const struct desk_sources *from,
                         const struct trouble_facts *facts, size_t *count) {
    struct trouble found[TROUBLES];
    int total = trouble_judge(facts, found);
    for (int i = 0; i < total && *count < DESK_HEALTH - FACTS_KEPT; i++)
        add(desk, count, trouble_is_note(found[i].kind) ? DESK_PLAIN : DESK_BAD,
            trouble_words(from, &found[i]));
}

/* Of the store, where everything that was sent lies; NULL while it has not said. */
static char *backup_words(const struct desk_sources *from) {
    int64_t at_s = from->link->backup_at_s;
    if (at_s == 0)
        return NULL;
    char *time = desk_time(from, at_s);
    char *words = desk_fill_one(from, "staff.health.backup", "time", time);
    free(time);
    return words;
}

static char *outbox_words(const struct desk *desk, const struct desk_sources *from) {
    char n[24], m[24], k[24];
    snprintf(n, sizeof n, "%lld", desk->outbox.waiting);
    snprintf(m, sizeof m, "%lld", desk->outbox.parked);
    snprintf(k, sizeof k, "%lld", desk->outbox.sent);
    const char *values[] = {"n", n, "m", m, "k", k, NULL};
    return words_fill(from->env->words, "staff.health.outbox", values);
}

void desk_fill_machine(struct desk *desk, const struct desk_sources *from) {
    struct trouble_facts facts;
    size_t count = 0;
    desk_fill_dashboard(desk, from);
    look(&facts, from);
    add_troubles(desk, from, &facts, &count);
    const char *net[] = {"title", desk->network.title, "text", desk->network.text, NULL};
    const char *content[] = {"v", desk->content.version, "state", desk->content.state.text, NULL};
    const struct words *words = from->env->words;
    if (desk->network.is_well && count < DESK_HEALTH - FACTS_KEPT)
        add(desk, &count, DESK_GOOD, words_fill(words, "staff.health.net_title", net));
    bool is_off = facts.has_offset && llabs(facts.clock_offset_s) > TROUBLE_CLOCK_OFF_S;
    if (facts.trust != CLOCK_TRUST_UNSYNCED && !is_off && count < DESK_HEALTH - FACTS_KEPT)
        add(desk, &count, DESK_PLAIN, desk_word(from, "staff.health.clock_ok"));
    char *backup = count < DESK_HEALTH - FACTS_KEPT ? backup_words(from) : NULL;
    if (backup)
        add(desk, &count, DESK_PLAIN, backup);
    add(desk, &count, DESK_PLAIN, desk_device_words(from, &facts));
    add(desk, &count, DESK_PLAIN, outbox_words(desk, from));
    add(desk, &count, desk->content.state.tone, words_fill(words, "staff.health.content", content));
    for (; count < DESK_HEALTH; count++)
        desk_set(&desk->health[count].text, NULL);
    desk->can_restart = true;
    desk->can_leave_to_console = from->machine->config.may_leave_to_console;
}
