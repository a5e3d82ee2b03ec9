/* The uploader, as its own files see it: upload.c keeps its thread and says when, upload_pass.c
 * what is done then. */
#ifndef NET_UPLOAD_PARTS_H
#define NET_UPLOAD_PARTS_H

#include "base/mailbox.h"
#include "net/stragglers.h"
#include "net/upload.h"
#include "net/verdict.h"
#include <pthread.h>
#include <stdatomic.h>

struct http;

struct uploader {
    struct upload_params params; // what it borrows outlives us; proxy is our own copy
    char *proxy;
    pthread_t thread;
    struct mailbox mailbox; // only wakes and stops: there are no jobs
    atomic_bool cancel;     // ends the request under way; is_offline or is_stopping
    atomic_bool must_hurry; // uploader_hurry() was called
    pthread_mutex_t lock;
    bool is_offline;           // guarded by lock
    bool is_stopping;          // guarded by lock
    struct upload_state state; // guarded by lock

    // From here on the thread's own.
    int64_t next_ms;   // of the app's clock: when the next pass is due
    bool is_well;      // the last pass met no trouble: a wake need not wait for next_ms
    int failed_passes; // in a row, without a slip getting through
    int mismatches;    // receipts for other slips, in a row
    int64_t swept_ms;  // when old payloads were last dropped; 0 never
    struct stragglers stragglers;
};

/* One connection's worth of work, and how it ended. */
struct upload_pass {
    struct uploader *u;
    struct http *http;
    int64_t after_seq;     // the slips up to here had their turn
    struct verdict end;    // VERDICT_DELIVERED while all goes well
    int64_t retry_after_s; // of the answer that ended it; -1 none
};

/** Ends as `pass->end` says; slips that the store settled on the way stay settled. */
void upload_run_pass(struct upload_pass *pass);

/* --- what others see: any of it under the lock --- */

void upload_tell(struct uploader *u);
/** Logged only when it changes: six weeks without a network are one line. */
void upload_set_link(struct uploader *u, enum upload_link link, const char *why);
/** @return how many wait; -1 when the outbox cannot say */
int64_t upload_refresh_counts(struct uploader *u);
void upload_note_delivered(struct uploader *u);

#endif
