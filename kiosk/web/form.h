/* What a browser's form or a query string carries (application/x-www-form-urlencoded): fields in
 * their order, every text valid UTF-8 in NFC without control characters. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FORM_FIELDS_MAX 4096 // a council round has several for each of hundreds of dossiers
#define FORM_NAME_MAX 64     // with the NUL
#define FORM_VALUE_BYTES_MAX 65536

struct form_field {
    char name[FORM_NAME_MAX];
    char *value; // owned; line ends are \n
};

struct form { // zeroed: empty
    struct form_field *fields;
    size_t count, capacity;
};

/**
 * Reads a body or a query string whole.
 * @return false, with nothing in `out`, when it breaks a limit, is no UTF-8, is coded wrongly or
 *         holds control characters (tabs and line ends are none)
 */
bool form_decode(const char *bytes, size_t len_bytes, struct form *out);
/** The same for one field that is decoded already; NULL stands for "". */
bool form_add(struct form *form, const char *name, const char *value, size_t value_len);
void form_finish(struct form *form);

/** The first field of that name, borrowed from the form; "" when there is none. */
const char *form_text(const struct form *form, const char *name);
bool form_has(const struct form *form, const char *name);
/** The next field of that name at or after *at, which moves behind it; NULL: no more. For check
 *  boxes that share a name; start with 0. */
const char *form_next(const struct form *form, const char *name, size_t *at);
/** False unless it is one whole number in these limits, digits and a sign alone. */
bool form_int(const struct form *form, const char *name, int64_t least, int64_t most, int64_t *out);
/** The text as it may be kept: utf8_clean(). Owned by the caller. */
char *form_clean(const struct form *form, const char *name, bool keep_lines);

#endif
