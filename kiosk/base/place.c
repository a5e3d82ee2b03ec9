#include "base/place.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

char *place_program_dir(void) {
    char own[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", own, sizeof own - 1);
    if (len <= 0)
        return NULL;
    own[len] = '\0';
    char *slash = strrchr(own, '/');
    slash[slash == own] = '\0'; // of "/kiosk" the slash stays
    return xstrdup(own);
}

/* Takes `path` over. */
static char *if_there(char *path) {
    if (path_exists(path))
        return path;
    free(path);
    return NULL;
}

char *place_settings(const char *folder, const char *name) {
    char *dir = place_program_dir(), *above = dir ? path_join(dir, "../..") : NULL;
    char *tree = above ? realpath(above, NULL) : NULL, *found = NULL;
    if (tree) {
        const char *end = strcmp(tree, "/") == 0 ? "" : tree;
        found = if_there(xasprintf("%s/etc/%s/%s", end, folder, name));
        if (!found)
            found = if_there(xasprintf("%s/config/%s", end, name));
    }
    free(tree);
    free(above);
    free(dir);
    return found ? found : if_there(xasprintf("/etc/%s/%s", folder, name));
}

bool place_is_anothers(const char *data_dir, const char *program, char **out_why) {
    struct stat info;
    if (geteuid() != 0 || stat(data_dir, &info) != 0 || info.st_uid == 0)
        return false;
    const struct passwd *owner = getpwuid(info.st_uid);
    char number[24];
    snprintf(number, sizeof number, "#%u", (unsigned)info.st_uid);
    *out_why = xasprintf("'%s' belongs to the user %s, who could not change what root writes "
                         "there: runuser -u %s -- %s ...",
                         data_dir, owner ? owner->pw_name : number, owner ? owner->pw_name : "USER",
                         program);
    return true;
}
