#include "recordstore/manager.h"

#include <systemd/sd-daemon.h>

#define BEATS 3 // in the time after which it takes us for dead: one may be late

void manager_ready(void) {
    sd_notify(0, "READY=1");
}

void manager_stopping(void) {
    sd_notify(0, "STOPPING=1");
}

int64_t manager_beat_ms(void) {
    uint64_t within_us = 0;
    if (sd_watchdog_enabled(0, &within_us) <= 0)
        return 0;
    int64_t beat_ms = (int64_t)(within_us / 1000 / BEATS);
    return beat_ms > 0 ? beat_ms : 1;
}

void manager_alive(void) {
    sd_notify(0, "WATCHDOG=1");
}
