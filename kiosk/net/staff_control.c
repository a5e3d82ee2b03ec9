#include "net/staff_control.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "model/content.h"
#include "store/content_store.h"
#include "store/staff_store.h"

#define LOCAL_BYTES_MAX 8192 // half of what a report may have

static json_t *error_answer(const char *why) {
    return json_pack("{s:s}", "error", why);
}

static json_t *result_answer(enum staff_result result) {
    static const char *const words[] = {
        [STAFF_OK] = "ok",
        [STAFF_UNCHANGED] = "unchanged",
        [STAFF_FAILED] = "failed",
        [STAFF_ABSENT] = "absent",
        [STAFF_PIN_FORM] = "form",
        [STAFF_PIN_TRIVIAL] = "trivial",
        [STAFF_PIN_TAKEN] = "taken",
        [STAFF_NAME] = "name",
        [STAFF_TOO_MANY] = "too_many",
    };
    return json_pack("{s:s}", "result", words[result]);
}

/* --- PINs ----------------------------------------------------------------------------------- */

static json_t *answer_pins(struct staff_store *staff) {
    struct staff_state state;
    if (!staff_store_state(staff, &state))
        return error_answer("the staff's file cannot be read");
    json_t *people = json_array();
    for (size_t i = 0; i < state.person_count; i++)
        json_array_append_new(people, json_pack("{s:s, s:I}", "name", state.people[i].name,
                                                "set_at_s", (json_int_t)state.people[i].set_at_s));
    return json_pack("{s:o, s:b, s:I}", "people", people, "locked", (int)state.is_locked, "wait_s",
                     (json_int_t)((state.wait_ms + 999) / 1000));
}

static json_t *answer_pin_set(const json_t *request, struct staff_store *staff) {
    return result_answer(staff_store_set_pin(staff, STAFF_WHO_CONSOLE,
                                             jsonread_text(request, "name", ""),
                                             jsonread_text(request, "pin", "")));
}

static json_t *answer_pin_remove(const json_t *request, struct staff_store *staff) {
    return result_answer(
        staff_store_remove_pin(staff, STAFF_WHO_CONSOLE, jsonread_text(request, "name", "")));
}

/* --- what is shown -------------------------------------------------------------------------- */

static json_t *answer_chosen(struct staff_store *staff) {
    struct overrides chosen;
    if (!staff_store_overrides(staff, &chosen))
        return error_answer("the staff's file cannot be read");
    json_t *answer = json_pack("{s:o}", "chosen", overrides_encode(&chosen, 0));
    overrides_finish(&chosen);
    return answer;
}

/* Owned by the caller; NULL when there is none. */
static struct content *read_content(struct content_store *store) {
    char *bytes = NULL;
    size_t len = 0;
    if (!store || !content_store_current(store, &bytes, &len, NULL))
        return NULL;
    struct content *content = content_decode(bytes, len, "vi", NULL);
    free(bytes);
    return content;
}

/* What has no decision or consent cannot be switched on, and what is not there can only be cleared.
 */
static json_t *choose_item(struct staff_store *staff, struct content_store *store, const char *id,
                           enum switch_choice choice) {
    struct content *content = read_content(store);
    struct item item;
    bool is_there = content && content_item(content, id, &item);
    const char *refused = NULL;
    if (choice != CHOICE_NONE && !is_there)
        refused = "unknown";
    else if (choice == CHOICE_ON && !hidden_may_be_lifted(item.hidden))
        refused = hidden_word(item.hidden);
    content_destroy(content);
    if (refused)
        return json_pack("{s:s}", "result", refused);
    return result_answer(staff_store_item(staff, STAFF_WHO_CONSOLE, id, choice));
}

static json_t *answer_switch(const json_t *request, struct staff_store *staff,
                             struct content_store *store) {
    const char *of = jsonread_text(request, "of", "");
    enum switch_id id = switch_by_key(of);
    enum switch_choice choice;
    if (!switch_choice_parse(jsonread_text(request, "choice", ""), &choice))
        return error_answer("the choice is none of on, off, clear");
    if (id == SWITCHES)
        return choose_item(staff, store, of, choice);
    return result_answer(staff_store_switch(staff, STAFF_WHO_CONSOLE, id, choice));
}

/* --- the log -------------------------------------------------------------------------------- */

static json_t *entry_json(const struct staff_entry *entry) {
    return json_pack("{s:I, s:I, s:s, s:s, s:s, s:s, s:s}", "seq", (json_int_t)entry->seq, "at_s",
                     (json_int_t)entry->at_s, "who", entry->who, "what", staff_act_word(entry->act),
                     "of", entry->subject, "from", entry->from, "to", entry->to);
}

static json_t *answer_log(const json_t *request, struct staff_store *staff) {
    struct staff_entry *entries = NULL;
    size_t count = 0;
    if (staff_store_log(staff, jsonread_int(request, "before", 0), STAFF_CONTROL_LOG_MAX, &entries,
                        &count) != STAFF_OK)
        return error_answer("the staff's log cannot be read");
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, entry_json(&entries[i]));
    free(entries);
    return json_pack("{s:o}", "entries", list);
}

json_t *staff_control_note(const char *what, const char *to) {
    return json_pack("{s:s, s:s, s:s}", "do", "staff.note", "what", what, "to", to);
}

/* Whatever the staff's file does by itself it notes itself. */
static json_t *answer_note(const json_t *request, struct staff_store *staff) {
    enum staff_act act = staff_act_by_word(jsonread_text(request, "what", ""));
    if (act != STAFF_ACT_RETRY && act != STAFF_ACT_OUTBOX_USB && act != STAFF_ACT_CONTENT_USB &&
        act != STAFF_ACT_CONTENT)
        return error_answer("nothing that kioskctl notes");
    return result_answer(staff_store_note(staff, STAFF_WHO_CONSOLE, act, NULL, NULL,
                                          jsonread_text(request, "to", NULL)));
}

static json_t *answer_verify(struct staff_store *staff) {
    struct staff_chain chain;
    if (staff_store_verify(staff, &chain) != STAFF_OK)
        return error_answer("the staff's log cannot be read");
    return json_pack("{s:I, s:I, s:s, s:s}", "count", (json_int_t)chain.count, "broken",
                     (json_int_t)chain.broken_seq, "why", chain.why, "hash", chain.head_hash);
}

json_t *staff_control_answer(const json_t *request, struct staff_store *staff,
                             struct content_store *content) {
    const char *what = jsonread_text(request, "do", "");
    if (strncmp(what, "staff.", 6) != 0)
        return NULL;
    if (!staff)
        return error_answer("this kiosk has no staff's file");
    what += 6;
    if (strcmp(what, "pins") == 0)
        return answer_pins(staff);
    if (strcmp(what, "pin.set") == 0)
        return answer_pin_set(request, staff);
    if (strcmp(what, "pin.remove") == 0)
        return answer_pin_remove(request, staff);
    if (strcmp(what, "chosen") == 0)
        return answer_chosen(staff);
    if (strcmp(what, "switch") == 0)
        return answer_switch(request, staff, content);
    if (strcmp(what, "log") == 0)
        return answer_log(request, staff);
    if (strcmp(what, "note") == 0)
        return answer_note(request, staff);
    if (strcmp(what, "verify") == 0)
        return answer_verify(staff);
    return error_answer("no such request");
}

/* --- the office ----------------------------------------------------------------------------- */

/* A report must stay small enough to be taken: of very many choices the office is told so much. */
static json_t *report_chosen(const struct overrides *chosen, int zone_s) {
    json_t *local = overrides_encode(chosen, zone_s);
    char *text = jsonread_dump(local);
    if (strlen(text) > LOCAL_BYTES_MAX) {
        json_object_del(local, "items");
        json_object_del(local, "windows");
        json_object_del(local, "pins");
        json_object_set_new(local, "is_cut", json_true());
    }
    free(text);
    return local;
}

void staff_control_report(json_t *status, struct staff_store *staff, int zone_s) {
    struct overrides chosen;
    struct staff_state state;
    char locked_at[DATE_RFC3339_MAX];
    if (!staff || !staff_store_overrides(staff, &chosen))
        return; // what nobody knows is absent
    json_object_set_new(status, "local_switches", report_chosen(&chosen, zone_s));
    overrides_finish(&chosen);
    if (!staff_store_state(staff, &state))
        return;
    date_format_rfc3339(state.locked_at_s, zone_s, locked_at);
    json_object_set_new(status, "pins", json_integer((json_int_t)state.person_count));
    json_object_set_new(status, "pin_lock",
                        state.is_locked
                            ? json_pack("{s:s, s:s}", "id", state.lock_id, "at", locked_at)
                            : json_null());
    json_object_set_new(
        status, "staff_log",
        json_pack("{s:I, s:s}", "seq", (json_int_t)state.head_seq, "hash", state.head_hash));
}

void staff_control_obey(const json_t *orders, struct staff_store *staff) {
    const char *lock_id = jsonread_text(orders, "unlock_pin_lock", NULL);
    if (!staff || !jsonread_bool(orders, "unlock_pin", false) || !lock_id)
        return;
    if (staff_store_unlock(staff, lock_id) == STAFF_OK)
        log_warn("the office has lifted the lock on the staff's PIN");
}
