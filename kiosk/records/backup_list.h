/* What is in a backup: manifest.json, written last, so a folder without it is none. */
#ifndef RECORDS_BACKUP_LIST_H
#define RECORDS_BACKUP_LIST_H

#include "base/crypto.h"
#include "records/file_copy.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BACKUP_LIST_FILE "manifest.json"
#define BACKUP_RECORDS_FILE "records.db"
#define BACKUP_ERASURES_FILE "erasures.log"
#define BACKUP_PREFIX "recordstore-" // of a backup's folder; then the time, so names sort by it

struct backup_file {
    char *path; // below the folder; owned
    struct file_copy is;
};

struct backup_list {
    int64_t at_s;
    char store_id[CRYPTO_UUID_MAX];
    char *commune; // owned
    bool has_keys;
    struct backup_file *files; // owned
    size_t count;
};

void backup_list_add(struct backup_list *list, const char *path, const struct file_copy *is);
bool backup_list_write(const struct backup_list *list, const char *dir, char **out_why);
/** False when it is none, or names what may not be written to. */
bool backup_list_read(const char *dir, struct backup_list *out, char **out_why);
/** Reads every file; false names the first that is missing or is not what was written. */
bool backup_list_check(const struct backup_list *list, const char *dir, char **out_why);
void backup_list_finish(struct backup_list *list);

/** Names of the backups below a folder, the oldest first; each owned, as the array. */
size_t backup_list_names(const char *dir, char ***out);
void backup_list_free_names(char **names, size_t count);

#endif
