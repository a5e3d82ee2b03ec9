#include "web/form.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20; // to lower case
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%C3%A1+b" to bytes; false when a % has no two digits behind it. */
static bool decode_part(const char *from, size_t len, struct strbuf *out) {
    strbuf_reset(out);
    for (size_t i = 0; i < len; i++) {
        if (from[i] != '%') {
            strbuf_add_char(out, from[i] == '+' ? ' ' : from[i]);
            continue;
        }
        int high = len - i > 2 ? hex_value(from[i + 1]) : -1;
        int low = len - i > 2 ? hex_value(from[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        strbuf_add_char(out, (char)(high << 4 | low));
        i += 2;
    }
    return true;
}

/* C0 and C1 controls but for tab and line ends. */
static bool has_controls(const char *text, size_t len) {
    uint32_t c;
    for (size_t at = 0, used; at < len; at += used) {
        used = utf8_decode(text + at, len - at, &c);
        if (used == 0)
            return true; // not UTF-8 is refused as well
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0))
            return true;
    }
    return false;
}

/* Browsers send CR LF for every line end. */
static void unify_lines(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from == '\r' && from[1] == '\n')
            continue;
        *to++ = *from == '\r' ? '\n' : *from;
    }
    *to = '\0';
}

static struct form_field *new_field(struct form *form) {
    if (form->count == form->capacity) {
        form->capacity = form->capacity ? 2 * form->capacity : 8;
        form->fields = xrealloc(form->fields, form->capacity, sizeof *form->fields);
    }
    return &form->fields[form->count++];
}

bool form_add(struct form *form, const char *name, const char *value, size_t value_len) {
    size_t name_len = strlen(name);
    if (form->count == FORM_FIELDS_MAX || name_len >= FORM_NAME_MAX ||
        value_len > FORM_VALUE_BYTES_MAX || has_controls(name, name_len) ||
        has_controls(value ? value : "", value_len))
        return false;
    char *text = utf8_to_nfc(value ? value : "", value_len);
    if (!text)
        return false;
    unify_lines(text);
    struct form_field *field = new_field(form);
    memcpy(field->name, name, name_len + 1);
    field->value = text;
    return true;
}

/* "name=value"; a part without "=" is a name with nothing. */
static bool add_part(struct form *form, const char *part, size_t len, struct strbuf *name,
                     struct strbuf *value) {
    const char *equals = memchr(part, '=', len);
    size_t name_len = equals ? (size_t)(equals - part) : len;
    size_t value_from = equals ? name_len + 1 : len;
    return decode_part(part, name_len, name) &&
           decode_part(part + value_from, len - value_from, value) &&
           strlen(strbuf_text(name)) == name->len && // no NUL within
           form_add(form, strbuf_text(name), strbuf_text(value), value->len);
}

bool form_decode(const char *bytes, size_t len_bytes, struct form *out) {
    struct form form = {.fields = NULL};
    struct strbuf name = {.text = NULL}, value = {.text = NULL};
    bool is_good = true;
    for (size_t at = 0; is_good && at < len_bytes;) {
        const char *end = memchr(bytes + at, '&', len_bytes - at);
        size_t len = end ? (size_t)(end - bytes) - at : len_bytes - at;
        is_good = len == 0 || add_part(&form, bytes + at, len, &name, &value);
        at += len + 1;
    }
    strbuf_finish(&name);
    strbuf_finish(&value);
    if (is_good)
        *out = form;
    else
        form_finish(&form);
    return is_good;
}

void form_finish(struct form *form) {
    for (size_t i = 0; i < form->count; i++)
        free(form->fields[i].value);
    free(form->fields);
    *form = (struct form){.fields = NULL};
}

const char *form_next(const struct form *form, const char *name, size_t *at) {
    while (*at < form->count) {
        const struct form_field *field = &form->fields[(*at)++];
        if (!strcmp(field->name, name))
            return field->value;
    }
    return NULL;
}

const char *form_text(const struct form *form, const char *name) {
    size_t at = 0;
    const char *value = form_next(form, name, &at);
    return value ? value : "";
}

bool form_has(const struct form *form, const char *name) {
    size_t at = 0;
    return form_next(form, name, &at) != NULL;
}

bool form_int(const struct form *form, const char *name, int64_t least, int64_t most,
              int64_t *out) {
    const char *text = form_text(form, name);
    size_t sign = text[0] == '-';
    char *end;
    if (!text[sign] || text[sign + strspn(text + sign, "0123456789")])
        return false;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || *end || value < least || value > most)
        return false;
    *out = value;
    return true;
}

char *form_clean(const struct form *form, const char *name, bool keep_lines) {
    const char *text = form_text(form, name);
    return utf8_clean(text, strlen(text), keep_lines); // valid UTF-8, so never NULL
}
