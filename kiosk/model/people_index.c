#include "model/people_index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/content.h"

#define OTHER_BITS 6 // of 32: digits and letters beyond a to z share them

uint32_t people_index_letters(const char *folded_text) {
    uint32_t letters = 0;
    for (const char *at = folded_text; *at; at++) {
        if (at != folded_text && at[-1] != ' ')
            continue;
        unsigned char first = (unsigned char)*at;
        bool is_latin = first >= 'a' && first <= 'z';
        letters |= 1u << (is_latin ? first - 'a' : 26 + first % OTHER_BITS);
    }
    return letters;
}

struct folded people_index_entry(const struct people_index *index, size_t i) {
    return (struct folded){index->text + index->starts[i], index->marks + index->starts[i]};
}

/* The parts of a person that are searched, the name first. */
#define PARTS 4

static void parts_of(const struct person *person, const char *out[PARTS]) {
    out[0] = person->name;
    out[1] = person->honorific;
    out[2] = person->role;
    out[3] = person->unit ? person->unit->name : NULL;
}

static size_t room_for(const struct person *person) {
    const char *parts[PARTS];
    size_t room = 0;
    parts_of(person, parts);
    for (size_t i = 0; i < PARTS; i++)
        room += parts[i] ? FOLD_ROOM(strlen(parts[i])) : 0; // its NUL is the space behind it
    return room + 1;
}

/* Writes a person's entry at `at`; returns where the next one begins. */
static size_t write_entry(struct people_index *index, const struct person *person, size_t at) {
    const char *parts[PARTS];
    size_t i = index->count++, start = at;
    parts_of(person, parts);
    for (size_t part = 0; part < PARTS; part++) {
        if (!parts[part])
            continue;
        bool has_space = at > start;
        size_t from = at + has_space;
        size_t len =
            fold_into(parts[part], strlen(parts[part]), index->text + from, index->marks + from);
        if (len == 0)
            continue;
        if (has_space) {
            index->text[at] = ' ';
            index->marks[at] = 0;
        }
        at = from + len;
        if (part == 0)
            index->name_bytes[i] = (uint16_t)(len < UINT16_MAX ? len : UINT16_MAX);
    }
    index->text[at] = '\0';
    index->starts[i] = (uint32_t)start;
    index->letters[i] = people_index_letters(index->text + start);
    return at + 1;
}

struct people_index *people_index_create(const struct person *people, size_t count) {
    struct people_index *index = xcalloc(1, sizeof *index);
    size_t room = 1, used = 0;
    for (size_t i = 0; i < count; i++)
        room += room_for(&people[i]);
    assert(room <= UINT32_MAX); // a manifest of 32 MB cannot come near it
    index->text = xmalloc(room);
    index->marks = xmalloc(room);
    index->starts = xcalloc(count + 1, sizeof *index->starts);
    index->letters = xcalloc(count + 1, sizeof *index->letters);
    index->name_bytes = xcalloc(count + 1, sizeof *index->name_bytes);
    for (size_t i = 0; i < count; i++)
        used = write_entry(index, &people[i], used);
    index->text = xrealloc(index->text, used + 1, 1); // a third of the room, as a rule
    index->marks = xrealloc(index->marks, used + 1, 1);
    return index;
}

void people_index_destroy(struct people_index *index) {
    if (!index)
        return;
    free(index->text);
    free(index->marks);
    free(index->starts);
    free(index->letters);
    free(index->name_bytes);
    free(index);
}
