/* Keys to paper and back into their files. */
#include "records/keyring.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "records/key_letters.h"
#include "records/keyring_file.h"
#include "records/manifests.h"
#include "records/stores.h"

bool keyring_copy(const struct keyring *ring, size_t i, struct office_key *out) {
    if (i > ring->seal_count)
        return false;
    *out = (struct office_key){.is_signing = i == ring->seal_count, .key_id = KEY_SIGNING_ID};
    if (out->is_signing) {
        crypto_signing_seed(ring->sign_secret, out->secret);
        out->from_s = ring->sign_from_s;
        return true;
    }
    const struct sealing_key *seal = &ring->seals[i];
    strcpy(out->key_id, seal->public.key_id); // both have room for an id
    out->from_s = seal->from_s;
    memcpy(out->secret, seal->secret, KEY_SECRET_BYTES);
    return true;
}

struct pair { // both halves of one key; the secret one in locked memory
    uint8_t public[CRYPTO_PUBLIC_KEY_BYTES];
    uint8_t *secret;
    size_t secret_len;
};

static void make_pair(const struct office_key *key, struct pair *out) {
    out->secret_len = key->is_signing ? CRYPTO_SIGN_SECRET_BYTES : CRYPTO_SEAL_SECRET_BYTES;
    out->secret = crypto_secret_alloc(out->secret_len);
    if (key->is_signing) {
        crypto_signing_from_seed(key->secret, out->public, out->secret);
    } else {
        memcpy(out->secret, key->secret, KEY_SECRET_BYTES);
        crypto_seal_public(out->secret, out->public);
    }
}

/* Kiosks hold the public half of the key that signed what they show. */
static bool has_signed(struct sql *records, const uint8_t *public_key, char **out_why) {
    struct manifest newest;
    enum records_result result = manifests_newest(records, true, &newest);
    if (result == RECORDS_NONE)
        return true;
    if (result == RECORDS_FAILED) {
        *out_why = xasprintf("the database cannot be read");
        return false;
    }
    bool is_ours = crypto_verify(newest.bytes, newest.len, newest.signature, public_key);
    if (!is_ours)
        *out_why = xasprintf("revision %lld, which is published, was signed by another key",
                             (long long)newest.revision);
    manifest_finish(&newest);
    return is_ours;
}

static bool is_ours(struct sql *records, const struct office_key *key, const uint8_t *public_key,
                    char **out_why) {
    if (key->is_signing)
        return has_signed(records, public_key, out_why);
    enum records_result result = stores_claim_key(records, key->key_id, public_key, key->from_s);
    if (result == RECORDS_NONE)
        *out_why = xasprintf("the database knows key %s, and it is another one", key->key_id);
    else if (result == RECORDS_FAILED)
        *out_why = xasprintf("the database cannot be read");
    return result == RECORDS_OK;
}

/* A file that is whole and holds another key is not written over: that key may be the only one. */
static bool put_file(const char *keys_dir, const struct office_key *key, const struct pair *pair,
                     bool *out_is_new, char **out_why) {
    char *path = keyring_file_path(keys_dir, key->is_signing ? NULL : key->key_id);
    struct key_file there;
    bool is_done = true;
    *out_is_new = true;
    if (path_exists(path) && keyring_file_read(path, pair->secret_len, &there)) {
        bool is_same = crypto_equal(there.secret, pair->secret, pair->secret_len);
        *out_is_new = false;
        if (!is_same)
            *out_why = xasprintf("'%s' holds another key: move it away first", path);
        is_done = is_same;
        keyring_file_finish(&there);
    } else {
        struct key_file file = {.from_s = key->from_s,
                                .secret = pair->secret, // borrowed: not finished here
                                .secret_len = pair->secret_len};
        strcpy(file.key_id, key->key_id);
        memcpy(file.public_key, pair->public, sizeof file.public_key);
        is_done = keyring_file_write(path, &file);
        if (!is_done)
            *out_why = xasprintf("cannot write '%s'", path);
    }
    free(path);
    return is_done;
}

bool keyring_restore(const char *data_dir, struct sql *records, const struct office_key *key,
                     bool *out_is_new, char **out_why) {
    struct pair pair;
    char *keys_dir = path_join(data_dir, KEYRING_DIR);
    make_pair(key, &pair);
    bool is_done = is_ours(records, key, pair.public, out_why);
    if (is_done && !path_make_dirs(keys_dir)) {
        *out_why = xasprintf("cannot make '%s'", keys_dir);
        is_done = false;
    }
    is_done = is_done && put_file(keys_dir, key, &pair, out_is_new, out_why);
    crypto_secret_free(pair.secret);
    free(keys_dir);
    return is_done;
}
