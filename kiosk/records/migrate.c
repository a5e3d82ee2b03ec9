#include "records/migrate.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/stores.h"
#include "sql/catalogue.h"
#include "sql/sql.h"
#include "sql/table_walk.h"

struct move {
    struct sql *from, *to;
    const char *commune_id;
    struct catalogue tables;
    struct table_walk *walks;     // owned, one a table
    struct migrate_proof *proofs; // owned, one a table
};

static bool insert_row(void *context, const struct table_walk *walk,
                       const struct sql_value *values) {
    return table_walk_insert(context, walk, values);
}

struct copying {
    const struct move *move;
    struct sql_turn *target;
};

static enum records_result copy_all(struct sql_turn *source, void *args) {
    const struct copying *copying = args;
    const struct move *move = copying->move;
    for (size_t i = 0; i < move->tables.table_count; i++)
        if (table_walk_rows(source, &move->walks[i], insert_row, copying->target) < 0)
            return RECORDS_FAILED;
    return RECORDS_OK;
}

/* The source is read on one state of all of it; the target gets all of it or nothing. */
static enum records_result copy_into(struct sql_turn *target, void *args) {
    const struct move *move = args;
    for (size_t i = 0; i < move->tables.table_count; i++) {
        enum records_result result = table_walk_is_empty(target, &move->walks[i]);
        if (result != RECORDS_OK)
            return result;
    }
    struct copying copying = {.move = move, .target = target};
    return sql_read(move->from, copy_all, &copying);
}

/* A chain: each row's hash covers the one before, so order and number count too. */
struct digest {
    uint8_t sha256[CRYPTO_SHA256_BYTES];
    struct strbuf row; // owned
};

static bool digest_row(void *context, const struct table_walk *walk,
                       const struct sql_value *values) {
    struct digest *digest = context;
    strbuf_reset(&digest->row);
    strbuf_add(&digest->row, (const char *)digest->sha256, sizeof digest->sha256);
    for (size_t i = 0; i < walk->count; i++) {
        if (values[i].is_null) {
            strbuf_add_text(&digest->row, "-;");
        } else if (values[i].type == 'i') {
            strbuf_addf(&digest->row, "i%lld;", (long long)values[i].number);
        } else {
            strbuf_addf(&digest->row, "%c%zu:", values[i].type, values[i].len);
            strbuf_add(&digest->row, values[i].bytes, values[i].len);
        }
    }
    crypto_sha256(digest->row.text, digest->row.len, digest->sha256);
    return true;
}

static bool digest_table(struct sql_turn *turn, const struct table_walk *walk, int64_t *out_rows,
                         char *out_sha256) {
    struct digest digest = {.row = {.text = NULL}};
    *out_rows = table_walk_rows(turn, walk, digest_row, &digest);
    crypto_hex_encode(digest.sha256, sizeof digest.sha256, out_sha256);
    strbuf_finish(&digest.row);
    return *out_rows >= 0;
}

static enum records_result digest_source(struct sql_turn *turn, void *args) {
    struct move *move = args;
    for (size_t i = 0; i < move->tables.table_count; i++)
        if (!digest_table(turn, &move->walks[i], &move->proofs[i].rows_from,
                          move->proofs[i].sha256_from))
            return RECORDS_FAILED;
    return RECORDS_OK;
}

static enum records_result digest_target(struct sql_turn *turn, void *args) {
    struct move *move = args;
    for (size_t i = 0; i < move->tables.table_count; i++)
        if (!digest_table(turn, &move->walks[i], &move->proofs[i].rows_to,
                          move->proofs[i].sha256_to))
            return RECORDS_FAILED;
    return RECORDS_OK;
}

bool migrate_is_proven(const struct migrate_proof *proof) {
    return proof->rows_from == proof->rows_to && !strcmp(proof->sha256_from, proof->sha256_to);
}

/* Both are read anew: what is compared is what is committed. */
static bool prove(struct move *move, void (*on_proof)(const struct migrate_proof *proof)) {
    if (sql_read(move->from, digest_source, move) != RECORDS_OK ||
        sql_read(move->to, digest_target, move) != RECORDS_OK)
        return false;
    bool is_proven = true;
    for (size_t i = 0; i < move->tables.table_count; i++) {
        move->proofs[i].table = move->tables.tables[i].name;
        on_proof(&move->proofs[i]);
        is_proven &= migrate_is_proven(&move->proofs[i]);
    }
    if (!is_proven)
        log_error("the two are not the same: one of them was changed meanwhile; stop the store, "
                  "empty the new database and begin again");
    return is_proven;
}

static bool copy(struct move *move) {
    char store_id[CRYPTO_UUID_MAX];
    enum records_result known = stores_id(move->from, store_id);
    if (known == RECORDS_NONE)
        log_error("there is no commune '%s' to move", move->commune_id);
    if (known != RECORDS_OK)
        return false;
    enum records_result result = sql_write(move->to, copy_into, move);
    if (result == RECORDS_NONE)
        log_error("the new database has records of commune '%s' already: nothing was changed",
                  move->commune_id);
    return result == RECORDS_OK;
}

static bool is_movable(const struct catalogue_table *table) {
    for (size_t i = 0; i < table->column_count && table->column_count <= SQL_VALUES_MAX; i++)
        if (table->columns[i].key == 1 && !strcmp(table->columns[i].name, "commune_id"))
            return true;
    log_error("table '%s' is none of this program's, or is too wide", table->name);
    return false;
}

static bool compare_tables(struct move *move) {
    struct catalogue others = {.tables = NULL};
    if (!catalogue_read(move->from, &move->tables) || !catalogue_read(move->to, &others))
        return false;
    bool is_same = catalogue_is_same(&move->tables, &others);
    if (!is_same)
        log_error("the tables of the two databases are not the same");
    catalogue_finish(&others);
    for (size_t i = 0; is_same && i < move->tables.table_count; i++)
        is_same = is_movable(&move->tables.tables[i]);
    return is_same;
}

static bool copy_tables(struct move *move) {
    if (!compare_tables(move))
        return false;
    size_t count = move->tables.table_count;
    move->walks = xcalloc(count, sizeof *move->walks);
    move->proofs = xcalloc(count, sizeof *move->proofs);
    for (size_t i = 0; i < count; i++)
        table_walk_init(&move->walks[i], &move->tables.tables[i]);
    return copy(move);
}

static void move_finish(struct move *move) {
    sql_close(move->from);
    sql_close(move->to);
    for (size_t i = 0; move->walks && i < move->tables.table_count; i++)
        table_walk_finish(&move->walks[i]);
    free(move->walks);
    free(move->proofs);
    catalogue_finish(&move->tables);
}

/* To open a file makes it, which the source is not to be. */
static bool is_file_missing(const char *dsn) {
    static const char scheme[] = "sqlite:";
    return !strncmp(dsn, scheme, strlen(scheme)) && !path_exists(dsn + strlen(scheme));
}

static struct sql *open_one(const char *dsn, const char *commune_id) {
    char *why = NULL;
    struct sql *sql = sql_open(dsn, commune_id, &why);
    if (!sql)
        log_error("%s", why);
    free(why);
    return sql;
}

static bool open_both(struct move *move, const struct migrate_params *params) {
    move->commune_id = params->commune_id;
    if (is_file_missing(params->from)) {
        log_error("there is no '%s'", params->from);
        return false;
    }
    move->from = open_one(params->from, params->commune_id);
    if (move->from)
        move->to = open_one(params->to, params->commune_id);
    return move->to != NULL;
}

bool migrate_commune(const struct migrate_params *params,
                     void (*on_proof)(const struct migrate_proof *proof)) {
    struct move move = {.from = NULL};
    bool is_moved = open_both(&move, params) && copy_tables(&move) && prove(&move, on_proof);
    move_finish(&move);
    return is_moved;
}

bool migrate_copy(const struct migrate_params *params) {
    struct move move = {.from = NULL};
    bool is_copied = open_both(&move, params) && copy_tables(&move);
    move_finish(&move);
    return is_copied;
}
