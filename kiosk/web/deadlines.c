#include "web/deadlines.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/log.h"
#include "base/mono.h"
#include "base/xalloc.h"

#define LOOK_EVERY_MS 250

struct deadline {
    int socket;
    int64_t at_ms;
    struct deadline *next, *prev; // guarded by lock, as all of it
};

struct deadlines {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct deadline *first; // guarded by lock
    bool is_stopping;       // guarded by lock
    pthread_t thread;
};

/* The lock is held, so none of these sockets is closed and its number given to another. */
static void end_those_late(struct deadlines *d) {
    int64_t now = mono_ms();
    int ended = 0;
    for (struct deadline *at = d->first; at; at = at->next) {
        if (now < at->at_ms)
            continue;
        shutdown(at->socket, SHUT_RDWR);
        at->at_ms = INT64_MAX; // once is enough; the library closes it
        ended++;
    }
    if (ended)
        log_info("%d connections were ended at their deadlines", ended);
}

static void wait_a_little(struct deadlines *d) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += LOOK_EVERY_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&d->wake, &d->lock, &until);
}

static void *run(void *context) {
    struct deadlines *d = context;
    pthread_mutex_lock(&d->lock);
    while (!d->is_stopping) {
        end_those_late(d);
        wait_a_little(d);
    }
    pthread_mutex_unlock(&d->lock);
    return NULL;
}

struct deadlines *deadlines_start(void) {
    struct deadlines *d = xcalloc(1, sizeof *d);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&d->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&d->lock, NULL);
    int status = pthread_create(&d->thread, NULL, run, d);
    assert(status == 0); // at start, before anything was promised
    return d;
}

void deadlines_stop(struct deadlines *d) {
    if (!d)
        return;
    pthread_mutex_lock(&d->lock);
    d->is_stopping = true;
    pthread_cond_signal(&d->wake);
    pthread_mutex_unlock(&d->lock);
    pthread_join(d->thread, NULL);
    assert(!d->first);
    pthread_cond_destroy(&d->wake);
    pthread_mutex_destroy(&d->lock);
    free(d);
}

struct deadline *deadline_open(struct deadlines *d, int socket, int within_s) {
    struct deadline *deadline = xcalloc(1, sizeof *deadline);
    *deadline = (struct deadline){.socket = socket, .at_ms = mono_ms() + within_s * 1000LL};
    pthread_mutex_lock(&d->lock);
    deadline->next = d->first;
    if (d->first)
        d->first->prev = deadline;
    d->first = deadline;
    pthread_mutex_unlock(&d->lock);
    return deadline;
}

void deadline_set(struct deadlines *d, struct deadline *deadline, int within_s) {
    pthread_mutex_lock(&d->lock);
    if (deadline->at_ms != INT64_MAX) // what was ended stays ended
        deadline->at_ms = mono_ms() + within_s * 1000LL;
    pthread_mutex_unlock(&d->lock);
}

void deadline_close(struct deadlines *d, struct deadline *deadline) {
    pthread_mutex_lock(&d->lock);
    if (deadline->prev)
        deadline->prev->next = deadline->next;
    else
        d->first = deadline->next;
    if (deadline->next)
        deadline->next->prev = deadline->prev;
    pthread_mutex_unlock(&d->lock);
    free(deadline);
}
