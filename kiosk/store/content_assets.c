#include "store/content_assets.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"

#define PART ".part"
#define HASH_LEN (CRYPTO_SHA256_HEX_MAX - 1)

/* ---- which are wanted ---- */

bool content_assets_want(json_t *wanted, const char *manifest, size_t len_bytes) {
    json_t *root = jsonread_bytes(manifest, len_bytes, CONTENT_BYTES_MAX, NULL), *asset;
    size_t i;
    json_array_foreach(jsonread_array(root, "assets"), i, asset) {
        json_object_set_new(wanted, jsonread_text(asset, "sha256", ""), json_true());
    }
    bool is_read = root != NULL;
    json_decref(root);
    return is_read;
}

void content_assets_want_all(json_t *wanted, const struct content *content) {
    for (size_t i = 0; i < content->asset_count; i++)
        json_object_set_new(wanted, content->assets[i].sha256, json_true());
}

/* An asset, or its part. */
static bool is_wanted(const json_t *wanted, const char *name) {
    char hash[CRYPTO_SHA256_HEX_MAX];
    snprintf(hash, sizeof hash, "%.*s", HASH_LEN, name);
    const char *rest = strlen(name) > HASH_LEN ? name + HASH_LEN : "";
    return json_object_get(wanted, hash) && (rest[0] == '\0' || strcmp(rest, PART) == 0);
}

void content_assets_sweep(const char *dir, const json_t *wanted) {
    DIR *listing = opendir(dir);
    int removed = 0;
    for (struct dirent *entry; listing && (entry = readdir(listing));) {
        if (entry->d_name[0] == '.' || is_wanted(wanted, entry->d_name))
            continue;
        char *path = path_join(dir, entry->d_name);
        removed += unlink(path) == 0;
        free(path);
    }
    if (listing)
        closedir(listing);
    if (removed > 0)
        log_info("%d files that no kept content names were removed", removed);
}

int64_t content_assets_missing_bytes(const char *dir, const struct content *content) {
    int64_t missing = 0;
    for (size_t i = 0; i < content->asset_count; i++) {
        char *path = path_join(dir, content->assets[i].sha256);
        missing += path_exists(path) ? 0 : content->assets[i].size_bytes;
        free(path);
    }
    return missing;
}

/* ---- whole ones ---- */

enum content_put content_assets_put(const char *dir, const char *sha256_hex, const void *bytes,
                                    size_t len_bytes) {
    char actual[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(bytes, len_bytes, actual);
    if (strcmp(actual, sha256_hex) != 0)
        return CONTENT_PUT_OTHER;
    enum content_put result = CONTENT_PUT_OK;
    char *path = path_join(dir, sha256_hex);
    if (!path_write(path, bytes, len_bytes, 0600)) {
        bool is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
        result = is_full ? CONTENT_PUT_FULL : CONTENT_PUT_FAILED;
        log_error("cannot write '%s': %s", path, strerror(errno));
    }
    content_assets_drop_part(dir, sha256_hex); // full or whole: its room is needed
    free(path);
    return result;
}

/* ---- parts: the ETag's line, then the bytes ---- */

static char *part_path(const char *dir, const char *sha256_hex) {
    return content_is_sha256(sha256_hex) ? xasprintf("%s/%s" PART, dir, sha256_hex) : NULL;
}

bool content_assets_part(const char *dir, const char *sha256_hex, size_t max_bytes,
                         struct content_part *out) {
    char *path = part_path(dir, sha256_hex), *text = NULL;
    size_t len = 0;
    bool is_read = path && path_read(path, max_bytes + CONTENT_STORE_ETAG_MAX, &text, &len);
    free(path);
    const char *end = is_read ? memchr(text, '\n', len) : NULL;
    size_t etag_len = end ? (size_t)(end - text) : 0, body_len = end ? len - etag_len - 1 : 0;
    bool is_good =
        etag_len > 0 && etag_len < sizeof out->etag && body_len > 0 && body_len <= max_bytes;
    if (is_good) {
        *out = (struct content_part){.bytes = xstrndup(end + 1, body_len), .len_bytes = body_len};
        memcpy(out->etag, text, etag_len);
    }
    free(text);
    return is_good;
}

void content_assets_keep_part(const char *dir, const char *sha256_hex,
                              const struct content_part *part) {
    char *path = part_path(dir, sha256_hex);
    struct strbuf text = {0};
    strbuf_addf(&text, "%s\n", part->etag);
    strbuf_add(&text, part->bytes, part->len_bytes);
    if (path && !path_write(path, strbuf_text(&text), text.len, 0600))
        unlink(path);
    strbuf_finish(&text);
    free(path);
}

void content_assets_drop_part(const char *dir, const char *sha256_hex) {
    char *path = part_path(dir, sha256_hex);
    if (path)
        unlink(path);
    free(path);
}
