#include "sql/postgres_pool.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "sql/postgres.h"

static void destroy(struct postgres_link *link) {
    PQfinish(link->connection);
    free(link->prepared);
    free(link);
}

static struct postgres_link *create(const struct postgres_pool *pool) {
    struct postgres_link *link = xcalloc(1, sizeof *link);
    link->connection = postgres_connect(pool->dsn);
    if (link->connection && PQenterPipelineMode(link->connection) &&
        PQsetnonblocking(link->connection, 1) == 0)
        return link;
    destroy(link);
    return NULL;
}

static void drop_idle(struct postgres_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    struct postgres_link *link = pool->idle;
    pool->idle = NULL;
    pthread_mutex_unlock(&pool->lock);
    while (link) {
        struct postgres_link *next = link->next;
        destroy(link);
        link = next;
    }
}

void postgres_pool_init(struct postgres_pool *pool, const char *dsn) {
    *pool = (struct postgres_pool){.dsn = xstrdup(dsn)};
    pthread_mutex_init(&pool->lock, NULL);
}

void postgres_pool_finish(struct postgres_pool *pool) {
    drop_idle(pool);
    pthread_mutex_destroy(&pool->lock);
    free(pool->dsn);
}

struct postgres_link *postgres_pool_take(struct postgres_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    struct postgres_link *link = pool->idle;
    if (link)
        pool->idle = link->next;
    pthread_mutex_unlock(&pool->lock);
    return link ? link : create(pool);
}

static bool is_fit(const struct postgres_link *link) {
    return !link->is_silent && PQstatus(link->connection) == CONNECTION_OK &&
           (link->is_ending || PQtransactionStatus(link->connection) == PQTRANS_IDLE);
}

/* One that is lost was hardly lost alone: the others are not tried one after the other. */
void postgres_pool_give_back(struct postgres_pool *pool, struct postgres_link *link) {
    if (!is_fit(link)) {
        destroy(link);
        drop_idle(pool);
        return;
    }
    pthread_mutex_lock(&pool->lock);
    link->next = pool->idle;
    pool->idle = link;
    pthread_mutex_unlock(&pool->lock);
}
