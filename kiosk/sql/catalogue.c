#include "sql/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "sql/sql.h"

void catalogue_finish(struct catalogue *catalogue) {
    if (!catalogue)
        return;
    for (size_t i = 0; i < catalogue->table_count; i++) {
        struct catalogue_table *table = &catalogue->tables[i];
        for (size_t k = 0; k < table->column_count; k++)
            free(table->columns[k].name);
        free(table->columns);
        free(table->name);
    }
    free(catalogue->tables);
    *catalogue = (struct catalogue){.tables = NULL};
}

/* The table that the ready row speaks of: the last one, or a new one. */
static struct catalogue_table *table_of(const struct sql_rows *rows, struct catalogue *catalogue) {
    char *name = sql_text_copy(rows, 0);
    size_t count = catalogue->table_count;
    if (count > 0 && !strcmp(catalogue->tables[count - 1].name, name)) {
        free(name);
        return &catalogue->tables[count - 1];
    }
    catalogue->tables = xrealloc(catalogue->tables, count + 1, sizeof *catalogue->tables);
    catalogue->tables[count] = (struct catalogue_table){.name = name};
    catalogue->table_count++;
    return &catalogue->tables[count];
}

static void add_column(const struct sql_rows *rows, struct catalogue_table *table) {
    char type[2];
    sql_text(rows, 2, type, sizeof type);
    table->columns = xrealloc(table->columns, table->column_count + 1, sizeof *table->columns);
    table->columns[table->column_count++] = (struct catalogue_column){
        .name = sql_text_copy(rows, 1), .type = type[0], .key = (int)sql_int(rows, 3)};
}

static enum records_result read_all(struct sql_turn *turn, void *args) {
    struct catalogue *catalogue = args;
    enum records_result result = RECORDS_FAILED;
    catalogue_finish(catalogue); // of a run before
    struct sql_rows *rows = sql_ask_catalogue(turn);
    while (rows && (result = sql_next(rows)) == RECORDS_OK)
        add_column(rows, table_of(rows, catalogue));
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

bool catalogue_read(struct sql *sql, struct catalogue *out) {
    struct catalogue catalogue = {.tables = NULL};
    bool is_read = sql_read(sql, read_all, &catalogue) == RECORDS_OK;
    if (is_read)
        *out = catalogue;
    else
        catalogue_finish(&catalogue);
    return is_read;
}

static bool is_same_table(const struct catalogue_table *a, const struct catalogue_table *b) {
    if (strcmp(a->name, b->name) != 0 || a->column_count != b->column_count)
        return false;
    for (size_t i = 0; i < a->column_count; i++)
        if (strcmp(a->columns[i].name, b->columns[i].name) != 0 ||
            a->columns[i].type != b->columns[i].type || a->columns[i].key != b->columns[i].key)
            return false;
    return true;
}

bool catalogue_is_same(const struct catalogue *a, const struct catalogue *b) {
    if (a->table_count != b->table_count)
        return false;
    for (size_t i = 0; i < a->table_count; i++)
        if (!is_same_table(&a->tables[i], &b->tables[i]))
            return false;
    return true;
}
