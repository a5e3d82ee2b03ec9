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

/* Of the row that stands ready, or the reason why there is none; ends the rows. */
static enum records_result read_row(struct sql_rows *rows, struct manifest *out) {
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK && !read_signature(rows, out)) {
        result = RECORDS_FAILED;
    } else if (result == RECORDS_OK) {
        out->revision = sql_int(rows, 0);
        sql_text(rows, 1, out->sha256, sizeof out->sha256);
        out->published_at_s = sql_int(rows, 3);
        out->bytes = sql_bytes_copy(rows, 4, &out->len);
    }
    sql_done(rows);
    return result;
}

enum records_result manifests_newest_in(struct sql_turn *turn, bool wants_bytes,
                                        struct manifest *out) {
    return read_row(sql_ask(turn,
                            "SELECT revision, sha256, signature, published_at,"
                            " CASE WHEN ?2 = 1 THEN bytes END FROM manifests"
                            " WHERE commune_id = ?1 ORDER BY revision DESC LIMIT 1",
                            "i", (int64_t)wants_bytes),
                    out);
}

enum records_result manifests_find_in(struct sql_turn *turn, int64_t revision,
                                      struct manifest *out) {
    return read_row(sql_ask(turn,
                            "SELECT revision, sha256, signature, published_at, bytes"
                            " FROM manifests WHERE commune_id = ?1 AND revision = ?2",
                            "i", revision),
                    out);
}

static enum records_result find_newest(struct sql_turn *turn, void *args) {
    struct search *search = args;
    manifest_finish(&search->found); // of a run before
    return manifests_newest_in(turn, search->wants_bytes, &search->found);
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

enum records_result manifests_add_in(struct sql_turn *turn, const struct manifest *manifest) {
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

static enum records_result add(struct sql_turn *turn, void *args) {
    return manifests_add_in(turn, args);
}

enum records_result manifests_add(struct sql *sql, const struct manifest *manifest) {
    struct manifest copy = *manifest; // the bytes stay the caller's
    return sql_write(sql, add, &copy);
}
