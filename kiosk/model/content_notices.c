/* Notices and pins: what the culture officer puts before everything else on the opening screen.
 * They are read leniently: a notice that cannot be read is left out, the rest of the wall stays. */
#include "model/content_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/overrides.h"

#define NOTICES_MAX 50
#define PINS_MAX 100

static const char *text_of(const json_t *entry, const char *key) {
    const char *text = json_string_value(json_object_get(entry, key));
    return text ? text : "";
}

/* A day, or the day of a moment; year 0 when it is neither. */
static struct date day_of(const json_t *entry, const char *key) {
    struct date day = {0};
    char text[11];
    snprintf(text, sizeof text, "%s", text_of(entry, key));
    date_parse(text, &day);
    return day;
}

/* A date that is there and cannot be read hides the notice: it may be long over. */
static bool is_readable(const json_t *entry, const char *key) {
    const json_t *value = json_object_get(entry, key);
    return !value || json_is_null(value) || day_of(entry, key).year != 0;
}

static int compare_notices(const void *a, const void *b) {
    const struct notice *one = a, *other = b;
    int by_hidden = (one->hidden != HIDDEN_NOT) - (other->hidden != HIDDEN_NOT);
    return by_hidden ? by_hidden : (one->place > other->place) - (one->place < other->place);
}

void content_read_notices(struct content *content, const struct judge *judge) {
    const json_t *list = json_object_get(content->root, "notices");
    size_t count = json_array_size(list) < NOTICES_MAX ? json_array_size(list) : NOTICES_MAX;
    content->notices = xcalloc(count + 1, sizeof *content->notices);
    for (size_t i = 0; i < count; i++) {
        const json_t *entry = json_array_get(list, i);
        struct notice notice = {
            .id = text_of(entry, "id"),
            .title = text_of(entry, "title"),
            .text = text_of(entry, "text"),
            .from = day_of(entry, "from"),
            .to = day_of(entry, "to"),
            .is_sample = json_is_true(json_object_get(entry, "sample")),
            .hidden = judge_item(judge, entry, HIDDEN_NOT),
            .place = i,
        };
        bool has_words = notice.title[0] || notice.text[0];
        if (!has_words || !is_readable(entry, "from") || !is_readable(entry, "to"))
            continue;
        content->notices[content->notice_total++] = notice;
        content->notice_count += notice.hidden == HIDDEN_NOT;
        content->is_sample = content->is_sample || (notice.is_sample && !notice.hidden);
    }
    qsort(content->notices, content->notice_total, sizeof *content->notices, compare_notices);
}

void content_read_pins(struct content *content) {
    const struct overrides *local = content->overrides;
    if (local->has_pins) {
        content->pins = xcalloc(local->pin_count + 1, sizeof *content->pins);
        content->pin_count = local->pin_count;
        for (size_t i = 0; i < local->pin_count; i++)
            content->pins[i] = local->pins[i];
        return;
    }
    const json_t *list = json_object_get(content->root, "pins");
    size_t count = json_array_size(list) < PINS_MAX ? json_array_size(list) : PINS_MAX;
    content->pins = xcalloc(count + 1, sizeof *content->pins);
    for (size_t i = 0; i < count; i++) {
        const char *id = json_string_value(json_array_get(list, i));
        if (id)
            content->pins[content->pin_count++] = id;
    }
}

bool notice_is_valid_on(const struct notice *notice, struct date today) {
    return (notice->from.year == 0 || date_compare(notice->from, today) <= 0) &&
           (notice->to.year == 0 || date_compare(today, notice->to) <= 0);
}

size_t content_pin(const struct content *content, const char *id) {
    size_t i = 0;
    while (i < content->pin_count && strcmp(content->pins[i], id) != 0)
        i++;
    return i;
}
