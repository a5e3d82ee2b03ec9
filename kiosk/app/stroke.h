/* Which keys of the on-screen keyboard write a character, for touch scripts. */
#ifndef APP_STROKE_H
#define APP_STROKE_H

#include <stdbool.h>
#include <stddef.h>

/* "Ễ" is the key ê, in capitals, and the tone key ngã. */
struct stroke {
    char key[8]; // lower case, with its own mark
    bool is_upper, is_backspace;
    const char *tone_id; // id of the tone key, NULL none; static
};

/** The first character of `text` ("<BS>" is the backspace key). @return bytes read, at least 1 */
size_t stroke_read(const char *text, struct stroke *out);

#endif
