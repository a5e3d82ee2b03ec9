#include "records/opening.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "records/service.h"
#include "records/settings.h"

void opening_fault(struct opening_faults *faults, const char *field, const char *why) {
    faults->items[faults->count++] = (struct fault){field, why};
}

/* "name: expected a text" in two. */
static void add_text(struct opening_faults *faults, const char *text) {
    size_t len = strcspn(text, ":");
    snprintf(faults->field, sizeof faults->field, "%.*s", (int)len, text);
    snprintf(faults->why, sizeof faults->why, "%s", text[len] ? text + len + 2 : text);
    opening_fault(faults, faults->field, faults->why);
}

struct opened_slip *opened_slip_create(struct envelope *envelope) {
    struct opened_slip *slip = xcalloc(1, sizeof *slip);
    slip->envelope = *envelope;
    *envelope = (struct envelope){.sealed = NULL};
    return slip;
}

void opened_slip_destroy(struct opened_slip *slip) {
    if (slip->words)
        search_words_finish(slip->words);
    free(slip->words);
    envelope_finish(&slip->envelope);
    crypto_wipe(slip, sizeof *slip);
    free(slip);
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

static void judge(const struct nomination *nomination, struct opening_faults *faults) {
    for (int i = 0; i < NOMINATION_FIELDS; i++) {
        enum nomination_field field = (enum nomination_field)i;
        // No content: a kiosk may have shown other units and reasons in good time.
        enum nomination_rule rule = nomination_check(nomination, field, NULL, false);
        if (rule != NOMINATION_OK && rule != NOMINATION_SENSITIVE)
            opening_fault(faults, nomination_field_word(field), nomination_rule_word(rule));
    }
}

/* `json` is wiped and freed. */
static void read_record(struct opened_slip *slip, char *json, size_t len,
                        struct opening_faults *faults) {
    char why[RECORD_WHY_MAX];
    if (record_decode(json, len, false, &slip->nomination, &slip->head, why))
        judge(&slip->nomination, faults);
    else
        add_text(faults, why);
    crypto_wipe(json, len);
    free(json);
}

static enum opening_result open_record(struct opened_slip *slip, const struct service *service,
                                       struct opening_faults *faults) {
    const struct envelope *e = &slip->envelope;
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
    if (json)
        read_record(slip, json, len, faults);
    else
        opening_fault(faults, "sealed", "expected a record sealed to a key of the office");
    return faults->count > 0 ? OPENING_FAULTY : OPENING_DONE;
}

enum opening_result opened_slip_open(struct opened_slip *slip, const struct service *service,
                                     struct opening_faults *faults) {
    enum opening_result result = open_record(slip, service, faults);
    // Nobody needs it any more: it is longer than the rest, and may be a record in clear.
    envelope_drop_record(&slip->envelope);
    slip->is_open = result == OPENING_DONE;
    return result;
}

void opened_slip_fold(struct opened_slip *slip) {
    if (!slip->is_open || slip->words)
        return;
    slip->words = xcalloc(1, sizeof *slip->words);
    search_words_init(slip->words, &slip->nomination);
}
