#include "net/enrol.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/enrol_code.h"
#include "net/http.h"
#include "store/device.h"

#define NEW_SUFFIX ".new" // until the store has said yes: the old trust may still be needed

char *enrol_ca_path(const char *data_dir) {
    char *whole = path_make_dirs(data_dir) ? realpath(data_dir, NULL) : NULL;
    char *path = whole ? path_join(whole, ENROL_CA_FILE) : NULL;
    free(whole);
    return path;
}

static char *url_without_slash(const char *url) {
    size_t len = strlen(url);
    while (len > 0 && url[len - 1] == '/')
        len--;
    return xstrndup(url, len);
}

/* The office's newest sealing key; of two from the same moment the later in the list. */
static bool read_newest_key(const json_t *keys, struct slip_key *out) {
    int64_t newest_s = INT64_MIN;
    bool has_key = false;
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const json_t *entry = json_array_get(keys, i);
        const char *key_id = jsonread_text(entry, "key_id", "");
        struct slip_key key = {0};
        int64_t from_s = 0;
        date_parse_rfc3339(jsonread_text(entry, "from", ""), &from_s, NULL);
        bool is_good = key_id[0] && strlen(key_id) < sizeof key.key_id &&
                       crypto_base64_decode_key(jsonread_text(entry, "public_key", ""),
                                                key.public_key, sizeof key.public_key);
        if (!is_good || from_s < newest_s)
            continue;
        strcpy(key.key_id, key_id); // its length was checked
        newest_s = from_s;
        *out = key;
        has_key = true;
    }
    return has_key;
}

/* Fills what the store decides; the rest of `out` is the caller's. */
static bool read_grant(const json_t *grant, struct device *out) {
    const char *device_id = jsonread_text(grant, "device_id", "");
    const char *token = jsonread_text(grant, "token", "");
    const char *store = jsonread_text(grant, "store", "");
    const char *sign_key = jsonread_text(grant, "sign_key", NULL);
    if (!device_id[0] || strlen(device_id) >= SLIP_ID_BYTES || !token[0] || !store[0] ||
        strpbrk(token, "\r\n") || !read_newest_key(jsonread_array(grant, "keys"), &out->seal_key))
        return false;
    if (sign_key && !crypto_base64_decode_key(sign_key, out->sign_key, sizeof out->sign_key))
        return false;
    out->has_sign_key = sign_key != NULL;
    out->device_id = xstrdup(device_id);
    out->token = xstrdup(token);
    out->store_id = xstrdup(store);
    return true;
}

/* NULL, or why not; owned by the caller. */
static char *take_answer(const struct http_answer *answer, struct device *out) {
    if (answer->outcome != HTTP_ANSWERED)
        return xasprintf("the store was not reached: %s", answer->why);
    bool is_problem = strcmp(answer->content_type, "application/problem+json") == 0;
    if (is_problem && answer->status >= 400 && answer->status < 500)
        return xstrdup("the store does not know this code: it is used up, older than a day or "
                       "mistyped; have a new one made in the office");
    if (answer->status != 200 && answer->status != 201)
        return xasprintf("the store could not enrol this kiosk (%d); try again", answer->status);
    char *why = NULL;
    json_t *grant = jsonread_bytes(answer->body, answer->body_len, HTTP_ANSWER_MAX, NULL);
    if (!read_grant(grant, out))
        why = xstrdup("the store's answer lacks device, token, store or a sealing key");
    json_decref(grant);
    return why;
}

static char *post_secret(const char *secret, const char *proxy, struct device *device) {
    struct clock clock;
    clock_init(&clock, 0);
    struct http *http = http_create_to_store(device, &clock, proxy, NULL);
    char *url = xasprintf("%s/v1/devices", device->url);
    char *body = xasprintf("{\"secret\":\"%s\"}", secret);
    const char *const headers[] = {"Content-Type: application/json", NULL};
    struct http_request request = {
        .method = "POST",
        .url = url,
        .headers = headers,
        .body = body,
        .body_len = strlen(body),
    };
    struct http_answer answer;
    http_run(http, &request, &answer);
    char *why = take_answer(&answer, device);
    if (answer.body)
        crypto_wipe(answer.body, answer.body_len); // the token
    http_answer_finish(&answer);
    crypto_wipe(body, strlen(body));
    free(body);
    free(url);
    http_destroy(http);
    return why;
}

/* The store said yes: its trust takes the place of the old one, then the device is saved. */
static char *save(const char *data_dir, const char *chain, struct device *device) {
    free(device->ca_path);
    device->ca_path = enrol_ca_path(data_dir);
    if (!device->ca_path || !path_write(device->ca_path, chain, strlen(chain), 0600))
        return xasprintf("cannot write the store's certificate to '%s': %s", data_dir,
                         strerror(errno));
    if (!device_save(data_dir, device))
        return xasprintf("cannot write what '%s' has to keep of the store", data_dir);
    return NULL;
}

static char *enrol_with_chain(const char *secret, const char *data_dir, const char *proxy,
                              const char *chain, struct device *device) {
    char *path = enrol_ca_path(data_dir);
    char *new_path = path ? xasprintf("%s" NEW_SUFFIX, path) : NULL;
    char *why = NULL;
    if (!new_path || !path_write(new_path, chain, strlen(chain), 0600)) {
        why = xasprintf("cannot write to '%s': %s", data_dir, strerror(errno));
    } else {
        device->ca_path = xstrdup(new_path);
        why = post_secret(secret, proxy, device);
        if (!why)
            why = save(data_dir, chain, device);
        unlink(new_path);
    }
    free(new_path);
    free(path);
    return why;
}

bool enrol_by_code(const char *url, const char *code, const char *data_dir, const char *proxy,
                   struct device *out, char **out_why) {
    uint8_t fingerprint[ENROL_FINGERPRINT_BYTES];
    char secret[ENROL_SECRET_MAX], *why = NULL, *chain = NULL;
    struct device device = {.url = url_without_slash(url)};
    if (!enrol_code_parse(code, fingerprint, secret))
        why = xstrdup("the code is not complete: expected 26 letters and digits");
    else
        chain = http_fetch_chain(device.url, fingerprint, proxy, &device.pin, &why);
    if (chain)
        why = enrol_with_chain(secret, data_dir, proxy, chain, &device);
    crypto_wipe(secret, sizeof secret);
    free(chain);
    if (why) {
        device_finish(&device);
        *out_why = why;
        return false;
    }
    *out = device;
    return true;
}
