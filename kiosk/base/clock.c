#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

#include "base/date.h"

/* The compiler's date, which is that of SOURCE_DATE_EPOCH where a packager sets it. */
static int64_t build_date_s(void) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4];
    struct date_time at = {0};
    if (sscanf(__DATE__, "%3s %d %d", name, &at.date.day, &at.date.year) != 3)
        return 0;
    const char *month = strstr(months, name);
    at.date.month = month ? (int)(month - months) / 3 + 1 : 1;
    return date_time_to_unix(at, 14 * 3600); // the earliest zone: nobody's build is in the future
}

static int64_t read_ms(clockid_t id) {
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_init(struct clock *clock, int zone_s) {
    clock->zone_s = zone_s;
    clock->is_given = false;
    clock->given_wall_s = clock->given_mono_ms = clock->held_ms = 0;
    atomic_init(&clock->advanced_ms, 0);
}

void clock_set(struct clock *clock, int64_t wall_s) {
    clock->given_wall_s = wall_s;
    clock->given_mono_ms = clock_mono_ms(clock);
    clock->is_given = true;
}

void clock_hold(struct clock *clock, int64_t mono_ms) {
    clock->held_ms = mono_ms;
}

void clock_advance(struct clock *clock, int64_t ms) {
    atomic_fetch_add(&clock->advanced_ms, ms);
}

int64_t clock_mono_ms(const struct clock *clock) {
    int64_t begun_ms = clock->held_ms ? clock->held_ms : read_ms(CLOCK_BOOTTIME);
    return begun_ms + atomic_load(&clock->advanced_ms);
}

int64_t clock_wall_s(const struct clock *clock) {
    if (clock->is_given)
        return clock->given_wall_s + (clock_mono_ms(clock) - clock->given_mono_ms) / 1000;
    return (read_ms(CLOCK_REALTIME) + atomic_load(&clock->advanced_ms)) / 1000;
}

enum clock_trust clock_trust(const struct clock *clock) {
    if (clock->is_given)
        return CLOCK_TRUST_SYNCED;
    if (clock_wall_s(clock) < build_date_s())
        return CLOCK_TRUST_UNSYNCED;
    struct timex kernel = {0}; // modes 0: only asks
    int state = adjtimex(&kernel);
    bool is_synced = state >= 0 && state != TIME_ERROR && !(kernel.status & STA_UNSYNC);
    return is_synced ? CLOCK_TRUST_SYNCED : CLOCK_TRUST_UNKNOWN;
}

const char *clock_trust_word(enum clock_trust trust) {
    switch (trust) {
    case CLOCK_TRUST_SYNCED:
        return "synced";
    case CLOCK_TRUST_UNSYNCED:
        return "unsynced";
    case CLOCK_TRUST_UNKNOWN:
        break;
    }
    return "unknown";
}
