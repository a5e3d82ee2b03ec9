/* The culture officer's draft of the wall (công chức văn hóa - xã hội): changes against the newest
 * manifest, in the database until they are published or dropped. Who changed what and when stands
 * in the journal and beside each; an entry's version is what it says (wall_version()), so that
 * nobody writes over what another wrote meanwhile. */
#ifndef RECORDS_DRAFTS_H
#define RECORDS_DRAFTS_H

#include "records/audit.h"
#include "records/wall.h"
#include "sql/sql.h"

#define DRAFT_ID_MAX 64 // with the NUL

struct draft_state { // owned members
    int64_t revision;
    json_t *manifest; // the newest, parsed
    json_t *index;    // of it, see wall_index()
    json_t *changes;  // {topic: {id: {"entry", "at", "who"}}}
    json_t *consents; // {id: {"value", "how", "date"}} of people who have no dossier
};

/** RECORDS_NONE: nothing is published yet, and so there is nothing to change. */
enum records_result drafts_read(struct sql *sql, struct draft_state *out);
/** The same within the caller's turn. */
enum records_result drafts_read_in(struct sql_turn *turn, struct draft_state *out);
void draft_state_finish(struct draft_state *state);

/** How many changes wait to be published, without reading them. */
enum records_result drafts_waiting(struct sql *sql, int64_t *out);

/** The change of that entry; borrowed, NULL: none. */
const json_t *draft_change(const struct draft_state *state, enum topic topic, const char *id);
/** The entry as it will be; a new reference, NULL: it is not there, or comes off. */
json_t *draft_entry(const struct draft_state *state, enum topic topic, const char *id);
/** The entry as it is published, likewise. */
json_t *draft_published(const struct draft_state *state, enum topic topic, const char *id);
/** How many changes. */
size_t draft_count(const struct draft_state *state);

enum draft_result {
    DRAFT_DONE,
    DRAFT_STALE, // it is not any more what the form was made from
    DRAFT_NONE,  // nothing is published, or there is no such entry
    DRAFT_LATER, // the database cannot now
};

struct draft_put {
    enum topic topic;
    const char *id;
    const json_t *entry; // NULL: it comes off
    const char *version; // of what it is made from; NULL: whatever it is
};

/** All of them, or nothing. What comes to what is published already is no change any more.
 *  @param note  of the journal's entry; what: "content.save" for one */
enum draft_result drafts_put(struct sql *sql, const struct draft_put *puts, size_t count,
                             const struct actor *actor, const char *what);
/** Takes a change back; the entry is as it is published. */
enum draft_result drafts_drop(struct sql *sql, enum topic topic, const char *id,
                              const struct actor *actor);
/** All of them. */
enum draft_result drafts_drop_all(struct sql *sql, const struct actor *actor);

/** What no other entry is called: "guong-3f9a0c1d". */
void draft_new_id(enum topic topic, char out[DRAFT_ID_MAX]);
/** Small letters, digits, dots and dashes; what an address and a file may hold. */
bool draft_is_id(const char *id);

#endif
