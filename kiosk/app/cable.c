#include "app/cable.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#define CARRIER_FILES "/sys/class/net/*/carrier" // "1" with a cable; unreadable while switched off

static bool has_carrier(const char *path) {
    FILE *file = fopen(path, "re");
    int first = file ? fgetc(file) : EOF;
    if (file)
        fclose(file);
    return first == '1';
}

bool cable_is_out(void) {
    glob_t found;
    bool has_socket = false, has_link = false;
    if (glob(CARRIER_FILES, 0, NULL, &found) != 0)
        return false;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        if (strstr(found.gl_pathv[i], "/lo/")) // always has one
            continue;
        has_socket = true;
        has_link |= has_carrier(found.gl_pathv[i]);
    }
    globfree(&found);
    return has_socket && !has_link;
}
