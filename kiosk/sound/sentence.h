/* Where a sentence ends: what is read, and marked, at a time. */
#ifndef SOUND_SENTENCE_H
#define SOUND_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

struct spoken;

/**
 * The next sentence of a text: up to . ! ? … with the quotes and brackets that close behind it, or
 * to the end of a line, unless the next goes on in small letters. Not behind an abbreviation of
 * `spoken`
 * ("TP."), an initial ("N. V. A"), a number that counts ("1. Yêu nước"), nor within "1.500" or
 * "15/6".
 *
 * @param spoken    NULL: without abbreviations
 * @param at        where to begin
 * @param out_from  without spaces before and behind
 * @return false when there is none left
 */
bool sentence_next(const char *text, const struct spoken *spoken, size_t at, size_t *out_from,
                   size_t *out_to);

#endif
