/* What a look through the records finds, for `recordstore doctor` and the dashboard. */
#ifndef RECORDS_CHECKUP_H
#define RECORDS_CHECKUP_H

#include "base/crypto.h"
#include "model/slip.h"
#include "sql/sql.h"

struct checkup {
    int64_t unopened;          // slips that wait for a key
    int64_t unfiled;           // slips that have waited for their dossier for longer than a minute
    int64_t still_there;       // of what was erased: rows that hold something personal all the same
    int64_t due;               // personal data whose days are over
    int64_t newest_received_s; // 0: nothing ever came
    int64_t administrators;    // who may log in
};

enum records_result checkup_read(struct sql *sql, int64_t now_s, struct checkup *out);

/** Slips that wait for a key, quickly. */
enum records_result checkup_unopened(struct sql *sql, int64_t *out);

struct checkup_key { // a sealing key that was ever used here
    char key_id[SLIP_ID_BYTES];
    uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES];
    int64_t waiting; // unopened slips that were sealed to it
};

/** The first after `after_id`, "" for the first. */
enum records_result checkup_next_key(struct sql *sql, const char *after_id,
                                     struct checkup_key *out);

#endif
