#include "widgets/keyboard_layout.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Landscape: twelve columns. What is not a letter keeps its place in all three. */
static const struct keyboard_grid LANDSCAPE[] = {
    [KEYBOARD_QWERTY] = {5,
                         {{12, "sắc huyền hỏi ngã nặng ă â đ ê ô ơ ư"},
                          {12, "q w e r t y u i o p backspace=2"},
                          {12, "a s d f g h j k l shift order=2"},
                          {12, "z x c v b n m , . - clear=2"},
                          {12, "num=2 space=6 telex=4"}}},
    [KEYBOARD_ALPHABET] = {5,
                           {{12, "sắc huyền hỏi ngã nặng a ă â b c d đ"},
                            {12, "e ê g h i k l m n o backspace=2"},
                            {12, "ô ơ p q r s t u ư shift order=2"},
                            {12, "v x y f j w z , . - clear=2"},
                            {12, "num=2 space=6 telex=4"}}},
    [KEYBOARD_DIGITS] = {5,
                         {{12, "1 2 3 4 5 6 7 8 9 0 % +"},
                          {12, ". , - / ( ) : ; ! ? backspace=2"},
                          {12, "\" ' “ ” – … & @ = # order=2"},
                          {12, "° ² ³ ½ × ₫ * _ · ~ clear=2"},
                          {12, "num=2 space=6 telex=4"}}},
};

/* Portrait: eight columns for fingers, ten where QWERTY needs them. */
static const struct keyboard_grid PORTRAIT[] = {
    [KEYBOARD_QWERTY] = {6,
                         {{8, "sắc huyền hỏi ngã nặng backspace=3"},
                          {10, "ă â đ ê ô ơ ư , . -"},
                          {10, "q w e r t y u i o p"},
                          {10, "a s d f g h j k l shift"},
                          {10, "z x c v b n m clear=3"},
                          {8, "num telex=2 space=3 order=2"}}},
    [KEYBOARD_ALPHABET] = {6,
                           {{8, "sắc huyền hỏi ngã nặng backspace=3"},
                            {8, "a ă â b c d đ e"},
                            {8, "ê g h i k l m n"},
                            {8, "o ô ơ p q r s t"},
                            {8, "u ư v x y f j w"},
                            {8, "num z shift space=3 order=2"}}},
    [KEYBOARD_DIGITS] = {6,
                         {{8, "1 2 3 4 5 backspace=3"},
                          {8, "6 7 8 9 0 . , -"},
                          {8, "/ ( ) : ; ! ? %"},
                          {8, "\" ' “ ” – … & +"},
                          {8, "@ = ² telex=3 clear=2"},
                          {8, "num # × space=3 order=2"}}},
};

const struct keyboard_grid *keyboard_grid(enum keyboard_layout layout, bool is_portrait) {
    return is_portrait ? &PORTRAIT[layout] : &LANDSCAPE[layout];
}

bool keyboard_next_cell(const char **at, struct keyboard_cell *out) {
    size_t len = strcspn(*at, " ");
    if (len == 0)
        return false;
    assert(len < KEYBOARD_TOKEN_BYTES);
    out->column += out->span;
    memcpy(out->token, *at, len);
    out->token[len] = '\0';
    *at += len + ((*at)[len] == ' ');
    char *equals = len > 1 ? strchr(out->token, '=') : NULL; // alone it is a key
    out->span = equals ? atoi(equals + 1) : 1;
    if (equals)
        *equals = '\0';
    return true;
}
