/* What was erased, and must be erased again when an older backup comes back: a table, and beside
 * the database a file of the same lines, "2026-11-22T08:15:00Z ID WHAT STATE". The database is the
 * first to know; the file is kept where a restore does not overwrite it. Neither holds anything
 * personal, and erasing twice is erasing once, so a line too many does no harm. */
#ifndef RECORDS_ERASURES_H
#define RECORDS_ERASURES_H

#include "sql/sql.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ERASURE_SENDER "sender"     // name and telephone number of who sent it
#define ERASURE_PERSONAL "personal" // all that is personal, when its days were over
#define ERASURE_ALL "all"           // the same on request; the id stays used: 410

struct erasures_report {
    size_t again;    // lines of the file that the database did not know: erased again
    size_t mirrored; // rows of the database that the file did not have
};

/* Within a turn; each also notes the row that says so. `state` is what the dossier is counted as.
 */
bool erasures_drop_sender(struct sql_turn *turn, const char *id, const char *state, int64_t at_s);
/** Of all that was merged into it. */
bool erasures_drop_merged_senders(struct sql_turn *turn, const char *id, int64_t at_s);
/** Everything personal: columns, words, notes in the log, the sealed bytes. What is counted
 *  stays. Afterwards its id answers 410. `what`: ERASURE_PERSONAL or ERASURE_ALL. */
bool erasures_purge(struct sql_turn *turn, const char *id, const char *what, const char *state,
                    int64_t at_s);

/** Adds to the file what is new in the table, to stable storage; after every change that erases.
 *  False (logged) when it cannot: the rows stay marked and are written the next time. */
bool erasures_mirror(struct sql *sql, const char *path);
/** At start and after a restore: both ways, until table and file say the same. */
bool erasures_settle(struct sql *sql, const char *path, struct erasures_report *out);

#endif
