/* Dossiers in the database: read, filled in, taken from state to state, decided, shown. Every
 * change is one transaction, based on a version, logged with who and when, and done once however
 * often its event id comes: a repeat changes nothing and says so. */
#ifndef RECORDS_DOSSIERS_H
#define RECORDS_DOSSIERS_H

#include "records/dossier.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct campaign;
struct dossier_rules;

enum dossier_result {
    DOSSIER_DONE,       // committed
    DOSSIER_REPEATED,   // this event id was committed before: nothing was changed
    DOSSIER_NONE,       // no such dossier
    DOSSIER_AMBIGUOUS,  // two slips carry the code
    DOSSIER_ERASED,     // its personal data has gone: nothing is changed in it any more
    DOSSIER_STALE,      // somebody changed it since: read it again
    DOSSIER_REFUSED,    // the rules do not let this role do that now
    DOSSIER_INCOMPLETE, // fields are missing: the faults name them
    DOSSIER_INVALID,    // see the faults
    DOSSIER_LATER,      // the database cannot now
};

/** Whether it stands as it was wished: committed now, or when this event id came before. */
bool dossier_is_made(enum dossier_result result);

struct dossier_outcome {
    enum dossier_result result;
    size_t at;       // of several changes the one that was not done; none was then
    int64_t version; // of the dossier afterwards (of several: of the last)
    size_t fault_count;
    struct fault faults[DOSSIER_FAULTS_MAX];
};

struct dossier_office { // who works, by which rules, when; all borrowed
    struct sql *sql;
    const struct dossier_rules *rules;
    const struct campaign *campaign;    // the current one; NULL: there is none
    const struct campaign *const *past; // those before it: each dossier keeps the matrix of its own
    size_t past_count;
    const char *who, *role;
    int64_t now_s;
    int zone_s; // of the commune: which day it is
};

/** The campaign of that id; NULL when it is not at hand: then no matrix counts. */
const struct campaign *dossier_office_campaign(const struct dossier_office *office, const char *id);

struct dossier_aim { // what is changed
    const char *id;
    int64_t version;      // as the officer saw it; 0: whichever
    const char *event_id; // the form's, once for each sending; NULL: repeats are not known
};

/** `*out` is the caller's: dossier_destroy(). DOSSIER_DONE, _NONE or _LATER. */
enum dossier_result dossiers_read(struct sql *sql, const char *id, struct dossier **out);
/** By the slip's code; also DOSSIER_AMBIGUOUS. */
enum dossier_result dossiers_find(struct sql *sql, const char *code, struct dossier **out);

/* Each gives outcome->result, too. */

/** What the officer found out, whole. Not in a final state; once it went to the council nothing
 * that was needed for that may be emptied (DOSSIER_INCOMPLETE). */
enum dossier_result dossiers_save(const struct dossier_office *office,
                                  const struct dossier_aim *aim,
                                  const struct dossier_fields *fields, struct dossier_outcome *out);
/** May the person be named? In every state but merged; what is on the wall comes off with a no. */
enum dossier_result dossiers_set_consent(const struct dossier_office *office,
                                         const struct dossier_aim *aim,
                                         const struct dossier_consent *consent,
                                         struct dossier_outcome *out);
enum dossier_result dossiers_add_note(const struct dossier_office *office,
                                      const struct dossier_aim *aim, const char *note,
                                      struct dossier_outcome *out);
/** Puts right what the slip says (kind, name, unit, reasons, deed, sender) by the rules of
 *  model/nomination.h; consent stays as it was given. Not in a final state. */
enum dossier_result dossiers_correct_slip(const struct dossier_office *office,
                                          const struct dossier_aim *aim,
                                          const struct nomination *slip,
                                          struct dossier_outcome *out);
/** Onto the wall (the gate: decided, and agreed to) or off it; the wall itself has to follow then
 *  (records/publication.h, which does both at once). */
enum dossier_result dossiers_publish(const struct dossier_office *office,
                                     const struct dossier_aim *aim, bool is_shown, const char *note,
                                     struct dossier_outcome *out);

struct dossier_change { // a step, what the council said, or both; what is NULL is left alone
    struct dossier_aim aim;
    const char *to; // a state or DOSSIER_PREVIOUS
    const char *note;
    const char *reason;      // of not_selected, revoked: what the state asks for
    const char *merged_into; // the other dossier's id
    const struct dossier_council *council;
    const struct dossier_decision *decision; // its level and signer as they follow, when ""
    const struct dossier_submission *submission;
};

/**
 * All of them in one transaction, or none: a council's round, a decision with a list of names, or
 * one step of one dossier. out->at is the first that could not be done.
 */
enum dossier_result dossiers_apply(const struct dossier_office *office,
                                   const struct dossier_change *changes, size_t count,
                                   struct dossier_outcome *out);

struct dossier_log_line {
    int64_t number, at_s;
    char what[16], who[DOSSIER_ID_BYTES], role[DOSSIER_ID_BYTES], decided_by[DOSSIER_ID_BYTES];
    char from_state[DOSSIER_STATE_BYTES], state[DOSSIER_STATE_BYTES];
    char *note;     // owned; NULL for none
    int64_t undoes; // the number of the step it corrects
    bool is_undone;
};

struct dossier_log {
    struct dossier_log_line *lines; // the oldest first
    size_t count;
};

enum dossier_result dossiers_read_log(struct sql *sql, const char *id, struct dossier_log *out);
void dossier_log_finish(struct dossier_log *log);

#endif
