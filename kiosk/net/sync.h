/* Fetches what the office published: polls with ETag, checks signature, schema and every asset's
 * hash, then swaps it in whole. The screen never waits for it. Its thread also reports the device's
 * status. */
#ifndef NET_SYNC_H
#define NET_SYNC_H

#include "base/clock.h"
#include <stdbool.h>
#include <stdint.h>

struct content_store;
struct device;
struct outbox;
struct sync;

struct sync_params {
    struct content_store *store; // borrowed; used by the sync thread alone while it runs
    struct outbox *outbox;       // borrowed; for the status report
    const struct device *device;
    const struct clock *clock;
    const char *proxy;
    int poll_s;                        // with 10 s of jitter
    void (*on_content)(void *context); // a new manifest was swapped in; from its thread
    void *context;
};

enum sync_result {
    SYNC_UNCHANGED,
    SYNC_NEW,     // swapped in
    SYNC_REFUSED, // signature, schema, revision or an asset was wrong: the old one stays
    SYNC_OFFLINE,
};

struct sync *sync_start(const struct sync_params *params);
void sync_wake(struct sync *sync);
void sync_set_offline(struct sync *sync, bool is_offline);
/** Calls for help, shown in the office until it is answered or taken back (0). Unix seconds. */
void sync_set_help(struct sync *sync, int64_t requested_at_s);
void sync_stop(struct sync *sync);
void sync_join(struct sync *sync);
/** One fetch in the caller's thread, for kioskctl. `out_why` owned by the caller. */
enum sync_result sync_once(const struct sync_params *params, char **out_why);

#endif
