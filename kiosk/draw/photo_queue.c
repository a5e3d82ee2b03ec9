#include "draw/photo_queue.h"

#include <string.h>

void photo_queue_init(struct photo_queue *queue) {
    *queue = (struct photo_queue){.request_count = 0};
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->work, NULL);
    pthread_cond_init(&queue->done, NULL);
}

void photo_queue_finish(struct photo_queue *queue) {
    for (size_t i = 0; i < queue->ready_count; i++)
        SDL_FreeSurface(queue->ready[i].surface);
    pthread_cond_destroy(&queue->done);
    pthread_cond_destroy(&queue->work);
    pthread_mutex_destroy(&queue->lock);
}

static bool is_same(const struct photo_request *a, const struct photo_request *b) {
    return a->w == b->w && a->h == b->h && strcmp(a->key, b->key) == 0;
}

/* --- the main thread's side; the lock is held in what follows --------------------------------- */

static void remove_at(struct photo_queue *queue, size_t at) {
    memmove(&queue->requests[at], &queue->requests[at + 1],
            (--queue->request_count - at) * sizeof *queue->requests);
}

/* Already in work, or done and not fetched: it only learns one place more. */
static struct photo_request *find_begun(struct photo_queue *queue,
                                        const struct photo_request *request) {
    if (queue->is_busy && is_same(&queue->current, request))
        return &queue->current;
    for (size_t i = 0; i < queue->ready_count; i++)
        if (is_same(&queue->ready[i].request, request))
            return &queue->ready[i].request;
    return NULL;
}

/* Room for one more: of what was to be prefetched the oldest goes, else the oldest of all; but
 * never something that was missed for something that is only to be prefetched. */
static bool make_room(struct photo_queue *queue, const struct photo_request *request) {
    size_t at = 0;
    if (queue->request_count < PHOTO_REQUESTS_MAX)
        return true;
    while (at < queue->request_count && !queue->requests[at].is_prefetch)
        at++;
    if (at == queue->request_count && request->is_prefetch)
        return false;
    remove_at(queue, at < queue->request_count ? at : 0);
    return true;
}

/* Takes a waiting one of the same photo out, into `merged`. */
static void merge_waiting(struct photo_queue *queue, struct photo_request *merged) {
    for (size_t i = 0; i < queue->request_count; i++) {
        const struct photo_request *old = &queue->requests[i];
        if (!is_same(old, merged))
            continue;
        merged->missed = rect_union(merged->missed, old->missed);
        merged->is_prefetch = merged->is_prefetch && old->is_prefetch;
        remove_at(queue, i);
        return;
    }
}

void photo_queue_push(struct photo_queue *queue, const struct photo_request *request) {
    pthread_mutex_lock(&queue->lock);
    struct photo_request merged = *request, *begun = find_begun(queue, request);
    if (begun) {
        begun->missed = rect_union(begun->missed, request->missed);
    } else {
        merge_waiting(queue, &merged);
        if (make_room(queue, &merged))
            queue->requests[queue->request_count++] = merged;
        pthread_cond_signal(&queue->work);
    }
    pthread_mutex_unlock(&queue->lock);
}

size_t photo_queue_fetch(struct photo_queue *queue, struct photo_result out[PHOTO_READY_MAX]) {
    pthread_mutex_lock(&queue->lock);
    size_t count = queue->ready_count;
    memcpy(out, queue->ready, count * sizeof *out);
    queue->ready_count = 0;
    if (count == PHOTO_READY_MAX)
        pthread_cond_signal(&queue->work);
    pthread_mutex_unlock(&queue->lock);
    return count;
}

void photo_queue_wait(struct photo_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    while (queue->ready_count == 0 && (queue->is_busy || queue->request_count > 0))
        pthread_cond_wait(&queue->done, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
}

void photo_queue_clear(struct photo_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->request_count = 0;
    pthread_mutex_unlock(&queue->lock);
}

void photo_queue_stop(struct photo_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->is_stopping = true;
    pthread_cond_signal(&queue->work);
    pthread_mutex_unlock(&queue->lock);
}

/* --- the worker's side ------------------------------------------------------------------------ */

static size_t most_wanted(const struct photo_queue *queue) {
    for (size_t i = queue->request_count; i-- > 0;)
        if (!queue->requests[i].is_prefetch)
            return i;
    return 0;
}

bool photo_queue_take(struct photo_queue *queue, struct photo_request *out) {
    pthread_mutex_lock(&queue->lock);
    while (!queue->is_stopping &&
           (queue->request_count == 0 || queue->ready_count == PHOTO_READY_MAX))
        pthread_cond_wait(&queue->work, &queue->lock);
    bool has_one = !queue->is_stopping;
    if (has_one) {
        size_t at = most_wanted(queue);
        *out = queue->current = queue->requests[at];
        remove_at(queue, at);
        queue->is_busy = true;
    }
    pthread_mutex_unlock(&queue->lock);
    return has_one;
}

bool photo_queue_deliver(struct photo_queue *queue, struct photo_result *result) {
    pthread_mutex_lock(&queue->lock);
    result->request = queue->current;
    queue->is_busy = false;
    queue->ready[queue->ready_count++] = *result; // photo_queue_take() has seen to its room
    bool is_first = queue->ready_count == 1;
    pthread_cond_signal(&queue->done);
    pthread_mutex_unlock(&queue->lock);
    return is_first;
}
