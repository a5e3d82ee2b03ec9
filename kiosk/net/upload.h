/* Drains the outbox: one slip after the other, the same bytes until the store proves that it has
 * them (contract 1.1). A record's trouble parks the record; everybody's trouble stops the pass. */
#ifndef NET_UPLOAD_H
#define NET_UPLOAD_H

#include "base/clock.h"
#include <stdbool.h>
#include <stdint.h>

struct outbox;
struct device;
struct uploader;

#define UPLOAD_RETRY_AFTER_MOST_S 3600
#define UPLOAD_PROBE_MS (60 * 60 * 1000) // while the device is refused
#define UPLOAD_LOOK_MS (60 * 1000)       // in the outbox, though nobody called
#define UPLOAD_LONG_OUTAGE_S 3600        // after one, the first pass comes at random within ...
#define UPLOAD_RETURN_JITTER_MS (10 * 60 * 1000)
#define UPLOAD_KEEP_DELIVERED_S                                                                    \
    (90 * 86400LL)                // sealed payloads, for a store that lost its last days
#define UPLOAD_ALARM_MISMATCHES 3 // receipts for other slips, in a row

enum upload_link { // in what state the way to the store is, in words a person can act on
    UPLOAD_LINK_UNKNOWN,
    UPLOAD_LINK_OK,
    UPLOAD_LINK_NO_NETWORK,
    UPLOAD_LINK_UNTRUSTED,  // certificate or pin: somebody intercepts
    UPLOAD_LINK_PORTAL,     // an answer that is not the store's: sign-in page, proxy, wrong machine
    UPLOAD_LINK_STORE_DOWN, // the store itself says later
    UPLOAD_LINK_REFUSED,    // 401 or 403 with proof: this device
};

struct upload_state {
    enum upload_link link;
    int64_t last_delivered_s, last_try_s; // wall clock, 0 never
    int64_t waiting, parked;
    int in_pass; // delivered in the present or last pass
    char why[160];
};

struct upload_params {
    struct outbox *outbox;       // borrowed, outlives it
    const struct device *device; // borrowed, outlives it
    const struct clock *clock;   // borrowed, outlives it
    const char *proxy;
    bool skip_jitter; // kioskctl drain and tests: first try at once
    void (*on_state)(const struct upload_state *state,
                     void *context); // from its thread; may be NULL
    void *context;
};

struct uploader *uploader_start(const struct upload_params *params);
/** A slip was saved or the clock was moved: look now. While the link is well a fresh slip goes at
 * once; a wait that the store or the backoff set is kept. Any thread. */
void uploader_wake(struct uploader *uploader);
/** A person asks for a try now, whatever wait is set. Any thread. */
void uploader_hurry(struct uploader *uploader);
/** For touch scripts and tests: as if the network cable were out; back in, a try follows at once.
 */
void uploader_set_offline(struct uploader *uploader, bool is_offline);
void uploader_stop(struct uploader *uploader); // only asks
void uploader_join(struct uploader *uploader); // waits, then frees
/** A copy of the present state. Any thread. */
void uploader_state(struct uploader *uploader, struct upload_state *out);

/** "unknown", "ok", "no-network", "untrusted", "portal", "store-down", "refused": for programs. */
const char *upload_link_word(enum upload_link link);

#endif
