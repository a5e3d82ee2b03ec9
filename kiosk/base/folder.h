/* A folder held open, of a stick or of another place that strangers may have filled: what is asked
 * for in it is found by its plain name alone, no link is followed, and a size is known before a
 * byte is read. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stddef.h>

struct folder {
    int fd;     // -1: not open
    char *path; // owned; for messages
};

enum folder_result {
    FOLDER_OK,
    FOLDER_ABSENT,  // nothing of that name
    FOLDER_REFUSED, // a link, a device, too large: not what was expected
    FOLDER_FULL,    // no room for it
    FOLDER_FAILED,  // the medium cannot be read or written
};

/* Where `out_why` is set (every result but FOLDER_OK) it begins with the path and is the caller's.
 */

/** The last part of the path is no link either. @param out open only when FOLDER_OK */
enum folder_result folder_open(const char *path, struct folder *out, char **out_why);
/** A folder in it by its plain name. */
enum folder_result folder_enter(const struct folder *folder, const char *name, struct folder *out,
                                char **out_why);
/** The same, made where it is missing. */
enum folder_result folder_make(const struct folder *folder, const char *name, struct folder *out,
                               char **out_why);
void folder_close(struct folder *folder);
/**
 * A whole plain file of at most `max_bytes`, NUL behind it.
 * @param out_bytes  owned by the caller
 */
enum folder_result folder_read(const struct folder *folder, const char *name, size_t max_bytes,
                               char **out_bytes, size_t *out_len, char **out_why);
/** Whole and on the medium before it returns, or not at all; replaces a plain file of that name. */
enum folder_result folder_write(const struct folder *folder, const char *name, const void *bytes,
                                size_t len, char **out_why);
/** Size of a plain file; -1 when there is none. */
long long folder_size(const struct folder *folder, const char *name);
/**
 * The names in it by their bytes, without "." and "..".
 * @return owned by the caller, each text and the list; NULL when there are more than `names_max`
 */
char **folder_list(const struct folder *folder, size_t names_max, size_t *out_count,
                   char **out_why);
void folder_free_list(char **names, size_t count);

#endif
