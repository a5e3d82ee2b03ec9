/* What a database gives to sql.c: how it runs one transaction once, and its statements. Only this
 * folder includes it. */
#ifndef SQL_DRIVER_H
#define SQL_DRIVER_H

#include "sql/sql.h"

struct sql_driver {
    const char *catalogue; // the statement of sql_ask_catalogue(); ?1 is not NULL
    void (*close)(struct sql *sql);
    /**
     * One try: begins, runs the work, and commits or rolls back.
     * @return false when it is to be run again from its start, after a pause; `out` is then not set
     */
    bool (*transact)(struct sql *sql, bool is_write, sql_work *work, void *args,
                     enum records_result *out);
    /** One try of one statement, committed with those of others; as sql_put(), false as above.
     *  NULL: by a turn of its own. */
    bool (*put)(struct sql *sql, const char *text, const struct sql_value *values, size_t count,
                enum records_result *out);
    void (*make_room)(struct sql *sql, int64_t bytes); // NULL: the server does
    bool (*check)(struct sql *sql, char **out_why);    // NULL: by a question
    enum records_result (*copy)(struct sql *sql, const char *path, char **out_why); // NULL: none
    /** values[0] is the commune, here as in ask(). True may come before the answer.
     *  @param out_changed  rows, once it is settled; NULL: turn->changed */
    bool (*run)(struct sql_turn *turn, const char *text, const struct sql_value *values,
                size_t count, int64_t *out_changed);
    bool (*settle)(struct sql_turn *turn); // NULL: run() does
    struct sql_rows *(*ask)(struct sql_turn *turn, const char *text, const struct sql_value *values,
                            size_t count);
    enum records_result (*next)(struct sql_rows *rows);
    void (*done)(struct sql_rows *rows);
    bool (*is_null)(const struct sql_rows *rows, int column);
    int64_t (*number)(const struct sql_rows *rows, int column);
    /** A text's or a blob's bytes, borrowed until the next row; NULL for NULL or nothing. */
    const char *(*bytes)(const struct sql_rows *rows, int column, size_t *out_len);
};

/* A driver's own structs begin with these. */
struct sql {
    const struct sql_driver *driver;
    char *commune; // owned
    _Atomic int64_t failed_at_ms, taken_since;
};

struct sql_turn {
    struct sql *sql;
    int64_t changed; // for the driver
    bool has_failed; // a statement did: this turn is not committed
};

struct sql_rows {
    struct sql_turn *turn;
};

struct sql *sql_sqlite_open(const char *path, const char *commune_id, char **out_why);
struct sql *sql_postgres_open(const char *dsn, const char *commune_id, char **out_why);

#endif
