/* Whether a name is found, and how well its marks agree with those typed: fold.h's third part. A
 * wall of 100,000 names is asked between two keys, so this walks over bytes and calls nothing. */
#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/xalloc.h"

/* A word of a folded text. */
struct word {
    const char *text;
    const uint8_t *marks;
    size_t len;
};

static uint8_t tone_of(const struct word *word, size_t len) {
    uint8_t tone = 0;
    for (size_t i = 0; i < len; i++)
        tone |= word->marks[i] & FOLD_TONES;
    return tone;
}

/* How the marks of a word that was typed agree with those of a word that begins so. A tone that
 * stands further on in the syllable may still be typed. */
static enum fold_match agreement(const struct word *typed, const struct word *found) {
    bool is_same = true;
    for (size_t i = 0; i < typed->len; i++) {
        uint8_t ours = typed->marks[i] & FOLD_LETTER_MARKS,
                theirs = found->marks[i] & FOLD_LETTER_MARKS;
        if (ours && ours != theirs)
            return FOLD_OTHER_MARKS;
        is_same = is_same && ours == theirs;
    }
    uint8_t tone = tone_of(typed, typed->len);
    if (tone && tone != tone_of(found, found->len))
        return FOLD_OTHER_MARKS;
    is_same = is_same && (tone || !tone_of(found, typed->len));
    return is_same ? FOLD_SAME_MARKS : FOLD_LEFT_OUT;
}

/* The word that starts at `at`; its end is a space or the text's. */
static struct word word_at(const struct folded *folded, size_t at) {
    const char *text = folded->text + at, *end = text;
    while (*end && *end != ' ')
        end++;
    return (struct word){text, folded->marks + at, (size_t)(end - text)};
}

static bool begins(const struct word *typed, const char *text) {
    size_t i = 0;
    while (i < typed->len && text[i] == typed->text[i])
        i++;
    return i == typed->len;
}

static enum fold_match match_word(const struct word *typed, const struct folded *name) {
    enum fold_match best = FOLD_NO_MATCH;
    for (size_t at = 0; name->text[at];) {
        if (begins(typed, name->text + at)) {
            struct word found = word_at(name, at);
            enum fold_match how = agreement(typed, &found);
            best = how > best ? how : best;
            if (best == FOLD_SAME_MARKS)
                return best;
        }
        while (name->text[at] && name->text[at] != ' ')
            at++;
        at += name->text[at] == ' ';
    }
    return best;
}

enum fold_match fold_match(const struct folded *query, const struct folded *name) {
    enum fold_match least = FOLD_SAME_MARKS;
    for (size_t at = 0; query->text[at] && least != FOLD_NO_MATCH;) {
        struct word typed = word_at(query, at);
        enum fold_match how = match_word(&typed, name);
        least = how < least ? how : least;
        at += typed.len;
        at += query->text[at] == ' ';
    }
    return least;
}

/* Owned by the caller, who wipes it: both texts and their marks in one block. */
static char *fold_both(const char *query, const char *name, struct folded *out_query,
                       struct folded *out_name, size_t *out_bytes) {
    size_t query_room = FOLD_ROOM(strlen(query)), name_room = FOLD_ROOM(strlen(name));
    *out_bytes = 2 * (query_room + name_room);
    char *texts = xmalloc(*out_bytes);
    uint8_t *marks = (uint8_t *)texts + query_room + name_room;
    fold_into(query, strlen(query), texts, marks);
    fold_into(name, strlen(name), texts + query_room, marks + query_room);
    *out_query = (struct folded){texts, marks};
    *out_name = (struct folded){texts + query_room, marks + query_room};
    return texts;
}

bool fold_match_names(const char *query, const char *name) {
    struct folded folded_query, folded_name;
    size_t len_bytes;
    char *block = fold_both(query, name, &folded_query, &folded_name, &len_bytes);
    bool is_found = fold_match(&folded_query, &folded_name) != FOLD_NO_MATCH;
    crypto_wipe(block, len_bytes);
    free(block);
    return is_found;
}
