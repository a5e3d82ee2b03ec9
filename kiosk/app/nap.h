/* Sleep until an event or a deadline. SDL blocks by itself on X11 and Wayland; on the bare console
 * and on its dummy driver it looks every millisecond, so there we wait on the input devices'
 * descriptors ourselves. */
#ifndef APP_NAP_H
#define APP_NAP_H

#include <SDL.h>
#include <stdbool.h>

#define NAP_DEVICES_MAX 32

struct nap {
    bool is_sdl_able;             // its own wait sleeps
    int wake_fd;                  // eventfd: any thread pushed an event
    int watch_fd;                 // inotify: devices come and go
    int devices[NAP_DEVICES_MAX]; // /dev/input/event*, opened for their news alone
    int device_count;
    Uint64 expects_until_ms; // it was woken for an event: looks every LOOK_MS until then
    bool is_deaf; // a console whose devices cannot be opened: looks every LOOK_MS instead
};

/** After SDL's video has started. */
void nap_init(struct nap *nap);
void nap_finish(struct nap *nap);
/** The next event that waits already. */
bool nap_look(SDL_Event *out);
/** The next event, waited for at most `timeout_ms`; false when none came by then. */
bool nap_wait(struct nap *nap, SDL_Event *out, int timeout_ms);

#endif
