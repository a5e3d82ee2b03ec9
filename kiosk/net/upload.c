#include "net/upload.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "net/http.h"
#include "net/stragglers.h"
#include "net/verdict.h"
#include "store/device.h"
#include "store/outbox.h"

#define SLICE_MS 4000 // real time between two looks at the app's clock, which may have been moved
#define DAY_S 86400

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
struct pass {
    struct uploader *u;
    struct http *http;
    int64_t after_seq;     // the slips up to here had their turn
    struct verdict end;    // VERDICT_DELIVERED while all goes well
    int64_t retry_after_s; // of the answer that ended it; -1 none
};

int64_t upload_backoff_most_ms(int tries) {
    int64_t most_ms = UPLOAD_BACKOFF_FIRST_MS;
    for (int i = 1; i < tries && most_ms < UPLOAD_BACKOFF_MOST_MS; i++)
        most_ms *= 2;
    return most_ms < UPLOAD_BACKOFF_MOST_MS ? most_ms : UPLOAD_BACKOFF_MOST_MS;
}

const char *upload_link_word(enum upload_link link) {
    static const char *const words[] = {
        [UPLOAD_LINK_UNKNOWN] = "unknown",       [UPLOAD_LINK_OK] = "ok",
        [UPLOAD_LINK_NO_NETWORK] = "no-network", [UPLOAD_LINK_UNTRUSTED] = "untrusted",
        [UPLOAD_LINK_PORTAL] = "portal",         [UPLOAD_LINK_STORE_DOWN] = "store-down",
        [UPLOAD_LINK_REFUSED] = "refused",
    };
    return words[link];
}

static int64_t random_ms(int64_t most_ms) {
    return crypto_random_below((uint32_t)most_ms + 1);
}

/* ---- what others see ---- */

static void tell(struct uploader *u) {
    struct upload_state copy;
    uploader_state(u, &copy);
    if (u->params.on_state)
        u->params.on_state(&copy, u->params.context);
}

/* Logged only when it changes: six weeks without a network are one line. */
static void set_link(struct uploader *u, enum upload_link link, const char *why) {
    pthread_mutex_lock(&u->lock);
    bool is_new = u->state.link != link;
    u->state.link = link;
    snprintf(u->state.why, sizeof u->state.why, "%s", link == UPLOAD_LINK_OK ? "" : why);
    pthread_mutex_unlock(&u->lock);
    if (is_new && link == UPLOAD_LINK_OK)
        log_info("the record store answers");
    else if (is_new)
        log_warn("slips wait (%s): %s", upload_link_word(link), why);
}

/* How many wait; -1 when the outbox cannot say. */
static int64_t refresh_counts(struct uploader *u) {
    struct outbox_counts counts;
    if (outbox_count(u->params.outbox, &counts) != OUTBOX_OK)
        return -1;
    pthread_mutex_lock(&u->lock);
    u->state.waiting = counts.waiting;
    u->state.parked = counts.parked;
    pthread_mutex_unlock(&u->lock);
    return counts.waiting;
}

static void note_try(struct uploader *u) {
    pthread_mutex_lock(&u->lock);
    u->state.last_try_s = clock_wall_s(u->params.clock);
    u->state.in_pass = 0;
    pthread_mutex_unlock(&u->lock);
}

static void note_delivered(struct uploader *u) {
    pthread_mutex_lock(&u->lock);
    u->state.last_delivered_s = clock_wall_s(u->params.clock);
    u->state.in_pass++;
    pthread_mutex_unlock(&u->lock);
}

/* ---- one pass ---- */

/* Old payloads go only while the store's own date vouches for ours. */
static void sweep_delivered(struct uploader *u, int64_t store_date_s) {
    int64_t now_ms = clock_mono_ms(u->params.clock), now_s = clock_wall_s(u->params.clock);
    bool was_today = u->swept_ms && now_ms - u->swept_ms < DAY_S * 1000LL;
    if (was_today || llabs(store_date_s - now_s) > DAY_S)
        return;
    u->swept_ms = now_ms;
    outbox_forget_delivered_before(u->params.outbox, now_s - UPLOAD_KEEP_DELIVERED_S);
}

/* Nothing of ours goes out before the machine there has said that it is our store. */
static bool greet_store(struct pass *pass) {
    struct uploader *u = pass->u;
    char *url = xasprintf("%s/v1/health", u->params.device->url);
    struct http_request request = {.method = "GET", .url = url};
    struct http_answer answer;
    http_run(pass->http, &request, &answer);
    char why[sizeof pass->end.why] = "";
    enum upload_link link = verdict_of_health(&answer, u->params.device->store_id, why);
    if (link == UPLOAD_LINK_OK) {
        sweep_delivered(u, answer.date_s);
        set_link(u, UPLOAD_LINK_OK, "");
    } else {
        pass->end = (struct verdict){.what = VERDICT_LATER, .link = link};
        snprintf(pass->end.why, sizeof pass->end.why, "%s", why);
        pass->retry_after_s = answer.retry_after_s;
    }
    http_answer_finish(&answer);
    free(url);
    return link == UPLOAD_LINK_OK;
}

static void send_item(struct pass *pass, const struct outbox_item *item) {
    const struct device *device = pass->u->params.device;
    uint8_t hash[CRYPTO_SHA256_BYTES];
    crypto_sha256(item->body, item->body_len, hash);
    char *digest = crypto_base64_encode(hash, sizeof hash);
    char *url = xasprintf("%s/v1/nominations/%s", device->url, item->id);
    char *token_line = xasprintf("Authorization: Bearer %s", device->token);
    char *digest_line = xasprintf("Content-Digest: sha-256=:%s:", digest);
    const char *const headers[] = {token_line, "Content-Type: application/json", digest_line, NULL};
    struct http_request request = {
        .method = "PUT",
        .url = url,
        .headers = headers,
        .body = item->body,
        .body_len = item->body_len,
    };
    struct http_answer answer;
    http_run(pass->http, &request, &answer);
    verdict_of(&answer, item->id, item->sha256, &pass->end);
    pass->retry_after_s = answer.retry_after_s;
    http_answer_finish(&answer);
    free(digest_line);
    free(token_line);
    free(url);
    free(digest);
}

/* The outbox itself failed us: as an outage, so that a full disk makes no storm. */
static bool end_by_outbox(struct pass *pass, const char *why) {
    pass->end = (struct verdict){.what = VERDICT_LATER, .link = UPLOAD_LINK_OK};
    snprintf(pass->end.why, sizeof pass->end.why, "%s", why);
    pass->retry_after_s = -1;
    log_error("%s", why);
    return false;
}

/* The store has had its say about this slip, for good. */
static bool settle_item(struct pass *pass, const struct outbox_item *item) {
    struct uploader *u = pass->u;
    int64_t now_s = clock_wall_s(u->params.clock);
    bool is_parked = pass->end.what == VERDICT_PARKED;
    enum outbox_result result =
        is_parked ? outbox_mark_parked(u->params.outbox, item->id, pass->end.why, now_s)
                  : outbox_mark_delivered(u->params.outbox, item->id, pass->end.received_at, now_s);
    if (result != OUTBOX_OK && result != OUTBOX_ABSENT)
        return end_by_outbox(pass, "cannot note in the outbox what the store took; it will be sent "
                                   "again: is the disk full?");
    if (is_parked)
        log_warn("slip %lld set aside for staff: %s", (long long)item->seq, pass->end.why);
    if (pass->end.is_alarm)
        log_error("slip %lld: the store holds other content under its id; tell the office",
                  (long long)item->seq);
    stragglers_drop(&u->stragglers, item->seq);
    if (u->failed_passes > 1)
        stragglers_release(&u->stragglers, clock_mono_ms(u->params.clock));
    u->failed_passes = u->mismatches = 0;
    if (!is_parked)
        note_delivered(u);
    set_link(u, UPLOAD_LINK_OK, "");
    pass->end.what = VERDICT_DELIVERED;
    return true;
}

/* True when the pass goes on with the next slip. */
static bool take_turn(struct pass *pass, const struct outbox_item *item) {
    struct uploader *u = pass->u;
    send_item(pass, item);
    if (pass->end.what == VERDICT_DELIVERED || pass->end.what == VERDICT_PARKED)
        return settle_item(pass, item);
    if (pass->end.is_mismatch && ++u->mismatches == UPLOAD_ALARM_MISMATCHES)
        log_error("the store's receipts are for other slips than were sent; tell the office");
    if (pass->end.moves_behind && !atomic_load(&u->cancel))
        stragglers_put(&u->stragglers, item->seq, clock_mono_ms(u->params.clock));
    return false;
}

/* First everything that never failed, in order; then who is due of those behind. */
static enum outbox_result next_item(struct pass *pass, struct outbox_item *out) {
    struct uploader *u = pass->u;
    enum outbox_result result;
    while ((result = outbox_next(u->params.outbox, pass->after_seq, out)) == OUTBOX_OK) {
        pass->after_seq = out->seq;
        if (!stragglers_hold(&u->stragglers, out->seq))
            return OUTBOX_OK;
        outbox_item_finish(out);
    }
    int64_t seq;
    while (result == OUTBOX_ABSENT &&
           stragglers_due(&u->stragglers, clock_mono_ms(u->params.clock), &seq)) {
        result = outbox_next(u->params.outbox, seq - 1, out);
        if (result == OUTBOX_OK && out->seq == seq)
            return OUTBOX_OK;
        if (result == OUTBOX_OK)
            outbox_item_finish(out);
        stragglers_drop(&u->stragglers, seq); // gone from the queue by another way
        result = OUTBOX_ABSENT;
    }
    return result;
}

static void drain(struct pass *pass) {
    struct outbox_item item;
    bool goes_on = true;
    while (goes_on && !atomic_load(&pass->u->cancel)) {
        enum outbox_result result = next_item(pass, &item);
        if (result == OUTBOX_ABSENT)
            return;
        if (result != OUTBOX_OK) {
            end_by_outbox(pass, "cannot read the outbox");
            return;
        }
        goes_on = take_turn(pass, &item);
        outbox_item_finish(&item);
        refresh_counts(pass->u);
        tell(pass->u);
    }
}

/* ---- when ---- */

static int64_t wait_after_trouble(struct uploader *u, const struct pass *pass) {
    u->failed_passes++;
    if (pass->end.what == VERDICT_REFUSED)
        return UPLOAD_PROBE_MS;
    if (pass->retry_after_s < 0)
        return random_ms(upload_backoff_most_ms(u->failed_passes));
    int64_t wait_s = pass->retry_after_s < UPLOAD_RETRY_AFTER_MOST_S ? pass->retry_after_s
                                                                     : UPLOAD_RETRY_AFTER_MOST_S;
    // "0" from a store that goes on failing must not become a loop.
    return wait_s * 1000 + random_ms(UPLOAD_BACKOFF_FIRST_MS);
}

static void plan_after(struct uploader *u, const struct pass *pass) {
    int64_t now_ms = clock_mono_ms(u->params.clock);
    u->is_well = pass->end.what == VERDICT_DELIVERED;
    if (u->is_well) {
        u->failed_passes = 0;
        u->next_ms = stragglers_next_ms(&u->stragglers, now_ms + UPLOAD_LOOK_MS);
    } else {
        u->next_ms = now_ms + wait_after_trouble(u, pass);
        set_link(u, pass->end.link, pass->end.why);
    }
}

/* With nothing to send it stays at home, but for somebody who asks how the way stands. */
static void run_pass(struct uploader *u, bool is_asked) {
    if (refresh_counts(u) == 0 && u->is_well && !is_asked) {
        u->next_ms = clock_mono_ms(u->params.clock) + UPLOAD_LOOK_MS;
        return;
    }
    const struct device *device = u->params.device;
    struct http_params http = {
        .ca_path = device->ca_path,
        .pin = device->pin,
        .proxy = u->proxy,
        .skip_dates = clock_trust(u->params.clock) == CLOCK_TRUST_UNSYNCED,
        .cancel = &u->cancel,
    };
    // A new handle each pass: names are resolved afresh and no old connection is used again.
    struct pass pass = {.u = u, .http = http_create(&http), .retry_after_s = -1};
    note_try(u);
    if (greet_store(&pass))
        drain(&pass);
    http_destroy(pass.http);
    if (!atomic_load(&u->cancel))
        plan_after(u, &pass);
    refresh_counts(u);
    tell(u);
}

/* A kiosk that comes back with old slips is one of many: the whole province had the outage. */
static void plan_first(struct uploader *u) {
    struct outbox_counts counts;
    u->next_ms = clock_mono_ms(u->params.clock);
    if (u->params.skip_jitter || outbox_count(u->params.outbox, &counts) != OUTBOX_OK)
        return;
    int64_t age_s = clock_wall_s(u->params.clock) - counts.oldest_waiting_s;
    if (counts.waiting > 0 && age_s > UPLOAD_LONG_OUTAGE_S)
        u->next_ms += random_ms(UPLOAD_RETURN_JITTER_MS);
}

/* True while the cable is "out"; said once. */
static bool is_cut_off(struct uploader *u) {
    pthread_mutex_lock(&u->lock);
    bool is_offline = u->is_offline;
    bool is_told = u->state.link == UPLOAD_LINK_NO_NETWORK;
    pthread_mutex_unlock(&u->lock);
    if (is_offline && !is_told) {
        set_link(u, UPLOAD_LINK_NO_NETWORK, "switched off");
        tell(u);
    }
    return is_offline;
}

/* Until the next pass is due: a thread that has nothing to do hardly ever wakes. */
static int64_t slice_ms(const struct uploader *u) {
    int64_t left_ms = u->next_ms - clock_mono_ms(u->params.clock);
    return left_ms > 0 && left_ms < SLICE_MS ? left_ms : SLICE_MS;
}

static void *run(void *context) {
    struct uploader *u = context;
    plan_first(u);
    for (int64_t wait_ms = 0;; wait_ms = slice_ms(u)) {
        void *no_job;
        enum mailbox_take take = mailbox_take(&u->mailbox, wait_ms, &no_job);
        if (take == MAILBOX_STOPPING)
            return NULL;
        if (is_cut_off(u))
            continue;
        bool is_due =
            clock_mono_ms(u->params.clock) >= u->next_ms || (take == MAILBOX_WOKEN && u->is_well);
        bool is_asked = atomic_exchange(&u->must_hurry, false);
        if (is_asked || is_due)
            run_pass(u, is_asked);
    }
}

/* ---- from other threads ---- */

struct uploader *uploader_start(const struct upload_params *params) {
    struct uploader *u = xcalloc(1, sizeof *u);
    u->params = *params;
    u->proxy = xstrdup(params->proxy);
    pthread_mutex_init(&u->lock, NULL);
    mailbox_init(&u->mailbox);
    if (pthread_create(&u->thread, NULL, run, u) != 0) {
        log_error("cannot start the uploader's thread");
        abort(); // as for memory: the service manager starts us again
    }
    return u;
}

void uploader_wake(struct uploader *uploader) {
    mailbox_wake(&uploader->mailbox);
}

void uploader_hurry(struct uploader *uploader) {
    atomic_store(&uploader->must_hurry, true);
    mailbox_wake(&uploader->mailbox);
}

void uploader_set_offline(struct uploader *uploader, bool is_offline) {
    pthread_mutex_lock(&uploader->lock);
    uploader->is_offline = is_offline;
    atomic_store(&uploader->cancel, is_offline || uploader->is_stopping);
    pthread_mutex_unlock(&uploader->lock);
    if (is_offline)
        mailbox_wake(&uploader->mailbox);
    else
        uploader_hurry(uploader);
}

void uploader_stop(struct uploader *uploader) {
    pthread_mutex_lock(&uploader->lock);
    uploader->is_stopping = true;
    atomic_store(&uploader->cancel, true);
    pthread_mutex_unlock(&uploader->lock);
    mailbox_stop(&uploader->mailbox);
}

void uploader_join(struct uploader *uploader) {
    if (!uploader)
        return;
    pthread_join(uploader->thread, NULL);
    mailbox_finish(&uploader->mailbox);
    pthread_mutex_destroy(&uploader->lock);
    stragglers_finish(&uploader->stragglers);
    free(uploader->proxy);
    free(uploader);
}

void uploader_state(struct uploader *uploader, struct upload_state *out) {
    pthread_mutex_lock(&uploader->lock);
    *out = uploader->state;
    pthread_mutex_unlock(&uploader->lock);
}
