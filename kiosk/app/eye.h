/* What a script sees: what may be touched now, and what is written on the screen. */
#ifndef APP_EYE_H
#define APP_EYE_H

#include "widgets/element.h"
#include <stdbool.h>

struct canvas;
struct house;

struct eye { // both borrowed
    const struct house *house;
    struct canvas *canvas;
};

/** What may be touched now; finished by the caller. */
struct element_list eye_list(const struct eye *eye);
/** By "#id" or label; a label that only begins so is taken when none is the same. `out` comes
 * without its label. False: nothing of that name may be touched. */
bool eye_find(const struct eye *eye, const char *name, struct element *out);
/** True when `words` stand somewhere on the screen, in a field, too. */
bool eye_shows(const struct eye *eye, const char *words);
/** Writes all it sees as JSON: name of the screen, elements, texts. False: it cannot be written. */
bool eye_write(const struct eye *eye, const char *path);

#endif
