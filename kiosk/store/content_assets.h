/* The folder of assets by their hash, DATA/content/assets/: SHA256, and SHA256.part while a
 * transfer is broken off. For store/content_store.c, which sees to what must
 * not happen at the same moment, and for store/bundle_write.c. */
#ifndef STORE_CONTENT_ASSETS_H
#define STORE_CONTENT_ASSETS_H

#include "store/content_store.h"
#include <jansson.h>

/** Adds the assets that a manifest names to a set of names; false when it cannot be read. */
bool content_assets_want(json_t *wanted, const char *manifest, size_t len_bytes);
void content_assets_want_all(json_t *wanted, const struct content *content);
/** Removes every file that is not, or is not a part of, a wanted one. */
void content_assets_sweep(const char *dir, const json_t *wanted);
/** What is still to come of the content's assets. */
int64_t content_assets_missing_bytes(const char *dir, const struct content *content);

enum content_put content_assets_put(const char *dir, const char *sha256_hex, const void *bytes,
                                    size_t len_bytes);
bool content_assets_part(const char *dir, const char *sha256_hex, size_t max_bytes,
                         struct content_part *out);
void content_assets_keep_part(const char *dir, const char *sha256_hex,
                              const struct content_part *part);
void content_assets_drop_part(const char *dir, const char *sha256_hex);

#endif
