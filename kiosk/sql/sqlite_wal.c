#include "sql/sqlite_wal.h"

#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define HELD_BYTES_MAX (128 * 1024)
#define VFS_NAME "records"

/* SQLite gives the room for it, and for the system's own file behind it. */
struct wal_file {
    sqlite3_file base;
    sqlite3_int64 at; // of what is held back, in the file
    int len;
    char *held; // HELD_BYTES_MAX, owned; NULL until the first write: readers need none
};
static_assert(sizeof(struct wal_file) % sizeof(void *) == 0,
              "the file behind it stands where pointers may");

static sqlite3_vfs *below; // the system's own

static sqlite3_file *file_below(sqlite3_file *file) {
    return (sqlite3_file *)((struct wal_file *)file + 1);
}

/* What fails here failed for whoever waits for it: a sync says so, and the commit with it. */
static int flush(sqlite3_file *file) {
    struct wal_file *wal = (struct wal_file *)file;
    int len = wal->len;
    wal->len = 0;
    return len > 0 ? file_below(file)->pMethods->xWrite(file_below(file), wal->held, len, wal->at)
                   : SQLITE_OK;
}

static int write_wal(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at) {
    struct wal_file *wal = (struct wal_file *)file;
    if (!wal->held)
        wal->held = xmalloc(HELD_BYTES_MAX);
    if (wal->len > 0 && (at != wal->at + wal->len || len > HELD_BYTES_MAX - wal->len)) {
        int status = flush(file);
        if (status != SQLITE_OK)
            return status;
    }
    if (len > HELD_BYTES_MAX)
        return file_below(file)->pMethods->xWrite(file_below(file), bytes, len, at);
    if (wal->len == 0)
        wal->at = at;
    memcpy(wal->held + wal->len, bytes, (size_t)len);
    wal->len += len;
    return SQLITE_OK;
}

static int read_wal(sqlite3_file *file, void *out, int len, sqlite3_int64 at) {
    int status = flush(file);
    return status == SQLITE_OK ? file_below(file)->pMethods->xRead(file_below(file), out, len, at)
                               : status;
}

static int truncate_wal(sqlite3_file *file, sqlite3_int64 size) {
    int status = flush(file);
    return status == SQLITE_OK ? file_below(file)->pMethods->xTruncate(file_below(file), size)
                               : status;
}

static int sync_wal(sqlite3_file *file, int flags) {
    int status = flush(file);
    return status == SQLITE_OK ? file_below(file)->pMethods->xSync(file_below(file), flags)
                               : status;
}

static int size_of_wal(sqlite3_file *file, sqlite3_int64 *out) {
    int status = flush(file);
    return status == SQLITE_OK ? file_below(file)->pMethods->xFileSize(file_below(file), out)
                               : status;
}

static int close_wal(sqlite3_file *file) {
    struct wal_file *wal = (struct wal_file *)file;
    int status = flush(file);
    int closed = file_below(file)->pMethods->xClose(file_below(file));
    free(wal->held);
    wal->held = NULL;
    return status == SQLITE_OK ? closed : status;
}

static int lock(sqlite3_file *file, int level) {
    return file_below(file)->pMethods->xLock(file_below(file), level);
}

static int unlock(sqlite3_file *file, int level) {
    return file_below(file)->pMethods->xUnlock(file_below(file), level);
}

static int check_reserved(sqlite3_file *file, int *out) {
    return file_below(file)->pMethods->xCheckReservedLock(file_below(file), out);
}

static int control(sqlite3_file *file, int what, void *arg) {
    return file_below(file)->pMethods->xFileControl(file_below(file), what, arg);
}

static int sector_bytes(sqlite3_file *file) {
    return file_below(file)->pMethods->xSectorSize(file_below(file));
}

static int characteristics(sqlite3_file *file) {
    return file_below(file)->pMethods->xDeviceCharacteristics(file_below(file));
}

static const sqlite3_io_methods methods = {
    .iVersion = 1, // no shared memory, no mapping: those are the database file's
    .xClose = close_wal,
    .xRead = read_wal,
    .xWrite = write_wal,
    .xTruncate = truncate_wal,
    .xSync = sync_wal,
    .xFileSize = size_of_wal,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control,
    .xSectorSize = sector_bytes,
    .xDeviceCharacteristics = characteristics,
};

/* Every other file is the system's from its first byte on. */
static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *out_flags) {
    struct wal_file *wal = (struct wal_file *)file;
    (void)vfs;
    if (!(flags & SQLITE_OPEN_WAL))
        return below->xOpen(below, name, file, flags, out_flags);
    *wal = (struct wal_file){.held = NULL};
    file_below(file)->pMethods = NULL;
    int status = below->xOpen(below, name, file_below(file), flags, out_flags);
    if (status == SQLITE_OK)
        wal->base.pMethods = &methods;
    return status;
}

/* Of its functions only that which opens looks at the VFS that it is called for. */
static sqlite3_vfs own;

static void make(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // nobody asks, and it locks each allocation
    below = sqlite3_vfs_find(NULL);
    if (!below)
        return;
    own = *below;
    own.zName = VFS_NAME;
    own.pNext = NULL;
    own.szOsFile = (int)sizeof(struct wal_file) + below->szOsFile;
    own.xOpen = open_file;
    if (sqlite3_vfs_register(&own, 0) != SQLITE_OK)
        below = NULL;
}

const char *sqlite_wal_vfs(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make);
    return below ? VFS_NAME : NULL;
}

/* What recovery reads after the last frame: a frame of zeros is none, for its salt is not the
 * header's, and a header of zeros begins no log. */
void sqlite_wal_grow(sqlite3 *writer, int64_t bytes) {
    static const char zeros[64 * 1024];
    sqlite3_file *wal = NULL;
    sqlite3_int64 size = 0;
    sqlite3_file_control(writer, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
    if (!wal || wal->pMethods != &methods || size_of_wal(wal, &size) != SQLITE_OK)
        return;
    int status = SQLITE_OK;
    for (sqlite3_int64 at = size; at < bytes && status == SQLITE_OK; at += (int64_t)sizeof zeros)
        status = file_below(wal)->pMethods->xWrite(file_below(wal), zeros, sizeof zeros, at);
    if (status == SQLITE_OK)
        sync_wal(wal, SQLITE_SYNC_FULL);
    else
        truncate_wal(wal, size); // a disk that is full is not to be filled with nothing
}
