/* The parts of content.c: what the manifest says of the commune, and whom and what it shows.
 */
#ifndef MODEL_CONTENT_PARTS_H
#define MODEL_CONTENT_PARTS_H

#include "model/content.h"
#include "model/reader.h"

/** Units, projects and people, in this order; the campaign is there already. */
void content_read_wall(struct content *content, struct reader *r, size_t people_max);
void content_free_wall(struct content *content);
/** Both leave out what they cannot read. */
void content_read_notices(struct content *content);
void content_read_pins(struct content *content);

#endif
