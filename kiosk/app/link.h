/* The way to the record store: the threads that send slips, fetch content and look codes up, and
 * the socket through which kioskctl asks a running kiosk. Only an enrolled kiosk has the former;
 * every function here may be called on one that has not. */
#ifndef APP_LINK_H
#define APP_LINK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct machine;
struct sender;

struct link { // zeroed: not enrolled, or not started yet
    struct uploader *uploader;
    struct sync *sync;
    struct lookup *lookup;
    struct control *control;
    struct usb *usb; // for the staff's screens (app/usb.h); NULL: nothing can come from a stick
    struct machine *machine; // borrowed
    atomic_bool is_stopping;
    _Atomic int64_t heard_at_s;  // wall clock; when the store last took a report. 0: not yet
    _Atomic int64_t backup_at_s; // when the store says that it was last backed up; 0: not said
    bool has_curl;
};

/** What it has to tell comes as signals (app/signal.h). `machine` and `sender` outlive it, and
 * `link` stays where it is. */
void link_start(struct link *link, struct machine *machine, struct sender *sender);
/** Stops all, then joins all. */
void link_stop(struct link *link);
/** After everything that could still ask something: libcurl ends here. */
void link_finish(struct link *link);
/** A slip was saved, or the clock was moved: look now. */
void link_wake(struct link *link);
/** As if the cable were out, or in again. */
void link_set_offline(struct link *link, bool is_offline);
/** The call for staff, Unix seconds; 0: taken back, or answered. */
void link_set_help(struct link *link, int64_t requested_at_s);
/** How far the machine's clock is from the store's (the store's minus ours); false while that is
 * not known, and while another time was given than the machine's (--clock). Any thread. */
bool link_clock_offset(const struct link *link, int64_t *out_s);
/** The answer comes as SIGNAL_LOOKUP. */
void link_ask(struct link *link, const char *code);

#endif
