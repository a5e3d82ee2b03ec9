/* The system's clock that only grows, for limits and pauses of programs that no script plays:
 * nobody gets more time by setting the wall's. What a kiosk shows goes by base/clock.h. */
#ifndef BASE_MONO_H
#define BASE_MONO_H

#include <stdint.h>

/** Milliseconds of CLOCK_MONOTONIC. */
int64_t mono_ms(void);

#endif
