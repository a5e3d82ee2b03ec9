/* The parts of content.c: what the manifest says of the commune, and whom and what it shows.
 */
#ifndef MODEL_CONTENT_PARTS_H
#define MODEL_CONTENT_PARTS_H

#include "model/content.h"
#include "model/reader.h"

/* Decides what is shown, one item after the other: content_shown.c. Borrows from the content. */
struct judge {
    const struct content *content;
    json_t *published, *local; // "open now" by what the windows are of; owned
};

/** The content's switches, overrides, windows and next change, from what is published and
 * `showing`. First of all that is read. */
void content_read_switches(struct content *content, struct reader *r,
                           const struct showing *showing);
void content_free_switches(struct content *content);
void judge_init(struct judge *judge, const struct content *content);
void judge_finish(struct judge *judge);
/** `gate`: HIDDEN_NOT, or why nobody can show it. */
enum hidden judge_item(const struct judge *judge, const json_t *entry, enum hidden gate);

/** Is the entry of the campaign that is shown? Without a word of its own it is the current one's.
 */
bool content_has(const struct content *content, struct reader *r, const json_t *entry);
/** Units, projects and people, in this order; the campaign and the switches are there already. */
void content_read_wall(struct content *content, struct reader *r, const struct judge *judge,
                       size_t people_max);
/** The order of the wall. Ids settle what names do not, so that every kiosk shows the same. */
int content_compare_people(const struct person *one, const struct person *other);
void content_free_wall(struct content *content);
/** Both leave out what they cannot read. */
void content_read_notices(struct content *content, const struct judge *judge);
void content_read_pins(struct content *content);

#endif
