/* PostgreSQL through libpq: a pool of connections, one a thread at most, each with its prepared
 * statements. Several hosts and target_session_attrs stand in the DSN as libpq reads them. */
#include "records/sql_driver.h"

#include <assert.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/sql_postgres.h"
#include "records/sql_postgres_pool.h"

static const char begin_write[] = "BEGIN READ WRITE"; // on one state of all, see postgres_connect()
static const char begin_read[] = "BEGIN READ ONLY";
static const char commit[] = "COMMIT";
static const char roll_back[] = "ROLLBACK";
static const char replan[] = "DISCARD PLANS"; // prepared statements stay

// A plan that was made while a table was empty takes any index that begins with the commune, and so
// reads all of the table once it is full. The server makes it anew when it has analysed the table:
// a minute or more later, or never. So plans are made anew after this many turns of a connection,
// then after twice as many, and so on up to the most.
#define FIRST_REPLAN_TURNS 64
#define REPLAN_TURNS_MAX 16384

struct postgres_text {
    const char *key;            // static: its address
    char *translated;           // owned; $1 where the key has ?1
    char name[16];              // of the prepared statement
    struct postgres_text *next; // owned
};

struct postgres {
    struct sql base;
    struct postgres_pool pool;
    pthread_mutex_t lock;
    struct postgres_text *texts; // guarded by lock; an item never changes and lives as long as this
    int text_count;              // guarded by lock
};

struct turn {
    struct sql_turn base;
    struct postgres_link *link;
    bool must_repeat; // the server asks for it, or is gone
};

struct rows {
    struct sql_rows base;
    PGresult *result;
    int row; // the one that stands ready, -1 before the first
};

/* Notes why a statement failed; logged here unless the work is run again. */
static void note_failure(struct turn *turn, const PGresult *result) {
    const struct postgres_link *c = turn->link;
    if (turn->base.has_failed)
        return; // the first one is the cause of the others
    turn->base.has_failed = true;
    turn->must_repeat = postgres_must_repeat(c->connection, result);
    if (PQstatus(c->connection) != CONNECTION_OK)
        postgres_log_lost(c->connection);
    else if (!turn->must_repeat)
        postgres_log_failure(result);
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

static const struct postgres_text *find_text(struct postgres *p, const char *key) {
    pthread_mutex_lock(&p->lock);
    struct postgres_text *text = p->texts;
    while (text && text->key != key)
        text = text->next;
    if (!text) {
        text = xcalloc(1, sizeof *text);
        *text = (struct postgres_text){.key = key, .translated = translate(key), .next = p->texts};
        snprintf(text->name, sizeof text->name, "s%d", ++p->text_count);
        p->texts = text;
    }
    pthread_mutex_unlock(&p->lock);
    return text;
}

static void forget(struct postgres_link *c, const struct postgres_text *text) {
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i] == text)
            c->prepared[i] = c->prepared[--c->prepared_count];
}

/* One answer; what it prepares is forgotten again when it did not. */
static void take_answer(struct turn *turn, const PGresult *result,
                        const struct postgres_text *prepares) {
    ExecStatusType status = PQresultStatus(result);
    bool is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (status == PGRES_COMMAND_OK && !prepares)
        turn->base.changed = strtoll(PQcmdTuples((PGresult *)result), NULL, 10);
    if (!is_good && prepares)
        forget(turn->link, prepares);
    if (!is_good)
        note_failure(turn, result);
}

/* One that hangs is not asked again: that would keep a kiosk waiting that much longer. */
static void note_silence(struct turn *turn) {
    log_error("PostgreSQL does not answer: this connection to it is given up");
    turn->link->is_silent = true;
    turn->base.has_failed = true;
}

/* What PQgetResult() gives next, the caller's. */
static PGresult *next_result(struct turn *turn, int64_t deadline_ms) {
    if (turn->link->is_silent)
        return NULL;
    if (postgres_await(turn->link->connection, deadline_ms))
        return PQgetResult(turn->link->connection);
    note_silence(turn);
    return NULL;
}

/* One command's answer, the caller's. */
static PGresult *read_answer(struct turn *turn, int64_t deadline_ms) {
    PGresult *result = next_result(turn, deadline_ms);
    for (PGresult *end = result; end; PQclear(end))
        end = next_result(turn, deadline_ms); // each ends with a NULL
    return result;
}

/* Of all that was sent before the last synchronisation. @return as settle() */
static PGresult *read_answers(struct turn *turn) {
    struct postgres_link *c = turn->link;
    int64_t deadline_ms = postgres_deadline();
    PGresult *last = NULL;
    for (size_t i = 0; i < c->sent_count && !c->is_silent; i++) {
        PQclear(last);
        last = read_answer(turn, deadline_ms);
        if (!c->is_silent)
            take_answer(turn, last, c->sent[i]);
    }
    c->sent_count = 0;
    PQclear(next_result(turn, deadline_ms)); // of the synchronisation itself
    if (!turn->base.has_failed)
        return last;
    PQclear(last);
    return NULL;
}

/* Waits for the answers of all that was sent. @return the last one's, the caller's; NULL when one
 * of them failed */
static PGresult *settle(struct turn *turn) {
    if (!PQpipelineSync(turn->link->connection))
        note_failure(turn, NULL);
    return read_answers(turn);
}

static bool note_sent(struct turn *turn, int is_sent, const struct postgres_text *prepares) {
    struct postgres_link *c = turn->link;
    if (is_sent)
        c->sent[c->sent_count++] = prepares;
    else
        note_failure(turn, NULL);
    return is_sent;
}

static bool send_prepare(struct turn *turn, const struct postgres_text *text,
                         const struct sql_value *values, size_t count) {
    struct postgres_link *c = turn->link;
    Oid types[SQL_VALUES_MAX];
    for (size_t i = 0; i < count; i++)
        types[i] = postgres_type(values[i].type);
    int is_sent = PQsendPrepare(c->connection, text->name, text->translated, (int)count, types);
    c->prepared = xrealloc(c->prepared, c->prepared_count + 1, sizeof *c->prepared);
    c->prepared[c->prepared_count++] = text;
    return note_sent(turn, is_sent, text);
}

static const struct postgres_text *find_prepared(struct turn *turn, const char *key,
                                                 const struct sql_value *values, size_t count) {
    const struct postgres_link *c = turn->link;
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i]->key == key)
            return c->prepared[i];
    const struct postgres_text *text = find_text((struct postgres *)turn->base.sql, key);
    return send_prepare(turn, text, values, count) ? text : NULL;
}

/* Everything travels in binary: the bytes of a body are not written out in hex. */
static int send_values(PGconn *link, const char *name, const struct sql_value *values,
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
    return PQsendQueryPrepared(link, name, (int)count, pointers, lengths, formats, 1);
}

static bool send_statement(struct turn *turn, const char *key, const struct sql_value *values,
                           size_t count) {
    struct postgres_link *c = turn->link;
    if (c->sent_count + 2 > POSTGRES_SENT_MAX)
        PQclear(settle(turn));
    if (turn->base.has_failed) // the server takes nothing more before the roll-back
        return false;
    const struct postgres_text *text = find_prepared(turn, key, values, count);
    return text && note_sent(turn, send_values(c->connection, text->name, values, count), NULL);
}

/* Its answer is waited for with the next one that is needed. */
static bool run(struct sql_turn *base, const char *key, const struct sql_value *values,
                size_t count) {
    return send_statement((struct turn *)base, key, values, count);
}

static int64_t changed(struct sql_turn *base) {
    struct turn *turn = (struct turn *)base;
    if (turn->link->sent_count > 0)
        PQclear(settle(turn));
    return base->has_failed ? 0 : base->changed;
}

static struct sql_rows *ask(struct sql_turn *base, const char *key, const struct sql_value *values,
                            size_t count) {
    struct turn *turn = (struct turn *)base;
    PGresult *result = send_statement(turn, key, values, count) ? settle(turn) : NULL;
    if (!result)
        return NULL;
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

/* So that the connection is fit for the next turn. What becomes of this one is settled. */
static void end_without_commit(const struct turn *turn) {
    struct turn ending = *turn;
    ending.base.has_failed = false;
    PGTransactionStatusType status = PQtransactionStatus(turn->link->connection);
    if (turn->link->is_silent)
        return;
    if ((status == PQTRANS_INTRANS || status == PQTRANS_INERROR) &&
        send_statement(&ending, roll_back, NULL, 0))
        PQclear(settle(&ending));
}

/* Whoever read waits for nothing more: the server ends the transaction while the next turn is on
 * its way, which looks at the answer. @return false when there is more to it than that */
static bool end_later(struct turn *turn) {
    struct postgres_link *c = turn->link;
    if (turn->base.has_failed || c->sent_count > 0 ||
        PQtransactionStatus(c->connection) != PQTRANS_INTRANS ||
        !send_statement(turn, roll_back, NULL, 0) || !PQpipelineSync(c->connection))
        return false;
    c->is_ending = PQflush(c->connection) >= 0;
    return c->is_ending;
}

/* What the turn before has left. */
static bool has_ended(struct turn *turn) {
    if (turn->link->is_ending)
        PQclear(read_answers(turn));
    turn->link->is_ending = false;
    return !turn->base.has_failed;
}

static bool commit_now(struct turn *turn) {
    PGresult *result = send_statement(turn, commit, NULL, 0) ? settle(turn) : NULL;
    bool is_done = result && !strcmp(PQcmdStatus(result), commit);
    turn->base.has_failed = !is_done; // a server may also answer that it rolled back
    PQclear(result);
    return is_done;
}

/* Travels with what comes next. */
static bool keep_plans_fresh(struct turn *turn) {
    struct postgres_link *c = turn->link;
    if (++c->turns < (FIRST_REPLAN_TURNS << c->replans))
        return true;
    c->turns = 0;
    if (FIRST_REPLAN_TURNS << c->replans < REPLAN_TURNS_MAX)
        c->replans++;
    return send_statement(turn, replan, NULL, 0);
}

static enum records_result run_work(struct turn *turn, bool is_write, sql_work *work, void *args) {
    enum records_result result = RECORDS_FAILED;
    if (has_ended(turn) && keep_plans_fresh(turn) &&
        send_statement(turn, is_write ? begin_write : begin_read, NULL, 0))
        result = work(&turn->base, args);
    if (is_write && result == RECORDS_OK && !turn->base.has_failed && commit_now(turn))
        return RECORDS_OK;
    if (!is_write && end_later(turn))
        return result;
    if (turn->link->sent_count > 0)
        PQclear(settle(turn));
    end_without_commit(turn);
    return turn->base.has_failed ? RECORDS_FAILED : result;
}

static bool transact(struct sql *base, bool is_write, sql_work *work, void *args,
                     enum records_result *out) {
    struct postgres *p = (struct postgres *)base;
    struct turn turn = {.base.sql = base, .link = postgres_pool_take(&p->pool)};
    if (!turn.link)
        return false;
    enum records_result result = run_work(&turn, is_write, work, args);
    postgres_pool_give_back(&p->pool, turn.link);
    if (turn.must_repeat)
        return false;
    *out = result;
    return true;
}

static void close_postgres(struct sql *base) {
    struct postgres *p = (struct postgres *)base;
    postgres_pool_finish(&p->pool);
    while (p->texts) {
        struct postgres_text *text = p->texts;
        p->texts = text->next;
        free(text->translated);
        free(text);
    }
    pthread_mutex_destroy(&p->lock);
    free(p->base.commune);
    free(p);
}

static const char catalogue[] =
    "SELECT CAST(c.table_name AS text), CAST(c.column_name AS text),"
    " CASE c.data_type WHEN 'text' THEN 't' WHEN 'bigint' THEN 'i' ELSE 'b' END,"
    " coalesce(CAST(k.ordinal_position AS bigint), 0)"
    " FROM information_schema.columns AS c"
    " LEFT JOIN (information_schema.table_constraints AS t"
    "  JOIN information_schema.key_column_usage AS k"
    "  ON k.constraint_schema = t.constraint_schema AND k.constraint_name = t.constraint_name"
    "  AND k.table_name = t.table_name AND t.constraint_type = 'PRIMARY KEY')"
    " ON k.table_schema = c.table_schema AND k.table_name = c.table_name"
    "  AND k.column_name = c.column_name"
    " WHERE c.table_schema = current_schema() AND c.table_name <> 'schema_version'"
    " AND ?1 IS NOT NULL ORDER BY c.table_name, c.ordinal_position";

static const struct sql_driver driver = {
    .catalogue = catalogue,
    .close = close_postgres,
    .transact = transact,
    .run = run,
    .changed = changed,
    .ask = ask,
    .next = next,
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
    };
    postgres_pool_init(&p->pool, dsn);
    pthread_mutex_init(&p->lock, NULL);
    return &p->base;
}
