/* PostgreSQL through libpq: a pool of connections, one a thread at most, each with its prepared
 * statements. Several hosts and target_session_attrs stand in the DSN as libpq reads them. */
#include "records/sql_driver.h"

#include <assert.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/schema.h"
#include "records/sql_postgres.h"

/* A change is as if alone, as on SQLite, whatever the server's default: what a work has read is
 * still so when it commits, or it is run again. */
static const char begin_write[] = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE";
static const char begin_read[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

struct text {
    const char *key;   // static: its address
    char *translated;  // owned; $1 where the key has ?1
    char name[16];     // of the prepared statement
    struct text *next; // owned
};

struct connection {
    PGconn *link;
    const struct text **prepared; // owned; what this connection knows
    size_t prepared_count;
    struct connection *next;
};

struct postgres {
    struct sql base;
    char *dsn; // owned
    pthread_mutex_t lock;
    struct text *texts;      // guarded by lock; an item never changes and lives as long as this
    int text_count;          // guarded by lock
    struct connection *idle; // guarded by lock
};

struct turn {
    struct sql_turn base;
    struct connection *connection;
    bool must_repeat; // the server asks for it, or is gone
};

struct rows {
    struct sql_rows base;
    PGresult *result;
    int row; // the one that stands ready, -1 before the first
};

static struct postgres *postgres_of(const struct sql_turn *turn) {
    return (struct postgres *)turn->sql;
}

static void destroy_connection(struct connection *c) {
    PQfinish(c->link);
    free(c->prepared);
    free(c);
}

static struct connection *create_connection(const struct postgres *p) {
    struct connection *c = xcalloc(1, sizeof *c);
    c->link = postgres_connect(p->dsn);
    if (c->link)
        return c;
    destroy_connection(c);
    return NULL;
}

static struct connection *take_connection(struct postgres *p) {
    pthread_mutex_lock(&p->lock);
    struct connection *c = p->idle;
    if (c)
        p->idle = c->next;
    pthread_mutex_unlock(&p->lock);
    return c ? c : create_connection(p);
}

static void drop_idle(struct postgres *p) {
    pthread_mutex_lock(&p->lock);
    struct connection *c = p->idle;
    p->idle = NULL;
    pthread_mutex_unlock(&p->lock);
    while (c) {
        struct connection *next = c->next;
        destroy_connection(c);
        c = next;
    }
}

/* One that is lost was hardly lost alone: the others are not tried one after the other. */
static void give_back(struct postgres *p, struct connection *c, bool is_usable) {
    if (!is_usable || PQtransactionStatus(c->link) != PQTRANS_IDLE) {
        destroy_connection(c);
        drop_idle(p);
        return;
    }
    pthread_mutex_lock(&p->lock);
    c->next = p->idle;
    p->idle = c;
    pthread_mutex_unlock(&p->lock);
}

/* Notes why a statement failed; logged here unless the work is run again. */
static void note_failure(struct turn *turn, const PGresult *result, const char *doing) {
    const struct connection *c = turn->connection;
    turn->base.has_failed = true;
    turn->must_repeat = postgres_must_repeat(c->link, result);
    if (PQstatus(c->link) != CONNECTION_OK)
        postgres_log_lost(c->link);
    else if (!turn->must_repeat)
        postgres_log_failure(result, doing);
}

/* BEGIN, COMMIT, ROLLBACK; says whether the server did just that. */
static bool command(struct turn *turn, const char *text, const char *tag) {
    PGresult *result = PQexec(turn->connection->link, text);
    bool is_done = PQresultStatus(result) == PGRES_COMMAND_OK && !strcmp(PQcmdStatus(result), tag);
    if (!is_done)
        note_failure(turn, result, tag);
    PQclear(result);
    return is_done;
}

static enum records_result run_work(struct turn *turn, bool is_write, sql_work *work, void *args) {
    if (!command(turn, is_write ? begin_write : begin_read, "BEGIN"))
        return RECORDS_FAILED;
    enum records_result result = work(&turn->base, args);
    if (turn->base.has_failed)
        result = RECORDS_FAILED;
    bool must_commit = is_write && result == RECORDS_OK;
    if (must_commit && !command(turn, "COMMIT", "COMMIT"))
        return RECORDS_FAILED;
    // Repeated or not is settled by now; a failed roll-back ends the connection and no more.
    struct turn ending = *turn;
    if (!must_commit && PQstatus(turn->connection->link) == CONNECTION_OK)
        command(&ending, "ROLLBACK", "ROLLBACK");
    return result;
}

static bool transact(struct sql *base, bool is_write, sql_work *work, void *args,
                     enum records_result *out) {
    struct postgres *p = (struct postgres *)base;
    struct turn turn = {.base.sql = base, .connection = take_connection(p)};
    if (!turn.connection)
        return false;
    enum records_result result = run_work(&turn, is_write, work, args);
    give_back(p, turn.connection, PQstatus(turn.connection->link) == CONNECTION_OK);
    if (turn.must_repeat)
        return false;
    *out = result;
    return true;
}

/* ?N becomes $N, but not inside '...'. */
static char *translate(const char *text) {
    struct strbuf out = {.text = NULL};
    bool is_quoted = false;
    for (; *text; text++) {
        is_quoted ^= *text == '\'';
        strbuf_add_char(&out, *text == '?' && !is_quoted ? '$' : *text);
    }
    return strbuf_detach(&out);
}

static const struct text *find_text(struct postgres *p, const char *key) {
    pthread_mutex_lock(&p->lock);
    struct text *text = p->texts;
    while (text && text->key != key)
        text = text->next;
    if (!text) {
        text = xcalloc(1, sizeof *text);
        *text = (struct text){.key = key, .translated = translate(key), .next = p->texts};
        snprintf(text->name, sizeof text->name, "s%d", ++p->text_count);
        p->texts = text;
    }
    pthread_mutex_unlock(&p->lock);
    return text;
}

static bool prepare(struct turn *turn, const struct text *text, const struct sql_value *values,
                    size_t count) {
    struct connection *c = turn->connection;
    Oid types[SQL_VALUES_MAX];
    for (size_t i = 0; i < count; i++)
        types[i] = postgres_type(values[i].type);
    PGresult *result = PQprepare(c->link, text->name, text->translated, (int)count, types);
    bool is_prepared = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (is_prepared) {
        c->prepared = xrealloc(c->prepared, c->prepared_count + 1, sizeof *c->prepared);
        c->prepared[c->prepared_count++] = text;
    } else {
        note_failure(turn, result, "preparing");
    }
    PQclear(result);
    return is_prepared;
}

static const struct text *find_prepared(struct turn *turn, const char *key,
                                        const struct sql_value *values, size_t count) {
    const struct connection *c = turn->connection;
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i]->key == key)
            return c->prepared[i];
    const struct text *text = find_text(postgres_of(&turn->base), key);
    return prepare(turn, text, values, count) ? text : NULL;
}

/* Everything travels in binary: the bytes of a body are not written out in hex. */
static PGresult *execute(PGconn *link, const char *name, const struct sql_value *values,
                         size_t count) {
    const char *pointers[SQL_VALUES_MAX];
    int lengths[SQL_VALUES_MAX], formats[SQL_VALUES_MAX];
    uint64_t numbers[SQL_VALUES_MAX];
    for (size_t i = 0; i < count; i++) {
        const struct sql_value *value = &values[i];
        formats[i] = 1;
        if (value->is_null) {
            pointers[i] = NULL;
            lengths[i] = 0;
        } else if (value->type == 'i') {
            numbers[i] = postgres_encode(value->number);
            pointers[i] = (const char *)&numbers[i];
            lengths[i] = sizeof numbers[i];
        } else {
            pointers[i] = value->bytes ? value->bytes : "";
            lengths[i] = (int)value->len;
        }
    }
    return PQexecPrepared(link, name, (int)count, pointers, lengths, formats, 1);
}

static struct sql_rows *ask(struct sql_turn *base, const char *key, const struct sql_value *values,
                            size_t count) {
    struct turn *turn = (struct turn *)base;
    if (base->has_failed) // the server takes nothing more before the roll-back
        return NULL;
    const struct text *text = find_prepared(turn, key, values, count);
    if (!text)
        return NULL;
    PGresult *result = execute(turn->connection->link, text->name, values, count);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        note_failure(turn, result, "working");
        PQclear(result);
        return NULL;
    }
    struct rows *rows = xcalloc(1, sizeof *rows);
    *rows = (struct rows){.base.turn = base, .result = result, .row = -1};
    return &rows->base;
}

static enum records_result next(struct sql_rows *base) {
    struct rows *rows = (struct rows *)base;
    if (rows->row + 1 >= PQntuples(rows->result))
        return RECORDS_NONE;
    rows->row++;
    return RECORDS_OK;
}

static int64_t changed(const struct sql_rows *base) {
    return strtoll(PQcmdTuples(((const struct rows *)base)->result), NULL, 10);
}

static void done(struct sql_rows *base) {
    struct rows *rows = (struct rows *)base;
    PQclear(rows->result);
    free(rows);
}

static bool is_null(const struct sql_rows *base, int column) {
    const struct rows *rows = (const struct rows *)base;
    return PQgetisnull(rows->result, rows->row, column);
}

static int64_t number(const struct sql_rows *base, int column) {
    const struct rows *rows = (const struct rows *)base;
    return postgres_number(rows->result, rows->row, column);
}

static const char *bytes(const struct sql_rows *base, int column, size_t *out_len) {
    const struct rows *rows = (const struct rows *)base;
    *out_len = (size_t)PQgetlength(rows->result, rows->row, column);
    assert(is_null(base, column) || postgres_is_bytes(PQftype(rows->result, column)));
    return is_null(base, column) ? NULL : PQgetvalue(rows->result, rows->row, column);
}

static void close_postgres(struct sql *base) {
    struct postgres *p = (struct postgres *)base;
    drop_idle(p);
    while (p->texts) {
        struct text *text = p->texts;
        p->texts = text->next;
        free(text->translated);
        free(text);
    }
    pthread_mutex_destroy(&p->lock);
    free(p->dsn);
    free(p->base.commune);
    free(p);
}

static const struct sql_driver driver = {
    .close = close_postgres,
    .transact = transact,
    .ask = ask,
    .next = next,
    .changed = changed,
    .done = done,
    .is_null = is_null,
    .number = number,
    .bytes = bytes,
};

struct sql *sql_postgres_open(const char *dsn, const char *commune_id, char **out_why) {
    if (!postgres_migrate(dsn, out_why))
        return NULL;
    struct postgres *p = xcalloc(1, sizeof *p);
    *p = (struct postgres){
        .base = {.driver = &driver, .commune = xstrdup(commune_id)},
        .dsn = xstrdup(dsn),
    };
    pthread_mutex_init(&p->lock, NULL);
    return &p->base;
}
