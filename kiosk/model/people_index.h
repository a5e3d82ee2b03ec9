/* Everybody on the wall folded for searching: name, form of address, role and unit of each, one
 * behind the other in one block. Made once with the content, which owns it; it never changes. */
#ifndef MODEL_PEOPLE_INDEX_H
#define MODEL_PEOPLE_INDEX_H

#include "base/fold.h"
#include <stddef.h>
#include <stdint.h>

struct person;

struct people_index {
    char *text;           // owned; each entry ends with a NUL
    uint8_t *marks;       // owned; beside the text
    uint32_t *starts;     // owned; of each entry
    uint32_t *letters;    // owned; people_index_letters() of each entry
    uint16_t *name_bytes; // owned; of the entry's beginning that is the name itself
    size_t count;
};

struct people_index *people_index_create(const struct person *people, size_t count);
void people_index_destroy(struct people_index *index);

/** What is searched of the person at `i`; borrowed. */
struct folded people_index_entry(const struct people_index *index, size_t i);
/**
 * The letters that words of a folded text begin with, as a set of bits: where an entry lacks one of
 * the query's it cannot match, which says no to most without looking at their text.
 */
uint32_t people_index_letters(const char *folded_text);

#endif
