#include "model/people_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/people_index.h"

void people_search_init(struct people_search *s, const struct content *content) {
    size_t count = content->person_count + 1; // never none
    *s = (struct people_search){
        .content = content,
        .found = xcalloc(count, sizeof *s->found),
        .matched = xcalloc(count, sizeof *s->matched),
        .hows = xcalloc(count, sizeof *s->hows),
    };
}

void people_search_finish(struct people_search *s) {
    free(s->found);
    free(s->matched);
    free(s->hows);
    crypto_wipe(s, sizeof *s);
}

/* Every word of the former query is in the new one, or begins a word of it: nobody comes back whom
 * it left out. */
static bool is_narrower(const struct people_search *s, const char *text,
                        const struct group *group) {
    return s->has_found && (!s->group || s->group == group) &&
           strncmp(text, s->text, strlen(s->text)) == 0;
}

/* Looks through everybody, or through those matched before; what matches stays in `matched`. */
static void scan(struct people_search *s, bool is_narrowing) {
    const struct content *content = s->content;
    const struct people_index *index = content->people_index;
    const struct folded query = {s->text, s->marks};
    uint32_t letters = people_index_letters(s->text);
    size_t most = is_narrowing ? s->count : index->count, kept = 0;
    for (size_t i = 0; i < most; i++) {
        uint32_t at = is_narrowing ? s->matched[i] : (uint32_t)i;
        if ((index->letters[at] & letters) != letters ||
            (s->group && content->people[at].group != s->group))
            continue;
        struct folded entry = people_index_entry(index, at);
        enum fold_match how = fold_match(&query, &entry);
        if (how == FOLD_NO_MATCH)
            continue;
        s->matched[kept] = at;
        s->hows[kept++] = (uint8_t)how;
    }
    s->count = kept;
}

/* Those whose marks agree first; among equals the wall's order stays. */
static void order(struct people_search *s) {
    static const enum fold_match hows[] = {FOLD_SAME_MARKS, FOLD_LEFT_OUT, FOLD_OTHER_MARKS};
    size_t placed = 0;
    for (size_t how = 0; how < sizeof hows / sizeof *hows && placed < s->count; how++) {
        for (size_t i = 0; i < s->count; i++) {
            if (s->hows[i] == hows[how])
                s->found[placed++] = s->matched[i];
        }
    }
}

void people_search_find(struct people_search *s, const char *query, const struct group *group) {
    char text[sizeof s->text];
    uint8_t marks[sizeof s->marks];
    size_t len = fold_into(query, strnlen(query, PEOPLE_QUERY_BYTES), text, marks);
    bool is_narrowing = is_narrower(s, text, group);
    memcpy(s->text, text, len + 1);
    memcpy(s->marks, marks, len);
    s->group = group;
    scan(s, is_narrowing);
    order(s);
    s->has_found = true;
    crypto_wipe(text, len);
    crypto_wipe(marks, len);
}

bool people_search_has_words(const struct people_search *s) {
    return s->text[0] != '\0';
}

size_t people_search_place(const struct people_search *s, size_t person) {
    size_t place = 0;
    while (place < s->count && s->found[place] != person)
        place++;
    return place;
}
