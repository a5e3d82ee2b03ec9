#include "records/keyring_file.h"

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

#define SIGN_FILE "sign"
#define SEAL_PREFIX "seal-"
#define SUFFIX ".json"
#define BYTES_MAX 4096

char *keyring_file_path(const char *keys_dir, const char *key_id) {
    return key_id ? xasprintf("%s/" SEAL_PREFIX "%s" SUFFIX, keys_dir, key_id)
                  : xasprintf("%s/" SIGN_FILE SUFFIX, keys_dir);
}

bool keyring_file_is_seal(const char *name) {
    size_t len = strlen(name);
    return !strncmp(name, SEAL_PREFIX, strlen(SEAL_PREFIX)) &&
           len > strlen(SEAL_PREFIX) + strlen(SUFFIX) &&
           !strcmp(name + len - strlen(SUFFIX), SUFFIX);
}

static bool read_members(const json_t *root, struct key_file *out) {
    const char *key_id = jsonread_text(root, "key_id", "");
    if (!key_id[0] || strlen(key_id) >= sizeof out->key_id)
        return false;
    strcpy(out->key_id, key_id);
    return date_parse_rfc3339(jsonread_text(root, "from", ""), &out->from_s, NULL) &&
           crypto_base64_decode_key(jsonread_text(root, "public_key", ""), out->public_key,
                                    CRYPTO_PUBLIC_KEY_BYTES) &&
           crypto_base64_decode_key(jsonread_text(root, "secret_key", ""), out->secret,
                                    out->secret_len);
}

bool keyring_file_read(const char *path, size_t secret_len, struct key_file *out) {
    char *why = NULL;
    json_t *root = jsonread_file(path, BYTES_MAX, &why);
    if (!root) {
        log_error("cannot use key %s", why);
        free(why);
        return false;
    }
    struct key_file file = {.secret = crypto_secret_alloc(secret_len), .secret_len = secret_len};
    bool is_whole = read_members(root, &file);
    json_decref(root);
    if (is_whole) {
        *out = file;
        return true;
    }
    log_error("cannot use key '%s': expected key_id, from, and public_key and secret_key in base64",
              path);
    keyring_file_finish(&file);
    return false;
}

bool keyring_file_write(const char *path, const struct key_file *file) {
    char from[DATE_RFC3339_MAX];
    date_format_rfc3339(file->from_s, 0, from);
    char *public_text = crypto_base64_encode(file->public_key, CRYPTO_PUBLIC_KEY_BYTES);
    char *secret_text = crypto_base64_encode(file->secret, file->secret_len);
    char *text = xasprintf("{\"key_id\":\"%s\",\"from\":\"%s\",\n \"public_key\":\"%s\",\n"
                           " \"secret_key\":\"%s\"}\n",
                           file->key_id, from, public_text, secret_text);
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

void keyring_file_finish(struct key_file *file) {
    crypto_secret_free(file->secret);
    *file = (struct key_file){.secret = NULL};
}
