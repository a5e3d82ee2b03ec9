/* The second copy of the outbox's counters, beside the database and apart from it: a broken
 * database is set aside, and seq still goes on above every number a citizen was thanked for. It
 * also remembers which database it belongs to, so that an older or a foreign one is noticed.
 *
 * Two slots of one sector each are written in turn, in place: a torn write costs only the slot
 * being written, and no free space is needed when the disk is full. */
#ifndef STORE_COUNTER_H
#define STORE_COUNTER_H

#include "base/crypto.h"
#include <stdbool.h>
#include <stdint.h>

struct counter_value {
    int64_t seq;                    // the last one used
    int64_t boot;                   // how often the outbox was opened
    char instance[CRYPTO_UUID_MAX]; // of the database; "" before the first write
};

struct counter {
    int fd; // owned; -1 when closed
    int64_t generation;
    struct counter_value value; // as last read or written
};

/** Opens or creates; what cannot be believed reads as zeros. False with errno set. */
bool counter_open(struct counter *counter, const char *path);
void counter_close(struct counter *counter);
/** Durable when it returns true; false with errno set, and the slot before is still good. */
bool counter_write(struct counter *counter, const struct counter_value *value);

#endif
