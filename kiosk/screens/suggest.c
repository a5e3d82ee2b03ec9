#include "screens/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/fold.h"
#include "base/jsonread.h"
#include "model/people_index.h"

void suggest_init(struct suggestions *s) {
    *s = (struct suggestions){.items = crypto_secret_alloc(SUGGEST_MAX * NOMINATION_NAME_BYTES)};
}

void suggest_finish(struct suggestions *s) {
    crypto_secret_free(s->items);
    *s = (struct suggestions){0};
}

const char *suggest_text(const struct suggestions *s, size_t index) {
    return s->items + index * NOMINATION_NAME_BYTES;
}

static bool has_already(const struct suggestions *s, const char *text) {
    for (size_t i = 0; i < s->count; i++) {
        if (strcmp(suggest_text(s, i), text) == 0)
            return true;
    }
    return false;
}

/* `typed` is what stands in the field: offering just that again helps nobody. */
static void offer(struct suggestions *s, const char *typed, const char *before, size_t before_bytes,
                  const char *word) {
    if (s->count == SUGGEST_MAX || before_bytes + strlen(word) >= NOMINATION_NAME_BYTES)
        return;
    char *slot = s->items + s->count * NOMINATION_NAME_BYTES;
    memcpy(slot, before, before_bytes);
    memcpy(slot + before_bytes, word, strlen(word) + 1);
    if (strcmp(slot, typed) != 0 && !has_already(s, slot))
        s->count++;
}

static bool begins(const char *folded_start, const char *text) {
    char *folded = fold_text(text);
    bool does = strncmp(folded_start, folded, strlen(folded_start)) == 0;
    crypto_wipe(folded, strlen(folded));
    free(folded);
    return does;
}

static void offer_words(struct suggestions *s, const char *typed, size_t before_bytes,
                        const char *folded_word, const json_t *list, size_t most) {
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)list, index, item) {
        const char *word = json_string_value(item);
        if (s->count >= most)
            return;
        if (word && begins(folded_word, word))
            offer(s, typed, typed, before_bytes, word);
    }
}

/* Of what this kiosk shows to everybody: those whose name begins as typed. */
static void offer_public(struct suggestions *s, const struct nomination *form, const char *folded,
                         const struct content *content) {
    bool is_person = nomination_is_person(form);
    for (size_t i = 0; i < content->person_count; i++) {
        const struct person *p = &content->people[i];
        bool is_group = person_is_collective(p);
        struct folded entry = people_index_entry(content->people_index, i);
        if (is_group != is_person && strncmp(entry.text, folded, strlen(folded)) == 0)
            offer(s, form->name, "", 0, p->name);
    }
}

static void offer_units(struct suggestions *s, const struct nomination *form, const char *folded,
                        const struct content *content) {
    for (size_t i = 0; i < content->unit_count; i++) {
        if (begins(folded, content->units[i].name))
            offer(s, form->name, "", 0, content->units[i].name);
    }
}

static void offer_projects(struct suggestions *s, const struct nomination *form, const char *folded,
                           const struct content *content) {
    for (size_t i = 0; i < content->project_count; i++) {
        if (begins(folded, content->projects[i].name))
            offer(s, form->name, "", 0, content->projects[i].name);
    }
}

/* A family name that is whole already goes on with the frequent middle names. */
static void offer_after(struct suggestions *s, const struct nomination *form, const json_t *names) {
    size_t len = strlen(form->name);
    char *longer = crypto_secret_alloc(len + 2);
    memcpy(longer, form->name, len);
    longer[len] = ' ';
    longer[len + 1] = '\0';
    size_t index;
    json_t *family;
    json_array_foreach(jsonread_array(names, "family"), index, family) {
        if (json_string_value(family) && strcmp(json_string_value(family), form->name) == 0)
            offer_words(s, longer, len + 1, "", jsonread_array(names, "middle"), 2);
    }
    crypto_secret_free(longer);
}

/* First word: family names; last ones: middle names while there is room for a given name behind. */
static void offer_names(struct suggestions *s, const struct nomination *form, const char *folded,
                        const json_t *names) {
    const char *space = strrchr(form->name, ' ');
    size_t before_bytes = space ? (size_t)(space - form->name) + 1 : 0;
    const char *last = strrchr(folded, ' ');
    bool is_new_word = before_bytes > 0 && form->name[before_bytes] == '\0';
    const char *word = is_new_word ? "" : last ? last + 1 : folded;
    if (before_bytes == 0) {
        offer_after(s, form, names);
        offer_words(s, form->name, 0, word, jsonread_array(names, "family"), SUGGEST_MAX);
        return;
    }
    offer_words(s, form->name, before_bytes, word, jsonread_array(names, "middle"), 2);
    offer_words(s, form->name, before_bytes, word, jsonread_array(names, "given"), SUGGEST_MAX);
}

void suggest_find(struct suggestions *s, const struct nomination *form, const json_t *names,
                  const struct content *content) {
    crypto_wipe(s->items, SUGGEST_MAX * NOMINATION_NAME_BYTES);
    s->count = 0;
    char *folded = fold_text(form->name);
    if (folded[0] && nomination_is_person(form)) {
        // A public name stands first only when little else is left to guess.
        if (strchr(folded, ' '))
            offer_public(s, form, folded, content);
        offer_names(s, form, folded, names);
        offer_public(s, form, folded, content);
    } else if (folded[0] && strcmp(form->kind, "collective") == 0) {
        offer_units(s, form, folded, content);
        offer_public(s, form, folded, content);
    } else if (folded[0]) {
        offer_projects(s, form, folded, content);
    }
    crypto_wipe(folded, strlen(folded));
    free(folded);
}
