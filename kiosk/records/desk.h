/* A citizen at the desk (tại bàn) with the code of their slip: what is it, and then, when they ask
 * for it, put right what it says (dossiers_correct_slip) or take it back. */
#ifndef RECORDS_DESK_H
#define RECORDS_DESK_H

#include "records/dossiers.h"

struct desk_slip_found {
    char id[CRYPTO_UUID_MAX], state[DOSSIER_STATE_BYTES];
    int64_t version;
    bool is_difficulty, is_purged;
};

/** DOSSIER_DONE, _NONE, _AMBIGUOUS or _LATER. */
enum dossier_result desk_find_slip(struct sql *sql, const char *code, struct desk_slip_found *out);
/** Withdraws it and erases at once what is personal in it: the screen tells them so. */
enum dossier_result desk_withdraw(const struct dossier_office *office,
                                  const struct desk_slip_found *slip, const char *event_id,
                                  struct dossier_outcome *out);

#endif
