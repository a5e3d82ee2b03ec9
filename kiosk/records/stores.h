/* Whose records these are: the store's id and the ids of its sealing keys, each used once for ever.
 */
#ifndef RECORDS_STORES_H
#define RECORDS_STORES_H

#include "sql/sql.h"

/** Gives the commune this store id unless it has one; the one it has then comes back. */
enum records_result stores_claim(struct sql *sql, const char *store_id, int64_t now_s,
                                 char *out_store_id);
enum records_result stores_id(struct sql *sql, char *out_store_id);
#define STORES_COMMUNE_MAX 64
/** Another commune that the database has; RECORDS_NONE: there is none. */
enum records_result stores_other(struct sql *sql, char out[STORES_COMMUNE_MAX]);
/** Marks a sealing key's id as used for ever; RECORDS_NONE when another key had it before. */
enum records_result stores_claim_key(struct sql *sql, const char *key_id, const uint8_t *public_key,
                                     int64_t now_s);

#endif
