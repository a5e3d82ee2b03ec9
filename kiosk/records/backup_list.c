#include "records/backup_list.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define SCHEMA "recordstore-backup/1"
#define BYTES_MAX (256u * 1024 * 1024)

void backup_list_add(struct backup_list *list, const char *path, const struct file_copy *is) {
    list->files = xrealloc(list->files, list->count + 1, sizeof *list->files);
    list->files[list->count++] = (struct backup_file){xstrdup(path), *is};
}

void backup_list_finish(struct backup_list *list) {
    for (size_t i = 0; i < list->count; i++)
        free(list->files[i].path);
    free(list->files);
    free(list->commune);
    *list = (struct backup_list){.count = 0};
}

bool backup_list_write(const struct backup_list *list, const char *dir, char **out_why) {
    char at[DATE_RFC3339_MAX], *path = path_join(dir, BACKUP_LIST_FILE);
    json_t *files = json_array();
    date_format_rfc3339(list->at_s, 0, at);
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(files, json_pack("{s:s, s:I, s:s}", "path", list->files[i].path,
                                               "bytes", (json_int_t)list->files[i].is.bytes,
                                               "sha256", list->files[i].is.sha256));
    json_t *root = json_pack("{s:s, s:s, s:s, s:s, s:b, s:o}", "schema", SCHEMA, "at", at, "store",
                             list->store_id, "commune", list->commune, "keys", (int)list->has_keys,
                             "files", files);
    char *text = json_dumps(root, JSON_INDENT(1));
    bool is_written = path_write(path, text, strlen(text), 0600);
    if (!is_written)
        *out_why = xasprintf("cannot write '%s': %s", path, strerror(errno));
    free(text);
    json_decref(root);
    free(path);
    return is_written;
}

/* Below the folder and nowhere else, whoever has written the list. */
static bool is_below(const char *path) {
    if (!path[0] || path[0] == '/')
        return false;
    for (const char *at = path; *at;) {
        size_t len = strcspn(at, "/");
        bool is_dots = at[0] == '.' && (len == 1 || (len == 2 && at[1] == '.'));
        if (len == 0 || is_dots)
            return false;
        at += len + (at[len] == '/');
    }
    return true;
}

static bool read_files(const json_t *root, struct backup_list *out) {
    size_t i;
    json_t *one;
    json_array_foreach(jsonread_array(root, "files"), i, one) {
        const char *path = jsonread_text(one, "path", "");
        const char *sha256 = jsonread_text(one, "sha256", "");
        struct file_copy is = {.bytes = jsonread_int(one, "bytes", -1)};
        if (!is_below(path) || strlen(sha256) >= sizeof is.sha256)
            return false;
        strcpy(is.sha256, sha256);
        backup_list_add(out, path, &is);
    }
    return out->count > 0;
}

static bool read_members(const json_t *root, struct backup_list *out) {
    const char *store = jsonread_text(root, "store", "");
    out->commune = xstrdup(jsonread_text(root, "commune", ""));
    out->has_keys = jsonread_bool(root, "keys", false);
    if (strcmp(jsonread_text(root, "schema", ""), SCHEMA) != 0 || !crypto_is_uuid4(store) ||
        !date_parse_rfc3339(jsonread_text(root, "at", ""), &out->at_s, NULL))
        return false;
    strcpy(out->store_id, store);
    return read_files(root, out);
}

bool backup_list_read(const char *dir, struct backup_list *out, char **out_why) {
    char *path = path_join(dir, BACKUP_LIST_FILE);
    json_t *root = jsonread_file(path, BYTES_MAX, out_why);
    struct backup_list list = {.count = 0};
    bool is_read = root && read_members(root, &list);
    if (root && !is_read)
        *out_why = xasprintf("'%s' is not the list of a backup", path);
    if (is_read)
        *out = list;
    else
        backup_list_finish(&list);
    json_decref(root);
    free(path);
    return is_read;
}

bool backup_list_check(const struct backup_list *list, const char *dir, char **out_why) {
    for (size_t i = 0; i < list->count; i++) {
        const struct backup_file *file = &list->files[i];
        char *path = path_join(dir, file->path);
        struct file_copy is;
        bool is_read = file_copy_hash(path, &is, out_why);
        bool is_same = is_read && is.bytes == file->is.bytes && !strcmp(is.sha256, file->is.sha256);
        if (is_read && !is_same)
            *out_why = xasprintf("'%s' is not what was written: use another backup", path);
        free(path);
        if (!is_same)
            return false;
    }
    return true;
}

static int is_backup(const struct dirent *entry) {
    return !strncmp(entry->d_name, BACKUP_PREFIX, strlen(BACKUP_PREFIX));
}

size_t backup_list_names(const char *dir, char ***out) {
    struct dirent **entries;
    int found = scandir(dir, &entries, is_backup, alphasort);
    size_t count = 0;
    *out = NULL;
    if (found < 0)
        return 0;
    *out = xcalloc((size_t)found + 1, sizeof **out);
    for (int i = 0; i < found; i++) {
        char *list = xasprintf("%s/%s/" BACKUP_LIST_FILE, dir, entries[i]->d_name);
        if (path_exists(list))
            (*out)[count++] = xstrdup(entries[i]->d_name);
        free(list);
        free(entries[i]);
    }
    free(entries);
    return count;
}

void backup_list_free_names(char **names, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}
