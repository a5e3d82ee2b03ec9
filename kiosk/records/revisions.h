/* A draft becomes what is published, an item comes off at once, an old revision comes back as a new
 * one: each is a new signed manifest, all or nothing, with whose it is and what it changed. */
#ifndef RECORDS_REVISIONS_H
#define RECORDS_REVISIONS_H

#include "records/drafts.h"
#include <stddef.h>
#include <stdint.h>

struct service;

#define REVISION_HOW_MAX 16

enum revision_result {
    REVISION_DONE,
    REVISION_NOTHING, // it would be what is published already
    REVISION_STALE,   // the draft is not any more what was looked at
    REVISION_REFUSED, // see the problems
    REVISION_NONE,    // nothing is published yet, no such entry or revision
    REVISION_LATER,   // the database cannot now
};

struct revision_outcome {
    enum revision_result result;
    int64_t revision; // that was made
    /** [{"topic","id","name","field","why","expected"}]; why: the gate's ("gate", "withdrawn"),
     *  or "kiosk": kiosks would refuse it. Owned. */
    json_t *problems;
    char *why; // what kiosks would say, in the code's words; owned, NULL
};
/** Also of a zeroed one. */
void revision_outcome_finish(struct revision_outcome *outcome);

/** What of the draft stands in the way of publishing it, as above; a new reference. */
json_t *revision_problems(const struct draft_state *state);
/** A text for the draft as a whole, see wall_version(). */
void revision_draft_version(const struct draft_state *state, char out[WALL_VERSION_MAX]);

/** The whole draft. @param version  of the draft that was looked at */
void revision_publish(const struct service *service, const char *version, const struct actor *actor,
                      struct revision_outcome *out);
/** One entry off the wall, whatever else the draft says. @param is_withdrawn  the person took back
 *  their yes: no old revision brings them back */
void revision_take_back(const struct service *service, enum topic topic, const char *id,
                        bool is_withdrawn, const struct actor *actor, struct revision_outcome *out);
/** What an old revision showed, as a new one: but whoever came off the wall since because of their
 *  dossier or their own word stays off, and the keys are today's. */
void revision_restore(const struct service *service, int64_t revision, const struct actor *actor,
                      struct revision_outcome *out);

struct revision_line {
    int64_t revision, published_at_s;
    char who[CRYPTO_UUID_MAX], how[REVISION_HOW_MAX]; // "" where nobody noted it
    json_t *changes; // as wall_changes(), of the first few; owned, NULL
};
/** Up to `limit` before revision `before` (0: the newest first). The lines' changes are the
 *  caller's. */
enum records_result revisions_list(struct sql *sql, int64_t before, struct revision_line *out,
                                   size_t limit, size_t *out_count);
/** A manifest, parsed; the caller's. Whose data were erased since are not in it. RECORDS_NONE:
 * there is no such revision. */
enum records_result revisions_read(struct sql *sql, int64_t revision, json_t **out);
/** The same within the caller's turn. */
enum records_result revisions_read_in(struct sql_turn *turn, int64_t revision, json_t **out);
/** Notes whose a revision is; in the same turn as what makes it. `how`: "draft", "take-back",
 *  "restore", "dossier", "command". */
bool revisions_note(struct sql_turn *turn, int64_t revision, const char *who, const char *how,
                    const json_t *changes);
/** The same for one that is published already, with what it changed against the one before. */
enum records_result revisions_tell(struct sql *sql, int64_t revision, const char *who,
                                   const char *how);

#endif
