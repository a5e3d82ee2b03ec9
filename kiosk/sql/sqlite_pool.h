/* The connections that read an SQLite file while one writes: few, for each has a cache of its own,
 * and kept for the next who reads. Only sqlite.c includes this. */
#ifndef SQL_SQLITE_POOL_H
#define SQL_SQLITE_POOL_H

#include "sql/sqlite.h"
#include <pthread.h>
#include <stdbool.h>

struct sqlite_pool {
    const char *path; // borrowed, as is the next
    const char *const *migrations;
    pthread_mutex_t lock;
    struct sqlite_link *idle; // guarded by lock, owned: those that nobody uses
    int count;                // guarded by lock: of all
    pthread_cond_t is_free;
};

/** Opens nothing yet. */
void sqlite_pool_init(struct sqlite_pool *pool, const char *path, const char *const *migrations);
/** When all of them were given back. */
void sqlite_pool_finish(struct sqlite_pool *pool);
/** One for the caller alone, which may not be open; waits while all are in use. */
struct sqlite_link *sqlite_pool_take(struct sqlite_pool *pool);
/** Opens one that is not; false, with a line in the log, when that fails. */
bool sqlite_pool_open(const struct sqlite_pool *pool, struct sqlite_link *link);
/** Gives it back; one that is closed leaves its place to a new one. */
void sqlite_pool_give(struct sqlite_pool *pool, struct sqlite_link *link);
/** Closes those that nobody uses: the file may be another one now. */
void sqlite_pool_close_idle(struct sqlite_pool *pool);

#endif
