/* Opening a slip: its seal is taken off with a key of the office, its record judged by the model's
 * rules. */
#ifndef RECORDS_OPENING_H
#define RECORDS_OPENING_H

#include "base/fault.h"
#include "model/nomination.h"
#include "model/record.h"
#include "model/slip.h"
#include "records/search_words.h"
#include <stddef.h>
#include <stdint.h>

struct service;

enum opening_result {
    OPENING_DONE,
    OPENING_NO_KEY, // the key is not here: only the envelope can be read
    OPENING_FAULTY, // see the faults
};

struct opening_faults {
    struct fault items[NOMINATION_FIELDS];
    size_t count;
    char field[RECORD_WHY_MAX], why[RECORD_WHY_MAX]; // what an item's texts may point to
};
/** `field` and `why` are borrowed. */
void opening_fault(struct opening_faults *faults, const char *field, const char *why);

/* A slip that can be read. It holds what a citizen wrote: it lives on the heap, and is wiped. */
struct opened_slip {
    struct envelope envelope; // without its record once that was looked at
    int64_t received_at_s;
    bool is_open; // the rest counts
    struct nomination nomination;
    struct record_head head;
    struct search_words *words; // owned; NULL until opened_slip_fold()
    // for whoever keeps a list
    struct opened_slip *next;
    int64_t waits_since_ms;
};

/** Takes the envelope over. */
struct opened_slip *opened_slip_create(struct envelope *envelope);
void opened_slip_destroy(struct opened_slip *slip);
/** Once: what it held is gone from the envelope then, read or not. */
enum opening_result opened_slip_open(struct opened_slip *slip, const struct service *service,
                                     struct opening_faults *faults);
/** Makes what an open one is found by, if there is none yet: not while a kiosk waits. */
void opened_slip_fold(struct opened_slip *slip);

#endif
