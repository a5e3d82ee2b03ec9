/* What the program understands of fingers, mouse and keys, in canvas pixels. One path for all of
 * them. */
#ifndef INPUT_EVENT_H
#define INPUT_EVENT_H

#include "draw/geometry.h"
#include <stdint.h>

enum event_kind {
    EVENT_DOWN, // a finger touches
    EVENT_MOVE,
    EVENT_UP,
    EVENT_CANCEL, // the finger was taken by something else (a list began to scroll); finger 0: all
                  // of them were (a dialog opened)
    EVENT_KEY,    // a physical key that is not text
    EVENT_TEXT,   // text from a physical keyboard, valid UTF-8, cleaned; where some was refused
                  // perhaps none
    EVENT_TIMER,  // the deadline the screen asked for has come
    EVENT_PHOTO,  // a photo is there, or known to be broken; `text` is its key. Where the screen
                  // drew without it and stands as it stood then, it is damaged already
};

enum event_key {
    KEY_NONE,
    KEY_ENTER,
    KEY_TAB,
    KEY_BACK_TAB,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_ESCAPE,
    KEY_STAFF, // F12: to the staff's PIN, as the mark held is by finger
};

enum text_refusal { // why some of what was typed is not written
    TEXT_TAKEN,     // all of it is
    TEXT_PICTURE,   // an emoji or the like, which nobody can write here
    TEXT_SIGN,      // a control character, or one that means nothing anywhere
    TEXT_BROKEN,    // bytes that are no UTF-8
    TEXT_LONG,      // more than its field has room for; the field finds that out
};

#define EVENT_FINGER_MOUSE -2  // the mouse's finger number
#define EVENT_FINGER_KEYPAD -3 // no event's: Enter, for as long as its press is seen
#define EVENT_TEXT_BYTES 256

struct event {
    enum event_kind kind;
    int64_t at_ms;   // the app's monotonic clock
    int64_t finger;  // of DOWN, MOVE, UP, CANCEL
    struct point at; // canvas pixels
    enum event_key key;
    enum text_refusal refused; // of TEXT: why some of it was left out
    char text[EVENT_TEXT_BYTES];
};

#endif
