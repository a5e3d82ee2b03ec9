/* Backups: one folder each with a consistent copy of the database, every file of the data folder, a
 * list of hashes, and the erasures until then. Made while the store runs.
 *
 * The secret keys are left out unless asked for: a backup lies about on sticks and in cupboards,
 * and whoever had both could read all slips. */
#ifndef RECORDS_BACKUP_H
#define RECORDS_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

struct service;
struct service_settings;

struct backup_params {
    const char *to_dir; // borrowed
    bool with_keys;     // the secret ones, and the certificate's
    int keep;           // backups that stay there, this one among them
    int64_t now_s;
};

/**
 * Makes one; older ones of this store are deleted once it is whole.
 * @param out_dir  where it lies, owned by the caller
 * @param out_why  likewise
 */
bool backup_make(struct service *service, const struct backup_params *params, char **out_dir,
                 char **out_why);

struct backup_last {
    int64_t at_s;
    char *dir; // owned
};

/** The newest one that was made from this data folder; false when there was none. */
bool backup_last_read(const struct service_settings *settings, struct backup_last *out);

#endif
