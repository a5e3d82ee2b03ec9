/* What the commune is called: its name, place, agency and the letters of its slip codes. None of it
 * stands in code. It is given as settings ([commune]), else kept in DATA/commune.ini, which init
 * and publish write, else taken from the campaign that is published ("meta": {"commune": {...}}).
 */
#ifndef RECORDS_COMMUNE_H
#define RECORDS_COMMUNE_H

#include <jansson.h>
#include <stdbool.h>

struct service_settings;

/** Fills what is empty from the data folder. False: the file is wrong, where and why in `*out_why`,
 * owned by the caller. */
bool commune_recall(struct service_settings *settings, char **out_why);
/** Fills what is still empty from a campaign (campaign-content/1). */
void commune_learn(struct service_settings *settings, const json_t *campaign);
/** Keeps what is known in the data folder, where that says it otherwise. */
bool commune_keep(const struct service_settings *settings, char **out_why);
/** False: something is not known; what, and where to say it, in `*out_why`, owned by the caller. */
bool commune_is_named(const struct service_settings *settings, char **out_why);

/** The name without the word for what it is: "Hồng Phong" of "xã Hồng Phong". Borrowed. */
const char *commune_proper_name(const struct service_settings *settings);

#endif
