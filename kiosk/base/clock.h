/* The app's clock: one place that knows what time it is, so that a script can set and move it.
 * Safe to read from any thread; only the main thread advances it. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum clock_trust {
    CLOCK_TRUST_SYNCED,   // given by --clock, or the kernel says it is synchronised
    CLOCK_TRUST_UNKNOWN,  // plausible, but nobody vouches for it
    CLOCK_TRUST_UNSYNCED, // before the build date: no window is judged by it
};

struct clock {
    _Atomic int zone_s;   // the commune's zone, seconds east of UTC; new content may set another
    bool is_given;        // set by --clock
    int64_t given_wall_s; // wall time at given_mono_ms when is_given
    int64_t given_mono_ms;
    int64_t held_ms; // where clock_hold() stopped it; 0: it runs
    _Atomic int64_t advanced_ms;
};

/** The system's time in the commune's zone. */
void clock_init(struct clock *clock, int zone_s);
/** Starts instead at `wall_s` and runs on from there. */
void clock_set(struct clock *clock, int64_t wall_s);
/** Stops it at `mono_ms` (> 0), from where only clock_advance() moves it: so pictures of what moves
 * are the same each time. Before clock_set(). */
void clock_hold(struct clock *clock, int64_t mono_ms);
/** Moves both faces forward; for touch scripts. */
void clock_advance(struct clock *clock, int64_t ms);
/** Milliseconds that only grow, suspend included (CLOCK_BOOTTIME); for every timer. */
int64_t clock_mono_ms(const struct clock *clock);
/** Unix seconds; for what people read and what a slip carries. */
int64_t clock_wall_s(const struct clock *clock);
enum clock_trust clock_trust(const struct clock *clock);
/** "synced", "unknown", "unsynced": the words of the wire form. */
const char *clock_trust_word(enum clock_trust trust);

#endif
