/* The file as a whole: its schema, a copy of it. */
#include "sql/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sql/schema.h"

static const struct schema_words words = {.text = "TEXT",
                                          .integer = "INTEGER",
                                          .bytes = "BLOB",
                                          .no_bytes = "x''",
                                          .table_end = " WITHOUT ROWID"};

char **sqlite_migrations(void) {
    size_t count = 0;
    while (schema_migrations[count])
        count++;
    char **spelt = xcalloc(count + 1, sizeof *spelt);
    for (size_t i = 0; i < count; i++)
        spelt[i] = schema_spell(schema_migrations[i], &words);
    return spelt;
}

void sqlite_migrations_free(char **migrations) {
    for (size_t i = 0; migrations[i]; i++)
        free(migrations[i]);
    free(migrations);
}

bool sql_copy_is_whole(const char *path, char **out_why) {
    char **migrations = sqlite_migrations();
    struct db db = {.handle = NULL};
    const struct db_params params = {
        .path = path,
        .application_id = SQLITE_APPLICATION_ID,
        .migrations = (const char *const *)migrations,
        .is_read_only = true,
    };
    bool is_whole = db_open(&db, &params) == DB_OK && db_check(&db, true) == DB_OK;
    if (!is_whole)
        *out_why = xasprintf("'%s': %s", path, db.why);
    db_close(&db);
    sqlite_migrations_free(migrations);
    return is_whole;
}

/* VACUUM INTO reads one state of all, as any reader does, and leaves out what was deleted; it does
 * not sync what it writes. sqlite3_backup would begin anew after each commit of the writer. */
bool sqlite_link_copy(struct sqlite_link *link, const char *path) {
    char *text = sqlite3_mprintf("VACUUM INTO %Q", path);
    int fd =
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); // its mode, before its bytes
    if (fd >= 0)
        close(fd);
    bool is_copied = db_exec(&link->db, text) == DB_OK;
    sqlite3_free(text);
    return is_copied;
}
