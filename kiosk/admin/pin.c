#include "admin/pin.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define PREFIX "sha256//"

static bool decode_hex(const char *text, uint8_t *out) {
    if (strlen(text) != CRYPTO_SHA256_HEX_MAX - 1)
        return false;
    for (size_t i = 0; i < CRYPTO_SHA256_BYTES; i++) {
        const char pair[] = {text[i * 2], text[i * 2 + 1], '\0'};
        if (!isxdigit((unsigned char)pair[0]) || !isxdigit((unsigned char)pair[1]))
            return false;
        out[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
    return true;
}

static bool decode_one(const char *text, uint8_t *out) {
    if (strncmp(text, PREFIX, strlen(PREFIX)) == 0)
        text += strlen(PREFIX);
    return decode_hex(text, out) || crypto_base64_decode_key(text, out, CRYPTO_SHA256_BYTES);
}

char *pin_normalise(const char *text) {
    struct strbuf pins = {0};
    char *copy = xstrdup(text), *rest = copy, *one;
    bool is_good = true;
    while (is_good && (one = strsep(&rest, ";"))) {
        uint8_t hash[CRYPTO_SHA256_BYTES];
        is_good = decode_one(one, hash);
        if (!is_good)
            break;
        char *base64 = crypto_base64_encode(hash, sizeof hash);
        strbuf_addf(&pins, "%s" PREFIX "%s", pins.len > 0 ? ";" : "", base64);
        free(base64);
    }
    free(copy);
    if (!is_good)
        strbuf_finish(&pins);
    return is_good ? strbuf_detach(&pins) : NULL;
}
