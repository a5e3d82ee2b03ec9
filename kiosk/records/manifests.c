#include "records/manifests.h"

#include <stdlib.h>
#include <string.h>

void manifest_finish(struct manifest *manifest) {
    free(manifest->bytes);
    *manifest = (struct manifest){.bytes = NULL};
}

struct search {
    bool wants_bytes;
    struct manifest found; // owned until the call is over
};

static bool read_signature(const struct sql_rows *rows, struct manifest *out) {
    size_t len;
    char *signature = sql_bytes_copy(rows, 2, &len);
    bool is_whole = signature && len == CRYPTO_SIGNATURE_BYTES;
    if (is_whole)
        memcpy(out->signature, signature, CRYPTO_SIGNATURE_BYTES);
    free(signature);
    return is_whole;
}

static enum records_result find_newest(struct sql_turn *turn, void *args) {
    struct search *search = args;
    manifest_finish(&search->found); // of a run before
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT revision, sha256, signature, published_at,"
                                    " CASE WHEN ?2 = 1 THEN bytes END FROM manifests"
                                    " WHERE commune_id = ?1 ORDER BY revision DESC LIMIT 1",
                                    "i", (int64_t)search->wants_bytes);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    struct manifest *found = &search->found;
    if (result == RECORDS_OK && !read_signature(rows, found)) {
        result = RECORDS_FAILED;
    } else if (result == RECORDS_OK) {
        found->revision = sql_int(rows, 0);
        sql_text(rows, 1, found->sha256, sizeof found->sha256);
        found->published_at_s = sql_int(rows, 3);
        found->bytes = sql_bytes_copy(rows, 4, &found->len);
    }
    sql_done(rows);
    return result;
}

enum records_result manifests_newest(struct sql *sql, bool wants_bytes, struct manifest *out) {
    struct search search = {.wants_bytes = wants_bytes};
    enum records_result result = sql_read(sql, find_newest, &search);
    if (result == RECORDS_OK)
        *out = search.found;
    else
        manifest_finish(&search.found);
    return result;
}

static enum records_result add(struct sql_turn *turn, void *args) {
    const struct manifest *manifest = args;
    if (!sql_run(
            turn,
            "INSERT INTO manifests (commune_id, revision, sha256, signature, bytes, published_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            "itbbi", manifest->revision, manifest->sha256, manifest->signature,
            (size_t)CRYPTO_SIGNATURE_BYTES, manifest->bytes, manifest->len,
            manifest->published_at_s))
        return RECORDS_FAILED;
    return sql_changed(turn) == 1 ? RECORDS_OK : RECORDS_NONE;
}

enum records_result manifests_add(struct sql *sql, const struct manifest *manifest) {
    struct manifest copy = *manifest; // the bytes stay the caller's
    return sql_write(sql, add, &copy);
}
