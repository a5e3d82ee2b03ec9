#include "store/ballast.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/path.h"

#define BALLAST_BYTES (16 * 1024 * 1024)
#define PLENTY_BYTES (64ull * 1024 * 1024) // below this the room is better left to others

void ballast_make(const char *path) {
    struct statvfs room;
    if (path_exists(path))
        return;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    bool has_plenty =
        fstatvfs(fd, &room) == 0 && (uint64_t)room.f_bavail * room.f_frsize >= PLENTY_BYTES;
    bool ok = has_plenty && posix_fallocate(fd, 0, BALLAST_BYTES) == 0; // blocks, not a hole
    close(fd);
    if (!ok)
        unlink(path);
}

bool ballast_drop(const char *path) {
    return unlink(path) == 0;
}
