#include "records/filing.h"

#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "base/mono.h"
#include "records/opening.h"
#include "records/slips.h"

// Who sends slips goes first: what waits is filed once no more come, once somebody wants to see it,
// or when it has grown old or much.
#define QUIET_MS 10
#define LATE_MS 500
#define MANY 1536
#define WAITING_MAX 2048 // in memory: some 12 MiB; then whoever sends more waits
// Filed in one transaction, for they share its commit and the pages that all of them change; a slip
// that comes meanwhile waits for them.
#define BATCH_MAX SLIPS_FILED_MAX
#define STUCK_MS 1000  // before the next try
#define TRYING_MS 5000 // those of a batch that failed each alone, where each one takes its time
#define SETTLE_MS 5000 // who reads waits no longer

void filing_init(struct filing *filing, struct sql *sql) {
    pthread_condattr_t monotonic;
    *filing = (struct filing){.sql = sql};
    pthread_mutex_init(&filing->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&filing->wake, &monotonic);
    pthread_cond_init(&filing->settled, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void filing_finish(struct filing *filing) {
    pthread_cond_destroy(&filing->settled);
    pthread_cond_destroy(&filing->wake);
    pthread_mutex_destroy(&filing->lock);
}

static void line_up(struct filing *filing, struct opened_slip *slip) {
    slip->next = NULL;
    if (filing->last)
        filing->last->next = slip;
    else
        filing->first = slip;
    filing->last = slip;
    filing->count++;
    filing->lined_up++;
}

static size_t take(struct filing *filing, struct opened_slip **out) {
    size_t count = 0;
    while (filing->first && count < BATCH_MAX) {
        out[count] = filing->first;
        filing->first = out[count++]->next;
    }
    if (!filing->first)
        filing->last = NULL;
    filing->count -= count;
    return count;
}

static bool file(struct filing *filing, struct opened_slip **slips, size_t count) {
    return slips_file(filing->sql, slips, count) == RECORDS_OK;
}

/* Together, or each alone where that fails, so that one does not keep the others out; but a
 * database that is away is not asked so many times. Those that are filed are destroyed.
 * @return how many are left, now the first of `slips` */
static size_t file_all(struct filing *filing, struct opened_slip **slips, size_t count) {
    size_t left = 0;
    int64_t until_ms = mono_ms() + TRYING_MS;
    bool are_filed = file(filing, slips, count);
    for (size_t i = 0; i < count; i++) {
        if (are_filed || (count > 1 && mono_ms() < until_ms && file(filing, &slips[i], 1)))
            opened_slip_destroy(slips[i]);
        else
            slips[left++] = slips[i];
    }
    return left;
}

/* Until when what waits may wait longer; the lock is held. */
static int64_t patience_ms(const struct filing *filing) {
    int64_t quiet_ms = filing->last->waits_since_ms + QUIET_MS;
    int64_t late_ms = filing->first->waits_since_ms + LATE_MS;
    if (filing->is_stopping || filing->waiting > 0)
        return 0;
    if (filing->is_stuck)
        return filing->tried_ms + STUCK_MS;
    if (filing->count >= MANY)
        return 0;
    return quiet_ms < late_ms ? quiet_ms : late_ms;
}

/* Waits for something to do; the lock is held. False when it is time to end. */
static bool await(struct filing *filing) {
    int64_t until_ms;
    while (!filing->first && !filing->is_stopping)
        pthread_cond_wait(&filing->wake, &filing->lock);
    while (filing->first && (until_ms = patience_ms(filing)) > mono_ms()) {
        const struct timespec until = {until_ms / 1000, until_ms % 1000 * 1000000};
        pthread_cond_timedwait(&filing->wake, &filing->lock, &until);
    }
    return filing->first != NULL;
}

static void *run(void *context) {
    struct filing *filing = context;
    struct opened_slip *slips[BATCH_MAX];
    pthread_mutex_lock(&filing->lock);
    while (await(filing)) {
        size_t count = take(filing, slips);
        pthread_mutex_unlock(&filing->lock);
        size_t left = file_all(filing, slips, count);
        pthread_mutex_lock(&filing->lock);
        for (size_t i = 0; i < left; i++)
            line_up(filing, slips[i]);
        filing->tried += count;
        filing->is_stuck = left > 0;
        filing->tried_ms = mono_ms();
        pthread_cond_broadcast(&filing->settled);
        if (filing->is_stuck && filing->is_stopping)
            break;
    }
    pthread_mutex_unlock(&filing->lock);
    return NULL;
}

void filing_start(struct filing *filing) {
    filing->is_running = true;
    if (pthread_create(&filing->thread, NULL, run, filing) != 0)
        abort(); // as xmalloc does: there is no memory
}

void filing_stop(struct filing *filing) {
    if (!filing->is_running)
        return;
    pthread_mutex_lock(&filing->lock);
    filing->is_stopping = true;
    pthread_cond_signal(&filing->wake);
    pthread_mutex_unlock(&filing->lock);
    pthread_join(filing->thread, NULL);
    filing->is_running = false;
    if (filing->count > 0)
        log_warn("%zu slips are kept but not filed: the next start files them", filing->count);
    while (filing->first) {
        struct opened_slip *slip = filing->first;
        filing->first = slip->next;
        opened_slip_destroy(slip);
    }
}

static void leave(struct opened_slip *slip) {
    log_warn("slip %s is kept but not filed: the next start or night does it", slip->envelope.id);
    opened_slip_destroy(slip);
}

void filing_add(struct filing *filing, struct opened_slip *slip) {
    if (!filing->is_running) {
        if (file_all(filing, &slip, 1) > 0)
            leave(slip);
        return;
    }
    pthread_mutex_lock(&filing->lock);
    while (filing->count >= WAITING_MAX && !filing->is_stuck)
        pthread_cond_wait(&filing->settled, &filing->lock);
    bool has_room = filing->count < WAITING_MAX;
    if (has_room) {
        slip->waits_since_ms = mono_ms();
        line_up(filing, slip);
        if (filing->count == 1 || filing->count == MANY)
            pthread_cond_signal(&filing->wake);
    }
    pthread_mutex_unlock(&filing->lock);
    if (!has_room)
        leave(slip);
}

void filing_settle(struct filing *filing) {
    int64_t until_ms = mono_ms() + SETTLE_MS;
    const struct timespec until = {until_ms / 1000, until_ms % 1000 * 1000000};
    pthread_mutex_lock(&filing->lock);
    uint64_t all = filing->lined_up;
    if (filing->tried < all) {
        filing->waiting++;
        pthread_cond_signal(&filing->wake);
        while (filing->tried < all && mono_ms() < until_ms)
            pthread_cond_timedwait(&filing->settled, &filing->lock, &until);
        filing->waiting--;
    }
    pthread_mutex_unlock(&filing->lock);
}
