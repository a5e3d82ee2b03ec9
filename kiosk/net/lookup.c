#include "net/lookup.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/strbuf.h"
#include "base/wiped.h"
#include "base/xalloc.h"
#include "net/http.h"
#include "net/verdict.h"
#include "store/device.h"
#include "store/outbox.h"

struct question { // a job of the mailbox
    char code[CODE_TEXT_MAX];
    int64_t number;
};

struct lookup {
    struct lookup_params params; // what it borrows outlives us; proxy is our copy
    char *proxy;
    pthread_t thread;
    struct mailbox questions;
    _Atomic int64_t last_number; // of the newest question: an older one is not worth an answer
    atomic_bool is_offline, is_stopping;
    atomic_bool cancel; // ends the request under way
};

/* --- what an answer proves ------------------------------------------------------------------ */

static bool is_problem(const struct http_answer *answer, const char *name) {
    if (strcmp(answer->content_type, "application/problem+json") != 0)
        return false;
    json_t *body = jsonread_bytes(answer->body, answer->body_len, HTTP_ANSWER_MAX, NULL);
    const char *type = jsonread_text(body, "type", "");
    const size_t urn_len = strlen(VERDICT_PROBLEM_URN);
    bool is_so =
        strncmp(type, VERDICT_PROBLEM_URN, urn_len) == 0 && strcmp(type + urn_len, name) == 0;
    json_decref(body);
    return is_so;
}

enum progress_outcome lookup_judge(const struct http_answer *answer, const char *code,
                                   struct progress *out) {
    if (answer->outcome != HTTP_ANSWERED)
        return PROGRESS_UNREACHED;
    if (answer->status == 200 && strcmp(answer->content_type, "application/json") == 0 &&
        progress_decode(answer->body, answer->body_len, code, out))
        return PROGRESS_FOUND;
    if (answer->status == 404 && is_problem(answer, "unknown-code"))
        return PROGRESS_UNKNOWN;
    if (answer->status == 409 && is_problem(answer, "ambiguous"))
        return PROGRESS_AMBIGUOUS;
    return PROGRESS_UNREACHED;
}

/* --- asking --------------------------------------------------------------------------------- */

static enum progress_outcome ask_store(struct lookup *l, const char *code, struct progress *out) {
    const struct device *device = l->params.device;
    if (atomic_load(&l->is_offline) || atomic_load(&l->is_stopping))
        return PROGRESS_UNREACHED;
    struct http *http = // afresh each time, as its DNS cache
        http_create_to_store(device, l->params.clock, l->params.proxy, &l->cancel);
    char *url = xasprintf("%s/v1/slips/%s", device->url, code);
    char *token_line = xasprintf("Authorization: Bearer %s", device->token);
    const char *const headers[] = {token_line, NULL};
    struct http_request request = {
        .method = "GET", .url = url, .headers = headers, .timeout_s = LOOKUP_TIMEOUT_S};
    struct http_answer answer;
    http_run(http, &request, &answer);
    enum progress_outcome outcome = lookup_judge(&answer, code, out);
    if (outcome == PROGRESS_UNREACHED && answer.outcome == HTTP_ANSWERED)
        log_warn("a look-up was answered with %d: not the store's answer", answer.status);
    http_answer_finish(&answer);
    free(token_line);
    wiped_free(url);
    http_destroy(http);
    return outcome;
}

/* --- what is known here --------------------------------------------------------------------- */

static bool is_in(const struct outbox_row *row, const char *state) {
    return strcmp(row->state, state) == 0; // a row that was not found is in none
}

/* The kiosk's own slip: what became of it here. A delivered one was received, proven. */
static bool tell_of_own(const struct outbox_row *row, const char *code,
                        struct progress_answer *out) {
    if (is_in(row, "waiting"))
        progress_begin(&out->progress, code, PROGRESS_QUEUED, row->created_at_s);
    else if (is_in(row, "parked"))
        progress_begin(&out->progress, code, PROGRESS_PARKED, row->created_at_s);
    else if (is_in(row, "delivered"))
        progress_begin(&out->progress, code, "received", row->delivered_at_s);
    else
        return false;
    out->progress.is_difficulty = row->is_difficulty;
    out->outcome = PROGRESS_FOUND;
    out->known_at_s = is_in(row, "delivered") ? row->delivered_at_s : 0;
    return true;
}

/* What the store said, or did not, beside what is known here. */
static void weigh(struct lookup *l, const struct outbox_row *row, const char *code,
                  struct progress_answer *out) {
    struct outbox *outbox = l->params.outbox;
    switch (out->outcome) {
    case PROGRESS_FOUND:
        out->progress.is_difficulty |= row->is_difficulty; // a store that does not say
        outbox_keep_progress(outbox, &out->progress, clock_wall_s(l->params.clock));
        break;
    case PROGRESS_UNKNOWN: // perhaps it came back from an older backup: ours was proven
        outbox_drop_progress(outbox, code);
        tell_of_own(row, code, out);
        break;
    case PROGRESS_UNREACHED:
        if (outbox_find_progress(outbox, code, &out->progress, &out->known_at_s) == OUTBOX_OK)
            out->outcome = PROGRESS_FOUND;
        else
            tell_of_own(row, code, out);
        break;
    case PROGRESS_AMBIGUOUS:
    case PROGRESS_NOTHING:
        break;
    }
}

static void find_out(struct lookup *l, const char *code, struct progress_answer *out) {
    struct outbox_row row = {.state = ""};
    *out = (struct progress_answer){.outcome = PROGRESS_UNREACHED};
    snprintf(out->progress.code, sizeof out->progress.code, "%s", code);
    if (outbox_find_code(l->params.outbox, code, &row) == OUTBOX_OK)
        out->saved_at_s = row.created_at_s;
    if (is_in(&row, "waiting")) { // the store cannot know it better
        tell_of_own(&row, code, out);
        return;
    }
    out->outcome = ask_store(l, code, &out->progress);
    weigh(l, &row, code, out);
}

/* --- the thread ------------------------------------------------------------------------------ */

static bool is_newest(struct lookup *l, const struct question *q) {
    return q->number == atomic_load(&l->last_number) && !atomic_load(&l->is_stopping);
}

static void *run(void *context) {
    struct lookup *l = context;
    void *job;
    for (;;) {
        enum mailbox_take take = mailbox_take(&l->questions, -1, &job);
        if (take == MAILBOX_STOPPING)
            return NULL;
        if (take != MAILBOX_JOB)
            continue;
        struct question *q = job;
        struct progress_answer answer = {.outcome = PROGRESS_NOTHING};
        atomic_store(&l->cancel,
                     false); // then looked at again: who asks counts up before it cancels
        if (is_newest(l, q)) {
            find_out(l, q->code, &answer);
            if (is_newest(l, q))
                l->params.on_answer(&answer, l->params.context);
        }
        wiped_free(q);
        crypto_wipe(&answer, sizeof answer);
        crypto_wipe_stack();
    }
}

struct lookup *lookup_start(const struct lookup_params *params) {
    struct lookup *l = xcalloc(1, sizeof *l);
    l->params = *params;
    l->params.proxy = l->proxy = xstrdup(params->proxy);
    mailbox_init(&l->questions);
    if (pthread_create(&l->thread, NULL, run, l) != 0) {
        log_error("cannot start the thread that looks slips up");
        abort(); // as for memory: the service manager starts us again
    }
    return l;
}

void lookup_ask(struct lookup *lookup, const char *code) {
    struct question *q = xcalloc(1, sizeof *q);
    snprintf(q->code, sizeof q->code, "%s", code);
    q->number = atomic_fetch_add(&lookup->last_number, 1) + 1;
    atomic_store(&lookup->cancel, true);
    if (!mailbox_push(&lookup->questions, q))
        wiped_free(
            q); // sixty questions in the second that a cancelled request takes: the next is asked
}

void lookup_set_offline(struct lookup *lookup, bool is_offline) {
    atomic_store(&lookup->is_offline, is_offline);
    if (is_offline)
        atomic_store(&lookup->cancel, true);
}

void lookup_stop(struct lookup *lookup) {
    atomic_store(&lookup->is_stopping, true);
    atomic_store(&lookup->cancel, true);
    mailbox_stop(&lookup->questions);
}

void lookup_join(struct lookup *lookup) {
    if (!lookup)
        return;
    pthread_join(lookup->thread, NULL);
    mailbox_finish(&lookup->questions);
    free(lookup->proxy);
    free(lookup);
}
