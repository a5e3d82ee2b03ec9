/* A fresh database for a test: a schema of its own in the PostgreSQL that RECORDSTORE_DB names,
 * else an SQLite file. */
#ifndef TESTS_SQL_DATABASE_H
#define TESTS_SQL_DATABASE_H

#include "../check.h"

#include <libpq-fe.h>

#include "base/strbuf.h"

#define DATABASE_DSN_MAX 512

/* The server's part; false, and "" in `out`, when the tests run on SQLite. */
static inline bool database_on_server(char *out) {
    static int count;
    const char *dsn = getenv("RECORDSTORE_DB");
    out[0] = '\0';
    if (!dsn || !dsn[0])
        return false;
    char *name = xasprintf("test_%d_%d", (int)getpid(), ++count);
    char *text = xasprintf("CREATE SCHEMA %s", name);
    PGconn *link = PQconnectdb(dsn);
    PGresult *result = PQexec(link, text);
    check_text(PQerrorMessage(link), PQcmdStatus(result), "CREATE SCHEMA");
    PQclear(result);
    PQfinish(link);
    snprintf(out, DATABASE_DSN_MAX, "%s&options=-csearch_path%%3D%s", dsn, name);
    free(text);
    free(name);
    return true;
}

/* Its DSN; the file, where it is one, in `folder`. */
static inline void database_fresh(const char *folder, char *out) {
    static int count;
    if (!database_on_server(out))
        snprintf(out, DATABASE_DSN_MAX, "sqlite:%s/records-%d.db", folder, ++count);
}

#endif
