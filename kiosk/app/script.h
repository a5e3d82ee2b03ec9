/* A touch script as data: one command a line, `#` comments. The grammar stands in
 * tests/e2e/README.md. */
#ifndef APP_SCRIPT_H
#define APP_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum script_verb {
    SCRIPT_TAP,
    SCRIPT_HOLD,
    SCRIPT_DRAG,
    SCRIPT_TYPE,
    SCRIPT_KEYS,
    SCRIPT_KEY,
    SCRIPT_REACH,
    SCRIPT_TEXT,
    SCRIPT_WAIT,
    SCRIPT_EXPECT,
    SCRIPT_EXPECT_NOT,
    SCRIPT_ADVANCE,
    SCRIPT_SHOT,
    SCRIPT_ELEMENTS,
    SCRIPT_OFFLINE,
    SCRIPT_ONLINE,
    SCRIPT_QUIT,
    SCRIPT_VERBS, // how many
};

struct script_command {
    enum script_verb verb;
    int line;
    char *source; // owned: the line as written, without its comment
    char *text;   // owned: label, #id, words or file name; NULL where the verb has none
    int dx, dy;   // of a drag, canvas pixels; dx of `key`: how often
    int64_t ms;   // of hold, drag, wait, advance
};

struct script {
    char *path; // owned
    struct script_command *commands;
    size_t count;
};

/** The whole script is read first. False with `out_why` (owned by the caller): every wrong line as
 *  FILE:LINE: what was expected. */
bool script_load(const char *path, struct script *out, char **out_why);
void script_finish(struct script *script);

#endif
