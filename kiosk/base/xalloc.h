/* Allocation that cannot fail: running out of memory aborts the program. The service manager starts
 * it again and the outbox loses nothing, so no caller carries a branch it could never test. */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>

/** Like malloc; `size_bytes` 0 gives a unique pointer. Aborts instead of returning NULL. */
void *xmalloc(size_t size_bytes);
/** Like calloc: zeroed, with the product checked for overflow. Aborts instead of returning NULL. */
void *xcalloc(size_t count, size_t size_bytes);
/** Like realloc for an array of `count` items; the product is checked. Aborts instead of NULL. */
void *xrealloc(void *block, size_t count, size_t size_bytes);
/** A copy of `text`, owned by the caller; NULL gives NULL. */
char *xstrdup(const char *text);
/** A copy of the first `len_bytes` bytes of `text` with a NUL behind, owned by the caller. */
char *xstrndup(const char *text, size_t len_bytes);

#endif
