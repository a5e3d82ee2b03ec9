/* A person, family or collective as the screens show them: portrait, the line below the name, the
 * award. */
#ifndef SCREENS_PERSON_H
#define SCREENS_PERSON_H

#include "model/content.h"
#include "screens/screen.h"

/** The photo, or a drawn bust that is always the same for the same person; fills `r`. */
void person_draw_portrait(struct canvas *canvas, const struct person *person, struct rect r,
                          int radius_px);
/** What they are: their role, else their group. Borrowed. */
const char *person_role(const struct screen *s, const struct person *person);
/** "Nông dân · Thôn 3"; owned by the caller. */
char *person_line(const struct screen *s, const struct person *person);
/** With the form of address where there is one; owned by the caller. */
char *person_full_name(const struct person *person);
/** "Giấy khen xã"; owned by the caller. */
char *person_badge(const struct screen *s, const struct person *person);
/** A group's name for one of it, for many, or where the room is narrow ("group_one", "group",
 *  "group_short"). Borrowed. */
const char *person_group_word(const struct screen *s, const char *form, const struct group *group);
int person_stars(const struct person *person);

#endif
