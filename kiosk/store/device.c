#include "store/device.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define DEVICE_FILE "device.json"
#define DEVICE_BYTES_MAX 65536

// The texts of the file, in its order; those that must be there hold at least one byte.
static const struct {
    const char *key;
    size_t offset;
    bool is_required;
} TEXTS[] = {
    {"url", offsetof(struct device, url), true},
    {"device_id", offsetof(struct device, device_id), true},
    {"token", offsetof(struct device, token), true},
    {"store_id", offsetof(struct device, store_id), true},
    {"ca_path", offsetof(struct device, ca_path), false},
    {"pin", offsetof(struct device, pin), false},
};
#define TEXT_COUNT (sizeof TEXTS / sizeof TEXTS[0])

static char **text_at(struct device *device, size_t i) {
    return (char **)((char *)device + TEXTS[i].offset);
}

static const char *text_of(const struct device *device, size_t i) {
    return *(char *const *)((const char *)device + TEXTS[i].offset);
}

/** NULL, or what was expected of which key. */
static const char *read_texts(const json_t *root, struct device *out) {
    static const char *const expected[TEXT_COUNT] = {
        "\"url\": expected \"https://...\"",    "\"device_id\": expected a text",
        "\"token\": expected a text",           "\"store_id\": expected a text",
        "\"ca_path\": expected a text or null", "\"pin\": expected a text or null"};
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        const json_t *value = json_object_get(root, TEXTS[i].key);
        bool is_absent = !value || json_is_null(value);
        const char *text = json_string_value(value);
        if (is_absent ? TEXTS[i].is_required : !text || !text[0])
            return expected[i];
        *text_at(out, i) = xstrdup(text);
    }
    return strncmp(out->url, "https://", 8) == 0 ? NULL : expected[0];
}

static const char *read_keys(const json_t *root, struct device *out) {
    const json_t *seal = json_object_get(root, "seal_key");
    if (json_is_object(seal)) {
        const char *key_id = jsonread_text(seal, "key_id", "");
        if (!key_id[0] || strlen(key_id) >= sizeof out->seal_key.key_id)
            return "\"seal_key.key_id\": expected a text of 1 to 31 bytes";
        strcpy(out->seal_key.key_id, key_id); // its length was checked
        if (!crypto_base64_decode_key(jsonread_text(seal, "public_key", ""),
                                      out->seal_key.public_key, CRYPTO_PUBLIC_KEY_BYTES))
            return "\"seal_key.public_key\": expected 32 bytes in base64";
    } else if (seal && !json_is_null(seal)) {
        return "\"seal_key\": expected an object or null";
    }
    const json_t *sign = json_object_get(root, "sign_key");
    out->has_sign_key = sign && !json_is_null(sign);
    if (out->has_sign_key &&
        (!json_is_string(sign) || !crypto_base64_decode_key(json_string_value(sign), out->sign_key,
                                                            CRYPTO_PUBLIC_KEY_BYTES)))
        return "\"sign_key\": expected 32 bytes in base64 or null";
    return NULL;
}

static enum device_result broken(const char *path, const char *why, char **out_why) {
    log_error("cannot use '%s': %s", path, why);
    *out_why = xasprintf("%s: %s", path, why);
    return DEVICE_BROKEN;
}

static enum device_result load(const char *path, struct device *out, char **out_why) {
    char *bytes = NULL;
    size_t len_bytes = 0;
    if (!path_read(path, DEVICE_BYTES_MAX, &bytes, &len_bytes))
        return errno == ENOENT ? DEVICE_NONE : broken(path, strerror(errno), out_why);
    char *why = NULL;
    struct device device = {0};
    json_t *root = jsonread_bytes(bytes, len_bytes, DEVICE_BYTES_MAX, &why);
    crypto_wipe(bytes, len_bytes); // the token was in it
    free(bytes);
    const char *fault = why;
    if (root)
        fault = json_is_object(root) ? read_texts(root, &device) : "expected an object";
    if (root && !fault)
        fault = read_keys(root, &device);
    enum device_result result = DEVICE_OK;
    if (fault) {
        result = broken(path, fault, out_why);
        device_finish(&device);
    } else {
        *out = device;
    }
    json_decref(root);
    free(why);
    return result;
}

enum device_result device_load(const char *data_dir, struct device *out, char **out_why) {
    char *path = path_join(data_dir, DEVICE_FILE);
    enum device_result result = load(path, out, out_why);
    free(path);
    return result;
}

static json_t *base64_value(const uint8_t *key) {
    char *text = crypto_base64_encode(key, CRYPTO_PUBLIC_KEY_BYTES);
    json_t *value = json_string(text);
    free(text);
    return value;
}

static json_t *device_to_json(const struct device *device) {
    json_t *root = json_object();
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        const char *text = text_of(device, i);
        json_object_set_new(root, TEXTS[i].key, text ? json_string(text) : json_null());
    }
    json_t *seal = json_null();
    if (device->seal_key.key_id[0]) {
        seal = json_object();
        json_object_set_new(seal, "key_id", json_string(device->seal_key.key_id));
        json_object_set_new(seal, "public_key", base64_value(device->seal_key.public_key));
    }
    json_object_set_new(root, "seal_key", seal);
    json_object_set_new(root, "sign_key",
                        device->has_sign_key ? base64_value(device->sign_key) : json_null());
    return root;
}

bool device_save(const char *data_dir, const struct device *device) {
    json_t *root = device_to_json(device);
    char *text = jsonread_dump(root);
    char *path = path_join(data_dir, DEVICE_FILE);
    bool ok = path_make_dirs(data_dir) && path_write(path, text, strlen(text), 0600);
    if (!ok)
        log_error("cannot write '%s': %s", path, strerror(errno));
    crypto_wipe(text, strlen(text));
    free(text);
    free(path);
    json_decref(root);
    return ok;
}

void device_finish(struct device *device) {
    if (!device)
        return;
    if (device->token)
        crypto_wipe(device->token, strlen(device->token));
    for (size_t i = 0; i < TEXT_COUNT; i++)
        free(*text_at(device, i));
    *device = (struct device){0};
}
