/* Every word shown, by key: assets/words/LANG.json, a flat object of texts. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words;

/** Owned by the caller; NULL with `out_why` (owned by the caller) when it is not a flat object of
 * texts. */
struct words *words_decode(const char *bytes, size_t len_bytes, char **out_why);
void words_destroy(struct words *words);
/** The text of `key`, borrowed; the key itself when it is missing, so that a gap is seen at once.
 */
const char *words_get(const struct words *words, const char *key);
bool words_has(const struct words *words, const char *key);
/** The text with its places filled as base/fill.h has it; owned by the caller. */
char *words_fill(const struct words *words, const char *key, const char *const *values);

#endif
