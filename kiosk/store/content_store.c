#include "store/content_store.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "store/content_assets.h"
#include "store/db.h"

#define CONTENT_APPLICATION_ID 0x47534374 // "GSCt"

static const char *const MIGRATIONS[] = {
    "CREATE TABLE manifest("
    " slot TEXT PRIMARY KEY CHECK(slot IN ('current', 'previous', 'moving')),"
    " revision INTEGER NOT NULL,"
    " etag TEXT NOT NULL,"
    " sha256 TEXT NOT NULL,"
    " bytes BLOB NOT NULL)",
    "ALTER TABLE manifest ADD COLUMN signature BLOB",
    NULL,
};

struct content_store {
    pthread_mutex_t lock;     // the screens read while the fetcher swaps
    struct db db;             // guarded by lock
    int gathering;            // guarded by lock: how many bring assets at the moment
    struct content_head head; // guarded by lock: as last read, while has_head
    bool has_head;            // guarded by lock
    char *asset_dir;          // never changes
    atomic_uint version;
};

static void remove_database(const char *path) {
    static const char *const parts[] = {"", "-journal", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char *part = xasprintf("%s%s", path, parts[i]);
        unlink(part);
        free(part);
    }
}

/** A broken file is begun anew: all of it can be fetched again. */
static bool open_database(struct content_store *store, const char *path, const char *vfs) {
    const struct db_params params = {.path = path,
                                     .application_id = CONTENT_APPLICATION_ID,
                                     .migrations = MIGRATIONS,
                                     .vfs = vfs};
    enum db_result result = db_open(&store->db, &params);
    if (result == DB_BROKEN) {
        log_warn("content in '%s' is broken and will be fetched again: %s", path, store->db.why);
        remove_database(path);
        result = db_open(&store->db, &params);
    }
    return result == DB_OK;
}

struct content_store *content_store_open(const char *data_dir, char **out_why) {
    return content_store_open_on(data_dir, NULL, out_why);
}

struct content_store *content_store_open_on(const char *data_dir, const char *vfs, char **out_why) {
    struct content_store *store = xcalloc(1, sizeof *store);
    pthread_mutex_init(&store->lock, NULL);
    char *dir = path_join(data_dir, "content");
    char *path = path_join(dir, "content.db");
    store->asset_dir = path_join(dir, "assets");
    char *why = NULL;
    if (!path_make_dirs(store->asset_dir))
        why = xasprintf("cannot make '%s': %s", store->asset_dir, strerror(errno));
    else if (!open_database(store, path, vfs))
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
    int64_t revision;
    bool has_signature;
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
};

static void manifest_finish(struct manifest *manifest) {
    free(manifest->bytes);
    free(manifest->etag);
    *manifest = (struct manifest){.bytes = NULL};
}

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
                             .etag = xstrdup(etag),
                             .revision = sqlite3_column_int64(row, 3)};
    const void *signature = sqlite3_column_blob(row, 4);
    out->has_signature = signature && sqlite3_column_bytes(row, 4) == CRYPTO_SIGNATURE_BYTES;
    if (out->has_signature)
        memcpy(out->signature, signature, CRYPTO_SIGNATURE_BYTES);
    return true;
}

static bool read_slot(struct db *db, const char *slot, struct manifest *out) {
    sqlite3_stmt *select = db_prepare(
        db, "SELECT etag, sha256, bytes, revision, signature FROM manifest WHERE slot = ?1");
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

/* The current one, or when that is damaged the one before. */
static bool read_current(struct content_store *store, struct manifest *out) {
    pthread_mutex_lock(&store->lock);
    bool ok = read_slot(&store->db, "current", out) || read_slot(&store->db, "previous", out);
    pthread_mutex_unlock(&store->lock);
    return ok;
}

bool content_store_current(struct content_store *store, char **out_bytes, size_t *out_len,
                           char **out_etag) {
    struct manifest manifest = {0};
    if (!read_current(store, &manifest))
        return false;
    *out_bytes = manifest.bytes;
    *out_len = manifest.len_bytes;
    if (out_etag)
        *out_etag = manifest.etag;
    else
        free(manifest.etag);
    return true;
}

bool content_store_current_signed(struct content_store *store, char **out_bytes, size_t *out_len,
                                  uint8_t *out_signature, bool *out_has_signature) {
    struct manifest manifest = {0};
    if (!read_current(store, &manifest))
        return false;
    *out_bytes = manifest.bytes;
    *out_len = manifest.len_bytes;
    *out_has_signature = manifest.has_signature;
    memcpy(out_signature, manifest.signature, CRYPTO_SIGNATURE_BYTES);
    free(manifest.etag);
    return true;
}

/* Damaged ones count as absent: whatever comes may take their place. */
static struct content_head read_head(struct db *db) {
    static const char *const slots[] = {"current", "previous"};
    struct content_head head = {0};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        struct manifest manifest = {0};
        if (!read_slot(db, slots[i], &manifest))
            continue;
        head.has_previous = head.has_previous || i > 0;
        if (head.revision == 0)
            head.revision = manifest.revision;
        if (manifest.revision > head.newest) {
            head.newest = manifest.revision;
            snprintf(head.etag, sizeof head.etag, "%s",
                     strlen(manifest.etag) < sizeof head.etag ? manifest.etag : "");
        }
        manifest_finish(&manifest);
    }
    return head;
}

void content_store_head(struct content_store *store, struct content_head *out) {
    pthread_mutex_lock(&store->lock);
    if (!store->has_head)
        store->head = read_head(&store->db);
    store->has_head = true;
    *out = store->head;
    pthread_mutex_unlock(&store->lock);
}

/* Under the lock. */
static void note_change(struct content_store *store) {
    store->has_head = false;
    atomic_fetch_add(&store->version, 1);
}

unsigned content_store_version(struct content_store *store) {
    return atomic_load(&store->version);
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

static enum db_result insert_current(struct db *db, const struct content_edition *edition) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(edition->bytes, edition->len_bytes, sha256);
    sqlite3_stmt *insert =
        db_prepare(db, "INSERT INTO manifest(slot, revision, etag, sha256, bytes, signature) "
                       "VALUES('current', ?1, ?2, ?3, ?4, ?5)");
    if (!insert)
        return DB_FAILED;
    sqlite3_bind_int64(insert, 1, edition->revision);
    sqlite3_bind_text(insert, 2, edition->etag, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, sha256, -1, SQLITE_STATIC);
    sqlite3_bind_blob64(insert, 4, edition->bytes, edition->len_bytes, SQLITE_STATIC);
    if (edition->signature)
        sqlite3_bind_blob(insert, 5, edition->signature, CRYPTO_SIGNATURE_BYTES, SQLITE_STATIC);
    enum db_result result = db_note(db, sqlite3_step(insert), "insert");
    sqlite3_finalize(insert);
    return result;
}

static bool put_current(struct db *db, const struct content_edition *edition) {
    enum db_result result = db_begin(db);
    if (result == DB_OK)
        result = db_exec(db, "DELETE FROM manifest WHERE slot = 'previous';"
                             "UPDATE manifest SET slot = 'previous' WHERE slot = 'current'");
    if (result == DB_OK)
        result = insert_current(db, edition);
    return end_change(db, result, "swap");
}

/* The assets that the kept manifests name, and `more`'s; owned. False when one that is kept cannot
 * be read: then nothing is known to be needless. */
static bool list_wanted(struct db *db, const struct content *more, json_t **out) {
    static const char *const slots[] = {"current", "previous"};
    json_t *wanted = json_object();
    bool is_sure = true;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        struct manifest manifest = {0};
        if (read_slot(db, slots[i], &manifest))
            is_sure = content_assets_want(wanted, manifest.bytes, manifest.len_bytes) && is_sure;
        manifest_finish(&manifest);
    }
    if (more)
        content_assets_want_all(wanted, more);
    *out = wanted;
    return is_sure;
}

/* Under the lock, as nobody may gather meanwhile. */
static void sweep(struct content_store *store, const struct content *more, int gathering_max) {
    json_t *wanted = NULL;
    if (store->gathering > gathering_max)
        return;
    if (list_wanted(&store->db, more, &wanted))
        content_assets_sweep(store->asset_dir, wanted);
    json_decref(wanted);
}

enum content_swap content_store_swap(struct content_store *store,
                                     const struct content_edition *edition) {
    pthread_mutex_lock(&store->lock);
    enum content_swap result = CONTENT_OLDER;
    if (edition->revision > read_head(&store->db).newest)
        result = put_current(&store->db, edition) ? CONTENT_SWAPPED : CONTENT_NOT_SAVED;
    if (result == CONTENT_SWAPPED) {
        note_change(store);
        sweep(store, NULL, 1); // the one who swaps
    }
    pthread_mutex_unlock(&store->lock);
    return result;
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
    if (ok)
        note_change(store);
    pthread_mutex_unlock(&store->lock);
    manifest_finish(&previous);
    return ok;
}

int64_t content_store_gather(struct content_store *store, const struct content *content) {
    pthread_mutex_lock(&store->lock);
    sweep(store, content, 0);
    store->gathering++;
    pthread_mutex_unlock(&store->lock);
    int64_t missing_bytes = content_assets_missing_bytes(store->asset_dir, content);
    int64_t room_bytes = path_free_bytes(store->asset_dir);
    if (missing_bytes == 0 || room_bytes < 0)
        return 0; // or nobody can say
    int64_t lacking = missing_bytes + CONTENT_STORE_RESERVE_BYTES - room_bytes;
    return lacking > 0 ? lacking : 0;
}

void content_store_gathered(struct content_store *store) {
    pthread_mutex_lock(&store->lock);
    store->gathering--;
    pthread_mutex_unlock(&store->lock);
}

char *content_store_asset_path(struct content_store *store, const char *sha256_hex) {
    return content_is_sha256(sha256_hex) ? path_join(store->asset_dir, sha256_hex) : NULL;
}

bool content_store_has_asset(struct content_store *store, const char *sha256_hex) {
    char *path = content_store_asset_path(store, sha256_hex);
    bool has_asset = path && path_exists(path);
    free(path);
    return has_asset;
}

enum content_put content_store_put_asset(struct content_store *store, const char *sha256_hex,
                                         const void *bytes, size_t len_bytes) {
    return content_assets_put(store->asset_dir, sha256_hex, bytes, len_bytes);
}

bool content_store_part(struct content_store *store, const char *sha256_hex, size_t max_bytes,
                        struct content_part *out) {
    return content_assets_part(store->asset_dir, sha256_hex, max_bytes, out);
}

void content_store_keep_part(struct content_store *store, const char *sha256_hex,
                             const struct content_part *part) {
    content_assets_keep_part(store->asset_dir, sha256_hex, part);
}

void content_store_drop_part(struct content_store *store, const char *sha256_hex) {
    content_assets_drop_part(store->asset_dir, sha256_hex);
}
