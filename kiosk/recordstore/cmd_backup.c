/* backup, restore. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/log.h"
#include "base/path.h"
#include "records/audit.h"
#include "records/backup.h"
#include "records/restore.h"
#include "records/service.h"
#include "records/settings.h"
#include "recordstore/cli.h"

static bool note(struct service *service, const char *what, const char *words) {
    const struct actor actor = {AUDIT_COMMAND_LINE, (int64_t)time(NULL)};
    return audit_note(service->records, &actor, &(struct audit_entry){what, "", words}) ==
           RECORDS_OK;
}

static bool backup(struct service *service, const struct backup_params *params) {
    char *dir = NULL, *why = NULL;
    bool is_made = backup_make(service, params, &dir, &why);
    if (is_made) {
        printf("recordstore: the backup is whole: %s\n", dir);
        if (params->with_keys)
            puts("It holds the secret keys: lock it away.");
        note(service, "store.backup", params->with_keys ? "with keys" : "");
    } else {
        log_error("no backup was made: %s", why);
    }
    free(why);
    free(dir);
    return is_made;
}

int cmd_backup(const struct cli *cli) {
    const struct service_settings *settings = &cli->settings;
    const struct backup_params params = {
        .to_dir = cli->to ? cli->to : settings->backup_dir,
        .with_keys = cli->with_keys,
        .keep = settings->backup_keep,
        .now_s = (int64_t)time(NULL),
    };
    struct service service;
    if (!params.to_dir[0]) {
        fputs("recordstore: backup --to DIR, or set backup.dir\n", stderr);
        return EXIT_FAILURE;
    }
    if (!service_open(&service, settings, false))
        return EXIT_FAILURE;
    bool is_made = backup(&service, &params);
    service_close(&service);
    return is_made ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* What a backup does not bring, each with what to do. */
static void say_what_is_left(const struct service *service, bool has_keys) {
    const struct service_settings *settings = service->settings;
    char *cert = service_cert_path(settings);
    if (!has_keys)
        puts("The secret keys are not here: recordstore key restore, from the paper in the safe.");
    if (!path_exists(cert))
        puts("The certificate is not here: put tls/ back, or run recordstore init and enrol every "
             "kiosk again.");
    puts("Accounts, passwords and kiosks are as they were then: disable and revoke again what was "
         "since.");
    free(cert);
}

static bool finish_restore(struct service *service, const struct restore *restore) {
    char at[DATE_RFC3339_MAX];
    date_format_rfc3339(restore->list.at_s, 0, at);
    bool has_keys = service_load_keys(service); // for what the backup caught before it was filed
    int asked = restore_ask_kiosks(service, (int64_t)time(NULL));
    if (asked < 0 || !note(service, "store.restore", at))
        return false;
    printf("recordstore: store %s is back as of %s; %d kiosks are asked to send again what came "
           "since\n",
           service->store_id, at, asked);
    say_what_is_left(service, has_keys);
    return true;
}

static bool restore_from(const struct restore *restore, const struct service_settings *settings) {
    struct service service;
    char *why = NULL;
    if (!restore_apply(restore, settings, &why)) {
        log_error("nothing was restored: %s", why);
        free(why);
        return false;
    }
    if (!service_open(&service, settings, false)) // erases again what was erased
        return false;
    bool is_done = finish_restore(&service, restore);
    service_close(&service);
    return is_done;
}

int cmd_restore(const struct cli *cli) {
    struct restore restore;
    char *why = NULL;
    if (!cli->from) {
        fputs("recordstore: restore --from DIR\n", stderr);
        return EXIT_FAILURE;
    }
    if (!restore_find(cli->from, &restore, &why)) {
        log_error("nothing was restored: %s", why);
        free(why);
        return EXIT_FAILURE;
    }
    bool is_done = restore_from(&restore, &cli->settings);
    restore_finish(&restore);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
