/* Published manifests in the database, each revision as its exact bytes. */
#ifndef RECORDS_MANIFESTS_H
#define RECORDS_MANIFESTS_H

#include "base/crypto.h"
#include "sql/sql.h"

struct manifest {
    int64_t revision;
    char sha256[CRYPTO_SHA256_HEX_MAX];
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    char *bytes; // owned; NULL where only the head was asked for
    size_t len;
    int64_t published_at_s;
};

void manifest_finish(struct manifest *manifest);

/** The newest; its bytes only where they are wanted. */
enum records_result manifests_newest(struct sql *sql, bool wants_bytes, struct manifest *out);
/** The same two within a turn. */
enum records_result manifests_newest_in(struct sql_turn *turn, bool wants_bytes,
                                        struct manifest *out);
/** An old one, with its bytes; RECORDS_NONE: there is no such revision. */
enum records_result manifests_find_in(struct sql_turn *turn, int64_t revision,
                                      struct manifest *out);
enum records_result manifests_add_in(struct sql_turn *turn, const struct manifest *manifest);
/** RECORDS_NONE when that revision exists: compose the next one. */
enum records_result manifests_add(struct sql *sql, const struct manifest *manifest);

#endif
