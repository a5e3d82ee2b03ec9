/* Reading JSON from outside with limits, on top of jansson: strict, and it says where it failed. */
#ifndef BASE_JSONREAD_H
#define BASE_JSONREAD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Parses one JSON value: UTF-8 checked, duplicate keys refused, at most `max_bytes` long.
 * @param out_why  on failure what and where ("line 3 column 7: ..."), owned by the caller; may be
 * NULL
 * @return a new reference, or NULL
 */
json_t *jsonread_bytes(const char *bytes, size_t len_bytes, size_t max_bytes, char **out_why);
/** The same from a file; `out_why` begins with its path. */
json_t *jsonread_file(const char *path, size_t max_bytes, char **out_why);

/** Members of an object; the fallback when absent, null or of another type. Borrowed from `object`.
 */
const char *jsonread_text(const json_t *object, const char *key, const char *fallback);
int64_t jsonread_int(const json_t *object, const char *key, int64_t fallback);
bool jsonread_bool(const json_t *object, const char *key, bool fallback);
/** Array member or NULL; json_array_size(NULL) is 0, so a loop over it is safe. */
json_t *jsonread_array(const json_t *object, const char *key);
json_t *jsonread_object(const json_t *object, const char *key);
/** Compact text with stable order of insertion, owned by the caller (free). */
char *jsonread_dump(const json_t *value);

#endif
