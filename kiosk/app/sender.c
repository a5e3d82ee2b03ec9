#include "app/sender.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/signal.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/nomination.h"
#include "store/device.h"

void sender_init(struct sender *sender, struct outbox *outbox, const struct device *device,
                 const struct clock *clock) {
    *sender = (struct sender){.outbox = outbox, .device = device, .clock = clock};
    pthread_mutex_init(&sender->lock, NULL);
}

void sender_finish(struct sender *sender) {
    slip_finish(&sender->slip);
    crypto_wipe(sender->form_hash, sizeof sender->form_hash);
    pthread_mutex_destroy(&sender->lock);
}

static void watch(struct sender *sender, const char *code) {
    pthread_mutex_lock(&sender->lock);
    snprintf(sender->watched_code, sizeof sender->watched_code, "%s", code);
    pthread_mutex_unlock(&sender->lock);
}

static struct slip_moment moment_now(const struct clock *clock) {
    return (struct slip_moment){
        .wall_s = clock_wall_s(clock),
        .zone_s = clock->zone_s,
        .trust = clock_trust(clock),
        .uptime_ms = clock_mono_ms(clock),
    };
}

/* The published key wins: the office may have changed it since this kiosk enrolled. */
static const struct slip_key *seal_key(const struct sender *sender, const struct content *content) {
    return content->key.key_id[0] ? &content->key : &sender->device->seal_key;
}

/* An unchanged form keeps its slip, so that a second press, or a press after "not saved", stores
 * the same bytes under the same id; an edited one is another slip. */
static bool freeze(struct sender *sender, const struct visit *visit,
                   const struct content *content) {
    uint8_t hash[CRYPTO_SHA256_BYTES];
    crypto_sha256(visit->form, sizeof *visit->form, hash);
    bool is_same = sender->has_slip && crypto_equal(hash, sender->form_hash, sizeof hash);
    if (is_same)
        return true;
    slip_finish(&sender->slip);
    slip_init(&sender->slip, content->commune.code_prefix);
    memcpy(sender->form_hash, hash, sizeof hash);
    struct slip_moment moment = moment_now(sender->clock);
    sender->has_slip = slip_seal(&sender->slip, visit->form, content->campaign.id, content->lang,
                                 seal_key(sender, content), &moment);
    return sender->has_slip;
}

static void on_saved(enum outbox_result result, void *context) {
    (void)context;
    struct sender_answer *answer = xmalloc(sizeof *answer);
    *answer = (struct sender_answer){.result = result};
    signal_push(SIGNAL_SAVED, answer);
}

enum send_state sender_send(struct sender *sender, struct visit *visit,
                            const struct content *content) {
    if (sender->is_saving)
        return SEND_SAVING;
    if (!sender->outbox || !freeze(sender, visit, content))
        return SEND_NOT_SAVED;
    memcpy(visit->slip.id, sender->slip.id, sizeof visit->slip.id);
    memcpy(visit->slip.code, sender->slip.code, sizeof visit->slip.code);
    visit->slip.is_difficulty = sender->slip.is_difficulty;
    visit->is_slip_frozen = true;
    visit->sent_at_s = sender->slip.moment.wall_s;
    memcpy(sender->saving_id, sender->slip.id, sizeof sender->saving_id);
    watch(sender, sender->slip.code);
    sender->is_saving = true;
    outbox_push_later(sender->outbox, &sender->slip, on_saved, sender);
    return SEND_SAVING;
}

bool sender_is_of(const struct sender *sender, const struct visit *visit) {
    return visit->is_slip_frozen && strcmp(visit->slip.id, sender->saving_id) == 0;
}

enum send_state sender_saved(struct sender *sender, const struct sender_answer *answer) {
    sender->is_saving = false;
    switch (answer->result) {
    case OUTBOX_OK:
        slip_finish(&sender->slip); // the sealed bytes are the outbox's now
        sender->has_slip = false;
        return SEND_SAVED;
    case OUTBOX_FULL:
        return SEND_FULL;
    case OUTBOX_FAILED:
    case OUTBOX_ABSENT:
    case OUTBOX_REFUSED:
    default:
        log_error("a slip could not be saved; the citizen was told so");
        return SEND_NOT_SAVED;
    }
}

void sender_on_upload(const struct upload_state *state, void *context) {
    struct sender *sender = context;
    struct sender_news *news = xcalloc(1, sizeof *news);
    news->upload = *state;
    pthread_mutex_lock(&sender->lock);
    memcpy(news->code, sender->watched_code, sizeof news->code);
    pthread_mutex_unlock(&sender->lock);
    struct outbox_row row;
    if (news->code[0] && outbox_find_code(sender->outbox, news->code, &row) == OUTBOX_OK)
        news->is_delivered = strcmp(row.state, "delivered") == 0;
    signal_push(SIGNAL_UPLOAD, news);
}
