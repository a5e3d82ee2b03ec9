#include "store/outbox.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mailbox.h"
#include "base/xalloc.h"
#include "store/outbox_db.h"

enum job_kind {
    JOB_PUSH,
    JOB_NEXT,
    JOB_NEXT_KEPT,
    JOB_MARK_DELIVERED,
    JOB_MARK_PARKED,
    JOB_RETRY,
    JOB_RESEND,
    JOB_FORGET,
    JOB_COUNT,
    JOB_LIST,
    JOB_FIND_CODE,
    JOB_KEEP_PROGRESS,
    JOB_FIND_PROGRESS,
    JOB_DROP_PROGRESS,
};

/* One question to the storage thread. Who asked waits on `is_done`, or left a callback and is gone;
 * then the job is on the heap and the storage thread frees it. All texts are borrowed for the
 * asking. */
struct job {
    enum job_kind kind;
    const struct slip *slip;
    const struct progress *progress;
    const char *id_or_code, *note;
    int64_t number;
    void *out;
    size_t *out_count;
    int64_t *out_number;
    void (*on_done)(enum outbox_result result, void *context);
    void *context;
    pthread_cond_t done;       // who waits is told by it
    enum outbox_result result; // guarded by outbox->lock, as is the next
    bool is_done;
};

struct outbox {
    struct outbox_db db; // the storage thread's alone
    struct mailbox jobs;
    pthread_t thread;
    pthread_mutex_t lock;
    void (*on_change)(void *context);
    void *context;
};

/* --- the storage thread -------------------------------------------------------------------- */

static enum outbox_result answer(struct outbox_db *db, const struct job *job) {
    switch (job->kind) {
    case JOB_PUSH:
        return outbox_db_push(db, job->slip);
    case JOB_NEXT:
        return outbox_db_next(db, job->number, job->out);
    case JOB_NEXT_KEPT:
        return outbox_db_next_kept(db, job->number, job->out);
    case JOB_MARK_DELIVERED:
        return outbox_db_mark_delivered(db, job->id_or_code, job->note, job->number);
    case JOB_MARK_PARKED:
        return outbox_db_mark_parked(db, job->id_or_code, job->note, job->number);
    case JOB_RETRY:
        return outbox_db_retry(db, job->id_or_code);
    case JOB_RESEND:
        return outbox_db_resend_from(db, job->number);
    case JOB_FORGET:
        return outbox_db_forget(db, job->number);
    case JOB_COUNT:
        return outbox_db_count(db, job->out);
    case JOB_LIST:
        return outbox_db_list(db, job->out, job->out_count);
    case JOB_FIND_CODE:
        return outbox_db_find_code(db, job->id_or_code, job->out);
    case JOB_KEEP_PROGRESS:
        return outbox_db_keep_progress(db, job->progress, job->number);
    case JOB_FIND_PROGRESS:
        return outbox_db_find_progress(db, job->id_or_code, job->out, job->out_number);
    case JOB_DROP_PROGRESS:
        return outbox_db_drop_progress(db, job->id_or_code);
    }
    return OUTBOX_FAILED;
}

static bool is_question(enum job_kind kind) {
    return kind == JOB_NEXT || kind == JOB_NEXT_KEPT || kind == JOB_COUNT || kind == JOB_LIST ||
           kind == JOB_FIND_CODE || kind == JOB_FIND_PROGRESS;
}

/** A question is put once more to a file that had to be reopened; a change is for its asker to ask
 * for again. */
static enum outbox_result perform(struct outbox_db *db, const struct job *job) {
    enum outbox_result result = OUTBOX_FAILED;
    for (int tries = is_question(job->kind) ? 2 : 1; tries > 0 && outbox_file_ready(db); tries--) {
        result = answer(db, job);
        if (!db->must_reopen)
            return result;
        log_error("the outbox could not do what it was asked: %s", db->db.why);
    }
    outbox_file_ready(db); // at once: the next citizen finds it whole
    return result;
}

static void settle(struct outbox *outbox, struct job *job, enum outbox_result result) {
    if (job->on_done) {
        job->on_done(result, job->context);
        free(job);
        return;
    }
    pthread_mutex_lock(&outbox->lock);
    job->result = result;
    job->is_done = true;
    pthread_cond_signal(&job->done);
    pthread_mutex_unlock(&outbox->lock);
}

static void *storage_main(void *context) {
    struct outbox *outbox = context;
    void *taken;
    for (;;) {
        enum mailbox_take take = mailbox_take(&outbox->jobs, -1, &taken);
        if (take == MAILBOX_STOPPING)
            return NULL;
        if (take != MAILBOX_JOB)
            continue;
        enum outbox_result result = perform(&outbox->db, taken);
        bool is_changed = outbox->db.is_changed;
        outbox->db.is_changed = false;
        settle(outbox, taken, result); // the job is not ours any more
        if (is_changed && outbox->on_change)
            outbox->on_change(outbox->context);
    }
}

/* --- asking it ----------------------------------------------------------------------------- */

static enum outbox_result ask(struct outbox *outbox, struct job *job) {
    pthread_cond_init(&job->done, NULL);
    if (!mailbox_push(&outbox->jobs, job))
        return OUTBOX_FAILED;
    pthread_mutex_lock(&outbox->lock);
    while (!job->is_done)
        pthread_cond_wait(&job->done, &outbox->lock);
    pthread_mutex_unlock(&outbox->lock);
    pthread_cond_destroy(&job->done);
    return job->result;
}

struct outbox *outbox_open(const struct outbox_params *params, struct outbox_report *out_report) {
    struct outbox *outbox = xcalloc(1, sizeof *outbox);
    enum outbox_open result = outbox_file_open(&outbox->db, params, out_report);
    if (result == OUTBOX_LOCKED || result == OUTBOX_UNUSABLE) {
        free(outbox);
        return NULL;
    }
    outbox->on_change = params->on_change;
    outbox->context = params->context;
    mailbox_init(&outbox->jobs);
    pthread_mutex_init(&outbox->lock, NULL);
    if (pthread_create(&outbox->thread, NULL, storage_main, outbox) != 0)
        abort(); // out of memory or threads: the service manager starts us again
    return outbox;
}

void outbox_close(struct outbox *outbox) {
    if (!outbox)
        return;
    mailbox_stop(&outbox->jobs);
    pthread_join(outbox->thread, NULL);
    mailbox_finish(&outbox->jobs);
    pthread_mutex_destroy(&outbox->lock);
    outbox_file_close(&outbox->db);
    free(outbox);
}

enum outbox_result outbox_push(struct outbox *outbox, const struct slip *slip) {
    struct job job = {.kind = JOB_PUSH, .slip = slip};
    return ask(outbox, &job);
}

void outbox_push_later(struct outbox *outbox, const struct slip *slip,
                       void (*on_done)(enum outbox_result result, void *context), void *context) {
    struct job *job = xcalloc(1, sizeof *job);
    *job = (struct job){.kind = JOB_PUSH, .slip = slip, .on_done = on_done, .context = context};
    if (mailbox_push(&outbox->jobs, job))
        return;
    free(job);
    on_done(OUTBOX_FAILED, context);
}

enum outbox_result outbox_next(struct outbox *outbox, int64_t after_seq, struct outbox_item *out) {
    struct job job = {.kind = JOB_NEXT, .number = after_seq, .out = out};
    return ask(outbox, &job);
}

enum outbox_result outbox_next_kept(struct outbox *outbox, int64_t after_seq,
                                    struct outbox_item *out) {
    struct job job = {.kind = JOB_NEXT_KEPT, .number = after_seq, .out = out};
    return ask(outbox, &job);
}

void outbox_item_finish(struct outbox_item *item) {
    free(item->body);
    *item = (struct outbox_item){0};
}

enum outbox_result outbox_mark_delivered(struct outbox *outbox, const char *id,
                                         const char *received_at, int64_t now_s) {
    struct job job = {
        .kind = JOB_MARK_DELIVERED, .id_or_code = id, .note = received_at, .number = now_s};
    return ask(outbox, &job);
}

enum outbox_result outbox_mark_parked(struct outbox *outbox, const char *id, const char *reason,
                                      int64_t now_s) {
    struct job job = {.kind = JOB_MARK_PARKED, .id_or_code = id, .note = reason, .number = now_s};
    return ask(outbox, &job);
}

enum outbox_result outbox_retry(struct outbox *outbox, const char *id) {
    struct job job = {.kind = JOB_RETRY, .id_or_code = id};
    return ask(outbox, &job);
}

enum outbox_result outbox_resend_from(struct outbox *outbox, int64_t from_seq) {
    struct job job = {.kind = JOB_RESEND, .number = from_seq};
    return ask(outbox, &job);
}

enum outbox_result outbox_forget_delivered_before(struct outbox *outbox, int64_t before_s) {
    struct job job = {.kind = JOB_FORGET, .number = before_s};
    return ask(outbox, &job);
}

enum outbox_result outbox_count(struct outbox *outbox, struct outbox_counts *out) {
    struct job job = {.kind = JOB_COUNT, .out = out};
    return ask(outbox, &job);
}

enum outbox_result outbox_list(struct outbox *outbox, struct outbox_row **out, size_t *out_count) {
    struct job job = {.kind = JOB_LIST, .out = out, .out_count = out_count};
    return ask(outbox, &job);
}

enum outbox_result outbox_find_code(struct outbox *outbox, const char *code,
                                    struct outbox_row *out) {
    struct job job = {.kind = JOB_FIND_CODE, .id_or_code = code, .out = out};
    return ask(outbox, &job);
}

enum outbox_result outbox_keep_progress(struct outbox *outbox, const struct progress *progress,
                                        int64_t now_s) {
    struct job job = {.kind = JOB_KEEP_PROGRESS, .progress = progress, .number = now_s};
    return ask(outbox, &job);
}

enum outbox_result outbox_find_progress(struct outbox *outbox, const char *code,
                                        struct progress *out, int64_t *out_known_at_s) {
    struct job job = {
        .kind = JOB_FIND_PROGRESS, .id_or_code = code, .out = out, .out_number = out_known_at_s};
    return ask(outbox, &job);
}

enum outbox_result outbox_drop_progress(struct outbox *outbox, const char *code) {
    struct job job = {.kind = JOB_DROP_PROGRESS, .id_or_code = code};
    return ask(outbox, &job);
}
