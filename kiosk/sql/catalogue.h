/* The tables of a database as they are, so that what handles all of them (records/migrate.c) knows
 * those of later versions without a list to keep. */
#ifndef SQL_CATALOGUE_H
#define SQL_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

struct sql;

struct catalogue_column {
    char *name; // owned
    char type;  // as in sql.h
    int key;    // its place in the primary key, from 1; 0: not in it
};

struct catalogue_table {
    char *name;                       // owned
    struct catalogue_column *columns; // owned
    size_t column_count;
};

struct catalogue {
    struct catalogue_table *tables; // owned, by name
    size_t table_count;
};

/** False when it cannot be read; logged. */
bool catalogue_read(struct sql *sql, struct catalogue *out);
void catalogue_finish(struct catalogue *catalogue);
/** The same tables, columns, types and keys. */
bool catalogue_is_same(const struct catalogue *a, const struct catalogue *b);

#endif
