/* Slip codes, "HP-XXXX-XXXX": what a citizen takes home. Contract 1.0. */
#ifndef MODEL_CODE_H
#define MODEL_CODE_H

#include <stdbool.h>

#define CODE_SYMBOLS "23456789ABCDEFGHJKMNPQRSTVWXYZ"
#define CODE_LETTERS 8    // c1..c7 random, c8 the check letter
#define CODE_PREFIX_MAX 9 // with the NUL: up to 8 letters or digits
#define CODE_TEXT_MAX 20  // with the NUL: prefix, two dashes, eight letters

/** A new code at `out` (CODE_TEXT_MAX bytes). The check letter makes 1*c1 + ... + 8*c8 = 0 (mod
 * 31); draws again where that would need the value 30, so every single wrong letter and every swap
 * of neighbours is caught. Randomness from base/crypto. */
void code_make(const char *prefix, char *out);
/** Writes PREFIX-XXXX-XXXX from eight letters. */
void code_format(const char *prefix, const char *letters, char *out);
/** True for one to eight capital letters or digits. */
bool code_is_prefix(const char *prefix);
/** True when the eight letters are symbols of the code and the check letter agrees. */
bool code_letters_agree(const char *letters);
/**
 * A code as a hand types it: small letters, dashes and blanks anywhere or nowhere, without its
 * prefix. Nothing is judged but how many letters there are.
 *
 * @param prefix  of those that were typed without one; NULL: none is added
 * @param out     CODE_TEXT_MAX bytes, PREFIX-XXXX-XXXX
 * @return false when it cannot be a code
 */
bool code_read_typed(const char *typed, const char *prefix, char *out);
/** True for the whole form with this prefix, or with any prefix when it is NULL. */
bool code_is_valid(const char *code, const char *prefix);

#endif
