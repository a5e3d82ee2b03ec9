/* Composing Vietnamese (bộ gõ): Telex, VNI, finished-letter keys and bare tone keys by one set of
 * rules. Pure: text before, key, text after. Rules: the project's typing rules; no word list. */
#ifndef INPUT_TYPING_H
#define INPUT_TYPING_H

#include <stdbool.h>
#include <stddef.h>

enum typing_method {
    TYPING_PLAIN, // letters only: finished-letter keys and tone keys still work
    TYPING_TELEX,
    TYPING_VNI,
};

enum typing_style { // where an open oa, oe, uy carries its tone
    TYPING_OLD,     // hòa, thủy
    TYPING_NEW,     // hoà, thuỷ
};

enum typing_mark { // bare mark keys of the on-screen keyboard
    TYPING_SAC,
    TYPING_HUYEN,
    TYPING_HOI,
    TYPING_NGA,
    TYPING_NANG,
};

/* The syllable being typed is read from the text itself, so that typing goes on anywhere the caret
 * is put; this is only what cannot be read from it. */
struct typing {
    enum typing_method method;
    enum typing_style style;
    bool is_plain;   // a mark was taken back: the rest of the word is plain letters
    bool has_lone_w; // the syllable's ư was typed as a w alone and may yet turn out to be a w
};

void typing_init(struct typing *t, enum typing_method method, enum typing_style style);
/** Forgets the syllable: the caret moved, the field changed. */
void typing_reset(struct typing *t);

/* An edit of the text before the caret: take `erase_bytes` off its end, then add `insert`. Text
 * that was NFC stays NFC. */
struct typing_edit {
    size_t erase_bytes;
    char insert[64];
};

/**
 * One key: a character of a keyboard (1 code point, UTF-8). Finished letters (ă â đ ê ô ơ ư) and
 * bare marks (combining, U+0300 and up) do what the VNI keys for them do, whatever the method.
 * @param before  NFC text before the caret; borrowed
 */
void typing_key(struct typing *t, const char *before, const char *key, struct typing_edit *out);
/** A bare tone key: puts the mark on the last syllable; the same again takes it off and types
 * nothing. */
void typing_tone(struct typing *t, const char *before, enum typing_mark mark,
                 struct typing_edit *out);
/** Backspace: the last letter with its marks; a tone elsewhere stays and moves as the rules say. */
void typing_backspace(struct typing *t, const char *before, struct typing_edit *out);

#endif
