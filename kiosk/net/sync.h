/* Fetches what the office published: polls with ETag, checks signature, schema and every asset's
 * hash, then swaps it in whole. The screen never waits for it. Its thread also reports the device's
 * status. */
#ifndef NET_SYNC_H
#define NET_SYNC_H

#include "base/clock.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct content_store;
struct device;
struct outbox;
struct sync;

#define SYNC_JITTER_MS 10000

struct sync_params {
    struct content_store *store; // borrowed, as all here; it locks for itself
    struct outbox *outbox;       // for the status report
    const struct device *device;
    const struct clock *clock;
    const char *proxy;
    const char *data_dir;              // whose free room is reported; NULL: not reported
    const char *app;                   // program and version, as reported; NULL: not reported
    int poll_s;                        // with 10 s of jitter
    void (*on_content)(void *context); // a new manifest was swapped in; from its thread
    /* Both from its thread, both may be NULL: adds to the status what only others know (touch
     * faults, local switches), and takes what the store answered for this kiosk alone. */
    void (*on_status)(json_t *status, void *context);
    void (*on_orders)(const json_t *orders, void *context);
    void (*on_poll)(bool is_heard, void *context); // after each look; may be NULL, likewise
    void *context;
};

enum sync_result {
    SYNC_UNCHANGED,
    SYNC_NEW,     // swapped in
    SYNC_REFUSED, // signature, schema, revision or an asset was wrong: the old one stays
    SYNC_OFFLINE,
};

/* How the last look went, for the staff's screen. */
struct sync_state {
    enum sync_result result;
    bool is_disk_full;      // why it was refused
    char why[200];          // as logged; "" when all was well
    int64_t at_s;           // the app's wall clock; 0: it has not looked yet
    bool has_offset;        // the store has said what time it is
    int64_t clock_offset_s; // its clock minus ours
};

struct sync *sync_start(const struct sync_params *params);
/** The clock was moved: look whether a poll is due. Any thread, as the next two. */
void sync_wake(struct sync *sync);
/** As if the cable were out; back in, a poll follows at once. */
void sync_set_offline(struct sync *sync, bool is_offline);
/** Calls for help, shown in the office until it is answered or taken back (0). Unix seconds. */
void sync_set_help(struct sync *sync, int64_t requested_at_s);
void sync_state(struct sync *sync, struct sync_state *out);
void sync_stop(struct sync *sync);
void sync_join(struct sync *sync);
/** One fetch in the caller's thread, for kioskctl. `out_why` owned by the caller; NULL when
 *  unchanged or new. */
enum sync_result sync_once(const struct sync_params *params, char **out_why);

#endif
