/* SQLite with WAL and FULL: one connection that writes, whichever program it is in. */
#include "records/sql_driver.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/schema.h"
#include "store/db.h"

#define APPLICATION_ID 0x47535253 // "GSRS": a record store's file and nothing else

static const struct schema_words words = {
    .text = "TEXT", .integer = "INTEGER", .bytes = "BLOB", .table_end = " WITHOUT ROWID"};

struct prepared { // also the rows it gives: a statement has one answer at a time
    struct sql_rows rows;
    const char *text; // static: its address is the key
    sqlite3_stmt *statement;
    bool is_busy;
};

struct connection {
    struct db db;
    bool is_open;
    struct prepared **prepared; // each owned, for rows point to them
    size_t prepared_count;
};

struct sqlite {
    struct sql base;
    char *path;        // owned
    char **migrations; // owned, ends with NULL
    int writer_fd;     // locked round every change: see lock_writer()
    pthread_mutex_t lock;
    struct connection writer; // guarded by lock; closed after a failed commit, until the next call
};

struct turn {
    struct sql_turn base;
    struct sqlite *sqlite;
    struct connection *connection;
};

/* Two connections that write or checkpoint one WAL file at the same moment can lose frames in
 * SQLite 3.7.0 to 3.51.2, so a lock on a file beside the database lets one connection at a time do
 * so. Opening and closing may checkpoint, so they too are done alone. */
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
        .application_id = APPLICATION_ID,
        .migrations = (const char *const *)s->migrations,
        .is_shared = true,
    };
    lock_writer(s);
    s->writer.is_open = db_open(&s->writer.db, &params) == DB_OK;
    unlock_writer(s);
    return s->writer.is_open;
}

static void forget_statements(struct connection *connection) {
    for (size_t i = 0; i < connection->prepared_count; i++) {
        sqlite3_finalize(connection->prepared[i]->statement);
        free(connection->prepared[i]);
    }
    free(connection->prepared);
    connection->prepared = NULL;
    connection->prepared_count = 0;
}

static void close_writer(struct sqlite *s) {
    forget_statements(&s->writer);
    lock_writer(s);
    db_close(&s->writer.db);
    unlock_writer(s);
    s->writer.is_open = false;
}

static struct prepared *prepare(struct turn *turn, const char *text) {
    struct connection *c = turn->connection;
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i]->text == text)
            return c->prepared[i];
    sqlite3_stmt *statement = db_prepare(&c->db, text);
    if (!statement) {
        log_error("'%s' does not take a statement: %s", turn->sqlite->path, c->db.why);
        return NULL;
    }
    struct prepared *prepared = xcalloc(1, sizeof *prepared);
    *prepared = (struct prepared){.text = text, .statement = statement};
    c->prepared = xrealloc(c->prepared, c->prepared_count + 1, sizeof(struct prepared *));
    c->prepared[c->prepared_count++] = prepared;
    return prepared;
}

/* Texts and bytes are borrowed: done() unbinds them before the caller's call returns. */
static int bind(sqlite3_stmt *statement, int at, const struct sql_value *value) {
    if (value->is_null)
        return sqlite3_bind_null(statement, at);
    if (value->type == 'i')
        return sqlite3_bind_int64(statement, at, value->number);
    if (value->type == 't')
        return sqlite3_bind_text64(statement, at, value->bytes, value->len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    return sqlite3_bind_blob64(statement, at, value->bytes, value->len, SQLITE_STATIC);
}

static struct sql_rows *ask(struct sql_turn *base, const char *text, const struct sql_value *values,
                            size_t count) {
    struct turn *turn = (struct turn *)base;
    struct prepared *prepared = prepare(turn, text);
    if (!prepared) {
        turn->base.has_failed = true;
        return NULL;
    }
    assert(!prepared->is_busy); // its last answer was not closed by sql_done()
    for (size_t i = 0; i < count; i++) {
        int status = bind(prepared->statement, (int)i + 1, &values[i]);
        assert(status == SQLITE_OK); // a wrong number of parameters is our own mistake
        (void)status;
    }
    prepared->rows.turn = base;
    prepared->is_busy = true;
    return &prepared->rows;
}

static enum records_result next(struct sql_rows *rows) {
    struct turn *turn = (struct turn *)rows->turn;
    int status = sqlite3_step(((struct prepared *)rows)->statement);
    if (status == SQLITE_ROW)
        return RECORDS_OK;
    if (status == SQLITE_DONE)
        return RECORDS_NONE;
    db_note(&turn->connection->db, status, "working");
    log_error("'%s': %s", turn->sqlite->path, turn->connection->db.why);
    turn->base.has_failed = true;
    return RECORDS_FAILED;
}

static void done(struct sql_rows *rows) {
    struct prepared *prepared = (struct prepared *)rows;
    sqlite3_reset(prepared->statement);
    sqlite3_clear_bindings(prepared->statement);
    prepared->is_busy = false;
}

static bool run(struct sql_turn *turn, const char *text, const struct sql_value *values,
                size_t count) {
    struct sql_rows *rows = ask(turn, text, values, count);
    if (!rows)
        return false;
    enum records_result result = next(rows);
    assert(result != RECORDS_OK); // its rows would be lost
    turn->changed = sqlite3_changes64(((struct turn *)turn)->connection->db.handle);
    done(rows);
    return result == RECORDS_NONE;
}

static int64_t changed(struct sql_turn *turn) {
    return turn->changed;
}

static sqlite3_stmt *statement_of(const struct sql_rows *rows) {
    return ((const struct prepared *)rows)->statement;
}

static bool is_null(const struct sql_rows *rows, int column) {
    return sqlite3_column_type(statement_of(rows), column) == SQLITE_NULL;
}

static int64_t number(const struct sql_rows *rows, int column) {
    return sqlite3_column_int64(statement_of(rows), column);
}

static const char *bytes(const struct sql_rows *rows, int column, size_t *out_len) {
    const char *found = sqlite3_column_blob(statement_of(rows), column);
    *out_len = (size_t)sqlite3_column_bytes(statement_of(rows), column);
    return found;
}

static enum records_result run_work(struct turn *turn, sql_work *work, void *args) {
    enum records_result result = work(&turn->base, args);
    return turn->base.has_failed ? RECORDS_FAILED : result;
}

static enum records_result read_once(struct turn *turn, sql_work *work, void *args) {
    if (db_exec(&turn->connection->db, "BEGIN") != DB_OK) {
        log_error("cannot read '%s': %s", turn->sqlite->path, turn->connection->db.why);
        return RECORDS_FAILED;
    }
    enum records_result result = run_work(turn, work, args);
    db_rollback(&turn->connection->db);
    return result;
}

/* After a failed commit the connection is closed, for after a failed sync it cannot know what the
 * disk holds; the client asks again and is answered from a fresh one. */
static enum records_result write_once(struct turn *turn, sql_work *work, void *args) {
    struct sqlite *s = turn->sqlite;
    struct db *db = &turn->connection->db;
    enum records_result result = RECORDS_FAILED;
    bool is_lost = false;
    lock_writer(s);
    if (db_begin(db) != DB_OK) {
        log_error("cannot change '%s': %s", s->path, db->why);
    } else {
        result = run_work(turn, work, args);
        is_lost = result == RECORDS_OK && db_commit(db) != DB_OK;
        if (is_lost)
            log_error("cannot commit to '%s': %s", s->path, db->why);
        else if (result != RECORDS_OK)
            db_rollback(db);
    }
    unlock_writer(s);
    if (is_lost)
        close_writer(s);
    return is_lost ? RECORDS_FAILED : result;
}

static bool transact(struct sql *base, bool is_write, sql_work *work, void *args,
                     enum records_result *out) {
    struct sqlite *s = (struct sqlite *)base;
    struct turn turn = {.base.sql = base, .sqlite = s, .connection = &s->writer};
    pthread_mutex_lock(&s->lock);
    if (s->writer.is_open || open_writer(s)) {
        *out = is_write ? write_once(&turn, work, args) : read_once(&turn, work, args);
    } else {
        log_error("cannot reopen '%s': %s", s->path, s->writer.db.why);
        *out = RECORDS_FAILED;
    }
    pthread_mutex_unlock(&s->lock);
    return true; // whoever writes here writes alone
}

static void close_sqlite(struct sql *base) {
    struct sqlite *s = (struct sqlite *)base;
    if (s->writer_fd >= 0) {
        close_writer(s);
        close(s->writer_fd);
    }
    pthread_mutex_destroy(&s->lock);
    for (size_t i = 0; s->migrations[i]; i++)
        free(s->migrations[i]);
    free(s->migrations);
    free(s->path);
    free(s->base.commune);
    free(s);
}

static const struct sql_driver driver = {
    .close = close_sqlite,
    .transact = transact,
    .run = run,
    .changed = changed,
    .ask = ask,
    .next = next,
    .done = done,
    .is_null = is_null,
    .number = number,
    .bytes = bytes,
};

static char **spell_migrations(void) {
    size_t count = 0;
    while (schema_migrations[count])
        count++;
    char **spelt = xcalloc(count + 1, sizeof *spelt);
    for (size_t i = 0; i < count; i++)
        spelt[i] = schema_spell(schema_migrations[i], &words);
    return spelt;
}

struct sql *sql_sqlite_open(const char *path, const char *commune_id, char **out_why) {
    struct sqlite *s = xcalloc(1, sizeof *s);
    *s = (struct sqlite){
        .base = {.driver = &driver, .commune = xstrdup(commune_id)},
        .path = xstrdup(path),
        .migrations = spell_migrations(),
    };
    pthread_mutex_init(&s->lock, NULL);
    char *lock_path = xasprintf("%s-writer", path);
    s->writer_fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->writer_fd < 0)
        *out_why = xasprintf("cannot open '%s': %s", lock_path, strerror(errno));
    else if (!open_writer(s))
        *out_why = xasprintf("cannot open '%s': %s", path, s->writer.db.why);
    free(lock_path);
    if (s->writer.is_open)
        return &s->base;
    close_sqlite(&s->base);
    return NULL;
}
