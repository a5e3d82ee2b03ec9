/* Slips one after the other from the same hands: so many within so long, and the kiosk rests for a
 * while. It counts for the kiosk, not for a visit, and knows nothing but times. */
#ifndef MODEL_FLOOD_H
#define MODEL_FLOOD_H

#include <stdint.h>

#define FLOOD_SLIPS_MAX 50 // of the rule below

struct flood_rule {
    int slips;    // 0: never rests
    int within_s; // that many in this time ...
    int rest_s;   // ... and it rests so long
};

struct flood {                         // zeroed: none were taken
    int64_t taken_ms[FLOOD_SLIPS_MAX]; // a ring of the newest
    int count, next;
    int64_t rest_until_ms; // 0: not resting
};

/** A slip was saved; times are of a clock that only grows. After a rest the count begins anew. */
void flood_note(struct flood *flood, const struct flood_rule *rule, int64_t now_ms);
/** Seconds left of the rest, begun ones counted; 0 when slips are taken. */
int flood_rest_s(const struct flood *flood, int64_t now_ms);
/** When flood_rest_s() is next less than `rest_s`. */
int64_t flood_next_ms(const struct flood *flood, int rest_s);

#endif
