/* Where a visitor is, kept while the content under him becomes another. */
#ifndef APP_PLACE_H
#define APP_PLACE_H

struct content;
struct visit;

struct place { // by ids, all owned; NULL: nowhere
    char *person, *project, *group, *unit;
};

/** Borrows nothing: the content may end. */
struct place place_of(const struct visit *visit, const struct content *content);
/** The same in other content. Whoever is gone is behind the last: the page leads back. `place` is
 *  finished. */
void place_find(struct visit *visit, struct place *place, const struct content *content);

#endif
