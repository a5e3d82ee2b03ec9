#include "model/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

#define READER_ICON_MAX 32

void reader_at(struct reader *r, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(r->where, sizeof r->where, format, args);
    va_end(args);
}

void reader_fail(struct reader *r, const char *key, const char *expected) {
    if (!r->why)
        r->why = xasprintf("%s%s%s: expected %s", r->where, r->where[0] && key[0] ? "." : "", key,
                           expected);
}

bool reader_finish(struct reader *r, char **out_why) {
    bool is_right = !r->why;
    if (!is_right && out_why)
        *out_why = r->why;
    else
        free(r->why);
    r->why = NULL;
    return is_right;
}

/* The member; NULL when it is absent, null or (a fault) of another type. */
static json_t *member(struct reader *r, const json_t *object, const char *key, json_type type,
                      const char *expected) {
    json_t *value = json_object_get(object, key);
    if (!value || json_is_null(value))
        return NULL;
    if (json_typeof(value) == type)
        return value;
    reader_fail(r, key, expected);
    return NULL;
}

const char *reader_text(struct reader *r, const json_t *object, const char *key,
                        const char *fallback) {
    const json_t *value = member(r, object, key, JSON_STRING, "a text");
    return value ? json_string_value(value) : fallback;
}

int64_t reader_number(struct reader *r, const json_t *object, const char *key, int64_t max) {
    const json_t *value = member(r, object, key, JSON_INTEGER, "a whole number");
    int64_t number = json_integer_value(value); // 0 for NULL
    if (number >= 0 && number <= max)
        return number;
    char *expected = xasprintf("a whole number from 0 to %lld", (long long)max);
    reader_fail(r, key, expected);
    free(expected);
    return 0;
}

bool reader_switch(struct reader *r, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (value && !json_is_null(value) && !json_is_boolean(value))
        reader_fail(r, key, "true or false");
    return json_is_true(value);
}

json_t *reader_object(struct reader *r, const json_t *object, const char *key) {
    return member(r, object, key, JSON_OBJECT, "an object");
}

json_t *reader_array(struct reader *r, const json_t *object, const char *key, size_t max_items) {
    json_t *value = member(r, object, key, JSON_ARRAY, "a list");
    if (json_array_size(value) <= max_items)
        return value;
    char *expected = xasprintf("at most %zu items", max_items);
    reader_fail(r, key, expected);
    free(expected);
    return NULL;
}

struct date reader_day(struct reader *r, const json_t *object, const char *key) {
    static const char expected[] = "a day as 2023-05-31, or null";
    struct date date = {0};
    const json_t *value = member(r, object, key, JSON_STRING, expected);
    if (value && !date_parse(json_string_value(value), &date))
        reader_fail(r, key, expected);
    return date;
}

struct date reader_date(struct reader *r, const json_t *object, const char *key) {
    const json_t *parts = json_object_get(object, key);
    if (!json_is_object(parts))
        return reader_day(r, object, key);
    struct date date = {.year = (int)reader_number(r, parts, "year", 9999),
                        .month = (int)reader_number(r, parts, "month", 12),
                        .day = (int)reader_number(r, parts, "day", 31)};
    if (date.day > 0 && date.month == 0)
        reader_fail(r, key, "a month where there is a day");
    return date;
}

const char *reader_id(struct reader *r, const json_t *object, const char *key) {
    const char *text = reader_text(r, object, key, "");
    if (text[0] == '\0')
        reader_fail(r, key, "a text that is not empty");
    return text;
}

const char *reader_icon(struct reader *r, const json_t *object, const char *key) {
    const char *name = reader_text(r, object, key, "");
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (len <= READER_ICON_MAX && name[len] == '\0')
        return name;
    reader_fail(r, key, "an icon's name in small letters");
    return "";
}

const char *reader_own_id(struct reader *r, const json_t *list, size_t i) {
    const char *id = reader_id(r, json_array_get(list, i), "id");
    for (size_t before = 0; before < i; before++) {
        const json_t *other = json_object_get(json_array_get(list, before), "id");
        if (json_is_string(other) && strcmp(json_string_value(other), id) == 0)
            reader_fail(r, "id", "an id of its own");
    }
    return id;
}
