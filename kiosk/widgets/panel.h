/* A screen's buttons: everything that can be pressed, in reading order, whatever it looks like. One
 * finger presses one button; a press that wanders off is taken back. A lip means "press me". */
#ifndef WIDGETS_PANEL_H
#define WIDGETS_PANEL_H

#include "draw/canvas.h"
#include "draw/damage.h"
#include "draw/geometry.h"
#include "input/event.h"
#include "widgets/button.h" // how one of them is painted
#include "widgets/element.h"
#include <stdbool.h>
#include <stddef.h>

enum button_look {
    BUTTON_SECONDARY, // ivory with outline
    BUTTON_PRIMARY,   // lac: the action of the screen
    BUTTON_GOLD,
    BUTTON_JADE,
    BUTTON_INDIGO,
    BUTTON_CHIP,     // filter, suggestion; jade with a tick when chosen
    BUTTON_KEY,      // letter of a keyboard or code pad
    BUTTON_KEY_TONE, // gold, the name of the tone below
    BUTTON_KEY_FUNCTION,
    BUTTON_TILE,      // home: icon box, title, two lines; `is_large`: the red one with the drum
    BUTTON_CARD,      // ivory card; the screen draws what is on it (`is_large`: a lip of 12)
    BUTTON_CARD_GOLD, // the same in gold: what a page of cards leads to
    BUTTON_CELL,      // of a table; red frame on gold when chosen; the screen draws what is on it
    BUTTON_REASON,    // icon box and label; jade with a badge when chosen
    BUTTON_CHECK,     // the consent box
    BUTTON_TOGGLE,    // on when chosen, a padlock when off; `sub` is the word for it
                      // (widgets/toggle.h)
    BUTTON_PAD,       // a digit of the staff's PIN pad
    BUTTON_FIELD,     // opens something; without `icon_end` it looks like an empty text field
    BUTTON_BARE,      // no look: the screen draws all of it (attract: the whole canvas)
};

struct button {
    char id[ELEMENT_ID_BYTES];
    int action; // the screen's own enum
    int value;  // which of several with one action
    enum button_look look;
    struct rect area; // what a finger may hit: the face at rest with its lip at the bottom
    /* Art name ("icons/home"), static or content's; NULL: none. "letter/A" stands a large A where
     * an icon would. On a button of 150 design px and more the icon stands over the label. */
    const char *icon;
    const char *icon_end;                 // of BUTTON_FIELD: at its right end, as "icons/down"
    bool is_icon_last;                    // behind the label
    bool is_left;                         // content at the left, as in a column of chips
    char *label;                          // owned; zeroed when freed: it may be a typed name
    char *sub;                            // owned; second line; NULL: none
    enum color_token icon_fill, icon_ink; // of the icon box of tiles and reasons
    bool is_large;                        // the main button of a screen: button-l
    bool is_private;                      // the label is what a visitor typed
    bool is_off;                          // shown, does nothing but say why
    bool is_way_back;                     // Escape presses it, wherever the focus is
    bool is_chosen;
    struct rect within;  // of what scrolls: drawn and touched only in there; empty: everywhere
    int64_t finger;      // that presses it; 0 none. EVENT fingers are never 0
    int64_t entered_ms;  // when EVENT_FINGER_KEYPAD came down on it
    int64_t released_ms; // while its face comes up again, else 0
    int64_t stepped_ms;  // its last step on the way
    int sunk;            // of PANEL_SUNK: how far down the face still is then
};

struct panel {
    struct button *items; // owned
    size_t count, cap;
    int focus;       // index with the focus ring (keypad), -1 none; a touch takes the ring away
    bool is_eased;   // faces come up slowly; who sets it calls panel_step() when it is due
    bool is_steered; // by keypad: the first button laid out gets the ring at once
    char kept_id[ELEMENT_ID_BYTES]; // of the button with the focus, while it is laid out anew
    int64_t kept_entered_ms;        // of the same while Enter is seen to press it, else 0
};

#define PANEL_SUNK 256

void panel_finish(struct panel *panel);
void panel_clear(struct panel *panel); // before a new layout; keeps memory, wipes labels
/**
 * Adds a button; label and sub are copied (NULL: none).
 * @return it, to set what is special; valid until the next panel_add
 */
struct button *panel_add(struct panel *panel, const char *id, int action, enum button_look look,
                         struct rect area, const char *icon, const char *label);
/**
 * Puts `count` empty buttons in place of `old_count` from index `first` on; those behind keep what
 * they are and the focus. For what changes while it scrolls: fill each with panel_put().
 */
void panel_replace(struct panel *panel, size_t first, size_t old_count, size_t count);
/** As panel_add(), at the index of a button that panel_replace() made. */
struct button *panel_put(struct panel *panel, size_t index, const char *id, int action,
                         enum button_look look, struct rect area, const char *icon,
                         const char *label);
void button_set_sub(struct button *button, const char *sub);
/**
 * Feeds one event: presses, keypad focus and Enter.
 * @return the button that fired (also when it is off: say why), else NULL; borrowed until the next
 * change
 */
const struct button *panel_event(struct panel *panel, const struct event *ev,
                                 struct damage *damage);
/** Gives the ring to a button, -1: to none. */
void panel_focus(struct panel *panel, int index, struct damage *damage);
/** Gives the ring to the button of that id, where one is shown at all. */
void panel_focus_id(struct panel *panel, const char *id, struct damage *damage);
/** Takes back every press, as when a list begins to scroll. */
void panel_cancel(struct panel *panel, struct damage *damage);
/** Lets go of what Enter pressed, and raises the faces that were let go. */
void panel_step(struct panel *panel, int64_t now_ms, struct damage *damage);
/** When panel_step() is next due, 0: nothing moves. */
int64_t panel_deadline_ms(const struct panel *panel);
/** Of the `count` buttons from index `first` on alone. */
void panel_cancel_some(struct panel *panel, size_t first, size_t count, struct damage *damage);
/** By a finger: Enter has fired already. */
bool panel_is_pressed(const struct panel *panel);
void panel_draw(const struct panel *panel, struct canvas *canvas);
void panel_list(const struct panel *panel, struct element_list *out);

#endif
