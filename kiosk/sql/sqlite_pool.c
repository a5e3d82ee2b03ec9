#include "sql/sqlite_pool.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "sql/sqlite_wal.h"

#define READERS_MAX 4

void sqlite_pool_init(struct sqlite_pool *pool, const char *path, const char *const *migrations) {
    *pool = (struct sqlite_pool){.path = path, .migrations = migrations};
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->is_free, NULL);
}

void sqlite_pool_finish(struct sqlite_pool *pool) {
    sqlite_pool_close_idle(pool);
    pthread_cond_destroy(&pool->is_free);
    pthread_mutex_destroy(&pool->lock);
}

struct sqlite_link *sqlite_pool_take(struct sqlite_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    while (!pool->idle && pool->count == READERS_MAX)
        pthread_cond_wait(&pool->is_free, &pool->lock);
    struct sqlite_link *link = pool->idle;
    if (link)
        pool->idle = link->next;
    else
        pool->count++;
    pthread_mutex_unlock(&pool->lock);
    return link ? link : xcalloc(1, sizeof *link);
}

bool sqlite_pool_open(const struct sqlite_pool *pool, struct sqlite_link *link) {
    const struct db_params params = {
        .path = pool->path,
        .application_id = SQLITE_APPLICATION_ID,
        .migrations = pool->migrations,
        .is_shared = true,
        .is_read_only = true,
        .vfs = sqlite_wal_vfs(),
    };
    if (link->is_open)
        return true;
    if (!sqlite_link_open(link, &params)) {
        log_error("cannot read '%s': %s", pool->path, link->db.why);
        return false;
    }
    sqlite3_db_config(link->db.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return true;
}

void sqlite_pool_give(struct sqlite_pool *pool, struct sqlite_link *link) {
    pthread_mutex_lock(&pool->lock);
    if (link->is_open) {
        link->next = pool->idle;
        pool->idle = link;
    } else {
        pool->count--;
        free(link);
    }
    pthread_cond_signal(&pool->is_free);
    pthread_mutex_unlock(&pool->lock);
}

void sqlite_pool_close_idle(struct sqlite_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    while (pool->idle) {
        struct sqlite_link *link = pool->idle;
        pool->idle = link->next;
        pool->count--;
        sqlite_link_close(link);
        free(link);
    }
    pthread_mutex_unlock(&pool->lock);
}
