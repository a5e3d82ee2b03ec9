#include "records/assets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/content.h"

#define ASSETS_DIR "assets"
#define MAGIC_BYTES 12

/* By its first bytes: a file's name says nothing. NULL: none that a kiosk shows. */
static const char *type_of(const char *bytes, size_t len) {
    if (len >= 3 && !memcmp(bytes, "\xff\xd8\xff", 3))
        return "image/jpeg";
    if (len >= 8 && !memcmp(bytes, "\x89PNG\r\n\x1a\n", 8))
        return "image/png";
    if (len >= 12 && !memcmp(bytes, "RIFF", 4) && !memcmp(bytes + 8, "WEBP", 4))
        return "image/webp";
    return NULL;
}

bool assets_is_hash(const char *text) {
    return strlen(text) == CRYPTO_SHA256_HEX_MAX - 1 &&
           strspn(text, "0123456789abcdef") == CRYPTO_SHA256_HEX_MAX - 1;
}

static char *path_of(const char *data_dir, const char *sha256) {
    return xasprintf("%s/" ASSETS_DIR "/%s", data_dir, sha256);
}

static bool keep(const char *data_dir, const char *bytes, size_t len, const char *sha256,
                 char **out_why) {
    char *dir = path_join(data_dir, ASSETS_DIR), *target = path_of(data_dir, sha256);
    bool is_kept = path_make_dirs(dir) && path_write(target, bytes, len, 0644);
    if (!is_kept)
        *out_why = xasprintf("cannot write '%s': %s", target, strerror(errno));
    free(target);
    free(dir);
    return is_kept;
}

bool assets_add(const char *data_dir, const char *path, char *out_sha256, char **out_why) {
    char *bytes;
    size_t len;
    if (!path_read(path, CONTENT_ASSET_BYTES_MAX, &bytes, &len)) {
        *out_why = xasprintf("cannot read '%s': %s", path, strerror(errno));
        return false;
    }
    bool is_kept = false;
    if (type_of(bytes, len)) {
        crypto_sha256_hex(bytes, len, out_sha256);
        is_kept = keep(data_dir, bytes, len, out_sha256, out_why);
    } else {
        *out_why = xasprintf("'%s' is not a JPEG, PNG or WebP picture", path);
    }
    free(bytes);
    return is_kept;
}

bool assets_add_bytes(const char *data_dir, const char *bytes, size_t len, char *out_sha256,
                      char **out_why) {
    crypto_sha256_hex(bytes, len, out_sha256);
    return keep(data_dir, bytes, len, out_sha256, out_why);
}

bool assets_read(const char *data_dir, const char *sha256, char **out_bytes, size_t *out_len) {
    if (!assets_is_hash(sha256))
        return false;
    char *path = path_of(data_dir, sha256);
    bool is_read = path_read(path, CONTENT_ASSET_BYTES_MAX, out_bytes, out_len);
    free(path);
    return is_read;
}

bool assets_open(const char *data_dir, const char *sha256, struct asset_file *out) {
    if (!assets_is_hash(sha256))
        return false;
    char *path = path_of(data_dir, sha256);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    free(path);
    char magic[MAGIC_BYTES];
    struct stat info;
    ssize_t len = fd >= 0 ? pread(fd, magic, sizeof magic, 0) : -1;
    const char *type = len > 0 ? type_of(magic, (size_t)len) : NULL;
    if (type && fstat(fd, &info) == 0) {
        *out = (struct asset_file){.fd = fd, .size_bytes = info.st_size, .type = type};
        return true;
    }
    if (fd >= 0)
        close(fd);
    return false;
}
