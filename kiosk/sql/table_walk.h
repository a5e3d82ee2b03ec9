/* All rows of one table, page by page in order of its key, whatever its columns are. */
#ifndef SQL_TABLE_WALK_H
#define SQL_TABLE_WALK_H

#include "sql/sql.h"

struct catalogue_column;
struct catalogue_table;

/* A table as statements. The commune is ?1 in all of them and not among the columns. */
struct table_walk {
    const struct catalogue_table *table;                    // borrowed, outlives it
    const struct catalogue_column *columns[SQL_VALUES_MAX]; // without the commune
    size_t count;
    size_t key_at[SQL_VALUES_MAX]; // which of `columns` make the key, in its order
    size_t key_count;
    char *first_page, *next_page, *insert; // owned
};

/** The key of `table` begins with the commune. */
void table_walk_init(struct table_walk *walk, const struct catalogue_table *table);
/** Only when every database that ran its statements is closed: see sql_ask_values(). */
void table_walk_finish(struct table_walk *walk);

/** Called with one value a column, borrowed for the call. False ends the walk as failed. */
typedef bool table_walk_row(void *context, const struct table_walk *walk,
                            const struct sql_value *values);

/** @return how many rows there were; -1 on failure */
int64_t table_walk_rows(struct sql_turn *turn, const struct table_walk *walk,
                        table_walk_row *on_row, void *context);
bool table_walk_insert(struct sql_turn *turn, const struct table_walk *walk,
                       const struct sql_value *values);
/** RECORDS_OK: the commune has no row there; RECORDS_NONE: it has. */
enum records_result table_walk_is_empty(struct sql_turn *turn, const struct table_walk *walk);

#endif
