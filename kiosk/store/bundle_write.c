/* Writing the content part of a bundle: store/bundle.h's second half. */
#include "store/bundle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "store/content_assets.h"

#define FILES_MAX 200000 // in a stick's folder of assets

static enum bundle_result result_of(enum folder_result result) {
    return result == FOLDER_OK ? BUNDLE_OK : result == FOLDER_FULL ? BUNDLE_FULL : BUNDLE_FAILED;
}

static enum bundle_result write_asset(const struct folder *assets, const struct asset *asset,
                                      const struct bundle_source *source, char **out_why) {
    char *bytes = NULL;
    size_t len = 0;
    if (folder_size(assets, asset->sha256) == asset->size_bytes)
        return BUNDLE_OK; // of an earlier bundle, by its hash; who reads it checks it
    if (!source->read_asset(asset->sha256, &bytes, &len, source->context)) {
        *out_why = xasprintf("asset %s is not here", asset->sha256);
        return BUNDLE_FAILED;
    }
    enum folder_result result = folder_write(assets, asset->sha256, bytes, len, out_why);
    free(bytes);
    return result_of(result);
}

/* What an older bundle left. Only names of our own form: a stick may hold other things. */
static void sweep(const struct folder *assets, const struct content *content) {
    char *why = NULL;
    size_t count = 0;
    json_t *named = json_object();
    char **names = folder_list(assets, FILES_MAX, &count, &why);
    content_assets_want_all(named, content);
    for (size_t i = 0; names && i < count; i++)
        if (content_is_sha256(names[i]) && !json_object_get(named, names[i]))
            unlinkat(assets->fd, names[i], 0);
    folder_free_list(names, names ? count : 0);
    json_decref(named);
    free(why);
}

/* Between the two a manifest stands under another's signature: whoever reads the stick then refuses
 * it, and never believes half of it. */
static enum bundle_result write_head(const struct folder *folder,
                                     const struct bundle_source *source, char **out_why) {
    enum folder_result result =
        folder_write(folder, "manifest.json", source->bytes, source->len_bytes, out_why);
    if (result == FOLDER_OK)
        result = folder_write(folder, "manifest.sig", source->signature, CRYPTO_SIGNATURE_BYTES,
                              out_why);
    return result_of(result);
}

static enum bundle_result write_all(const struct folder *folder, const struct content *content,
                                    const struct bundle_source *source, char **out_why) {
    struct folder assets;
    enum bundle_result result = result_of(folder_make(folder, "assets", &assets, out_why));
    if (result != BUNDLE_OK)
        return result;
    for (size_t i = 0; result == BUNDLE_OK && i < content->asset_count; i++)
        result = write_asset(&assets, &content->assets[i], source, out_why);
    if (result == BUNDLE_OK)
        result = write_head(folder, source, out_why);
    if (result == BUNDLE_OK)
        sweep(&assets, content);
    folder_close(&assets);
    return result;
}

enum bundle_result bundle_write(const char *dir, const struct bundle_source *source,
                                char **out_why) {
    struct folder folder;
    char *why = NULL;
    struct content *content = content_decode(source->bytes, source->len_bytes, "vi", &why);
    if (!content) {
        *out_why = xasprintf("kiosks would refuse this content: %s", why);
        free(why);
        return BUNDLE_REFUSED;
    }
    enum bundle_result result = bundle_make(dir, "content", &folder, out_why);
    if (result == BUNDLE_OK) {
        result = write_all(&folder, content, source, out_why);
        folder_close(&folder);
    }
    content_destroy(content);
    return result;
}

static bool read_kept(const char *sha256_hex, char **out_bytes, size_t *out_len, void *context) {
    char *path = content_store_asset_path(context, sha256_hex);
    bool is_read = path && path_read(path, CONTENT_ASSET_BYTES_MAX, out_bytes, out_len);
    free(path);
    return is_read;
}

enum bundle_result bundle_export(const char *dir, struct content_store *store, char **out_why) {
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    bool has_signature = false;
    char *bytes = NULL;
    size_t len = 0;
    if (!content_store_current_signed(store, &bytes, &len, signature, &has_signature)) {
        *out_why = xstrdup("there is no content on this kiosk yet");
        return BUNDLE_ABSENT;
    }
    enum bundle_result result = BUNDLE_REFUSED;
    if (has_signature) {
        const struct bundle_source source = {.bytes = bytes,
                                             .len_bytes = len,
                                             .signature = signature,
                                             .read_asset = read_kept,
                                             .context = store};
        result = bundle_write(dir, &source, out_why);
    } else {
        *out_why = xstrdup("the content here was kept without its signature; it comes with the "
                           "next revision, or take it from the office: recordstore content export");
    }
    free(bytes);
    return result;
}
