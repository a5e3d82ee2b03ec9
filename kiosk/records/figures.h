/* Counts for the office's first page and the wrap-up (III.5): slips a week, dossiers by state,
 * awards by level, group, unit and area. What was erased is counted still. */
#ifndef RECORDS_FIGURES_H
#define RECORDS_FIGURES_H

#include "records/dossier.h"
#include "sql/sql.h"
#include <stddef.h>
#include <stdint.h>

enum figures_by {
    FIGURES_WEEKS,  // of arrival; the key is its Monday, "2023-05-08"; weeks without any are left
                    // out
    FIGURES_STATES, // of dossiers
    FIGURES_KINDS,
    FIGURES_SOURCES,
    FIGURES_UNITS, // of arrival; "" for none of the list
    FIGURES_AWARDS_LEVEL,
    FIGURES_AWARDS_GROUP,
    FIGURES_AWARDS_UNIT,
    FIGURES_AWARDS_AREA,  // one award may be of several areas
    FIGURES_DIFFICULTIES, // by their state
    FIGURES_KINDS_OF,     // how many there are
};

struct figures_span { // of slips received since_s <= t < until_s (0: no bound), of a campaign
    int64_t since_s, until_s;
    int zone_s;              // where a week begins
    const char *campaign_id; // NULL or "": any
};

struct tally {
    char key[DOSSIER_ID_BYTES];
    int64_t count;
};

struct tallies {
    struct tally *items; // owned; by key
    size_t count;
    int64_t total;
};

enum records_result figures_count(struct sql *sql, enum figures_by by,
                                  const struct figures_span *span, struct tallies *out);
void tallies_finish(struct tallies *tallies);
/** 0 for a key that was not counted. */
int64_t tallies_get(const struct tallies *tallies, const char *key);

#endif
