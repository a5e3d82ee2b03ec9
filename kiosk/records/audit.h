/* The journal of what people of the office did: append-only, each entry carries the hash of the one
 * before it, so that one who takes an entry out or rewrites it must rewrite all that came after.
 * What a citizen wrote never stands in it. */
#ifndef RECORDS_AUDIT_H
#define RECORDS_AUDIT_H

#include "base/crypto.h"
#include "sql/sql.h"
#include <stddef.h>
#include <stdint.h>

#define AUDIT_COMMAND_LINE "command-line" // who: someone at the store's own console
#define AUDIT_STORE "store"               // who: the store by itself, in its time
#define AUDIT_STRANGER ""                 // who: nobody is logged in
#define AUDIT_WORD_MAX 64
#define AUDIT_NOTE_MAX 256

/** Who does something, and when; what changes data takes one along. Borrowed. */
struct actor {
    const char *who; // an account's id, or one of the above
    int64_t now_s;
};

struct audit_entry {   // all borrowed
    const char *what;  // "user.add": the words' key is "audit.user.add"
    const char *about; // the id of what it was done to; "" for nothing
    const char *note;  // a few words of data, "" for none: cut at AUDIT_NOTE_MAX
};

struct audit_line { // as it is kept
    int64_t number, at_s;
    char who[CRYPTO_UUID_MAX];
    char what[AUDIT_WORD_MAX], about[AUDIT_WORD_MAX], note[AUDIT_NOTE_MAX];
    char previous[CRYPTO_SHA256_HEX_MAX], sha256[CRYPTO_SHA256_HEX_MAX];
};

/** Appends, in the same transaction as what it tells of. */
enum records_result audit_add(struct sql_turn *turn, const struct actor *actor,
                              const struct audit_entry *entry);
/** In a transaction of its own. */
enum records_result audit_note(struct sql *sql, const struct actor *actor,
                               const struct audit_entry *entry);
/** Up to `limit` lines before number `before` (0: the newest first), newest first. */
enum records_result audit_list(struct sql *sql, int64_t before, struct audit_line *out,
                               size_t limit, size_t *out_count);
/** What an entry's hash must be. */
void audit_hash(const struct audit_line *line, char out[CRYPTO_SHA256_HEX_MAX]);
/**
 * Walks the whole journal.
 * @param out_last  the number of the last good entry
 * @return RECORDS_NONE when the entry behind it is missing or is not what was written
 */
enum records_result audit_check(struct sql *sql, int64_t *out_last);

#endif
