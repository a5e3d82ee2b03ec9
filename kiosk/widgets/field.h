/* One text being typed: caret, composition, limits in characters. The text lives in the caller's
 * buffer (locked memory); it is drawn past every cache. */
#ifndef WIDGETS_FIELD_H
#define WIDGETS_FIELD_H

#include "draw/canvas.h"
#include "draw/damage.h"
#include "input/event.h"
#include "input/typing.h"
#include "widgets/element.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keyboard_press;

struct field {
    char id[64];
    struct rect area;
    char *text;       // borrowed buffer
    size_t cap_bytes; // of the buffer
    size_t max_chars;
    size_t caret; // byte offset, always between characters
    bool is_multiline;
    bool has_ring;        // of the keypad's focus
    bool has_caret_shown; // blinks, 530 ms
    int64_t blink_at_ms;  // of the next blink; 0: not begun
    int scroll;           // first pixel of a line shown, or first line: where a touch found it
    int64_t finger;       // that drags the caret; 0 none
    struct typing typing; // its method changes with where a key comes from:
    enum typing_method physical_method;
    int64_t pasted_ms;       // when text came in one piece, and where it ended:
    size_t pasted_end;       // a letter that follows at once is its last
    bool is_telex_on;        // of the on-screen keyboard, whose digits are always digits
    bool has_overflowed;     // the last key, text or press was more than there is room for
    bool has_lost_letter;    // there was no room for the end of a paste, whose marks may yet come
    const char *placeholder; // borrowed; NULL none
    char *undo;              // owned secret copy after "Xoá hết", NULL none
};

/** `buffer` holds valid NFC text already; the caret goes to its end. `method`: of a physical
 * keyboard.
 */
void field_init(struct field *f, const char *id, char *buffer, size_t cap_bytes, size_t max_chars,
                enum typing_method method, enum typing_style style);
void field_finish(struct field *f); // wipes undo and composition, not the buffer
/** A key of the on-screen keyboard; true when the text changed. At the limit nothing is added. */
bool field_press(struct field *f, const struct keyboard_press *press);
/** Touches inside move the caret; physical keys and text edit. True when the text changed. */
bool field_event(struct field *f, const struct event *ev, const struct canvas *metrics,
                 struct damage *damage);
void field_set_text(struct field *f, const char *text); // a suggestion was taken; caret to the end
/** A word begins at the caret: names take a capital there. */
bool field_wants_capital(const struct field *f);
/** "Xoá hết" can be taken back. */
bool field_has_undo(const struct field *f);
/** When it wants EVENT_TIMER for the caret. */
int64_t field_deadline_ms(const struct field *f);
void field_list(const struct field *f, struct element_list *out);
void field_draw(const struct field *f, struct canvas *canvas);

#endif
