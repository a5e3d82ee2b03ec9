#include "store/outbox_db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/path.h"
#include "base/xalloc.h"

#define OUTBOX_APPLICATION_ID 0x47534f42 // "GSOB"
#define BALLAST_BYTES (16 * 1024 * 1024)
#define BALLAST_ROOM_BYTES (64ull * 1024 * 1024) // it is only laid down where there is plenty

// A row stays when its payload is forgotten, so that its id and code are known for good.
static const char *const migrations[] = {
    "CREATE TABLE slip ("
    " id TEXT PRIMARY KEY, code TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE,"
    " created_at INTEGER NOT NULL, state TEXT NOT NULL, body BLOB, sha256 TEXT NOT NULL,"
    " received_at TEXT, reason TEXT, settled_at INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE INDEX slip_waiting ON slip(state, seq);"
    "CREATE INDEX slip_code ON slip(code);"
    "CREATE TABLE origin (instance TEXT NOT NULL)",
    NULL,
};

#define SELECT_ROW "SELECT id, code, seq, created_at, state, reason, settled_at FROM slip "

/* --- opening
 * -------------------------------------------------------------------------------------- */

static enum db_result open_db(struct outbox_db *o) {
    struct db_params params = {.path = o->path,
                               .application_id = OUTBOX_APPLICATION_ID,
                               .migrations = migrations,
                               .vfs = o->vfs};
    return db_open(&o->db, &params);
}

static enum outbox_result result_of(enum db_result result) {
    return result == DB_OK ? OUTBOX_OK : result == DB_NO_ROOM ? OUTBOX_FULL : OUTBOX_FAILED;
}

/* A handle whose commit failed is not trusted again (the kernel may report success for pages it has
 * dropped): every operation begins with a good one. */
static bool ensure_open(struct outbox_db *o) {
    return o->db.handle || open_db(o) == DB_OK;
}

static void distrust(struct outbox_db *o) {
    db_close(&o->db);
}

static void lay_ballast(struct outbox_db *o) {
    struct statvfs fs;
    if (path_exists(o->ballast_path) || statvfs(o->dir, &fs) != 0 ||
        (unsigned long long)fs.f_bavail * fs.f_frsize < BALLAST_ROOM_BYTES)
        return;
    int fd = open(o->ballast_path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    if (posix_fallocate(fd, 0, BALLAST_BYTES) != 0)
        unlink(o->ballast_path);
    close(fd);
}

/* @return true when there was some to drop: the last slips get its room */
static bool drop_ballast(struct outbox_db *o) {
    return unlink(o->ballast_path) == 0;
}

static bool read_text(struct outbox_db *o, const char *sql, char *out, size_t out_bytes) {
    sqlite3_stmt *statement = db_prepare(&o->db, sql);
    bool is_row = statement && sqlite3_step(statement) == SQLITE_ROW;
    const char *text = is_row ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    snprintf(out, out_bytes, "%s", text ? text : "");
    sqlite3_finalize(statement);
    return text != NULL;
}

static int64_t read_number(struct outbox_db *o, const char *sql) {
    sqlite3_stmt *statement = db_prepare(&o->db, sql);
    int64_t number =
        statement && sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return number;
}

/* The database's own name, made with it; the counter remembers it, so that a foreign one is
 * noticed. */
static bool ensure_instance(struct outbox_db *o, char *out) {
    if (read_text(o, "SELECT instance FROM origin", out, CRYPTO_UUID_MAX))
        return true;
    crypto_uuid4(out);
    char *sql = sqlite3_mprintf("INSERT INTO origin VALUES (%Q)", out);
    enum db_result result = db_exec(&o->db, sql);
    sqlite3_free(sql);
    return result == DB_OK;
}

static int64_t last_seq(struct outbox_db *o) {
    int64_t stored = read_number(o, "SELECT max(seq) FROM slip");
    return stored > o->counter.value.seq ? stored : o->counter.value.seq;
}

/* Whatever became of the database, numbers go on above every one that was ever acknowledged. */
static bool begin_boot(struct outbox_db *o) {
    struct counter_value value = {.seq = last_seq(o), .boot = o->counter.value.boot + 1};
    if (!ensure_instance(o, value.instance))
        return false;
    o->boot = value.boot;
    return counter_write(&o->counter, &value);
}

static enum outbox_open fail_open(struct outbox_db *o, enum outbox_open result, const char *why,
                                  struct outbox_report *report) {
    report->result = result;
    snprintf(report->why, sizeof report->why, "%s", why);
    outbox_db_close(o);
    return result;
}

static enum outbox_open open_fresh(struct outbox_db *o, struct outbox_report *report) {
    snprintf(report->why, sizeof report->why, "%s", o->db.why);
    db_close(&o->db);
    if (!db_set_aside(o->path, report->set_aside, sizeof report->set_aside) || open_db(o) != DB_OK)
        return fail_open(o, OUTBOX_UNUSABLE, o->db.why, report);
    report->result = OUTBOX_OPENED_FRESH;
    return OUTBOX_OPENED_FRESH;
}

enum outbox_open outbox_db_open(struct outbox_db *o, const struct outbox_params *params,
                                struct outbox_report *report) {
    *report = (struct outbox_report){.result = OUTBOX_OPENED};
    *o = (struct outbox_db){.vfs = params->vfs, .counter = {.fd = -1}};
    o->dir = path_join(params->data_dir, "outbox");
    o->path = path_join(o->dir, "outbox.db");
    o->ballast_path = path_join(o->dir, "ballast");
    snprintf(o->device_id, sizeof o->device_id, "%s", params->device_id);
    if (!path_make_dirs(o->dir))
        return fail_open(o, OUTBOX_UNUSABLE, strerror(errno), report);
    switch (open_db(o)) {
    case DB_OK:
        break;
    case DB_BUSY:
        return fail_open(o, OUTBOX_LOCKED, o->db.why, report);
    case DB_BROKEN:
        if (open_fresh(o, report) != OUTBOX_OPENED_FRESH)
            return OUTBOX_UNUSABLE;
        break;
    case DB_NEWER:
    case DB_NO_ROOM:
    case DB_FAILED:
        return fail_open(o, OUTBOX_UNUSABLE, o->db.why, report);
    }
    char *counter_path = path_join(o->dir, "counter");
    bool is_begun = counter_open(&o->counter, counter_path) && begin_boot(o);
    free(counter_path);
    if (!is_begun)
        return fail_open(o, OUTBOX_UNUSABLE, "the counter beside the database cannot be written",
                         report);
    lay_ballast(o);
    return report->result;
}

void outbox_db_close(struct outbox_db *o) {
    db_close(&o->db);
    if (o->counter.fd >= 0)
        counter_close(&o->counter);
    free(o->dir);
    free(o->path);
    free(o->ballast_path);
    *o = (struct outbox_db){.counter = {.fd = -1}};
}

/* --- saving
 * --------------------------------------------------------------------------------------- */

static sqlite3_stmt *prepare_for(struct outbox_db *o, const char *sql, const char *text) {
    sqlite3_stmt *statement = db_prepare(&o->db, sql);
    if (statement)
        sqlite3_bind_text(statement, 1, text, -1, SQLITE_TRANSIENT);
    return statement;
}

/* OUTBOX_OK: this very slip is held. OUTBOX_REFUSED: another one under its id. */
static enum outbox_result look_up(struct outbox_db *o, const struct slip *slip) {
    sqlite3_stmt *statement = prepare_for(o, "SELECT code, body FROM slip WHERE id = ?1", slip->id);
    if (!statement)
        return OUTBOX_FAILED;
    enum outbox_result result = OUTBOX_ABSENT;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const char *held_code = (const char *)sqlite3_column_text(statement, 0);
        const void *body = sqlite3_column_blob(statement, 1);
        size_t body_len = (size_t)sqlite3_column_bytes(statement, 1);
        bool is_same = held_code && strcmp(held_code, slip->code) == 0 &&
                       (!body || memmem(body, body_len, slip->sealed, strlen(slip->sealed)));
        result = is_same ? OUTBOX_OK : OUTBOX_REFUSED;
    } else if (code != SQLITE_DONE) {
        result = result_of(db_note(&o->db, code, "look up"));
    }
    sqlite3_finalize(statement);
    return result;
}

static enum db_result insert(struct outbox_db *o, const struct slip *slip, int64_t seq) {
    size_t body_len;
    char sha256[CRYPTO_SHA256_HEX_MAX];
    sqlite3_stmt *statement =
        prepare_for(o,
                    "INSERT INTO slip (id, code, seq, created_at, state, body, sha256)"
                    " VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6)",
                    slip->id);
    if (!statement)
        return DB_FAILED;
    char *body = slip_encode(slip, o->device_id, seq, o->boot, &body_len);
    crypto_sha256_hex(body, body_len, sha256);
    sqlite3_bind_text(statement, 2, slip->code, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 3, seq);
    sqlite3_bind_int64(statement, 4, slip->moment.wall_s);
    sqlite3_bind_blob(statement, 5, body, (int)body_len, SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 6, sha256, -1, SQLITE_TRANSIENT);
    enum db_result result = db_note(&o->db, sqlite3_step(statement), "save");
    sqlite3_finalize(statement);
    free(body);
    return result;
}

static enum db_result save(struct outbox_db *o, const struct slip *slip, int64_t seq) {
    enum db_result result = db_begin(&o->db);
    if (result == DB_OK)
        result = insert(o, slip, seq);
    if (result == DB_OK)
        result = db_commit(&o->db);
    if (result != DB_OK)
        db_rollback(&o->db);
    return result;
}

/* The number counts as used for good before anybody is thanked with it. */
static void note_seq(struct outbox_db *o, int64_t seq) {
    struct counter_value value = o->counter.value;
    value.seq = seq;
    counter_write(&o->counter, &value); // one behind is mended by the database at the next start
}

static enum outbox_result push_once(struct outbox_db *o, const struct slip *slip) {
    if (!ensure_open(o))
        return OUTBOX_FAILED;
    enum outbox_result held = look_up(o, slip);
    if (held != OUTBOX_ABSENT)
        return held;
    int64_t seq = last_seq(o) + 1;
    enum db_result result = save(o, slip, seq);
    if (result == DB_OK) {
        note_seq(o, seq);
        return OUTBOX_OK;
    }
    // "Not saved" may turn out saved: only a handle opened anew tells.
    distrust(o);
    if (ensure_open(o) && look_up(o, slip) == OUTBOX_OK) {
        note_seq(o, seq);
        return OUTBOX_OK;
    }
    return result_of(result);
}

enum outbox_result outbox_db_push(struct outbox_db *o, const struct slip *slip) {
    if (!o->device_id[0])
        return OUTBOX_REFUSED; // nobody would take it
    enum outbox_result result = push_once(o, slip);
    if (result == OUTBOX_FULL && drop_ballast(o))
        result = push_once(o, slip);
    return result;
}

/* --- what waits
 * ----------------------------------------------------------------------------------- */

static void copy_column(sqlite3_stmt *statement, int column, char *out, size_t out_bytes) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    snprintf(out, out_bytes, "%s", text ? text : "");
}

static bool take_item(sqlite3_stmt *statement, struct outbox_item *out) {
    *out = (struct outbox_item){.seq = sqlite3_column_int64(statement, 2)};
    copy_column(statement, 0, out->id, sizeof out->id);
    copy_column(statement, 1, out->code, sizeof out->code);
    copy_column(statement, 4, out->sha256, sizeof out->sha256);
    const char *body = sqlite3_column_blob(statement, 3);
    out->body_len = (size_t)sqlite3_column_bytes(statement, 3);
    out->body = xstrndup(body ? body : "", out->body_len);
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(out->body, out->body_len, sha256);
    return strcmp(sha256, out->sha256) == 0;
}

enum outbox_result outbox_db_next(struct outbox_db *o, int64_t after_seq, struct outbox_item *out) {
    while (ensure_open(o)) {
        sqlite3_stmt *statement =
            db_prepare(&o->db, "SELECT id, code, seq, body, sha256 FROM slip"
                               " WHERE state = 'waiting' AND seq > ?1 ORDER BY seq LIMIT 1");
        if (!statement)
            return OUTBOX_FAILED;
        sqlite3_bind_int64(statement, 1, after_seq);
        int code = sqlite3_step(statement);
        struct outbox_item item = {0};
        bool is_whole = code == SQLITE_ROW && take_item(statement, &item);
        sqlite3_finalize(statement);
        if (is_whole) {
            *out = item;
            return OUTBOX_OK;
        }
        if (code != SQLITE_ROW)
            return code == SQLITE_DONE ? OUTBOX_ABSENT : result_of(db_note(&o->db, code, "next"));
        after_seq = item.seq;
        outbox_db_mark(o, item.id, "parked", OUTBOX_PARKED_DAMAGED, 0);
        outbox_item_finish(&item);
    }
    return OUTBOX_FAILED;
}

/* Runs a statement that changes rows; a failure makes the handle suspect. */
static enum outbox_result run(struct outbox_db *o, sqlite3_stmt *statement) {
    if (!statement)
        return OUTBOX_FAILED;
    enum db_result result = db_note(&o->db, sqlite3_step(statement), "change");
    sqlite3_finalize(statement);
    int changed = sqlite3_changes(o->db.handle);
    if (result == DB_OK)
        return changed > 0 ? OUTBOX_OK : OUTBOX_ABSENT;
    distrust(o);
    return result_of(result);
}

enum outbox_result outbox_db_mark(struct outbox_db *o, const char *id, const char *state,
                                  const char *note, int64_t now_s) {
    if (!ensure_open(o))
        return OUTBOX_FAILED;
    bool is_delivered = strcmp(state, "delivered") == 0;
    sqlite3_stmt *statement = prepare_for(
        o,
        is_delivered ? "UPDATE slip SET state = ?2, received_at = ?3, settled_at = ?4, reason = "
                       "NULL WHERE id = ?1"
                     : "UPDATE slip SET state = ?2, reason = ?3, settled_at = ?4 WHERE id = ?1",
        id);
    if (!statement)
        return OUTBOX_FAILED;
    sqlite3_bind_text(statement, 2, state, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 3, note, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 4, now_s);
    return run(o, statement);
}

static enum outbox_result run_with_number(struct outbox_db *o, const char *sql, int64_t number) {
    if (!ensure_open(o))
        return OUTBOX_FAILED;
    sqlite3_stmt *statement = db_prepare(&o->db, sql);
    if (statement)
        sqlite3_bind_int64(statement, 1, number);
    enum outbox_result result = run(o, statement);
    return result == OUTBOX_ABSENT ? OUTBOX_OK : result; // no row to change is fine
}

enum outbox_result outbox_db_resend_from(struct outbox_db *o, int64_t from_seq) {
    return run_with_number(o,
                           "UPDATE slip SET state = 'waiting', settled_at = 0"
                           " WHERE state = 'delivered' AND seq >= ?1 AND body IS NOT NULL",
                           from_seq);
}

enum outbox_result outbox_db_forget(struct outbox_db *o, int64_t before_s) {
    return run_with_number(o,
                           "UPDATE slip SET body = NULL"
                           " WHERE state = 'delivered' AND settled_at < ?1 AND body IS NOT NULL",
                           before_s);
}

/* --- looking
 * -------------------------------------------------------------------------------------- */

enum outbox_result outbox_db_count(struct outbox_db *o, struct outbox_counts *out) {
    if (!ensure_open(o))
        return OUTBOX_FAILED;
    sqlite3_stmt *statement =
        db_prepare(&o->db, "SELECT count(*) FILTER (WHERE state = 'waiting'),"
                           " count(*) FILTER (WHERE state = 'delivered'),"
                           " count(*) FILTER (WHERE state = 'parked'),"
                           " min(created_at) FILTER (WHERE state = 'waiting') FROM slip");
    if (!statement)
        return OUTBOX_FAILED;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *out = (struct outbox_counts){
            .waiting = sqlite3_column_int64(statement, 0),
            .delivered = sqlite3_column_int64(statement, 1),
            .parked = sqlite3_column_int64(statement, 2),
            .oldest_waiting_s = sqlite3_column_int64(statement, 3),
            .boot = o->boot,
        };
    enum outbox_result result = result_of(db_note(&o->db, code, "count"));
    sqlite3_finalize(statement);
    if (result == OUTBOX_OK)
        out->last_seq = last_seq(o);
    return result;
}

static struct outbox_row take_row(sqlite3_stmt *statement) {
    struct outbox_row row = {.seq = sqlite3_column_int64(statement, 2),
                             .created_at_s = sqlite3_column_int64(statement, 3)};
    copy_column(statement, 0, row.id, sizeof row.id);
    copy_column(statement, 1, row.code, sizeof row.code);
    copy_column(statement, 4, row.state, sizeof row.state);
    copy_column(statement, 5, row.reason, sizeof row.reason);
    if (strcmp(row.state, "delivered") == 0)
        row.delivered_at_s = sqlite3_column_int64(statement, 6);
    return row;
}

enum outbox_result outbox_db_list(struct outbox_db *o, struct outbox_row **out, size_t *out_count) {
    if (!ensure_open(o))
        return OUTBOX_FAILED;
    sqlite3_stmt *statement = db_prepare(&o->db, SELECT_ROW "ORDER BY seq");
    if (!statement)
        return OUTBOX_FAILED;
    struct outbox_row *rows = NULL;
    size_t count = 0, cap = 0;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (count == cap) {
            cap = cap ? 2 * cap : 64;
            rows = xrealloc(rows, cap, sizeof *rows);
        }
        rows[count++] = take_row(statement);
    }
    enum outbox_result result = result_of(db_note(&o->db, code, "list"));
    sqlite3_finalize(statement);
    if (result == OUTBOX_OK) {
        *out = rows;
        *out_count = count;
    } else {
        free(rows);
    }
    return result;
}

enum outbox_result outbox_db_find_code(struct outbox_db *o, const char *code,
                                       struct outbox_row *out) {
    if (!ensure_open(o))
        return OUTBOX_FAILED;
    sqlite3_stmt *statement = prepare_for(o, SELECT_ROW "WHERE code = ?1 ORDER BY seq DESC", code);
    if (!statement)
        return OUTBOX_FAILED;
    int step = sqlite3_step(statement);
    enum outbox_result result =
        step == SQLITE_DONE ? OUTBOX_ABSENT : result_of(db_note(&o->db, step, "find"));
    if (step == SQLITE_ROW)
        *out = take_row(statement);
    sqlite3_finalize(statement);
    return result;
}
