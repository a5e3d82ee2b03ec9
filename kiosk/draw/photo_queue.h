/* What the main thread wants of the worker, and what the worker has made of it: the only thing the
 * two share. For photo.c only. */
#ifndef DRAW_PHOTO_QUEUE_H
#define DRAW_PHOTO_QUEUE_H

#include "draw/photo.h"
#include <pthread.h>

#define PHOTO_READY_MAX 4 // the worker waits for the main thread beyond them
#define PHOTO_WHY_BYTES 128

struct photo_request {
    char key[PHOTO_KEY_BYTES];
    int w, h;
    bool is_prefetch;
    struct rect missed; // where it was drawn without it, all places together
};

struct photo_result {
    struct photo_request request;
    SDL_Surface *surface;      // owned by whoever holds the result; NULL: broken
    char why[PHOTO_WHY_BYTES]; // of a broken one
};

struct photo_queue {
    pthread_mutex_t lock;
    pthread_cond_t work; // the worker has something to do, room for it, or to end
    pthread_cond_t done; // a result is there
    struct photo_request requests[PHOTO_REQUESTS_MAX]; // guarded by lock; the oldest first
    size_t request_count;                              // guarded by lock
    struct photo_request current;                      // guarded by lock; in work
    struct photo_result ready[PHOTO_READY_MAX];        // guarded by lock
    size_t ready_count;                                // guarded by lock
    bool is_busy;                                      // guarded by lock: `current` means something
    bool is_stopping;                                  // guarded by lock
};

void photo_queue_init(struct photo_queue *queue);
/** Nobody waits any more; frees results that were not fetched. */
void photo_queue_finish(struct photo_queue *queue);

/* The main thread's side. */

/** Puts it behind all others, that is in front; one that is there already moves there, and places
 * where it was missed are joined. */
void photo_queue_push(struct photo_queue *queue, const struct photo_request *request);
/** What is ready, without waiting. @return how many */
size_t photo_queue_fetch(struct photo_queue *queue, struct photo_result out[PHOTO_READY_MAX]);
/** Waits until something is ready. The caller has pushed something. */
void photo_queue_wait(struct photo_queue *queue);
/** Drops what waits; what is in work goes on. */
void photo_queue_clear(struct photo_queue *queue);
void photo_queue_stop(struct photo_queue *queue);

/* The worker's side. */

/** Waits for the next: what was missed last, else what was to be prefetched first. False: end. */
bool photo_queue_take(struct photo_queue *queue, struct photo_request *out);
/** Hands over what became of the request taken; its places may have grown meanwhile.
 * @return true when nothing else waited to be fetched: time to tell the main thread */
bool photo_queue_deliver(struct photo_queue *queue, struct photo_result *result);

#endif
