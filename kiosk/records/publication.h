/* The wall follows the dossiers: who is published (publication gate: a decision, and the person's
 * own yes) stands among the honourees of the display manifest, and nobody else. Each change of that
 * is a new signed revision; all else in it stays what the newest revision has. */
#ifndef RECORDS_PUBLICATION_H
#define RECORDS_PUBLICATION_H

#include "records/dossiers.h"
#include <jansson.h>

struct service;

/** What the wall shows of a dossier: an entry of `honourees`; a new reference. */
json_t *publication_person(const struct dossier *dossier);
/**
 * The manifest with just these of our people among its honourees; pure. Sample people go as soon
 * as there is a real one; entries that somebody else made stay; what was added to one of ours by
 * hand (a portrait, a story, figures) stays with it. Who belongs to another campaign than the
 * current one, or has a level or group that it does not know, is left out: kiosks could not place
 * them.
 * @param people  entries of publication_person(); borrowed
 * @return a new reference; the manifest is left alone
 */
json_t *publication_compose(const json_t *manifest, const json_t *people);
/** Everybody who is published, as publication_person() says it; the caller's. */
enum records_result publication_people(struct sql *sql, json_t **out);
/** The same within a turn. */
enum records_result publication_people_in(struct sql_turn *turn, json_t **out);

/**
 * Makes the wall what the dossiers say, with a new revision only where that changes something.
 * Called after whatever may have taken somebody off it.
 * @return RECORDS_NONE when kiosks would refuse the result, logged: the wall stays as it was
 */
enum records_result publication_follow(const struct service *service, int64_t now_s);
/**
 * Several onto the wall or off it, and the wall with them: all in one transaction, or nothing.
 * @param out_why  when kiosks would refuse the result (DOSSIER_INVALID without a fault): why; owned
 *                 by the caller, NULL otherwise
 */
enum dossier_result publication_change(const struct service *service,
                                       const struct dossier_office *office,
                                       const struct dossier_aim *aims, size_t count, bool is_shown,
                                       struct dossier_outcome *out, char **out_why);

#endif
