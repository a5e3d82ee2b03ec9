#include "store/staff_db.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/xalloc.h"

#define STAFF_APPLICATION_ID 0x47535346 // "GSSF"

static const char *const MIGRATIONS[] = {
    // A PIN of six digits falls within a day to whoever has the file: it opens screens, no data.
    "CREATE TABLE pins("
    " name TEXT PRIMARY KEY,"
    " hash TEXT NOT NULL,"
    " set_at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE tries("
    " one INTEGER PRIMARY KEY CHECK(one = 1),"
    " count INTEGER NOT NULL,"
    " level INTEGER NOT NULL," // locks since the last right one
    " lock_id TEXT,"
    " locked_at INTEGER NOT NULL) STRICT;"
    "INSERT INTO tries VALUES(1, 0, 0, NULL, 0);"
    "CREATE TABLE chosen("
    " one INTEGER PRIMARY KEY CHECK(one = 1),"
    " overrides TEXT NOT NULL,"
    " before TEXT," // what undoing brings back
    " changed_by INTEGER) STRICT;"
    "INSERT INTO chosen VALUES(1, '{}', NULL, NULL);"
    "CREATE TABLE log("
    " seq INTEGER PRIMARY KEY,"
    " entry TEXT NOT NULL,"
    " hash TEXT NOT NULL) STRICT;",
    NULL,
};

static enum db_result open_file(struct staff_db *staff) {
    enum db_result result =
        db_open(&staff->db, &(struct db_params){.path = staff->path,
                                                .application_id = STAFF_APPLICATION_ID,
                                                .migrations = MIGRATIONS,
                                                .vfs = staff->vfs});
    if (result == DB_OK && !staff_chosen_load(staff)) {
        snprintf(staff->db.why, sizeof staff->db.why, "what staff chose cannot be read");
        db_close(&staff->db);
        result = DB_BROKEN;
    }
    return result;
}

static enum staff_open open_or_set_aside(struct staff_db *staff, struct staff_report *report) {
    enum db_result result = open_file(staff);
    enum staff_open opened = STAFF_OPENED;
    snprintf(report->why, sizeof report->why, "%s", staff->db.why);
    if (result == DB_BROKEN &&
        db_set_aside(staff->path, report->set_aside, sizeof report->set_aside)) {
        result = open_file(staff);
        opened = STAFF_OPENED_FRESH;
    }
    if (result == DB_OK)
        return opened;
    return result == DB_BUSY ? STAFF_LOCKED : STAFF_UNUSABLE;
}

enum staff_open staff_db_open(struct staff_db *staff, const struct staff_params *params,
                              struct staff_report *out_report) {
    char *dir = path_join(params->data_dir, "staff");
    *staff = (struct staff_db){.clock = params->clock, .path = path_join(dir, "staff.db")};
    *out_report = (struct staff_report){.result = STAFF_UNUSABLE};
    staff->vfs = params->vfs ? xstrdup(params->vfs) : NULL;
    if (path_make_dirs(dir))
        out_report->result = open_or_set_aside(staff, out_report);
    else
        snprintf(out_report->why, sizeof out_report->why, "cannot make '%s': %s", dir,
                 strerror(errno));
    free(dir);
    if (out_report->result == STAFF_LOCKED || out_report->result == STAFF_UNUSABLE)
        staff_db_close(staff);
    else
        staff_pins_start(staff);
    return out_report->result;
}

void staff_db_close(struct staff_db *staff) {
    db_close(&staff->db);
    overrides_finish(&staff->chosen);
    free(staff->path);
    free(staff->vfs);
    *staff = (struct staff_db){.path = NULL};
}

bool staff_db_ready(struct staff_db *staff) {
    if (!staff->must_reopen)
        return true;
    db_close(&staff->db);
    staff->must_reopen = open_file(staff) != DB_OK;
    return !staff->must_reopen;
}

bool staff_db_begin(struct staff_db *staff) {
    bool is_begun = db_begin(&staff->db) == DB_OK;
    staff->must_reopen = staff->must_reopen || !is_begun;
    return is_begun;
}

bool staff_db_end(struct staff_db *staff, bool is_good) {
    bool is_done = is_good && db_commit(&staff->db) == DB_OK;
    if (!is_good)
        db_rollback(&staff->db);
    staff->must_reopen = staff->must_reopen || !is_done;
    staff->is_changed = staff->is_changed || is_done;
    return is_done;
}

bool staff_db_run(struct staff_db *staff, const char *sql, const char *const texts[2],
                  const int64_t numbers[2]) {
    sqlite3_stmt *statement = db_prepare(&staff->db, sql);
    if (!statement)
        return false;
    int at = 1;
    for (int i = 0; texts && i < 2; i++)
        if (texts[i])
            sqlite3_bind_text(statement, at++, texts[i], -1, SQLITE_TRANSIENT);
    int left = sqlite3_bind_parameter_count(statement) - at + 1;
    for (int i = 0; numbers && i < left; i++)
        sqlite3_bind_int64(statement, at++, numbers[i]);
    bool is_done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return is_done;
}
