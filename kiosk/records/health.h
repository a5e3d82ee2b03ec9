/* Whether the database takes what comes: for /v1/health, and for whom to call on the dashboard. */
#ifndef RECORDS_HEALTH_H
#define RECORDS_HEALTH_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct sql;

struct health {
    pthread_mutex_t lock; // held by the one who looks; others go by what was seen last
    int64_t looked_at_ms; // guarded by lock; 0: never
    _Atomic bool takes;   // what was seen
};

void health_init(struct health *health);
void health_finish(struct health *health);
/**
 * False while a change of the database fails, or some failed lately: a disk that is full takes a
 * small change and refuses a slip. Tries a change that changes nothing, now and then only, for
 * anybody may ask.
 */
bool health_look(struct health *health, struct sql *sql);

/** Megabytes that are free for us where a folder lies; -1: not to be had. */
int64_t health_disk_free_mb(const char *dir);

#endif
