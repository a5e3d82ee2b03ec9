/* The wrap-up (tổng kết, III.5) in numbers: what is counted, under which names, for a span of days
 * and a campaign. */
#ifndef OFFICE_WRAPUP_H
#define OFFICE_WRAPUP_H

#include "office/casework.h"
#include "records/figures.h"

struct wrapup {
    struct figures_span span;
    const char *from, *until, *campaign_id;   // as asked for; borrowed from the request
    const char *from_error, *until_error;     // words; NULL: none
    struct tallies tallies[FIGURES_KINDS_OF]; // owned
};

/** Reads the query and counts. RECORDS_FAILED: the database cannot now; still to be finished. */
enum records_result wrapup_read(const struct casework *work, struct wrapup *out);
void wrapup_finish(struct wrapup *wrapup);
/** The title of a table, of words. */
const char *wrapup_title(const struct casework *work, enum figures_by by);
/** What one of its keys is called. Owned by the caller. */
char *wrapup_label(const struct casework *work, enum figures_by by, const char *key);

#endif
