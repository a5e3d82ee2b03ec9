/* Settings files by table: every key has a type, a range and a default, every error its line. */
#ifndef BASE_INI_H
#define BASE_INI_H

#include <stdbool.h>
#include <stddef.h>

enum ini_kind {
    INI_TEXT,   // char *, owned by the struct; the default is copied
    INI_NUMBER, // int within min..max
    INI_SWITCH, // bool: yes no on off true false 1 0
    INI_CHOICE, // int: index into the words of `choices`, separated by '|'
};

struct ini_key {
    const char *section, *name;
    enum ini_kind kind;
    size_t offset; // into the struct that is filled
    const char *fallback;
    int min, max;        // INI_NUMBER
    const char *choices; // INI_CHOICE
};

/** Sets every key of a fresh struct to its default; `keys` ends with a NULL name. */
void ini_set_defaults(const struct ini_key *keys, void *out);
/**
 * Reads `path` over what `out` holds. Unknown keys and bad values are errors; the rest is still
 * read, so the program can start in a sensible state.
 * @param out_why  all errors, one "FILE:LINE: [section] key: expected ..." a line; owned by the
 *                 caller, NULL when there was none
 * @return false when there was any error
 */
bool ini_read(const char *path, const struct ini_key *keys, void *out, char **out_why);
/** One "section.name=value" from a command line, by the same rules. */
bool ini_set(const char *assignment, const struct ini_key *keys, void *out, char **out_why);
/** Frees the texts. */
void ini_finish(const struct ini_key *keys, void *out);

#endif
