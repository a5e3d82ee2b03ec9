/* Finding a name without its marks: the one rule that screen, kioskctl and record store share.
 * NFD, combining marks dropped, đ Đ Ð to d, lower case, words split at all but letters and digits.
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <stdbool.h>

/** "Đặng  Văn-Á." becomes "dang van a": folded words with single spaces. Owned by the caller; bytes
 *  that are not UTF-8 are left out. */
char *fold_text(const char *text);
/** True when every word of `folded_query` begins some word of `folded_name`, in any order; an empty
 *  query matches everything. Both from fold_text(); allocates nothing. */
bool fold_matches(const char *folded_query, const char *folded_name);
/** Convenience for single questions: folds both, then matches. */
bool fold_match_names(const char *query, const char *name);
/**
 * Order of Vietnamese names: last word first, then the others from the first; letters a ă â b c d đ
 * e ê g ..., then tones ngang huyền hỏi ngã sắc nặng; case only breaks ties.
 * @return <0, 0, >0 like strcmp. Both NFC. Source: the project's decision on the order of names.
 */
int fold_compare_names(const char *a, const char *b);

#endif
