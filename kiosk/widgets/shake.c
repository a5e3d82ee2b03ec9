#include "widgets/shake.h"

#include <math.h>

#define WHOLE_MS 300
#define FRAME_MS 16
#define SWINGS 3

void shake_start(struct shake *shake, int64_t now_ms) {
    *shake = (struct shake){.started_ms = now_ms, .deadline_ms = now_ms + FRAME_MS};
}

bool shake_step(struct shake *shake, int64_t now_ms, int reach_px, int *out_off_px) {
    if (!shake->deadline_ms || now_ms < shake->deadline_ms)
        return false;
    double gone = (double)(now_ms - shake->started_ms) / WHOLE_MS;
    bool is_over = gone >= 1;
    shake->deadline_ms = is_over ? 0 : now_ms + FRAME_MS;
    *out_off_px = is_over ? 0 : (int)lround(reach_px * (1 - gone) * sin(2 * M_PI * SWINGS * gone));
    return true;
}
