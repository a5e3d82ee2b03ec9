/* How often one device may ask for something in a minute. */
#ifndef BASE_LIMITER_H
#define BASE_LIMITER_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define LIMITER_NAME_MAX 64 // with the NUL

struct limiter_count;

struct limiter {
    pthread_mutex_t lock;
    struct limiter_count *counts; // guarded by lock; one a device that ever asked
    size_t count_count;           // guarded by lock
    int per_minute;
};

void limiter_init(struct limiter *limiter, int per_minute);
void limiter_finish(struct limiter *limiter);
/**
 * Counts one question of an enrolled device.
 * @param now_ms  of a clock that only grows
 * @return 0 when it may ask, else the seconds to wait
 */
int limiter_wait_s(struct limiter *limiter, const char *device_id, int64_t now_ms);

#endif
