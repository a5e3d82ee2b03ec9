/* One connection to an SQLite file and the statements it has prepared. Only sqlite*.c include
 * this. */
#ifndef SQL_SQLITE_H
#define SQL_SQLITE_H

#include "sql/driver.h"
#include "store/db.h"

struct sqlite_prepared;

struct sqlite_link { // used by one thread at a time
    struct db db;
    bool is_open;
    struct sqlite_prepared **prepared; // owned, each too, for rows point to them
    size_t prepared_count;
    struct sqlite_link *next;
};

struct sqlite_turn {
    struct sql_turn base;
    struct sqlite_link *link;
    const char *path; // for the log
};

bool sqlite_link_open(struct sqlite_link *link, const struct db_params *params);
void sqlite_link_close(struct sqlite_link *link);
/** Runs a text without parameters and rows, such as COMMIT; static, for it stays prepared.
 * @return false with the reason in link->db.why */
bool sqlite_link_do(struct sqlite_link *link, const char *text);

/** Writes what the link sees into a new file. */
bool sqlite_link_copy(struct sqlite_link *link, const char *path);

#define SQLITE_APPLICATION_ID 0x47535253 // "GSRS": a record store's file and nothing else
/** The schema's steps in this database's words, ending with NULL. */
char **sqlite_migrations(void);
void sqlite_migrations_free(char **migrations);

/* The driver's statements. */
bool sqlite_run(struct sql_turn *turn, const char *text, const struct sql_value *values,
                size_t count, int64_t *out_changed);
struct sql_rows *sqlite_ask(struct sql_turn *turn, const char *text, const struct sql_value *values,
                            size_t count);
enum records_result sqlite_next(struct sql_rows *rows);
void sqlite_done(struct sql_rows *rows);
bool sqlite_is_null(const struct sql_rows *rows, int column);
int64_t sqlite_number(const struct sql_rows *rows, int column);
const char *sqlite_bytes(const struct sql_rows *rows, int column, size_t *out_len);

#endif
