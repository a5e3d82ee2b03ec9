#include "store/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/folder.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "store/content_store.h"

#define CONTENT "content"
#define MANIFEST "manifest.json"
#define SIGNATURE "manifest.sig"
#define ASSETS "assets"

static enum bundle_result result_of(enum folder_result result) {
    static const enum bundle_result results[] = {
        [FOLDER_OK] = BUNDLE_OK,           [FOLDER_ABSENT] = BUNDLE_ABSENT,
        [FOLDER_REFUSED] = BUNDLE_REFUSED, [FOLDER_FULL] = BUNDLE_FULL,
        [FOLDER_FAILED] = BUNDLE_FAILED,
    };
    return results[result];
}

const char *bundle_result_word(enum bundle_result result) {
    static const char *const words[] = {
        [BUNDLE_OK] = "ok",
        [BUNDLE_ABSENT] = "absent",
        [BUNDLE_REFUSED] = "refused",
        [BUNDLE_OLDER] = "older",
        [BUNDLE_FULL] = "full",
        [BUNDLE_FAILED] = "failed",
        [BUNDLE_CANCELLED] = "cancelled",
    };
    return words[result];
}

/* Inside a bundle a missing file is a fault of the bundle. */
static enum bundle_result result_inside(enum folder_result result) {
    return result == FOLDER_ABSENT ? BUNDLE_REFUSED : result_of(result);
}

/* ---- the folders ---- */

typedef enum folder_result step(const struct folder *folder, const char *name, struct folder *out,
                                char **out_why);

static enum bundle_result walk(const char *dir, const char *name, step *take, struct folder *out,
                               char **out_why) {
    struct folder stick, bundle;
    enum folder_result result = folder_open(dir, &stick, out_why);
    if (result != FOLDER_OK)
        return result_of(result);
    result = take(&stick, BUNDLE_DIR, &bundle, out_why);
    if (result == FOLDER_OK) {
        result = take(&bundle, name, out, out_why);
        folder_close(&bundle);
    }
    folder_close(&stick);
    return result_of(result);
}

enum bundle_result bundle_open(const char *dir, const char *name, struct folder *out,
                               char **out_why) {
    return walk(dir, name, folder_enter, out, out_why);
}

enum bundle_result bundle_make(const char *dir, const char *name, struct folder *out,
                               char **out_why) {
    return walk(dir, name, folder_make, out, out_why);
}

/* ---- reading ---- */

static enum bundle_result refuse(const struct folder *folder, const char *name, const char *what,
                                 char **out_why) {
    *out_why = xasprintf("%s/%s: %s", folder->path, name, what);
    return BUNDLE_REFUSED;
}

static enum bundle_result read_signature(const struct folder *folder, uint8_t *out,
                                         char **out_why) {
    char *bytes = NULL;
    size_t len = 0;
    enum folder_result result =
        folder_read(folder, SIGNATURE, CRYPTO_SIGNATURE_BYTES, &bytes, &len, out_why);
    if (result != FOLDER_OK)
        return result_inside(result);
    if (len == CRYPTO_SIGNATURE_BYTES)
        memcpy(out, bytes, CRYPTO_SIGNATURE_BYTES);
    free(bytes);
    return len == CRYPTO_SIGNATURE_BYTES
               ? BUNDLE_OK
               : refuse(folder, SIGNATURE, "expected a signature of 64 bytes", out_why);
}

/* Nothing in the manifest is looked at before its signature is right. */
static enum bundle_result believe(const struct folder *folder, const uint8_t *sign_key,
                                  struct bundle *bundle, char **out_why) {
    if (!crypto_verify(bundle->bytes, bundle->len_bytes, bundle->signature, sign_key))
        return refuse(folder, SIGNATURE,
                      "is not the signature of manifest.json by this commune's office; expected "
                      "the files as the office wrote them",
                      out_why);
    char *why = NULL;
    bundle->content = content_decode(bundle->bytes, bundle->len_bytes, "vi", &why);
    if (!bundle->content)
        refuse(folder, MANIFEST, why, out_why);
    free(why);
    return bundle->content ? BUNDLE_OK : BUNDLE_REFUSED;
}

enum bundle_result bundle_read(const char *dir, const uint8_t *sign_key, struct bundle *out,
                               char **out_why) {
    struct folder folder;
    struct bundle bundle = {.content = NULL};
    enum bundle_result result = bundle_open(dir, CONTENT, &folder, out_why);
    if (result != BUNDLE_OK)
        return result;
    result = result_inside(folder_read(&folder, MANIFEST, CONTENT_BYTES_MAX, &bundle.bytes,
                                       &bundle.len_bytes, out_why));
    if (result == BUNDLE_OK)
        result = read_signature(&folder, bundle.signature, out_why);
    if (result == BUNDLE_OK)
        result = believe(&folder, sign_key, &bundle, out_why);
    folder_close(&folder);
    if (result == BUNDLE_OK) {
        bundle.path = xstrdup(dir);
        *out = bundle;
    } else {
        bundle_finish(&bundle);
    }
    return result;
}

void bundle_finish(struct bundle *bundle) {
    content_destroy(bundle->content);
    free(bundle->bytes);
    free(bundle->path);
    *bundle = (struct bundle){.content = NULL};
}

/* ---- assets ---- */

static bool is_cancelled(const atomic_bool *cancel) {
    return cancel && atomic_load(cancel);
}

/* The folder of a bundle's assets; a bundle that names none need not have it. */
static enum bundle_result open_assets(const struct bundle *bundle, struct folder *out,
                                      char **out_why) {
    struct folder folder;
    enum bundle_result result = bundle_open(bundle->path, CONTENT, &folder, out_why);
    if (result != BUNDLE_OK)
        return result;
    result = result_inside(folder_enter(&folder, ASSETS, out, out_why));
    folder_close(&folder);
    return result;
}

static enum bundle_result read_asset(const struct folder *assets, const struct asset *asset,
                                     char **out_bytes, char **out_why) {
    size_t len = 0;
    char *bytes = NULL, hash[CRYPTO_SHA256_HEX_MAX];
    enum folder_result read =
        folder_read(assets, asset->sha256, (size_t)asset->size_bytes, &bytes, &len, out_why);
    if (read != FOLDER_OK)
        return result_inside(read);
    crypto_sha256_hex(bytes, len, hash);
    if ((int64_t)len == asset->size_bytes && strcmp(hash, asset->sha256) == 0) {
        *out_bytes = bytes;
        return BUNDLE_OK;
    }
    free(bytes);
    return refuse(assets, asset->sha256, "expected the bytes whose SHA-256 is its name", out_why);
}

/* One asset, looked at only (`store` NULL) or taken over. */
static enum bundle_result take_asset(const struct folder *assets, const struct asset *asset,
                                     struct content_store *store, char **out_why) {
    char *bytes = NULL;
    if (store && content_store_has_asset(store, asset->sha256))
        return BUNDLE_OK;
    enum bundle_result result = read_asset(assets, asset, &bytes, out_why);
    if (result == BUNDLE_OK && store &&
        content_store_put_asset(store, asset->sha256, bytes, (size_t)asset->size_bytes) !=
            CONTENT_PUT_OK) {
        result = BUNDLE_FULL;
        *out_why =
            xasprintf("asset %s could not be written here: is the disk full?", asset->sha256);
    }
    free(bytes);
    return result;
}

static enum bundle_result take_assets(const struct bundle *bundle, struct content_store *store,
                                      const atomic_bool *cancel, char **out_why) {
    struct folder assets;
    const struct content *content = bundle->content;
    if (content->asset_count == 0)
        return BUNDLE_OK;
    enum bundle_result result = open_assets(bundle, &assets, out_why);
    if (result != BUNDLE_OK)
        return result;
    for (size_t i = 0; result == BUNDLE_OK && i < content->asset_count; i++) {
        if (is_cancelled(cancel)) {
            result = BUNDLE_CANCELLED;
            *out_why = xstrdup("broken off");
        } else {
            result = take_asset(&assets, &content->assets[i], store, out_why);
        }
    }
    folder_close(&assets);
    return result;
}

enum bundle_result bundle_check(const struct bundle *bundle, const atomic_bool *cancel,
                                char **out_why) {
    return take_assets(bundle, NULL, cancel, out_why);
}

/* ---- importing ---- */

static enum bundle_result swap(const struct bundle *bundle, struct content_store *store,
                               char **out_why) {
    // The store's own ETag is the manifest's hash: its next look finds nothing new.
    char hash[CRYPTO_SHA256_HEX_MAX], etag[CRYPTO_SHA256_HEX_MAX + 2];
    crypto_sha256_hex(bundle->bytes, bundle->len_bytes, hash);
    snprintf(etag, sizeof etag, "\"%s\"", hash);
    struct content_edition edition = {.bytes = bundle->bytes,
                                      .len_bytes = bundle->len_bytes,
                                      .etag = etag,
                                      .revision = bundle->content->revision,
                                      .signature = bundle->signature};
    switch (content_store_swap(store, &edition)) {
    case CONTENT_SWAPPED:
        return BUNDLE_OK;
    case CONTENT_OLDER:
        *out_why = xasprintf("revision %lld came meanwhile", (long long)edition.revision);
        return BUNDLE_OLDER;
    case CONTENT_NOT_SAVED:
    default:
        *out_why = xstrdup("the new content could not be saved: is the disk full?");
        return BUNDLE_FULL;
    }
}

static enum bundle_result gather(const struct bundle *bundle, struct content_store *store,
                                 const atomic_bool *cancel, char **out_why) {
    int64_t lacking = content_store_gather(store, bundle->content);
    enum bundle_result result = BUNDLE_FULL;
    if (lacking > 0)
        *out_why = xasprintf("the disk lacks %lld MiB for it", (long long)(lacking >> 20) + 1);
    else
        result = take_assets(bundle, store, cancel, out_why);
    if (result == BUNDLE_OK)
        result = swap(bundle, store, out_why);
    content_store_gathered(store);
    return result;
}

enum bundle_result bundle_import(const struct bundle *bundle, struct content_store *store,
                                 const atomic_bool *cancel, char **out_why) {
    struct content_head head;
    content_store_head(store, &head);
    if (bundle->content->revision <= head.newest) {
        *out_why = xasprintf("revision %lld is on the stick, %lld is here already",
                             (long long)bundle->content->revision, (long long)head.newest);
        return BUNDLE_OLDER;
    }
    return gather(bundle, store, cancel, out_why);
}
