/* Where a visitor is, kept while the content under him becomes another. */
#ifndef APP_PLACE_H
#define APP_PLACE_H

#include "screens/screen.h"
#include <stdbool.h>

struct content;

struct place { // by ids, all owned; NULL: nowhere
    char *person, *project, *group, *unit;
};

/** Borrows nothing: the content may end. */
struct place place_of(const struct visit *visit, const struct content *content);
/** The same in other content. Whoever is gone is behind the last: the page leads back. `place` is
 *  finished. */
void place_find(struct visit *visit, struct place *place, const struct content *content);

/** Puts a visitor before the own page of a person or a project. What is not shown has none: false.
 * @param content  may be NULL */
bool place_at_item(struct visit *visit, const char *id, const struct content *content,
                   enum screen_id *out_page);

#endif
