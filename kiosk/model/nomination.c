#include "model/nomination.h"

#include <string.h>

#include "base/crypto.h"
#include "base/date.h"
#include "base/utf8.h"
#include "model/content.h"

#define OTHER_DEED_SUFFIX "-khac" // "Việc khác" of each kind: r-khac, o-khac, ...

typedef bool char_rule(uint32_t code_point);

/* Letters with the marks they combine with, and what stands in names: "N. V. A", "M'nông". */
static bool is_person_char(uint32_t c) {
    return utf8_is_letter(c) || utf8_is_mark(c) || c == ' ' || c == '.' || c == '-' || c == '\'' ||
           c == 0x2019;
}

/* Quotes of every shape that keyboards and word processors make. */
static bool is_title_char(uint32_t c) {
    return is_person_char(c) || utf8_is_digit(c) || c == ',' || c == '"' || c == 0xAB ||
           c == 0xBB || c == 0x2018 || c == 0x201C || c == 0x201D;
}

static bool holds_only(const char *text, char_rule *accepts) {
    uint32_t code_point;
    for (size_t at = 0, used, len_bytes = strlen(text); at < len_bytes; at += used) {
        used = utf8_decode(text + at, len_bytes - at, &code_point);
        if (used == 0 || !accepts(code_point))
            return false;
    }
    return true;
}

/* As the record store will count, which trims what it gets: spaces alone are nothing. */
static enum nomination_rule check_length(const char *text, size_t min, size_t max) {
    size_t count = utf8_count_clean(text);
    if (count == 0)
        return NOMINATION_EMPTY;
    if (count < min)
        return NOMINATION_SHORT;
    return count > max ? NOMINATION_LONG : NOMINATION_OK;
}

static enum nomination_rule check_kind(const struct nomination *n, const struct content *content) {
    if (n->kind[0] == '\0')
        return NOMINATION_EMPTY;
    return content && !content_kind(content, n->kind) ? NOMINATION_UNKNOWN : NOMINATION_OK;
}

static enum nomination_rule check_name(const struct nomination *n) {
    enum nomination_rule rule = check_length(n->name, NOMINATION_NAME_MIN, NOMINATION_NAME_MAX);
    if (rule != NOMINATION_OK)
        return rule;
    char_rule *accepts = nomination_is_person(n) ? is_person_char : is_title_char;
    return holds_only(n->name, accepts) ? NOMINATION_OK : NOMINATION_CHARS;
}

static enum nomination_rule check_honorific(const struct nomination *n) {
    static const char *const words[] = {"ông", "bà", "anh", "chị"};
    if (n->honorific[0] == '\0')
        return NOMINATION_OK;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (nomination_is_person(n) && strcmp(n->honorific, words[i]) == 0)
            return NOMINATION_OK;
    return NOMINATION_UNKNOWN;
}

static enum nomination_rule check_unit(const struct nomination *n, const struct content *content) {
    if (!n->is_unit_chosen)
        return NOMINATION_EMPTY;
    if (n->unit_id[0] == '\0')
        return NOMINATION_OK; // "Không rõ", or "Nơi khác" in words
    if (n->unit_other[0] != '\0')
        return NOMINATION_TOO_MANY;
    return content && !content_unit(content, n->unit_id) ? NOMINATION_UNKNOWN : NOMINATION_OK;
}

static enum nomination_rule check_unit_other(const struct nomination *n) {
    enum nomination_rule rule =
        check_length(n->unit_other, NOMINATION_PLACE_MIN, NOMINATION_PLACE_MAX);
    return rule == NOMINATION_EMPTY ? NOMINATION_OK : rule;
}

static enum nomination_rule check_reasons(const struct nomination *n,
                                          const struct content *content) {
    if (n->reason_count == 0)
        return n->deed[0] ? NOMINATION_OK : NOMINATION_EMPTY;
    if (n->reason_count > NOMINATION_REASONS_MAX)
        return NOMINATION_TOO_MANY;
    const struct kind *kind = content ? content_kind(content, n->kind) : NULL;
    for (size_t i = 0; i < n->reason_count; i++) {
        for (size_t earlier = 0; earlier < i; earlier++)
            if (strcmp(n->reasons[earlier], n->reasons[i]) == 0)
                return NOMINATION_TOO_MANY;
        if (content && !(kind && kind_reason(kind, n->reasons[i])))
            return NOMINATION_UNKNOWN;
    }
    return NOMINATION_OK;
}

/* True when a chosen reason says what was done, which "Việc khác" does not. */
static bool has_telling_reason(const struct nomination *n) {
    size_t suffix = strlen(OTHER_DEED_SUFFIX);
    for (size_t i = 0; i < n->reason_count && i < NOMINATION_REASONS_MAX; i++) {
        size_t len = strlen(n->reasons[i]);
        if (len < suffix || strcmp(n->reasons[i] + len - suffix, OTHER_DEED_SUFFIX) != 0)
            return true;
    }
    return false;
}

static bool has_long_number(const char *text) {
    size_t digits = 0;
    uint32_t code_point;
    for (size_t at = 0, used, len_bytes = strlen(text); at < len_bytes; at += used) {
        used = utf8_decode(text + at, len_bytes - at, &code_point);
        if (used == 0)
            break;
        digits = utf8_is_digit(code_point) ? digits + 1 : 0;
        if (digits > NOMINATION_DIGITS_MAX)
            return true;
    }
    return false;
}

static enum nomination_rule check_deed(const struct nomination *n) {
    bool is_free = !n->is_difficulty && has_telling_reason(n);
    enum nomination_rule rule =
        check_length(n->deed, is_free ? 0 : NOMINATION_DEED_MIN, NOMINATION_DEED_MAX);
    if (rule == NOMINATION_EMPTY && is_free)
        return NOMINATION_OK;
    return rule == NOMINATION_OK && has_long_number(n->deed) ? NOMINATION_SENSITIVE : rule;
}

static enum nomination_rule check_sender_name(const struct nomination *n, bool must_name_sender) {
    if (utf8_count_clean(n->sender_name) == 0)
        return must_name_sender && n->sender_phone[0] == '\0' ? NOMINATION_EMPTY : NOMINATION_OK;
    return check_length(n->sender_name, NOMINATION_NAME_MIN, NOMINATION_NAME_MAX);
}

/* Mobile: 0, then 3 5 7 8 9, then 8 digits. A line at home: 02 and 9 digits. */
static enum nomination_rule check_phone(const struct nomination *n) {
    const char *phone = n->sender_phone;
    size_t len = strlen(phone);
    if (len == 0)
        return NOMINATION_OK;
    if (strspn(phone, "0123456789") != len || phone[0] != '0')
        return NOMINATION_FORMAT;
    bool is_mobile = len == 10 && strchr("35789", phone[1]);
    bool is_line = len == 11 && phone[1] == '2';
    return is_mobile || is_line ? NOMINATION_OK : NOMINATION_FORMAT;
}

static enum nomination_rule check_consent(const struct nomination *n) {
    int64_t at_s;
    if (!n->has_consent)
        return NOMINATION_EMPTY;
    bool is_time = date_parse_rfc3339(n->consent_at, &at_s, NULL);
    return n->consent_at[0] && !is_time ? NOMINATION_FORMAT : NOMINATION_OK;
}

enum nomination_rule nomination_check(const struct nomination *n, enum nomination_field field,
                                      const struct content *content, bool must_name_sender) {
    if (n->is_difficulty && field < NOMINATION_DEED)
        return NOMINATION_OK; // it has none of these
    switch (field) {
    case NOMINATION_KIND:
        return check_kind(n, content);
    case NOMINATION_NAME:
        return check_name(n);
    case NOMINATION_HONORIFIC:
        return check_honorific(n);
    case NOMINATION_UNIT:
        return check_unit(n, content);
    case NOMINATION_UNIT_OTHER:
        return check_unit_other(n);
    case NOMINATION_REASONS:
        return check_reasons(n, content);
    case NOMINATION_DEED:
        return check_deed(n);
    case NOMINATION_SENDER_NAME:
        return check_sender_name(n, must_name_sender);
    case NOMINATION_SENDER_PHONE:
        return check_phone(n);
    case NOMINATION_CONSENT:
        return check_consent(n);
    case NOMINATION_FIELDS:
        break;
    }
    return NOMINATION_OK;
}

enum nomination_field nomination_first_fault(const struct nomination *n,
                                             const struct content *content, bool must_name_sender,
                                             enum nomination_rule *out_rule) {
    for (enum nomination_field field = 0; field < NOMINATION_FIELDS; field++) {
        enum nomination_rule rule = nomination_check(n, field, content, must_name_sender);
        if (rule == NOMINATION_OK || rule == NOMINATION_SENSITIVE)
            continue;
        *out_rule = rule;
        return field;
    }
    return NOMINATION_FIELDS;
}

const char *nomination_field_word(enum nomination_field field) {
    static const char *const words[] = {
        [NOMINATION_KIND] = "kind",
        [NOMINATION_NAME] = "name",
        [NOMINATION_HONORIFIC] = "honorific",
        [NOMINATION_UNIT] = "unit_id",
        [NOMINATION_UNIT_OTHER] = "unit_other",
        [NOMINATION_REASONS] = "reasons",
        [NOMINATION_DEED] = "deed",
        [NOMINATION_SENDER_NAME] = "sender.name",
        [NOMINATION_SENDER_PHONE] = "sender.phone",
        [NOMINATION_CONSENT] = "consent",
        [NOMINATION_FIELDS] = "",
    };
    return words[field];
}

const char *nomination_rule_word(enum nomination_rule rule) {
    static const char *const words[] = {
        [NOMINATION_OK] = "ok",
        [NOMINATION_EMPTY] = "empty",
        [NOMINATION_SHORT] = "short",
        [NOMINATION_LONG] = "long",
        [NOMINATION_CHARS] = "chars",
        [NOMINATION_TOO_MANY] = "too-many",
        [NOMINATION_UNKNOWN] = "unknown",
        [NOMINATION_FORMAT] = "format",
        [NOMINATION_SENSITIVE] = "sensitive",
    };
    return words[rule];
}

bool nomination_is_person(const struct nomination *n) {
    return strcmp(n->kind, "resident") == 0 || strcmp(n->kind, "official") == 0;
}

/* Where a reason stands; reason_count when it is not chosen. */
static size_t reason_at(const struct nomination *n, const char *reason_id) {
    size_t i = 0;
    while (i < n->reason_count && strcmp(n->reasons[i], reason_id) != 0)
        i++;
    return i;
}

bool nomination_has_reason(const struct nomination *n, const char *reason_id) {
    return reason_at(n, reason_id) < n->reason_count;
}

bool nomination_toggle_reason(struct nomination *n, const char *reason_id) {
    size_t at = reason_at(n, reason_id);
    if (at < n->reason_count) {
        n->reason_count--;
        memmove(n->reasons[at], n->reasons[at + 1], (n->reason_count - at) * sizeof *n->reasons);
        return true;
    }
    if (n->reason_count == NOMINATION_REASONS_MAX || strlen(reason_id) >= NOMINATION_ID_BYTES)
        return false;
    strcpy(n->reasons[n->reason_count++], reason_id);
    return true;
}

void nomination_set_kind(struct nomination *n, const char *kind) {
    if (strlen(kind) >= sizeof n->kind || strcmp(n->kind, kind) == 0)
        return;
    strcpy(n->kind, kind);
    n->reason_count = 0; // no reason belongs to two kinds
    if (!nomination_is_person(n))
        n->honorific[0] = '\0'; // its chips are gone, so nobody could take it back
}

bool nomination_is_touched(const struct nomination *n) {
    return n->kind[0] || n->honorific[0] || n->name[0] || n->is_unit_chosen || n->unit_other[0] ||
           n->reason_count > 0 || n->deed[0] || n->sender_name[0] || n->sender_phone[0] ||
           n->has_consent;
}

void nomination_wipe(struct nomination *n) {
    crypto_wipe(n, sizeof *n);
}
