/* Many dossiers on one page and in one form: a council's round, a decision with a list of names,
 * what goes on the wall. Every row carries the version it was made from; one stale row and nothing
 * is done, what was typed comes back. */
#ifndef OFFICE_BATCH_H
#define OFFICE_BATCH_H

#include "office/casework.h"
#include "office/page.h"
#include "records/dossier_picks.h"
#include "records/roles.h"

#define BATCH_ROWS 200 // on a page

/* Who may look at the pages of this kind; who records there says dossier.json. */
#define COUNCIL_READERS (ROLE_CLERK | ROLE_COUNCIL | ROLE_CHAIR)
#define PUBLICATION_READERS (ROLE_CULTURE | ROLE_CLERK | ROLE_CHAIR)

struct form;

struct batch_ask {
    const bool *is_in; // by the place of each status in the rules
    bool (*wants)(const struct dossier_pick *pick, const void *args); // NULL: all
    const void *args;
    int page; // from 1; 0 for all of them: exports
};

struct batch_list {
    struct dossier **dossiers; // owned; in the order of the list for the council
    size_t count;
    size_t total;    // on all pages
    int page, pages; // from 1
};

/** The states of the list for the council: where the council decides, or a higher level; owned by
 * the caller. */
bool *batch_council_states(const struct dossier_rules *rules);
/** False when the database cannot now. */
bool batch_read(const struct casework *work, const struct batch_ask *ask, struct batch_list *out);
void batch_finish(struct batch_list *list);
/** How many there are, by another question for each of `asks`. False as above. */
bool batch_count(const struct casework *work, const struct batch_ask *asks, size_t count,
                 size_t *out);
/** Links to the other pages; `to` is the address, with its "?" and more where it has some. */
void batch_pager(struct page *page, const struct batch_list *list, const char *to);
/** ?page=, 1 where it is none. */
int batch_page(const struct request *request);

/** The heading of the part and subpart that begin with the row `at`, as one or two rows of the
 *  table. @param columns  of the table */
void batch_headings(struct page *page, const struct casework *work, const struct batch_list *list,
                    size_t at, int columns);
/** The head of a row: name (a link), code, place, position. */
void batch_who(struct page *page, const struct casework *work, const struct dossier *dossier,
               size_t number);
/** A box to pick the row, named for who cannot see it. */
void batch_box(struct page *page, const struct dossier *dossier, bool is_checked);

/** A box that picks all of them, where there is script. */
void batch_pick_all(struct page *page);

/* --- a row in a form --- */

struct batch_row {
    char id[CRYPTO_UUID_MAX], event_id[CRYPTO_UUID_MAX];
    int64_t version;
};

/** The hidden field that batch_next() reads. */
void batch_hidden(struct page *page, const struct dossier *dossier);
/** The next row of a form from *at on; false: no more. */
bool batch_next(const struct form *form, size_t *at, struct batch_row *out);
bool batch_is_picked(const struct form *form, const char *id);
struct dossier_aim batch_aim(const struct batch_row *row);
/** The value typed for a row: of the field "NAME.ID"; borrowed, "" for none. */
const char *batch_typed(const struct form *form, const char *name, const char *id);

/* --- what came of it --- */

struct batch_reply {
    int status;               // 0: nothing was sent
    const char *note;         // a word instead; NULL: by the outcome
    char id[CRYPTO_UUID_MAX]; // of the row that was in the way, "" for none
    char name[NOMINATION_NAME_BYTES], code[CODE_TEXT_MAX]; // of it
    struct dossier_outcome outcome;
};

/** Fills in the reply to reply->outcome, which names a row that was in the way. */
void batch_refuse(const struct casework *work, const struct batch_row *row,
                  struct batch_reply *reply);
/** A reply that is a word alone, with 422. */
void batch_say(struct batch_reply *reply, const char *note);
/** What was in the way, above the form. */
void batch_write_reply(struct page *page, const struct casework *work,
                       const struct batch_reply *reply);
/** What is wrong with a field, in words; NULL: nothing. */
const char *batch_fault(const struct casework *work, const struct batch_reply *reply,
                        const char *field);

/* --- one page in several views --- */

struct batch_tab {
    const char *to, *label; // borrowed
    size_t count;
    bool is_here;
};
void batch_tabs(struct page *page, const char *label, const struct batch_tab *tabs, size_t count);

#endif
