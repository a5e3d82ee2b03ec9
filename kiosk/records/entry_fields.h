/* What is written of each topic, as tables: the page draws its form from them, a form and a row
 * of a CSV file are read by them, both under the same rules. */
#ifndef RECORDS_ENTRY_FIELDS_H
#define RECORDS_ENTRY_FIELDS_H

#include "base/fault.h"
#include "records/wall.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum entry_kind {
    ENTRY_LINE,    // a text of one line
    ENTRY_LINES,   // of several
    ENTRY_DAY,     // 2023-05-31, or 31/5/2023 as it is typed
    ENTRY_NUMBER,  // a whole number from 0 to `most`
    ENTRY_SWITCH,  // "1"; in a file: có, x, yes, true, 1
    ENTRY_CHOICE,  // the id of one of a list, or in a file its name
    ENTRY_CHOICES, // several
    ENTRY_FIGURES, // "1,2 km | đường mới", one a line (in a file also a semicolon between)
    ENTRY_PHOTO,   // the hash of an asset; sent by a form of its own
};

enum entry_list { // where a choice chooses from
    ENTRY_LIST_NONE,
    ENTRY_LIST_UNITS,
    ENTRY_LIST_PROJECTS,
    ENTRY_LIST_LEVELS,
    ENTRY_LIST_GROUPS,
    ENTRY_LIST_AREAS,
    ENTRY_LIST_UNIT_KINDS,
    ENTRY_LIST_PROJECT_KINDS,
    ENTRY_LIST_PROJECT_STATES,
    ENTRY_LISTS,
};

struct entry_field {
    const char *name; // "decision.number": a member, or one of a member; the words' "entry.NAME"
    enum entry_kind kind;
    enum entry_list list;
    int most; // characters, or the number
    bool is_required;
    bool is_added; // may be added to somebody whose dossier says the rest
};

/** The fields of a topic that has a form of them; NULL: it has none. */
const struct entry_field *entry_fields(enum topic topic, size_t *out_count);
const struct entry_field *entry_field(enum topic topic, const char *name);

struct entry_choice {
    const char *id, *name; // borrowed
};
struct entry_choices { // by enum entry_list
    struct {
        struct entry_choice *items; // owned
        size_t count;
    } lists[ENTRY_LISTS];
};
/** Those that a manifest has: units, projects, levels, groups, areas. Borrows from `wall`. */
void entry_choices_init(struct entry_choices *choices, const json_t *wall);
/** Further ones, of the words. */
void entry_choices_set(struct entry_choices *choices, enum entry_list list,
                       const struct entry_choice *items, size_t count);
void entry_choices_finish(struct entry_choices *choices);
/** NULL: none of the list. */
const struct entry_choice *entry_choice(const struct entry_choices *choices, enum entry_list list,
                                        const char *id);

#define ENTRY_FAULTS_MAX 32

struct entry_source { // what was sent
    /** The text of a field, owned by the caller; NULL: it was not sent, and stays as it is. Several
     *  choices have a semicolon between. */
    char *(*text)(const void *context, const struct entry_field *field);
    const void *context;
};

struct entry_reading {
    enum topic topic;
    const struct entry_choices *choices;
    const struct entry_source *source;
    bool is_file; // names do for ids, days may be as 31/5/2023
};

/**
 * What was sent, over what is there.
 * @param before      NULL: a new one; of a dossier's people only what may be added is read
 * @param out_faults  ENTRY_FAULTS_MAX of them: field, and "empty", "long", "chars", "unknown",
 *                    "date", "number", "figures", "words"
 * @return a new reference, whatever the faults: what was sent can be shown again
 */
json_t *entry_read(const struct entry_reading *reading, const json_t *before, const char *id,
                   struct fault *out_faults, size_t *out_fault_count);

/** A field as a form shows it; owned by the caller, "" for nothing. */
char *entry_text(const json_t *entry, const struct entry_field *field);

/**
 * The gate to the wall, for people who have no dossier, the same as a dossier's: a decision with
 * its number, date and level, and the person's own yes with how and when it was given. Sample data
 * passes as such.
 * @return faults: the field, and "gate"
 */
size_t entry_gate(enum topic topic, const json_t *entry, struct fault *out_faults);

#endif
