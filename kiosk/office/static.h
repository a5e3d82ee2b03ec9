/* Style, script and icons of the pages, read once at start and served with an ETag. */
#ifndef OFFICE_STATIC_H
#define OFFICE_STATIC_H

#include "base/crypto.h"
#include <stdbool.h>
#include <stddef.h>

struct static_file {
    char name[64];
    const char *type; // static
    char *bytes;      // owned
    size_t len;
    char sha256[CRYPTO_SHA256_HEX_MAX];
};

#define STATIC_FILES_MAX 32

struct static_files { // zeroed: none
    struct static_file files[STATIC_FILES_MAX];
    size_t count;
};

/** Takes what lies in assets/office/, and assets/art/icons/ as one "icons.svg" of symbols in the
 *  colour of the text around them. */
bool static_files_read(struct static_files *files, const char *assets_dir, char **out_why);
const struct static_file *static_files_find(const struct static_files *files, const char *name);
void static_files_finish(struct static_files *files);

#endif
