#include "app/stroke.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

static const struct {
    uint32_t mark; // combining
    const char *id;
} tones[] = {
    {0x301, "tone sắc"}, {0x300, "tone huyền"}, {0x309, "tone hỏi"},
    {0x303, "tone ngã"}, {0x323, "tone nặng"},
};

static const char *tone_of(uint32_t code_point) {
    for (size_t i = 0; i < sizeof tones / sizeof tones[0]; i++) {
        if (tones[i].mark == code_point)
            return tones[i].id;
    }
    return NULL;
}

/* Everything but the tone goes into `letter`, in lower case. */
static void take_apart(const char *nfd, struct stroke *out, struct strbuf *letter) {
    size_t len = strlen(nfd);
    for (size_t at = 0, used; at < len; at += used) {
        uint32_t code_point = 0;
        used = utf8_decode(nfd + at, len - at, &code_point);
        if (used == 0)
            return;
        const char *tone_id = tone_of(code_point);
        if (tone_id) {
            out->tone_id = tone_id;
            continue;
        }
        char bytes[4];
        uint32_t lower = utf8_to_lower(code_point);
        out->is_upper |= lower != code_point;
        strbuf_add(letter, bytes, utf8_encode(lower, bytes));
    }
}

size_t stroke_read(const char *text, struct stroke *out) {
    *out = (struct stroke){0};
    if (strncmp(text, "<BS>", 4) == 0) {
        out->is_backspace = true;
        return 4;
    }
    size_t len = utf8_next(text, 0);
    struct strbuf letter = {0};
    char *nfd = utf8_to_nfd(text, len);
    if (nfd)
        take_apart(nfd, out, &letter);
    char *nfc = utf8_to_nfc(strbuf_text(&letter), letter.len);
    snprintf(out->key, sizeof out->key, "%s", nfc ? nfc : "");
    free(nfc);
    free(nfd);
    strbuf_finish(&letter);
    return len ? len : 1;
}
