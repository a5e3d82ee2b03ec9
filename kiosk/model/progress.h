/* Where a slip stands, as a citizen may know it (contract 1.1, GET /v1/slips/{code}): state, level
 * and dates. Never a name, a reason, a text or a telephone number. */
#ifndef MODEL_PROGRESS_H
#define MODEL_PROGRESS_H

#include "model/code.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROGRESS_STATE_BYTES 24
#define PROGRESS_LEVEL_BYTES 32
#define PROGRESS_STEPS_MAX 24
#define PROGRESS_BYTES_MAX (64u * 1024)

/* States that only a kiosk gives; all others are words of dossier.json. */
#define PROGRESS_QUEUED "queued" // saved here, not sent yet
#define PROGRESS_PARKED "parked" // saved here, the store refused it: staff must look

struct progress_step {
    char state[PROGRESS_STATE_BYTES];
    int64_t at_s;
};

struct progress {
    char code[CODE_TEXT_MAX];
    bool is_difficulty; // of the second form: it has states of its own
    char state[PROGRESS_STATE_BYTES];
    char level[PROGRESS_LEVEL_BYTES];               // id of a level of its campaign; "" none
    struct progress_step steps[PROGRESS_STEPS_MAX]; // the oldest first; of a long list the newest
    size_t step_count;
};

enum progress_outcome { // what a look-up came to
    PROGRESS_NOTHING,   // nobody has answered yet
    PROGRESS_FOUND,
    PROGRESS_UNKNOWN,   // the store does not know the code, nor does this kiosk
    PROGRESS_AMBIGUOUS, // more than one slip carries it
    PROGRESS_UNREACHED, // no network, and nothing is known here
};

struct progress_answer {
    enum progress_outcome outcome;
    struct progress progress; // of PROGRESS_FOUND; its code is set for every outcome
    int64_t saved_at_s;       // when this kiosk saved the slip; 0: it was not this one
    int64_t known_at_s;       // when it was last true, by this kiosk's clock; 0: just now
};

/** Reads the store's answer about `code`; false when it is not that. `out` is set on success. */
bool progress_decode(const char *bytes, size_t len_bytes, const char *code, struct progress *out);
/** The same form again, with nothing in it but what is known here; owned by the caller. */
char *progress_encode(const struct progress *progress);
/** Begins one of a single step. */
void progress_begin(struct progress *progress, const char *code, const char *state, int64_t at_s);

#endif
