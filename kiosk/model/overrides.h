/* What staff chose at one kiosk: it wins over what the office published until it is cleared. As
 * JSON, in the staff's file and as `local_switches` of the status report (contract 1.1); members of
 * which nothing is said are absent, so {} follows the office in everything:
 *
 *   {"switches": {"lookup": false}, "items": {"guong-07": false}, "pins": ["mo-hinh-02"],
 *    "windows": [{"of": "page:honours", "hours": ["07:00", "11:30"]}]} */
#ifndef MODEL_OVERRIDES_H
#define MODEL_OVERRIDES_H

#include "model/switches.h"
#include "model/timeslot.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define OVERRIDES_ITEMS_MAX 20000
#define OVERRIDES_PINS_MAX 100

struct item_choice {
    char *id; // owned
    enum switch_choice choice;
};

struct overrides {
    struct switch_choices switches;
    struct item_choice *items; // owned, by id
    size_t item_count;
    bool has_pins; // these stand in the place of the published ones, even when there are none
    char **pins;   // owned, as each; ids of what comes first, in this order
    size_t pin_count;
    struct timeslot *windows; // owned; those of an item stand in the place of its published ones
    size_t window_count;
};

void overrides_finish(struct overrides *overrides);
/** A deep copy, finished by the caller. */
void overrides_copy(const struct overrides *from, struct overrides *out);
/**
 * False, with `out` left alone, when a member is not as it should be. Keys that are no switch of
 * this program are passed over: an older one must be able to read a newer one's file.
 * @param out_why  where and what was expected, owned by the caller; may be NULL
 */
bool overrides_decode(const json_t *object, int zone_s, struct overrides *out, char **out_why);
/** New reference. */
json_t *overrides_encode(const struct overrides *overrides, int zone_s);
/** Nothing is chosen here. */
bool overrides_are_empty(const struct overrides *overrides);

/** CHOICE_NONE when staff said nothing of it. */
enum switch_choice overrides_item(const struct overrides *overrides, const char *id);
/** CHOICE_NONE clears. False when there would be too many. */
bool overrides_set_item(struct overrides *overrides, const char *id, enum switch_choice choice);
/** `ids` NULL clears. False when there are too many. */
bool overrides_set_pins(struct overrides *overrides, const char *const *ids, size_t count);
/** In the place of all windows of `of`; NULL clears. False when there would be too many. */
bool overrides_set_window(struct overrides *overrides, const char *of,
                          const struct timeslot *window);
/** Borrowed; NULL when staff have given `of` none. */
const struct timeslot *overrides_window(const struct overrides *overrides, const char *of);

#endif
