/* The order of Vietnamese names: fold.h's second half. Compared in place, without memory: a wall of
 * 20,000 people is sorted with it. */
#include "base/fold.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* One letter with its marks, taken apart. */
struct letter {
    uint32_t rank; // its place in the alphabet: a < ă < â < b ...
    int tone;      // ngang 0, huyền 1, hỏi 2, ngã 3, sắc 4, nặng 5
    bool is_upper;
};

/* A word of the name: letters, digits and marks in a row. */
struct word {
    const char *text;
    size_t len_bytes;
};

static bool is_word_part(uint32_t code_point) {
    return utf8_is_letter(code_point) || utf8_is_digit(code_point) || utf8_is_mark(code_point);
}

/* Finds the word that starts at or after `at`; false when there is none. */
static bool next_word(const char *name, size_t len_bytes, size_t at, struct word *out) {
    size_t start = len_bytes;
    uint32_t code_point;
    for (size_t used; at < len_bytes; at += used) {
        used = utf8_decode(name + at, len_bytes - at, &code_point);
        bool is_part = used > 0 && is_word_part(code_point);
        used = used > 0 ? used : 1;
        if (is_part && start == len_bytes)
            start = at;
        if (!is_part && start != len_bytes)
            break;
    }
    *out = (struct word){name + start, at - start};
    return start < len_bytes;
}

static bool last_word(const char *name, size_t len_bytes, struct word *out) {
    struct word word;
    bool has_any = false;
    for (size_t at = 0; next_word(name, len_bytes, at, &word);
         at = (size_t)(word.text - name) + word.len_bytes) {
        *out = word;
        has_any = true;
    }
    return has_any;
}

/* Ranks leave four places a base letter: a ă â, o ô ơ. */
static void take_part(struct letter *letter, uint32_t part) {
    switch (part) {
    case 0x306: // breve: ă
        letter->rank += 1;
        break;
    case 0x302: // circumflex: â ê ô
        letter->rank += 2;
        break;
    case 0x31B: // horn: ơ ư
        letter->rank += 3;
        break;
    case 0x300:
        letter->tone = 1;
        break;
    case 0x309:
        letter->tone = 2;
        break;
    case 0x303:
        letter->tone = 3;
        break;
    case 0x301:
        letter->tone = 4;
        break;
    case 0x323:
        letter->tone = 5;
        break;
    default:
        break; // a mark that Vietnamese does not have orders nothing
    }
}

static struct letter letter_of(uint32_t base) {
    uint32_t lower = utf8_to_lower(base);
    struct letter letter = {.rank = lower * 4, .is_upper = lower != base};
    if (lower == 0x111 || lower == 0xF0) // đ, and the look-alike ð
        letter.rank = 'd' * 4 + 1;
    return letter;
}

/* Takes the letter at `*at` with all marks that follow; false at the end of the word. */
static bool next_letter(const struct word *word, size_t *at, struct letter *out) {
    uint32_t code_point, parts[UTF8_DECOMPOSED_MAX];
    bool has_base = false;
    struct letter letter = {0};
    for (size_t used; *at < word->len_bytes; *at += used) {
        used = utf8_decode(word->text + *at, word->len_bytes - *at, &code_point);
        if (used == 0 || (has_base && !utf8_is_mark(code_point)))
            break;
        size_t count = utf8_decompose(code_point, parts), first = 0;
        if (!has_base)
            letter = letter_of(parts[first++]);
        has_base = true;
        for (size_t i = first; i < count; i++)
            take_part(&letter, parts[i]);
    }
    *out = letter;
    return has_base;
}

/* What the comparison of two words found, by level. The first difference of letters and cases
 * counts; a tone is the syllable's, wherever it is written (hòa, hoà). */
struct difference {
    int letters, tones, cases;
};

static int sign(int64_t value) {
    return (value > 0) - (value < 0);
}

static struct difference compare_words(const struct word *a, const struct word *b) {
    struct difference found = {0};
    size_t at_a = 0, at_b = 0;
    int tone_a = 0, tone_b = 0;
    struct letter in_a, in_b;
    for (;;) {
        bool has_a = next_letter(a, &at_a, &in_a), has_b = next_letter(b, &at_b, &in_b);
        if (has_a && has_b)
            found.letters = sign((int64_t)in_a.rank - in_b.rank);
        else
            found.letters = has_a - has_b;
        if (found.letters != 0 || !has_a)
            break;
        tone_a = tone_a ? tone_a : in_a.tone;
        tone_b = tone_b ? tone_b : in_b.tone;
        if (found.cases == 0)
            found.cases = in_b.is_upper - in_a.is_upper; // capitals first
    }
    found.tones = sign(tone_a - tone_b);
    return found;
}

int fold_compare_names(const char *a, const char *b) {
    size_t len_a = strlen(a), len_b = strlen(b);
    struct word last_a, last_b, in_a, in_b;
    bool has_a = last_word(a, len_a, &last_a), has_b = last_word(b, len_b, &last_b);
    if (!has_a || !has_b)
        return has_a - has_b;
    struct difference found = compare_words(&last_a, &last_b);
    int cases = found.cases;
    for (size_t at_a = 0, at_b = 0; found.letters == 0 && found.tones == 0;) {
        has_a = next_word(a, len_a, at_a, &in_a) && in_a.text != last_a.text;
        has_b = next_word(b, len_b, at_b, &in_b) && in_b.text != last_b.text;
        if (!has_a || !has_b)
            return has_a != has_b ? has_a - has_b : cases; // fewer words first
        found = compare_words(&in_a, &in_b);
        cases = cases ? cases : found.cases;
        at_a = (size_t)(in_a.text - a) + in_a.len_bytes;
        at_b = (size_t)(in_b.text - b) + in_b.len_bytes;
    }
    return found.letters ? found.letters : found.tones;
}
