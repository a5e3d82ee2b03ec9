/* The SQLite backend's inside: one connection, guarded, and a short way to run statements on it.
 * Only backend_sqlite*.c include this. */
#ifndef RECORDS_BACKEND_SQLITE_H
#define RECORDS_BACKEND_SQLITE_H

#include "records/backend.h"
#include "store/db.h"
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SQLITE_BACKEND_STATEMENTS_MAX 64

struct sqlite_backend {
    struct backend base;
    char *path, *commune; // owned
    int writer_fd;        // locked round every change: see backend_sqlite_begin()
    pthread_mutex_t lock;
    struct db db; // guarded by lock
    bool is_open; // guarded by lock; false after a failed commit, until the next call reopens it
    struct {
        const char *sql; // static text: its address is the key
        sqlite3_stmt *statement;
    } prepared[SQLITE_BACKEND_STATEMENTS_MAX]; // guarded by lock
    size_t prepared_count;
};

extern const char *const backend_sqlite_migrations[];

struct backend *backend_sqlite_open(const char *path, const char *commune_id, char **out_why);

/** Every operation stands between these two; enter is false (and logged) when the file cannot be
 * reopened, and is then not to be left. */
bool backend_sqlite_enter(struct sqlite_backend *b);
void backend_sqlite_leave(struct sqlite_backend *b);

/**
 * A change stands between begin and commit or abandon. Two connections that write or checkpoint one
 * WAL file at the same moment can lose frames in SQLite 3.7.0 to 3.51.2, so a lock on a file beside
 * the database lets one connection at a time do so, whichever program it is in.
 */
bool backend_sqlite_begin(struct sqlite_backend *b);
/** False when nothing may be claimed: the connection is then closed, for after a failed sync it
 * cannot know what the disk holds; the client asks again and is answered from a fresh one. */
bool backend_sqlite_commit(struct sqlite_backend *b);
void backend_sqlite_abandon(struct sqlite_backend *b);

/**
 * Prepares (once) and binds. ?1 is always the commune; `types` says what the others are: t text
 * (NULL is NULL), i int64_t, b bytes and their size_t.
 * @return borrowed: reset it by backend_sqlite_done(); NULL on error, logged
 */
sqlite3_stmt *backend_sqlite_ask(struct sqlite_backend *b, const char *sql, const char *types, ...);
/** BACKEND_OK: a row stands ready; BACKEND_NONE: no more. */
enum backend_result backend_sqlite_step(struct sqlite_backend *b, sqlite3_stmt *statement);
void backend_sqlite_done(sqlite3_stmt *statement);
/** Runs a statement that gives no rows. */
bool backend_sqlite_run(struct sqlite_backend *b, const char *sql, const char *types, ...);
/** Rows the last statement changed. */
int backend_sqlite_changed(const struct sqlite_backend *b);
/** Copies a text column, "" for NULL. */
void backend_sqlite_text(sqlite3_stmt *statement, int column, char *out, size_t out_bytes);
/** Copies a column's bytes into memory of the caller's, a NUL behind them. */
char *backend_sqlite_bytes(sqlite3_stmt *statement, int column, size_t *out_len);

/* The operations, by subject. */
enum backend_result backend_sqlite_slip_find(struct backend *b, const char *id,
                                             struct slip_holding *out);
enum backend_result backend_sqlite_slip_put(struct backend *b, const struct slip_entry *entry,
                                            struct slip_holding *out);
enum backend_result backend_sqlite_slip_open(struct backend *b, const struct slip_entry *entry,
                                             int64_t now_s);
enum backend_result backend_sqlite_slip_next_unopened(struct backend *b, const char *after_id,
                                                      struct slip_unopened *out);
enum backend_result backend_sqlite_slip_progress(struct backend *b, const char *code,
                                                 struct slip_progress *out);
enum backend_result backend_sqlite_slip_list(struct backend *b, const struct slip_cursor *after,
                                             struct slip_line *out, size_t limit,
                                             size_t *out_count);
enum backend_result backend_sqlite_device_invite(struct backend *b,
                                                 const struct device_invitation *invitation,
                                                 char *out_id);
enum backend_result backend_sqlite_device_enrol(struct backend *b, const char *secret_sha256,
                                                const char *token_sha256, int64_t now_s,
                                                char *out_id);
enum backend_result backend_sqlite_device_by_token(struct backend *b, const char *token_sha256,
                                                   char *out_id, enum device_state *out_state);
enum backend_result backend_sqlite_device_revoke(struct backend *b, const char *id, int64_t now_s);
enum backend_result backend_sqlite_device_next(struct backend *b, const char *after_id,
                                               struct device_row *out);
enum backend_result backend_sqlite_device_report(struct backend *b, const char *id,
                                                 const struct device_report *report,
                                                 struct device_orders *out);
enum backend_result backend_sqlite_device_ask_resend(struct backend *b, const char *id,
                                                     int64_t from_seq);
enum backend_result backend_sqlite_device_unlock_pin(struct backend *b, const char *id);
enum backend_result backend_sqlite_device_see_help(struct backend *b, const char *id,
                                                   int64_t now_s);
enum backend_result backend_sqlite_manifest_newest(struct backend *b, bool wants_bytes,
                                                   struct manifest *out);
enum backend_result backend_sqlite_manifest_add(struct backend *b, const struct manifest *manifest);

#endif
