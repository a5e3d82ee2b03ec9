#include "base/limiter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define MINUTE_MS 60000

struct limiter_count {
    char device_id[LIMITER_NAME_MAX];
    int64_t since_ms; // start of its present minute
    int asked;
};

void limiter_init(struct limiter *limiter, int per_minute) {
    *limiter = (struct limiter){.per_minute = per_minute};
    pthread_mutex_init(&limiter->lock, NULL);
}

void limiter_finish(struct limiter *limiter) {
    free(limiter->counts);
    pthread_mutex_destroy(&limiter->lock);
}

/* Grows with the enrolled devices of a commune alone: a handful. */
static struct limiter_count *count_of(struct limiter *limiter, const char *device_id) {
    for (size_t i = 0; i < limiter->count_count; i++)
        if (!strcmp(limiter->counts[i].device_id, device_id))
            return &limiter->counts[i];
    limiter->counts = xrealloc(limiter->counts, limiter->count_count + 1, sizeof *limiter->counts);
    struct limiter_count *count = &limiter->counts[limiter->count_count++];
    *count = (struct limiter_count){.since_ms = -MINUTE_MS};
    snprintf(count->device_id, sizeof count->device_id, "%s", device_id);
    return count;
}

int limiter_wait_s(struct limiter *limiter, const char *device_id, int64_t now_ms) {
    pthread_mutex_lock(&limiter->lock);
    struct limiter_count *count = count_of(limiter, device_id);
    if (now_ms - count->since_ms >= MINUTE_MS) {
        count->since_ms = now_ms;
        count->asked = 0;
    }
    int wait_s = 0;
    if (count->asked >= limiter->per_minute)
        wait_s = (int)((count->since_ms + MINUTE_MS - now_ms + 999) / 1000);
    else
        count->asked++;
    pthread_mutex_unlock(&limiter->lock);
    return wait_s;
}
