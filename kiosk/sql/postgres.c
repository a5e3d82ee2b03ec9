/* PostgreSQL through libpq: a pool of connections, one a thread at most, each with its prepared
 * statements. Several hosts and target_session_attrs stand in the DSN as libpq reads them. */
#include "sql/postgres.h"

#include <stdlib.h>
#include <string.h>

#include "base/mono.h"
#include "base/xalloc.h"
#include "sql/group.h"
#include "sql/postgres_turn.h"

static const char begin_write[] = "BEGIN READ WRITE"; // on one state of all, see postgres_connect()
static const char begin_read[] = "BEGIN READ ONLY";
static const char commit[] = "COMMIT";
static const char roll_back[] = "ROLLBACK";
static const char replan[] = "DISCARD PLANS"; // prepared statements stay

// A plan that was made while a table was empty takes any index that begins with the commune, and so
// reads all of the table once it is full. The server makes it anew when it has analysed the table:
// a minute or more later, or never. So plans are made anew after this many turns of a connection,
// then after twice as many, and so on up to the most.
#define FIRST_REPLAN_TURNS 4
#define REPLAN_TURNS_MAX 16384

#define ALONE_MS 5000 // no statement of a group that failed is tried alone after that

struct postgres {
    struct sql base;
    struct postgres_pool pool;
    struct postgres_texts texts;
    struct sql_group puts;
};

/* So that the connection is fit for the next turn. What becomes of this one is settled. */
static void end_without_commit(const struct postgres_turn *turn) {
    struct postgres_turn ending = *turn;
    ending.base.has_failed = false;
    PGTransactionStatusType status = PQtransactionStatus(turn->link->connection);
    if (turn->link->is_silent)
        return;
    if ((status == PQTRANS_INTRANS || status == PQTRANS_INERROR) &&
        postgres_turn_send(&ending, roll_back, NULL, 0, NULL))
        PQclear(postgres_turn_settle(&ending));
}

/* Whoever read waits for nothing more: the server ends the transaction while the next turn is on
 * its way, which looks at the answer. @return false when there is more to it than that */
static bool end_later(struct postgres_turn *turn) {
    struct postgres_link *c = turn->link;
    if (turn->base.has_failed || c->sent_count > 0 ||
        PQtransactionStatus(c->connection) != PQTRANS_INTRANS ||
        !postgres_turn_send(turn, roll_back, NULL, 0, NULL) || !PQpipelineSync(c->connection))
        return false;
    c->is_ending = PQflush(c->connection) >= 0;
    return c->is_ending;
}

/* What the turn before has left. */
static bool has_ended(struct postgres_turn *turn) {
    if (turn->link->is_ending)
        PQclear(postgres_turn_read(turn));
    turn->link->is_ending = false;
    return !turn->base.has_failed;
}

static bool commit_now(struct postgres_turn *turn) {
    PGresult *result =
        postgres_turn_send(turn, commit, NULL, 0, NULL) ? postgres_turn_settle(turn) : NULL;
    bool is_done = result && !strcmp(PQcmdStatus(result), commit);
    turn->base.has_failed = !is_done; // a server may also answer that it rolled back
    PQclear(result);
    return is_done;
}

/* Travels with what comes next. */
static bool keep_plans_fresh(struct postgres_turn *turn) {
    struct postgres_link *c = turn->link;
    if (++c->turns < (FIRST_REPLAN_TURNS << c->replans))
        return true;
    c->turns = 0;
    if (FIRST_REPLAN_TURNS << c->replans < REPLAN_TURNS_MAX)
        c->replans++;
    return postgres_turn_send(turn, replan, NULL, 0, NULL);
}

static enum records_result run_work(struct postgres_turn *turn, bool is_write, sql_work *work,
                                    void *args) {
    enum records_result result = RECORDS_FAILED;
    if (has_ended(turn) && keep_plans_fresh(turn) &&
        postgres_turn_send(turn, is_write ? begin_write : begin_read, NULL, 0, NULL))
        result = work(&turn->base, args);
    if (is_write && result == RECORDS_OK && !turn->base.has_failed && commit_now(turn))
        return RECORDS_OK;
    if (!is_write && end_later(turn))
        return result;
    if (turn->link->sent_count > 0)
        PQclear(postgres_turn_settle(turn));
    end_without_commit(turn);
    return turn->base.has_failed ? RECORDS_FAILED : result;
}

static struct postgres_turn begin_turn(struct postgres *p) {
    return (struct postgres_turn){
        .base.sql = &p->base, .texts = &p->texts, .link = postgres_pool_take(&p->pool)};
}

static bool transact(struct sql *base, bool is_write, sql_work *work, void *args,
                     enum records_result *out) {
    struct postgres *p = (struct postgres *)base;
    struct postgres_turn turn = begin_turn(p);
    if (!turn.link)
        return false;
    enum records_result result = run_work(&turn, is_write, work, args);
    postgres_pool_give_back(&p->pool, turn.link);
    if (turn.must_repeat)
        return false;
    *out = result;
    return true;
}

/* --- what is one statement long ------------------------------------------------------------- */

struct put {
    struct sql_job base;
    const char *text;
    const struct sql_value *values;
    size_t count;
    int64_t changed;
    bool must_repeat;
};

/* What travels up to one synchronisation is one transaction: nothing else begins or ends it. */
static bool put_together(struct postgres_turn *turn, struct sql_job *first) {
    bool is_sent = has_ended(turn) && keep_plans_fresh(turn);
    for (struct sql_job *job = first; is_sent && job; job = job->next) {
        struct put *put = (struct put *)job;
        is_sent = postgres_turn_send(turn, put->text, put->values, put->count, &put->changed);
    }
    PQclear(postgres_turn_settle(turn));
    return !turn->base.has_failed;
}

/* @return false when each may do better alone */
static bool put_once(struct postgres *p, struct sql_job *first) {
    struct postgres_turn turn = begin_turn(p);
    bool is_put = turn.link && put_together(&turn, first);
    bool is_silent = turn.link && turn.link->is_silent;
    if (turn.link)
        postgres_pool_give_back(&p->pool, turn.link);
    for (struct sql_job *job = first; job; job = job->next) {
        struct put *put = (struct put *)job;
        put->must_repeat = !turn.link || turn.must_repeat;
        job->result = !is_put ? RECORDS_FAILED : put->changed > 0 ? RECORDS_OK : RECORDS_NONE;
    }
    return is_put || !turn.link || turn.must_repeat || is_silent;
}

/* One that is not taken shall not keep the others out; but where each takes its time to fail, all
 * of them and whoever comes next would wait for every one. */
static void put_group(void *context, struct sql_job *first) {
    struct postgres *p = context;
    int64_t until_ms = mono_ms() + ALONE_MS;
    if (put_once(p, first) || !first->next)
        return;
    for (struct sql_job *job = first, *next; job && mono_ms() < until_ms; job = next) {
        next = job->next;
        job->next = NULL;
        put_once(p, job);
        job->next = next;
    }
}

/* Statements that come at once share a connection, a journey and a commit. */
static bool put(struct sql *base, const char *text, const struct sql_value *values, size_t count,
                enum records_result *out) {
    struct put put = {.text = text, .values = values, .count = count};
    *out = sql_group_do(&((struct postgres *)base)->puts, &put.base);
    return !put.must_repeat;
}

static void close_postgres(struct sql *base) {
    struct postgres *p = (struct postgres *)base;
    postgres_pool_finish(&p->pool);
    postgres_texts_finish(&p->texts);
    sql_group_finish(&p->puts);
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
    .put = put,
    .run = postgres_run,
    .settle = postgres_settle,
    .ask = postgres_ask,
    .next = postgres_next,
    .done = postgres_done,
    .is_null = postgres_is_null,
    .number = postgres_number_of,
    .bytes = postgres_bytes,
};

struct sql *sql_postgres_open(const char *dsn, const char *commune_id, char **out_why) {
    if (!postgres_migrate(dsn, out_why))
        return NULL;
    struct postgres *p = xcalloc(1, sizeof *p);
    *p = (struct postgres){
        .base = {.driver = &driver, .commune = xstrdup(commune_id)},
    };
    postgres_pool_init(&p->pool, dsn);
    postgres_texts_init(&p->texts);
    sql_group_init(&p->puts, put_group, p);
    return &p->base;
}
