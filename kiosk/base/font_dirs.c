#include "base/font_dirs.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/path.h"

const char *const font_dirs[] = {
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/noto",
    "/usr/share/fonts/google-noto",
    NULL,
};

static bool has(const char *dir, const char *name) {
    char *path = path_join(dir, name);
    bool is_there = path_exists(path);
    free(path);
    return is_there;
}

bool font_dirs_have(const char *dir, const char *name) {
    bool is_found = has(dir, name);
    for (size_t i = 0; font_dirs[i] && !is_found; i++)
        is_found = has(font_dirs[i], name);
    return is_found;
}
