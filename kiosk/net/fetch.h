/* One fetch of the published content: all of it is here and checked before any of it is current. */
#ifndef NET_FETCH_H
#define NET_FETCH_H

#include "net/sync.h"
#include <stdbool.h>
#include <stdint.h>

#define FETCH_DISK_FULL "the disk is full" // stands in the reason when that is it

struct http;

/* What is current, so that a poll need not read the store's megabytes again. Zeroed at first. */
struct fetch {
    bool is_loaded;
    unsigned version; // of the store when it was looked at
    char *etag;       // owned; of the newest
    int64_t revision; // of the current one
    int64_t newest;   // what a manifest must be above
};

void fetch_finish(struct fetch *fetch);
/** @param out_why  owned by the caller; set for SYNC_REFUSED and SYNC_OFFLINE alone */
enum sync_result fetch_run(struct fetch *fetch, struct http *http, const struct sync_params *params,
                           char **out_why);

#endif
