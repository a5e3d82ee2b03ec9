/* From "Gửi" to the outbox: freezes the slip at the first press, hands it to the storage thread,
 * and follows it until the store has proven that it holds it. */
#ifndef APP_SENDER_H
#define APP_SENDER_H

#include "base/crypto.h"
#include "model/code.h"
#include "model/slip.h"
#include "net/upload.h"
#include "screens/screen.h"
#include "store/outbox.h"
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct clock;
struct content;
struct device;
struct visit;

struct sender {
    struct outbox *outbox;       // borrowed, as are the next two; outbox NULL: nothing can be saved
    const struct device *device; // its sealing key when content names none
    const struct clock *clock;
    struct slip slip; // owned: frozen at the first press; the same bytes at every further one
    uint8_t form_hash[CRYPTO_SHA256_BYTES]; // of the form it was made from
    char saving_id[CRYPTO_UUID_MAX]; // the slip that the storage thread was last asked to save
    bool has_slip, is_saving;
    pthread_mutex_t lock;
    char watched_code[CODE_TEXT_MAX]; // guarded by lock: asked for at each news of the uploader
};

struct sender_answer { // SIGNAL_SAVED
    enum outbox_result result;
};

struct sender_news { // SIGNAL_UPLOAD
    struct upload_state upload;
    char code[CODE_TEXT_MAX]; // the watched one
    bool is_delivered;
};

void sender_init(struct sender *sender, struct outbox *outbox, const struct device *device,
                 const struct clock *clock);
void sender_finish(struct sender *sender);
/**
 * "Gửi": seals and asks the storage thread to save; the answer comes as SIGNAL_SAVED. A press while
 * one is being saved does nothing. @return the state to show now
 */
enum send_state sender_send(struct sender *sender, struct visit *visit,
                            const struct content *content);
/** The storage thread has answered; `visit` may have ended meanwhile. */
enum send_state sender_saved(struct sender *sender, const struct sender_answer *answer);
/** True when `visit` still is the one whose slip was being saved. */
bool sender_is_of(const struct sender *sender, const struct visit *visit);
/** For upload_params.on_state; `context` is the sender. From the uploader's thread. */
void sender_on_upload(const struct upload_state *state, void *context);

#endif
