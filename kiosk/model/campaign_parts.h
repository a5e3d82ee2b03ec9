/* The parts of campaign.c that have files of their own. The campaign's levels, groups and areas are
 * there already when these are called. */
#ifndef MODEL_CAMPAIGN_PARTS_H
#define MODEL_CAMPAIGN_PARTS_H

#include "model/campaign.h"
#include "model/reader.h"

#define CAMPAIGN_ITEMS_MAX 64 // levels, groups, areas, phases ...: what a screen could still show

void plan_read(struct campaign *campaign, struct reader *r, const json_t *root);
void criteria_read(struct campaign *campaign, struct reader *r, const json_t *root);

#endif
