#include "records/restore.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/audit.h"
#include "records/devices.h"
#include "records/intake.h"
#include "records/migrate.h"
#include "records/service.h"
#include "records/settings.h"

#define ERASURES_BYTES_MAX (1024u * 1024 * 1024)
#define SQLITE_SCHEME "sqlite:"

/* --- which one ------------------------------------------------------------------------------ */

static char *newest_in(const char *from) {
    char **names, *list = path_join(from, BACKUP_LIST_FILE), *dir = NULL;
    if (path_exists(list)) {
        dir = xstrdup(from);
    } else {
        size_t count = backup_list_names(from, &names);
        if (count > 0)
            dir = path_join(from, names[count - 1]);
        backup_list_free_names(names, count);
    }
    free(list);
    return dir;
}

bool restore_find(const char *from, struct restore *out, char **out_why) {
    struct restore restore = {.dir = newest_in(from)};
    if (!restore.dir) {
        *out_why = xasprintf("there is no backup in '%s'", from);
        return false;
    }
    if (backup_list_read(restore.dir, &restore.list, out_why) &&
        backup_list_check(&restore.list, restore.dir, out_why)) {
        *out = restore;
        return true;
    }
    restore_finish(&restore);
    return false;
}

void restore_finish(struct restore *restore) {
    backup_list_finish(&restore->list);
    free(restore->dir);
    restore->dir = NULL;
}

/* --- erasures ------------------------------------------------------------------------------- */

struct lines { // of all files of erasures, each once
    char **texts;
    size_t count, room;
};

static void add_file(struct lines *lines, const char *path) {
    char *bytes;
    if (!path_read(path, ERASURES_BYTES_MAX, &bytes, NULL))
        return;
    for (char *at = bytes, *end; (end = strchr(at, '\n')); at = end + 1) {
        if (end == at)
            continue;
        if (lines->count == lines->room) {
            lines->room = lines->room ? 2 * lines->room : 256;
            lines->texts = xrealloc(lines->texts, lines->room, sizeof *lines->texts);
        }
        lines->texts[lines->count++] = xstrndup(at, (size_t)(end - at));
    }
    free(bytes);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In order of time, with which each line begins. */
static char *join(struct lines *lines, size_t *out_len) {
    struct strbuf all = {.text = NULL};
    if (lines->count > 0)
        qsort(lines->texts, lines->count, sizeof *lines->texts, by_text);
    for (size_t i = 0; i < lines->count; i++)
        if (i == 0 || strcmp(lines->texts[i], lines->texts[i - 1]) != 0)
            strbuf_addf(&all, "%s\n", lines->texts[i]);
    for (size_t i = 0; i < lines->count; i++)
        free(lines->texts[i]);
    free(lines->texts);
    *out_len = all.len;
    return strbuf_detach(&all);
}

static void add_file_of(struct lines *lines, const char *dir) {
    char *path = path_join(dir, BACKUP_ERASURES_FILE);
    add_file(lines, path);
    free(path);
}

char *restore_erasures_path(const char *backup_dir, const char *store_id) {
    return xasprintf("%s/erasures-%s.log", backup_dir, store_id);
}

/* The backups beside this one may be of another commune: an id that is not here erases nothing. */
static void add_files_beside(struct lines *lines, const struct restore *restore) {
    const char *dir = restore->dir, *slash = strrchr(dir, '/');
    char **names, *parent = slash ? xstrndup(dir, (size_t)(slash - dir)) : xstrdup(".");
    size_t count = backup_list_names(parent, &names);
    char *daily = restore_erasures_path(parent, restore->list.store_id);
    add_file(lines, daily);
    free(daily);
    for (size_t i = 0; i < count; i++) {
        char *beside = path_join(parent, names[i]);
        add_file_of(lines, beside);
        free(beside);
    }
    backup_list_free_names(names, count);
    free(parent);
}

static bool put_erasures(const struct restore *restore, const struct service_settings *settings,
                         char **out_why) {
    struct lines lines = {.count = 0};
    char *path = service_erasures_path(settings);
    add_file(&lines, path);
    add_file_of(&lines, restore->dir);
    add_files_beside(&lines, restore);
    size_t len;
    char *text = join(&lines, &len);
    bool is_put =
        len == 0 || (path_make_dirs(settings->data_dir) && path_write(path, text, len, 0600));
    if (!is_put)
        *out_why = xasprintf("cannot write '%s': %s", path, strerror(errno));
    free(text);
    free(path);
    return is_put;
}

/* --- files and records ---------------------------------------------------------------------- */

static bool put_file(const struct restore *restore, const struct backup_file *file,
                     const char *data_dir, char **out_why) {
    char *from = path_join(restore->dir, file->path), *to = path_join(data_dir, file->path);
    struct file_copy is;
    bool is_put = path_exists(to) || file_copy(from, to, &is, out_why);
    free(to);
    free(from);
    return is_put;
}

static bool put_files(const struct restore *restore, const struct service_settings *settings,
                      char **out_why) {
    for (size_t i = 0; i < restore->list.count; i++) {
        const struct backup_file *file = &restore->list.files[i];
        if (strcmp(file->path, BACKUP_RECORDS_FILE) != 0 &&
            strcmp(file->path, BACKUP_ERASURES_FILE) != 0 &&
            !put_file(restore, file, settings->data_dir, out_why))
            return false;
    }
    return true;
}

static void ignore_proof(const struct migrate_proof *proof) {
    (void)proof; // what is not the same fails the whole
}

/* Into a server, from a working copy: to open a file changes it, and the backup stays as it is. */
static bool put_records_on_server(const char *from, const struct service_settings *settings,
                                  char **out_why) {
    char *copy = path_join(settings->data_dir, "restoring.db");
    char *dsn = xasprintf(SQLITE_SCHEME "%s", copy), *lock = xasprintf("%s-writer", copy);
    const struct migrate_params params = {dsn, settings->db, settings->commune_id};
    struct file_copy is;
    bool is_put = file_copy(from, copy, &is, out_why);
    if (is_put && !migrate_commune(&params, ignore_proof)) {
        *out_why = xstrdup("the records could not be put into the database");
        is_put = false;
    }
    unlink(copy);
    unlink(lock);
    free(lock);
    free(dsn);
    free(copy);
    return is_put;
}

static bool is_sqlite(const char *dsn) {
    return !strncmp(dsn, SQLITE_SCHEME, strlen(SQLITE_SCHEME));
}

/* What a database leaves beside itself; a stranger's would be taken for the restored one's own. */
static char *left_beside(const char *file) {
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *path = xasprintf("%s%s", file, ends[i]);
        if (path_exists(path))
            return path;
        free(path);
    }
    return NULL;
}

static bool may_put(const struct restore *restore, const struct service_settings *settings,
                    const char *dsn, char **out_why) {
    char *left = is_sqlite(dsn) ? left_beside(dsn + strlen(SQLITE_SCHEME)) : NULL;
    if (strcmp(restore->list.commune, settings->commune_id) != 0)
        *out_why = xasprintf("this is a backup of commune '%s', not of '%s'", restore->list.commune,
                             settings->commune_id);
    else if (left)
        *out_why = xasprintf("there are records, '%s': move them away, or choose an empty "
                             "--data folder",
                             left);
    free(left);
    return !*out_why;
}

bool restore_apply(const struct restore *restore, const struct service_settings *settings,
                   char **out_why) {
    char *dsn = service_dsn(settings), *from = path_join(restore->dir, BACKUP_RECORDS_FILE);
    bool is_put = may_put(restore, settings, dsn, out_why) &&
                  put_files(restore, settings, out_why) && put_erasures(restore, settings, out_why);
    struct file_copy is;
    if (is_put)
        is_put = is_sqlite(dsn) ? file_copy(from, dsn + strlen(SQLITE_SCHEME), &is, out_why)
                                : put_records_on_server(from, settings, out_why);
    free(from);
    free(dsn);
    return is_put;
}

/* --- kiosks --------------------------------------------------------------------------------- */

/* What the backup caught before it was filed is here all the same; without the keys, which may come
 * back later, it is filed unopened. */
static bool file_left(struct service *service) {
    return intake_file_left(service) == 0 || service_settle_erasures(service);
}

int restore_ask_kiosks(struct service *service, int64_t now_s) {
    const struct actor actor = {AUDIT_COMMAND_LINE, now_s};
    struct device_row row = {.id = ""};
    int asked = 0;
    if (!file_left(service))
        return -1;
    for (;;) {
        char after[SLIP_ID_BYTES];
        int64_t seq;
        snprintf(after, sizeof after, "%s", row.id);
        enum records_result result = devices_next(service->records, after, &row);
        if (result != RECORDS_OK)
            return result == RECORDS_NONE ? asked : -1;
        if (row.state != DEVICE_STATE_ENROLLED)
            continue;
        if (devices_first_missing(service->records, row.id, &seq) != RECORDS_OK ||
            devices_ask_resend(service->records, row.id, seq, &actor) != RECORDS_OK)
            return -1;
        asked++;
    }
}
