/* What the store does by itself once a day, at the commune's hour: personal data whose days are
 * over goes, and a backup is made where a folder is set. A machine that is off at that hour, as an
 * office's is at night, does it when it is started. */
#ifndef RECORDSTORE_DAILY_H
#define RECORDSTORE_DAILY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct service;

struct daily {               // a thread
    struct service *service; // borrowed, outlives it
    int zone_s;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_stopping; // guarded by lock
};

/** Deletes what is due and notes it, with what was erased, where a restore finds it.
 *  @param who  of the journal: AUDIT_STORE, AUDIT_COMMAND_LINE */
bool daily_retention(struct service *service, const char *who, int64_t now_s, size_t *out_purged);

void daily_start(struct daily *daily, struct service *service);
/** Waits for what it is doing. */
void daily_stop(struct daily *daily);

#endif
