/* The office's secret keys, in files of mode 0600 under DATA/keys: those that open slips, old ones
 * kept for what still comes, and the one that signs content. Losing a sealing key's file loses
 * every slip that still waits for it: back it up. */
#ifndef RECORDS_KEYRING_H
#define RECORDS_KEYRING_H

#include "base/crypto.h"
#include "model/slip.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct office_key;
struct sql;

struct sealing_key {
    struct slip_key public; // id and public half, as kiosks have it
    uint8_t *secret;        // owned, locked memory
    int64_t from_s;
};

struct keyring {
    struct sealing_key *seals; // the oldest first
    size_t seal_count;
    uint8_t sign_public[CRYPTO_PUBLIC_KEY_BYTES];
    uint8_t *sign_secret; // owned, locked memory
    int64_t sign_from_s;
};

/** Reads all keys. A sealing key that cannot be read is logged and left out: slips for it are kept
 *  unopened. False (logged) when there is no signing key or no sealing key: run init. */
bool keyring_load(const char *data_dir, struct keyring *out);
void keyring_finish(struct keyring *ring);
/** NULL when that key is not here. */
const struct sealing_key *keyring_find(const struct keyring *ring, const char *key_id);

/**
 * Makes what is missing: a signing key, and a sealing key with an id the database never saw
 * ("2026a", "2026b", ...), so that a key that was lost is never mistaken for a new one.
 * @param out_made  how many were made
 * @return false when it failed; logged
 */
bool keyring_complete(const char *data_dir, struct sql *records, int64_t now_s, int *out_made);

/** A key as it goes on paper: sealing keys from 0, the newest last, then the signing key; false
 *  behind it. The copy is the caller's to wipe. */
bool keyring_copy(const struct keyring *ring, size_t i, struct office_key *out);
/**
 * Puts a key's file back from paper.
 * @param out_is_new  false when that very key is in its place already
 * @param out_why     why it is refused, owned by the caller: the database knows another key by
 *                    this id, the published content is signed by another one, or it cannot write
 */
bool keyring_restore(const char *data_dir, struct sql *records, const struct office_key *key,
                     bool *out_is_new, char **out_why);

#endif
