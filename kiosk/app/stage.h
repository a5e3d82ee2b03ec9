/* The stage: which screen is shown, how the visitor came there, what lies over it (a question, the
 * call for help), and when an untouched one ends the visit. It knows screens, not windows or
 * threads. */
#ifndef APP_STAGE_H
#define APP_STAGE_H

#include "app/help.h"
#include "app/question.h"
#include "draw/canvas.h"
#include "draw/damage.h"
#include "input/event.h"
#include "model/flood.h"
#include "model/tries.h"
#include "screens/screen.h"
#include "widgets/element.h"
#include <stdbool.h>
#include <stdint.h>

#define STAGE_HISTORY_MAX 16

struct stage_callbacks {
    void (*on_send)(void *context);                 // the visitor pressed "Gửi"
    void (*on_help)(bool is_called, void *context); // called, or taken back
    void (*on_look)(void *context); // large text or contrast changed: theme and layout again
    void (*on_rest)(void *context); // about to enter attract or home: content may be exchanged now
    void (*on_read)(void *context); // "Nghe đọc": begin, or pause
    /** The next language, or at the visit's end the configured one again: words, content, layout.
     */
    void (*on_language)(bool is_reset, void *context);
    void (*on_look_up)(void *context); // the visit's code, at the store
    void (*on_staff)(void *context);   // the visit has ended: the staff's screens may come up
    // The next three may be NULL.
    void (*on_press)(bool is_key, void *context); // a finger, or Enter, came down on something
    void (*on_touched)(void *context);  // a release or a key was dealt with, or what moved stands
                                        // still: the page may be another
    void (*on_leave)(void *context);    // the present screen is about to be left
    void (*on_campaign)(void *context); // env.content is to be of visit.campaign, where it is not
    void (*on_due)(void *context); // a window opens or closes: what is shown is to be decided anew
    void *context;
};

enum stage_change { // how the picture came to be another, for who moves it
    STAGE_STAYS,    // or changes at once
    STAGE_GOES_ON,
    STAGE_GOES_BACK,
    STAGE_ASKS, // a question came up
};

struct stage {
    struct screen_env env; // what screens see; the app fills the borrowed parts
    struct visit visit;
    struct damage damage;
    struct stage_callbacks callbacks;
    enum screen_id current;
    struct screen *screens[SCREENS]; // owned; the struct of each, zeroed when it is entered anew
    enum screen_id history[STAGE_HISTORY_MAX];
    int history_count;
    struct question question;   // over the screen
    enum screen_action leaving; // the press that asked whether to give the slip up
    struct help help;           // the call for staff: of the kiosk, as the next, not of a visit
    struct tries tries;         // wrong codes
    struct flood flood;         // slips one after the other
    enum stage_change change;   // since the last stage_take_change()
    bool was_moving;            // at the last tick
    bool is_due_told;           // on_due() was called for the present content
    bool can_speak;             // a device and a voice are there; whether they may is a switch
    bool wants_layout;          // as soon as no finger is down
    bool is_steered;            // by keypad: what opens shows its focus ring at once
    int64_t touched_ms;         // app clock of the last touch
    int64_t minute_ms;          // when the header's clock next changes
    int64_t day;                // of the wall clock, counted from 1970, as last seen; 0 not yet
};

/** env's borrowed members are set by the caller before stage_show(). */
void stage_init(struct stage *stage, const struct stage_callbacks *callbacks);
void stage_finish(struct stage *stage); // wipes the visit
/** Shows a screen with an empty history before it: at the start, after new content. */
void stage_show(struct stage *stage, enum screen_id id);
/** There is nothing to show, or staff have paused the kiosk: every screen is the notice. */
bool stage_is_resting(const struct stage *stage);
/** Lays the present screen out again: other size, look, words or content. */
void stage_renew(struct stage *stage);
void stage_event(struct stage *stage, const struct event *ev);
/** Somebody wants in to the staff's screens: ends the visit and calls on_staff. Where a form is
 * half written it is asked first whether it may be wiped; while a question is up, or a slip is
 * being saved, nothing happens. */
void stage_knock(struct stage *stage);
/** Does what is due at `now_ms` (screens' timers, idle, the clock). */
void stage_tick(struct stage *stage, int64_t now_ms);
/** Of that only the times at which things are shown, for while other screens stand before it. */
void stage_tick_windows(struct stage *stage);
/** When that is next needed; 0: never. */
int64_t stage_window_deadline_ms(const struct stage *stage);
/** The app-clock time at which stage_tick() is next needed. */
int64_t stage_deadline_ms(const struct stage *stage);
/** True while the screen wants every frame: something on it moves by itself. */
bool stage_is_moving(const struct stage *stage);
/** Ends the visit, as if it had been left; `is_calling_ended`: a call for staff, too, unsaid. */
void stage_end_visit(struct stage *stage, bool is_calling_ended);
/** The outbox's answer to "Gửi"; `is_of_visit`: whose slip it was is still here. */
void stage_saved(struct stage *stage, enum send_state state, bool is_of_visit);
/** How the present visit's slip stands: it is being saved, or the store has proven it. */
void stage_sent(struct stage *stage, enum send_state state);
/** The answer to a look-up; dropped when the visitor has gone on to something else. */
void stage_looked_up(struct stage *stage, const struct progress_answer *answer);
/** The office has seen the call for staff. @return false when nobody calls */
bool stage_help_seen(struct stage *stage);
/** What lies over the page: a question, or a sheet. False when nothing does. */
bool stage_over(const struct stage *stage, struct rect *out_box);
/** What the next frame is to show in motion; STAGE_STAYS while motion is reduced. */
enum stage_change stage_take_change(struct stage *stage);
/** What a device and a voice allow; the bars are laid out again. */
void stage_set_sound(struct stage *stage, bool has_sound, bool can_speak);
/** env's content is another: what its switches allow; before the screen is laid out again. */
void stage_take_content(struct stage *stage);
/** Goes home where the present page is not offered any more, or lays it out again: after a switch
 * at this kiosk, which acts at once. */
void stage_obey_switches(struct stage *stage);
/** Reading aloud began or ended: the buttons say so, and meanwhile the visit does not end. */
void stage_set_reading(struct stage *stage, bool is_reading);
/** What "Nghe đọc" reads of the present screen. */
struct screen_reading stage_reading(const struct stage *stage);
void stage_draw(const struct stage *stage, struct canvas *canvas);
/** What may be touched now: of the question when one is up. */
void stage_list(const struct stage *stage, struct element_list *out);

#endif
