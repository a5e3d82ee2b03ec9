/* How long is waited after a failure: twice as long each time, up to a bound. */
#ifndef NET_BACKOFF_H
#define NET_BACKOFF_H

#include <stdint.h>

#define BACKOFF_FIRST_MS 5000
#define BACKOFF_MOST_MS (15 * 60 * 1000)

/** Longest wait before try number `tries` (from 1): full jitter is drawn from 0 to this. */
int64_t backoff_most_ms(int tries);

#endif
