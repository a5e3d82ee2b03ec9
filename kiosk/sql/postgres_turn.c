#include "sql/postgres_turn.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sql/postgres.h"

struct postgres_text {
    const char *key;            // static: its address
    char *translated;           // owned; $1 where the key has ?1
    char name[16];              // of the prepared statement
    struct postgres_text *next; // owned
};

struct rows {
    struct sql_rows base;
    PGresult *result;
    int row; // the one that stands ready, -1 before the first
};

/* --- texts ---------------------------------------------------------------------------------- */

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

static const struct postgres_text *find_text(struct postgres_texts *texts, const char *key) {
    pthread_mutex_lock(&texts->lock);
    struct postgres_text *text = texts->first;
    while (text && text->key != key)
        text = text->next;
    if (!text) {
        text = xcalloc(1, sizeof *text);
        *text =
            (struct postgres_text){.key = key, .translated = translate(key), .next = texts->first};
        snprintf(text->name, sizeof text->name, "s%d", ++texts->count);
        texts->first = text;
    }
    pthread_mutex_unlock(&texts->lock);
    return text;
}

void postgres_texts_init(struct postgres_texts *texts) {
    *texts = (struct postgres_texts){.count = 0};
    pthread_mutex_init(&texts->lock, NULL);
}

void postgres_texts_finish(struct postgres_texts *texts) {
    while (texts->first) {
        struct postgres_text *text = texts->first;
        texts->first = text->next;
        free(text->translated);
        free(text);
    }
    pthread_mutex_destroy(&texts->lock);
}

/* --- answers -------------------------------------------------------------------------------- */

/* Notes why a statement failed; logged here unless the work is run again. */
static void note_failure(struct postgres_turn *turn, const PGresult *result) {
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

static void forget(struct postgres_link *c, const struct postgres_text *text) {
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i] == text)
            c->prepared[i] = c->prepared[--c->prepared_count];
}

/* One answer; what it prepares is forgotten again when it did not. */
static void take_answer(struct postgres_turn *turn, const PGresult *result,
                        const struct postgres_sent *sent) {
    ExecStatusType status = PQresultStatus(result);
    bool is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (status == PGRES_COMMAND_OK && !sent->prepares)
        *(sent->out_changed ? sent->out_changed : &turn->base.changed) =
            strtoll(PQcmdTuples((PGresult *)result), NULL, 10);
    if (!is_good && sent->prepares)
        forget(turn->link, sent->prepares);
    if (!is_good)
        note_failure(turn, result);
}

/* One that hangs is not asked again: that would keep a kiosk waiting that much longer. */
static void note_silence(struct postgres_turn *turn) {
    log_error("PostgreSQL does not answer: this connection to it is given up");
    turn->link->is_silent = true;
    turn->base.has_failed = true;
}

/* What PQgetResult() gives next, the caller's. */
static PGresult *next_result(struct postgres_turn *turn, int64_t deadline_ms) {
    if (turn->link->is_silent)
        return NULL;
    if (postgres_await(turn->link->connection, deadline_ms))
        return PQgetResult(turn->link->connection);
    note_silence(turn);
    return NULL;
}

/* One command's answer, the caller's. */
static PGresult *read_answer(struct postgres_turn *turn, int64_t deadline_ms) {
    PGresult *result = next_result(turn, deadline_ms);
    for (PGresult *end = result; end; PQclear(end))
        end = next_result(turn, deadline_ms); // each ends with a NULL
    return result;
}

/* It commits what had no BEGIN of its own; where that fails, an error stands before its mark. */
static void read_synchronisation(struct postgres_turn *turn, int64_t deadline_ms) {
    const struct postgres_link *c = turn->link;
    bool is_marked = false;
    while (!is_marked && !c->is_silent && PQstatus(c->connection) == CONNECTION_OK) {
        PGresult *result = next_result(turn, deadline_ms);
        is_marked = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        if (result && !is_marked)
            note_failure(turn, result);
        PQclear(result);
    }
    if (!is_marked && !c->is_silent)
        note_failure(turn, NULL);
}

PGresult *postgres_turn_read(struct postgres_turn *turn) {
    struct postgres_link *c = turn->link;
    int64_t deadline_ms = postgres_deadline();
    PGresult *last = NULL;
    for (size_t i = 0; i < c->sent_count && !c->is_silent; i++) {
        PQclear(last);
        last = read_answer(turn, deadline_ms);
        if (!c->is_silent)
            take_answer(turn, last, &c->sent[i]);
    }
    c->sent_count = 0;
    read_synchronisation(turn, deadline_ms);
    if (!turn->base.has_failed)
        return last;
    PQclear(last);
    return NULL;
}

PGresult *postgres_turn_settle(struct postgres_turn *turn) {
    if (!PQpipelineSync(turn->link->connection))
        note_failure(turn, NULL);
    return postgres_turn_read(turn);
}

/* --- statements ----------------------------------------------------------------------------- */

static bool note_sent(struct postgres_turn *turn, int is_sent, struct postgres_sent sent) {
    struct postgres_link *c = turn->link;
    if (is_sent)
        c->sent[c->sent_count++] = sent;
    else
        note_failure(turn, NULL);
    return is_sent;
}

static bool send_prepare(struct postgres_turn *turn, const struct postgres_text *text,
                         const struct sql_value *values, size_t count) {
    struct postgres_link *c = turn->link;
    Oid types[SQL_VALUES_MAX];
    for (size_t i = 0; i < count; i++)
        types[i] = postgres_type(values[i].type);
    int is_sent = PQsendPrepare(c->connection, text->name, text->translated, (int)count, types);
    c->prepared = xrealloc(c->prepared, c->prepared_count + 1, sizeof *c->prepared);
    c->prepared[c->prepared_count++] = text;
    return note_sent(turn, is_sent, (struct postgres_sent){.prepares = text});
}

static const struct postgres_text *find_prepared(struct postgres_turn *turn, const char *key,
                                                 const struct sql_value *values, size_t count) {
    const struct postgres_link *c = turn->link;
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->prepared[i]->key == key)
            return c->prepared[i];
    const struct postgres_text *text = find_text(turn->texts, key);
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

bool postgres_turn_send(struct postgres_turn *turn, const char *key, const struct sql_value *values,
                        size_t count, int64_t *out_changed) {
    struct postgres_link *c = turn->link;
    if (c->sent_count + 2 > POSTGRES_SENT_MAX)
        PQclear(postgres_turn_settle(turn));
    if (turn->base.has_failed) // the server takes nothing more before the roll-back
        return false;
    const struct postgres_text *text = find_prepared(turn, key, values, count);
    return text && note_sent(turn, send_values(c->connection, text->name, values, count),
                             (struct postgres_sent){.out_changed = out_changed});
}

/* Its answer is waited for with the next one that is needed. */
bool postgres_run(struct sql_turn *base, const char *key, const struct sql_value *values,
                  size_t count, int64_t *out_changed) {
    return postgres_turn_send((struct postgres_turn *)base, key, values, count, out_changed);
}

bool postgres_settle(struct sql_turn *base) {
    struct postgres_turn *turn = (struct postgres_turn *)base;
    if (turn->link->sent_count > 0)
        PQclear(postgres_turn_settle(turn));
    return !base->has_failed;
}

struct sql_rows *postgres_ask(struct sql_turn *base, const char *key,
                              const struct sql_value *values, size_t count) {
    struct postgres_turn *turn = (struct postgres_turn *)base;
    PGresult *result =
        postgres_turn_send(turn, key, values, count, NULL) ? postgres_turn_settle(turn) : NULL;
    if (!result)
        return NULL;
    struct rows *rows = xcalloc(1, sizeof *rows);
    *rows = (struct rows){.base.turn = base, .result = result, .row = -1};
    return &rows->base;
}

enum records_result postgres_next(struct sql_rows *base) {
    struct rows *rows = (struct rows *)base;
    if (rows->row + 1 >= PQntuples(rows->result))
        return RECORDS_NONE;
    rows->row++;
    return RECORDS_OK;
}

void postgres_done(struct sql_rows *base) {
    struct rows *rows = (struct rows *)base;
    PQclear(rows->result);
    free(rows);
}

bool postgres_is_null(const struct sql_rows *base, int column) {
    const struct rows *rows = (const struct rows *)base;
    return PQgetisnull(rows->result, rows->row, column);
}

int64_t postgres_number_of(const struct sql_rows *base, int column) {
    const struct rows *rows = (const struct rows *)base;
    return postgres_number(rows->result, rows->row, column);
}

const char *postgres_bytes(const struct sql_rows *base, int column, size_t *out_len) {
    const struct rows *rows = (const struct rows *)base;
    *out_len = (size_t)PQgetlength(rows->result, rows->row, column);
    assert(postgres_is_null(base, column) || postgres_is_bytes(PQftype(rows->result, column)));
    return postgres_is_null(base, column) ? NULL : PQgetvalue(rows->result, rows->row, column);
}
