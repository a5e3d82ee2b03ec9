/* A no that is seen: what is refused shakes to and fro, ever less, and stands where it was. */
#ifndef WIDGETS_SHAKE_H
#define WIDGETS_SHAKE_H

#include <stdbool.h>
#include <stdint.h>

struct shake {           // zeroed: nothing shakes
    int64_t started_ms;  // of the app's clock
    int64_t deadline_ms; // of its next frame; 0: it is over
};

void shake_start(struct shake *shake, int64_t now_ms);
/**
 * @param reach_px    how far it goes at most
 * @param out_off_px  where it stands now, to the right of its place; 0 once it is over
 * @return false when no frame is due
 */
bool shake_step(struct shake *shake, int64_t now_ms, int reach_px, int *out_off_px);

#endif
