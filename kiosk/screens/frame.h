/* What the screens share: their words, the page round their content, notes, icons and plates. */
#ifndef SCREENS_FRAME_H
#define SCREENS_FRAME_H

#include "draw/text.h"
#include "screens/screen.h"

struct frame {
    const char *title;
    int step;              // of the wizard, from 1; 0: not in it
    const char *step_name; // of that step
    bool is_form;          // without steps: its page has the sample tag and no clock
};

#define FRAME_STEPS 4

enum note_tone {
    NOTE_ERROR, // something to mend, said kindly
    NOTE_INFO,
    NOTE_DONE,
};

/** The text of a key in the visitor's language, borrowed. */
const char *frame_word(const struct screen *s, const char *key);
/** What the tag of a page says: that this is a draft, or sample data; NULL: neither. */
const char *frame_tag(const struct screen *s);
/** A text with {place}, {commune} and {agency} filled; owned by the caller. */
char *frame_fill(const struct screen *s, const char *key);
/** A text with one {name}; owned by the caller. */
char *frame_fill_one(const struct screen *s, const char *key, const char *name, const char *value);
/** The same for a number. */
char *frame_fill_number(const struct screen *s, const char *key, long long value);

/** Page, header (sample tag, clock, offline pill) and the ground of the bottom bar. */
void frame_draw(const struct screen *s, struct canvas *canvas, const struct frame *frame);
/** "08:42"; "" while the clock is not to be trusted. Needs 8 bytes. */
void frame_clock(const struct screen_env *env, char *out);

/** From design pixels, by orientation: the first rectangle in landscape, the second in portrait. */
struct rect frame_rect(const struct theme *theme, struct rect landscape, struct rect portrait);
/** The strip of the canvas between two design heights, over its whole width. */
struct rect frame_band(const struct theme *theme, int top, int bottom);
/** A column of text from `box`'s top; returns what is left of the box below it. */
struct rect frame_text(struct canvas *canvas, const char *text, struct rect box,
                       const struct text_style *style);
void frame_icon(struct canvas *canvas, const char *name, struct rect r, enum color_token ink);
/** An icon in a filled disc. */
void frame_disc(struct canvas *canvas, struct rect r, enum color_token fill, const char *icon,
                enum color_token ink);
/** A drawn picture of proportions `aspect`, as large as fills `r`, cut at the edges. */
void frame_picture(struct canvas *canvas, const char *name, struct rect r, int radius_px,
                   struct point aspect);
/**
 * The photo `key` of an asset, as large as fills `r`. While it is not decoded yet: flat gold with
 * the mark, and `r` is damaged when it comes.
 * @return false when there is none to be had (`key` NULL, broken, no photos here): nothing is drawn
 */
bool frame_photo(struct canvas *canvas, const char *key, struct rect r, int radius_px);
/** A bronze drum, faint (`alpha` of 255), as large as `r`; nothing in high contrast. */
void frame_drum(struct canvas *canvas, const char *name, struct rect r, struct rect clip,
                int alpha);
/** A colour of what stands on red, or of a plate there; in high contrast the page is black. */
enum color_token frame_on_red(const struct theme *theme, enum color_token token);
/** A plate that cannot be pressed. */
void frame_plate(struct canvas *canvas, struct rect r, int radius, enum color_token fill,
                 enum color_token outline);
/** The same on red. */
void frame_red_plate(struct canvas *canvas, struct rect r, int radius, enum color_token fill,
                     enum color_token outline);
/** Red ground from `top` to `bottom` with a drum and, below it, brocade where `has_brocade`. */
void frame_hero(struct canvas *canvas, int top, int bottom, struct rect drum);
/** A sentence beside what it is about. */
void frame_note(struct canvas *canvas, struct rect r, enum note_tone tone, const char *text);

#endif
