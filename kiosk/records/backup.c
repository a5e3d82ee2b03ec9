#include "records/backup.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/backup_list.h"
#include "records/migrate.h"
#include "records/service.h"
#include "records/settings.h"
#include "sql/sql.h"

#define PARTIAL ".partial-" // no backup yet: its name does not begin like one's
#define LAST_FILE "backup.json"
#define LAST_BYTES_MAX 65536
#define DAY_S 86400

struct making {
    struct service *service;
    const struct backup_params *params;
    char *partial; // the folder until it is whole; owned
    struct backup_list list;
    char *why;
};

/* --- what goes in --------------------------------------------------------------------------- */

/* A database of a server comes as an SQLite file, too: it can be read in ten years. */
static bool copy_from_server(const struct making *m, const char *path, char **out_why) {
    char *from = service_dsn(m->service->settings), *to = xasprintf("sqlite:%s", path);
    char *lock = xasprintf("%s-writer", path);
    const struct migrate_params params = {from, to, m->service->settings->commune_id};
    bool is_copied = migrate_copy(&params);
    if (!is_copied)
        *out_why = xstrdup("the records could not be copied");
    unlink(lock); // of the copy's own connection, which is closed
    free(lock);
    free(to);
    free(from);
    return is_copied;
}

static bool sync_file(const char *path) {
    FILE *file = fopen(path, "re");
    bool is_synced = file && fsync(fileno(file)) == 0;
    if (file)
        fclose(file);
    return is_synced;
}

static bool copy_records(struct making *m) {
    char *path = path_join(m->partial, BACKUP_RECORDS_FILE);
    struct file_copy is;
    enum records_result copied = sql_copy(m->service->records, path, &m->why);
    bool is_done =
        copied == RECORDS_OK || (copied == RECORDS_NONE && copy_from_server(m, path, &m->why));
    if (is_done && !sync_file(path)) {
        m->why = xasprintf("cannot write '%s': %s", path, strerror(errno));
        is_done = false;
    }
    is_done = is_done && sql_copy_is_whole(path, &m->why) && file_copy_hash(path, &is, &m->why);
    if (is_done)
        backup_list_add(&m->list, BACKUP_RECORDS_FILE, &is);
    free(path);
    return is_done;
}

static bool is_in(const char *path, const char *dir) {
    size_t len = strlen(dir);
    return !strncmp(path, dir, len) && path[len] == '/';
}

/* The database has its own way, wherever it lies; half-written files end with ".new"
 * (base/path.c). */
static bool is_wanted(const struct making *m, const char *path) {
    size_t len = strlen(path);
    if (is_in(path, "records") || strstr(path, ".db") || !strcmp(path, LAST_FILE) ||
        (len > 4 && !strcmp(path + len - 4, ".new")))
        return false;
    return m->params->with_keys || !(is_in(path, "keys") || is_in(path, "tls"));
}

static bool copy_one(void *context, const char *path) {
    struct making *m = context;
    if (!is_wanted(m, path))
        return true;
    char *from = path_join(m->service->settings->data_dir, path);
    char *to = path_join(m->partial, path);
    struct file_copy is;
    bool is_copied = file_copy(from, to, &is, &m->why);
    if (is_copied) {
        backup_list_add(&m->list, path, &is);
    } else if (!path_exists(from)) { // deleted meanwhile, as files are
        free(m->why);
        m->why = NULL;
        is_copied = true;
    }
    free(to);
    free(from);
    return is_copied;
}

/* The database first: what it names is there then, and files are only added. The erasures after it
 * know all that its copy knows. */
static bool fill(struct making *m) {
    return copy_records(m) && file_copy_walk(m->service->settings->data_dir, copy_one, m) &&
           backup_list_write(&m->list, m->partial, &m->why) && path_sync_dir(m->partial);
}

/* --- its folder ----------------------------------------------------------------------------- */

static char *name_of(int64_t at_s) {
    struct date_time at = date_time_at(at_s, 0);
    return xasprintf(BACKUP_PREFIX "%04d%02d%02dT%02d%02d%02dZ", at.date.year, at.date.month,
                     at.date.day, at.hour, at.minute, at.second);
}

/* Backups of another store in the same folder are none of ours. */
static bool is_own(const char *dir, const char *store_id) {
    struct backup_list list;
    char *why = NULL;
    bool is_read = backup_list_read(dir, &list, &why);
    bool is_same = is_read && !strcmp(list.store_id, store_id);
    if (is_read)
        backup_list_finish(&list);
    free(why);
    return is_same;
}

static void delete_older(const struct making *m) {
    char **names;
    size_t count = backup_list_names(m->params->to_dir, &names);
    int kept = 0;
    for (size_t i = count; i-- > 0;) {
        char *dir = path_join(m->params->to_dir, names[i]);
        if (is_own(dir, m->list.store_id) && kept++ >= m->params->keep && !file_copy_remove(dir))
            log_warn("cannot delete the old backup '%s': %s", dir, strerror(errno));
        free(dir);
    }
    backup_list_free_names(names, count);
}

static void note_last(const struct making *m, const char *dir) {
    char at[DATE_RFC3339_MAX], *path = path_join(m->service->settings->data_dir, LAST_FILE);
    date_format_rfc3339(m->params->now_s, 0, at);
    json_t *root = json_pack("{s:s, s:s}", "at", at, "dir", dir);
    char *text = jsonread_dump(root);
    if (!path_write(path, text, strlen(text), 0600))
        log_warn("cannot write '%s': %s", path, strerror(errno));
    free(text);
    json_decref(root);
    free(path);
}

static bool publish(struct making *m, const char *dir) {
    if (path_exists(dir) || rename(m->partial, dir) != 0) {
        m->why = xasprintf("'%s' is there already", dir);
        return false;
    }
    if (path_sync_dir(m->params->to_dir))
        return true;
    m->why = xasprintf("cannot write to '%s': %s", m->params->to_dir, strerror(errno));
    return false;
}

/* What a power cut left of earlier ones, a day later: another may be at work until then. */
static void delete_partial(const struct making *m) {
    char *young = name_of(m->params->now_s - DAY_S);
    DIR *dir = opendir(m->params->to_dir);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        const char *name = entry->d_name + strlen(PARTIAL);
        if (strncmp(entry->d_name, PARTIAL BACKUP_PREFIX, strlen(PARTIAL BACKUP_PREFIX)) != 0 ||
            strcmp(name, young) >= 0)
            continue;
        char *path = path_join(m->params->to_dir, entry->d_name);
        file_copy_remove(path);
        free(path);
    }
    if (dir)
        closedir(dir);
    free(young);
}

/* A copy that copies itself would not end. */
static bool is_outside(const struct making *m) {
    char *to = realpath(m->params->to_dir, NULL);
    char *data = realpath(m->service->settings->data_dir, NULL);
    bool is_outside = to && data && strcmp(to, data) != 0 && !is_in(to, data);
    free(data);
    free(to);
    return is_outside;
}

static bool make(struct making *m, const char *dir) {
    if (path_make_dirs(m->params->to_dir) && !is_outside(m)) {
        rmdir(m->params->to_dir); // where it was made just now
        m->why = xasprintf("'%s' lies in the data folder: choose one on another disk",
                           m->params->to_dir);
        return false;
    }
    delete_partial(m);
    if (path_make_dirs(m->partial))
        return fill(m) && publish(m, dir);
    m->why = xasprintf("cannot make '%s': %s", m->partial, strerror(errno));
    return false;
}

bool backup_make(struct service *service, const struct backup_params *params, char **out_dir,
                 char **out_why) {
    char *name = name_of(params->now_s), *dir = path_join(params->to_dir, name);
    struct making m = {
        .service = service,
        .params = params,
        .partial = xasprintf("%s/" PARTIAL "%s", params->to_dir, name),
        .list = {.at_s = params->now_s, .has_keys = params->with_keys},
    };
    strcpy(m.list.store_id, service->store_id);
    m.list.commune = xstrdup(service->settings->commune_id);
    bool is_made = make(&m, dir);
    if (is_made) {
        note_last(&m, dir);
        delete_older(&m);
        *out_dir = xstrdup(dir);
    } else {
        file_copy_remove(m.partial);
        *out_why = m.why;
    }
    backup_list_finish(&m.list);
    free(m.partial);
    free(dir);
    free(name);
    return is_made;
}

bool backup_last_read(const struct service_settings *settings, struct backup_last *out) {
    char *path = path_join(settings->data_dir, LAST_FILE), *why = NULL;
    json_t *root = jsonread_file(path, LAST_BYTES_MAX, &why);
    int64_t at_s;
    bool is_read = root && date_parse_rfc3339(jsonread_text(root, "at", ""), &at_s, NULL);
    if (is_read)
        *out = (struct backup_last){at_s, xstrdup(jsonread_text(root, "dir", ""))};
    json_decref(root);
    free(why);
    free(path);
    return is_read;
}
