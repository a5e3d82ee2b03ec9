/* The on-screen keyboard (mock-ups 08): tone row, QWERTY or alphabet, digits, shift, held
 * backspace, the key's letter above the finger, two thumbs at once. It gives presses; the field
 * composes. */
#ifndef WIDGETS_KEYBOARD_H
#define WIDGETS_KEYBOARD_H

#include "draw/canvas.h"
#include "draw/damage.h"
#include "input/event.h"
#include "input/typing.h"
#include "widgets/element.h"
#include "widgets/panel.h"
#include <stdbool.h>
#include <stdint.h>

struct words;

enum keyboard_press_kind {
    KEYBOARD_NONE,
    KEYBOARD_LETTER, // `text`, case already applied
    KEYBOARD_TONE,   // `mark`
    KEYBOARD_BACKSPACE,
    KEYBOARD_CLEAR, // "Xoá hết"; again: undo
    KEYBOARD_TELEX, // the switch was touched; `is_telex_on` says how it stands now
};

struct keyboard_press {
    enum keyboard_press_kind kind;
    char text[8];
    enum typing_mark mark;
    bool is_telex_on;
};

enum keyboard_layout {
    KEYBOARD_QWERTY,
    KEYBOARD_ALPHABET,
    KEYBOARD_DIGITS,
};

struct keyboard {
    struct rect area;
    enum keyboard_layout layout, letters_layout; // the latter: what "chữ" goes back to
    bool is_shifted, is_telex_on;
    bool has_undo; // "Xoá hết" reads "Lấy lại"
    struct panel keys;
    int64_t held_since_ms; // backspace held; 0 none
    int64_t next_repeat_ms;
    bool has_repeated; // the release of a held backspace takes nothing more
};

/** Lays the keys into `area`; portrait starts with the alphabet. Words are borrowed for the call.
 */
void keyboard_init(struct keyboard *k, struct rect area, const struct theme *theme,
                   const struct words *words);
void keyboard_finish(struct keyboard *k);
struct keyboard_press keyboard_event(struct keyboard *k, const struct event *ev,
                                     const struct theme *theme, const struct words *words,
                                     struct damage *damage);
/** Presses the key with the focus, as a finger would; `at_ms` is when. */
struct keyboard_press keyboard_enter(struct keyboard *k, int64_t at_ms, const struct theme *theme,
                                     const struct words *words, struct damage *damage);
/** Capitals by themselves: the screen says when a word begins. */
void keyboard_set_shift(struct keyboard *k, bool is_shifted, const struct theme *theme,
                        const struct words *words, struct damage *damage);
/** After "Xoá hết" the same key gives the text back (field_has_undo). */
void keyboard_set_undo(struct keyboard *k, bool has_undo, const struct theme *theme,
                       const struct words *words, struct damage *damage);
/** When it wants EVENT_TIMER (held backspace, a face that comes up), 0 never. */
int64_t keyboard_deadline_ms(const struct keyboard *k);
void keyboard_draw(const struct keyboard *k, struct canvas *canvas);
void keyboard_list(const struct keyboard *k, struct element_list *out);

#endif
