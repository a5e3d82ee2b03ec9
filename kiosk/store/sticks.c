#include "store/sticks.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/xalloc.h"
#include "store/bundle.h"

#define DEPTH 2
#define NAMES_MAX 256 // of a folder in which sticks are mounted

struct search {
    struct stick *out;
    size_t count;
};

/* A stick, when it is one; a folder of folders is looked into as well. */
static bool add(struct search *search, const struct folder *folder, dev_t around) {
    struct folder bundle;
    char *why = NULL;
    struct stat info;
    bool has_bundle = folder_enter(folder, BUNDLE_DIR, &bundle, &why) == FOLDER_OK;
    if (has_bundle)
        folder_close(&bundle);
    free(why);
    bool is_mounted = fstat(folder->fd, &info) == 0 && info.st_dev != around;
    if ((!has_bundle && !is_mounted) || strlen(folder->path) >= STICK_PATH_MAX)
        return false;
    struct stick *stick = &search->out[search->count++];
    *stick = (struct stick){.has_bundle = has_bundle,
                            .is_writable = faccessat(folder->fd, ".", W_OK, AT_EACCESS) == 0};
    strcpy(stick->path, folder->path);
    return true;
}

static void look_in(struct search *search, const struct folder *folder, int depth) {
    size_t count = 0;
    char *why = NULL;
    struct stat around;
    char **names = folder_list(folder, NAMES_MAX, &count, &why);
    free(why);
    bool is_known = fstat(folder->fd, &around) == 0;
    for (size_t i = 0; is_known && i < count && search->count < STICKS_MAX; i++) {
        struct folder inner;
        why = NULL;
        if (names[i][0] != '.' && folder_enter(folder, names[i], &inner, &why) == FOLDER_OK) {
            if (!add(search, &inner, around.st_dev) && depth > 1)
                look_in(search, &inner, depth - 1);
            folder_close(&inner);
        }
        free(why);
    }
    folder_free_list(names, count);
}

size_t sticks_find(const char *roots, struct stick *out) {
    struct search search = {.out = out};
    char *copy = xstrdup(roots), *rest = NULL;
    for (char *root = strtok_r(copy, " \t", &rest); root; root = strtok_r(NULL, " \t", &rest)) {
        struct folder folder;
        char *why = NULL;
        if (folder_open(root, &folder, &why) == FOLDER_OK) {
            look_in(&search, &folder, DEPTH);
            folder_close(&folder);
        }
        free(why);
    }
    free(copy);
    return search.count;
}
