/* Connecting to PostgreSQL, and stepping its schema. */
#include "sql/postgres.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sql/schema.h"

#define TRIES_MAX 10
#define PAUSE_MS 100

// Texts are compared by their bytes, as on SQLite: a prefix is a range, and a page's key sorts
// alike wherever the server runs.
static const struct schema_words words = {.text = "text COLLATE \"C\"",
                                          .integer = "bigint",
                                          .bytes = "bytea",
                                          .no_bytes = "CAST('' AS bytea)",
                                          .table_end = ""};

/* A server that hangs is given up while a kiosk still waits; one that was told not to wait for the
 * disk waits for ours. */
static const char session[] =
    "SET statement_timeout = '15s'; SET idle_in_transaction_session_timeout = '120s';"
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off';"
    "SELECT set_config('default_transaction_isolation', 'repeatable read', false)"
    " WHERE current_setting('default_transaction_isolation') <> 'serializable'";

static bool run_all(PGconn *link, const char *text) {
    PGresult *result = PQexec(link, text);
    ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* Defaults stand before the DSN, which wins over them; what must be stands behind it. */
static PGconn *open_link(const char *dsn) {
    const char *const keys[] = {"connect_timeout", "tcp_user_timeout", "application_name",
                                "dbname",          "client_encoding",  NULL};
    const char *const values[] = {"5", "15000", "recordstore", dsn, "UTF8", NULL};
    return PQconnectdbParams(keys, values, 1);
}

/* What matters comes back as an error; notices would only fill the log. */
static void ignore_notice(void *context, const char *message) {
    (void)context;
    (void)message;
}

/* libpq's own words for what is wrong with a DSN repeat it, and the password in it. */
static bool is_dsn(const char *dsn) {
    PQconninfoOption *options = PQconninfoParse(dsn, NULL);
    PQconninfoFree(options);
    return options != NULL;
}

static PGconn *connect_or_why(const char *dsn, char **out_why) {
    if (!is_dsn(dsn)) {
        *out_why = xstrdup("its address is not one that libpq reads");
        return NULL;
    }
    PGconn *link = open_link(dsn);
    PQsetNoticeProcessor(link, ignore_notice, NULL);
    const char *encoding = NULL;
    if (PQstatus(link) == CONNECTION_OK)
        encoding = PQparameterStatus(link, "server_encoding");
    if (!encoding || (!strcmp(encoding, "UTF8") && !run_all(link, session)))
        *out_why = postgres_message(link);
    else if (strcmp(encoding, "UTF8") != 0)
        *out_why = xasprintf("its database is in %s: make one with ENCODING 'UTF8'", encoding);
    else
        return link;
    PQfinish(link);
    return NULL;
}

PGconn *postgres_connect(const char *dsn) {
    char *why = NULL;
    PGconn *link = connect_or_why(dsn, &why);
    if (!link)
        log_warn("PostgreSQL is not reached: %s", why);
    free(why);
    return link;
}

static bool read_number(PGconn *link, const char *text, int64_t *out) {
    PGresult *result = PQexecParams(link, text, 0, NULL, NULL, NULL, NULL, 1);
    bool is_read = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
    if (is_read)
        *out = postgres_number(result, 0, 0);
    PQclear(result);
    return is_read;
}

static bool run_migrations(PGconn *link, int64_t version) {
    bool is_run = true;
    for (; is_run && schema_migrations[version]; version++) {
        char *text = schema_spell(schema_migrations[version], &words);
        is_run = run_all(link, text);
        free(text);
    }
    char *stamp = xasprintf("UPDATE schema_version SET version = %lld", (long long)version);
    is_run = is_run && run_all(link, stamp);
    free(stamp);
    return is_run;
}

/* The row is locked, so that of two programs that start at once one waits and finds it done. An
 * account without the right to make tables is enough once they are there. */
static bool step(PGconn *link, int64_t newest, int64_t *out_version) {
    static const char make[] =
        "CREATE TABLE IF NOT EXISTS schema_version (id bigint PRIMARY KEY, version bigint NOT "
        "NULL);"
        "INSERT INTO schema_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING";
    int64_t is_there;
    return run_all(link, "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0") &&
           read_number(link, "SELECT to_regclass('schema_version') IS NOT NULL", &is_there) &&
           (is_there || run_all(link, make)) &&
           read_number(link, "SELECT version FROM schema_version WHERE id = 1 FOR UPDATE",
                       out_version) &&
           (*out_version >= newest || run_migrations(link, *out_version)) &&
           run_all(link, "COMMIT");
}

/* One try, over a connection of its own; false with the reason. */
static bool migrate_once(const char *dsn, int64_t newest, char **out_why) {
    int64_t version = 0;
    PGconn *link = connect_or_why(dsn, out_why);
    if (!link)
        return false;
    bool is_done = step(link, newest, &version);
    if (!is_done)
        *out_why = postgres_message(link);
    else if (version > newest)
        *out_why = xstrdup("written by a newer version of the program");
    PQfinish(link); // and with it whatever is not committed
    return is_done && version <= newest;
}

bool postgres_migrate(const char *dsn, char **out_why) {
    int64_t newest = 0;
    char *why = NULL;
    while (schema_migrations[newest])
        newest++;
    for (int i = 0; i < TRIES_MAX; i++) { // a server that starts, another program that migrates
        free(why);
        why = NULL;
        if (migrate_once(dsn, newest, &why))
            return true;
        nanosleep(&(struct timespec){0, PAUSE_MS * 1000000L}, NULL);
    }
    *out_why = xasprintf("cannot use the PostgreSQL database: %s", why);
    free(why);
    return false;
}
