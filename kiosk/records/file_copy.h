/* Files copied to stable storage with the hash of what was read: for backups and back. */
#ifndef RECORDS_FILE_COPY_H
#define RECORDS_FILE_COPY_H

#include "base/crypto.h"
#include <stdbool.h>
#include <stdint.h>

struct file_copy {
    int64_t bytes;
    char sha256[CRYPTO_SHA256_HEX_MAX];
};

/** Copies with the folders on the way, mode 0600, fsync of file and folder: the whole file or none.
 *  @param out_why owned by the caller */
bool file_copy(const char *from, const char *to, struct file_copy *out, char **out_why);
/** Only reads. */
bool file_copy_hash(const char *path, struct file_copy *out, char **out_why);

/** False ends the walk. @param path below the folder that is walked, "assets/0a1b" */
typedef bool file_copy_visit(void *context, const char *path);
/** Every regular file below a folder, in no order; what is a link or anything else is passed over.
 *  A folder that is not there has none. */
bool file_copy_walk(const char *dir, file_copy_visit *visit, void *context);
/** Removes a folder with all that is in it. */
bool file_copy_remove(const char *dir);

#endif
