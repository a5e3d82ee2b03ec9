#include "base/mailbox.h"

#include <assert.h>
#include <errno.h>
#include <time.h>

void mailbox_init(struct mailbox *m) {
    *m = (struct mailbox){0};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes,
                              CLOCK_MONOTONIC); // a clock that staff may set is no timer
    pthread_cond_init(&m->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&m->lock, NULL);
}

void mailbox_finish(struct mailbox *m) {
    assert(m->head == m->tail); // whoever pushed it would lose it
    pthread_cond_destroy(&m->wake);
    pthread_mutex_destroy(&m->lock);
}

bool mailbox_push(struct mailbox *m, void *job) {
    pthread_mutex_lock(&m->lock);
    bool has_room = !m->is_stopping && m->tail - m->head < MAILBOX_JOBS_MAX;
    if (has_room) {
        m->jobs[m->tail++ % MAILBOX_JOBS_MAX] = job;
        pthread_cond_signal(&m->wake);
    }
    pthread_mutex_unlock(&m->lock);
    return has_room;
}

static struct timespec deadline_in(int64_t timeout_ms) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += (time_t)(timeout_ms / 1000);
    at.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_nsec -= 1000000000;
        at.tv_sec++;
    }
    return at;
}

/* Waits with the lock held; false when the time is over. */
static bool wait_for_news(struct mailbox *m, const struct timespec *deadline) {
    if (!deadline)
        return pthread_cond_wait(&m->wake, &m->lock) == 0;
    return pthread_cond_timedwait(&m->wake, &m->lock, deadline) != ETIMEDOUT;
}

enum mailbox_take mailbox_take(struct mailbox *m, int64_t timeout_ms, void **out_job) {
    struct timespec deadline = deadline_in(timeout_ms > 0 ? timeout_ms : 0);
    enum mailbox_take took;
    pthread_mutex_lock(&m->lock);
    for (bool is_in_time = true;;) {
        if (m->head != m->tail) {
            *out_job = m->jobs[m->head++ % MAILBOX_JOBS_MAX];
            took = MAILBOX_JOB;
            break;
        }
        if (m->is_stopping || m->is_woken || !is_in_time) {
            took = m->is_stopping ? MAILBOX_STOPPING
                   : m->is_woken  ? MAILBOX_WOKEN
                                  : MAILBOX_TIMEOUT;
            m->is_woken = false;
            break;
        }
        is_in_time = wait_for_news(m, timeout_ms < 0 ? NULL : &deadline);
    }
    pthread_mutex_unlock(&m->lock);
    return took;
}

void mailbox_wake(struct mailbox *m) {
    pthread_mutex_lock(&m->lock);
    m->is_woken = true;
    pthread_cond_signal(&m->wake);
    pthread_mutex_unlock(&m->lock);
}

void mailbox_stop(struct mailbox *m) {
    pthread_mutex_lock(&m->lock);
    m->is_stopping = true;
    pthread_cond_broadcast(&m->wake);
    pthread_mutex_unlock(&m->lock);
}
