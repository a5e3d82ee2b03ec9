/* Which dossiers stand in some states, in the order of the list for the council (danh sách trình
 * Hội đồng): by level, then by group, then by name. Whole dossiers are read one by one afterwards.
 */
#ifndef RECORDS_DOSSIER_PICKS_H
#define RECORDS_DOSSIER_PICKS_H

#include "records/dossier.h"
#include "records/sql.h"
#include <stdbool.h>
#include <stddef.h>

struct dossier_rules;
struct dossier_status;

#define DOSSIER_PICKS_MAX 20000 // more are not read: a campaign has hundreds

struct dossier_pick {
    char id[CRYPTO_UUID_MAX];
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

/** @param is_in  by the place of each status in the rules: whether it is wanted */
enum records_result dossier_picks_read(struct sql *sql, const struct dossier_rules *rules,
                                       const bool *is_in, struct dossier_picks *out);
void dossier_picks_finish(struct dossier_picks *picks);

/** The place of a level among the list's parts, of a group among its subparts; their count when it
 * has none. */
size_t dossier_part_of(const struct dossier_rules *rules, const char *level);
size_t dossier_subpart_of(const struct dossier_rules *rules, const char *group);

#endif
