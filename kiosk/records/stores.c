#include "records/stores.h"

#include "base/crypto.h"

struct claim {
    const char *store_id, *key_id;
    const uint8_t *public_key;
    int64_t now_s;
    char *out_store_id;
};

static enum records_result read_id(struct sql_turn *turn, void *args) {
    struct claim *claim = args;
    struct sql_rows *rows = sql_ask(turn, "SELECT store_id FROM stores WHERE commune_id = ?1", "");
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        sql_text(rows, 0, claim->out_store_id, CRYPTO_UUID_MAX);
    sql_done(rows);
    return result;
}

enum records_result stores_id(struct sql *sql, char *out_store_id) {
    struct claim claim = {.out_store_id = out_store_id};
    return sql_read(sql, read_id, &claim);
}

static enum records_result read_other(struct sql_turn *turn, void *args) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT commune_id FROM stores WHERE commune_id <> ?1"
                                    " ORDER BY commune_id LIMIT 1",
                                    "");
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        sql_text(rows, 0, args, STORES_COMMUNE_MAX);
    sql_done(rows);
    return result;
}

enum records_result stores_other(struct sql *sql, char out[STORES_COMMUNE_MAX]) {
    return sql_read(sql, read_other, out);
}

static enum records_result claim_id(struct sql_turn *turn, void *args) {
    const struct claim *claim = args;
    if (!sql_run(turn,
                 "INSERT INTO stores (commune_id, store_id, created_at)"
                 " VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                 "ti", claim->store_id, claim->now_s))
        return RECORDS_FAILED;
    return read_id(turn, args);
}

enum records_result stores_claim(struct sql *sql, const char *store_id, int64_t now_s,
                                 char *out_store_id) {
    struct claim claim = {.store_id = store_id, .now_s = now_s, .out_store_id = out_store_id};
    return sql_write(sql, claim_id, &claim);
}

/* Ours too when a commit whose answer was lost has put it there. */
static enum records_result is_own_key(struct sql_turn *turn, const struct claim *claim) {
    struct sql_rows *rows = sql_ask(
        turn, "SELECT 1 FROM seal_keys WHERE commune_id = ?1 AND key_id = ?2 AND public_key = ?3",
        "tb", claim->key_id, claim->public_key, (size_t)CRYPTO_PUBLIC_KEY_BYTES);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    sql_done(rows);
    return result;
}

static enum records_result claim_key(struct sql_turn *turn, void *args) {
    const struct claim *claim = args;
    if (!sql_run(turn,
                 "INSERT INTO seal_keys (commune_id, key_id, public_key, created_at)"
                 " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                 "tbi", claim->key_id, claim->public_key, (size_t)CRYPTO_PUBLIC_KEY_BYTES,
                 claim->now_s))
        return RECORDS_FAILED;
    return sql_changed(turn) == 1 ? RECORDS_OK : is_own_key(turn, claim);
}

enum records_result stores_claim_key(struct sql *sql, const char *key_id, const uint8_t *public_key,
                                     int64_t now_s) {
    struct claim claim = {.key_id = key_id, .public_key = public_key, .now_s = now_s};
    return sql_write(sql, claim_key, &claim);
}
