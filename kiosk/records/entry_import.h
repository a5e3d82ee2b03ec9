/* A table of honoured people, models or units against the draft: what each row would add, change or
 * leave, or why it cannot; then all of it, or nothing. */
#ifndef RECORDS_ENTRY_IMPORT_H
#define RECORDS_ENTRY_IMPORT_H

#include "base/csv_read.h"
#include "records/drafts.h"
#include "records/entry_fields.h"

#define IMPORT_FAULTS_MAX 200

struct import_fault {
    size_t line, column; // of the file, from 1; column 0: none in particular
    const char *field;   // static; NULL: none
    const char *why;     // of entry_read(), of csv_read(), or "column", "cells", "twice", "id"
};

enum import_what { IMPORT_ADDED, IMPORT_CHANGED, IMPORT_SAME };

struct import_row {
    size_t line;
    enum import_what what;
    char id[DRAFT_ID_MAX];
    json_t *entry;                  // owned
    char version[WALL_VERSION_MAX]; // of what it is made from
};

struct import_plan {
    enum topic topic;
    struct import_row *rows; // owned
    size_t count, counts[3]; // by enum import_what
    struct import_fault faults[IMPORT_FAULTS_MAX];
    size_t fault_count; // the first so many are named
};

struct import_request {
    enum topic topic;
    const struct draft_state *state;
    const struct entry_choices *choices;
    /** What a column is called besides its field's name; borrowed. */
    const char *(*label)(const void *context, const char *field);
    const void *context;
};

/** Reads the file; with faults the plan has none of the rows that could be read. */
void import_plan_read(const struct import_request *request, const char *bytes, size_t len,
                      struct import_plan *out);
void import_plan_finish(struct import_plan *plan);
/** Puts what is added and changed into the draft. */
enum draft_result import_apply(struct sql *sql, const struct import_plan *plan,
                               const struct actor *actor);
/** The heading and every entry of the draft, as it can be read back; owned by the caller. */
char *import_model(const struct import_request *request, size_t *out_len);

#endif
