#include "sql/sql.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/mono.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sql/driver.h"

#define TRIES_MAX 12
#define FIRST_PAUSE_MS 10 // at most; doubled with each try, so about a second in all
#define LAST_PAUSE_MS 320
#define TRYING_MS 5000 // and no new try after that: who waits for the answer does not wait for ever

static bool starts_with(const char *text, const char *start) {
    return !strncmp(text, start, strlen(start));
}

struct sql *sql_open(const char *dsn, const char *commune_id, char **out_why) {
    static const char file_scheme[] = "sqlite:";
    if (starts_with(dsn, file_scheme))
        return sql_sqlite_open(dsn + strlen(file_scheme), commune_id, out_why);
    if (starts_with(dsn, "postgresql://") || starts_with(dsn, "postgres://"))
        return sql_postgres_open(dsn, commune_id, out_why);
    // No more of it than its scheme: the rest may hold a password.
    *out_why = xasprintf("database '%.*s...': expected sqlite:FILE or postgresql://...",
                         (int)strcspn(dsn, ":/@ "), dsn);
    return NULL;
}

void sql_close(struct sql *sql) {
    if (sql)
        sql->driver->close(sql);
}

void sql_make_room(struct sql *sql, int64_t bytes) {
    if (sql->driver->make_room)
        sql->driver->make_room(sql, bytes);
}

static enum records_result ask_one(struct sql_turn *turn, void *args) {
    (void)args;
    struct sql_rows *rows = sql_ask(turn, "SELECT 1 WHERE ?1 <> ''", "");
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    sql_done(rows);
    return result;
}

bool sql_check(struct sql *sql, char **out_why) {
    if (sql->driver->check)
        return sql->driver->check(sql, out_why);
    bool answers = sql_read(sql, ask_one, NULL) == RECORDS_OK;
    if (!answers)
        *out_why = xstrdup("the database does not answer");
    return answers;
}

enum records_result sql_copy(struct sql *sql, const char *path, char **out_why) {
    return sql->driver->copy ? sql->driver->copy(sql, path, out_why) : RECORDS_NONE;
}

/* Of random length: two that were in each other's way are not so again. */
static void pause_before(int attempt) {
    int most_ms = FIRST_PAUSE_MS;
    for (int i = 1; i < attempt && most_ms < LAST_PAUSE_MS; i++)
        most_ms *= 2;
    uint32_t us = crypto_random_below((uint32_t)most_ms * 1000) + 1;
    struct timespec rest = {us / 1000000, us % 1000000 * 1000L};
    nanosleep(&rest, NULL);
}

/* Pauses before every try but the first. False when there is none left. */
static bool may_try(int attempt, int64_t begun_ms) {
    if (attempt > 0 && attempt < TRIES_MAX)
        pause_before(attempt);
    bool may = attempt < TRIES_MAX && mono_ms() <= begun_ms + TRYING_MS;
    if (!may)
        log_error("the database did not take it, tried again and again");
    return may;
}

static enum records_result transact(struct sql *sql, bool is_write, sql_work *work, void *args) {
    enum records_result result;
    int64_t begun_ms = mono_ms();
    for (int attempt = 0; may_try(attempt, begun_ms); attempt++)
        if (sql->driver->transact(sql, is_write, work, args, &result))
            return result;
    return RECORDS_FAILED;
}

static void note_failure(struct sql *sql) {
    sql->taken_since = 0;
    sql->failed_at_ms = mono_ms();
}

enum records_result sql_read(struct sql *sql, sql_work *work, void *args) {
    enum records_result result = transact(sql, false, work, args);
    if (result == RECORDS_FAILED)
        note_failure(sql);
    return result;
}

static enum records_result note_write(struct sql *sql, enum records_result result) {
    if (result == RECORDS_FAILED)
        note_failure(sql);
    else if (result == RECORDS_OK)
        sql->taken_since++;
    return result;
}

enum records_result sql_write(struct sql *sql, sql_work *work, void *args) {
    return note_write(sql, transact(sql, true, work, args));
}

void sql_record(struct sql *sql, struct sql_record *out) {
    *out = (struct sql_record){sql->failed_at_ms, sql->taken_since};
}

static void take_value(char type, va_list *args, struct sql_value *out) {
    *out = (struct sql_value){.type = type};
    if (type == 'i') {
        out->number = va_arg(*args, int64_t);
        return;
    }
    assert(type == 't' || type == 'b');
    out->bytes = va_arg(*args, const char *);
    out->is_null = !out->bytes;
    if (type == 'b')
        out->len = va_arg(*args, size_t);
    else if (out->bytes)
        out->len = strlen(out->bytes);
}

struct sql_value sql_text_value(const char *text) {
    return (struct sql_value){.type = 't', .bytes = text, .len = strlen(text)};
}

static size_t take_values(const struct sql *sql, const char *types, va_list *args,
                          struct sql_value *out) {
    size_t count = 0;
    out[count++] = sql_text_value(sql->commune);
    for (; *types; types++) {
        assert(count < SQL_VALUES_MAX);
        take_value(*types, args, &out[count++]);
    }
    return count;
}

struct sql_rows *sql_ask(struct sql_turn *turn, const char *text, const char *types, ...) {
    struct sql_value values[SQL_VALUES_MAX];
    va_list args;
    va_start(args, types);
    size_t count = take_values(turn->sql, types, &args, values);
    va_end(args);
    return turn->sql->driver->ask(turn, text, values, count);
}

bool sql_run(struct sql_turn *turn, const char *text, const char *types, ...) {
    struct sql_value values[SQL_VALUES_MAX];
    va_list args;
    va_start(args, types);
    size_t count = take_values(turn->sql, types, &args, values);
    va_end(args);
    return turn->sql->driver->run(turn, text, values, count, NULL);
}

bool sql_run_counted(struct sql_turn *turn, int64_t *out_changed, const char *text,
                     const char *types, ...) {
    struct sql_value values[SQL_VALUES_MAX];
    va_list args;
    va_start(args, types);
    size_t count = take_values(turn->sql, types, &args, values);
    va_end(args);
    return turn->sql->driver->run(turn, text, values, count, out_changed);
}

bool sql_settle(struct sql_turn *turn) {
    return turn->sql->driver->settle ? turn->sql->driver->settle(turn) : !turn->has_failed;
}

struct put {
    const char *text;
    const struct sql_value *values;
    size_t count;
};

static enum records_result put_in_turn(struct sql_turn *turn, void *args) {
    const struct put *put = args;
    const struct sql_driver *driver = turn->sql->driver;
    if (!driver->run(turn, put->text, put->values, put->count, NULL))
        return RECORDS_FAILED;
    return sql_changed(turn) > 0 ? RECORDS_OK : RECORDS_NONE;
}

static enum records_result put(struct sql *sql, struct put *put) {
    enum records_result result;
    int64_t begun_ms = mono_ms();
    if (!sql->driver->put)
        return transact(sql, true, put_in_turn, put);
    for (int attempt = 0; may_try(attempt, begun_ms); attempt++)
        if (sql->driver->put(sql, put->text, put->values, put->count, &result))
            return result;
    return RECORDS_FAILED;
}

enum records_result sql_put(struct sql *sql, const char *text, const char *types, ...) {
    struct sql_value values[SQL_VALUES_MAX];
    va_list args;
    va_start(args, types);
    size_t count = take_values(sql, types, &args, values);
    va_end(args);
    return note_write(sql, put(sql, &(struct put){text, values, count}));
}

int64_t sql_changed(struct sql_turn *turn) {
    return sql_settle(turn) ? turn->changed : 0;
}

static void put_commune_first(const struct sql_turn *turn, const struct sql_value *values,
                              size_t count, struct sql_value *out) {
    assert(count < SQL_VALUES_MAX);
    out[0] = sql_text_value(turn->sql->commune);
    if (count > 0) // `values` may be NULL then
        memcpy(out + 1, values, count * sizeof *values);
}

struct sql_rows *sql_ask_values(struct sql_turn *turn, const char *text,
                                const struct sql_value *values, size_t count) {
    struct sql_value all[SQL_VALUES_MAX];
    put_commune_first(turn, values, count, all);
    return turn->sql->driver->ask(turn, text, all, count + 1);
}

bool sql_run_values(struct sql_turn *turn, const char *text, const struct sql_value *values,
                    size_t count) {
    struct sql_value all[SQL_VALUES_MAX];
    put_commune_first(turn, values, count, all);
    return turn->sql->driver->run(turn, text, all, count + 1, NULL);
}

struct sql_rows *sql_ask_catalogue(struct sql_turn *turn) {
    return sql_ask(turn, turn->sql->driver->catalogue, "");
}

enum records_result sql_next(struct sql_rows *rows) {
    return rows->turn->sql->driver->next(rows);
}

void sql_done(struct sql_rows *rows) {
    if (rows)
        rows->turn->sql->driver->done(rows);
}

bool sql_is_null(const struct sql_rows *rows, int column) {
    return rows->turn->sql->driver->is_null(rows, column);
}

int64_t sql_int(const struct sql_rows *rows, int column) {
    return rows->turn->sql->driver->number(rows, column);
}

static const char *bytes_of(const struct sql_rows *rows, int column, size_t *out_len) {
    const char *bytes = rows->turn->sql->driver->bytes(rows, column, out_len);
    if (bytes)
        return bytes;
    *out_len = 0;
    return "";
}

/* Of `len` bytes, those of whole code points that fit. */
static size_t cut(const char *bytes, size_t len, size_t most) {
    if (len <= most)
        return len;
    while (most > 0 && ((unsigned char)bytes[most] & 0xC0) == 0x80)
        most--;
    return most;
}

void sql_text(const struct sql_rows *rows, int column, char *out, size_t out_bytes) {
    size_t len;
    const char *bytes = bytes_of(rows, column, &len);
    len = cut(bytes, len, out_bytes - 1);
    memcpy(out, bytes, len);
    out[len] = '\0';
}

char *sql_text_copy(const struct sql_rows *rows, int column) {
    size_t len;
    return sql_bytes_copy(rows, column, &len);
}

char *sql_bytes_copy(const struct sql_rows *rows, int column, size_t *out_len) {
    *out_len = 0;
    if (sql_is_null(rows, column))
        return NULL;
    const char *bytes = bytes_of(rows, column, out_len);
    return xstrndup(bytes, *out_len);
}

void sql_value(const struct sql_rows *rows, int column, char type, struct sql_value *out) {
    *out = (struct sql_value){.type = type, .is_null = sql_is_null(rows, column)};
    if (out->is_null)
        return;
    if (type == 'i')
        out->number = sql_int(rows, column);
    else
        out->bytes = bytes_of(rows, column, &out->len);
}
