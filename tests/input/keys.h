/* Presses keys into an empty field, as a person would; for the tests of typing. */
#ifndef TESTS_INPUT_KEYS_H
#define TESTS_INPUT_KEYS_H

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "input/typing.h"

#define KEYS_BACKSPACE "<BS>"
#define KEYS_TEXT_BYTES 512

struct keys_field {
    struct typing typing;
    char text[KEYS_TEXT_BYTES];
};

static inline void keys_open(struct keys_field *f, enum typing_method method,
                             enum typing_style style) {
    *f = (struct keys_field){0};
    typing_init(&f->typing, method, style);
}

static inline void keys_apply(struct keys_field *f, const struct typing_edit *edit) {
    size_t len = strlen(f->text);
    assert(edit->erase_bytes <= len);
    assert(len - edit->erase_bytes + strlen(edit->insert) < sizeof f->text);
    strcpy(f->text + len - edit->erase_bytes, edit->insert);
}

static inline void keys_backspace(struct keys_field *f) {
    struct typing_edit edit;
    typing_backspace(&f->typing, f->text, &edit);
    keys_apply(f, &edit);
}

static inline void keys_tone(struct keys_field *f, enum typing_mark mark) {
    struct typing_edit edit;
    typing_tone(&f->typing, f->text, mark, &edit);
    keys_apply(f, &edit);
}

/** One code point a key, <BS> for backspace. */
static inline void keys_press(struct keys_field *f, const char *keys) {
    size_t len = strlen(keys);
    for (size_t at = 0, used; at < len; at += used) {
        uint32_t code_point;
        char key[5] = "";
        struct typing_edit edit;
        if (strncmp(keys + at, KEYS_BACKSPACE, strlen(KEYS_BACKSPACE)) == 0) {
            used = strlen(KEYS_BACKSPACE);
            keys_backspace(f);
            continue;
        }
        used = utf8_decode(keys + at, len - at, &code_point);
        assert(used > 0);
        memcpy(key, keys + at, used);
        typing_key(&f->typing, f->text, key, &edit);
        keys_apply(f, &edit);
    }
}

#endif
