/* Published content on this machine: the current manifest and the one before it, swapped whole, and
 * the assets by their hash. Replaceable: losing it costs a download, so a broken file is removed.
 * Every function may be called from any thread. DATA/content/ */
#ifndef STORE_CONTENT_STORE_H
#define STORE_CONTENT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct content;
struct content_store;

#define CONTENT_STORE_RESERVE_BYTES (64ll * 1024 * 1024) // of the disk, for slips: never content's
#define CONTENT_STORE_ETAG_MAX 128                       // with the NUL; a longer one is not kept

/* One revision as it was published; borrowed for the call. */
struct content_edition {
    const char *bytes;
    size_t len_bytes;
    const char *etag; // "" when there is none
    int64_t revision;
    const uint8_t *signature; // CRYPTO_SIGNATURE_BYTES; NULL: it came without one
};

enum content_swap {
    CONTENT_SWAPPED,
    CONTENT_OLDER,     // one of this revision or a higher one is here
    CONTENT_NOT_SAVED, // logged
};

enum content_put {
    CONTENT_PUT_OK,
    CONTENT_PUT_OTHER, // these bytes have another hash
    CONTENT_PUT_FULL,  // the disk is
    CONTENT_PUT_FAILED,
};

/* What is here, as the next look for something newer needs it. */
struct content_head {
    int64_t revision;  // of the current one; 0: none
    int64_t newest;    // the highest of those kept: after "Lùi" that is the previous one's
    bool has_previous; // one that "Lùi" could go back to
    char etag[CONTENT_STORE_ETAG_MAX]; // of the newest
};

/** NULL with `out_why` (owned by the caller) when the folder cannot be used. */
struct content_store *content_store_open(const char *data_dir, char **out_why);
/** The same through another VFS of SQLite: tests record what would reach the disk. */
struct content_store *content_store_open_on(const char *data_dir, const char *vfs, char **out_why);
void content_store_close(struct content_store *store);
/** The current manifest's bytes, owned by the caller; false when there is none or it is damaged
 * (then the previous one is tried). `out_etag` (owned) may be NULL. */
bool content_store_current(struct content_store *store, char **out_bytes, size_t *out_len,
                           char **out_etag);
/** The same with its signature, for a stick; `out_has_signature` false: it came without one. */
bool content_store_current_signed(struct content_store *store, char **out_bytes, size_t *out_len,
                                  uint8_t *out_signature, bool *out_has_signature);
/** The first time after a change it reads and checks what is kept: megabytes. */
void content_store_head(struct content_store *store, struct content_head *out);
/** Another number whenever a swap or "Lùi" changed what is here. */
unsigned content_store_version(struct content_store *store);
/**
 * Makes a manifest current; what was current stays as the previous, and assets that neither names
 * go. The caller has checked it: parsed, signed, every asset present. The revision is looked at
 * here once more, for two may bring content at the same moment.
 */
enum content_swap content_store_swap(struct content_store *store,
                                     const struct content_edition *edition);
/** "Lùi": the previous one becomes current again and the two trade places, so that a second time
 * undoes the first. False when there is none, or it is damaged. */
bool content_store_roll_back(struct content_store *store);

/**
 * Somebody begins to bring the assets that `content` names: what neither it nor a kept manifest
 * names is removed, unless another gathers too, so that the disk holds three revisions at most.
 * @return bytes still missing that the disk has no room for beside the reserve; 0: there is room
 */
int64_t content_store_gather(struct content_store *store, const struct content *content);
/** He has ended, whatever came of it. */
void content_store_gathered(struct content_store *store);

/** Path of an asset, owned by the caller, whether it is there or not. `sha256_hex` is checked. */
char *content_store_asset_path(struct content_store *store, const char *sha256_hex);
bool content_store_has_asset(struct content_store *store, const char *sha256_hex);
/** Checks the bytes against the hash, then writes durably; a part of it goes. */
enum content_put content_store_put_asset(struct content_store *store, const char *sha256_hex,
                                         const void *bytes, size_t len_bytes);

/* The beginning of an asset whose transfer broke off, with the strong ETag it came under. */
struct content_part {
    char etag[CONTENT_STORE_ETAG_MAX];
    char *bytes; // owned
    size_t len_bytes;
};

/** False when there is none, or it is longer than `max_bytes`, which an honest one is not. */
bool content_store_part(struct content_store *store, const char *sha256_hex, size_t max_bytes,
                        struct content_part *out);
/** Keeps it in the place of an older one; a part that cannot be kept is only fetched again. */
void content_store_keep_part(struct content_store *store, const char *sha256_hex,
                             const struct content_part *part);
void content_store_drop_part(struct content_store *store, const char *sha256_hex);

#endif
