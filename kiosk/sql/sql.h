/* One SQL for SQLite and PostgreSQL (contract.md section 2): plain tables with primary keys
 * (commune_id, id), INSERT ... ON CONFLICT DO NOTHING followed by SELECT, keyset paging, one short
 * transaction a call; no triggers, no sequences, no locks across calls. What a subject needs
 * (records/slips.h, devices.h, ...) is written once over these functions; sqlite.c and
 * postgres.c run it.
 *
 * What one takes and the other does not, so that a text stays clear of it: a number is no truth
 * (write `?2 = 1`, not `?2`), no type changes by itself (compare text with text), a bare column
 * beside an aggregate stands in GROUP BY, NULLs sort first here and last there (say which, or
 * coalesce), and group_concat, instr, printf, rowid and PRAGMA are SQLite's alone. */
#ifndef SQL_SQL_H
#define SQL_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;      // a database, opened for one commune; any thread may use it
struct sql_turn; // one transaction on one connection, inside sql_read() or sql_write()
struct sql_rows; // the answer of one statement

enum records_result {
    RECORDS_OK,     // done, and committed to stable storage where something changed
    RECORDS_NONE,   // no such row, or not in a state for it: nothing was changed
    RECORDS_FAILED, // logged; nothing may be claimed, the client comes again later
};

/**
 * Opens the database of one commune, creating what is missing and stepping its schema.
 * @param dsn      "sqlite:FILE", or "postgresql://..." with all that libpq knows
 * @param out_why  what to do about it, owned by the caller
 * @return closed by sql_close; NULL when it cannot be used
 */
struct sql *sql_open(const char *dsn, const char *commune_id, char **out_why);
void sql_close(struct sql *sql);

/** For a program that is there to write: makes room for so many bytes of changes before the first
 * one has to wait for it. */
void sql_make_room(struct sql *sql, int64_t bytes);

struct sql_record {       // of what was tried
    int64_t failed_at_ms; // CLOCK_MONOTONIC; 0: nothing ever did
    int64_t taken_since;  // changes
};
void sql_record(struct sql *sql, struct sql_record *out);
/** Looks for damage in the file, or whether the server answers. @param out_why as above */
bool sql_check(struct sql *sql, char **out_why);
/**
 * Writes one consistent state of the whole database into a new SQLite file, while others go on.
 * @return RECORDS_NONE when this kind of database has no such way: see migrate_copy()
 */
enum records_result sql_copy(struct sql *sql, const char *path, char **out_why);

/** Looks through a file that sql_copy() or migrate_copy() wrote, indexes too. */
bool sql_copy_is_whole(const char *path, char **out_why);

/**
 * What one transaction does. It may be run again from its start, even after a commit whose answer
 * was lost (SQLSTATE 40001, 40P01, 08xxx, 57P0x), and on another thread than the caller's. So it
 * sets all that it gives out anew, touches nothing outside the database, and finds its own work of
 * before to be no conflict. A statement that failed makes the whole turn fail, whatever it returns.
 */
typedef enum records_result sql_work(struct sql_turn *turn, void *args);

/** Runs `work` on one consistent state; changes are refused. Not inside another work. */
enum records_result sql_read(struct sql *sql, sql_work *work, void *args);
/**
 * Runs `work` on one consistent state and commits when it says RECORDS_OK, else rolls back. Nothing
 * comes back before what it saw is committed. Not inside another work.
 * Of two works that change one row at the same time, the second is run again and sees the first.
 * Two that change different rows, each because of what it read of the other's, may both commit on
 * PostgreSQL: where that would do harm, let both change a row they have in common.
 */
enum records_result sql_write(struct sql *sql, sql_work *work, void *args);

/**
 * One statement that changes something, committed: what comes at the same moment shares a journey
 * and a commit, so this is the quickest way to keep one thing. Not inside a work. It may run twice:
 * the second time it must find its own work to be no conflict.
 * @param text, types  as in sql_ask()
 * @return RECORDS_NONE when it changed no row, perhaps because it ran twice
 */
enum records_result sql_put(struct sql *sql, const char *text, const char *types, ...);

/**
 * Prepares (once a connection) and binds. ?1 is always the commune; `types` says what ?2 and on
 * are: t text (NULL is NULL), i int64_t, b bytes and their size_t. Borrowed until sql_done().
 * @param text  static: its address is the key of the prepared statement
 * @return its rows, closed by sql_done(); NULL on error, logged
 */
struct sql_rows *sql_ask(struct sql_turn *turn, const char *text, const char *types, ...);
/** RECORDS_OK: a row stands ready; RECORDS_NONE: no more. */
enum records_result sql_next(struct sql_rows *rows);
void sql_done(struct sql_rows *rows);
/**
 * Runs a statement that gives no rows. Where it travels to a server, true may come before the
 * answer; if it fails there, so does the turn. A false stops the work at once.
 */
bool sql_run(struct sql_turn *turn, const char *text, const char *types, ...);
/** The same; `out_changed` has the rows it changed after the next sql_settle(), sql_ask() or
 *  sql_changed() of this turn, and must live till then. For many that are asked together. */
bool sql_run_counted(struct sql_turn *turn, int64_t *out_changed, const char *text,
                     const char *types, ...);
/** Waits for the answers to all that was run. False when one of them failed. */
bool sql_settle(struct sql_turn *turn);
/** Rows that the last sql_run() of this turn changed; waits for its answer, so ask only if it
 * counts.
 */
int64_t sql_changed(struct sql_turn *turn);

/* Columns of the row that stands ready, from 0. */
bool sql_is_null(const struct sql_rows *rows, int column);
int64_t sql_int(const struct sql_rows *rows, int column); // 0 for NULL
/** Copies, "" for NULL; what does not fit is cut at a whole character. */
void sql_text(const struct sql_rows *rows, int column, char *out, size_t out_bytes);
/** A copy of the caller's with a NUL behind it; NULL for NULL. */
char *sql_text_copy(const struct sql_rows *rows, int column);
char *sql_bytes_copy(const struct sql_rows *rows, int column, size_t *out_len);

/* One parameter or column, for texts that are made while the program runs (sql/table_walk.h).
 */
#define SQL_VALUES_MAX 128
struct sql_value {
    char type;         // as in `types`
    bool is_null;      // then the rest does not count
    int64_t number;    // i
    const char *bytes; // t, b; borrowed
    size_t len;
};

/** A text that is not NULL, borrowed. */
struct sql_value sql_text_value(const char *text);
/** sql_ask() with ?2 and on in an array. `text` stays as it is, where it is, until sql_close(). */
struct sql_rows *sql_ask_values(struct sql_turn *turn, const char *text,
                                const struct sql_value *values, size_t count);
bool sql_run_values(struct sql_turn *turn, const char *text, const struct sql_value *values,
                    size_t count);
/** Every table's columns: table, column, its type as a letter, its place in the primary key from 1,
 *  or 0; in order of tables, and of columns in each. See sql/catalogue.h. */
struct sql_rows *sql_ask_catalogue(struct sql_turn *turn);
/** A column as a value, borrowed until the next row. */
void sql_value(const struct sql_rows *rows, int column, char type, struct sql_value *out);

#endif
