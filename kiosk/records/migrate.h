/* A commune's move from one database to another: every table, in one transaction, and proof
 * afterwards that both hold the same. */
#ifndef RECORDS_MIGRATE_H
#define RECORDS_MIGRATE_H

#include "base/crypto.h"
#include <stdbool.h>
#include <stdint.h>

struct migrate_params {    // borrowed for the call
    const char *from, *to; // DSNs
    const char *commune_id;
};

struct migrate_proof { // of one table
    const char *table;
    int64_t rows_from, rows_to;
    char sha256_from[CRYPTO_SHA256_HEX_MAX]; // over every value of every row, in order of its key
    char sha256_to[CRYPTO_SHA256_HEX_MAX];
};

bool migrate_is_proven(const struct migrate_proof *proof);

/**
 * Copies the commune into a database that has nothing of it. The source stays as it is; what comes
 * in there meanwhile is not taken along, and the proof fails.
 * @param on_proof  called for each table once all is committed
 * @return false, logged, when nothing was copied or the two are not the same
 */
bool migrate_commune(const struct migrate_params *params,
                     void (*on_proof)(const struct migrate_proof *proof));

/** Copies one state of the commune alike, and looks at nothing afterwards: for a copy of what goes
 *  on being changed. */
bool migrate_copy(const struct migrate_params *params);

#endif
