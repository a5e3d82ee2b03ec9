/* What a key asks of a syllable, a tone or a mark, and what becomes of the syllable then. */
#ifndef INPUT_COMMAND_H
#define INPUT_COMMAND_H

#include "input/syllable.h"
#include "input/typing.h"
#include <stdbool.h>
#include <stdint.h>

enum command_kind { COMMAND_TONE, COMMAND_MARK };

/* TONE_LEVEL takes the tone away; a mark is for one of some letters. */
struct command {
    uint32_t key; // lower case
    enum command_kind kind;
    enum tone tone;
    enum letter_mark mark;
    const char *bases;
};

enum outcome {
    OUTCOME_LETTER, // nothing special: the key is a letter, and the syllable as it was
    OUTCOME_DONE,
    OUTCOME_UNDONE, // the mark was there already and has been taken away
};

/** NULL when the key is only a letter. Combining marks are commands in every method. */
const struct command *command_find(enum typing_method method, uint32_t key);
/** A bare mark types nothing where it has nothing to do, nor when it is taken back. */
bool command_is_bare(const struct command *command);
/** Telex w: horn, breve, and by itself ư. */
bool command_is_w(const struct command *command);
enum outcome command_obey(const struct command *command, struct syllable *s);

#endif
