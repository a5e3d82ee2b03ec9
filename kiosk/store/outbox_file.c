#include "store/outbox_db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "store/ballast.h"

#define OUTBOX_APPLICATION_ID 0x47534f42 // "GSOB"

static const char *const MIGRATIONS[] = {
    // The code and the times say nothing about a person; everything else of a slip is sealed.
    // A delivered slip keeps its row for ever, so that its id and code stay known; its payload goes
    // after 90 days.
    "CREATE TABLE slip("
    " seq INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " code TEXT NOT NULL,"
    " created_at INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK(state IN ('waiting', 'delivered', 'parked')),"
    " sha256 TEXT NOT NULL,"
    " delivered_at INTEGER,"
    " received_at TEXT,"
    " parked_at INTEGER,"
    " reason TEXT) STRICT;"
    "CREATE INDEX slip_by_code ON slip(code);"
    "CREATE INDEX slip_by_state ON slip(state);"
    "CREATE TABLE payload("
    " seq INTEGER PRIMARY KEY REFERENCES slip(seq),"
    " body BLOB NOT NULL) STRICT;"
    "CREATE TABLE ledger("
    " one INTEGER PRIMARY KEY CHECK(one = 1),"
    " instance TEXT NOT NULL,"
    " last_seq INTEGER NOT NULL,"
    " boot INTEGER NOT NULL,"
    " openings INTEGER NOT NULL,"
    " tally BLOB NOT NULL) STRICT;",
    // What the store last said of codes that were looked up here. It can be asked again, so neither
    // the ledger nor the salvage knows of it.
    "CREATE TABLE progress("
    " code TEXT PRIMARY KEY,"
    " answer TEXT NOT NULL,"
    " known_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX progress_by_age ON progress(known_at);",
    // Only words on the screen hang on it, so the ledger does not vouch for it.
    "ALTER TABLE slip ADD COLUMN is_difficulty INTEGER NOT NULL DEFAULT 0;",
    NULL,
};

static enum db_result open_at(struct db *db, const char *path, const char *vfs) {
    return db_open(db, &(struct db_params){.path = path,
                                           .application_id = OUTBOX_APPLICATION_ID,
                                           .migrations = MIGRATIONS,
                                           .vfs = vfs});
}

/** Bytes of `path` with `suffix` behind; -1 when there is no such file. */
static int64_t size_of(const char *path, const char *suffix) {
    struct stat status;
    char *name = xasprintf("%s%s", path, suffix);
    int64_t size = stat(name, &status) == 0 ? status.st_size : -1;
    free(name);
    return size;
}

/**
 * Whether ledger, rows and indices agree; a row that an index does not know would never be sent.
 * `out_ledger` has no instance while the file is quite new.
 */
static enum db_result check_ledger(struct db *db, struct ledger *out_ledger) {
    uint8_t tally[CRYPTO_SHA256_BYTES];
    enum db_result result = db_check(db, true);
    if (result == DB_OK)
        result = ledger_read(db, out_ledger);
    if (result == DB_OK)
        result = ledger_tally(db, tally);
    if (result == DB_FAILED && sqlite3_errcode(db->handle) == SQLITE_ERROR)
        return DB_BROKEN; // tables or columns are missing
    if (result == DB_OK && memcmp(tally, out_ledger->tally, sizeof tally) != 0) {
        snprintf(db->why, sizeof db->why, "the rows do not add up to the ledger");
        result = DB_BROKEN;
    }
    return result;
}

/** Every payload that may yet be sent; at an ordinary start only the one being sent is checked. */
static enum db_result check_payloads(struct db *db) {
    sqlite3_stmt *select =
        db_prepare(db, "SELECT seq, id, sha256, body FROM slip LEFT JOIN payload USING(seq)"
                       " WHERE state = 'waiting' OR (state = 'delivered' AND body IS NOT NULL)");
    if (!select)
        return DB_FAILED;
    int code;
    bool is_whole = true;
    while (is_whole && (code = sqlite3_step(select)) == SQLITE_ROW) {
        struct outbox_entry entry = {.seq = sqlite3_column_int64(select, 0),
                                     .id = (const char *)sqlite3_column_text(select, 1),
                                     .sha256 = (const char *)sqlite3_column_text(select, 2)};
        const char *body = sqlite3_column_blob(select, 3);
        is_whole =
            body && outbox_body_is_whole(&entry, body, (size_t)sqlite3_column_bytes(select, 3));
    }
    enum db_result result = is_whole ? db_note(db, code, "check payloads") : DB_BROKEN;
    if (!is_whole)
        snprintf(db->why, sizeof db->why, "payloads do not have their hashes");
    sqlite3_finalize(select);
    return result;
}

/** What costs too much for every start: when a journal had to be used, or is missing. */
static enum db_result check_thoroughly(struct db *db, struct ledger *out_ledger) {
    enum db_result result = check_ledger(db, out_ledger);
    return result == DB_OK ? check_payloads(db) : result;
}

static bool copy_file(const char *from, const char *to) {
    char chunk[65536];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t got = in < 0 || out < 0 ? -1 : 0;
    while (got >= 0 && (got = read(in, chunk, sizeof chunk)) > 0)
        if (write(out, chunk, (size_t)got) != got)
            got = -1;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return got == 0;
}

static void remove_pair(const char *path, const char *journal) {
    unlink(journal);
    unlink(path);
}

/** Whether this journal is this database's own: nothing that was confirmed is lost by it. */
static enum db_result judge_rollback(struct outbox_db *box, const char *trial_path) {
    struct db db;
    struct ledger ledger = {0};
    const struct counter_value *known = &box->counter.value;
    enum db_result result = open_at(&db, trial_path, NULL);
    if (result == DB_OK)
        result = check_thoroughly(&db, &ledger);
    if (result == DB_OK && known->instance[0] &&
        (strcmp(ledger.instance, known->instance) != 0 || ledger.last_seq < known->seq)) {
        snprintf(db.why, sizeof db.why, "its journal would undo slips that were confirmed");
        result = DB_BROKEN;
    }
    db_close(&db);
    memcpy(box->db.why, db.why, sizeof db.why);
    return result;
}

/**
 * A journal with something in it would be rolled back by the mere opening, whosever it is. So that
 * is tried on a copy first, and a pair that fails is set aside as it was found.
 */
static bool is_journal_ours(struct outbox_db *box) {
    char *trial = path_join(box->dir, "trial.db");
    char *trial_journal = path_join(box->dir, "trial.db-journal");
    char *journal = xasprintf("%s-journal", box->path);
    remove_pair(trial, trial_journal); // left by a cut during a trial
    bool is_ours = true;
    if (size_of(journal, "") > 0) {
        bool is_copied = copy_file(box->path, trial) && copy_file(journal, trial_journal);
        if (!is_copied && ballast_drop(box->ballast_path))
            is_copied = copy_file(box->path, trial) && copy_file(journal, trial_journal);
        if (is_copied)
            is_ours = judge_rollback(box, trial) != DB_BROKEN;
        else // a full disk must not keep what waits from being sent
            log_warn("no room to try the journal of '%s' on a copy", box->path);
        remove_pair(trial, trial_journal);
    }
    free(journal);
    free(trial_journal);
    free(trial);
    return is_ours;
}

/** Opens what is there, whoever wrote it last. DB_BROKEN: to be set aside. */
static enum db_result open_existing(struct outbox_db *box) {
    if (size_of(box->path, "") <= 0 && box->counter.value.seq > 0) {
        snprintf(box->db.why, sizeof box->db.why, "the file is gone or empty");
        return DB_BROKEN;
    }
    // A clean end leaves an empty journal, so a missing one was taken away, perhaps too early.
    bool is_journal_gone = size_of(box->path, "") > 0 && size_of(box->path, "-journal") < 0;
    if (!is_journal_ours(box))
        return DB_BROKEN;
    enum db_result result = open_at(&box->db, box->path, box->vfs);
    struct ledger ledger = {0};
    if (result == DB_OK)
        result =
            is_journal_gone ? check_thoroughly(&box->db, &ledger) : check_ledger(&box->db, &ledger);
    if (result == DB_OK && !ledger.instance[0] && box->counter.value.seq > 0) {
        snprintf(box->db.why, sizeof box->db.why, "its ledger is missing");
        result = DB_BROKEN;
    }
    if (result != DB_OK)
        db_close(&box->db);
    return result;
}

static bool has_anything(const struct outbox_db *box) {
    return size_of(box->path, "") >= 0 || size_of(box->path, "-journal") >= 0;
}

/** Out of the way with it, and a new one. What is whole in the old ones is taken over at once. */
static enum db_result begin_fresh(struct outbox_db *box, struct outbox_report *report) {
    snprintf(report->why, sizeof report->why, "%s", box->db.why);
    report->set_aside[0] = '\0';
    if (has_anything(box) &&
        !db_set_aside(box->path, report->set_aside, sizeof report->set_aside)) {
        snprintf(box->db.why, sizeof box->db.why, "broken, and cannot be set aside: %s",
                 strerror(errno));
        return DB_FAILED;
    }
    report->result = OUTBOX_OPENED_FRESH;
    return open_at(&box->db, box->path, box->vfs);
}

/** Both copies of the numbers to the higher one: an older backup may have come back. */
static void reconcile(struct ledger *ledger, const struct outbox_db *box) {
    const struct counter_value *known = &box->counter.value;
    if (ledger->last_seq < known->seq) {
        log_warn("'%s' knows slips up to %lld, the counter up to %lld: it goes on from there",
                 box->path, (long long)ledger->last_seq, (long long)known->seq);
        ledger->last_seq = known->seq;
    }
    if (ledger->boot < known->boot)
        ledger->boot = known->boot;
    ledger->boot += !box->is_boot_counted;
    ledger->openings++;
}

static enum db_result settle_ledger(struct outbox_db *box, struct ledger *ledger) {
    enum db_result result = ledger_read(&box->db, ledger);
    if (result != DB_OK)
        return result;
    if (!ledger->instance[0]) { // new: the ledger begins in the transaction that fills it
        crypto_uuid4(ledger->instance);
        outbox_salvage(box, ledger);
    }
    reconcile(ledger, box);
    return ledger_write(&box->db, ledger);
}

enum db_result outbox_file_settle(struct outbox_db *box) {
    struct ledger ledger = {0};
    enum db_result result = db_begin(&box->db);
    if (result == DB_OK)
        result = settle_ledger(box, &ledger);
    if (result == DB_OK)
        result = db_commit(&box->db);
    if (result != DB_OK) {
        db_rollback(&box->db);
        return result;
    }
    struct counter_value value = {.seq = ledger.last_seq, .boot = ledger.boot};
    memcpy(value.instance, ledger.instance, sizeof value.instance);
    if (!counter_write(&box->counter, &value))
        log_error("cannot write '%s/counter': %s", box->dir, strerror(errno));
    box->is_settled = box->is_boot_counted = true;
    return DB_OK;
}

/** Opens, or sets aside and begins anew; then commits once. */
static enum db_result open_file(struct outbox_db *box, struct outbox_report *report) {
    report->result = OUTBOX_OPENED;
    box->is_settled = box->must_reopen = false;
    enum db_result result = open_existing(box);
    if (result == DB_BROKEN)
        result = begin_fresh(box, report);
    if (result == DB_NO_ROOM && ballast_drop(box->ballast_path))
        result = open_existing(box);
    if (result != DB_OK)
        return result;
    result = outbox_file_settle(box);
    if (result == DB_NO_ROOM && ballast_drop(box->ballast_path))
        result = outbox_file_settle(box);
    if (result == DB_NO_ROOM) { // what waits can still be sent; a push settles first
        log_error("the disk is full: '%s' can only be read", box->path);
        return DB_OK;
    }
    if (result != DB_OK)
        db_close(&box->db);
    return result;
}

/** OUTBOX_OPENED when the lock is ours. */
static enum outbox_open take_lock(struct outbox_db *box, char *out_why, size_t why_bytes) {
    char *path = path_join(box->dir, "lock");
    box->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    enum outbox_open result = OUTBOX_OPENED;
    if (box->lock_fd < 0)
        result = OUTBOX_UNUSABLE;
    else if (flock(box->lock_fd, LOCK_EX | LOCK_NB) != 0)
        result = errno == EWOULDBLOCK ? OUTBOX_LOCKED : OUTBOX_UNUSABLE;
    if (result != OUTBOX_OPENED)
        snprintf(out_why, why_bytes, "cannot lock '%s': %s", path, strerror(errno));
    free(path);
    return result;
}

static bool open_counter(struct outbox_db *box, char *out_why, size_t why_bytes) {
    char *path = path_join(box->dir, "counter");
    bool ok = counter_open(&box->counter, path);
    if (!ok && errno == ENOSPC && ballast_drop(box->ballast_path))
        ok = counter_open(&box->counter, path);
    if (!ok)
        snprintf(out_why, why_bytes, "cannot open '%s': %s", path, strerror(errno));
    free(path);
    return ok;
}

static enum outbox_open open_folder(struct outbox_db *box, const struct outbox_params *params,
                                    struct outbox_report *report) {
    if (!path_make_dirs(box->dir)) {
        snprintf(report->why, sizeof report->why, "cannot make '%s': %s", box->dir,
                 strerror(errno));
        return OUTBOX_UNUSABLE;
    }
    enum outbox_open locked = take_lock(box, report->why, sizeof report->why);
    if (locked != OUTBOX_OPENED)
        return locked;
    if (!open_counter(box, report->why, sizeof report->why))
        return OUTBOX_UNUSABLE;
    enum db_result result = open_file(box, report);
    if (result != DB_OK) {
        snprintf(report->why, sizeof report->why, "%s", box->db.why);
        return result == DB_BUSY ? OUTBOX_LOCKED : OUTBOX_UNUSABLE;
    }
    if (!params->skip_ballast)
        ballast_make(box->ballast_path);
    return report->result;
}

enum outbox_open outbox_file_open(struct outbox_db *box, const struct outbox_params *params,
                                  struct outbox_report *out_report) {
    char *dir = path_join(params->data_dir, "outbox");
    *box = (struct outbox_db){.counter.fd = -1,
                              .lock_fd = -1,
                              .dir = dir,
                              .path = path_join(dir, "outbox.db"),
                              .ballast_path = path_join(dir, "ballast"),
                              .device_id = xstrdup(params->device_id),
                              .vfs = xstrdup(params->vfs)};
    *out_report = (struct outbox_report){0};
    out_report->result = open_folder(box, params, out_report);
    if (out_report->result == OUTBOX_LOCKED || out_report->result == OUTBOX_UNUSABLE)
        outbox_file_close(box);
    return out_report->result;
}

void outbox_file_close(struct outbox_db *box) {
    db_close(&box->db);
    counter_close(&box->counter);
    if (box->lock_fd >= 0)
        close(box->lock_fd);
    free(box->vfs);
    free(box->device_id);
    free(box->ballast_path);
    free(box->path);
    free(box->dir);
    *box = (struct outbox_db){.counter.fd = -1, .lock_fd = -1};
}

bool outbox_file_ready(struct outbox_db *box) {
    if (box->db.handle && !box->must_reopen)
        return true;
    struct outbox_report report = {0};
    log_warn("the outbox is opened again after: %s", box->db.why);
    db_close(&box->db);
    if (open_file(box, &report) != DB_OK) {
        log_error("the outbox cannot be used: %s", box->db.why);
        return false;
    }
    if (report.result == OUTBOX_OPENED_FRESH)
        log_error("the outbox was broken (%s); it was set aside as '%s'", report.why,
                  report.set_aside);
    return true;
}
