/* One pass: the store is greeted, then slip after slip has its turn until one goes wrong. */
#include <stdio.h>
#include <stdlib.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "net/http.h"
#include "net/upload_parts.h"
#include "store/device.h"
#include "store/outbox.h"

#define DAY_S 86400

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
static bool greet_store(struct upload_pass *pass) {
    struct uploader *u = pass->u;
    char *url = xasprintf("%s/v1/health", u->params.device->url);
    struct http_request request = {.method = "GET", .url = url};
    struct http_answer answer;
    http_run(pass->http, &request, &answer);
    char why[sizeof pass->end.why] = "";
    enum upload_link link = verdict_of_health(&answer, u->params.device->store_id, why);
    if (link == UPLOAD_LINK_OK) {
        sweep_delivered(u, answer.date_s);
        upload_set_link(u, UPLOAD_LINK_OK, "");
    } else {
        pass->end = (struct verdict){.what = VERDICT_LATER, .link = link};
        snprintf(pass->end.why, sizeof pass->end.why, "%s", why);
        pass->retry_after_s = answer.retry_after_s;
    }
    http_answer_finish(&answer);
    free(url);
    return link == UPLOAD_LINK_OK;
}

static void send_item(struct upload_pass *pass, const struct outbox_item *item) {
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
static bool end_by_outbox(struct upload_pass *pass, const char *why) {
    pass->end = (struct verdict){.what = VERDICT_LATER, .link = UPLOAD_LINK_OK};
    snprintf(pass->end.why, sizeof pass->end.why, "%s", why);
    pass->retry_after_s = -1;
    log_error("%s", why);
    return false;
}

/* The store has had its say about this slip, for good. */
static bool settle_item(struct upload_pass *pass, const struct outbox_item *item) {
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
        upload_note_delivered(u);
    upload_set_link(u, UPLOAD_LINK_OK, "");
    pass->end.what = VERDICT_DELIVERED;
    return true;
}

/* True when the pass goes on with the next slip. */
static bool take_turn(struct upload_pass *pass, const struct outbox_item *item) {
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
static enum outbox_result next_item(struct upload_pass *pass, struct outbox_item *out) {
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

static void drain(struct upload_pass *pass) {
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
        upload_refresh_counts(pass->u);
        upload_tell(pass->u);
    }
}

void upload_run_pass(struct upload_pass *pass) {
    if (greet_store(pass))
        drain(pass);
}
