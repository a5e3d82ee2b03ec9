/* Where sticks are: the folders below which the system mounts them. */
#ifndef STORE_STICKS_H
#define STORE_STICKS_H

#include <stdbool.h>
#include <stddef.h>

#define STICKS_MAX 16
#define STICK_PATH_MAX 512

struct stick {
    char path[STICK_PATH_MAX];
    bool has_bundle;  // it holds guong-sang/
    bool is_writable; // slips can be copied to it
};

/**
 * Looks one and two folders deep: what holds guong-sang/, and what something else is mounted on.
 * @param roots  paths with blanks between
 * @param out    STICKS_MAX of them, by path within each root
 */
size_t sticks_find(const char *roots, struct stick *out);

#endif
