/* Where distributions put the Noto fonts: looked through after the kiosk's own folder. */
#ifndef BASE_FONT_DIRS_H
#define BASE_FONT_DIRS_H

#include <stdbool.h>

/** Ends with NULL. */
extern const char *const font_dirs[];

/** The file is in `dir` or in one of them. */
bool font_dirs_have(const char *dir, const char *name);

#endif
