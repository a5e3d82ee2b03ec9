#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define NAME_BYTES_MAX 255
#define OPEN_DIR (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* A name that leads nowhere else: at most 255 bytes. */
static bool is_name(const char *name) {
    size_t len = strlen(name);
    return len > 0 && len <= NAME_BYTES_MAX && !strchr(name, '/') && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static enum folder_result say(enum folder_result result, const struct folder *folder,
                              const char *name, const char *what, char **out_why) {
    *out_why = xasprintf("%s/%s: %s", folder->path, name, what);
    return result;
}

/* By errno. */
static enum folder_result failed(const struct folder *folder, const char *name, char **out_why) {
    int error = errno;
    switch (error) {
    case ENOENT:
        return say(FOLDER_ABSENT, folder, name, "is not there", out_why);
    case ELOOP:
        return say(FOLDER_REFUSED, folder, name, "is a link; expected a plain file or folder",
                   out_why);
    case ENOTDIR:
        return say(FOLDER_REFUSED, folder, name, "expected a folder that is no link", out_why);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return say(FOLDER_FULL, folder, name, "there is no room for it", out_why);
    default:
        return say(FOLDER_FAILED, folder, name, strerror(error), out_why);
    }
}

enum folder_result folder_open(const char *path, struct folder *out, char **out_why) {
    *out = (struct folder){.fd = open(path, OPEN_DIR), .path = NULL};
    if (out->fd >= 0) {
        out->path = xstrdup(path);
        return FOLDER_OK;
    }
    enum folder_result result = errno == ENOENT ? FOLDER_ABSENT : FOLDER_FAILED;
    *out_why = xasprintf("%s: %s", path, strerror(errno));
    return result;
}

enum folder_result folder_enter(const struct folder *folder, const char *name, struct folder *out,
                                char **out_why) {
    *out = (struct folder){.fd = -1};
    if (!is_name(name))
        return say(FOLDER_REFUSED, folder, name, "expected a plain name", out_why);
    out->fd = openat(folder->fd, name, OPEN_DIR);
    if (out->fd < 0)
        return failed(folder, name, out_why);
    out->path = path_join(folder->path, name);
    return FOLDER_OK;
}

enum folder_result folder_make(const struct folder *folder, const char *name, struct folder *out,
                               char **out_why) {
    *out = (struct folder){.fd = -1};
    if (is_name(name) && mkdirat(folder->fd, name, 0700) == 0 && fsync(folder->fd) != 0)
        return failed(folder, name, out_why);
    return folder_enter(folder, name, out, out_why); // says what else is in the way
}

void folder_close(struct folder *folder) {
    if (!folder || !folder->path)
        return;
    close(folder->fd);
    free(folder->path);
    *folder = (struct folder){.fd = -1};
}

/* ---- reading ---- */

static enum folder_result read_whole(int fd, size_t len, char *out, size_t *out_len) {
    size_t at = 0;
    while (at < len) {
        ssize_t got = read(fd, out + at, len - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return FOLDER_FAILED;
        if (got == 0)
            break;
        at += (size_t)got;
    }
    out[at] = '\0';
    *out_len = at;
    return FOLDER_OK;
}

/* Opened and looked at; the descriptor, or -1 with the result. O_NONBLOCK: a pipe somebody put
 * there must not hold us. */
static int open_plain(const struct folder *folder, const char *name, struct stat *out_info,
                      enum folder_result *out_result, char **out_why) {
    int fd = is_name(name)
                 ? openat(folder->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                 : -1;
    if (fd < 0) {
        *out_result = is_name(name)
                          ? failed(folder, name, out_why)
                          : say(FOLDER_REFUSED, folder, name, "expected a plain name", out_why);
        return -1;
    }
    if (fstat(fd, out_info) == 0 && S_ISREG(out_info->st_mode))
        return fd;
    close(fd);
    *out_result = say(FOLDER_REFUSED, folder, name, "expected a plain file", out_why);
    return -1;
}

enum folder_result folder_read(const struct folder *folder, const char *name, size_t max_bytes,
                               char **out_bytes, size_t *out_len, char **out_why) {
    struct stat info;
    enum folder_result result = FOLDER_OK;
    int fd = open_plain(folder, name, &info, &result, out_why);
    if (fd < 0)
        return result;
    if ((unsigned long long)info.st_size > max_bytes) {
        char *what =
            xasprintf("is %lld bytes; expected at most %zu", (long long)info.st_size, max_bytes);
        say(FOLDER_REFUSED, folder, name, what, out_why);
        free(what);
        close(fd);
        return FOLDER_REFUSED;
    }
    char *bytes = xmalloc((size_t)info.st_size + 1);
    result = read_whole(fd, (size_t)info.st_size, bytes, out_len);
    if (result == FOLDER_OK)
        *out_bytes = bytes;
    else {
        result = failed(folder, name, out_why);
        free(bytes);
    }
    close(fd);
    return result;
}

long long folder_size(const struct folder *folder, const char *name) {
    struct stat info;
    bool is_plain = is_name(name) && fstatat(folder->fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                    S_ISREG(info.st_mode);
    return is_plain ? (long long)info.st_size : -1;
}

/* ---- writing ---- */

static bool write_whole(int fd, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            bytes += put;
            len -= (size_t)put;
        }
    }
    return fsync(fd) == 0;
}

static bool write_beside(const struct folder *folder, const char *beside, const void *bytes,
                         size_t len) {
    unlinkat(folder->fd, beside, 0); // left by a stick that was pulled out
    int fd = openat(folder->fd, beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool is_written = write_whole(fd, bytes, len);
    int error = errno;
    if (close(fd) != 0 && is_written) {
        is_written = false;
        error = errno;
    }
    errno = error;
    return is_written;
}

enum folder_result folder_write(const struct folder *folder, const char *name, const void *bytes,
                                size_t len, char **out_why) {
    if (!is_name(name))
        return say(FOLDER_REFUSED, folder, name, "expected a plain name", out_why);
    char *beside = xasprintf("%s.new", name);
    bool is_written = write_beside(folder, beside, bytes, len) &&
                      renameat(folder->fd, beside, folder->fd, name) == 0 && fsync(folder->fd) == 0;
    enum folder_result result = FOLDER_OK;
    if (!is_written) {
        result = failed(folder, name, out_why);
        unlinkat(folder->fd, beside, 0);
    }
    free(beside);
    return result;
}

/* ---- listing ---- */

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void folder_free_list(char **names, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

static bool is_itself(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

char **folder_list(const struct folder *folder, size_t names_max, size_t *out_count,
                   char **out_why) {
    int fd = openat(folder->fd, ".", OPEN_DIR); // of its own: reading moves it
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        failed(folder, ".", out_why);
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    size_t count = 0, room = 16;
    char **names = xcalloc(room, sizeof *names);
    struct dirent *entry = NULL;
    while (count <= names_max && (entry = readdir(dir))) {
        if (is_itself(entry->d_name))
            continue;
        if (count == room)
            names = xrealloc(names, room *= 2, sizeof *names);
        names[count++] = xstrdup(entry->d_name);
    }
    closedir(dir);
    if (count > names_max) {
        *out_why = xasprintf("%s: expected at most %zu files", folder->path, names_max);
        folder_free_list(names, count);
        return NULL;
    }
    qsort(names, count, sizeof *names, compare_names);
    *out_count = count;
    return names;
}
