/* Fills the staff's desk (staff/desk.h) from what the kiosk knows, in the kiosk's own words.
 * Nothing here changes anything. */
#ifndef APP_DESK_FILL_H
#define APP_DESK_FILL_H

#include "net/upload.h"
#include "staff/desk.h"
#include <stdbool.h>

struct link;
struct machine;
struct screen_env;
struct usb_news;

struct outage {              // of the way to the store; Unix seconds, 0 none
    int64_t since_s;         // it is out now
    int64_t from_s, until_s; // the last that is over
};

struct desk_sources { // borrowed
    const struct machine *machine;
    const struct link *link;
    const struct screen_env *env; // of the kiosk's own language
    const struct upload_state *upload;
    const struct outage *outage; // NULL: nobody has looked
    int faults;                  // of the touch panel, filtered
};

void desk_fill_dashboard(struct desk *desk, const struct desk_sources *from);
/** What can be shown or hidden on the page of that switch; false when it has no such items. */
bool desk_fill_items(struct desk *desk, const struct desk_sources *from, const char *page);
void desk_fill_switches(struct desk *desk, const struct desk_sources *from);
void desk_fill_log(struct desk *desk, const struct desk_sources *from);
void desk_fill_parked(struct desk *desk, const struct desk_sources *from);
/** `news` NULL: nobody has looked yet. */
void desk_fill_sticks(struct desk *desk, const struct desk_sources *from,
                      const struct usb_news *news);
void desk_fill_machine(struct desk *desk, const struct desk_sources *from);
/** An item, or "page:KEY"; false when there is none of that id. What was being set is dropped. */
bool desk_fill_item(struct desk *desk, const struct desk_sources *from, const char *id);

#endif
