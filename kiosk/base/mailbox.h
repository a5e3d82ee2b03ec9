/* The only thing two threads share: a queue of pointers with one lock. The receiver owns what it
 * takes. */
#ifndef BASE_MAILBOX_H
#define BASE_MAILBOX_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAILBOX_JOBS_MAX 64 // a power of 2

enum mailbox_take {
    MAILBOX_JOB,      // one taken
    MAILBOX_TIMEOUT,  // none came in time
    MAILBOX_WOKEN,    // mailbox_wake() was called: look at the clock again
    MAILBOX_STOPPING, // stopped and empty: time to end
};

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    void *jobs[MAILBOX_JOBS_MAX]; // guarded by lock
    size_t head, tail;            // guarded by lock; both only grow
    bool is_stopping;             // guarded by lock
    bool is_woken;                // guarded by lock
};

void mailbox_init(struct mailbox *m);
/** The mailbox is stopped, empty and nobody waits. */
void mailbox_finish(struct mailbox *m);
/** False when it is full or stopping: the job stays the caller's. */
bool mailbox_push(struct mailbox *m, void *job);
/** Waits at most `timeout_ms` of real time (<0: for ever). Jobs left at a stop are still handed
 * out. */
enum mailbox_take mailbox_take(struct mailbox *m, int64_t timeout_ms, void **out_job);
/** Lets a waiting receiver look again, as after the clock was moved. */
void mailbox_wake(struct mailbox *m);
/** Only asks; whoever started the thread joins it. */
void mailbox_stop(struct mailbox *m);

#endif
