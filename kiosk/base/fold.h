/* Finding a name without its marks: the one rule that screen, kioskctl and record store share.
 * NFD, combining marks dropped, đ Đ Ð to d, lower case, words split at all but letters and digits:
 * spaces, full stops, hyphens, apostrophes, bytes that are not UTF-8. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A folded text. What marks its letters had stands beside them, byte for byte, so that who typed
 * marks can be answered first with names that have them. Both borrowed. */
struct folded {
    const char *text;     // "dang van a": single spaces between the words
    const uint8_t *marks; // of the letter that begins at that byte
};

/* A letter's marks in one byte. */
#define FOLD_LETTER_MARKS 0x0F // what makes it another letter: ă, â, ơ, đ
#define FOLD_TONES 0xF0        // of its syllable

/** Bytes that fold_into() may write, NUL included: Hangul comes apart into three letters. */
#define FOLD_ROOM(len_bytes) (3 * (size_t)(len_bytes) + 1)

/**
 * Folds into the caller's memory: for what must not allocate, or must be wiped.
 * @param out        room for FOLD_ROOM(len_bytes)
 * @param out_marks  room for as many, NULL when nobody asks for the marks
 * @return length of the folded text, without its NUL
 */
size_t fold_into(const char *text, size_t len_bytes, char *out, uint8_t *out_marks);
/** "Đặng  Văn-Á." becomes "dang van a". Owned by the caller. */
char *fold_text(const char *text);

enum fold_match {
    FOLD_NO_MATCH,
    FOLD_OTHER_MARKS, // found, but a mark that was typed is another there, or none
    FOLD_LEFT_OUT,    // every mark typed is there, and more that were not
    FOLD_SAME_MARKS,  // found with just these marks
};

/**
 * The rule: a name is found when every word of the query begins some word of it, in any order. An
 * empty query finds everything. Allocates nothing.
 * @return by how well the marks agree, that of the word for which they do least. A tone counts
 *         wherever in the syllable it was written (hòa, hoà).
 */
enum fold_match fold_match(const struct folded *query, const struct folded *name);
/** For single questions: folds both; false only for FOLD_NO_MATCH. */
bool fold_match_names(const char *query, const char *name);
/**
 * Order of Vietnamese names: last word first, then the others from the first; letters a ă â b c d đ
 * e ê g ..., then tones ngang huyền hỏi ngã sắc nặng; case only breaks ties.
 * @return <0, 0, >0 like strcmp. Both NFC. Source: the project's decision on the order of names.
 */
int fold_compare_names(const char *a, const char *b);

#endif
