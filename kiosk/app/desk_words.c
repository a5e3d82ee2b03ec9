#include "app/desk_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/timeslot.h"
#include "model/words.h"
#include "screens/screen.h"

char *desk_word(const struct desk_sources *from, const char *key) {
    return xstrdup(words_get(from->env->words, key));
}

char *desk_fill_one(const struct desk_sources *from, const char *key, const char *name,
                    const char *value) {
    const char *values[] = {name, value, NULL};
    return words_fill(from->env->words, key, values);
}

char *desk_numbers(const struct desk_sources *from, const char *key, long long n, long long m) {
    char first[24], second[24];
    snprintf(first, sizeof first, "%lld", n);
    snprintf(second, sizeof second, "%lld", m);
    const char *values[] = {"n", first, "m", second, NULL};
    return words_fill(from->env->words, key, values);
}

char *desk_time(const struct desk_sources *from, int64_t at_s) {
    const struct clock *clock = from->env->clock;
    struct date_time at = date_time_at(at_s, clock->zone_s);
    struct date_time now = date_time_at(clock_wall_s(clock), clock->zone_s);
    if (date_compare(at.date, now.date) == 0)
        return xasprintf("%02d:%02d", at.hour, at.minute);
    return xasprintf("%d/%d %02d:%02d", at.date.day, at.date.month, at.hour, at.minute);
}

char *desk_time_short(const struct desk_sources *from, int64_t at_s) {
    char *time = desk_time(from, at_s);
    time[strcspn(time, " ")] = '\0';
    return time;
}

char *desk_switch_name(const struct desk_sources *from, const char *key) {
    enum switch_id id = switch_by_key(key);
    bool is_page = id < SWITCHES && switch_kind(id)->is_page;
    char *words_key = xasprintf(is_page ? "staff.page.%s" : "staff.toggle.%s", key);
    bool has_words = words_has(from->env->words, words_key);
    char *name = has_words ? desk_word(from, words_key) : xstrdup(key);
    free(words_key);
    return name;
}

/* An id becomes the name of what it is of, where it still is there. */
static char *subject_words(const struct desk_sources *from, const struct staff_entry *entry) {
    struct item item;
    const char *subject = entry->subject;
    size_t prefix = strlen(TIMESLOT_PAGE_PREFIX);
    if (entry->act == STAFF_ACT_SWITCH)
        return desk_switch_name(from, subject);
    if (strncmp(subject, TIMESLOT_PAGE_PREFIX, prefix) == 0)
        return desk_switch_name(from, subject + prefix);
    if (from->env->content && content_item(from->env->content, subject, &item))
        return xstrdup(item.name);
    return xstrdup(subject);
}

/* Who is nobody by name is said by what they are. */
static char *who_words(const struct desk_sources *from, const char *who) {
    if (who[0] != '@')
        return xstrdup(who);
    char *key = xasprintf("staff.who.%s", who + 1);
    char *words = desk_word(from, key);
    free(key);
    return words;
}

static char *choice_words(const struct desk_sources *from, const char *value) {
    enum switch_choice choice;
    if (!switch_choice_parse(value, &choice))
        return xstrdup(value);
    char *key = xasprintf("staff.choice.%s", value);
    char *words = desk_word(from, key);
    free(key);
    return words;
}

char *desk_entry_words(const struct desk_sources *from, const struct staff_entry *entry) {
    char *key = xasprintf("staff.act.%s", staff_act_word(entry->act));
    char *who = who_words(from, entry->who), *of = subject_words(from, entry);
    char *was = choice_words(from, entry->from), *is = choice_words(from, entry->to);
    const char *values[] = {"who", who, "of", of, "from", was, "to", is, NULL};
    char *words = words_fill(from->env->words, key, values);
    free(is);
    free(was);
    free(of);
    free(who);
    free(key);
    return words;
}
