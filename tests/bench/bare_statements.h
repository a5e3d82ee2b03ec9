/* The baseline of list and search: the same question as one plain statement over the same file. */
#ifndef TESTS_BENCH_BARE_STATEMENTS_H
#define TESTS_BENCH_BARE_STATEMENTS_H

#include "child.h"

#include "base/strbuf.h"
#include "base/xalloc.h"
#include <sqlite3.h>

#define BARE_LIMIT 51 // a page, and whether there is more

struct bare_statements {
    sqlite3 *handle;
    const char *commune;
};

static inline struct bare_statements *bare_statements_open(const char *data, const char *commune) {
    struct bare_statements *bare = xcalloc(1, sizeof *bare);
    char *path = xasprintf("%s/records/records.db", data);
    bare->commune = commune;
    if (sqlite3_open_v2(path, &bare->handle, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        fprintf(stderr, "bench: %s\n", sqlite3_errmsg(bare->handle));
        exit(2);
    }
    free(path);
    return bare;
}

static inline void bare_statements_close(struct bare_statements *bare) {
    sqlite3_close(bare->handle);
    free(bare);
}

/** Until its last row is there, with what the list's lines show. */
static inline double bare_statement_ms(struct bare_statements *bare, const char *condition) {
    sqlite3_stmt *statement = NULL;
    char *text = xasprintf("SELECT id, received_at, code, name, unit_id, unit_other, kind, state,"
                           " level, case_group, source, publication FROM nominations"
                           " WHERE commune_id = ?1%s"
                           " ORDER BY received_at DESC, id DESC LIMIT %d",
                           condition, BARE_LIMIT);
    double begun_ms = child_now_ms();
    int status = sqlite3_prepare_v2(bare->handle, text, -1, &statement, NULL);
    sqlite3_bind_text(statement, 1, bare->commune, -1, SQLITE_STATIC);
    while (status == SQLITE_OK || status == SQLITE_ROW)
        status = sqlite3_step(statement);
    double ms = child_now_ms() - begun_ms;
    if (status != SQLITE_DONE)
        fprintf(stderr, "bench: %s\n", sqlite3_errmsg(bare->handle));
    sqlite3_finalize(statement);
    free(text);
    return ms;
}

#endif
