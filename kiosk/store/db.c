#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define SHARED_BUSY_MS 5000
#define ASIDE_NAMES_MAX 1000

// Source: contract.md section 3. The default, DELETE and FULL, lost confirmed rows in simulated
// power cuts; TRUNCATE and EXTRA lost none.
static const char EXCLUSIVE_SETTINGS[] = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;";
// For a service with many readers and one writing connection; the folder is synced once after the
// switch to WAL, without which the switch itself could be undone by a cut.
static const char SHARED_SETTINGS[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
// Now and for good, not at the first write: a second program is told at its start.
static const char TAKE_LOCK[] = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;";
static const char COMMON_SETTINGS[] =
    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
    "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;";

static int errno_of(sqlite3_file *file) {
    int why = 0;
    if (file && file->pMethods)
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &why);
    return why;
}

/** The system's reason for an I/O error. A COMMIT leaves it with the files alone. */
static int system_errno(const struct db *db) {
    sqlite3_file *database = NULL, *journal = NULL;
    int why = sqlite3_system_errno(db->handle);
    if (why != 0)
        return why;
    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &database);
    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
    why = errno_of(database);
    return why != 0 ? why : errno_of(journal);
}

static bool is_no_room(const struct db *db, int sqlite_code) {
    if ((sqlite_code & 0xff) == SQLITE_FULL)
        return true;
    if ((sqlite_code & 0xff) != SQLITE_IOERR || !db->handle)
        return false;
    int why = system_errno(db); // RLIMIT_FSIZE and quotas come as plain I/O errors
    return why == EFBIG || why == EDQUOT || why == ENOSPC;
}

static enum db_result result_of(const struct db *db, int sqlite_code) {
    if (is_no_room(db, sqlite_code))
        return DB_NO_ROOM;
    if (sqlite_code == SQLITE_IOERR_READ || sqlite_code == SQLITE_IOERR_CORRUPTFS)
        return DB_BROKEN; // a sector that cannot be read is damage like any other
    switch (sqlite_code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return DB_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return DB_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return DB_BROKEN;
    default:
        return DB_FAILED;
    }
}

enum db_result db_note(struct db *db, int sqlite_code, const char *doing) {
    enum db_result result = result_of(db, sqlite_code);
    if (result != DB_OK)
        snprintf(db->why, sizeof db->why, "%s: %s (SQLite %d, errno %d)", doing,
                 db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(sqlite_code), sqlite_code,
                 db->handle ? system_errno(db) : 0);
    return result;
}

static enum db_result fail(struct db *db, enum db_result result, const char *why) {
    snprintf(db->why, sizeof db->why, "%s", why);
    return result;
}

enum db_result db_exec(struct db *db, const char *sql) {
    return db_note(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL), "exec");
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql) {
    sqlite3_stmt *statement = NULL;
    db_note(db, sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL), "prepare");
    return statement;
}

enum db_result db_begin(struct db *db) {
    return db_note(db, sqlite3_exec(db->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), "begin");
}

enum db_result db_commit(struct db *db) {
    return db_note(db, sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL), "commit");
}

void db_rollback(struct db *db) {
    if (db->handle && !sqlite3_get_autocommit(db->handle)) // a failed COMMIT may have done it
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

static enum db_result read_number(struct db *db, const char *sql, int64_t *out) {
    sqlite3_stmt *statement = db_prepare(db, sql);
    if (!statement)
        return result_of(db, sqlite3_extended_errcode(db->handle));
    int code = sqlite3_step(statement);
    enum db_result result = db_note(db, code, sql);
    if (code == SQLITE_ROW)
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result;
}

enum db_result db_check(struct db *db, bool is_thorough) {
    sqlite3_stmt *statement =
        db_prepare(db, is_thorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)");
    if (!statement)
        return result_of(db, sqlite3_extended_errcode(db->handle));
    int code = sqlite3_step(statement);
    enum db_result result = db_note(db, code, "check");
    const char *verdict =
        code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (result == DB_OK && (!verdict || strcmp(verdict, "ok") != 0))
        result = fail(db, DB_BROKEN, verdict ? verdict : "check gave no verdict");
    sqlite3_finalize(statement);
    return result;
}

static enum db_result open_handle(struct db *db, const struct db_params *params) {
    int flags =
        params->is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (params->is_shared)
        flags |= SQLITE_OPEN_NOMUTEX; // each connection has one thread at a time
    int code = sqlite3_open_v2(params->path, &db->handle, flags, params->vfs);
    if (code != SQLITE_OK)
        return db_note(db, code, "open");
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_busy_timeout(db->handle, params->is_shared ? SHARED_BUSY_MS : 0);
    if (!params->is_read_only)
        chmod(params->path, 0600); // before the first journal, which takes its mode from here
    return DB_OK;
}

static enum db_result configure(struct db *db, const struct db_params *params) {
    enum db_result result = db_exec(db, COMMON_SETTINGS);
    if (result == DB_OK && !params->is_shared && !params->is_read_only)
        result = db_exec(db, TAKE_LOCK);
    if (result == DB_OK && !params->is_read_only)
        result = db_exec(db, params->is_shared ? SHARED_SETTINGS : EXCLUSIVE_SETTINGS);
    return result;
}

/** Ours, or so new that nothing is in it. */
static enum db_result check_identity(struct db *db, const struct db_params *params,
                                     bool *out_is_fresh) {
    int64_t application_id = 0, version = 0, objects = 0;
    enum db_result result = read_number(db, "PRAGMA application_id", &application_id);
    if (result == DB_OK)
        result = read_number(db, "PRAGMA user_version", &version);
    if (result == DB_OK)
        result = read_number(db, "SELECT count(*) FROM sqlite_schema", &objects);
    if (result != DB_OK)
        return result;
    *out_is_fresh = application_id == 0 && version == 0 && objects == 0;
    if (!*out_is_fresh && application_id != params->application_id)
        return fail(db, DB_BROKEN, "the database of another program");
    return DB_OK;
}

static enum db_result run_migration(struct db *db, const struct db_params *params,
                                    int64_t version) {
    char stamp[96];
    snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
             params->application_id, (int)version + 1);
    enum db_result result = db_exec(db, params->migrations[version]);
    if (result == DB_FAILED && (sqlite3_extended_errcode(db->handle) & 0xff) == SQLITE_ERROR)
        return DB_BROKEN; // the schema is not what its version says
    return result == DB_OK ? db_exec(db, stamp) : result;
}

/** One transaction a step, so that a cut leaves the old schema or the new one. */
static enum db_result migrate(struct db *db, const struct db_params *params) {
    int64_t newest = 0, version = 0;
    while (params->migrations[newest])
        newest++;
    for (;;) {
        enum db_result result = params->is_read_only ? DB_OK : db_begin(db);
        if (result == DB_OK) // read inside: another process may have stepped it meanwhile
            result = read_number(db, "PRAGMA user_version", &version);
        if (result == DB_OK && version > newest)
            result = fail(db, DB_NEWER, "written by a newer version of the program");
        if (result == DB_OK && version < newest)
            result = params->is_read_only
                         ? fail(db, DB_FAILED, "older than the program; open it once for writing")
                         : run_migration(db, params, version);
        if (result == DB_OK && !params->is_read_only)
            result = db_commit(db);
        db_rollback(db);
        if (result != DB_OK || version == newest)
            return result;
    }
}

static bool sync_folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder =
        slash ? xstrndup(path, slash == path ? 1 : (size_t)(slash - path)) : xstrdup(".");
    bool ok = path_sync_dir(folder);
    free(folder);
    return ok;
}

enum db_result db_open(struct db *db, const struct db_params *params) {
    *db = (struct db){0};
    bool is_fresh = false;
    enum db_result result = open_handle(db, params);
    if (result == DB_OK)
        result = configure(db, params);
    if (result == DB_OK)
        result = check_identity(db, params, &is_fresh);
    if (result == DB_OK && !params->is_shared && !params->is_read_only)
        result = db_check(db, false);
    if (result == DB_OK)
        result = migrate(db, params);
    if (result == DB_OK && is_fresh && !sync_folder_of(params->path))
        result = fail(db, DB_FAILED, "the folder cannot be synced");
    if (result != DB_OK)
        db_close(db); // keeps the reason
    return result;
}

void db_close(struct db *db) {
    if (!db || !db->handle)
        return;
    int code = sqlite3_close(db->handle);
    assert(code == SQLITE_OK); // else somebody kept a statement
    (void)code;
    db->handle = NULL;
}

// The journals move first. A cut in between then leaves a database without its journal, which the
// checks see; the other way round SQLite would delete the orphaned journal.
static const char *const PARTS[] = {"-journal", "-wal", "-shm", ""};
#define PART_COUNT (sizeof PARTS / sizeof PARTS[0])

static bool is_name_free(const char *path) {
    for (size_t i = 0; i < PART_COUNT; i++) {
        char *part = xasprintf("%s%s", path, PARTS[i]);
        bool is_taken = path_exists(part);
        free(part);
        if (is_taken)
            return false;
    }
    return true;
}

static char *free_name(const char *path) {
    time_t now = time(NULL);
    struct tm utc;
    char stamp[32];
    gmtime_r(&now, &utc);
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &utc);
    for (int i = 1; i <= ASIDE_NAMES_MAX; i++) {
        char *name = i == 1 ? xasprintf("%s.broken-%s", path, stamp)
                            : xasprintf("%s.broken-%s-%d", path, stamp, i);
        if (is_name_free(name))
            return name;
        free(name);
    }
    return NULL;
}

/** Never over another file. `out_has_moved` is left alone when there was nothing to move. */
static bool move_part(const char *path, const char *new_path, const char *part,
                      bool *out_has_moved) {
    char *from = xasprintf("%s%s", path, part);
    char *to = xasprintf("%s%s", new_path, part);
    bool ok = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0;
    if (!ok && errno == EINVAL) // this file system has no such flag; the name was free just now
        ok = rename(from, to) == 0;
    if (ok)
        *out_has_moved = true;
    else
        ok = errno == ENOENT;
    free(from);
    free(to);
    return ok;
}

bool db_set_aside(const char *path, char *out_new_path, size_t out_bytes) {
    char *new_path = free_name(path);
    bool ok = new_path != NULL, has_moved = false;
    for (size_t i = 0; ok && i < PART_COUNT; i++)
        ok = move_part(path, new_path, PARTS[i], &has_moved);
    ok = ok && has_moved && sync_folder_of(path);
    if (ok)
        snprintf(out_new_path, out_bytes, "%s", new_path);
    free(new_path);
    return ok;
}
