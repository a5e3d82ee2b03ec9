#include "net/sync.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/xalloc.h"
#include "net/fetch.h"
#include "net/http.h"
#include "net/report.h"
#include "store/device.h"

#define SLICE_MS 4000 // real time between two looks at the app's clock, which may have been moved
/* While somebody waits for staff it asks more often whether the office has seen it; not all night.
 */
#define HELP_REPORT_MS 10000
#define HELP_LASTS_MS (10 * 60000)

struct sync {
    struct sync_params params; // what it borrows outlives us; proxy and the texts are our copies
    char *proxy, *data_dir, *app;
    pthread_t thread;
    struct mailbox mailbox; // only wakes and stops: there are no jobs
    atomic_bool is_offline, is_stopping;
    atomic_bool cancel;     // ends the request under way; one of the two above
    atomic_bool must_hurry; // poll now, whatever the timer says
    _Atomic int64_t help_at_s;
    _Atomic int64_t help_until_ms; // of the app's clock; 0: nobody waits

    pthread_mutex_t lock;
    struct sync_state state; // guarded by lock

    // From here on the thread's own.
    int64_t next_ms, next_report_ms; // of the app's clock
    struct fetch fetch;
    struct report report;
    char *told_why; // owned; what was logged last, NULL when all was well
};

static struct http *open_http(const struct sync_params *params, const atomic_bool *cancel) {
    return http_create_to_store(params->device, params->clock, params->proxy, cancel);
}

enum sync_result sync_once(const struct sync_params *params, char **out_why) {
    struct fetch fetch = {0};
    struct http *http = open_http(params, NULL);
    *out_why = NULL;
    enum sync_result result = fetch_run(&fetch, http, params, out_why);
    http_destroy(http);
    fetch_finish(&fetch);
    return result;
}

/* Weeks of the same trouble are one line. `why` is taken over. */
static void tell(struct sync *s, enum sync_result result, char *why) {
    if (why && (!s->told_why || strcmp(why, s->told_why) != 0))
        log_warn("content stays as it is (%s): %s", result == SYNC_REFUSED ? "refused" : "offline",
                 why);
    if (result == SYNC_NEW)
        log_info("content revision %lld is here", (long long)s->fetch.revision);
    pthread_mutex_lock(&s->lock);
    s->state = (struct sync_state){.result = result,
                                   .is_disk_full = why && strstr(why, FETCH_DISK_FULL),
                                   .at_s = clock_wall_s(s->params.clock),
                                   .has_offset = s->report.has_offset,
                                   .clock_offset_s = s->report.clock_offset_s};
    snprintf(s->state.why, sizeof s->state.why, "%s", why ? why : "");
    pthread_mutex_unlock(&s->lock);
    free(s->told_why);
    s->told_why = why;
}

static void report(struct sync *s, struct http *http) {
    s->report.content_revision = s->fetch.revision;
    s->report.help_at_s = atomic_load(&s->help_at_s);
    report_run(&s->report, http, &s->params);
    pthread_mutex_lock(&s->lock);
    s->state.has_offset = s->report.has_offset;
    s->state.clock_offset_s = s->report.clock_offset_s;
    pthread_mutex_unlock(&s->lock);
}

static void poll_store(struct sync *s) {
    char *why = NULL;
    struct http *http = open_http(&s->params, &s->cancel); // afresh each time, as its DNS cache
    enum sync_result result = fetch_run(&s->fetch, http, &s->params, &why);
    if (result == SYNC_NEW && s->params.on_content) // the wall first, the office's list after it
        s->params.on_content(s->params.context);
    if (atomic_load(&s->cancel)) {
        free(why);
    } else {
        tell(s, result, why);
        if (s->params.on_poll)
            s->params.on_poll(result != SYNC_OFFLINE, s->params.context);
        if (result != SYNC_OFFLINE)
            report(s, http);
    }
    http_destroy(http);
    int64_t now_ms = clock_mono_ms(s->params.clock);
    s->next_ms = now_ms + s->params.poll_s * 1000LL + crypto_random_below(SYNC_JITTER_MS + 1);
    s->next_report_ms = now_ms + HELP_REPORT_MS;
}

static void report_call(struct sync *s) {
    struct http *http = open_http(&s->params, &s->cancel);
    report(s, http);
    http_destroy(http);
    s->next_report_ms = clock_mono_ms(s->params.clock) + HELP_REPORT_MS;
}

/* Until the next pass is due: a thread that has nothing to do hardly ever wakes. */
static int64_t slice_ms(const struct sync *s) {
    int64_t left_ms = s->next_ms - clock_mono_ms(s->params.clock);
    return left_ms > 0 && left_ms < SLICE_MS ? left_ms : SLICE_MS;
}

static void *run(void *context) {
    struct sync *s = context;
    s->next_ms = clock_mono_ms(s->params.clock);
    for (int64_t wait_ms = 0;; wait_ms = slice_ms(s)) {
        void *no_job;
        if (mailbox_take(&s->mailbox, wait_ms, &no_job) == MAILBOX_STOPPING)
            return NULL;
        if (atomic_load(&s->is_offline))
            continue;
        int64_t now_ms = clock_mono_ms(s->params.clock);
        if (atomic_exchange(&s->must_hurry, false) || now_ms >= s->next_ms)
            poll_store(s);
        else if (now_ms >= s->next_report_ms && now_ms < atomic_load(&s->help_until_ms))
            report_call(s);
    }
}

struct sync *sync_start(const struct sync_params *params) {
    struct sync *s = xcalloc(1, sizeof *s);
    s->params = *params;
    s->params.proxy = s->proxy = xstrdup(params->proxy);
    s->params.data_dir = s->data_dir = xstrdup(params->data_dir);
    s->params.app = s->app = xstrdup(params->app);
    mailbox_init(&s->mailbox);
    pthread_mutex_init(&s->lock, NULL);
    if (pthread_create(&s->thread, NULL, run, s) != 0) {
        log_error("cannot start the thread that fetches content");
        abort(); // as for memory: the service manager starts us again
    }
    return s;
}

static void hurry(struct sync *sync) {
    atomic_store(&sync->must_hurry, true);
    mailbox_wake(&sync->mailbox);
}

void sync_wake(struct sync *sync) {
    mailbox_wake(&sync->mailbox);
}

void sync_set_offline(struct sync *sync, bool is_offline) {
    atomic_store(&sync->is_offline, is_offline);
    atomic_store(&sync->cancel, is_offline || atomic_load(&sync->is_stopping));
    if (!is_offline)
        hurry(sync);
}

void sync_set_help(struct sync *sync, int64_t requested_at_s) {
    int64_t until_ms = clock_mono_ms(sync->params.clock) + HELP_LASTS_MS;
    atomic_store(&sync->help_until_ms, requested_at_s ? until_ms : 0);
    atomic_store(&sync->help_at_s, requested_at_s);
    hurry(sync);
}

void sync_state(struct sync *sync, struct sync_state *out) {
    pthread_mutex_lock(&sync->lock);
    *out = sync->state;
    pthread_mutex_unlock(&sync->lock);
}

void sync_stop(struct sync *sync) {
    atomic_store(&sync->is_stopping, true);
    atomic_store(&sync->cancel, true);
    mailbox_stop(&sync->mailbox);
}

void sync_join(struct sync *sync) {
    if (!sync)
        return;
    pthread_join(sync->thread, NULL);
    mailbox_finish(&sync->mailbox);
    pthread_mutex_destroy(&sync->lock);
    fetch_finish(&sync->fetch);
    free(sync->told_why);
    free(sync->proxy);
    free(sync->data_dir);
    free(sync->app);
    free(sync);
}
