#include "records/backend_sqlite.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define APPLICATION_ID 0x47535253 // "GSRS": a record store's file and nothing else

static void lock_writer(struct sqlite_backend *b) {
    while (flock(b->writer_fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
}

static void unlock_writer(struct sqlite_backend *b) {
    flock(b->writer_fd, LOCK_UN);
}

/* Opening and closing may checkpoint, so they too are done alone. */
static bool open_file(struct sqlite_backend *b) {
    const struct db_params params = {
        .path = b->path,
        .application_id = APPLICATION_ID,
        .migrations = backend_sqlite_migrations,
        .is_shared = true,
    };
    lock_writer(b);
    b->is_open = db_open(&b->db, &params) == DB_OK;
    unlock_writer(b);
    return b->is_open;
}

static void close_file(struct sqlite_backend *b) {
    for (size_t i = 0; i < b->prepared_count; i++)
        sqlite3_finalize(b->prepared[i].statement);
    b->prepared_count = 0;
    lock_writer(b);
    db_close(&b->db);
    unlock_writer(b);
    b->is_open = false;
}

bool backend_sqlite_enter(struct sqlite_backend *b) {
    pthread_mutex_lock(&b->lock);
    if (b->is_open || open_file(b))
        return true;
    log_error("cannot reopen '%s': %s", b->path, b->db.why);
    db_close(&b->db);
    pthread_mutex_unlock(&b->lock);
    return false;
}

void backend_sqlite_leave(struct sqlite_backend *b) {
    pthread_mutex_unlock(&b->lock);
}

bool backend_sqlite_begin(struct sqlite_backend *b) {
    lock_writer(b);
    if (db_begin(&b->db) == DB_OK)
        return true;
    log_error("cannot change '%s': %s", b->path, b->db.why);
    unlock_writer(b);
    return false;
}

bool backend_sqlite_commit(struct sqlite_backend *b) {
    bool is_done = db_commit(&b->db) == DB_OK;
    if (!is_done)
        log_error("cannot commit to '%s': %s", b->path, b->db.why);
    unlock_writer(b);
    if (!is_done)
        close_file(b);
    return is_done;
}

void backend_sqlite_abandon(struct sqlite_backend *b) {
    db_rollback(&b->db);
    unlock_writer(b);
}

static sqlite3_stmt *prepare(struct sqlite_backend *b, const char *sql) {
    for (size_t i = 0; i < b->prepared_count; i++)
        if (b->prepared[i].sql == sql)
            return b->prepared[i].statement;
    assert(b->prepared_count < SQLITE_BACKEND_STATEMENTS_MAX);
    sqlite3_stmt *statement = db_prepare(&b->db, sql);
    if (!statement) {
        log_error("'%s' does not take a statement: %s", b->path, b->db.why);
        return NULL;
    }
    b->prepared[b->prepared_count].sql = sql;
    b->prepared[b->prepared_count++].statement = statement;
    return statement;
}

/* Texts and bytes are borrowed: done() unbinds them before the caller's call returns. */
static void bind(sqlite3_stmt *statement, const char *types, va_list args) {
    int status = SQLITE_OK;
    for (int at = 2; *types && status == SQLITE_OK; types++, at++) {
        if (*types == 't') {
            status =
                sqlite3_bind_text(statement, at, va_arg(args, const char *), -1, SQLITE_STATIC);
        } else if (*types == 'i') {
            status = sqlite3_bind_int64(statement, at, va_arg(args, int64_t));
        } else {
            assert(*types == 'b');
            const void *bytes = va_arg(args, const void *);
            size_t len = va_arg(args, size_t);
            status = sqlite3_bind_blob64(statement, at, bytes, len, SQLITE_STATIC);
        }
    }
    assert(status == SQLITE_OK); // a wrong number of parameters is our own mistake
}

static sqlite3_stmt *ask(struct sqlite_backend *b, const char *sql, const char *types,
                         va_list args) {
    sqlite3_stmt *statement = prepare(b, sql);
    if (!statement)
        return NULL;
    int status = sqlite3_bind_text(statement, 1, b->commune, -1, SQLITE_STATIC);
    assert(status == SQLITE_OK);
    bind(statement, types, args);
    return statement;
}

sqlite3_stmt *backend_sqlite_ask(struct sqlite_backend *b, const char *sql, const char *types,
                                 ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *statement = ask(b, sql, types, args);
    va_end(args);
    return statement;
}

enum backend_result backend_sqlite_step(struct sqlite_backend *b, sqlite3_stmt *statement) {
    int status = sqlite3_step(statement);
    if (status == SQLITE_ROW)
        return BACKEND_OK;
    if (status == SQLITE_DONE)
        return BACKEND_NONE;
    db_note(&b->db, status, "working");
    log_error("'%s': %s", b->path, b->db.why);
    return BACKEND_FAILED;
}

void backend_sqlite_done(sqlite3_stmt *statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

bool backend_sqlite_run(struct sqlite_backend *b, const char *sql, const char *types, ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *statement = ask(b, sql, types, args);
    va_end(args);
    if (!statement)
        return false;
    enum backend_result result = backend_sqlite_step(b, statement);
    backend_sqlite_done(statement);
    return result == BACKEND_NONE;
}

int backend_sqlite_changed(const struct sqlite_backend *b) {
    return sqlite3_changes(b->db.handle);
}

void backend_sqlite_text(sqlite3_stmt *statement, int column, char *out, size_t out_bytes) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    size_t len = text ? strnlen(text, out_bytes - 1) : 0;
    memcpy(out, text ? text : "", len);
    out[len] = '\0';
}

char *backend_sqlite_bytes(sqlite3_stmt *statement, int column, size_t *out_len) {
    const void *bytes = sqlite3_column_blob(statement, column);
    *out_len = (size_t)sqlite3_column_bytes(statement, column);
    return xstrndup(bytes ? bytes : "", *out_len);
}

static enum backend_result read_store_id(struct sqlite_backend *b, char *out_store_id) {
    sqlite3_stmt *statement =
        backend_sqlite_ask(b, "SELECT store_id FROM stores WHERE commune_id = ?1", "");
    if (!statement)
        return BACKEND_FAILED;
    enum backend_result result = backend_sqlite_step(b, statement);
    if (result == BACKEND_OK)
        backend_sqlite_text(statement, 0, out_store_id, CRYPTO_UUID_MAX);
    backend_sqlite_done(statement);
    return result;
}

static enum backend_result store_id(struct backend *base, char *out_store_id) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = read_store_id(b, out_store_id);
    backend_sqlite_leave(b);
    return result;
}

static enum backend_result store_claim(struct backend *base, const char *id, int64_t now_s,
                                       char *out_store_id) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b)) {
        if (backend_sqlite_run(b,
                               "INSERT INTO stores (commune_id, store_id, created_at)"
                               " VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                               "ti", id, now_s) &&
            read_store_id(b, out_store_id) == BACKEND_OK)
            result = backend_sqlite_commit(b) ? BACKEND_OK : BACKEND_FAILED;
        else
            backend_sqlite_abandon(b);
    }
    backend_sqlite_leave(b);
    return result;
}

static enum backend_result key_claim(struct backend *base, const char *key_id,
                                     const uint8_t *public_key, int64_t now_s) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b)) {
        bool is_run =
            backend_sqlite_run(b,
                               "INSERT INTO seal_keys (commune_id, key_id, public_key, created_at)"
                               " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                               "tbi", key_id, public_key, (size_t)CRYPTO_PUBLIC_KEY_BYTES, now_s);
        bool is_new = is_run && backend_sqlite_changed(b) == 1;
        if (!is_run)
            backend_sqlite_abandon(b);
        else if (backend_sqlite_commit(b))
            result = is_new ? BACKEND_OK : BACKEND_NONE;
    }
    backend_sqlite_leave(b);
    return result;
}

static void close_backend(struct backend *base) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!b)
        return;
    if (b->writer_fd >= 0) {
        close_file(b);
        close(b->writer_fd);
    }
    pthread_mutex_destroy(&b->lock);
    free(b->path);
    free(b->commune);
    free(b);
}

static const struct backend_ops ops = {
    .close = close_backend,
    .store_claim = store_claim,
    .store_id = store_id,
    .key_claim = key_claim,
    .slip_find = backend_sqlite_slip_find,
    .slip_put = backend_sqlite_slip_put,
    .slip_open = backend_sqlite_slip_open,
    .slip_next_unopened = backend_sqlite_slip_next_unopened,
    .slip_progress = backend_sqlite_slip_progress,
    .slip_list = backend_sqlite_slip_list,
    .device_invite = backend_sqlite_device_invite,
    .device_enrol = backend_sqlite_device_enrol,
    .device_by_token = backend_sqlite_device_by_token,
    .device_revoke = backend_sqlite_device_revoke,
    .device_next = backend_sqlite_device_next,
    .device_report = backend_sqlite_device_report,
    .device_ask_resend = backend_sqlite_device_ask_resend,
    .device_unlock_pin = backend_sqlite_device_unlock_pin,
    .device_see_help = backend_sqlite_device_see_help,
    .manifest_newest = backend_sqlite_manifest_newest,
    .manifest_add = backend_sqlite_manifest_add,
};

struct backend *backend_sqlite_open(const char *path, const char *commune_id, char **out_why) {
    struct sqlite_backend *b = xcalloc(1, sizeof *b);
    *b = (struct sqlite_backend){
        .base.ops = &ops, .path = xstrdup(path), .commune = xstrdup(commune_id)};
    pthread_mutex_init(&b->lock, NULL);
    char *lock_path = xasprintf("%s-writer", path);
    b->writer_fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (b->writer_fd < 0)
        *out_why = xasprintf("cannot open '%s': %s", lock_path, strerror(errno));
    else if (!open_file(b))
        *out_why = xasprintf("cannot open '%s': %s", path, b->db.why);
    free(lock_path);
    if (b->is_open)
        return &b->base;
    close_backend(&b->base);
    return NULL;
}
