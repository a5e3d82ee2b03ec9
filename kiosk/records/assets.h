/* Pictures that content names, by the hash of their bytes: DATA/assets/SHA256. */
#ifndef RECORDS_ASSETS_H
#define RECORDS_ASSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct asset_file {
    int fd; // owned
    int64_t size_bytes;
    const char *type; // "image/jpeg"; static
};

/** Keeps a copy of a file. @param out_sha256 CRYPTO_SHA256_HEX_MAX bytes; @param out_why owned by
 *  the caller. False when it is too large, no picture, or cannot be kept. */
bool assets_add(const char *data_dir, const char *path, char *out_sha256, char **out_why);
/** The same for bytes that are known to be a picture. */
bool assets_add_bytes(const char *data_dir, const char *bytes, size_t len, char *out_sha256,
                      char **out_why);
/** False when there is none of that hash, or the text is no hash. */
bool assets_open(const char *data_dir, const char *sha256, struct asset_file *out);
/** The same as bytes, owned by the caller. */
bool assets_read(const char *data_dir, const char *sha256, char **out_bytes, size_t *out_len);
/** 64 lower-case hexadecimal digits and nothing else. */
bool assets_is_hash(const char *text);

#endif
