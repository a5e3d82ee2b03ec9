/* One change of one dossier within a turn: read, checked against its version and its event id,
 * edited, written back, logged. Only the files of records/ that change dossiers include this. */
#ifndef RECORDS_DOSSIER_EDIT_H
#define RECORDS_DOSSIER_EDIT_H

#include "records/dossier_row.h"
#include "records/dossiers.h"

struct dossier_edit { // passed to whoever edits
    struct sql_turn *turn;
    const struct dossier_office *office;
    const struct campaign *campaign; // the office's, when the dossier belongs to it
    char today[DOSSIER_DAY_BYTES];
    struct dossier *dossier;    // to be changed
    struct dossier_event event; // to be filled in: what, and what goes with it
    struct dossier_outcome *out;
};

/** DOSSIER_DONE: write it. Anything else ends the transaction without a change. */
typedef enum dossier_result dossier_editor(struct dossier_edit *edit, const void *args);

/** Within the caller's turn. `aim->event_id` is set. */
enum dossier_result dossier_edit_in(struct sql_turn *turn, const struct dossier_office *office,
                                    const struct dossier_aim *aim, dossier_editor *editor,
                                    const void *args, struct dossier_outcome *out);
/** In a transaction of its own. */
enum dossier_result dossier_edit_alone(const struct dossier_office *office,
                                       const struct dossier_aim *aim, dossier_editor *editor,
                                       const void *args, struct dossier_outcome *out);

/** Whether a change with this aim may be made to what stands at `version`: DOSSIER_DONE, or why
 * not. A repeat is looked for first, for by then its own first coming has changed the version. */
enum dossier_result dossier_edit_judge(struct sql_turn *turn, const struct dossier_aim *aim,
                                       int64_t version, bool is_purged);

/** Notes a fault; gives DOSSIER_INVALID. */
enum dossier_result dossier_edit_fault(struct dossier_edit *edit, const char *field,
                                       const char *why);
/** DOSSIER_INCOMPLETE with the fields that must be filled before `to`, else DOSSIER_DONE. */
enum dossier_result dossier_edit_complete(struct dossier_edit *edit, const char *to);
/** Moves it to a state: what closes, what is deleted and when, what was said of the state before.
 */
bool dossier_edit_settle(struct dossier_edit *edit, const char *state);
/** A line in another dossier's log, whose version counts on. */
bool dossier_edit_tell(struct dossier_edit *edit, const char *id, const char *what);
struct dossier_showing { // args of dossier_edit_publish()
    bool is_shown;
    const char *note; // NULL: none
};
/** Onto the wall or off it; part of dossiers_publish() and publication_change(). */
enum dossier_result dossier_edit_publish(struct dossier_edit *edit, const void *args);
/** The step to `to`; part of dossiers_apply(), and of what the desk and retention do. */
enum dossier_result dossier_edit_step(struct dossier_edit *edit,
                                      const struct dossier_change *change);

#endif
