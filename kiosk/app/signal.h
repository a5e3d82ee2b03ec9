/* How other threads reach the main one: an event in SDL's queue. Who receives it owns what it
 * carries. */
#ifndef APP_SIGNAL_H
#define APP_SIGNAL_H

#include <SDL.h>
#include <stdbool.h>

enum signal_kind {
    SIGNAL_SAVED,   // the storage thread's answer to "Gửi": struct sender_answer
    SIGNAL_UPLOAD,  // the way to the store, or what waits, changed: struct sender_news
    SIGNAL_CONTENT, // new content was swapped in: nothing
    SIGNAL_PHOTO,   // photos_take() has something: nothing
    SIGNAL_LOOKUP,  // the answer about a code: struct progress_answer
    SIGNAL_SEEN,    // the office has seen the call for staff: nothing
    SIGNAL_PIN,     // a staff PIN was tried: struct pin_answer
    SIGNAL_PIN_SET, // one was to be changed: enum staff_result
    SIGNAL_USB,     // what a stick offers, or what came of a wish: struct usb_news
    SIGNAL_STAFF,   // staff changed something, here or through kioskctl: nothing
    SIGNAL_SOUND,   // what the sound has to tell: struct sound_news
};

/** Once, after SDL_Init. False when SDL has no event numbers left. */
bool signal_start(void);
/** Before SDL_Quit, when no thread signals any more: wipes and frees what nobody came
 *  to receive. */
void signal_stop(void);
/** From any thread; `cargo` is one piece of heap memory or NULL. Before
 * signal_start(), and when SDL's queue is full, it is freed and dropped. */
void signal_push(enum signal_kind kind, void *cargo);
/** True when the event is a signal. */
bool signal_read(const SDL_Event *ev, enum signal_kind *out_kind, void **out_cargo);

#endif
