#include "app/nap.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#define DEVICES "/dev/input"
#define LOOK_MS 12 // between two looks of one who hears no device: a touch is answered within 16
#define EXPECT_MS 1000

static bool has_driver(const char *name) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && SDL_strcasecmp(driver, name) == 0;
}

/* Called by whoever pushes an event, in its own thread. */
static int on_event(void *context, SDL_Event *ev) {
    const struct nap *nap = context;
    const uint64_t one = 1;
    if (ev->type == SDL_POLLSENTINEL) // of our own looking
        return 0;
    if (write(nap->wake_fd, &one, sizeof one) < 0)
        return 0; // full: it is awake anyway
    return 0;
}

static void close_devices(struct nap *nap) {
    for (int i = 0; i < nap->device_count; i++)
        close(nap->devices[i]);
    nap->device_count = 0;
}

/* Each reader of a device has a queue of its own: SDL misses nothing by our reading. */
static void open_devices(struct nap *nap) {
    glob_t found;
    close_devices(nap);
    if (glob(DEVICES "/event*", 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc && nap->device_count < NAP_DEVICES_MAX; i++) {
        int fd = open(found.gl_pathv[i], O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0)
            nap->devices[nap->device_count++] = fd;
    }
    globfree(&found);
}

void nap_init(struct nap *nap) {
    *nap = (struct nap){.wake_fd = -1, .watch_fd = -1};
    nap->is_sdl_able = has_driver("x11") || has_driver("wayland");
    if (nap->is_sdl_able)
        return;
    nap->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    SDL_AddEventWatch(on_event, nap);
    if (!SDL_GetCurrentVideoDriver() || has_driver("dummy")) // no devices at all
        return;
    nap->watch_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    bool is_watching =
        nap->watch_fd >= 0 && inotify_add_watch(nap->watch_fd, DEVICES, IN_CREATE | IN_ATTRIB) >= 0;
    open_devices(nap);
    nap->is_deaf = !is_watching || nap->device_count == 0;
}

void nap_finish(struct nap *nap) {
    if (nap->is_sdl_able)
        return;
    SDL_DelEventWatch(on_event, nap);
    close_devices(nap);
    if (nap->wake_fd >= 0)
        close(nap->wake_fd);
    if (nap->watch_fd >= 0)
        close(nap->watch_fd);
    *nap = (struct nap){.wake_fd = -1, .watch_fd = -1, .is_sdl_able = true};
}

/* Reads a descriptor empty; what it says is SDL's to know. False when the device is gone. */
static bool drain(int fd) {
    char bytes[4096];
    ssize_t got;
    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        ;
    return got == 0 || errno == EAGAIN || errno == EINTR;
}

static void sleep_for(struct nap *nap, int timeout_ms) {
    struct pollfd fds[NAP_DEVICES_MAX + 2];
    nfds_t count = 0;
    fds[count++] = (struct pollfd){.fd = nap->wake_fd, .events = POLLIN};
    fds[count++] = (struct pollfd){.fd = nap->watch_fd, .events = POLLIN}; // -1 is passed over
    for (int i = 0; i < nap->device_count; i++)
        fds[count++] = (struct pollfd){.fd = nap->devices[i], .events = POLLIN};
    bool is_expecting = SDL_GetTicks64() < nap->expects_until_ms;
    if ((nap->is_deaf || is_expecting) && timeout_ms > LOOK_MS)
        timeout_ms = LOOK_MS;
    if (poll(fds, count, timeout_ms) <= 0)
        return;
    if (fds[0].revents) // SDL tells of an event before it has put it into its queue
        nap->expects_until_ms = SDL_GetTicks64() + EXPECT_MS;
    bool is_changed = fds[1].revents != 0;
    drain(nap->wake_fd);
    if (nap->watch_fd >= 0)
        drain(nap->watch_fd);
    for (int i = 0; i < nap->device_count; i++)
        is_changed |= fds[i + 2].revents && !drain(nap->devices[i]);
    if (is_changed)
        open_devices(nap);
}

/* SDL_PollEvent() would say "none" once although one waits: behind the mark of its last round. */
bool nap_look(SDL_Event *out) {
    SDL_PumpEvents();
    return SDL_PeepEvents(out, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0;
}

/* Looking reads the devices for SDL; only when nothing is found is there time to sleep. */
bool nap_wait(struct nap *nap, SDL_Event *out, int timeout_ms) {
    if (nap->is_sdl_able)
        return SDL_WaitEventTimeout(out, timeout_ms);
    Uint64 end_ms = SDL_GetTicks64() + (Uint64)timeout_ms;
    for (;;) {
        if (nap_look(out))
            return true;
        Uint64 now_ms = SDL_GetTicks64();
        if (now_ms >= end_ms)
            return false;
        sleep_for(nap, (int)(end_ms - now_ms));
    }
}
