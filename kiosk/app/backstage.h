/* Behind the stage: the staff's screens. Who knocked meets the PIN pad, who has a PIN the dashboard
 * and what is behind it; untouched it locks itself. It knows the staff's file, the outbox and the
 * content, and does what the screens wish (backstage_do.c). */
#ifndef APP_BACKSTAGE_H
#define APP_BACKSTAGE_H

#include "app/desk_fill.h"
#include "app/usb.h"
#include "draw/canvas.h"
#include "draw/damage.h"
#include "input/event.h"
#include "net/upload.h"
#include "screens/screen.h"
#include "staff/staff.h"
#include "store/staff_store.h"
#include "widgets/dialog.h"
#include <stdbool.h>
#include <stdint.h>

struct link;
struct machine;
struct stage;

#define BACKSTAGE_DOOR_MS 30000  // untouched on the PIN pad: closed
#define BACKSTAGE_LOCK_MS 120000 // untouched within: locked
#define BACKSTAGE_TOAST_MS 4000
#define BACKSTAGE_DEPTH 6

enum backstage_end { // what the program is to do
    BACKSTAGE_RESTART,
    BACKSTAGE_CONSOLE,
};

struct backstage_params { // borrowed, outlive it
    struct stage *stage;
    struct machine *machine;
    struct link *link;
    const int *faults;               // of the touch panel, so far
    void (*on_leave)(void *context); // the citizens' home is to be shown
    void (*on_look)(void *context);  // the staff's colours come or go: theme and layout
    void (*on_press)(bool is_key, void *context); // a finger or Enter came down on something
    void (*on_content)(void *context);            // other content is current now
    void (*on_reveal)(const char *id,
                      void *context); // it is looked at though hidden; NULL: no more
    void (*on_end)(enum backstage_end end, void *context);
    void *context;
};

enum backstage_state {
    BACKSTAGE_CLOSED,
    BACKSTAGE_DOOR, // the PIN pad
    BACKSTAGE_IN,
    BACKSTAGE_PREVIEW, // in, and looking at the citizens' screens
};

struct backstage {
    struct backstage_params params;
    enum backstage_state state;
    struct screen_env env; // the stage's, with the desk, in the kiosk's own language
    struct desk *desk;     // owned, crypto_secret_alloc
    struct screen *screen; // owned; NULL while closed
    enum staff_screen current;
    enum staff_screen behind[BACKSTAGE_DEPTH]; // the way back
    int depth;
    char who[STAFF_NAME_MAX];       // is in; "" nobody
    char stick_who[STAFF_NAME_MAX]; // asked last for something to be done with a stick
    char page[ELEMENT_ID_BYTES];    // whose items are listed
    struct dialog question;         // over the screen
    struct desk_wish asked;         // what it asks about; WISH_NONE: no question
    struct upload_state upload;
    struct outage outage;    // kept while nobody is in, too
    struct usb_news *sticks; // owned; as last looked; NULL: not yet
    int64_t touched_ms, toast_until_ms;
    int64_t due_ms;       // the screen's next second; 0 none
    int64_t minute;       // of the wall clock, as the header has it
    bool wants_refresh;   // as soon as no finger is down: what it presses must not be laid out anew
    bool had_help;        // somebody called before the preview
    struct panel preview; // the way back from it
    char *hidden_why;     // owned; in a preview of what is hidden: why it is. NULL else
};

void backstage_init(struct backstage *b, const struct backstage_params *params);
void backstage_finish(struct backstage *b); // wipes what was typed
/** Shows the PIN pad. */
void backstage_open(struct backstage *b);
/** True while its screens are shown, and not the citizens'. */
bool backstage_is_open(const struct backstage *b);
bool backstage_is_previewing(const struct backstage *b);
void backstage_event(struct backstage *b, const struct event *ev);
/** In a preview: true when the event was for the frame and not for the citizens' screens. */
bool backstage_frame_event(struct backstage *b, const struct event *ev);
void backstage_tick(struct backstage *b, int64_t now_ms);
int64_t backstage_deadline_ms(const struct backstage *b); // 0 never
void backstage_draw(const struct backstage *b, struct canvas *canvas);
void backstage_draw_frame(const struct backstage *b, struct canvas *canvas);
void backstage_list(const struct backstage *b, struct element_list *out);
/** Another size, or what is shown has changed: fills and lays out again. */
void backstage_renew(struct backstage *b);
const char *backstage_screen_name(const struct backstage *b);
/** Said in the bar for some seconds, in a preview on the frame's button; takes the text over. */
void backstage_say(struct backstage *b, char *text);

/* What other threads bring. */
void backstage_take_pin(struct backstage *b, const struct pin_answer *answer);
void backstage_take_pin_set(struct backstage *b, enum staff_result result);
void backstage_take_upload(struct backstage *b, const struct upload_state *state);
/** Takes the news over. */
void backstage_take_usb(struct backstage *b, struct usb_news *news);

#endif
