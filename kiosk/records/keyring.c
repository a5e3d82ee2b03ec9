#include "records/keyring.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/stores.h"

#define KEYS_DIR "keys"
#define SIGN_FILE "sign.json"
#define SEAL_PREFIX "seal-"
#define KEY_FILE_BYTES_MAX 4096

static json_t *read_key_file(const char *path, uint8_t *out_public, uint8_t *out_secret,
                             size_t secret_len) {
    char *why = NULL;
    json_t *root = jsonread_file(path, KEY_FILE_BYTES_MAX, &why);
    if (!root) {
        log_error("cannot use key %s", why);
        free(why);
        return NULL;
    }
    if (crypto_base64_decode_key(jsonread_text(root, "public_key", ""), out_public,
                                 CRYPTO_PUBLIC_KEY_BYTES) &&
        crypto_base64_decode_key(jsonread_text(root, "secret_key", ""), out_secret, secret_len))
        return root;
    log_error("cannot use key '%s': expected public_key and secret_key in base64", path);
    json_decref(root);
    return NULL;
}

static bool write_key_file(const char *path, const char *key_id, int64_t from_s,
                           const uint8_t *public_key, const uint8_t *secret, size_t secret_len) {
    char from[DATE_RFC3339_MAX];
    date_format_rfc3339(from_s, 0, from);
    char *public_text = crypto_base64_encode(public_key, CRYPTO_PUBLIC_KEY_BYTES);
    char *secret_text = crypto_base64_encode(secret, secret_len);
    char *text = xasprintf("{\"key_id\":\"%s\",\"from\":\"%s\",\n \"public_key\":\"%s\",\n"
                           " \"secret_key\":\"%s\"}\n",
                           key_id, from, public_text, secret_text);
    bool is_written = path_write(path, text, strlen(text), 0600);
    if (!is_written)
        log_error("cannot write '%s': %s", path, strerror(errno));
    crypto_wipe(secret_text, strlen(secret_text));
    crypto_wipe(text, strlen(text));
    free(text);
    free(secret_text);
    free(public_text);
    return is_written;
}

static void load_seal(struct keyring *ring, const char *path) {
    struct sealing_key key = {.secret = crypto_secret_alloc(CRYPTO_SEAL_SECRET_BYTES)};
    json_t *root = read_key_file(path, key.public.public_key, key.secret, CRYPTO_SEAL_SECRET_BYTES);
    const char *key_id = jsonread_text(root, "key_id", "");
    bool is_whole = root && key_id[0] && strlen(key_id) < sizeof key.public.key_id &&
                    date_parse_rfc3339(jsonread_text(root, "from", ""), &key.from_s, NULL);
    if (is_whole) {
        snprintf(key.public.key_id, sizeof key.public.key_id, "%s", key_id);
        ring->seals = xrealloc(ring->seals, ring->seal_count + 1, sizeof *ring->seals);
        ring->seals[ring->seal_count++] = key;
    } else {
        if (root)
            log_error("cannot use key '%s': expected key_id and from", path);
        crypto_secret_free(key.secret);
    }
    json_decref(root);
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
        size_t len = strlen(entry->d_name);
        if (strncmp(entry->d_name, SEAL_PREFIX, strlen(SEAL_PREFIX)) != 0 || len < 5 ||
            strcmp(entry->d_name + len - 5, ".json") != 0)
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
    char *path = path_join(keys_dir, SIGN_FILE);
    ring->sign_secret = crypto_secret_alloc(CRYPTO_SIGN_SECRET_BYTES);
    json_t *root =
        read_key_file(path, ring->sign_public, ring->sign_secret, CRYPTO_SIGN_SECRET_BYTES);
    bool is_read = root != NULL;
    json_decref(root);
    free(path);
    return is_read;
}

bool keyring_load(const char *data_dir, struct keyring *out) {
    char *keys_dir = path_join(data_dir, KEYS_DIR);
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
    char *path = path_join(keys_dir, SIGN_FILE);
    bool is_there = path_exists(path);
    if (!is_there) {
        uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES];
        uint8_t *secret = crypto_secret_alloc(CRYPTO_SIGN_SECRET_BYTES);
        crypto_signing_keypair(public_key, secret);
        is_there =
            write_key_file(path, "sign", now_s, public_key, secret, CRYPTO_SIGN_SECRET_BYTES);
        crypto_secret_free(secret);
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
    char key_id[32];
    uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES];
    uint8_t *secret = crypto_secret_alloc(CRYPTO_SEAL_SECRET_BYTES);
    crypto_seal_keypair(public_key, secret);
    bool is_made = claim_key_id(records, public_key, now_s, key_id, sizeof key_id);
    if (is_made) {
        char *path = xasprintf("%s/" SEAL_PREFIX "%s.json", keys_dir, key_id);
        is_made = write_key_file(path, key_id, now_s, public_key, secret, CRYPTO_SEAL_SECRET_BYTES);
        free(path);
    }
    crypto_secret_free(secret);
    return is_made;
}

bool keyring_complete(const char *data_dir, struct sql *records, int64_t now_s, int *out_made) {
    char *keys_dir = path_join(data_dir, KEYS_DIR);
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
