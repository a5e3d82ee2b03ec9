#include "records/scans.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/date.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "records/assets.h"
#include "records/dossier_edit.h"
#include "records/dossier_rules.h"
#include "records/settings.h"

const char *const scan_kinds[] = {"report",          "minutes_unit", "proposal",
                                  "minutes_council", "other",        NULL};

static bool is_kind(const char *kind) {
    for (size_t i = 0; scan_kinds[i]; i++)
        if (!strcmp(scan_kinds[i], kind))
            return true;
    return false;
}

char *scans_dir(const struct service_settings *settings) {
    return path_join(settings->data_dir, "papers");
}

static char *file_of(const char *dir, const char *dossier_id, const char *sha256) {
    return xasprintf("%s/%s/%s", dir, dossier_id, sha256);
}

/* --- put in --------------------------------------------------------------------------------- */

struct adding {
    const struct scan_new *scan;
    enum scan_type type;
    char sha256[CRYPTO_SHA256_HEX_MAX];
};

static bool count_of(struct sql_turn *turn, const char *dossier_id, int64_t *out) {
    struct sql_rows *rows =
        sql_ask(turn, "SELECT count(*) FROM papers WHERE commune_id = ?1 AND nomination_id = ?2",
                "t", dossier_id);
    bool is_ok = rows && sql_next(rows) == RECORDS_OK;
    *out = is_ok ? sql_int(rows, 0) : 0;
    sql_done(rows);
    return is_ok;
}

/* Papers come in until there is nothing more to do with the dossier, and its decision after that.
 */
static bool may_edit(const struct dossier_edit *edit) {
    return !edit->dossier->merged_into[0] &&
           dossier_rules_role_records(edit->office->rules, edit->office->role);
}

static void judge(struct dossier_edit *edit, const struct adding *a) {
    struct date day;
    if (a->scan->len == 0)
        dossier_edit_fault(edit, "file", "empty");
    else if (a->type == SCAN_TOO_LARGE)
        dossier_edit_fault(edit, "file", "long");
    else if (a->type == SCAN_NONE)
        dossier_edit_fault(edit, "file", "unknown");
    if (!is_kind(a->scan->kind))
        dossier_edit_fault(edit, "kind", "unknown");
    if (a->scan->date[0] && !date_parse(a->scan->date, &day))
        dossier_edit_fault(edit, "date", "format");
    else if (strcmp(a->scan->date, edit->today) > 0)
        dossier_edit_fault(edit, "date", "future");
}

static enum dossier_result add(struct dossier_edit *edit, const void *args) {
    const struct adding *a = args;
    int64_t count;
    if (!may_edit(edit))
        return DOSSIER_REFUSED;
    judge(edit, a);
    if (!count_of(edit->turn, edit->dossier->id, &count))
        return DOSSIER_LATER;
    if (count >= SCANS_MAX)
        dossier_edit_fault(edit, "file", "too-many");
    if (edit->out->fault_count > 0)
        return DOSSIER_INVALID;
    edit->event.what = "paper";
    edit->event.note = a->scan->kind;
    return sql_run(edit->turn,
                   "INSERT INTO papers (commune_id, nomination_id, sha256, kind, type, paper_date,"
                   " bytes, added_at, added_by) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), ?7, ?8,"
                   " ?9) ON CONFLICT DO NOTHING",
                   "tttttiit", edit->dossier->id, a->sha256, a->scan->kind,
                   scan_media_type(a->type), a->scan->date, (int64_t)a->scan->len,
                   edit->office->now_s, edit->office->who)
               ? DOSSIER_DONE
               : DOSSIER_LATER;
}

static bool keep_file(const char *dir, const char *dossier_id, const struct adding *a) {
    char *folder = path_join(dir, dossier_id), *path = file_of(dir, dossier_id, a->sha256);
    bool is_kept = path_exists(path) || (path_make_dirs(folder) && path_sync_dir(dir) &&
                                         path_write(path, a->scan->bytes, a->scan->len, 0600));
    if (!is_kept)
        log_error("cannot keep a scanned paper in '%s': %s", folder, strerror(errno));
    free(path);
    free(folder);
    return is_kept;
}

static bool is_kept_row(struct sql *sql, const char *dossier_id, const char *sha256) {
    struct scan_list list;
    bool is_there = scans_list(sql, dossier_id, &list) != RECORDS_OK; // not known: it stays
    for (size_t i = 0; !is_there && i < list.count; i++)
        is_there = !strcmp(list.items[i].sha256, sha256);
    return is_there;
}

static void drop_file(const char *dir, const char *dossier_id, const char *sha256) {
    char *path = file_of(dir, dossier_id, sha256);
    if (unlink(path) != 0 && errno != ENOENT)
        log_error("cannot remove '%s': %s", path, strerror(errno));
    free(path);
}

enum dossier_result scans_add(const struct dossier_office *office, const char *dir,
                              const struct dossier_aim *aim, const struct scan_new *scan,
                              struct dossier_outcome *out) {
    struct adding a = {.scan = scan, .type = scan_read(scan->bytes, scan->len)};
    crypto_sha256_hex(scan->bytes, scan->len, a.sha256);
    bool is_paper = a.type != SCAN_NONE && a.type != SCAN_TOO_LARGE && crypto_is_uuid4(aim->id);
    *out = (struct dossier_outcome){.result = DOSSIER_LATER};
    if (is_paper && !keep_file(dir, aim->id, &a)) // before its row: what is listed is there
        return out->result;
    dossier_edit_alone(office, aim, add, &a, out);
    if (dossier_is_made(out->result))
        keep_file(dir, aim->id, &a); // somebody may have taken the same one out meanwhile
    else if (is_paper && !is_kept_row(office->sql, aim->id, a.sha256))
        drop_file(dir, aim->id, a.sha256);
    return out->result;
}

/* --- taken out ------------------------------------------------------------------------------ */

static enum dossier_result take_out(struct dossier_edit *edit, const void *args) {
    const char *sha256 = args;
    if (!may_edit(edit))
        return DOSSIER_REFUSED;
    if (!sql_run(edit->turn,
                 "DELETE FROM papers WHERE commune_id = ?1 AND nomination_id = ?2 AND sha256 = ?3",
                 "tt", edit->dossier->id, sha256))
        return DOSSIER_LATER;
    if (sql_changed(edit->turn) == 0)
        return DOSSIER_NONE;
    edit->event.what = "paper_out";
    return DOSSIER_DONE;
}

enum dossier_result scans_remove(const struct dossier_office *office, const char *dir,
                                 const struct dossier_aim *aim, const char *sha256,
                                 struct dossier_outcome *out) {
    dossier_edit_alone(office, aim, take_out, sha256, out);
    if (out->result == DOSSIER_DONE && assets_is_hash(sha256))
        drop_file(dir, aim->id, sha256);
    return out->result;
}

/* --- read ----------------------------------------------------------------------------------- */

struct list_args {
    const char *dossier_id;
    struct scan_list *out;
};

static enum records_result list(struct sql_turn *turn, void *args) {
    struct list_args *a = args;
    *a->out = (struct scan_list){.count = 0};
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT sha256, kind, type, paper_date, bytes, added_at FROM papers"
                " WHERE commune_id = ?1 AND nomination_id = ?2 ORDER BY added_at, sha256",
                "t", a->dossier_id);
    enum records_result result = RECORDS_FAILED;
    while (rows && a->out->count < SCANS_MAX && (result = sql_next(rows)) == RECORDS_OK) {
        struct scan_row *row = &a->out->items[a->out->count++];
        sql_text(rows, 0, row->sha256, sizeof row->sha256);
        sql_text(rows, 1, row->kind, sizeof row->kind);
        sql_text(rows, 2, row->type, sizeof row->type);
        sql_text(rows, 3, row->date, sizeof row->date);
        row->len = sql_int(rows, 4);
        row->added_at_s = sql_int(rows, 5);
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

enum records_result scans_list(struct sql *sql, const char *dossier_id, struct scan_list *out) {
    struct list_args args = {dossier_id, out};
    return sql_read(sql, list, &args);
}

static bool read_file(const char *dir, const char *dossier_id, const struct scan_row *row,
                      char **out_bytes) {
    char *path = file_of(dir, dossier_id, row->sha256), sha256[CRYPTO_SHA256_HEX_MAX] = "";
    size_t len = 0;
    bool is_read = path_read(path, SCAN_BYTES_MAX, out_bytes, &len);
    if (is_read)
        crypto_sha256_hex(*out_bytes, len, sha256);
    if (strcmp(sha256, row->sha256) == 0) {
        free(path);
        return true;
    }
    log_error("'%s' %s", path, is_read ? "is not what was put in" : strerror(errno));
    if (is_read)
        free(*out_bytes);
    free(path);
    return false;
}

enum records_result scans_read(struct sql *sql, const char *dir, const char *dossier_id,
                               const char *sha256, struct scan_row *out, char **out_bytes) {
    struct scan_list found;
    if (scans_list(sql, dossier_id, &found) != RECORDS_OK)
        return RECORDS_FAILED;
    for (size_t i = 0; i < found.count; i++) {
        if (strcmp(found.items[i].sha256, sha256) != 0)
            continue;
        *out = found.items[i];
        return read_file(dir, dossier_id, out, out_bytes) ? RECORDS_OK : RECORDS_FAILED;
    }
    return RECORDS_NONE;
}

/* --- gone ----------------------------------------------------------------------------------- */

/* Purged, that is: a dossier that this database does not know is left alone, for it may be the
 * wrong database. */
struct gone_args {
    const char *dossier_id;
    bool is_gone;
};

static enum records_result find_gone(struct sql_turn *turn, void *args) {
    struct gone_args *a = args;
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT count(*) FROM nominations WHERE commune_id = ?1"
                                    " AND id = ?2 AND purged_at IS NOT NULL",
                                    "t", a->dossier_id);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    a->is_gone = result == RECORDS_OK && sql_int(rows, 0) > 0;
    sql_done(rows);
    return result;
}

static bool remove_folder(const char *dir, const char *dossier_id) {
    char *folder = path_join(dir, dossier_id);
    DIR *files = opendir(folder);
    for (struct dirent *entry; files && (entry = readdir(files));)
        if (entry->d_name[0] != '.')
            drop_file(dir, dossier_id, entry->d_name);
    if (files)
        closedir(files);
    bool is_gone = rmdir(folder) == 0;
    if (!is_gone)
        log_error("cannot remove '%s': %s", folder, strerror(errno));
    free(folder);
    return is_gone;
}

bool scans_sweep(struct sql *sql, const char *dir) {
    DIR *folders = opendir(dir);
    bool is_done = folders || errno == ENOENT;
    for (struct dirent *entry; folders && (entry = readdir(folders));) {
        struct gone_args args = {entry->d_name, false};
        if (!crypto_is_uuid4(entry->d_name))
            continue;
        is_done &= sql_read(sql, find_gone, &args) == RECORDS_OK &&
                   (!args.is_gone || remove_folder(dir, entry->d_name));
    }
    if (folders)
        closedir(folders);
    return is_done;
}
