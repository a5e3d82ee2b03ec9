/* The words of the officer's pages: assets/words/office.vi.json. */
#ifndef OFFICE_WORDS_H
#define OFFICE_WORDS_H

#include "model/words.h"

/**
 * A key of the table, to be looked up. It also puts the key into a section of the program that
 * office_words_open() reads: a program that asks for a word the table lacks does not start.
 */
#define WORD(key)                                                                                  \
    __extension__({                                                                                \
        static const char *const word_used __attribute__((section("office_words"), used)) = (key); \
        word_used;                                                                                 \
    })

/** The same for keys that stand in a table of constants: at file scope, WORDS_USED(name, "a", ...);
 */
#define WORDS_USED(name, ...)                                                                      \
    static const char *const name[] __attribute__((section("office_words"), used)) = {__VA_ARGS__}

/** NULL when the file cannot be read or lacks a key of the program; `out_why` is the caller's. */
struct words *office_words_open(const char *assets_dir, char **out_why);
/** The word of PREFIX.id, for ids that come from data: an unknown one is shown as it is. Borrowed
 *  from the words or from `id`. */
const char *office_words_of(const struct words *words, const char *prefix, const char *id);

#endif
