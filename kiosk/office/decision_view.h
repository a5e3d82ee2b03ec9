/* The steps that are decided elsewhere than in the council or by who records them, a view for each:
 * which there are, for which levels, and what each asks for is the rules' word. */
#ifndef OFFICE_DECISION_VIEW_H
#define OFFICE_DECISION_VIEW_H

#include "office/batch.h"
#include <stdbool.h>
#include <stddef.h>

struct casework;
struct dossier_rules;
struct dossier_transition;

#define PAGE_DECISIONS "/office/decisions"
#define DECISION_VIEWS_MAX 16

struct decision_view { // a step that is decided elsewhere
    const struct dossier_rules *rules;
    const struct dossier_transition *step;
    bool *is_in; // owned
    char *to;    // its address, owned
    char *label; // owned
};

struct decision_views {
    struct decision_view items[DECISION_VIEWS_MAX];
    size_t count, here;
};

/** Every view, the one that the request's query names as the present one, else the first. */
void decision_views_init(struct decision_views *views, const struct casework *work);
void decision_views_finish(struct decision_views *views);
/** A tab a view, with the number of dossiers that wait in it. False: they cannot be counted now. */
bool decision_views_count(const struct casework *work, const struct decision_views *views,
                          struct batch_tab *tabs);

/** Whether a dossier stands in the view that `args` is: of its levels, and seen by the council
 * where the rules ask for that. For batch_ask. */
bool decision_wants(const struct dossier_pick *pick, const void *args);
/** Who is at work has a role that records this step. */
bool decision_may_record(const struct casework *work, const struct dossier_transition *step);
bool decision_asks_number(const struct decision_view *view); // and the day
bool decision_asks_reason(const struct decision_view *view);
/** The higher level decides about what was submitted to it. */
bool decision_asks_submission(const struct decision_view *view);
/** What comes of a submission: the higher level's word. */
bool decision_is_highers(const struct decision_view *view);

#endif
