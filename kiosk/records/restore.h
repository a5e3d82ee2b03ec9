/* A backup put back where no records are. What was erased since it was made is erased again, as far
 * as any file of erasures is found: beside the backup, in the newer ones next to it, and in the
 * data folder itself. */
#ifndef RECORDS_RESTORE_H
#define RECORDS_RESTORE_H

#include "records/backup_list.h"
#include <stdbool.h>

struct service;
struct service_settings;

struct restore {
    char *dir; // the backup that is taken; owned
    struct backup_list list;
};

/** The backup in a folder, or the newest of several below it, every file checked by its hash. */
bool restore_find(const char *from, struct restore *out, char **out_why);
/**
 * Puts it back: files, erasures, records. Nothing is put where records are; files of the same name
 * stay as they are. Opening the records afterwards (service_open) erases again what is to be.
 */
bool restore_apply(const struct restore *restore, const struct service_settings *settings,
                   char **out_why);
/** Asks every kiosk to send again from the first number that is not here.
 *  @return how many were asked, or -1 */
int restore_ask_kiosks(struct service *service, int64_t now_s);
void restore_finish(struct restore *restore);
/** Where a store keeps its erasures beside its backups, day by day; owned by the caller. */
char *restore_erasures_path(const char *backup_dir, const char *store_id);

#endif
