/* A bundle: what a stick carries between an office and its kiosks, as plain folders and files.
 *
 *   STICK/guong-sang/content/manifest.json     the exact bytes that were published (content/1)
 *                            manifest.sig      the office's Ed25519 signature over them, 64 bytes
 *                            assets/SHA256     every asset that it names
 *   STICK/guong-sang/outbox/DEVICE/ID.json     slips of a kiosk, sealed as they are
 *
 * A stick comes from strangers' machines: no link is followed, no size is believed before it is
 * looked at, nothing on it is believed before its signature is. */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include "base/crypto.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct content;
struct content_store;
struct folder;

#define BUNDLE_DIR "guong-sang"

enum bundle_result {
    BUNDLE_OK,
    BUNDLE_ABSENT,  // there is none in that folder
    BUNDLE_REFUSED, // something in it is not as it should be: nothing of it is taken
    BUNDLE_OLDER,   // it is good, and this revision or a higher one is here already
    BUNDLE_FULL,    // no room here, or on the stick
    BUNDLE_FAILED,  // a medium cannot be read or written
    BUNDLE_CANCELLED,
};

/* Every result but BUNDLE_OK comes with `out_why`: which file or field, what was expected; owned by
 * the caller. */

struct bundle {              // the manifest of one that was read and believed
    struct content *content; // owned, in Vietnamese
    char *bytes;             // owned: the manifest as published
    size_t len_bytes;
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    char *path; // of the stick; owned
};

/**
 * Reads the manifest: signature first, then schema and limits.
 * @param dir       the stick, which holds guong-sang/
 * @param sign_key  the office's, pinned when this machine was enrolled
 * @param out       to be finished when BUNDLE_OK
 */
enum bundle_result bundle_read(const char *dir, const uint8_t *sign_key, struct bundle *out,
                               char **out_why);
/** Also of a zeroed one. */
void bundle_finish(struct bundle *bundle);
/** Every asset: there, a plain file, of the announced size and hash. `cancel` may be NULL. */
enum bundle_result bundle_check(const struct bundle *bundle, const atomic_bool *cancel,
                                char **out_why);
/**
 * Takes the missing assets over and makes the manifest current, as a fetch from the store would;
 * whatever goes wrong, the content that was there stays.
 */
enum bundle_result bundle_import(const struct bundle *bundle, struct content_store *store,
                                 const atomic_bool *cancel, char **out_why);

/* Who has the content that is to be written. */
struct bundle_source {
    const char *bytes; // the manifest as published
    size_t len_bytes;
    const uint8_t *signature;
    /** An asset's bytes, owned by the caller; false: it is not here. */
    bool (*read_asset)(const char *sha256_hex, char **out_bytes, size_t *out_len, void *context);
    void *context;
};

/** Writes a bundle to `dir`/guong-sang/content: assets first, the manifest last, so that a stick
 *  pulled out half-way holds none or the one from before. Assets of an older bundle go. */
enum bundle_result bundle_write(const char *dir, const struct bundle_source *source,
                                char **out_why);
/** The same from what a kiosk shows; BUNDLE_ABSENT when nothing was ever published here. */
enum bundle_result bundle_export(const char *dir, struct content_store *store, char **out_why);

/** "ok", "refused": for control.sock. Static. */
const char *bundle_result_word(enum bundle_result result);
/** Opens `dir`/guong-sang/NAME, without following links. */
enum bundle_result bundle_open(const char *dir, const char *name, struct folder *out,
                               char **out_why);
/** The same, made where it is missing. */
enum bundle_result bundle_make(const char *dir, const char *name, struct folder *out,
                               char **out_why);

#endif
