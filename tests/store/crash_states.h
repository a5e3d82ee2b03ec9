/* What may be on the disk after a power cut. For each operation of a recording the power goes right
 * behind it, several times: of the writes not yet synced some are there and some are not, some are
 * torn at 512 bytes; of the creates and deletes not yet synced likewise. What was under way when a
 * sync failed stays in doubt for good: the kernel may have dropped it and report success from then
 * on. */
#ifndef TESTS_STORE_CRASH_STATES_H
#define TESTS_STORE_CRASH_STATES_H

#include "outbox_kit.h"
#include "recording_vfs.h"

#define CRASH_SECTOR_BYTES 512

enum crash_model {
    CRASH_FOLDER_BY_ITS_OWN_SYNC, // as POSIX has it: a folder's changes wait for the folder's sync
    CRASH_LIKE_EXT4,              // any sync commits the creates and deletes before it
    CRASH_MODELS,
};

enum crash_fate {
    CRASH_PENDING, // the next sync makes it certain
    CRASH_CERTAIN, // synced, but something in doubt comes before it
    CRASH_DOUBTFUL,
};

struct crash_change { // of a file
    size_t record;
    enum crash_fate fate;
};

struct crash_file {
    uint8_t *bytes; // owned: what is on the disk for certain
    size_t len_bytes;
    struct crash_change *changes; // owned: what came after that
    size_t change_count;
};

struct crash_disk {
    enum crash_model model;
    const struct record *records;
    struct crash_file files[RECORDING_FILES_MAX];
    int entry_count; // of the folder, for certain
    char names[RECORDING_FILES_MAX][RECORDING_NAME_MAX];
    int entries[RECORDING_FILES_MAX];
    size_t *folder_pending; // owned
    size_t folder_pending_count;
};

/** One state: `acknowledged` numbers were confirmed before the cut. False ends the run. */
typedef bool (*crash_check)(const struct kit_dir *dir, int acknowledged, void *context);

static inline void crash_resize(struct crash_file *file, size_t len_bytes) {
    file->bytes = realloc(file->bytes, len_bytes + 1);
    assert_non_null(file->bytes);
    if (len_bytes > file->len_bytes)
        memset(file->bytes + file->len_bytes, 0, len_bytes - file->len_bytes);
    file->len_bytes = len_bytes;
}

/** A part of a write reaches the disk. */
static inline void crash_put(struct crash_file *file, const struct record *write, size_t from,
                             size_t to) {
    if (file->len_bytes < (size_t)write->at + to)
        crash_resize(file, (size_t)write->at + to);
    if (to > from)
        memcpy(file->bytes + write->at + from, write->bytes + from, to - from);
}

static inline void crash_apply(struct crash_file *file, const struct record *record) {
    if (record->kind == RECORD_WRITE)
        crash_put(file, record, 0, record->len_bytes);
    else
        crash_resize(file, (size_t)record->at);
}

/** Sector by sector, as chance has it. */
static inline void crash_tear(struct crash_file *file, const struct record *write,
                              uint64_t *random) {
    for (size_t from = 0; from < write->len_bytes;) {
        size_t to =
            from + CRASH_SECTOR_BYTES - (size_t)(write->at + (int64_t)from) % CRASH_SECTOR_BYTES;
        if (to > write->len_bytes)
            to = write->len_bytes;
        if (kit_random(random) & 1)
            crash_put(file, write, from, to);
        from = to;
    }
}

static inline int crash_find_entry(const struct crash_disk *disk, const char *name) {
    for (int i = 0; i < disk->entry_count; i++)
        if (strcmp(disk->names[i], name) == 0)
            return i;
    return -1;
}

static inline void crash_apply_folder(struct crash_disk *disk, const struct record *record) {
    int at = crash_find_entry(disk, record->name);
    if (record->kind == RECORD_DELETE) {
        if (at >= 0 && disk->entries[at] == record->file) {
            int last = --disk->entry_count;
            disk->entries[at] = disk->entries[last];
            memmove(disk->names[at], disk->names[last], RECORDING_NAME_MAX);
        }
        return;
    }
    if (at < 0)
        at = disk->entry_count++;
    strcpy(disk->names[at], record->name);
    disk->entries[at] = record->file;
}

static inline void crash_sync_folder(struct crash_disk *disk) {
    for (size_t i = 0; i < disk->folder_pending_count; i++)
        crash_apply_folder(disk, &disk->records[disk->folder_pending[i]]);
    disk->folder_pending_count = 0;
}

static inline void crash_change(struct crash_file *file, size_t record) {
    file->changes = realloc(file->changes, (file->change_count + 1) * sizeof *file->changes);
    assert_non_null(file->changes);
    file->changes[file->change_count++] = (struct crash_change){record, CRASH_PENDING};
}

/** What was pending meets its fate; what is certain down to the first doubt is carried out. */
static inline void crash_settle(struct crash_file *file, const struct record *records,
                                enum crash_fate fate) {
    size_t done = 0;
    for (size_t i = 0; i < file->change_count; i++)
        if (file->changes[i].fate == CRASH_PENDING)
            file->changes[i].fate = fate;
    while (done < file->change_count && file->changes[done].fate == CRASH_CERTAIN)
        crash_apply(file, &records[file->changes[done++].record]);
    file->change_count -= done;
    if (done > 0)
        memmove(file->changes, file->changes + done, file->change_count * sizeof *file->changes);
}

static inline void crash_wait(size_t **pending, size_t *count, size_t index) {
    *pending = realloc(*pending, (*count + 1) * sizeof **pending);
    assert_non_null(*pending);
    (*pending)[(*count)++] = index;
}

/** The next operation is carried out, as far as it is certain. */
static inline void crash_advance(struct crash_disk *disk, size_t index) {
    const struct record *record = &disk->records[index];
    struct crash_file *file = &disk->files[record->file];
    switch (record->kind) {
    case RECORD_CREATE:
    case RECORD_DELETE:
        crash_wait(&disk->folder_pending, &disk->folder_pending_count, index);
        break;
    case RECORD_WRITE:
    case RECORD_TRUNCATE:
        crash_change(file, index);
        break;
    case RECORD_SYNC:
        crash_settle(file, disk->records, CRASH_CERTAIN);
        break;
    case RECORD_SYNC_FAILED:
        crash_settle(file, disk->records, CRASH_DOUBTFUL);
        break;
    case RECORD_ACKNOWLEDGE:
        break;
    }
    if (record->syncs_folder || (record->kind == RECORD_SYNC && disk->model == CRASH_LIKE_EXT4))
        crash_sync_folder(disk);
}

/** Choice 0: nothing unsynced is there; 1: all of it; others: as chance has it. */
static inline bool crash_survives(int choice, uint64_t *random) {
    return choice == 1 || (choice > 1 && (kit_random(random) & 1));
}

static inline void crash_write_file(const struct crash_disk *disk, const struct crash_file *certain,
                                    const char *path, int choice, uint64_t *random) {
    struct crash_file file = {0};
    crash_resize(&file, certain->len_bytes);
    if (certain->len_bytes > 0)
        memcpy(file.bytes, certain->bytes, certain->len_bytes);
    for (size_t i = 0; i < certain->change_count; i++) {
        const struct record *record = &disk->records[certain->changes[i].record];
        if (certain->changes[i].fate == CRASH_CERTAIN)
            crash_apply(&file, record);
        else if (record->kind == RECORD_WRITE && choice > 1 && kit_random(random) % 4 == 0)
            crash_tear(&file, record, random);
        else if (crash_survives(choice, random))
            crash_apply(&file, record);
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, file.bytes, file.len_bytes), (ssize_t)file.len_bytes);
    close(fd);
    free(file.bytes);
}

/** A folder as it may look after the cut; the caller removes it. */
static inline struct kit_dir crash_materialise(const struct crash_disk *disk, int choice,
                                               uint64_t *random) {
    struct crash_disk folder = *disk; // its entries only
    for (size_t i = 0; i < disk->folder_pending_count; i++)
        if (crash_survives(choice, random))
            crash_apply_folder(&folder, &disk->records[disk->folder_pending[i]]);
    struct kit_dir dir = kit_make_dir();
    char *outbox_dir = kit_path(&dir, "");
    assert_int_equal(mkdir(outbox_dir, 0700), 0);
    free(outbox_dir);
    for (int i = 0; i < folder.entry_count; i++) {
        char *path = kit_path(&dir, folder.names[i]);
        crash_write_file(disk, &disk->files[folder.entries[i]], path, choice, random);
        free(path);
    }
    return dir;
}

/** Unlinks the folder's files without starting a shell: there are thousands. */
static inline void crash_remove(const struct kit_dir *dir) {
    static const char *const names[] = {"outbox.db", "outbox.db-journal", "counter", "lock"};
    char *outbox_dir = kit_path(dir, "");
    for (size_t i = 0; i < check_items(names); i++) {
        char *path = kit_path(dir, names[i]);
        unlink(path);
        free(path);
    }
    if (rmdir(outbox_dir) != 0 || rmdir(dir->path) != 0)
        kit_remove_dir(dir); // something else is in it
    free(outbox_dir);
}

static inline void crash_finish(struct crash_disk *disk) {
    for (int i = 0; i < RECORDING_FILES_MAX; i++) {
        free(disk->files[i].bytes);
        free(disk->files[i].changes);
    }
    free(disk->folder_pending);
}

/**
 * Checks `choices` states behind every operation from number `from` on (what is before it is how
 * the disk looked to begin with).
 * @return how many states were checked; the check itself says what was wrong
 */
static inline int crash_run(const struct record *records, size_t from, size_t count,
                            enum crash_model model, int choices, uint64_t seed, crash_check check,
                            void *context) {
    struct crash_disk disk = {.model = model, .records = records};
    int acknowledged = 0, states = 0;
    for (size_t cut = 0; cut < count; cut++) {
        crash_advance(&disk, cut);
        if (records[cut].kind == RECORD_ACKNOWLEDGE)
            acknowledged = (int)records[cut].at;
        for (int choice = 0; cut >= from && choice < choices; choice++) {
            uint64_t random = (seed + cut * 1000 + (uint64_t)choice) * 0x9e3779b97f4a7c15u | 1;
            struct kit_dir dir = crash_materialise(&disk, choice, &random);
            bool is_good = check(&dir, acknowledged, context);
            if (!is_good)
                print_error("model %d, cut behind operation %zu of %zu, choice %d, seed %llu\n",
                            (int)model, cut + 1, count, choice, (unsigned long long)seed);
            assert_true(is_good);
            crash_remove(&dir);
            states++;
        }
    }
    crash_finish(&disk);
    return states;
}

#endif
