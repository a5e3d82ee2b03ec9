#include "sql/sqlite.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/xalloc.h"

struct sqlite_prepared { // also the rows it gives: a statement has one answer at a time
    struct sql_rows rows;
    const char *text; // static: its address is the key
    sqlite3_stmt *statement;
    bool is_busy;
};

bool sqlite_link_open(struct sqlite_link *link, const struct db_params *params) {
    link->is_open = db_open(&link->db, params) == DB_OK;
    return link->is_open;
}

void sqlite_link_close(struct sqlite_link *link) {
    for (size_t i = 0; i < link->prepared_count; i++) {
        sqlite3_finalize(link->prepared[i]->statement);
        free(link->prepared[i]);
    }
    free(link->prepared);
    link->prepared = NULL;
    link->prepared_count = 0;
    db_close(&link->db);
    link->is_open = false;
}

static struct sqlite_prepared *find_prepared(struct sqlite_link *link, const char *text) {
    for (size_t i = 0; i < link->prepared_count; i++)
        if (link->prepared[i]->text == text)
            return link->prepared[i];
    sqlite3_stmt *statement = db_prepare(&link->db, text);
    if (!statement)
        return NULL;
    struct sqlite_prepared *prepared = xcalloc(1, sizeof *prepared);
    *prepared = (struct sqlite_prepared){.text = text, .statement = statement};
    link->prepared = xrealloc(link->prepared, link->prepared_count + 1, sizeof *link->prepared);
    link->prepared[link->prepared_count++] = prepared;
    return prepared;
}

static struct sqlite_prepared *prepare(struct sqlite_turn *turn, const char *text) {
    struct sqlite_prepared *prepared = find_prepared(turn->link, text);
    if (!prepared) {
        log_error("'%s' does not take a statement: %s", turn->path, turn->link->db.why);
        turn->base.has_failed = true;
    }
    return prepared;
}

bool sqlite_link_do(struct sqlite_link *link, const char *text) {
    struct sqlite_prepared *prepared = find_prepared(link, text);
    if (!prepared)
        return false;
    int status = sqlite3_step(prepared->statement);
    bool is_done = db_note(&link->db, status, text) == DB_OK; // before the reset, which forgets why
    sqlite3_reset(prepared->statement);
    return is_done;
}

/* Texts and bytes are borrowed: done() unbinds them before the caller's call returns. */
static int bind(sqlite3_stmt *statement, int at, const struct sql_value *value) {
    if (value->is_null)
        return sqlite3_bind_null(statement, at);
    if (value->type == 'i')
        return sqlite3_bind_int64(statement, at, value->number);
    if (value->type == 't')
        return sqlite3_bind_text64(statement, at, value->bytes, value->len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    return sqlite3_bind_blob64(statement, at, value->bytes ? value->bytes : "", value->len,
                               SQLITE_STATIC);
}

struct sql_rows *sqlite_ask(struct sql_turn *base, const char *text, const struct sql_value *values,
                            size_t count) {
    struct sqlite_prepared *prepared = prepare((struct sqlite_turn *)base, text);
    if (!prepared)
        return NULL;
    assert(!prepared->is_busy); // its last answer was not closed by sql_done()
    for (size_t i = 0; i < count; i++) {
        int status = bind(prepared->statement, (int)i + 1, &values[i]);
        assert(status == SQLITE_OK); // a wrong number of parameters is our own mistake
        (void)status;
    }
    prepared->rows.turn = base;
    prepared->is_busy = true;
    return &prepared->rows;
}

enum records_result sqlite_next(struct sql_rows *rows) {
    struct sqlite_turn *turn = (struct sqlite_turn *)rows->turn;
    int status = sqlite3_step(((struct sqlite_prepared *)rows)->statement);
    if (status == SQLITE_ROW)
        return RECORDS_OK;
    if (status == SQLITE_DONE)
        return RECORDS_NONE;
    db_note(&turn->link->db, status, "working");
    log_error("'%s': %s", turn->path, turn->link->db.why);
    turn->base.has_failed = true;
    return RECORDS_FAILED;
}

void sqlite_done(struct sql_rows *rows) {
    struct sqlite_prepared *prepared = (struct sqlite_prepared *)rows;
    sqlite3_reset(prepared->statement);
    sqlite3_clear_bindings(prepared->statement);
    prepared->is_busy = false;
}

bool sqlite_run(struct sql_turn *turn, const char *text, const struct sql_value *values,
                size_t count, int64_t *out_changed) {
    struct sql_rows *rows = sqlite_ask(turn, text, values, count);
    if (!rows)
        return false;
    enum records_result result = sqlite_next(rows);
    assert(result != RECORDS_OK); // its rows would be lost
    *(out_changed ? out_changed : &turn->changed) =
        sqlite3_changes64(((struct sqlite_turn *)turn)->link->db.handle);
    sqlite_done(rows);
    return result == RECORDS_NONE;
}

static sqlite3_stmt *statement_of(const struct sql_rows *rows) {
    return ((const struct sqlite_prepared *)rows)->statement;
}

bool sqlite_is_null(const struct sql_rows *rows, int column) {
    return sqlite3_column_type(statement_of(rows), column) == SQLITE_NULL;
}

int64_t sqlite_number(const struct sql_rows *rows, int column) {
    return sqlite3_column_int64(statement_of(rows), column);
}

const char *sqlite_bytes(const struct sql_rows *rows, int column, size_t *out_len) {
    const char *bytes = sqlite3_column_blob(statement_of(rows), column);
    *out_len = (size_t)sqlite3_column_bytes(statement_of(rows), column);
    return bytes;
}
