/* Published content on this machine: the current manifest and the one before it, swapped whole, and
 * the assets by their hash. Replaceable: losing it costs a download, so a broken file is removed.
 * Every function may be called from any thread. DATA/content/ */
#ifndef STORE_CONTENT_STORE_H
#define STORE_CONTENT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct content_store;

/** NULL with `out_why` (owned by the caller) when the folder cannot be used. */
struct content_store *content_store_open(const char *data_dir, char **out_why);
void content_store_close(struct content_store *store);
/** The current manifest's bytes, owned by the caller; false when there is none or it is damaged
 * (then the previous one is tried). `out_etag` (owned) may be NULL. */
bool content_store_current(struct content_store *store, char **out_bytes, size_t *out_len,
                           char **out_etag);
/**
 * Makes a manifest current; what was current stays as the previous. The caller has checked it:
 * parsed, of a higher revision, signed, every asset present.
 */
bool content_store_swap(struct content_store *store, const char *bytes, size_t len_bytes,
                        const char *etag, int64_t revision);
/** "Lùi": the previous one becomes current again and the two trade places, so that a second time
 * undoes the first. False when there is none, or it is damaged. */
bool content_store_roll_back(struct content_store *store);
/** Path of an asset, owned by the caller, whether it is there or not. `sha256_hex` is checked. */
char *content_store_asset_path(struct content_store *store, const char *sha256_hex);
bool content_store_has_asset(struct content_store *store, const char *sha256_hex);
/** Checks the bytes against the hash, then writes durably. */
bool content_store_put_asset(struct content_store *store, const char *sha256_hex, const void *bytes,
                             size_t len_bytes);

#endif
