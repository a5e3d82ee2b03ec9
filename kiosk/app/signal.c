#include "app/signal.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/wiped.h"

static _Atomic Uint32 event_type; // SDL's number for ours; set once, before any other thread runs

bool signal_start(void) {
    Uint32 type = SDL_RegisterEvents(1);
    atomic_store(&event_type, type);
    return type != (Uint32)-1;
}

void signal_stop(void) {
    SDL_Event ev;
    Uint32 type = atomic_load(&event_type);
    while (type != 0 && SDL_PeepEvents(&ev, 1, SDL_GETEVENT, type, type) == 1)
        wiped_free(ev.user.data1);
}

void signal_push(enum signal_kind kind, void *cargo) {
    Uint32 type = atomic_load(&event_type);
    SDL_Event ev = {.user = {.type = type, .code = (Sint32)kind, .data1 = cargo}};
    if (type == 0 || SDL_PushEvent(&ev) != 1) // 0: nobody listens yet
        free(cargo);
}

bool signal_read(const SDL_Event *ev, enum signal_kind *out_kind, void **out_cargo) {
    if (ev->type != atomic_load(&event_type))
        return false;
    *out_kind = (enum signal_kind)ev->user.code;
    *out_cargo = ev->user.data1;
    return true;
}
