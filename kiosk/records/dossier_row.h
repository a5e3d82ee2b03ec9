/* A dossier's rows, within one turn: read, written back whole, its log. Only the files of records/
 * that change dossiers include this; everyone else asks dossiers.h and its neighbours. */
#ifndef RECORDS_DOSSIER_ROW_H
#define RECORDS_DOSSIER_ROW_H

#include "records/dossier.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stdint.h>

/** RECORDS_NONE: no such nomination, a difficulty, or not opened yet. */
enum records_result dossier_row_read(struct sql_turn *turn, const char *id, struct dossier *out);
/** The id behind a code; RECORDS_NONE when there is none, `*out_count` says when there are two. */
enum records_result dossier_row_find(struct sql_turn *turn, const char *code, char *out_id,
                                     int *out_count);

/**
 * Writes what the office says (state, fields, consent, council, decision, ...) where the row still
 * has dossier->version, and counts that on. The slip's own columns are left alone.
 * @return RECORDS_NONE when the row has another version by now
 */
enum records_result dossier_row_write(struct sql_turn *turn, struct dossier *dossier);
/** The slip's own columns, its reasons and its words. */
bool dossier_row_write_slip(struct sql_turn *turn, const struct dossier *dossier);
bool dossier_row_write_reasons(struct sql_turn *turn, const struct dossier *dossier);

struct dossier_event { // one line of the log; texts borrowed, NULL for none
    const char *event_id;
    const char
        *what; // received, opened, step, note, fields, consent, council, slip, merged_in, ...
    const char *who, *role, *decided_by;
    const char *from_state, *state; // of a step
    const char *note;
    int64_t undoes; // the number of the step it corrects; 0: none
    int64_t at_s;
};

bool dossier_row_log(struct sql_turn *turn, const char *id, const struct dossier_event *event);
/** RECORDS_OK: an event of this id was logged before, for the nomination at `out_id`. */
enum records_result dossier_row_find_event(struct sql_turn *turn, const char *event_id,
                                           char *out_id);

struct dossier_last_step { // the last one that was not corrected
    int64_t number;
    char from_state[DOSSIER_STATE_BYTES];
};

/** RECORDS_NONE: nothing was done yet, or all of it was taken back. */
enum records_result dossier_row_last_step(struct sql_turn *turn, const char *id,
                                          struct dossier_last_step *out);

#endif
