/* Which dossiers stand in some states, in the order of the list for the council (danh sách trình
 * Hội đồng): by campaign, the current one first, then by level, by group, by name. Whole dossiers
 * are read one by one afterwards. */
#ifndef RECORDS_DOSSIER_PICKS_H
#define RECORDS_DOSSIER_PICKS_H

#include "records/dossier.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stddef.h>

struct dossier_office;

#define DOSSIER_PICKS_MAX 20000 // more are not read: a campaign has hundreds

struct dossier_pick {
    char id[CRYPTO_UUID_MAX];
    const struct campaign *campaign; // the office's; NULL: not at hand
    char state[DOSSIER_STATE_BYTES], publication[16];
    char level[DOSSIER_ID_BYTES]; // decided, else proposed
    char group[DOSSIER_ID_BYTES];
    char name[NOMINATION_NAME_BYTES];
    bool has_council; // the council said something
};

struct dossier_picks {
    struct dossier_pick *items; // owned
    size_t count;
};

/** @param is_in  by the place of each status in the office's rules: whether it is wanted */
enum records_result dossier_picks_read(const struct dossier_office *office, const bool *is_in,
                                       struct dossier_picks *out);
void dossier_picks_finish(struct dossier_picks *picks);

#endif
