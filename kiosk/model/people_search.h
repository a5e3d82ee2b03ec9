/* Whom a search and a filter leave of the wall. Made for one screen of one visitor: it remembers
 * what was found last, so that one letter more looks only through that, and allocates nothing
 * between two keys. */
#ifndef MODEL_PEOPLE_SEARCH_H
#define MODEL_PEOPLE_SEARCH_H

#include "base/fold.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct content;
struct group;

#define PEOPLE_QUERY_BYTES 256 // as typed, with its NUL
#define PEOPLE_NEAR_MAX 2

struct people_search {
    const struct content *content; // borrowed; outlives it
    uint32_t *found;               // owned: indices into content->people, in the order shown
    size_t count;
    /* The rest is its own. */
    uint32_t *matched; // owned: the same in the order of the wall
    uint8_t *hows;     // owned: enum fold_match of each of them
    bool has_found;    // anything at all: what stands here may be narrowed down
    const struct group *group;
    char text[FOLD_ROOM(PEOPLE_QUERY_BYTES)]; // the query folded: what somebody typed
    uint8_t marks[FOLD_ROOM(PEOPLE_QUERY_BYTES)];
};

/** Nothing is found before people_search_find(). */
void people_search_init(struct people_search *s, const struct content *content);
void people_search_finish(struct people_search *s); // wipes the query
/**
 * Finds everybody whose name, form of address, role and unit hold the query (base/fold.h's rule)
 * and who is of the group: first those whose marks agree, then in the order of the wall.
 * @param query  as typed; "" and what has no letter or digit find everybody. What is longer than
 *               PEOPLE_QUERY_BYTES is looked for by its beginning
 * @param group  NULL for all
 */
void people_search_find(struct people_search *s, const char *query, const struct group *group);
/** True while the last query had words: not everybody of the group was asked for. */
bool people_search_has_words(const struct people_search *s);
/** The place of a person in what was found; `count` when they are not there. */
size_t people_search_place(const struct people_search *s, size_t person);
/**
 * For when nothing was found: who comes nearest to the last query by name, whatever the group. A
 * word may lack its end or have one slip: a letter too many, too few, another, or two exchanged.
 * @param out  room for PEOPLE_NEAR_MAX indices
 * @return how many share at least half of what was typed
 */
size_t people_search_near(const struct people_search *s, uint32_t *out);

#endif
