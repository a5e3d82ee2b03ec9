/* Connections to PostgreSQL that wait for their next turn: as many as there were turns at once. */
#ifndef SQL_POSTGRES_POOL_H
#define SQL_POSTGRES_POOL_H

#include <libpq-fe.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Their answers fit in a socket's buffer, so that the two never wait for each other.
#define POSTGRES_SENT_MAX 256

struct postgres_text;

struct postgres_sent {                    // not answered yet
    const struct postgres_text *prepares; // NULL: it runs
    int64_t *out_changed;                 // as postgres_turn_send() was given it
};

struct postgres_link {  // used by one thread at a time
    PGconn *connection; // in pipeline mode: what needs no answer at once travels with what does
    const struct postgres_text **prepared; // owned; what this connection knows
    size_t prepared_count;
    struct postgres_sent sent[POSTGRES_SENT_MAX];
    size_t sent_count;
    int turns, replans; // turns since the plans were last made anew, and how often they were
    bool is_ending;     // the answer to its last roll-back has not been looked at yet
    bool is_silent;     // the server did not answer in time: nothing more is sent
    struct postgres_link *next;
};

struct postgres_pool {
    char *dsn; // owned
    pthread_mutex_t lock;
    struct postgres_link *idle; // guarded by lock, owned
};

void postgres_pool_init(struct postgres_pool *pool, const char *dsn);
void postgres_pool_finish(struct postgres_pool *pool);
/** NULL when the server is not reached; logged. */
struct postgres_link *postgres_pool_take(struct postgres_pool *pool);
/** One that is lost or in the middle of something is ended. */
void postgres_pool_give_back(struct postgres_pool *pool, struct postgres_link *link);

#endif
