#include "records/file_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define PIECE_BYTES 65536
#define OPEN_DIRS 16

static bool write_all(int fd, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);
        if (put < 0 && errno != EINTR)
            return false;
        bytes += put > 0 ? put : 0;
        len -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* From one to the other (-1: to nowhere) and through the hash. */
static bool pour(int from, int to, struct file_copy *out) {
    struct crypto_hasher *hasher = crypto_hasher_create();
    char *piece = xmalloc(PIECE_BYTES);
    ssize_t got;
    bool is_ok = true;
    *out = (struct file_copy){.bytes = 0};
    while (is_ok && (got = read(from, piece, PIECE_BYTES)) != 0) {
        if (got < 0) {
            is_ok = errno == EINTR;
            continue;
        }
        crypto_hasher_add(hasher, piece, (size_t)got);
        out->bytes += got;
        is_ok = to < 0 || write_all(to, piece, (size_t)got);
    }
    int why = errno;
    crypto_hasher_end(hasher, out->sha256);
    free(piece);
    errno = why;
    return is_ok;
}

bool file_copy_hash(const char *path, struct file_copy *out, char **out_why) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool is_read = fd >= 0 && pour(fd, -1, out);
    if (!is_read)
        *out_why = xasprintf("cannot read '%s': %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return is_read;
}

/* The folder of a path, made where it is missing; owned by the caller. */
static char *make_parent(const char *path) {
    const char *slash = strrchr(path, '/');
    char *dir = slash ? xstrndup(path, (size_t)(slash - path)) : xstrdup(".");
    if (path_make_dirs(dir))
        return dir;
    int why = errno;
    free(dir);
    errno = why;
    return NULL;
}

static bool fill(int from, const char *to, struct file_copy *out) {
    char *dir = make_parent(to), *beside = xasprintf("%s.new", to);
    int fd = dir ? open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    bool is_ok = fd >= 0 && pour(from, fd, out) && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0 && close(fd) != 0 && is_ok) {
        is_ok = false;
        why = errno;
    }
    if (is_ok && rename(beside, to) != 0) {
        is_ok = false;
        why = errno;
    }
    if (!is_ok)
        unlink(beside);
    else if (!path_sync_dir(dir)) {
        is_ok = false;
        why = errno;
    }
    free(beside);
    free(dir);
    errno = why;
    return is_ok;
}

bool file_copy(const char *from, const char *to, struct file_copy *out, char **out_why) {
    int fd = open(from, O_RDONLY | O_CLOEXEC);
    bool is_copied = fd >= 0 && fill(fd, to, out);
    if (!is_copied)
        *out_why = xasprintf("cannot copy '%s' to '%s': %s", from, to, strerror(errno));
    if (fd >= 0)
        close(fd);
    return is_copied;
}

static bool walk(const char *root, const char *below, file_copy_visit *visit, void *context) {
    char *path = path_join(root, below);
    DIR *dir = opendir(path);
    bool is_ok = true;
    struct stat info;
    for (struct dirent *entry; is_ok && dir && (entry = readdir(dir));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        char *name = below[0] ? path_join(below, entry->d_name) : xstrdup(entry->d_name);
        if (fstatat(dirfd(dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            is_ok = errno == ENOENT; // gone meanwhile
        else if (S_ISDIR(info.st_mode))
            is_ok = walk(root, name, visit, context);
        else if (S_ISREG(info.st_mode))
            is_ok = visit(context, name);
        free(name);
    }
    if (dir)
        closedir(dir);
    free(path);
    return is_ok;
}

bool file_copy_walk(const char *dir, file_copy_visit *visit, void *context) {
    return walk(dir, "", visit, context);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *ftw) {
    (void)info;
    (void)kind;
    (void)ftw;
    return remove(path);
}

bool file_copy_remove(const char *dir) {
    return nftw(dir, remove_one, OPEN_DIRS, FTW_DEPTH | FTW_PHYS) == 0;
}
