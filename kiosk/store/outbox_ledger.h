/* The outbox's own book-keeping inside its database: which database this is, the last seq, and a
 * tally over every row, by which a half-applied change, a foreign journal or a flipped bit is seen
 * although each page looks well-formed. */
#ifndef STORE_OUTBOX_LEDGER_H
#define STORE_OUTBOX_LEDGER_H

#include "base/crypto.h"
#include "store/db.h"
#include <stdint.h>

struct ledger {
    char instance[CRYPTO_UUID_MAX]; // made with the database; "" while it has no ledger yet
    int64_t last_seq;
    int64_t boot;
    int64_t openings;                   // reopenings after an I/O error included
    uint8_t tally[CRYPTO_SHA256_BYTES]; // XOR of the SHA-256 of every row of slip
};

enum db_result ledger_read(struct db *db, struct ledger *out);
enum db_result ledger_write(struct db *db, const struct ledger *ledger);
/**
 * Takes the row of `seq` out of the tally, or puts it in: before and after a change of the row.
 * Nothing happens when there is no such row.
 */
enum db_result ledger_toggle(struct db *db, struct ledger *ledger, int64_t seq);
/** The tally of all rows as they are now. */
enum db_result ledger_tally(struct db *db, uint8_t *out);

#endif
