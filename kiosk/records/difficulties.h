/* The box of difficulties (góp ý, khó khăn, vướng mắc): read, taken up, answered. They have states
 * of their own, which a citizen sees by the code, and no part in the dossiers' lists. */
#ifndef RECORDS_DIFFICULTIES_H
#define RECORDS_DIFFICULTIES_H

#include "records/dossier_list.h"
#include "records/dossiers.h"

#define DIFFICULTY_RECEIVED "received"
#define DIFFICULTY_IN_PROGRESS "in_progress"
#define DIFFICULTY_ANSWERED "answered"
#define DIFFICULTY_ANSWER_MAX 600 // characters

struct difficulty {
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX], state[DOSSIER_STATE_BYTES];
    char device_id[SLIP_ID_BYTES];
    int64_t version, received_at_s, answered_at_s, purged_at_s; // 0: not
    char answered_by[DOSSIER_ID_BYTES];
    char *text, *answer;              // owned; NULL without one
    char *sender_name, *sender_phone; // owned; NULL when they gave none
};

struct difficulty_page {
    struct difficulty *items; // owned; the newest first
    size_t count;
    bool has_more;
};

/** Those of a state ("" for all) older than `from` (zeroed for the newest). */
enum records_result difficulties_list(struct sql *sql, const char *state,
                                      const struct dossier_key *from, size_t limit,
                                      struct difficulty_page *out);
/** One; `out` to be finished by the caller. */
enum records_result difficulties_read(struct sql *sql, const char *id, struct difficulty *out);
void difficulty_finish(struct difficulty *difficulty);
void difficulty_page_finish(struct difficulty_page *page);
/** How many wait for an answer. */
enum records_result difficulties_count_open(struct sql *sql, int64_t *out);

/** Somebody looks into it: from received, or from answered when the answer was none. */
enum dossier_result difficulties_take(const struct dossier_office *office,
                                      const struct dossier_aim *aim, struct dossier_outcome *out);
/** From received or in progress. The sender goes with the rest when the days after that are over.
 */
enum dossier_result difficulties_answer(const struct dossier_office *office,
                                        const struct dossier_aim *aim, const char *answer,
                                        struct dossier_outcome *out);

#endif
