/* Files and folders: whole reads with a limit, whole writes that survive a power cut. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** "dir/name", owned by the caller. */
char *path_join(const char *dir, const char *name);
/** mkdir -p with mode 0700 for what is missing. False with errno set. */
bool path_make_dirs(const char *dir);
bool path_exists(const char *path);
/**
 * The whole file, NUL behind it. False with errno set (EFBIG above `max_bytes`).
 * @param out_len_bytes may be NULL
 */
bool path_read(const char *path, size_t max_bytes, char **out_bytes, size_t *out_len_bytes);
/** Temporary file beside it, write, fsync, rename, fsync of the folder: old or new, never half.
 *  `mode` as for open(2). False with errno set; the old file is then untouched. */
bool path_write(const char *path, const void *bytes, size_t len_bytes, int mode);
/** Room left for this user on the medium of a folder; -1 when it cannot be told. */
int64_t path_free_bytes(const char *dir);
/** fsync of a folder, so that what was created in it stays (contract: SQLite for power loss). */
bool path_sync_dir(const char *dir);

#endif
