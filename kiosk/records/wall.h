/* The wall as a document: the manifest's entries by topic and id, and what changes laid over it
 * make of it. Pure: no database, no clock.
 *
 * An entry here is the manifest's own object, with two members more that are kept beside it: a
 * unit's `progress` ({registered, completed}; the manifest has a list of its own for them) and an
 * honoured person's `consent` ({value, how, date}; never published). */
#ifndef RECORDS_WALL_H
#define RECORDS_WALL_H

#include "records/topics.h"
#include <jansson.h>
#include <stdbool.h>

#define WALL_VERSION_MAX 65 // with the NUL

/** The entry of that id, "all" for what is one value; a new reference, NULL: there is none.
 *  @param consents  by id; may be NULL */
json_t *wall_entry(const json_t *manifest, const json_t *consents, enum topic topic,
                   const char *id);
/** All entries by topic and id: {"honouree": {"guong-01": ...}}, for those who look many up. A new
 *  reference. */
json_t *wall_index(const json_t *manifest);
/** wall_entry() by the manifest's index. */
json_t *wall_entry_of(const json_t *manifest, const json_t *index, const json_t *consents,
                      enum topic topic, const char *id);
/** Where an entry stands in the manifest; owned by the caller: "campaign-2023.vi", "guong-01". */
char *wall_id(enum topic topic, const json_t *entry);
/** What a list calls it; borrowed from the entry. */
const char *wall_name(enum topic topic, const json_t *entry);
/** Somebody whose dossier says all but what was added: portrait, story, figures, featured. */
bool wall_is_dossier(const json_t *entry);

/**
 * The manifest with changes laid over it.
 * @param changes  {topic: {id: {"entry": ... or null, ...}}}, as drafts.h reads them
 * @return a new reference; the manifest is left alone
 */
json_t *wall_compose(const json_t *manifest, const json_t *changes);
/** The entry of a draft over what is published: of a dossier's people only what is added, and
 *  NULL where they are not published any more. A new reference. @param published  NULL: it is new
 */
json_t *wall_overlay(enum topic topic, const json_t *published, const json_t *entry);

/** What of an entry a draft keeps: of a dossier's people only what is added, for the rest is the
 *  dossier's and goes with it. A new reference. */
json_t *wall_kept(enum topic topic, const json_t *entry);

/** What an entry is, as a text to compare: another text is another entry. NULL: it is not there. */
void wall_version(const json_t *entry, char out[WALL_VERSION_MAX]);

/**
 * What is different between two manifests: [{"topic","id","name","what":"added" | "changed" |
 * "removed","fields":[...]}], a new reference.
 */
json_t *wall_changes(const json_t *before, const json_t *after);

/** The entry that a kiosk's fault speaks of ("... honourees[3].level: expected ..."): {"topic",
 *  "id", "name", "field", "expected"}; a new reference, NULL when it speaks of none. */
json_t *wall_place(const json_t *manifest, const char *why);

#endif
