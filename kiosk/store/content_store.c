#include "store/content_store.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "store/db.h"

#define CONTENT_APPLICATION_ID 0x47534374 // "GSCt"

static const char *const MIGRATIONS[] = {
    "CREATE TABLE manifest("
    " slot TEXT PRIMARY KEY CHECK(slot IN ('current', 'previous', 'moving')),"
    " revision INTEGER NOT NULL,"
    " etag TEXT NOT NULL,"
    " sha256 TEXT NOT NULL,"
    " bytes BLOB NOT NULL)",
    NULL,
};

struct content_store {
    pthread_mutex_t lock; // the screens read while the fetcher swaps
    struct db db;         // guarded by lock
    char *asset_dir;      // never changes
};

static struct db_params params_for(const char *path) {
    return (struct db_params){
        .path = path, .application_id = CONTENT_APPLICATION_ID, .migrations = MIGRATIONS};
}

static void remove_database(const char *path) {
    static const char *const parts[] = {"", "-journal", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char *part = xasprintf("%s%s", path, parts[i]);
        unlink(part);
        free(part);
    }
}

/** A broken file is begun anew: all of it can be fetched again. */
static bool open_database(struct content_store *store, const char *path) {
    struct db_params params = params_for(path);
    enum db_result result = db_open(&store->db, &params);
    if (result == DB_BROKEN) {
        log_warn("content in '%s' is broken and will be fetched again: %s", path, store->db.why);
        remove_database(path);
        result = db_open(&store->db, &params);
    }
    return result == DB_OK;
}

struct content_store *content_store_open(const char *data_dir, char **out_why) {
    struct content_store *store = xcalloc(1, sizeof *store);
    pthread_mutex_init(&store->lock, NULL);
    char *dir = path_join(data_dir, "content");
    char *path = path_join(dir, "content.db");
    store->asset_dir = path_join(dir, "assets");
    char *why = NULL;
    if (!path_make_dirs(store->asset_dir))
        why = xasprintf("cannot make '%s': %s", store->asset_dir, strerror(errno));
    else if (!open_database(store, path))
        why = xasprintf("cannot open '%s': %s", path, store->db.why);
    free(path);
    free(dir);
    if (!why)
        return store;
    *out_why = why;
    content_store_close(store);
    return NULL;
}

void content_store_close(struct content_store *store) {
    if (!store)
        return;
    db_close(&store->db);
    pthread_mutex_destroy(&store->lock);
    free(store->asset_dir);
    free(store);
}

struct manifest {
    char *bytes; // owned
    size_t len_bytes;
    char *etag; // owned
};

/** Copies the row out only when its bytes still have their hash. */
static bool copy_manifest(sqlite3_stmt *row, struct manifest *out) {
    const char *etag = (const char *)sqlite3_column_text(row, 0);
    const char *sha256 = (const char *)sqlite3_column_text(row, 1);
    const void *bytes = sqlite3_column_blob(row, 2);
    size_t len_bytes = (size_t)sqlite3_column_bytes(row, 2);
    char actual[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(bytes ? bytes : "", len_bytes, actual);
    if (!etag || !sha256 || strcmp(actual, sha256) != 0)
        return false;
    *out = (struct manifest){.bytes = xstrndup(bytes ? bytes : "", len_bytes),
                             .len_bytes = len_bytes,
                             .etag = xstrdup(etag)};
    return true;
}

static bool read_slot(struct db *db, const char *slot, struct manifest *out) {
    sqlite3_stmt *select =
        db_prepare(db, "SELECT etag, sha256, bytes FROM manifest WHERE slot = ?1");
    if (!select)
        return false;
    sqlite3_bind_text(select, 1, slot, -1, SQLITE_STATIC);
    int code = sqlite3_step(select);
    bool is_damaged = code != SQLITE_ROW && code != SQLITE_DONE;
    bool ok = code == SQLITE_ROW && copy_manifest(select, out);
    if (is_damaged || (code == SQLITE_ROW && !ok))
        log_error("the %s manifest is damaged", slot);
    sqlite3_finalize(select);
    return ok;
}

bool content_store_current(struct content_store *store, char **out_bytes, size_t *out_len,
                           char **out_etag) {
    struct manifest manifest = {0};
    pthread_mutex_lock(&store->lock);
    bool ok =
        read_slot(&store->db, "current", &manifest) || read_slot(&store->db, "previous", &manifest);
    pthread_mutex_unlock(&store->lock);
    if (!ok)
        return false;
    *out_bytes = manifest.bytes;
    *out_len = manifest.len_bytes;
    if (out_etag)
        *out_etag = manifest.etag;
    else
        free(manifest.etag);
    return true;
}

/** Ends a change begun with db_begin: commits it when all went well so far. */
static bool end_change(struct db *db, enum db_result result, const char *doing) {
    if (result == DB_OK)
        result = db_commit(db);
    if (result == DB_OK)
        return true;
    log_error("cannot %s content: %s", doing, db->why);
    db_rollback(db);
    return false;
}

static enum db_result insert_current(struct db *db, const char *bytes, size_t len_bytes,
                                     const char *etag, int64_t revision) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(bytes, len_bytes, sha256);
    sqlite3_stmt *insert =
        db_prepare(db, "INSERT INTO manifest(slot, revision, etag, sha256, bytes) "
                       "VALUES('current', ?1, ?2, ?3, ?4)");
    if (!insert)
        return DB_FAILED;
    sqlite3_bind_int64(insert, 1, revision);
    sqlite3_bind_text(insert, 2, etag, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, sha256, -1, SQLITE_STATIC);
    sqlite3_bind_blob64(insert, 4, bytes, len_bytes, SQLITE_STATIC);
    enum db_result result = db_note(db, sqlite3_step(insert), "insert");
    sqlite3_finalize(insert);
    return result;
}

bool content_store_swap(struct content_store *store, const char *bytes, size_t len_bytes,
                        const char *etag, int64_t revision) {
    pthread_mutex_lock(&store->lock);
    enum db_result result = db_begin(&store->db);
    if (result == DB_OK)
        result = db_exec(&store->db, "DELETE FROM manifest WHERE slot = 'previous';"
                                     "UPDATE manifest SET slot = 'previous'"
                                     " WHERE slot = 'current'");
    if (result == DB_OK)
        result = insert_current(&store->db, bytes, len_bytes, etag, revision);
    bool ok = end_change(&store->db, result, "swap");
    pthread_mutex_unlock(&store->lock);
    return ok;
}

bool content_store_roll_back(struct content_store *store) {
    struct manifest previous = {0};
    pthread_mutex_lock(&store->lock);
    bool ok = read_slot(&store->db, "previous", &previous); // never back to a damaged one
    if (ok) {
        enum db_result result = db_begin(&store->db);
        if (result == DB_OK)
            result =
                db_exec(&store->db, "UPDATE manifest SET slot = 'moving' WHERE slot = 'current';"
                                    "UPDATE manifest SET slot = 'current' WHERE slot = 'previous';"
                                    "UPDATE manifest SET slot = 'previous' WHERE slot = 'moving'");
        ok = end_change(&store->db, result, "roll back");
    }
    pthread_mutex_unlock(&store->lock);
    free(previous.bytes);
    free(previous.etag);
    return ok;
}

static bool is_sha256_hex(const char *text) {
    return strspn(text, "0123456789abcdef") == CRYPTO_SHA256_HEX_MAX - 1 &&
           text[CRYPTO_SHA256_HEX_MAX - 1] == '\0';
}

char *content_store_asset_path(struct content_store *store, const char *sha256_hex) {
    return is_sha256_hex(sha256_hex) ? path_join(store->asset_dir, sha256_hex) : NULL;
}

bool content_store_has_asset(struct content_store *store, const char *sha256_hex) {
    char *path = content_store_asset_path(store, sha256_hex);
    bool has_asset = path && path_exists(path);
    free(path);
    return has_asset;
}

bool content_store_put_asset(struct content_store *store, const char *sha256_hex, const void *bytes,
                             size_t len_bytes) {
    char actual[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(bytes, len_bytes, actual);
    if (strcmp(actual, sha256_hex) != 0)
        return false;
    char *path = content_store_asset_path(store, sha256_hex);
    bool ok = path_write(path, bytes, len_bytes, 0600);
    if (!ok)
        log_error("cannot write '%s': %s", path, strerror(errno));
    free(path);
    return ok;
}
