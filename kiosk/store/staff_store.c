#include "store/staff_store.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mailbox.h"
#include "base/xalloc.h"
#include "store/staff_db.h"

#define WAIT_STEP_MS 1000 // of real time; the app's clock may be moved meanwhile

/* One question to the thread: what it does with the file, and who is told. Who asked waits on
 * `is_done`, or has left the job on the heap and is told by its own `finish`. */
struct job {
    void (*perform)(struct staff_db *staff, struct job *job);
    void (*finish)(struct job *job); // NULL: somebody waits
    pthread_cond_t done;
    bool is_done; // guarded by store->lock
    enum staff_result result;
    // What is asked about and what is answered; each use has its own.
    const struct staff_change *change;
    const char *who, *name, *pin;
    const struct staff_entry *note;
    int64_t before_seq;
    size_t max;
    size_t *out_count;
    void *out;
};

struct staff_store {
    struct staff_db db; // the thread's alone
    struct mailbox jobs;
    pthread_t thread;
    pthread_mutex_t lock;
    void (*on_change)(void *context);
    void *context;
};

/* --- the thread ----------------------------------------------------------------------------- */

static void perform(struct staff_store *store, struct job *job) {
    job->result = STAFF_FAILED;
    if (staff_db_ready(&store->db))
        job->perform(&store->db, job);
    if (!store->db.must_reopen)
        return;
    log_error("the staff's file could not do what it was asked: %s", store->db.db.why);
    staff_db_ready(&store->db); // at once: the next one finds it whole
}

static void settle(struct staff_store *store, struct job *job) {
    if (job->finish) {
        job->finish(job);
        return;
    }
    pthread_mutex_lock(&store->lock);
    job->is_done = true;
    pthread_cond_signal(&job->done);
    pthread_mutex_unlock(&store->lock);
}

static void tell(struct staff_store *store) {
    bool is_changed = store->db.is_changed;
    store->db.is_changed = false;
    if (is_changed && store->on_change)
        store->on_change(store->context);
}

static void *storage_main(void *context) {
    struct staff_store *store = context;
    void *taken;
    for (;;) {
        int64_t due_ms = staff_pins_due_ms(&store->db);
        enum mailbox_take take =
            mailbox_take(&store->jobs, due_ms > WAIT_STEP_MS ? WAIT_STEP_MS : due_ms, &taken);
        if (take == MAILBOX_STOPPING)
            return NULL;
        if (take == MAILBOX_JOB) {
            perform(store, taken);
            settle(store, taken); // the job is not ours any more
        } else if (staff_db_ready(&store->db)) {
            staff_pins_settle(&store->db);
        }
        tell(store);
    }
}

/* --- asking it ------------------------------------------------------------------------------ */

static enum staff_result ask(struct staff_store *store, struct job *job) {
    pthread_cond_init(&job->done, NULL);
    job->result = STAFF_FAILED;
    if (mailbox_push(&store->jobs, job)) {
        pthread_mutex_lock(&store->lock);
        while (!job->is_done)
            pthread_cond_wait(&job->done, &store->lock);
        pthread_mutex_unlock(&store->lock);
    }
    pthread_cond_destroy(&job->done);
    return job->result;
}

/* Takes the job over. */
static void ask_later(struct staff_store *store, struct job *job) {
    job->result = STAFF_FAILED;
    if (!mailbox_push(&store->jobs, job))
        job->finish(job);
}

struct staff_store *staff_store_open(const struct staff_params *params,
                                     struct staff_report *out_report) {
    struct staff_store *store = xcalloc(1, sizeof *store);
    enum staff_open result = staff_db_open(&store->db, params, out_report);
    if (result == STAFF_LOCKED || result == STAFF_UNUSABLE) {
        free(store);
        return NULL;
    }
    store->on_change = params->on_change;
    store->context = params->context;
    mailbox_init(&store->jobs);
    pthread_mutex_init(&store->lock, NULL);
    if (pthread_create(&store->thread, NULL, storage_main, store) != 0)
        abort(); // out of memory or threads: the service manager starts us again
    return store;
}

void staff_store_close(struct staff_store *store) {
    if (!store)
        return;
    mailbox_stop(&store->jobs);
    pthread_join(store->thread, NULL);
    mailbox_finish(&store->jobs);
    pthread_mutex_destroy(&store->lock);
    staff_db_close(&store->db);
    free(store);
}

void staff_store_wake(struct staff_store *store) {
    mailbox_wake(&store->jobs);
}

/* --- PINs ----------------------------------------------------------------------------------- */

static void perform_try(struct staff_db *staff, struct job *job) {
    staff_pins_try(staff, job->pin, job->out);
}

void staff_store_try_pin_now(struct staff_store *store, const char *pin, struct pin_answer *out) {
    *out = (struct pin_answer){.result = PIN_FAILED};
    ask(store, &(struct job){.perform = perform_try, .pin = pin, .out = out});
}

struct later { // a job that nobody waits for, with copies of its texts
    struct job job;
    char *who, *name, *pin; // owned
    struct pin_answer answer;
    void (*on_pin)(const struct pin_answer *answer, void *context);
    void (*on_result)(enum staff_result result, void *context);
    void *context;
};

static void finish_later(struct job *job) {
    struct later *later = (struct later *)job;
    if (later->on_pin)
        later->on_pin(&later->answer, later->context);
    else
        later->on_result(job->result, later->context);
    crypto_wipe(later->pin, strlen(later->pin));
    free(later->pin);
    free(later->name);
    free(later->who);
    free(later);
}

static struct later *make_later(const char *who, const char *name, const char *pin) {
    struct later *later = xcalloc(1, sizeof *later);
    later->who = xstrdup(who);
    later->name = xstrdup(name);
    later->pin = xstrdup(pin);
    later->job = (struct job){
        .finish = finish_later, .who = later->who, .name = later->name, .pin = later->pin};
    later->answer.result = PIN_FAILED;
    return later;
}

void staff_store_try_pin(struct staff_store *store, const char *pin,
                         void (*on_done)(const struct pin_answer *answer, void *context),
                         void *context) {
    struct later *later = make_later(NULL, NULL, pin);
    later->job.perform = perform_try;
    later->job.out = &later->answer;
    later->on_pin = on_done;
    later->context = context;
    ask_later(store, &later->job);
}

static void perform_set_pin(struct staff_db *staff, struct job *job) {
    job->result = staff_pins_set(staff, job->who, job->name, job->pin);
}

enum staff_result staff_store_set_pin(struct staff_store *store, const char *who, const char *name,
                                      const char *pin) {
    return ask(store,
               &(struct job){.perform = perform_set_pin, .who = who, .name = name, .pin = pin});
}

void staff_store_set_pin_later(struct staff_store *store, const char *who, const char *name,
                               const char *pin,
                               void (*on_done)(enum staff_result result, void *context),
                               void *context) {
    struct later *later = make_later(who, name, pin);
    later->job.perform = perform_set_pin;
    later->on_result = on_done;
    later->context = context;
    ask_later(store, &later->job);
}

static void perform_remove_pin(struct staff_db *staff, struct job *job) {
    job->result = staff_pins_remove(staff, job->who, job->name);
}

enum staff_result staff_store_remove_pin(struct staff_store *store, const char *who,
                                         const char *name) {
    return ask(store, &(struct job){.perform = perform_remove_pin, .who = who, .name = name});
}

static void perform_unlock(struct staff_db *staff, struct job *job) {
    job->result = staff_pins_unlock(staff, job->name);
}

enum staff_result staff_store_unlock(struct staff_store *store, const char *lock_id) {
    return ask(store, &(struct job){.perform = perform_unlock, .name = lock_id});
}

/* --- what is shown -------------------------------------------------------------------------- */

static void perform_change(struct staff_db *staff, struct job *job) {
    job->result = staff_chosen_change(staff, job->change);
}

static enum staff_result change(struct staff_store *store, const struct staff_change *what) {
    return ask(store, &(struct job){.perform = perform_change, .change = what});
}

enum staff_result staff_store_switch(struct staff_store *store, const char *who, enum switch_id id,
                                     enum switch_choice choice) {
    return change(store, &(struct staff_change){.act = STAFF_ACT_SWITCH,
                                                .who = who,
                                                .subject = switch_kind(id)->key,
                                                .id = id,
                                                .choice = choice});
}

enum staff_result staff_store_item(struct staff_store *store, const char *who, const char *id,
                                   enum switch_choice choice) {
    return change(store, &(struct staff_change){
                             .act = STAFF_ACT_ITEM, .who = who, .subject = id, .choice = choice});
}

enum staff_result staff_store_set_pins(struct staff_store *store, const char *who,
                                       const char *const *ids, size_t count) {
    return change(store, &(struct staff_change){
                             .act = STAFF_ACT_PINS, .who = who, .ids = ids, .id_count = count});
}

enum staff_result staff_store_set_window(struct staff_store *store, const char *who, const char *of,
                                         const struct timeslot *window) {
    return change(store, &(struct staff_change){
                             .act = STAFF_ACT_WINDOW, .who = who, .subject = of, .window = window});
}

static void perform_undo(struct staff_db *staff, struct job *job) {
    job->result = staff_chosen_undo(staff, job->who);
}

enum staff_result staff_store_undo(struct staff_store *store, const char *who) {
    return ask(store, &(struct job){.perform = perform_undo, .who = who});
}

static void perform_overrides(struct staff_db *staff, struct job *job) {
    overrides_copy(&staff->chosen, job->out);
    job->result = STAFF_OK;
}

bool staff_store_overrides(struct staff_store *store, struct overrides *out) {
    return ask(store, &(struct job){.perform = perform_overrides, .out = out}) == STAFF_OK;
}

/* --- the log -------------------------------------------------------------------------------- */

static void perform_note(struct staff_db *staff, struct job *job) {
    struct staff_entry entry = *job->note;
    if (staff_db_begin(staff) && staff_db_end(staff, staff_log_add(staff, &entry)))
        job->result = STAFF_OK;
}

enum staff_result staff_store_note(struct staff_store *store, const char *who, enum staff_act act,
                                   const char *subject, const char *from, const char *to) {
    struct staff_entry entry = {.act = act};
    staff_copy_text(entry.who, sizeof entry.who, who);
    staff_copy_text(entry.subject, sizeof entry.subject, subject);
    staff_copy_text(entry.from, sizeof entry.from, from);
    staff_copy_text(entry.to, sizeof entry.to, to);
    return ask(store, &(struct job){.perform = perform_note, .note = &entry});
}

static void perform_list(struct staff_db *staff, struct job *job) {
    if (staff_log_list(staff, job->before_seq, job->max, job->out, job->out_count))
        job->result = STAFF_OK;
}

enum staff_result staff_store_log(struct staff_store *store, int64_t before_seq, size_t max,
                                  struct staff_entry **out, size_t *out_count) {
    return ask(store, &(struct job){.perform = perform_list,
                                    .before_seq = before_seq,
                                    .max = max,
                                    .out = out,
                                    .out_count = out_count});
}

static void perform_verify(struct staff_db *staff, struct job *job) {
    if (staff_log_verify(staff, job->out))
        job->result = STAFF_OK;
}

enum staff_result staff_store_verify(struct staff_store *store, struct staff_chain *out) {
    return ask(store, &(struct job){.perform = perform_verify, .out = out});
}

/* --- all of it at a look -------------------------------------------------------------------- */

static void perform_state(struct staff_db *staff, struct job *job) {
    struct staff_state state = {.person_count = 0};
    if (!staff_pins_state(staff, &state) || !staff_chosen_state(staff, &state) ||
        !staff_log_head(staff, &state.head_seq, state.head_hash))
        return;
    *(struct staff_state *)job->out = state;
    job->result = STAFF_OK;
}

bool staff_store_state(struct staff_store *store, struct staff_state *out) {
    return ask(store, &(struct job){.perform = perform_state, .out = out}) == STAFF_OK;
}
