/* What a page about dossiers works with: the rules, what is published, who asks and as what. */
#ifndef OFFICE_CASEWORK_H
#define OFFICE_CASEWORK_H

#include "base/fault.h"
#include "records/dossiers.h"
#include <stdbool.h>

struct answer;
struct content;
struct dossier_question;
struct form;
struct html;
struct page;
struct published;
struct request;

struct casework {
    const struct request *request; // borrowed
    struct published *published;
    struct dossier_office office; // role: the visitor's first that records steps, else the first
    unsigned roles;               // of the visitor
    bool may_edit;                // one of them records steps
};

void casework_open(struct casework *work, const struct request *request);
void casework_close(struct casework *work);
/** What is published; NULL for nothing. */
const struct content *casework_content(const struct casework *work);
/** The same with the dossier's own campaign; NULL when that is not published. */
const struct content *casework_content_for(const struct casework *work, const char *campaign_id);
/** The short name of a level in its campaign; its id where that is not published. */
const char *casework_level(const struct casework *work, const char *campaign_id, const char *level);
/** Today where the commune is, "2023-05-31". */
void casework_today(const struct casework *work, char out[DOSSIER_DAY_BYTES]);
/** When that day ("2023-05-31", "31/5/2023") began where the commune is; 0 for "" and, with what to
 * do in
 *  `*out_error`, for what is no day. */
int64_t casework_day_start(const struct casework *work, const char *day, const char **out_error);
/** When that day ended, as the last of a span that began at `since_s`; a day before it is an error,
 *  too. 0 likewise. */
int64_t casework_day_end(const struct casework *work, const char *day, int64_t since_s,
                         const char **out_error);
/** The dossier's own campaign, current or past; NULL when its criteria are not at hand. */
const struct campaign *casework_campaign(const struct casework *work,
                                         const struct dossier *dossier);
/** The first of the visitor's roles that may record the step, "" when none may. */
const char *casework_role_for(const struct casework *work, const struct dossier *dossier,
                              const char *to);
/** The same for a dossier of which only the question is known; its role does not count. */
const char *casework_role_to(const struct casework *work, const struct dossier_question *question,
                             const char *to);
/** The label that content gives a field; its id where there is none. */
const char *casework_label(const struct casework *work, const char *field_id);
/** What is wrong, in words: of "fault.FIELD.WHY", else "fault.WHY". */
const char *casework_fault(const struct casework *work, const struct fault *fault);

/**
 * Reads the dossier of the address' first {id}; DOSSIER_DONE, or the answer is given: 404 for one
 * that is not there or not for these eyes, 503.
 * @param out  the caller's
 */
bool casework_read(const struct casework *work, struct answer *answer, struct dossier **out);
/** The answer to a change that was not made, where its page has nothing of its own to say to that:
 * 404 where there is no one dossier, 412, 403 for what these eyes or the rules do not let be done,
 * 503. */
void casework_refuse(const struct casework *work, struct answer *answer,
                     enum dossier_result result);
/** The status of a page that comes back with what was typed, for that was stale or not right: 412
 * or 422. */
int casework_status(enum dossier_result result);
/** What the form was made from, and its id; false when they are missing: 400 is given. */
bool casework_aim(const struct request *request, struct answer *answer, struct dossier_aim *out);
/** The form's two hidden fields that casework_aim() reads, beside the id in its address. */
void casework_form_aim(struct page *page, int64_t version);

/** A slip's code as it was typed, in its written form; what is none in capitals. Owned by the
 *  caller. */
char *casework_code(const struct casework *work, const char *name);
/** Something was erased on request: noted where a restored backup finds it, and in the journal. */
void casework_erased(const struct casework *work, const char *id);

/** After what may have taken somebody off the wall: it follows. @return `said`, or the word that
 * the wall could not follow yet */
const char *casework_follow(const struct casework *work, const char *said);

/** "Bà Nguyễn Thị A"; owned by the caller. */
char *casework_person_text(const char *honorific, const char *name);
/** The same into a page. */
void casework_person(struct html *html, const char *honorific, const char *name);
void casework_name(struct html *html, const struct nomination *slip);
/** The published name of a place, of the current campaign or one before it; its id where there is
 * none. */
const char *casework_unit(const struct casework *work, const char *unit_id);
/** Where somebody lives or works: its published name, what was written, or that it is not known. */
const char *casework_place(const struct casework *work, const char *unit_id,
                           const char *unit_other);
/** A badge for a state; `level` is the name of an award's, "" else. */
void casework_state(struct page *page, const struct casework *work, const char *state,
                    const char *level);
/** A badge for a campaign that is not the current one; nothing for that. */
void casework_past_campaign(struct page *page, const struct casework *work,
                            const char *campaign_id);

#endif
