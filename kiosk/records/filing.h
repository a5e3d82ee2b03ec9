/* Filing: slips that are kept become dossiers a moment later, many in one transaction, so that a
 * kiosk waits for one row alone. Who reads dossiers waits for those that came before. What a power
 * cut or a failing database leaves behind is found by intake_file_left(). */
#ifndef RECORDS_FILING_H
#define RECORDS_FILING_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct opened_slip;
struct sql;

struct filing {
    struct sql *sql; // borrowed
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake, settled;
    // the rest is guarded by lock
    bool is_running, is_stopping;
    bool is_stuck;                    // the database did not take the last ones
    struct opened_slip *first, *last; // owned; those who wait
    size_t count;                     // of them
    int64_t tried_ms;                 // CLOCK_MONOTONIC: the last time
    size_t waiting;                   // callers of filing_settle()
    uint64_t lined_up, tried;         // since the start; what fails is lined up once more, behind
};

/** Until filing_start() each slip is filed by whoever brings it. */
void filing_init(struct filing *filing, struct sql *sql);
void filing_start(struct filing *filing);
/** Files what waits, once, and ends the thread. */
void filing_stop(struct filing *filing);
void filing_finish(struct filing *filing);
/** Takes the slip over; its row in `slips` is committed already. Waits while too many wait. */
void filing_add(struct filing *filing, struct opened_slip *slip);
/** Comes back when all that was added before is filed, or could not be: each was tried once more,
 *  or the database takes seconds for it. */
void filing_settle(struct filing *filing);

#endif
