/* A text being typed: field above, keyboard below. Capitals come by themselves where they are due.
 */
#ifndef SCREENS_TYPEPAGE_H
#define SCREENS_TYPEPAGE_H

#include "screens/screen.h"
#include "screens/typewalk.h"
#include "widgets/field.h"
#include "widgets/keyboard.h"

struct typepage {
    struct field field;
    struct keyboard keyboard;
    bool is_open;
    bool is_prose;        // sentences, not names: a capital only where a sentence begins
    bool has_no_capitals; // none come by themselves
    struct typewalk walk; // the keypad's way between field, keys and the page's buttons
};

struct typepage_params {
    const char *id; // of the field
    char *buffer;   // borrowed, locked memory
    size_t cap_bytes, max_chars;
    const char *placeholder; // borrowed words
    bool is_prose, has_no_capitals;
    struct rect field_area, keys_area;
};

/** Opens it, or lays it out again when it is open already: caret and Telex stay. */
void typepage_open(struct typepage *t, struct screen *s, const struct typepage_params *p);
void typepage_close(struct typepage *t);
/** True when the text changed. */
bool typepage_event(struct typepage *t, const struct screen *s, const struct event *ev);
/**
 * The page's own buttons, in place of panel_event() while it is open and when it is not: after
 * typepage_event(), with the same event. The keypad's focus goes from field to keys to buttons.
 */
const struct button *typepage_fired(struct typepage *t, struct screen *s, const struct event *ev);
/** A suggestion was taken. */
void typepage_set_text(struct typepage *t, const struct screen *s, const char *text);
void typepage_draw(const struct typepage *t, struct canvas *canvas);
void typepage_list(const struct typepage *t, struct element_list *out);
int64_t typepage_deadline_ms(const struct typepage *t);

#endif
