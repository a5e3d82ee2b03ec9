/* How long what is kept, by the rules of dossier.json: what goes by itself when its days are over,
 * what goes because somebody asks. Whoever calls these mirrors the erasures afterwards
 * (records/erasures.h), so that a restored backup does not bring anybody back. */
#ifndef RECORDS_RETENTION_H
#define RECORDS_RETENTION_H

#include "base/crypto.h"
#include "model/code.h"
#include "records/dossier.h"
#include "records/dossiers.h"
#include <stddef.h>

struct retention_figures {
    int64_t due;     // personal data whose days are over
    int64_t waiting; // that goes later by itself
    int64_t expired; // that went in time
    int64_t erased;  // that went on request
};

/** Purges what is due at office->now_s, some at a time. False when the database cannot go on. */
bool retention_run(const struct dossier_office *office, size_t *out_purged);
bool retention_count(const struct dossier_office *office, struct retention_figures *out);

struct retention_line { // personal data that goes by itself
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX];
    char state[DOSSIER_STATE_BYTES];
    bool is_difficulty;
    int64_t closed_at_s, delete_after_s;
};

struct retention_cursor { // where to go on; zeroed for the start
    int64_t delete_after_s;
    char id[CRYPTO_UUID_MAX];
};

/** Up to `limit` lines after the cursor, the soonest first. */
enum records_result retention_list(struct sql *sql, const struct retention_cursor *after,
                                   struct retention_line *out, size_t limit, size_t *out_count);

/**
 * Erases a dossier on request, at once: withdrawn where the rules let this role record that, else
 * in the state it has. Its id answers 410 from then on, its code "withdrawn" or what it came to.
 * @param with_merged  the slips that were merged into it, too: the person asks, not one sender
 */
enum dossier_result retention_erase(const struct dossier_office *office,
                                    const struct dossier_aim *aim, bool with_merged,
                                    struct dossier_outcome *out);
/** Erases a slip of the second form on request. */
enum dossier_result retention_erase_difficulty(const struct dossier_office *office,
                                               const struct dossier_aim *aim,
                                               struct dossier_outcome *out);

#endif
