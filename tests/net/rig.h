/* A kiosk's sending side on a temporary folder: outbox, device and clock, against a stub store. */
#ifndef TESTS_NET_RIG_H
#define TESTS_NET_RIG_H

#include "../store/outbox_kit.h"
#include "stub_store.h"

#include "base/clock.h"
#include "net/upload.h"
#include "store/device.h"

#define RIG_PATIENCE_MS 20000

struct rig {
    struct kit_dir dir;
    struct stub stub;
    struct outbox *outbox;
    struct device device; // borrows from the stub
    struct clock clock;
    struct uploader *uploader;
    int pushed; // slips 1 to pushed of the kit
};

/** What the test sets in rig->stub before stays. */
static inline void rig_start(struct rig *rig, int slips) {
    rig->dir = kit_make_dir();
    stub_start(&rig->stub, rig->dir.path);
    rig->outbox = kit_open(&rig->dir);
    clock_init(&rig->clock, 7 * 3600);
    rig->device = (struct device){
        .url = rig->stub.url,
        .device_id = (char *)KIT_DEVICE,
        .token = (char *)STUB_TOKEN,
        .store_id = (char *)STUB_ID,
        .ca_path = rig->stub.ca_path,
        .pin = rig->stub.pin,
    };
    kit_push(rig->outbox, 1, slips);
    rig->pushed = slips;
}

static inline void rig_upload(struct rig *rig) {
    struct upload_params params = {
        .outbox = rig->outbox,
        .device = &rig->device,
        .clock = &rig->clock,
        .skip_jitter = true,
    };
    rig->uploader = uploader_start(&params);
}

static inline void rig_stop_upload(struct rig *rig) {
    if (rig->uploader) {
        uploader_stop(rig->uploader);
        uploader_join(rig->uploader);
    }
    rig->uploader = NULL;
}

static inline void rig_finish(struct rig *rig) {
    rig_stop_upload(rig);
    outbox_close(rig->outbox);
    stub_stop(&rig->stub);
    kit_remove_dir(&rig->dir);
}

static inline int64_t rig_now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static inline void rig_nap(int ms) {
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

static inline struct outbox_counts rig_counts(struct rig *rig) {
    struct outbox_counts counts;
    assert_int_equal(outbox_count(rig->outbox, &counts), OUTBOX_OK);
    return counts;
}

static inline struct upload_state rig_state(struct rig *rig) {
    struct upload_state state;
    uploader_state(rig->uploader, &state);
    return state;
}

/** Lets the app's clock run and the uploader look. */
static inline void rig_advance(struct rig *rig, int64_t ms) {
    clock_advance(&rig->clock, ms);
    uploader_wake(rig->uploader);
}

/** Until `waiting` slips are left, each look `step_ms` of the app's time later. */
static inline void rig_until_waiting(struct rig *rig, const char *row, int waiting,
                                     int64_t step_ms) {
    int64_t end_ms = rig_now_ms() + RIG_PATIENCE_MS;
    while (rig_counts(rig).waiting != waiting && rig_now_ms() < end_ms) {
        rig_advance(rig, step_ms);
        rig_nap(5);
    }
    check_number(row, rig_counts(rig).waiting, waiting);
}

static inline void rig_until_link(struct rig *rig, const char *row, enum upload_link link) {
    int64_t end_ms = rig_now_ms() + RIG_PATIENCE_MS;
    while (rig_state(rig).link != link && rig_now_ms() < end_ms)
        rig_nap(5);
    check_text(row, upload_link_word(rig_state(rig).link), upload_link_word(link));
}

/** Until the stub's counter stands at `want`. */
static inline void rig_until_count(struct rig *rig, const char *row, const int *counter, int want) {
    int64_t end_ms = rig_now_ms() + RIG_PATIENCE_MS;
    while (stub_read(&rig->stub, counter) != want && rig_now_ms() < end_ms)
        rig_nap(5);
    check_number(row, stub_read(&rig->stub, counter), want);
}

static inline const struct stub_stored *rig_stored(const struct stub *stub, const char *id) {
    for (int i = 0; i < stub->stored_count; i++) {
        if (strcmp(stub->stored[i].id, id) == 0)
            return &stub->stored[i];
    }
    return NULL;
}

/** Holds what was pushed against what the store has: every slip that is called delivered is there
 *  (but `erased` of them), none that was never pushed, none changed, none in halves. Call when the
 *  uploader is stopped. */
static inline void rig_reckon(struct rig *rig, const char *row, int erased) {
    struct outbox_row *rows = NULL;
    size_t count = 0;
    int lost = 0;
    assert_int_equal(outbox_list(rig->outbox, &rows, &count), OUTBOX_OK);
    check_number(row, (long long)count, rig->pushed);
    for (size_t i = 0; i < count; i++) {
        bool is_delivered = strcmp(rows[i].state, "delivered") == 0;
        lost += is_delivered && !rig_stored(&rig->stub, rows[i].id);
    }
    check_number(row, lost, erased);
    for (int i = 0; i < rig->stub.stored_count; i++) {
        int times;
        kit_find(rig->outbox, rig->stub.stored[i].id, &times);
        check_number(row, times, 1);
    }
    check_number(row, rig->stub.changed, 0);
    check_number(row, rig->stub.damaged, 0);
    check_number(row, rig->stub.strangers, 0);
    assert_true(rig->stub.most_in_flight <= 1);
    free(rows);
}

#endif
