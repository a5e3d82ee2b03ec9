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

#define SENT_MAX 256 // their answers fit in a socket's buffer, so the two never wait for each other

struct text {
    const char *key;   // static: its address
    char *translated;  // owned; $1 where the key has ?1
    char name[16];     // of the prepared statement
    struct text *next; // owned
};

struct connection {
    PGconn *link; // in pipeline mode: what needs no answer at once travels with what does
    const struct text **prepared; // owned; what this connection knows
    size_t prepared_count;
    const struct text *sent[SENT_MAX]; // not answered yet; NULL unless it prepares that text
    size_t sent_count;
    bool is_ending;          // a read's roll-back was sent, and its answer not looked at yet
    int turns, replan_turns; // since the plans were made, and until they are made anew
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

static void destroy_connection(struct connection *c) {
    PQfinish(c->link);
    free(c->prepared);
    free(c);
}

static struct connection *create_connection(const struct postgres *p) {
    struct connection *c = xcalloc(1, sizeof *c);
    c->link = postgres_connect(p->dsn);
    c->replan_turns = FIRST_REPLAN_TURNS;
    if (c->link && PQenterPipelineMode(c->link))
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
    bool is_idle = c->is_ending || PQtransactionStatus(c->link) == PQTRANS_IDLE;
    if (!is_usable || !is_idle) {
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
static void note_failure(struct turn *turn, const PGresult *result) {
    const struct connection *c = turn->connection;
    if (turn->base.has_failed)
        return; // the first one is the cause of the others
    turn->base.has_failed = true;
    turn->must_repeat = postgres_must_repeat(c->link, result);
    if (PQstatus(c->link) != CONNECTION_OK)
        postgres_log_lost(c->link);
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

static void forget(struct connection *c, const struct text *text) {
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i] == text)
            c->prepared[i] = c->prepared[--c->prepared_count];
}

/* One answer; what it prepares is forgotten again when it did not. */
static void take_answer(struct turn *turn, const PGresult *result, const struct text *prepares) {
    ExecStatusType status = PQresultStatus(result);
    bool is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (status == PGRES_COMMAND_OK && !prepares)
        turn->base.changed = strtoll(PQcmdTuples((PGresult *)result), NULL, 10);
    if (!is_good && prepares)
        forget(turn->connection, prepares);
    if (!is_good)
        note_failure(turn, result);
}

/* Takes the answers of all that was sent, up to the synchronisation behind it. @return the last
 * one's, the caller's; NULL when one of them failed */
static PGresult *take_answers(struct turn *turn) {
    struct connection *c = turn->connection;
    PGresult *last = NULL;
    for (size_t i = 0; i < c->sent_count; i++) {
        PQclear(last);
        last = PQgetResult(c->link);
        take_answer(turn, last, c->sent[i]);
        for (PGresult *end = last; end; PQclear(end))
            end = PQgetResult(c->link); // each ends with a NULL
    }
    c->sent_count = 0;
    PQclear(PQgetResult(c->link)); // of the synchronisation itself
    if (!turn->base.has_failed)
        return last;
    PQclear(last);
    return NULL;
}

static void synchronise(struct turn *turn) {
    if (!PQpipelineSync(turn->connection->link))
        note_failure(turn, NULL);
}

/* Waits for the answers of all that was sent, as above. */
static PGresult *settle(struct turn *turn) {
    synchronise(turn);
    return take_answers(turn);
}

static bool note_sent(struct turn *turn, int is_sent, const struct text *prepares) {
    struct connection *c = turn->connection;
    if (is_sent)
        c->sent[c->sent_count++] = prepares;
    else
        note_failure(turn, NULL);
    return is_sent;
}

static bool send_prepare(struct turn *turn, const struct text *text, const struct sql_value *values,
                         size_t count) {
    struct connection *c = turn->connection;
    Oid types[SQL_VALUES_MAX];
    for (size_t i = 0; i < count; i++)
        types[i] = postgres_type(values[i].type);
    int is_sent = PQsendPrepare(c->link, text->name, text->translated, (int)count, types);
    c->prepared = xrealloc(c->prepared, c->prepared_count + 1, sizeof *c->prepared);
    c->prepared[c->prepared_count++] = text;
    return note_sent(turn, is_sent, text);
}

static const struct text *find_prepared(struct turn *turn, const char *key,
                                        const struct sql_value *values, size_t count) {
    const struct connection *c = turn->connection;
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i]->key == key)
            return c->prepared[i];
    const struct text *text = find_text((struct postgres *)turn->base.sql, key);
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
    struct connection *c = turn->connection;
    if (c->sent_count + 2 > SENT_MAX)
        PQclear(settle(turn));
    if (turn->base.has_failed) // the server takes nothing more before the roll-back
        return false;
    const struct text *text = find_prepared(turn, key, values, count);
    return text && note_sent(turn, send_values(c->link, text->name, values, count), NULL);
}

/* Its answer is waited for with the next one that is needed. */
static bool run(struct sql_turn *base, const char *key, const struct sql_value *values,
                size_t count) {
    return send_statement((struct turn *)base, key, values, count);
}

static int64_t changed(struct sql_turn *base) {
    struct turn *turn = (struct turn *)base;
    if (turn->connection->sent_count > 0)
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
    PGTransactionStatusType status = PQtransactionStatus(turn->connection->link);
    if ((status == PQTRANS_INTRANS || status == PQTRANS_INERROR) &&
        send_statement(&ending, roll_back, NULL, 0))
        PQclear(settle(&ending));
}

static bool commit_now(struct turn *turn) {
    PGresult *result = send_statement(turn, commit, NULL, 0) ? settle(turn) : NULL;
    bool is_done = result && !strcmp(PQcmdStatus(result), commit);
    turn->base.has_failed = !is_done; // a server may also answer that it rolled back
    PQclear(result);
    return is_done;
}

/* A read that went well need not wait until the server has ended it: its next turn looks. */
static void end_read(struct turn *turn) {
    if (!send_statement(turn, roll_back, NULL, 0))
        return;
    synchronise(turn);
    turn->connection->is_ending = !turn->base.has_failed;
}

static bool take_end_of_read(struct turn *turn) {
    if (turn->connection->is_ending)
        PQclear(take_answers(turn));
    turn->connection->is_ending = false;
    return !turn->base.has_failed;
}

/* Travels with what comes next. */
static bool keep_plans_fresh(struct turn *turn) {
    struct connection *c = turn->connection;
    if (++c->turns < c->replan_turns)
        return true;
    c->turns = 0;
    if (c->replan_turns < REPLAN_TURNS_MAX)
        c->replan_turns *= 2;
    return send_statement(turn, replan, NULL, 0);
}

static enum records_result run_work(struct turn *turn, bool is_write, sql_work *work, void *args) {
    enum records_result result = RECORDS_FAILED;
    if (take_end_of_read(turn) && keep_plans_fresh(turn) &&
        send_statement(turn, is_write ? begin_write : begin_read, NULL, 0))
        result = work(&turn->base, args);
    if (is_write && result == RECORDS_OK && !turn->base.has_failed && commit_now(turn))
        return RECORDS_OK;
    if (turn->connection->sent_count > 0)
        PQclear(settle(turn));
    if (!is_write && !turn->base.has_failed)
        end_read(turn);
    else
        end_without_commit(turn);
    return turn->base.has_failed ? RECORDS_FAILED : result;
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
        .dsn = xstrdup(dsn),
    };
    pthread_mutex_init(&p->lock, NULL);
    return &p->base;
}
