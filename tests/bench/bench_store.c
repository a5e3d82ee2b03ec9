/* The record store as a whole process, client and server on one machine in the same run: durable
 * PUTs beside a bare loop of committed inserts on the same database, the officer's list and search
 * among a million dossiers beside one bare statement, memory. */
#include "bench_store.h"

#include "store_pages.h"
#include "store_puts.h"

/* Made for this alone; see tests/recordstore/postgres.sh. */
static char *server(const char *action, const char *folder) {
    char *command = xasprintf("tests/recordstore/postgres.sh %s '%s'", action, folder);
    FILE *output = popen(command, "r");
    char line[DATABASE_DSN_MAX] = "";
    if (output && fgets(line, sizeof line, output))
        line[strcspn(line, "\n")] = '\0';
    if (!output || pclose(output) != 0)
        load_stop(command);
    free(command);
    return xstrdup(line);
}

static void bench_postgres(struct table *table, int runs) {
    char folder[] = "/var/tmp/guong-sang-pg-XXXXXX"; // on a disk, where PostgreSQL's user comes in
    if (!mkdtemp(folder))
        load_stop("no folder for PostgreSQL");
    char *dsn = server("start", folder);
    setenv("RECORDSTORE_DB", dsn, 1);
    bench_puts(table, "PostgreSQL", dsn, runs);
    unsetenv("RECORDSTORE_DB");
    free(server("remove", folder));
    free(dsn);
}

/* ONLY names the whole or one of its parts. */
static bool is_asked(const char *part) {
    const char *only = getenv("ONLY");
    return !only || !only[0] || !strcmp(only, "store") || !strcmp(only, part);
}

void bench_store(struct table *table, int runs) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    unsetenv("RECORDSTORE_DB");
    if (is_asked("store-sqlite"))
        bench_puts(table, "SQLite", NULL, runs);
    if (is_asked("store-postgresql"))
        bench_postgres(table, runs);
    if (is_asked("store-pages"))
        bench_pages(table, runs);
    curl_global_cleanup();
}
