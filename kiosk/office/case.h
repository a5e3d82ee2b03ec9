/* The page of one dossier (hồ sơ) in its parts, each a card or two. */
#ifndef OFFICE_CASE_H
#define OFFICE_CASE_H

#include "office/casework.h"
#include "office/page.h"
#include "records/roles.h"

struct form;

/* Who may note what a person said about being named: those who appraise, those who publish. */
#define CONSENT_RECORDERS (ROLE_CLERK | ROLE_CULTURE)
/* Who may look at dossiers at all; which ones says dossier_rules_lets_see(). */
#define DOSSIER_READERS (ROLE_CLERK | ROLE_CULTURE | ROLE_COUNCIL | ROLE_CHAIR)
/* Who works on them: puts in what was found out, and erases. */
#define DOSSIER_EDITORS ROLE_CLERK

/* Forms of the page, by the last part of their address. */
#define CASE_FIELDS "fields"
#define CASE_STEP "step"
#define CASE_CONSENT "consent"
#define CASE_NOTE "note"
#define CASE_SCANS "scans"

struct case_reply {                      // to a form that was not taken: it comes back as typed
    const char *form;                    // which
    const struct dossier_fields *fields; // of CASE_FIELDS as typed
    const struct dossier_outcome *outcome;
};

struct case_view { // all borrowed
    struct page *page;
    const struct casework *work;
    const struct dossier *dossier;
    const struct case_reply *reply; // NULL: nothing was sent
    bool is_open;                   // fields may be filled in
};

/* --- what all parts use (case.c) --- */

/** The value that came with that form, "" when another one or none was sent. Borrowed. */
const char *case_typed(const struct case_view *view, const char *form, const char *name);
/** What was wrong with it, in words; NULL: nothing. */
const char *case_fault(const struct case_view *view, const char *form, const char *field);
/** Posts to /office/dossiers/{id}/WHAT with version and event id; ends with page_form_close(). */
void case_form_open(const struct case_view *view, const char *what);
/** A line of a list of facts, nothing when `text` is "". */
void case_fact(const struct case_view *view, const char *label, const char *text);
/** The same of a day, "2023-05-31", as people write it. */
void case_fact_day(const struct case_view *view, const char *label, const char *day);
/** Which fields are missing before the step to `to`; the texts are ids of content. */
size_t case_missing(const struct case_view *view, const char *to, const char **out_fields);
/** Their names, each a link to where it is filled in. */
void case_missing_list(const struct case_view *view, const char *const *fields, size_t count);

/* --- the parts, in the order of the page --- */

void case_head(const struct case_view *view);
void case_slip(const struct case_view *view);
void case_twins(const struct case_view *view);
void case_fields(const struct case_view *view);
/** The plan's criteria of the chosen group and level; within the form of case_fields(). */
void case_checks(const struct case_view *view, const struct dossier_fields *fields,
                 bool is_editable);
/** Papers scanned into it. */
void case_scans(const struct case_view *view);
void case_decided(const struct case_view *view);
void case_steps(const struct case_view *view);
void case_consent(const struct case_view *view);
void case_log(const struct case_view *view);
/** Erasing on request (page_erase.c). */
void case_erase(const struct case_view *view);

/** What a change came to: back to the page, the page again with what was typed, or a refusal. */
void case_answer(const struct casework *work, struct answer *answer, const struct case_reply *reply,
                 const char *said);
/** Reasons that are often given, for inputs whose `list` is CASE_REASONS_LIST. */
#define CASE_REASONS_LIST "reasons-known"
void case_reasons_list(struct page *page);

/* --- forms as they come back (case_entry.c) --- */

/**
 * What was typed for the officer's fields. What does not fit is cut and is a fault.
 * @param before  what is kept: an id that content no longer has may stay
 */
void case_entry_fields(const struct casework *work, const struct dossier *before,
                       struct dossier_fields *out, struct dossier_outcome *out_faults);
void case_entry_consent(const struct form *form, struct dossier_consent *out);
/** Cleaned, into a text of that size; false when it does not fit. */
bool case_entry_text(const struct form *form, const char *name, bool keep_lines, char *out,
                     size_t out_bytes);
/** A day as a browser sends it or as people write it, "31/5/2023": the first of both. What is none
 * is cut where it must be, and is for the rules to judge. */
void case_entry_day(const struct form *form, const char *name, char out[DOSSIER_DAY_BYTES]);
#define CASE_ENTRY(form, name, member) case_entry_text(form, name, false, member, sizeof(member))

struct case_step { // what a decision's or a step's form brings
    char reason[DOSSIER_SHORT_BYTES];
    struct dossier_decision decision; // its number, level and date
    struct dossier_submission submission;
};
/** False when something is too long; `out_fault` says which. */
bool case_entry_step(const struct form *form, struct case_step *out,
                     struct dossier_outcome *out_fault);

#endif
