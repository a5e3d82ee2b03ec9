/* Names that come near to what was typed: people_search.h's second half. One pass over all names,
 * at every key while nothing is found. */
#include "model/people_search.h"

#include "model/content.h"
#include "model/people_index.h"

#define SLIP_FROM 3 // letters of a word in which one slip leaves something to go by

/* True when the texts are the same as far as `typed` goes. */
static bool goes_on(const char *typed, size_t typed_len, const char *name, size_t name_len) {
    size_t i = 0;
    while (i < typed_len && i < name_len && typed[i] == name[i])
        i++;
    return i == typed_len;
}

/* One letter another, too many, too few, or two exchanged; the words differ from their first. */
static bool is_slip(const char *typed, size_t typed_len, const char *name, size_t name_len) {
    if (goes_on(typed + 1, typed_len - 1, name, name_len))
        return true;
    if (name_len == 0)
        return false;
    if (goes_on(typed + 1, typed_len - 1, name + 1, name_len - 1) ||
        goes_on(typed, typed_len, name + 1, name_len - 1))
        return true;
    return typed_len > 1 && name_len > 1 && typed[0] == name[1] && typed[1] == name[0] &&
           goes_on(typed + 2, typed_len - 2, name + 2, name_len - 2);
}

/* How many letters of a typed word a word of a name has. */
static size_t shared(const char *typed, size_t typed_len, const char *name, size_t name_len) {
    size_t same = 0;
    while (same < typed_len && same < name_len && typed[same] == name[same])
        same++;
    if (same < typed_len && typed_len >= SLIP_FROM &&
        is_slip(typed + same, typed_len - same, name + same, name_len - same))
        return typed_len - 1;
    return same;
}

static size_t word_bytes(const char *text, size_t len_bytes) {
    size_t len = 0;
    while (len < len_bytes && text[len] != ' ')
        len++;
    return len;
}

/* The best that any word of the name does for one typed word. */
static size_t best_shared(const char *typed, size_t typed_len, const char *name, size_t name_len) {
    size_t best = 0;
    for (size_t at = 0; at < name_len && best < typed_len;) {
        size_t len = word_bytes(name + at, name_len - at);
        size_t now = shared(typed, typed_len, name + at, len);
        best = now > best ? now : best;
        at += len + 1;
    }
    return best;
}

static size_t score(const struct people_search *s, size_t query_len, size_t person) {
    const struct people_index *index = s->content->people_index;
    struct folded entry = people_index_entry(index, person);
    size_t total = 0;
    for (size_t at = 0; at < query_len;) {
        size_t len = word_bytes(s->text + at, query_len - at);
        total += best_shared(s->text + at, len, entry.text, index->name_bytes[person]);
        at += len + 1;
    }
    return total;
}

size_t people_search_near(const struct people_search *s, uint32_t *out) {
    size_t query_len = 0, letters = 0, count = 0, scores[PEOPLE_NEAR_MAX];
    for (; s->text[query_len]; query_len++)
        letters += s->text[query_len] != ' ';
    for (size_t i = 0; i < s->content->people_index->count && letters > 1; i++) {
        size_t now = score(s, query_len, i), place = count;
        if (2 * now < letters)
            continue;
        while (place > 0 && scores[place - 1] < now)
            place--;
        if (place == PEOPLE_NEAR_MAX)
            continue;
        count += count < PEOPLE_NEAR_MAX;
        for (size_t at = count - 1; at > place; at--) {
            out[at] = out[at - 1];
            scores[at] = scores[at - 1];
        }
        out[place] = (uint32_t)i;
        scores[place] = now;
    }
    return count;
}
