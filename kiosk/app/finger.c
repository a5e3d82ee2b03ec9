#include "app/finger.h"

#define FINGER_ID 7

void finger_push(const struct turn *turn, Uint32 type, struct point canvas) {
    struct rect at = turn_to_panel(turn, (struct rect){canvas.x, canvas.y, 1, 1});
    SDL_Event ev = {.tfinger = {.type = type,
                                .timestamp = SDL_GetTicks(),
                                .touchId = 1,
                                .fingerId = FINGER_ID,
                                .x = ((float)at.x + 0.5f) / (float)turn->width,
                                .y = ((float)at.y + 0.5f) / (float)turn->height,
                                .pressure = 1}};
    SDL_PushEvent(&ev);
}
