/* An SQLite VFS over the system's own that writes down, in order, everything that would reach the
 * disk: creates, writes, truncates, syncs, deletes. It can also fail a chosen sync. One recording
 * at a time. */
#ifndef TESTS_STORE_RECORDING_VFS_H
#define TESTS_STORE_RECORDING_VFS_H

#include <assert.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define RECORDING_VFS "recording"
#define RECORDING_FILES_MAX 16
#define RECORDING_NAME_MAX 40

enum record_kind {
    RECORD_CREATE,
    RECORD_DELETE,
    RECORD_WRITE,
    RECORD_TRUNCATE,
    RECORD_SYNC,
    RECORD_SYNC_FAILED,
    RECORD_ACKNOWLEDGE, // somebody was thanked: from here on it must not be lost
};

struct record {
    enum record_kind kind;
    int file; // a file as such, whatever its name is now
    char name[RECORDING_NAME_MAX];
    int64_t at;     // of a write; the new size of a truncate; the number acknowledged
    uint8_t *bytes; // owned, of a write
    size_t len_bytes;
    bool syncs_folder; // SQLite syncs the folder with the first sync of a journal it created
};

static struct {
    struct record *records; // owned
    size_t count, room;
    char names[RECORDING_FILES_MAX][RECORDING_NAME_MAX]; // of each file while it has one, else ""
    int file_count;
    bool is_on;
    int fail_sync_in; // the sync that fails: 1 is the next; 0 none
    sqlite3_vfs *system;
} recording;

struct recording_file {
    sqlite3_file base;
    int file; // -1: a temporary file, not recorded
    bool syncs_folder_next;
    sqlite3_file real[]; // the system's, in the bytes behind
};

static inline sqlite3_file *recording_real(sqlite3_file *file) {
    return ((struct recording_file *)file)->real;
}

static inline struct record *recording_add(enum record_kind kind, int file) {
    static struct record dropped;
    if (!recording.is_on || file < 0)
        return &dropped;
    if (recording.count == recording.room) {
        recording.room = recording.room ? 2 * recording.room : 256;
        recording.records = realloc(recording.records, recording.room * sizeof(struct record));
        assert(recording.records);
    }
    struct record *record = &recording.records[recording.count++];
    *record = (struct record){.kind = kind, .file = file};
    return record;
}

static inline int recording_find(const char *name) {
    for (int i = 0; i < recording.file_count; i++)
        if (strcmp(recording.names[i], name) == 0)
            return i;
    return -1;
}

static inline const char *recording_last_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/** A new file under that name. */
static inline int recording_create(const char *name) {
    assert(recording.file_count < RECORDING_FILES_MAX && strlen(name) < RECORDING_NAME_MAX);
    int file = recording.file_count++;
    strcpy(recording.names[file], name);
    struct record *record = recording_add(RECORD_CREATE, file);
    strcpy(record->name, name);
    return file;
}

static inline void recording_write(int file, const void *bytes, size_t len_bytes, int64_t at) {
    if (!recording.is_on || file < 0)
        return;
    struct record *record = recording_add(RECORD_WRITE, file);
    record->at = at;
    record->len_bytes = len_bytes;
    record->bytes = malloc(len_bytes ? len_bytes : 1);
    assert(record->bytes);
    memcpy(record->bytes, bytes, len_bytes);
}

static inline void recording_sync(int file, bool syncs_folder) {
    recording_add(RECORD_SYNC, file)->syncs_folder = syncs_folder;
}

static inline void recording_acknowledge(int64_t number) {
    recording_add(RECORD_ACKNOWLEDGE, 0)->at = number;
}

/* --- the methods of a file ----------------------------------------------------------------- */

static int recording_file_close(sqlite3_file *file) {
    return recording_real(file)->pMethods->xClose(recording_real(file));
}

static int recording_file_read(sqlite3_file *file, void *out, int len, sqlite3_int64 at) {
    return recording_real(file)->pMethods->xRead(recording_real(file), out, len, at);
}

static int recording_file_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at) {
    int code = recording_real(file)->pMethods->xWrite(recording_real(file), bytes, len, at);
    if (code == SQLITE_OK)
        recording_write(((struct recording_file *)file)->file, bytes, (size_t)len, at);
    return code;
}

static int recording_file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int code = recording_real(file)->pMethods->xTruncate(recording_real(file), size);
    if (code == SQLITE_OK)
        recording_add(RECORD_TRUNCATE, ((struct recording_file *)file)->file)->at = size;
    return code;
}

static int recording_file_sync(sqlite3_file *file, int flags) {
    struct recording_file *recorded = (struct recording_file *)file;
    if (recorded->file >= 0 && recording.fail_sync_in > 0 && --recording.fail_sync_in == 0) {
        recording_add(RECORD_SYNC_FAILED, recorded->file);
        return SQLITE_IOERR_FSYNC;
    }
    int code = recording_real(file)->pMethods->xSync(recording_real(file), flags);
    if (code == SQLITE_OK) {
        recording_sync(recorded->file, recorded->syncs_folder_next);
        recorded->syncs_folder_next = false;
    }
    return code;
}

static int recording_file_size(sqlite3_file *file, sqlite3_int64 *out) {
    return recording_real(file)->pMethods->xFileSize(recording_real(file), out);
}

static int recording_file_lock(sqlite3_file *file, int level) {
    return recording_real(file)->pMethods->xLock(recording_real(file), level);
}

static int recording_file_unlock(sqlite3_file *file, int level) {
    return recording_real(file)->pMethods->xUnlock(recording_real(file), level);
}

static int recording_file_check_lock(sqlite3_file *file, int *out) {
    return recording_real(file)->pMethods->xCheckReservedLock(recording_real(file), out);
}

static int recording_file_control(sqlite3_file *file, int op, void *arg) {
    return recording_real(file)->pMethods->xFileControl(recording_real(file), op, arg);
}

static int recording_file_sector(sqlite3_file *file) {
    return recording_real(file)->pMethods->xSectorSize(recording_real(file));
}

static int recording_file_traits(sqlite3_file *file) {
    return recording_real(file)->pMethods->xDeviceCharacteristics(recording_real(file));
}

static const sqlite3_io_methods recording_methods = {
    .iVersion = 1, // no shared memory and no mapping: every access comes through here
    .xClose = recording_file_close,
    .xRead = recording_file_read,
    .xWrite = recording_file_write,
    .xTruncate = recording_file_truncate,
    .xSync = recording_file_sync,
    .xFileSize = recording_file_size,
    .xLock = recording_file_lock,
    .xUnlock = recording_file_unlock,
    .xCheckReservedLock = recording_file_check_lock,
    .xFileControl = recording_file_control,
    .xSectorSize = recording_file_sector,
    .xDeviceCharacteristics = recording_file_traits,
};

/* --- the VFS itself ------------------------------------------------------------------------ */

static int recording_open(sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags,
                          int *out_flags) {
    struct recording_file *recorded = (struct recording_file *)file;
    int exists = 0;
    (void)vfs;
    if (path)
        recording.system->xAccess(recording.system, path, SQLITE_ACCESS_EXISTS, &exists);
    int code = recording.system->xOpen(recording.system, path, recorded->real, flags, out_flags);
    file->pMethods = recorded->real->pMethods ? &recording_methods : NULL;
    recorded->file = -1;
    if (code != SQLITE_OK || !path)
        return code;
    const char *name = recording_last_part(path);
    recorded->file = recording_find(name);
    if (!exists || recorded->file < 0)
        recorded->file = recording_create(name);
    recorded->syncs_folder_next = (flags & SQLITE_OPEN_CREATE) != 0 &&
                                  (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
    return code;
}

static int recording_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
    (void)vfs;
    int code = recording.system->xDelete(recording.system, path, syncs_folder);
    int file = recording_find(recording_last_part(path));
    if (code == SQLITE_OK && file >= 0) {
        struct record *record = recording_add(RECORD_DELETE, file);
        strcpy(record->name, recording.names[file]);
        record->syncs_folder = syncs_folder;
        recording.names[file][0] = '\0';
    }
    return code;
}

/** Registers the VFS, once a program. */
static inline void recording_register(void) {
    static sqlite3_vfs vfs;
    recording.system = sqlite3_vfs_find(NULL);
    vfs = *recording.system;
    vfs.zName = RECORDING_VFS;
    vfs.szOsFile = (int)sizeof(struct recording_file) + recording.system->szOsFile;
    vfs.xOpen = recording_open;
    vfs.xDelete = recording_delete;
    assert(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

static inline void recording_start(void) {
    recording.file_count = 0;
    recording.is_on = true;
}

/** Hands the records over; finish them with recording_finish(). */
static inline struct record *recording_stop(size_t *out_count) {
    struct record *records = recording.records;
    *out_count = recording.count;
    recording.records = NULL;
    recording.count = recording.room = 0;
    recording.is_on = false;
    return records;
}

static inline void recording_finish(struct record *records, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(records[i].bytes);
    free(records);
}

#endif
