/* SQLite with WAL and FULL: one connection writes, whichever program it is in, and those who wait
 * for it share its commits; a few others read meanwhile. */
#include "sql/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sql/group.h"
#include "sql/sqlite_pool.h"
#include "sql/sqlite_wal.h"

// A checkpoint writes each page once, however often it has changed since the last one, and whoever
// comes then waits for it. A slip changes twenty pages, most of them the same as the one before.
#define WAL_PAGES 8000 // 32 MiB, as the settings say of limits.log_mb

struct job { // a work that waits for its commit
    struct sql_job base;
    sql_work *work;
    void *args;
};

struct sqlite {
    struct sql base;
    char *path;        // owned
    char **migrations; // owned, ends with NULL
    int writer_fd;     // locked round every change: see lock_writer()
    struct sql_group group;
    struct sqlite_link writer; // the leader's; closed after a failed commit, until the next group
    struct sqlite_pool readers;
};

/* Two connections that write or checkpoint one WAL file at the same moment can lose frames in
 * SQLite 3.7.0 to 3.51.2, so a lock on a file beside the database lets one connection at a time do
 * so. Opening and closing the writer may checkpoint, so they too are done alone; readers never do.
 */
static void lock_writer(struct sqlite *s) {
    while (flock(s->writer_fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
}

static void unlock_writer(struct sqlite *s) {
    flock(s->writer_fd, LOCK_UN);
}

static bool open_writer(struct sqlite *s) {
    const struct db_params params = {
        .path = s->path,
        .application_id = SQLITE_APPLICATION_ID,
        .migrations = (const char *const *)s->migrations,
        .is_shared = true,
        .vfs = sqlite_wal_vfs(),
    };
    if (!sqlite_link_open(&s->writer, &params))
        return false;
    sqlite3_wal_autocheckpoint(s->writer.db.handle, WAL_PAGES);
    return true;
}

/* A file that was deleted, moved or replaced under a connection takes whatever is written, and
 * loses it; to open it anew would make an empty one. */
static bool is_in_place(const struct sqlite *s, struct sqlite_link *link) {
    int has_moved = 0;
    if (link->is_open)
        sqlite3_file_control(link->db.handle, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
    if (link->is_open && !has_moved)
        return true;
    if (has_moved)
        sqlite_link_close(link);
    if (access(s->path, F_OK) == 0)
        return true;
    log_error("'%s' is gone: put it back, or restore a backup", s->path);
    return false;
}

static const char begin_read[] = "BEGIN", begin_write[] = "BEGIN IMMEDIATE",
                  save[] = "SAVEPOINT work", roll_back_to[] = "ROLLBACK TO work",
                  release[] = "RELEASE work", commit_all[] = "COMMIT", roll_back_all[] = "ROLLBACK";

static void roll_back(struct sqlite_link *link) {
    if (link->is_open && !sqlite3_get_autocommit(link->db.handle)) // a failure may have done it
        sqlite_link_do(link, roll_back_all);
}

static enum records_result run_work(struct sqlite *s, struct sqlite_link *link, sql_work *work,
                                    void *args) {
    struct sqlite_turn turn = {.base.sql = &s->base, .link = link, .path = s->path};
    enum records_result result = work(&turn.base, args);
    return turn.base.has_failed ? RECORDS_FAILED : result;
}

static enum records_result read_once(struct sqlite *s, sql_work *work, void *args) {
    enum records_result result = RECORDS_FAILED;
    struct sqlite_link *link = sqlite_pool_take(&s->readers);
    if (is_in_place(s, link) && sqlite_pool_open(&s->readers, link)) {
        if (sqlite_link_do(link, begin_read))
            result = run_work(s, link, work, args);
        else
            log_error("cannot read '%s': %s", s->path, link->db.why);
        roll_back(link);
        if (result == RECORDS_FAILED) // perhaps the file is another one now
            sqlite_link_close(link);
    }
    sqlite_pool_give(&s->readers, link);
    return result;
}

/* Within the transaction of its group: what it leaves undone is undone for it alone. False when the
 * transaction cannot go on, or SQLite has rolled back all of it for the sake of one (a full disk).
 */
static bool run_in_group(struct sqlite *s, struct sql_job *base) {
    struct sqlite_link *link = &s->writer;
    const struct job *job = (const struct job *)base;
    if (!sqlite_link_do(link, save))
        return false;
    base->result = run_work(s, link, job->work, job->args);
    if (sqlite3_get_autocommit(link->db.handle))
        return false;
    if (base->result != RECORDS_OK && !sqlite_link_do(link, roll_back_to))
        return false;
    return sqlite_link_do(link, release);
}

/* All of the transaction is its own. */
static bool run_alone(struct sqlite *s, struct sql_job *base) {
    const struct job *job = (const struct job *)base;
    base->result = run_work(s, &s->writer, job->work, job->args);
    return !sqlite3_get_autocommit(s->writer.db.handle);
}

static bool begin(struct sqlite *s) {
    struct db *db = &s->writer.db;
    if (!is_in_place(s, &s->writer))
        return false;
    if (!s->writer.is_open && !open_writer(s)) {
        log_error("cannot reopen '%s': %s", s->path, db->why);
        return false;
    }
    if (sqlite_link_do(&s->writer, begin_write))
        return true;
    log_error("cannot change '%s': %s", s->path, db->why);
    return false;
}

/* After a failed commit the connection is closed, for after a failed sync it cannot know what the
 * disk holds; the client asks again and is answered from a fresh one. */
static bool commit(struct sqlite *s) {
    if (sqlite_link_do(&s->writer, commit_all))
        return true;
    log_error("cannot commit to '%s': %s", s->path, s->writer.db.why);
    sqlite_link_close(&s->writer);
    return false;
}

static void fail_all(struct sql_job *group) {
    for (struct sql_job *job = group; job; job = job->next)
        job->result = RECORDS_FAILED;
}

static bool run_works(struct sqlite *s, struct sql_job *group, bool *out_has_changes) {
    *out_has_changes = false;
    for (struct sql_job *job = group; job; job = job->next) {
        if (!(group->next ? run_in_group(s, job) : run_alone(s, job)))
            return false;
        *out_has_changes |= job->result == RECORDS_OK;
    }
    return true;
}

/**
 * One transaction for all. What one of them read may be what another has written, so none of the
 * results counts when the commit fails.
 * @return false when nothing of it was kept and each may do better alone
 */
static bool run_together(struct sqlite *s, struct sql_job *group) {
    bool has_changes;
    if (!begin(s)) {
        fail_all(group);
        return true;
    }
    if (!run_works(s, group, &has_changes)) {
        roll_back(&s->writer);
        fail_all(group);
        return false;
    }
    if (!has_changes)
        roll_back(&s->writer);
    else if (!commit(s))
        fail_all(group);
    return true;
}

/* A file that may not be written is opened for reading all the same, and in one process all share
 * what the first has opened: it stays so until everybody has closed it. */
static void start_afresh(struct sqlite *s) {
    if (s->writer.is_open)
        sqlite_link_close(&s->writer);
    sqlite_pool_close_idle(&s->readers);
}

static void run_group(void *context, struct sql_job *group) {
    struct sqlite *s = context;
    lock_writer(s);
    if (!run_together(s, group) && group->next) {
        for (struct sql_job *job = group; job; job = job->next) {
            struct sql_job *rest = job->next;
            job->next = NULL;
            run_together(s, job);
            job->next = rest;
        }
    }
    bool has_failed = false;
    for (struct sql_job *job = group; job; job = job->next)
        has_failed |= job->result == RECORDS_FAILED;
    if (has_failed)
        start_afresh(s);
    unlock_writer(s);
}

static enum records_result write_grouped(struct sqlite *s, sql_work *work, void *args) {
    struct job job = {.work = work, .args = args};
    return sql_group_do(&s->group, &job.base);
}

static bool transact(struct sql *base, bool is_write, sql_work *work, void *args,
                     enum records_result *out) {
    struct sqlite *s = (struct sqlite *)base;
    *out = is_write ? write_grouped(s, work, args) : read_once(s, work, args);
    return true; // whoever writes here writes alone
}

static void make_room(struct sql *base, int64_t bytes) {
    struct sqlite *s = (struct sqlite *)base;
    lock_writer(s);
    if (s->writer.is_open)
        sqlite_wal_grow(s->writer.db.handle, bytes);
    unlock_writer(s);
}

static bool check(struct sql *base, char **out_why) {
    struct sqlite *s = (struct sqlite *)base;
    struct sqlite_link *link = sqlite_pool_take(&s->readers);
    bool is_whole = sqlite_pool_open(&s->readers, link) && db_check(&link->db, false) == DB_OK;
    if (!is_whole) {
        *out_why = xasprintf("'%s': %s", s->path, link->db.why);
        sqlite_link_close(link);
    }
    sqlite_pool_give(&s->readers, link);
    return is_whole;
}

static enum records_result copy(struct sql *base, const char *path, char **out_why) {
    struct sqlite *s = (struct sqlite *)base;
    struct sqlite_link *link = sqlite_pool_take(&s->readers);
    bool is_copied = sqlite_pool_open(&s->readers, link) && sqlite_link_copy(link, path);
    if (!is_copied) {
        *out_why = xasprintf("cannot copy '%s' to '%s': %s", s->path, path, link->db.why);
        sqlite_link_close(link);
    }
    sqlite_pool_give(&s->readers, link);
    return is_copied ? RECORDS_OK : RECORDS_FAILED;
}

static void close_sqlite(struct sql *base) {
    struct sqlite *s = (struct sqlite *)base;
    sqlite_pool_finish(&s->readers);
    if (s->writer_fd >= 0) {
        lock_writer(s);
        sqlite_link_close(&s->writer);
        close(s->writer_fd);
    }
    sql_group_finish(&s->group);
    sqlite_migrations_free(s->migrations);
    free(s->path);
    free(s->base.commune);
    free(s);
}

static const char catalogue[] =
    "SELECT t.name, c.name,"
    " CASE c.type WHEN 'TEXT' THEN 't' WHEN 'INTEGER' THEN 'i' ELSE 'b' END, c.pk"
    " FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND ?1 IS NOT NULL"
    " ORDER BY t.name, c.cid";

static const struct sql_driver driver = {
    .catalogue = catalogue,
    .close = close_sqlite,
    .transact = transact,
    .make_room = make_room,
    .check = check,
    .copy = copy,
    .run = sqlite_run,
    .ask = sqlite_ask,
    .next = sqlite_next,
    .done = sqlite_done,
    .is_null = sqlite_is_null,
    .number = sqlite_number,
    .bytes = sqlite_bytes,
};

/* Writes once, so that the schema is stepped and a file that cannot be used is known at once. */
static bool try_writer(struct sqlite *s, char **out_why) {
    char *lock_path = xasprintf("%s-writer", s->path);
    s->writer_fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->writer_fd < 0) {
        *out_why = xasprintf("cannot open '%s': %s", lock_path, strerror(errno));
    } else {
        lock_writer(s);
        if (!open_writer(s))
            *out_why = xasprintf("cannot open '%s': %s", s->path, s->writer.db.why);
        unlock_writer(s);
    }
    free(lock_path);
    return s->writer.is_open;
}

struct sql *sql_sqlite_open(const char *path, const char *commune_id, char **out_why) {
    struct sqlite *s = xcalloc(1, sizeof *s);
    *s = (struct sqlite){
        .base = {.driver = &driver, .commune = xstrdup(commune_id)},
        .path = xstrdup(path),
        .migrations = sqlite_migrations(),
    };
    sql_group_init(&s->group, run_group, s);
    sqlite_pool_init(&s->readers, s->path, (const char *const *)s->migrations);
    if (try_writer(s, out_why))
        return &s->base;
    close_sqlite(&s->base);
    return NULL;
}
