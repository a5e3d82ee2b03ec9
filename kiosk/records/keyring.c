#include "records/keyring.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "records/key_letters.h"
#include "records/keyring_file.h"
#include "records/stores.h"

static void load_seal(struct keyring *ring, const char *path) {
    struct key_file file;
    if (!keyring_file_read(path, CRYPTO_SEAL_SECRET_BYTES, &file))
        return;
    struct sealing_key key = {.secret = file.secret, .from_s = file.from_s};
    static_assert(sizeof key.public.key_id == sizeof file.key_id, "room for any id");
    memcpy(key.public.key_id, file.key_id, sizeof file.key_id);
    memcpy(key.public.public_key, file.public_key, sizeof file.public_key);
    ring->seals = xrealloc(ring->seals, ring->seal_count + 1, sizeof *ring->seals);
    ring->seals[ring->seal_count++] = key;
}

static int by_age(const void *a, const void *b) {
    const struct sealing_key *x = a, *y = b;
    if (x->from_s != y->from_s)
        return x->from_s < y->from_s ? -1 : 1;
    return strcmp(x->public.key_id, y->public.key_id);
}

static void load_seals(struct keyring *ring, const char *keys_dir) {
    DIR *dir = opendir(keys_dir);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!keyring_file_is_seal(entry->d_name))
            continue;
        char *path = path_join(keys_dir, entry->d_name);
        load_seal(ring, path);
        free(path);
    }
    closedir(dir);
    if (ring->seal_count)
        qsort(ring->seals, ring->seal_count, sizeof *ring->seals, by_age);
}

static bool load_sign(struct keyring *ring, const char *keys_dir) {
    char *path = keyring_file_path(keys_dir, NULL);
    struct key_file file;
    bool is_read = keyring_file_read(path, CRYPTO_SIGN_SECRET_BYTES, &file);
    if (is_read) {
        ring->sign_secret = file.secret;
        ring->sign_from_s = file.from_s;
        memcpy(ring->sign_public, file.public_key, sizeof file.public_key);
    }
    free(path);
    return is_read;
}

bool keyring_load(const char *data_dir, struct keyring *out) {
    char *keys_dir = path_join(data_dir, KEYRING_DIR);
    struct keyring ring = {.seals = NULL};
    load_seals(&ring, keys_dir);
    bool is_whole = load_sign(&ring, keys_dir) && ring.seal_count > 0;
    if (!is_whole) {
        log_error("the keys in '%s' are not complete: run `recordstore init`", keys_dir);
        keyring_finish(&ring);
    } else {
        *out = ring;
    }
    free(keys_dir);
    return is_whole;
}

void keyring_finish(struct keyring *ring) {
    if (!ring)
        return;
    for (size_t i = 0; i < ring->seal_count; i++)
        crypto_secret_free(ring->seals[i].secret);
    free(ring->seals);
    crypto_secret_free(ring->sign_secret);
    *ring = (struct keyring){.seals = NULL};
}

const struct sealing_key *keyring_find(const struct keyring *ring, const char *key_id) {
    for (size_t i = 0; i < ring->seal_count; i++)
        if (!strcmp(ring->seals[i].public.key_id, key_id))
            return &ring->seals[i];
    return NULL;
}

static bool make_sign(const char *keys_dir, int64_t now_s, int *made) {
    char *path = keyring_file_path(keys_dir, NULL);
    bool is_there = path_exists(path);
    if (!is_there) {
        struct key_file file = {
            .key_id = KEY_SIGNING_ID,
            .from_s = now_s,
            .secret = crypto_secret_alloc(CRYPTO_SIGN_SECRET_BYTES),
            .secret_len = CRYPTO_SIGN_SECRET_BYTES,
        };
        crypto_signing_keypair(file.public_key, file.secret);
        is_there = keyring_file_write(path, &file);
        keyring_file_finish(&file);
        *made += is_there;
    }
    free(path);
    return is_there;
}

/* The first id of the year that was never used here; claimed in the database before the file is
 * written, so a failure between the two only skips a letter. */
static bool claim_key_id(struct sql *records, const uint8_t *public_key, int64_t now_s,
                         char *out_key_id, size_t out_bytes) {
    int year = date_time_at(now_s, 0).date.year;
    for (char letter = 'a'; letter <= 'z'; letter++) {
        snprintf(out_key_id, out_bytes, "%d%c", year, letter);
        enum records_result result = stores_claim_key(records, out_key_id, public_key, now_s);
        if (result != RECORDS_NONE)
            return result == RECORDS_OK;
        log_warn("key %s was used before and its file is not here: slips sealed to it stay "
                 "unopened until the file is put back",
                 out_key_id);
    }
    log_error("all sealing keys of %d are used up", year);
    return false;
}

static bool make_seal(const char *keys_dir, struct sql *records, int64_t now_s) {
    struct key_file file = {
        .from_s = now_s,
        .secret = crypto_secret_alloc(CRYPTO_SEAL_SECRET_BYTES),
        .secret_len = CRYPTO_SEAL_SECRET_BYTES,
    };
    crypto_seal_keypair(file.public_key, file.secret);
    bool is_made = claim_key_id(records, file.public_key, now_s, file.key_id, sizeof file.key_id);
    if (is_made) {
        char *path = keyring_file_path(keys_dir, file.key_id);
        is_made = keyring_file_write(path, &file);
        free(path);
    }
    keyring_file_finish(&file);
    return is_made;
}

bool keyring_complete(const char *data_dir, struct sql *records, int64_t now_s, int *out_made) {
    char *keys_dir = path_join(data_dir, KEYRING_DIR);
    struct keyring ring = {.seals = NULL};
    int made = 0;
    bool is_ok = path_make_dirs(keys_dir);
    if (!is_ok)
        log_error("cannot make '%s': %s", keys_dir, strerror(errno));
    is_ok = is_ok && make_sign(keys_dir, now_s, &made);
    if (is_ok) {
        load_seals(&ring, keys_dir);
        if (ring.seal_count == 0) {
            is_ok = make_seal(keys_dir, records, now_s);
            made += is_ok;
        }
    }
    keyring_finish(&ring);
    free(keys_dir);
    if (is_ok)
        *out_made = made;
    return is_ok;
}
