/* The envelope as the record store reads it: slip.h's second half. */
#include "model/slip.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"

/* The first fault; texts are static. */
struct verdict {
    const char *field, *why;
};

static void fault(struct verdict *v, const char *field, const char *why) {
    if (!v->field)
        *v = (struct verdict){field, why};
}

static void take_text(struct verdict *v, const json_t *root, const char *key, char *out,
                      size_t size_bytes) {
    const char *text = jsonread_text(root, key, "");
    size_t len = strlen(text);
    if (len == 0)
        fault(v, key, "expected a text that is not empty");
    else if (len >= size_bytes)
        fault(v, key, "expected a shorter text");
    else
        memcpy(out, text, len + 1);
}

static int64_t take_number(struct verdict *v, const json_t *root, const char *key, int64_t min) {
    int64_t number = jsonread_int(root, key, INT64_MIN);
    if (number < min)
        fault(v, key,
              min > 0 ? "expected a whole number from 1" : "expected a whole number from 0");
    return number;
}

static void take_created_at(struct verdict *v, const json_t *root, struct envelope *out) {
    if (!date_parse_rfc3339(jsonread_text(root, "created_at", ""), &out->created_at_s,
                            &out->zone_s))
        fault(v, "created_at", "expected a time as 2023-05-12T08:42:00+07:00");
}

static void take_clock(struct verdict *v, const json_t *root, struct envelope *out) {
    static const enum clock_trust all[] = {CLOCK_TRUST_SYNCED, CLOCK_TRUST_UNKNOWN,
                                           CLOCK_TRUST_UNSYNCED};
    take_text(v, root, "clock", out->clock_word, sizeof out->clock_word);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(out->clock_word, clock_trust_word(all[i])) == 0)
            return;
    fault(v, "clock", "expected synced, unsynced or unknown");
}

/* Either a sealed record with its key, or a record in clear, never both. */
static void take_record(struct verdict *v, const json_t *root, struct envelope *out) {
    const json_t *record = json_object_get(root, "record");
    const char *sealed = jsonread_text(root, "sealed", NULL);
    if (record) {
        if (!json_is_object(record))
            fault(v, "record", "expected an object");
        if (json_object_get(root, "sealed") || json_object_get(root, "key_id"))
            fault(v, "record", "expected nothing sealed beside a record in clear");
        out->record_text = jsonread_dump(record);
        return;
    }
    take_text(v, root, "key_id", out->key_id, sizeof out->key_id);
    if (!sealed || !crypto_base64_decode(sealed, &out->sealed, &out->sealed_len))
        fault(v, "sealed", "expected base64");
    else if (out->sealed_len <= CRYPTO_SEAL_OVERHEAD_BYTES)
        fault(v, "sealed", "expected a sealed record");
}

static void take_envelope(struct verdict *v, const json_t *root, struct envelope *out) {
    if (strcmp(jsonread_text(root, "schema", ""), "nomination/1") != 0)
        fault(v, "schema", "expected \"nomination/1\"");
    take_text(v, root, "id", out->id, sizeof out->id);
    if (!crypto_is_uuid4(out->id))
        fault(v, "id", "expected a lower-case UUID of version 4");
    take_text(v, root, "device_id", out->device_id, sizeof out->device_id);
    out->seq = take_number(v, root, "seq", 1);
    take_created_at(v, root, out);
    take_clock(v, root, out);
    out->boot = take_number(v, root, "boot", 0);
    out->uptime_ms = take_number(v, root, "uptime_ms", 0);
    take_text(v, root, "campaign_id", out->campaign_id, sizeof out->campaign_id);
    take_record(v, root, out);
}

bool envelope_decode(const char *bytes, size_t len_bytes, struct envelope *out,
                     const char **out_field, const char **out_why) {
    struct verdict v = {0};
    struct envelope envelope = {0};
    json_t *root = jsonread_bytes(bytes, len_bytes, SLIP_BODY_BYTES_MAX, NULL);
    if (json_is_object(root))
        take_envelope(&v, root, &envelope);
    else
        fault(&v, "body", "expected a JSON object");
    json_decref(root);
    if (!v.field) {
        *out = envelope;
        return true;
    }
    envelope_finish(&envelope);
    *out_field = v.field;
    *out_why = v.why;
    return false;
}

void envelope_drop_record(struct envelope *e) {
    if (e->record_text)
        crypto_wipe(e->record_text, strlen(e->record_text));
    free(e->record_text);
    free(e->sealed);
    e->record_text = NULL;
    e->sealed = NULL;
}

void envelope_finish(struct envelope *e) {
    if (!e)
        return;
    envelope_drop_record(e);
    *e = (struct envelope){0};
}
