#include "records/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/search_words.h"
#include "records/service.h"
#include "records/settings.h"
#include "records/slips.h"

/* A record while it is judged; on the heap and wiped, for it holds what a citizen wrote. */
struct opened {
    struct nomination nomination;
    struct record_head head;
    struct search_words words; // made once it is judged
};

enum opening {
    OPENING_DONE,
    OPENING_NO_KEY, // the key is not here: kept unopened, see intake_take()
    OPENING_FAULTY,
};

static void add_fault(struct intake_outcome *out, const char *field, const char *why) {
    out->faults[out->fault_count++] = (struct fault){field, why};
}

/* "name: expected a text" in two. */
static void add_fault_text(struct intake_outcome *out, const char *text) {
    size_t len = strcspn(text, ":");
    snprintf(out->field, sizeof out->field, "%.*s", (int)len, text);
    snprintf(out->why, sizeof out->why, "%s", text[len] ? text + len + 2 : text);
    add_fault(out, out->field, out->why);
}

static char *copy_record(const struct envelope *e, size_t *out_len) {
    *out_len = strlen(e->record_text);
    return xstrdup(e->record_text);
}

/* The record's JSON, owned by the caller; NULL with a fault. */
static char *unseal(const struct envelope *e, const struct sealing_key *key, size_t *out_len) {
    if (e->sealed_len <= CRYPTO_SEAL_OVERHEAD_BYTES ||
        e->sealed_len > RECORD_BYTES_MAX + CRYPTO_SEAL_OVERHEAD_BYTES)
        return NULL;
    *out_len = e->sealed_len - CRYPTO_SEAL_OVERHEAD_BYTES;
    char *plain = xcalloc(1, *out_len + 1);
    if (crypto_unseal(e->sealed, e->sealed_len, key->public.public_key, key->secret,
                      (uint8_t *)plain))
        return plain;
    free(plain);
    return NULL;
}

static void judge(struct opened *opened, struct intake_outcome *out) {
    for (int i = 0; i < NOMINATION_FIELDS; i++) {
        enum nomination_field field = (enum nomination_field)i;
        // No content: a kiosk may have shown other units and reasons in good time.
        enum nomination_rule rule = nomination_check(&opened->nomination, field, NULL, false);
        if (rule != NOMINATION_OK && rule != NOMINATION_SENSITIVE)
            add_fault(out, nomination_field_word(field), nomination_rule_word(rule));
    }
}

static enum opening open_record(const struct service *service, const struct envelope *e,
                                struct opened *opened, struct intake_outcome *out) {
    char why[RECORD_WHY_MAX];
    size_t len = 0;
    char *json;
    if (e->record_text) {
        json = service->settings->takes_clear ? copy_record(e, &len) : NULL;
    } else {
        const struct sealing_key *key = keyring_find(&service->keys, e->key_id);
        if (!key)
            return OPENING_NO_KEY;
        json = unseal(e, key, &len);
    }
    if (!json) {
        add_fault(out, "sealed", "expected a record sealed to a key of the office");
        return OPENING_FAULTY;
    }
    if (record_decode(json, len, false, &opened->nomination, &opened->head, why))
        judge(opened, out);
    else
        add_fault_text(out, why);
    crypto_wipe(json, len);
    free(json);
    if (out->fault_count > 0)
        return OPENING_FAULTY;
    search_words_init(&opened->words, &opened->nomination);
    return OPENING_DONE;
}

static void opened_destroy(struct opened *opened) {
    search_words_finish(&opened->words);
    crypto_wipe(opened, sizeof *opened);
    free(opened);
}

static void fill_entry(struct slip_entry *entry, const struct opened *opened) {
    entry->nomination = &opened->nomination;
    entry->head = &opened->head;
    entry->words = &opened->words;
}

static enum intake_result result_of(const struct slip_holding *holding,
                                    const struct intake_slip *slip, struct intake_outcome *out) {
    if (holding->held == SLIP_HELD_ERASED)
        return INTAKE_ERASED;
    if (holding->held == SLIP_HELD_BEFORE && strcmp(holding->sha256, slip->sha256) != 0)
        return INTAKE_OTHER;
    snprintf(out->receipt.id, sizeof out->receipt.id, "%s", slip->id);
    snprintf(out->receipt.sha256, sizeof out->receipt.sha256, "%s", slip->sha256);
    date_format_rfc3339(holding->received_at_s, 0, out->receipt.received_at);
    return holding->held == SLIP_HELD_NEW ? INTAKE_STORED : INTAKE_HELD;
}

static enum intake_result store(struct service *service, const struct intake_slip *slip,
                                const struct envelope *e, struct intake_outcome *out) {
    struct slip_entry entry = {
        .envelope = e,
        .body = slip->body,
        .body_len = slip->body_len,
        .sha256 = slip->sha256,
        .received_at_s = slip->now_s,
    };
    struct opened *opened = xcalloc(1, sizeof *opened);
    struct slip_holding holding;
    enum intake_result result = INTAKE_INVALID;
    enum opening opening = open_record(service, e, opened, out);
    if (opening == OPENING_DONE)
        fill_entry(&entry, opened);
    // A slip sealed to a key that the office has lost is kept as it is and taken: refusing it would
    // leave it on a machine in a hall until somebody looks there, and the key may yet be found.
    if (opening == OPENING_NO_KEY)
        log_warn("slip %s is sealed to a key that is not here: kept unopened", e->id);
    if (opening != OPENING_FAULTY) {
        bool is_kept = slips_put(service->records, &entry, &holding) == RECORDS_OK;
        result = is_kept ? result_of(&holding, slip, out) : INTAKE_LATER;
    }
    opened_destroy(opened);
    return result;
}

static bool check_sender(const struct envelope *e, const struct intake_slip *slip,
                         struct intake_outcome *out) {
    if (strcmp(e->id, slip->id) != 0)
        add_fault(out, "id", "expected the id of the address");
    if (strcmp(e->device_id, slip->device_id) != 0)
        add_fault(out, "device_id", "expected the device that sends it");
    return out->fault_count == 0;
}

static enum intake_result take(struct service *service, const struct intake_slip *slip,
                               struct intake_outcome *out) {
    struct envelope envelope;
    const char *field, *why;
    if (!envelope_decode(slip->body, slip->body_len, &envelope, &field, &why)) {
        if (!strcmp(field, "body"))
            return INTAKE_MALFORMED;
        add_fault(out, field, why);
        return INTAKE_INVALID;
    }
    enum intake_result result = INTAKE_INVALID;
    if (check_sender(&envelope, slip, out))
        result = store(service, slip, &envelope, out);
    envelope_finish(&envelope);
    return result;
}

/* What is held already is settled by its hash alone: rules may have changed since it was taken.
 * Asked where it would be refused, for slips_put() looks first, too. Another device's is refused.
 */
static enum intake_result settle_refused(struct service *service, const struct intake_slip *slip,
                                         struct intake_outcome *out, enum intake_result refusal) {
    struct slip_holding holding;
    if (slips_find(service->records, slip->id, &holding) != RECORDS_OK)
        return INTAKE_LATER;
    bool is_own = holding.held == SLIP_HELD_ERASED || !strcmp(holding.device_id, slip->device_id);
    return holding.held == SLIP_HELD_NEW || !is_own ? refusal : result_of(&holding, slip, out);
}

enum intake_result intake_take(struct service *service, const struct intake_slip *slip,
                               struct intake_outcome *out) {
    *out = (struct intake_outcome){.fault_count = 0};
    enum intake_result result = take(service, slip, out);
    if (result == INTAKE_INVALID || result == INTAKE_MALFORMED)
        return settle_refused(service, slip, out, result);
    return result;
}

/* One unopened slip once more. */
static bool reopen(struct service *service, const struct slip_unopened *kept, int64_t now_s) {
    struct envelope envelope;
    const char *field, *why;
    if (!envelope_decode(kept->body, kept->body_len, &envelope, &field, &why))
        return false;
    struct intake_outcome outcome = {.fault_count = 0};
    struct opened *opened = xcalloc(1, sizeof *opened);
    bool is_open = false;
    enum opening opening = open_record(service, &envelope, opened, &outcome);
    if (opening == OPENING_DONE) {
        struct slip_entry entry = {.envelope = &envelope};
        fill_entry(&entry, opened);
        is_open = slips_open(service->records, &entry, now_s) == RECORDS_OK;
    } else if (opening == OPENING_FAULTY) {
        log_warn("slip %s stays unopened: its record breaks the rules", kept->id);
    }
    opened_destroy(opened);
    envelope_finish(&envelope);
    return is_open;
}

int intake_reopen(struct service *service, int64_t now_s) {
    struct slip_unopened kept = {.id = ""};
    int opened = 0;
    for (;;) {
        char after[CRYPTO_UUID_MAX];
        snprintf(after, sizeof after, "%s", kept.id);
        if (slips_next_unopened(service->records, after, &kept) != RECORDS_OK)
            return opened;
        opened += reopen(service, &kept, now_s);
        free(kept.body);
    }
}
