#include "model/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/utf8.h"
#include "model/code.h"
#include "model/nomination.h"

/* Writes into the caller's memory and nowhere else: a library's copy could not be wiped. */
struct writer {
    char *out;
    size_t len;
    bool is_full;
};

static void put(struct writer *w, const char *bytes, size_t len_bytes) {
    if (w->is_full || len_bytes >= RECORD_BYTES_MAX - w->len) {
        w->is_full = true;
        return;
    }
    memcpy(w->out + w->len, bytes, len_bytes);
    w->len += len_bytes;
}

static void put_plain(struct writer *w, const char *text) {
    put(w, text, strlen(text));
}

static void put_text(struct writer *w, const char *text) {
    char escaped[8];
    put_plain(w, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            put_plain(w, "\\");
            put(w, text, 1);
        } else if ((unsigned char)*text < ' ') {
            snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned char)*text);
            put_plain(w, escaped);
        } else {
            put(w, text, 1);
        }
    }
    put_plain(w, "\"");
}

/* `lead` is what stands before the value: comma, name and colon. */
static void put_member(struct writer *w, const char *lead, const char *text) {
    put_plain(w, lead);
    put_text(w, text);
}

static void put_or_null(struct writer *w, const char *lead, const char *text) {
    if (text[0])
        put_member(w, lead, text);
    else {
        put_plain(w, lead);
        put_plain(w, "null");
    }
}

static void put_nominee(struct writer *w, const struct nomination *n) {
    put_member(w, ",\"kind\":", n->kind);
    put_or_null(w, ",\"honorific\":", n->honorific);
    put_member(w, ",\"name\":", n->name);
    put_or_null(w, ",\"unit_id\":", n->unit_id);
    put_or_null(w, ",\"unit_other\":", n->unit_other);
    put_plain(w, ",\"reasons\":[");
    for (size_t i = 0; i < n->reason_count; i++)
        put_member(w, i > 0 ? "," : "", n->reasons[i]);
    put_member(w, "],\"deed\":", n->deed);
}

size_t record_encode(const struct nomination *n, const char *code, const char *campaign_id,
                     const char *lang, char *out) {
    struct writer w = {.out = out};
    put_member(
        &w, "{\"schema\":\"record/1\",\"type\":", n->is_difficulty ? "difficulty" : "nomination");
    put_member(&w, ",\"code\":", code);
    if (!n->is_difficulty)
        put_member(&w, ",\"campaign_id\":", campaign_id);
    put_member(&w, ",\"lang\":", lang);
    if (n->is_difficulty)
        put_member(&w, ",\"text\":", n->deed);
    else
        put_nominee(&w, n);
    put_or_null(&w, ",\"sender\":{\"name\":", n->sender_name);
    put_or_null(&w, ",\"phone\":", n->sender_phone);
    put_member(&w, "},\"consent\":{\"version\":", n->consent_version);
    put_member(&w, ",\"at\":", n->consent_at);
    put_plain(&w, "}}");
    out[w.is_full ? 0 : w.len] = '\0';
    return w.is_full ? 0 : w.len;
}

/* The first fault of a record, in the caller's RECORD_WHY_MAX bytes. */
struct faults {
    char *why;
    bool has_any;
};

static void fault(struct faults *f, const char *field, const char *expected) {
    if (!f->has_any)
        snprintf(f->why, RECORD_WHY_MAX, "%s: expected %s", field, expected);
    f->has_any = true;
}

struct field {
    const char *key, *word; // of the object, and for problem answers
    char *out;
    size_t size_bytes;
    bool is_optional, keeps_lines;
};

/* Cleans a text into its place; "" when it is absent or null and may be. */
static void take_value(struct faults *f, const struct field *field, const json_t *value) {
    field->out[0] = '\0';
    if (field->is_optional && (!value || json_is_null(value)))
        return;
    if (!json_is_string(value)) {
        fault(f, field->word, field->is_optional ? "a text or null" : "a text");
        return;
    }
    char *clean =
        utf8_clean(json_string_value(value), json_string_length(value), field->keeps_lines);
    if (!clean)
        fault(f, field->word, "a text in UTF-8");
    else if (strlen(clean) >= field->size_bytes)
        fault(f, field->word, "a shorter text");
    else
        strcpy(field->out, clean);
    free(clean);
}

static void take(struct faults *f, const json_t *object, const struct field *fields) {
    for (; fields->key; fields++)
        take_value(f, fields, json_object_get(object, fields->key));
}

static void take_reasons(struct faults *f, const json_t *root, struct nomination *out) {
    const json_t *list = json_object_get(root, "reasons");
    if (!json_is_array(list) || json_array_size(list) > NOMINATION_REASONS_MAX) {
        fault(f, "reasons", "a list of at most 3");
        return;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct field field = {"reasons",           "reasons", out->reasons[i],
                              NOMINATION_ID_BYTES, false,     false};
        take_value(f, &field, json_array_get(list, i));
        out->reason_count++;
    }
}

static void take_nominee(struct faults *f, const json_t *root, struct nomination *out,
                         struct record_head *out_head) {
    const struct field fields[] = {
        {"campaign_id", "campaign_id", out_head->campaign_id, sizeof out_head->campaign_id, false,
         false},
        {"kind", "kind", out->kind, sizeof out->kind, false, false},
        {"honorific", "honorific", out->honorific, sizeof out->honorific, true, false},
        {"name", "name", out->name, sizeof out->name, false, false},
        {"unit_id", "unit_id", out->unit_id, sizeof out->unit_id, true, false},
        {"unit_other", "unit_other", out->unit_other, sizeof out->unit_other, true, false},
        {"deed", "deed", out->deed, sizeof out->deed, false, true},
        {NULL, NULL, NULL, 0, false, false},
    };
    take(f, root, fields);
    take_reasons(f, root, out);
    out->is_unit_chosen = true; // neither unit stands for "Không rõ"
    if (out_head->campaign_id[0] == '\0')
        fault(f, "campaign_id", "the id of a campaign");
}

static void take_difficulty(struct faults *f, const json_t *root, struct nomination *out) {
    const struct field fields[] = {
        {"text", "text", out->deed, sizeof out->deed, false, true},
        {NULL, NULL, NULL, 0, false, false},
    };
    take(f, root, fields);
}

static void take_sender(struct faults *f, const json_t *root, struct nomination *out) {
    const json_t *sender = json_object_get(root, "sender");
    const struct field fields[] = {
        {"name", "sender.name", out->sender_name, sizeof out->sender_name, true, false},
        {"phone", "sender.phone", out->sender_phone, sizeof out->sender_phone, true, false},
        {NULL, NULL, NULL, 0, false, false},
    };
    if (sender && !json_is_object(sender) && !json_is_null(sender))
        fault(f, "sender", "an object or null");
    else
        take(f, sender, fields);
}

static void take_consent(struct faults *f, const json_t *root, bool is_paper,
                         struct nomination *out) {
    const json_t *consent = json_object_get(root, "consent");
    const struct field fields[] = {
        {"version", "consent.version", out->consent_version, sizeof out->consent_version, false,
         false},
        {"at", "consent.at", out->consent_at, sizeof out->consent_at, false, false},
        {NULL, NULL, NULL, 0, false, false},
    };
    int64_t at_s;
    if (is_paper && (!consent || json_is_null(consent)))
        return; // it is signed on the paper
    if (!json_is_object(consent)) {
        fault(f, "consent", "an object with version and at");
        return;
    }
    take(f, consent, fields);
    if (out->consent_version[0] == '\0')
        fault(f, "consent.version", "the notice's version");
    if (!date_parse_rfc3339(out->consent_at, &at_s, NULL))
        fault(f, "consent.at", "a time as 2023-05-12T08:42:00+07:00");
    out->has_consent = true;
}

static void take_head(struct faults *f, const json_t *root, bool is_paper,
                      struct record_head *out_head) {
    const struct field fields[] = {
        {"code", "code", out_head->code, sizeof out_head->code, is_paper, false},
        {"lang", "lang", out_head->lang, sizeof out_head->lang, false, false},
        {NULL, NULL, NULL, 0, false, false},
    };
    if (strcmp(jsonread_text(root, "schema", ""), "record/1") != 0)
        fault(f, "schema", "\"record/1\"");
    take(f, root, fields);
    bool has_code = !is_paper || out_head->code[0];
    if (has_code && !code_is_valid(out_head->code, NULL))
        fault(f, "code", "a slip code");
    if (out_head->lang[0] == '\0')
        fault(f, "lang", "a language");
}

static void take_record(struct faults *f, const json_t *root, bool is_paper, struct nomination *out,
                        struct record_head *out_head) {
    const char *type = jsonread_text(root, "type", "");
    out->is_difficulty = strcmp(type, "difficulty") == 0;
    if (!out->is_difficulty && strcmp(type, "nomination") != 0)
        fault(f, "type", "\"nomination\" or \"difficulty\"");
    take_head(f, root, is_paper, out_head);
    if (out->is_difficulty)
        take_difficulty(f, root, out);
    else
        take_nominee(f, root, out, out_head);
    take_sender(f, root, out);
    take_consent(f, root, is_paper, out);
}

bool record_decode(const char *bytes, size_t len_bytes, bool is_paper, struct nomination *out,
                   struct record_head *out_head, char *out_why) {
    struct faults f = {.why = out_why};
    struct nomination n = {0};
    struct record_head head = {0};
    char *why = NULL;
    json_t *root = jsonread_bytes(bytes, len_bytes, RECORD_BYTES_MAX, &why);
    if (!root)
        snprintf(out_why, RECORD_WHY_MAX, "record: expected JSON: %s", why);
    else
        take_record(&f, root, is_paper, &n, &head);
    bool is_right = root && !f.has_any;
    if (is_right) {
        *out = n;
        *out_head = head;
    }
    nomination_wipe(&n);
    json_decref(root);
    free(why);
    return is_right;
}
