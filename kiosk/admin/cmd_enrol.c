/* kioskctl enrol: by the office's one-time code, or by hand where there is no way to the store. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/pin.h"
#include "base/crypto.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "net/enrol.h"
#include "store/device.h"

#define CA_BYTES_MAX (1024 * 1024)

struct request { // as given; all borrowed from argv
    const char *url, *code, *device, *token, *store, *seal_key, *seal_key_id, *sign_key, *ca, *pin;
};

static const struct option long_options[] = {
    {"url", required_argument, NULL, 'u'},
    {"code", required_argument, NULL, 'c'},
    {"device", required_argument, NULL, 'd'},
    {"token", required_argument, NULL, 't'},
    {"store-id", required_argument, NULL, 's'},
    {"seal-key", required_argument, NULL, 'k'},
    {"seal-key-id", required_argument, NULL, 'i'},
    {"sign-key", required_argument, NULL, 'g'},
    {"ca", required_argument, NULL, 'a'},
    {"pin", required_argument, NULL, 'p'},
    {"help", no_argument, NULL, 'h'},
    {0},
};

static const char help[] =
    "usage: kioskctl enrol --url URL --code CODE\n"
    "       kioskctl enrol --url URL --device ID --token TOKEN --store-id ID --seal-key KEY\n"
    "                      [--seal-key-id ID] [--sign-key KEY] [--ca FILE] [--pin PIN]\n\n"
    "Makes this machine a kiosk of the record store at URL (https://...) and keeps that in\n"
    "the data folder. CODE comes from 'recordstore device add'; it names the store's key, so\n"
    "no other machine can answer for it. By hand:\n\n"
    "  --device, --token      what the store knows this kiosk by\n"
    "  --store-id             what the store calls itself in /v1/health\n"
    "  --seal-key             the office's X25519 public key, base64\n"
    "  --seal-key-id          its name in the store (default: 1)\n"
    "  --sign-key             the office's Ed25519 public key for content, base64\n"
    "  --ca                   certificates (PEM) to trust; default: the system's\n"
    "  --pin                  SHA-256 of the store's public key: base64, hex or sha256//...;\n"
    "                         several with ';' between (the second is the spare)\n";

static const char **place_of(struct request *r, int option) {
    switch (option) {
    case 'u':
        return &r->url;
    case 'c':
        return &r->code;
    case 'd':
        return &r->device;
    case 't':
        return &r->token;
    case 's':
        return &r->store;
    case 'k':
        return &r->seal_key;
    case 'i':
        return &r->seal_key_id;
    case 'g':
        return &r->sign_key;
    case 'a':
        return &r->ca;
    case 'p':
        return &r->pin;
    default:
        return NULL;
    }
}

static int fail(const char *what, const char *expected) {
    fprintf(stderr, "kioskctl enrol: %s: expected %s\n", what, expected);
    return ADMIN_FAILED;
}

static int enrol_by_office(const struct admin_options *options, const struct request *r) {
    struct device device;
    char *why = NULL;
    if (!enrol_by_code(r->url, r->code, options->data_dir, options->config.proxy, &device, &why)) {
        fprintf(stderr, "kioskctl enrol: %s\n", why);
        free(why);
        return ADMIN_FAILED;
    }
    printf("enrolled as %s with %s (%s)\n", device.device_id, device.store_id, device.url);
    device_finish(&device);
    return ADMIN_OK;
}

/* A copy of our own: the file that was given may lie on a stick. */
static bool keep_ca(const char *data_dir, const char *file, struct device *device) {
    char *pem = NULL;
    size_t len = 0;
    bool is_read = path_read(file, CA_BYTES_MAX, &pem, &len);
    if (is_read)
        device->ca_path = enrol_ca_path(data_dir);
    bool is_kept = device->ca_path && path_write(device->ca_path, pem, len, 0600);
    if (!is_kept)
        fprintf(stderr, "kioskctl enrol: %s: %s\n", is_read ? data_dir : file, strerror(errno));
    free(pem);
    return is_kept;
}

/* ADMIN_OK when every value is good; `device` holds copies. */
static int fill_device(const struct request *r, struct device *device) {
    device->url = xstrdup(r->url);
    device->device_id = xstrdup(r->device);
    device->token = xstrdup(r->token);
    device->store_id = xstrdup(r->store);
    device->has_sign_key = r->sign_key != NULL;
    const char *key_id = r->seal_key_id ? r->seal_key_id : "1";
    if (!key_id[0] || strlen(key_id) >= sizeof device->seal_key.key_id)
        return fail("--seal-key-id", "1 to 31 characters");
    strcpy(device->seal_key.key_id, key_id); // its length was checked
    if (strncmp(r->url, "https://", 8) != 0)
        return fail("--url", "https://...");
    if (!crypto_base64_decode_key(r->seal_key, device->seal_key.public_key,
                                  CRYPTO_PUBLIC_KEY_BYTES))
        return fail("--seal-key", "32 bytes in base64");
    if (r->sign_key &&
        !crypto_base64_decode_key(r->sign_key, device->sign_key, CRYPTO_PUBLIC_KEY_BYTES))
        return fail("--sign-key", "32 bytes in base64");
    if (r->pin && !(device->pin = pin_normalise(r->pin)))
        return fail("--pin", "SHA-256 as base64, hex or sha256//...");
    return ADMIN_OK;
}

static int enrol_by_hand(const struct admin_options *options, const struct request *r) {
    struct device device = {0};
    int status = fill_device(r, &device);
    if (status == ADMIN_OK && r->ca && !keep_ca(options->data_dir, r->ca, &device))
        status = ADMIN_FAILED;
    if (status == ADMIN_OK && !device_save(options->data_dir, &device))
        status = ADMIN_FAILED;
    if (status == ADMIN_OK)
        printf("enrolled as %s with %s (%s)\n", device.device_id, device.store_id, device.url);
    device_finish(&device);
    return status;
}

int cmd_enrol(const struct admin_options *options, int argc, char **argv) {
    struct request r = {0};
    for (int c; (c = getopt_long(argc, argv, "h", long_options, NULL)) != -1;) {
        const char **place = place_of(&r, c);
        if (!place)
            return admin_help(help, c);
        *place = optarg;
    }
    bool is_by_hand = r.device && r.token && r.store && r.seal_key && !r.code;
    bool is_by_code = r.code && !r.device && !r.token && !r.store && !r.seal_key;
    if (optind != argc || !r.url || !(is_by_hand || is_by_code))
        return admin_help(help, 0);
    return is_by_code ? enrol_by_office(options, &r) : enrol_by_hand(options, &r);
}
