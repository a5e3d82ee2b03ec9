/* The parts of the list for the council (danh sách trình Hội đồng), made from a campaign: one for
 * each level, from the lowest, and in it one for each group. */
#ifndef RECORDS_DOSSIER_PARTS_H
#define RECORDS_DOSSIER_PARTS_H

#include <stddef.h>

struct campaign;

#define DOSSIER_PART_ORDER_MAX 24

/** The place of a level among the parts, of a group among the subparts; their count when it has
 * none, 0 without a campaign. */
size_t dossier_part_of(const struct campaign *campaign, const char *level);
size_t dossier_subpart_of(const struct campaign *campaign, const char *group);

/* Headings, or NULL behind the last; of parts in capitals. Owned by the caller. */
char *dossier_part_text(const struct campaign *campaign, size_t part);
char *dossier_subpart_text(const struct campaign *campaign, size_t subpart);
/** "A", "B": of parts. */
void dossier_part_order(size_t part, char out[DOSSIER_PART_ORDER_MAX]);
/** "I", "II": of subparts. */
void dossier_subpart_order(size_t subpart, char out[DOSSIER_PART_ORDER_MAX]);

#endif
