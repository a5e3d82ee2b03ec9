#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "base/xalloc.h"

char *path_join(const char *dir, const char *name) {
    size_t len = strlen(dir);
    const char *between = len == 0 || dir[len - 1] == '/' ? "" : "/";
    return xasprintf("%s%s%s", dir, between, name);
}

static bool make_dir(const char *dir) {
    struct stat st;
    if (mkdir(dir, 0700) == 0)
        return true;
    int why = errno; // EEXIST, or EROFS and EACCES where it may exist all the same
    if (stat(dir, &st) == 0) {
        errno = ENOTDIR;
        return S_ISDIR(st.st_mode);
    }
    errno = why;
    return false;
}

bool path_make_dirs(const char *dir) {
    char *partial = xstrdup(dir);
    bool is_made = true;
    for (char *slash = partial; is_made && (slash = strchr(slash + 1, '/'));) {
        *slash = '\0';
        is_made = make_dir(partial);
        *slash = '/';
    }
    is_made = is_made && make_dir(partial);
    int why = errno;
    free(partial);
    errno = why;
    return is_made;
}

bool path_exists(const char *path) {
    return access(path, F_OK) == 0;
}

/* Reads to the end, one byte beyond the limit at most. */
static bool read_all(int fd, size_t max_bytes, struct strbuf *out) {
    char chunk[16384];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got == 0)
            return true;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        strbuf_add(out, chunk, (size_t)got);
        if (out->len > max_bytes) {
            errno = EFBIG;
            return false;
        }
    }
}

bool path_read(const char *path, size_t max_bytes, char **out_bytes, size_t *out_len_bytes) {
    struct strbuf bytes = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_read = read_all(fd, max_bytes, &bytes);
    int why = errno;
    close(fd);
    if (is_read) {
        if (out_len_bytes)
            *out_len_bytes = bytes.len;
        *out_bytes = strbuf_detach(&bytes);
    }
    strbuf_finish(&bytes);
    errno = why;
    return is_read;
}

static bool write_all(int fd, const char *bytes, size_t len_bytes) {
    for (size_t at = 0; at < len_bytes;) {
        ssize_t put = write(fd, bytes + at, len_bytes - at);
        if (put < 0 && errno != EINTR)
            return false;
        at += put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* A whole new file on stable storage, or none. */
static bool write_new(const char *path, const void *bytes, size_t len_bytes, int mode) {
    unlink(path); // left by a power cut: its name says that only this thread may have made it
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    if (fd < 0)
        return false;
    bool is_written = write_all(fd, bytes, len_bytes) && fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && is_written) {
        is_written = false;
        why = errno;
    }
    if (!is_written)
        unlink(path);
    errno = why;
    return is_written;
}

static bool sync_parent(const char *path) {
    const char *slash = strrchr(path, '/');
    size_t len = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;
    char *dir = slash ? xstrndup(path, len) : xstrdup(".");
    bool is_synced = path_sync_dir(dir);
    int why = errno;
    free(dir);
    errno = why;
    return is_synced;
}

bool path_write(const char *path, const void *bytes, size_t len_bytes, int mode) {
    char *beside = xasprintf("%s.%d.new", path, (int)gettid());
    bool is_written = write_new(beside, bytes, len_bytes, mode);
    int why = errno;
    if (is_written && rename(beside, path) != 0) {
        is_written = false;
        why = errno;
        unlink(beside);
    }
    free(beside);
    errno = why;
    return is_written && sync_parent(path);
}

int64_t path_free_bytes(const char *dir) {
    struct statvfs medium;
    if (statvfs(dir, &medium) != 0)
        return -1;
    return (int64_t)((uint64_t)medium.f_bavail * medium.f_frsize);
}

bool path_sync_dir(const char *dir) {
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_synced = fsync(fd) == 0;
    int why = errno;
    close(fd);
    errno = why;
    return is_synced;
}
