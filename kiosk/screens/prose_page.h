/* A few sentences in the visitor's own words, the form's `deed`: a page of their own to type them,
 * and the plate that shows them on the form with a button to write. */
#ifndef SCREENS_PROSE_PAGE_H
#define SCREENS_PROSE_PAGE_H

#include "screens/screen.h"
#include "screens/typepage.h"

struct prose_words { // static
    const char *field_id;
    const char *label; // keys: over the page in portrait,
    const char *help;  // and what to write, and what not
};

struct prose_plate {
    struct rect area, write;
    bool is_write_below; // the button stands under the words, not beside them
};

void prose_page_open(struct typepage *typing, struct screen *s, const struct prose_words *words);
/** Feeds the field and damages what counts along. */
void prose_page_event(struct typepage *typing, const struct screen *s, const struct event *ev);
/** Everything but the header. */
void prose_page_draw(const struct typepage *typing, const struct screen *s, struct canvas *canvas,
                     const struct prose_words *words);

/** Under the panel's buttons. */
void prose_plate_draw_ground(const struct prose_plate *plate, struct canvas *canvas,
                             bool is_pressed);
/** Over them: `title`, then what was written or else `help`, and how much more there may be. */
void prose_plate_draw(const struct prose_plate *plate, const struct screen *s,
                      struct canvas *canvas, const char *title, const char *help);

#endif
