#include "sql/table_walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sql/catalogue.h"

#define PAGE_ROWS "500"
#define PAGE_ROWS_WITH_BYTES "4" // one may be a manifest of 32 MiB

static void sort_columns(const struct catalogue_table *table, struct table_walk *out) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct catalogue_column *column = &table->columns[i];
        if (column->key == 1)
            continue; // the commune, in every table
        if (column->key > 1) {
            out->key_at[column->key - 2] = out->count;
            out->key_count++;
        }
        out->columns[out->count++] = column;
    }
}

static void add_names(struct strbuf *out, const struct table_walk *walk, bool is_key) {
    size_t count = is_key ? walk->key_count : walk->count;
    for (size_t i = 0; i < count; i++)
        strbuf_addf(out, "%s%s", i > 0 ? ", " : "",
                    walk->columns[is_key ? walk->key_at[i] : i]->name);
}

static void add_places(struct strbuf *out, size_t count) {
    for (size_t i = 0; i < count; i++)
        strbuf_addf(out, "%s?%zu", i > 0 ? ", " : "", i + 2);
}

static char *compose_page(const struct table_walk *walk, bool is_next) {
    struct strbuf text = {.text = NULL};
    bool has_bytes = false;
    for (size_t i = 0; i < walk->count; i++)
        has_bytes |= walk->columns[i]->type == 'b';
    strbuf_add_text(&text, "SELECT ");
    add_names(&text, walk, false);
    strbuf_addf(&text, " FROM %s WHERE commune_id = ?1", walk->table->name);
    if (walk->key_count > 0) {
        if (is_next) {
            strbuf_add_text(&text, " AND (");
            add_names(&text, walk, true);
            strbuf_add_text(&text, ") > (");
            add_places(&text, walk->key_count);
            strbuf_add_text(&text, ")");
        }
        strbuf_add_text(&text, " ORDER BY ");
        add_names(&text, walk, true);
    }
    strbuf_addf(&text, " LIMIT %s", has_bytes ? PAGE_ROWS_WITH_BYTES : PAGE_ROWS);
    return strbuf_detach(&text);
}

static char *compose_insert(const struct table_walk *walk) {
    struct strbuf text = {.text = NULL};
    strbuf_addf(&text, "INSERT INTO %s (commune_id, ", walk->table->name);
    add_names(&text, walk, false);
    strbuf_add_text(&text, ") VALUES (?1, ");
    add_places(&text, walk->count);
    strbuf_add_text(&text, ")");
    return strbuf_detach(&text);
}

void table_walk_init(struct table_walk *out, const struct catalogue_table *table) {
    *out = (struct table_walk){.table = table};
    sort_columns(table, out);
    out->first_page = compose_page(out, false);
    out->next_page = compose_page(out, true);
    out->insert = compose_insert(out);
}

void table_walk_finish(struct table_walk *walk) {
    free(walk->first_page);
    free(walk->next_page);
    free(walk->insert);
    *walk = (struct table_walk){.table = NULL};
}

/* The place after a row: a copy of its key. */
struct place {
    struct sql_value values[SQL_VALUES_MAX];
    char *owned[SQL_VALUES_MAX];
    size_t count;
};

static void place_finish(struct place *place) {
    for (size_t i = 0; i < place->count; i++)
        free(place->owned[i]);
    place->count = 0;
}

static void place_after(struct place *place, const struct table_walk *walk,
                        const struct sql_value *values) {
    place_finish(place);
    for (place->count = 0; place->count < walk->key_count; place->count++) {
        struct sql_value *value = &place->values[place->count];
        *value = values[walk->key_at[place->count]];
        char *copy = value->bytes ? xstrndup(value->bytes, value->len) : NULL;
        place->owned[place->count] = copy;
        value->bytes = copy;
    }
}

/* One page. @return its rows, -1 on failure. */
static int64_t walk_page(struct sql_turn *turn, const struct table_walk *walk, struct place *place,
                         table_walk_row *on_row, void *context) {
    struct sql_value values[SQL_VALUES_MAX];
    int64_t count = 0;
    bool is_first = place->count == 0;
    struct sql_rows *rows = sql_ask_values(turn, is_first ? walk->first_page : walk->next_page,
                                           place->values, place->count);
    enum records_result result = RECORDS_FAILED;
    while (rows && (result = sql_next(rows)) == RECORDS_OK) {
        for (size_t i = 0; i < walk->count; i++)
            sql_value(rows, (int)i, walk->columns[i]->type, &values[i]);
        if (!on_row(context, walk, values)) {
            result = RECORDS_FAILED;
            break;
        }
        place_after(place, walk, values);
        count++;
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? -1 : count;
}

int64_t table_walk_rows(struct sql_turn *turn, const struct table_walk *walk,
                        table_walk_row *on_row, void *context) {
    struct place place = {.count = 0};
    int64_t total = 0, count;
    do {
        count = walk_page(turn, walk, &place, on_row, context);
        total += count;
    } while (count > 0 && walk->key_count > 0); // without more of a key there is one row
    place_finish(&place);
    return count < 0 ? -1 : total;
}

bool table_walk_insert(struct sql_turn *turn, const struct table_walk *walk,
                       const struct sql_value *values) {
    return sql_run_values(turn, walk->insert, values, walk->count);
}

enum records_result table_walk_is_empty(struct sql_turn *turn, const struct table_walk *walk) {
    struct sql_rows *rows = sql_ask_values(turn, walk->first_page, NULL, 0);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    sql_done(rows);
    if (result == RECORDS_FAILED)
        return RECORDS_FAILED;
    return result == RECORDS_NONE ? RECORDS_OK : RECORDS_NONE;
}
