/* What a screen is: four functions over its struct. Drawing changes nothing and happens only when
 * something did; a screen says where it wants to go by what its event function returns. */
#ifndef SCREENS_SCREEN_H
#define SCREENS_SCREEN_H

#include "draw/canvas.h"
#include "draw/damage.h"
#include "input/event.h"
#include "model/nomination.h"
#include "model/progress.h"
#include "model/slip.h"
#include "widgets/element.h"
#include "widgets/panel.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clock;
struct config;
struct content;
struct desk;
struct flood;
struct hours;
struct tries;
struct words;

enum screen_id {
    SCREEN_ATTRACT,
    SCREEN_HOME,
    SCREEN_CAMPAIGN,
    SCREEN_CRITERIA,
    SCREEN_MODELS, // the board of plots
    SCREEN_MODEL,  // one model project, whole
    SCREEN_HONOURED,
    SCREEN_SEARCH, // the wall's keyboard
    SCREEN_DETAIL,
    SCREEN_WHO,        // wizard, step 1
    SCREEN_NAME,       // 2
    SCREEN_WHY,        // 3
    SCREEN_REVIEW,     // 4
    SCREEN_DIFFICULTY, // the second form, on one page
    SCREEN_RECEIPT,
    SCREEN_LOOKUP,
    SCREEN_PAST,          // the campaigns before this one
    SCREEN_PAST_CAMPAIGN, // one of them; its people, models and criteria have the screens above
    SCREEN_NOTICE,        // no content, or out of service: env->content may be NULL here alone
    SCREENS,              // how many
};

enum screen_idle { // what an untouched screen does (tokens.md section 9)
    SCREEN_IDLE_NEVER,
    SCREEN_IDLE_HOME,    // to the attract screen, no question
    SCREEN_IDLE_READ,    // asks first
    SCREEN_IDLE_FORM,    // asks first, says that what was typed will be wiped
    SCREEN_IDLE_RECEIPT, // back to home
};

enum send_state { // of the slip on the receipt
    SEND_NONE,
    SEND_SAVING, // pressed; the outbox has not answered
    SEND_SAVED,  // committed: the citizen is thanked
    SEND_NOT_SAVED,
    SEND_FULL,
    SEND_DELIVERED, // the store has proven it
};

enum notice_reason { // why the notice stands in the place of everything else
    NOTICE_NO_CONTENT,
    NOTICE_UPDATING,       // content is on its way
    NOTICE_OUT_OF_SERVICE, // staff have taken the kiosk out of service
    NOTICE_CLOSED_HOURS,   // the office is closed, and staff want the kiosk to be so, too
};

/* The look-up: what is typed, what was asked, what came. Wiped when its screen is left. */
struct inquiry {
    char letters[CODE_LETTERS + 1];
    bool is_asking;
    int64_t asked_ms;
    struct progress_answer answer; // its code is the one that was asked about
};

/* One visitor's state, wiped when the visit ends. The form's text is in locked memory. */
struct visit {
    struct nomination *form; // owned, crypto_secret_alloc
    struct slip slip;        // id and code are made when the form begins to be sent
    bool is_slip_frozen;     // sealed: a second press sends the same
    bool has_begun;          // while slips were taken: it may be sent whatever the date is now
    bool is_editing;         // "Sửa" on the review: the next step comes straight back there
    enum send_state send;
    int64_t sent_at_s;
    int64_t waiting; // slips in the queue, for the receipt
    bool has_large_text, has_high_contrast;
    size_t language;           // of those the app has; 0 is the configured one
    char query[256];           // search on the honoured list, as typed
    const struct group *group; // filter, NULL all; borrowed from content
    size_t first_person;       // top of the page of the list
    size_t person;             // index into content->people, on the detail screen
    const struct unit *unit;   // chosen on the models board, NULL none yet; borrowed from content
    size_t project;            // index into content->projects, on the model page
    char campaign[SLIP_ID_BYTES]; // looked back at: env->content is its; "" the current one
    size_t area;                  // whose sheet the campaign opens with, from 1; 0: none
    struct inquiry inquiry;
    enum text_refusal refused; // what a field had no room for just now; the stage says so
};

/* What a screen may look at. Borrowed; the app owns all of it. */
struct screen_env {
    const struct theme *theme;
    const char *lang; // of the words: "vi"
    const struct words *words;
    const char *next_language; // how the one calls itself that SCREEN_LANGUAGE leads to, or NULL
    const struct content *content; // NULL on the notice alone: without content the app shows that
    const struct clock *clock;
    const struct config *config;
    const struct hours *hours; // of the office; NULL: they are not kept
    struct visit *visit;
    struct tries *tries;       // wrong codes, whoever typed them
    const struct flood *flood; // slips one after the other, whoever sent them
    struct damage *damage;
    struct canvas *metrics; // for measuring text; nobody draws on it outside draw()
    bool is_offline, is_enrolled;
    bool is_draft;          // content that is not published: every page says so
    bool can_read;          // there is a sound device and a voice: "Nghe đọc" is offered
    bool is_reading;        // it is speaking now
    bool is_motion_reduced; // every change is immediate
    bool has_sound;         // a bell can be heard: a call for staff rings
    enum notice_reason notice;
    struct desk *desk; // of the staff's screens (staff/desk.h); NULL on the citizens'
};

enum screen_action {
    SCREEN_STAY,
    SCREEN_GO,   // to `screen`
    SCREEN_BACK, // where the visitor came from
    SCREEN_GO_HOME,
    SCREEN_ASK_DISCARD, // "Thôi" in the wizard: asks once when anything was entered
    SCREEN_SEND,        // the slip
    SCREEN_CALL_HELP,
    SCREEN_LARGE_TEXT, // on or off
    SCREEN_CONTRAST,
    SCREEN_READ,     // reads the screen aloud; again: pauses
    SCREEN_LANGUAGE, // the other language, for this visitor
    SCREEN_LOOK_UP,  // asks the store about the code in the visit
    SCREEN_FORGOT,   // "Quên mã phiếu?": says whom to ask
    SCREEN_STAFF,    // the visit is wiped, and the staff's screens come up
};

struct screen_reply {
    enum screen_action action;
    enum screen_id screen;
};

struct screen;

struct screen_reading { // what "Nghe đọc" reads of a screen
    struct rect area;   // only what is written in it, as on a sheet; empty: all of the page
    const char *of;     // id of the person, project or area shown, of which content may bring a
                        // recording; borrowed, NULL none
};

struct screen_kind {
    const char *name; // "home": for --screen, scripts and logs
    enum screen_idle idle;
    size_t size_bytes; // of the struct that begins with struct screen
    void (*enter)(
        struct screen *screen); // lays out; called again when size, text size or content changed
    struct screen_reply (*event)(struct screen *screen, const struct event *ev);
    void (*draw)(const struct screen *screen, struct canvas *canvas);
    void (*leave)(struct screen *screen); // may be NULL
    /** Targets beyond the panel's (keyboard, field); may be NULL. */
    void (*list)(const struct screen *screen, struct element_list *out);
    /** App-clock time at which it wants EVENT_TIMER, 0 never; may be NULL. */
    int64_t (*deadline_ms)(const struct screen *screen);
    /** Says what is read aloud; `out` comes zeroed; may be NULL. */
    void (*reading)(const struct screen *screen, struct screen_reading *out);
    /** True when something lies over the page, as a sheet: `out_box` in canvas pixels, with round
     *  corners at its top. It rises when it comes. May be NULL. */
    bool (*over)(const struct screen *screen, struct rect *out_box);
};

struct screen { // first member of every screen's struct, which starts zeroed
    const struct screen_kind *kind;
    const struct screen_env *env;
    struct panel panel;
};

/** The table of screens. */
const struct screen_kind *screen_kind(enum screen_id id);
/** By name; SCREENS when there is none of that name. */
enum screen_id screen_by_name(const char *name);

#endif
