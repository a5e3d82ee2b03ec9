/* Published manifests on SQLite. */
#include "records/backend_sqlite.h"

#include <string.h>

static bool read_manifest(sqlite3_stmt *statement, struct manifest *out) {
    size_t signature_len = (size_t)sqlite3_column_bytes(statement, 2);
    if (signature_len != CRYPTO_SIGNATURE_BYTES)
        return false;
    *out = (struct manifest){
        .revision = sqlite3_column_int64(statement, 0),
        .published_at_s = sqlite3_column_int64(statement, 3),
    };
    backend_sqlite_text(statement, 1, out->sha256, sizeof out->sha256);
    memcpy(out->signature, sqlite3_column_blob(statement, 2), CRYPTO_SIGNATURE_BYTES);
    if (sqlite3_column_type(statement, 4) == SQLITE_BLOB)
        out->bytes = backend_sqlite_bytes(statement, 4, &out->len);
    return true;
}

enum backend_result backend_sqlite_manifest_newest(struct backend *base, bool wants_bytes,
                                                   struct manifest *out) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    sqlite3_stmt *statement =
        backend_sqlite_ask(b,
                           "SELECT revision, sha256, signature, published_at,"
                           " CASE WHEN ?2 THEN bytes END FROM manifests"
                           " WHERE commune_id = ?1 ORDER BY revision DESC LIMIT 1",
                           "i", (int64_t)wants_bytes);
    if (statement) {
        result = backend_sqlite_step(b, statement);
        if (result == BACKEND_OK && !read_manifest(statement, out))
            result = BACKEND_FAILED;
        backend_sqlite_done(statement);
    }
    backend_sqlite_leave(b);
    return result;
}

enum backend_result backend_sqlite_manifest_add(struct backend *base,
                                                const struct manifest *manifest) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b)) {
        bool is_run = backend_sqlite_run(
            b,
            "INSERT INTO manifests (commune_id, revision, sha256, signature, bytes, published_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            "itbbi", manifest->revision, manifest->sha256, manifest->signature,
            (size_t)CRYPTO_SIGNATURE_BYTES, manifest->bytes, manifest->len,
            manifest->published_at_s);
        bool is_new = is_run && backend_sqlite_changed(b) == 1;
        if (!is_run)
            backend_sqlite_abandon(b);
        else if (backend_sqlite_commit(b))
            result = is_new ? BACKEND_OK : BACKEND_NONE;
    }
    backend_sqlite_leave(b);
    return result;
}
