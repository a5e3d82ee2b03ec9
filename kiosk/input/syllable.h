/* One Vietnamese syllable as typing sees it: letters, their marks, one tone, and where the vowels
 * are. Pure tables and rules; no word list. */
#ifndef INPUT_SYLLABLE_H
#define INPUT_SYLLABLE_H

#include "input/typing.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYLLABLE_LETTERS_MAX 12                           // "nghiêng" has 7; names may have more
#define SYLLABLE_BYTES_MAX (SYLLABLE_LETTERS_MAX * 3 + 1) // no letter of ours needs more; the NUL

enum letter_mark {
    LETTER_BARE,
    LETTER_CIRCUMFLEX, // â ê ô
    LETTER_BREVE,      // ă
    LETTER_HORN,       // ơ ư
    LETTER_STROKE,     // đ
};

enum tone { // in the order of the letter table
    TONE_LEVEL,
    TONE_HUYEN,
    TONE_HOI,
    TONE_NGA,
    TONE_SAC,
    TONE_NANG,
};

struct letter {
    char base; // 'a' to 'z'
    enum letter_mark mark;
    bool is_upper;
};

struct syllable {
    struct letter letters[SYLLABLE_LETTERS_MAX];
    int count;
    enum tone tone;
    // What syllable_split() found: consonants (with the u of qu, the i of gia), vowels, the rest.
    int initial_count, vowel_count;
};

/** One code point to a letter of ours; false when it is none. `out_tone` is TONE_LEVEL or its tone.
 */
bool letter_read(uint32_t code_point, struct letter *out, enum tone *out_tone);
/** Reads and splits a word; false when it has other letters, two tones or too many letters. */
bool syllable_read(const char *word, size_t len_bytes, struct syllable *out);
/** Finds the parts again after the letters have changed. */
void syllable_split(struct syllable *s);
/** Adds a letter at the end and splits; a half-made ươ is completed. False when it is full. */
bool syllable_add(struct syllable *s, struct letter letter);
/** True while the letters can be (the beginning of) one syllable, whatever its first consonants. */
bool syllable_is_possible(const struct syllable *s);
/** True when `tone` goes with the consonants at the end. */
bool syllable_can_take(const struct syllable *s, enum tone tone);
/** NFC with the tone on its letter; at most SYLLABLE_BYTES_MAX with the NUL. Returns the length. */
size_t syllable_write(const struct syllable *s, enum typing_style style, char *out);

#endif
