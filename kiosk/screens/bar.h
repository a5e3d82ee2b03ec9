/* The buttons of the bottom bar: where the mock-ups have them, and closer together where larger
 * text or another language needs the room. */
#ifndef SCREENS_BAR_H
#define SCREENS_BAR_H

#include "screens/screen.h"

/* Actions that every screen understands alike; a screen's own begin at 1. */
enum bar_action {
    BAR_BACK = 1000,
    BAR_HOME,
    BAR_HELP,
    BAR_LARGE_TEXT,
    BAR_CONTRAST,
    BAR_READ,
    BAR_LANGUAGE,
};

struct bar_button {
    const char *id;
    int action;
    enum button_look look;
    const char *icon;      // NULL none
    const char *key;       // of its words
    const char *short_key; // of shorter ones; NULL none
    int x, w;              // in landscape, design pixels
    int room;              // design pixels left free behind it, as for a page number
    bool is_right;         // stands at the right end
    bool is_icon_last, is_large;
    bool is_way_back;  // what Escape presses
    bool is_icon_only; // its words are for scripts and for reading aloud
};

/* `value` of a button whose action is BAR_READ: what it says while nothing is read. */
enum bar_read_words {
    BAR_READ_LONG,  // "Nghe đọc"
    BAR_READ_SHORT, // "Nghe"
    BAR_READ_CODE,  // "Nghe đọc mã"
};

#define BAR_BUTTONS_MAX 8

/** Adds them to the screen's panel, in order: those that are offered (bar_offered). */
void bar_lay(struct screen *s, const struct bar_button *buttons, size_t count);
/** The same side by side in a row of their own, over its whole width. */
void bar_fill(struct screen *s, const struct bar_button *buttons, size_t count, struct rect row);
/** True when a row has room for all their words, the shorter ones, unshrunk. */
bool bar_has_room(const struct screen *s, const struct bar_button *buttons, size_t count,
                  struct rect row);
/** Those that lead somewhere: "Nghe đọc" only where there is something to read with, a language
 * only where there is another. @return how many; `out` has room for BAR_BUTTONS_MAX */
size_t bar_offered(const struct screen *s, const struct bar_button *buttons, size_t count,
                   struct bar_button *out);
/** One in the row above the bar, as portrait has the neighbours: from `x` on, `w` wide (design
 * pixels). */
void bar_add_above(struct screen *s, const struct bar_button *button, int x, int w);
/** True when the action is one of bar_action; then `out` is what the screen answers. */
bool bar_reply(int action, struct screen_reply *out);
/** Reading began or ended: the buttons with BAR_READ say so, where they stand. */
void bar_renew_read(struct screen *s);

extern const struct bar_button bar_back, bar_home, bar_help;
/** As on campaign, models and criteria: beside bar_help. */
extern const struct bar_button bar_big, bar_read;
/** Where the neighbours of what is shown stand at the right end: shorter, in the middle. */
extern const struct bar_button bar_big_middle, bar_help_middle;

struct bar_ends { // of a row of things, of which one is shown
    int prev_action, next_action;
    size_t place, count;
};

/** The buttons that lead on are off at the row's ends. */
void bar_mark_ends(struct screen *s, const struct bar_ends *ends);

#endif
