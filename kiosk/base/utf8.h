/* UTF-8 as a reader sees it: whole characters (extended grapheme clusters, UAX #29), NFC inside. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Decodes one code point.
 * @return bytes used, 1 to 4; 0 at the end of the text or where the bytes are not UTF-8
 *         (overlong forms, surrogates and values above U+10FFFF included; RFC 3629)
 */
size_t utf8_decode(const char *text, size_t len_bytes, uint32_t *out);
/** Writes the code point to `out` (room for 4 bytes, no NUL); returns bytes written, 0 if invalid.
 */
size_t utf8_encode(uint32_t code_point, char *out);
bool utf8_is_valid(const char *text, size_t len_bytes);
/** Characters as a reader counts them. `text` is valid UTF-8. */
size_t utf8_count(const char *text);
/** Bytes of the first `count` characters of `text` (all of it when it has fewer). */
size_t utf8_offset(const char *text, size_t count);
/** Byte offset where the character before/after the one at `at_bytes` starts. */
size_t utf8_prev(const char *text, size_t at_bytes);
size_t utf8_next(const char *text, size_t at_bytes);
/** NFC of valid UTF-8, owned by the caller; NULL when the bytes are not UTF-8. */
char *utf8_to_nfc(const char *text, size_t len_bytes);
/** NFD likewise. */
char *utf8_to_nfd(const char *text, size_t len_bytes);
/** The canonical decomposition of one code point, itself when it has none; returns how many. */
#define UTF8_DECOMPOSED_MAX 4 // the longest one in Unicode
size_t utf8_decompose(uint32_t code_point, uint32_t out[UTF8_DECOMPOSED_MAX]);
/**
 * What may be kept of text from outside: NFC; tabs and line ends become a space (a line end stays
 * when `keep_lines`), control, format and private-use characters, surrogates and noncharacters are
 * dropped, runs of spaces become one, both ends are trimmed.
 * @return owned by the caller; NULL when the bytes are not UTF-8
 */
char *utf8_clean(const char *text, size_t len_bytes, bool keep_lines);
/** Characters that utf8_clean() leaves of `text`, without making a copy of it. */
size_t utf8_count_clean(const char *text);
/** Simple upper/lower case of one code point (Unicode's simple mapping). */
uint32_t utf8_to_upper(uint32_t code_point);
uint32_t utf8_to_lower(uint32_t code_point);
/** Valid UTF-8 in capitals; owned by the caller. */
char *utf8_to_capitals(const char *text);
bool utf8_is_letter(uint32_t code_point);
/** Mn, Mc and Me: what combines with the letter before it. */
bool utf8_is_mark(uint32_t code_point);
/**
 * What no font of ours writes and no text needs: emoji and other pictures, what Unicode has not
 * given out, all beyond its first plane. Signs of print (° © № ™) are none.
 */
bool utf8_is_picture(uint32_t code_point);
bool utf8_is_digit(uint32_t code_point);

#endif
