/* The way of a slip in the words of a citizen: what each state is called, and the few steps of it
 * that are shown. */
#ifndef SCREENS_LOOKUP_PATH_H
#define SCREENS_LOOKUP_PATH_H

#include "model/progress.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lookup_state {
    const char *state;    // as on the wire
    const char *title;    // keys of words
    const char *headline; // where it says more than the title; else NULL
    const char *sentence; // NULL: of the award, by level
    const char *icon;
    bool wants_staff;    // the citizen has to do something
    bool goes_on;        // lasts, and is told by the day it began
    bool is_end;         // nothing comes after it
    const char *next[3]; // what usually comes, as states
};

enum path_mark {
    PATH_DONE,
    PATH_NOW,
    PATH_LATER,
};

struct path_row {
    const struct lookup_state *state;
    enum path_mark mark;
    int64_t at_s; // 0 unknown
};

#define PATH_ROWS_MAX 5

/** A state that a later store may have is told as "Phiếu đang ở xã". The second form has a way of
 * its own.
 */
const struct lookup_state *lookup_state(const char *state, bool is_difficulty);
/** Each state once, the last time it was reached; of a long way the end. @return how many rows */
size_t lookup_path(const struct progress *progress, int64_t saved_at_s, struct path_row *out);

#endif
