/* The keypad's way through a page with a keyboard on it: field, suggestions, keys and bar are one
 * page to the arrows, whatever widget they belong to. To Tab all the keys together are one stop. */
#ifndef SCREENS_TYPEWALK_H
#define SCREENS_TYPEWALK_H

#include "input/event.h"
#include "widgets/field.h"
#include "widgets/panel.h"
#include <stdbool.h>

struct typewalk {
    bool is_taken; // the present event was the field's: it moves nothing else
    int last_key;  // where the ring was among the keys, for when it comes back there
};

struct typewalk_page { // borrowed for the call
    struct field *field;
    struct panel *buttons, *keys;
    struct rect keys_area; // reading order: buttons above it, keys, buttons below
    struct damage *damage;
    const struct theme *theme;
};

/** A keyboard opens: the ring, where one is shown, goes to its field. */
void typewalk_begin(struct typewalk *walk, struct field *field, struct panel *buttons);
/** Neither button nor key has the ring: arrows move the caret. */
bool typewalk_is_at_field(const struct panel *buttons, const struct panel *keys);
/** panel_event() of the page's buttons, with the focus walking everywhere. */
const struct button *typewalk_event(struct typewalk *walk, const struct typewalk_page *page,
                                    const struct event *ev);

#endif
