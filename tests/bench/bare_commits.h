/* The baseline of durable PUTs: a loop that inserts the same bytes and commits each, on the same
 * kind of database with the same settings, and does nothing else. */
#ifndef TESTS_BENCH_BARE_COMMITS_H
#define TESTS_BENCH_BARE_COMMITS_H

#include "child.h"

#include <libpq-fe.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "store/db.h"

struct bare_row {
    const char *id, *body;
    size_t len;
};

#define BARE_TABLE "CREATE TABLE bare (id TEXT NOT NULL PRIMARY KEY, body "

static inline void bare_stop(const char *why) {
    fprintf(stderr, "bench: bare loop: %s\n", why);
    exit(2);
}

static inline void bare_insert_sqlite(struct db *db, sqlite3_stmt *insert,
                                      const struct bare_row *row) {
    sqlite3_bind_text(insert, 1, row->id, -1, SQLITE_STATIC);
    sqlite3_bind_blob64(insert, 2, row->body, row->len, SQLITE_STATIC);
    if (db_begin(db) != DB_OK || sqlite3_step(insert) != SQLITE_DONE ||
        sqlite3_reset(insert) != SQLITE_OK || db_commit(db) != DB_OK)
        bare_stop(db->why);
}

/** A new file at `path`, with the record store's own settings; how long each took in `out_ms`.
 * @return commits a second */
static inline double bare_sqlite(const char *path, const struct bare_row *rows, size_t count,
                                 double *out_ms) {
    static const char *const migrations[] = {BARE_TABLE "BLOB NOT NULL)", NULL};
    const struct db_params params = {
        .path = path, .application_id = 1, .migrations = migrations, .is_shared = true};
    struct db db;
    if (db_open(&db, &params) != DB_OK)
        bare_stop(db.why);
    sqlite3_stmt *insert = db_prepare(&db, "INSERT INTO bare VALUES (?1, ?2)");
    double begun_ms = child_now_ms();
    for (size_t i = 0; i < count; i++) {
        double from_ms = child_now_ms();
        bare_insert_sqlite(&db, insert, &rows[i]);
        out_ms[i] = child_now_ms() - from_ms;
    }
    double ms = child_now_ms() - begun_ms;
    sqlite3_finalize(insert);
    db_close(&db);
    return (double)count * 1e3 / ms;
}

static inline void bare_expect(PGconn *link, PGresult *result) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        bare_stop(PQerrorMessage(link));
    PQclear(result);
}

static inline void bare_insert_postgres(PGconn *link, const struct bare_row *row) {
    const char *const values[] = {row->id, row->body};
    const int lengths[] = {0, (int)row->len}, formats[] = {0, 1};
    bare_expect(link, PQexecPrepared(link, "put", 2, values, lengths, formats, 1));
}

/** A new table on the server of `dsn`, one connection; else as above. */
static inline double bare_postgres(const char *dsn, const struct bare_row *rows, size_t count,
                                   double *out_ms) {
    PGconn *link = PQconnectdb(dsn);
    bare_expect(link, PQexec(link, "SET client_min_messages = warning"));
    bare_expect(link, PQexec(link, "DROP TABLE IF EXISTS bare"));
    bare_expect(link, PQexec(link, BARE_TABLE "BYTEA NOT NULL)"));
    bare_expect(link, PQprepare(link, "put", "INSERT INTO bare VALUES ($1, $2)", 2, NULL));
    double begun_ms = child_now_ms();
    for (size_t i = 0; i < count; i++) {
        double from_ms = child_now_ms();
        bare_insert_postgres(link, &rows[i]);
        out_ms[i] = child_now_ms() - from_ms;
    }
    double ms = child_now_ms() - begun_ms;
    PQfinish(link);
    return (double)count * 1e3 / ms;
}

#endif
