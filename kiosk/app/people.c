#include "app/people.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "model/content.h"

#define PEOPLE_MAX 200000
#define PEOPLE_BYTES_MAX ((size_t)256 * 1024 * 1024)

struct content *people_read(const char *dir, const char *lang, char **out_why) {
    static const struct content_limits limits = {PEOPLE_BYTES_MAX, PEOPLE_MAX};
    char *path = path_join(dir, "manifest.json"), *bytes = NULL, *why = NULL;
    size_t len;
    struct content *content = NULL;
    if (!path_read(path, limits.bytes_max, &bytes, &len))
        *out_why = xasprintf("cannot read '%s': %s", path, strerror(errno));
    else if (!(content = content_decode_within(bytes, len, lang, &limits, &why)))
        *out_why = xasprintf("%s: %s", path, why);
    free(why);
    free(bytes);
    free(path);
    return content;
}

char *people_asset_path(const char *dir, const char *sha256_hex) {
    if (!content_is_sha256(sha256_hex))
        return NULL;
    char *assets = path_join(dir, "assets"), *path = path_join(assets, sha256_hex);
    free(assets);
    return path;
}
