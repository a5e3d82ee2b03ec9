/* Wrong codes in a row: after eight of them the look-up rests for a minute, so that nobody finds
 * strangers' slips by trying. It belongs to the kiosk, not to a visit. */
#ifndef MODEL_TRIES_H
#define MODEL_TRIES_H

#include <stdbool.h>
#include <stdint.h>

#define TRIES_MAX 8
#define TRIES_REST_MS 60000
#define TRIES_TOGETHER_MS (10 * 60000) // a wrong one longer after the last begins a new row

struct tries { // zeroed: none
    int wrong_count;
    int64_t wrong_at_ms;   // the last wrong one
    int64_t rest_until_ms; // 0: not resting
};

/** A code was looked at; times are of a clock that only grows. */
void tries_note(struct tries *tries, bool is_wrong, int64_t now_ms);
/** Seconds left of the rest, begun ones counted; 0 when codes are taken. */
int tries_rest_s(const struct tries *tries, int64_t now_ms);

#endif
