/* The device's status for the office (PUT /v1/devices/{id}/status): which hall is silent or full,
 * and what the store wants of this kiosk alone. */
#ifndef NET_REPORT_H
#define NET_REPORT_H

#include "net/sync.h"
#include <stdbool.h>
#include <stdint.h>

struct http;

/* What it remembers from one report to the next. Zeroed at first. */
struct report {
    int64_t content_revision; // to be reported
    int64_t help_at_s;        // likewise; 0: nobody calls
    bool has_offset;
    int64_t clock_offset_s; // the store's clock minus ours, by its last answer
    int64_t resent_from;    // what it asked for last and was given; 0 none
};

/** False when the store did not take it. */
bool report_run(struct report *report, struct http *http, const struct sync_params *params);

#endif
