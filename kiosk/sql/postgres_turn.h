/* One turn on one connection to PostgreSQL: its statements travel in a pipeline, prepared the first
 * time, and their answers are read when one is needed. Only postgres*.c include this. */
#ifndef SQL_POSTGRES_TURN_H
#define SQL_POSTGRES_TURN_H

#include "sql/driver.h"
#include "sql/postgres_pool.h"

struct postgres_text;

struct postgres_texts { // of all connections of one database: their names on the server are the
                        // same
    pthread_mutex_t lock;
    struct postgres_text *first; // guarded by lock; an item never changes and lives as long as this
    int count;                   // guarded by lock
};

struct postgres_turn {
    struct sql_turn base;
    struct postgres_texts *texts;
    struct postgres_link *link;
    bool must_repeat; // the server asks for it, or is gone
};

void postgres_texts_init(struct postgres_texts *texts);
void postgres_texts_finish(struct postgres_texts *texts);

/**
 * Sends one statement; values[0] is the commune.
 * @param out_changed  the rows it changed, once its answer is read; NULL: base.changed has them
 * @return false when it, or one before it, has failed already
 */
bool postgres_turn_send(struct postgres_turn *turn, const char *key, const struct sql_value *values,
                        size_t count, int64_t *out_changed);
/** Waits for the answers of all that was sent. @return the last one's, the caller's; NULL when one
 *  of them failed */
PGresult *postgres_turn_settle(struct postgres_turn *turn);
/** The same for what was synchronised already. */
PGresult *postgres_turn_read(struct postgres_turn *turn);

/* The driver's statements. */
bool postgres_run(struct sql_turn *turn, const char *key, const struct sql_value *values,
                  size_t count, int64_t *out_changed);
bool postgres_settle(struct sql_turn *turn);
struct sql_rows *postgres_ask(struct sql_turn *turn, const char *key,
                              const struct sql_value *values, size_t count);
enum records_result postgres_next(struct sql_rows *rows);
void postgres_done(struct sql_rows *rows);
bool postgres_is_null(const struct sql_rows *rows, int column);
int64_t postgres_number_of(const struct sql_rows *rows, int column);
const char *postgres_bytes(const struct sql_rows *rows, int column, size_t *out_len);

#endif
