#include "records/service.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/erasures.h"
#include "records/scans.h"
#include "records/search_words.h"
#include "records/settings.h"
#include "records/stores.h"

#define RECORDS_DIR "records" // of its own for the database and its journals
#define RECORDS_FILE "records.db"

char *service_dsn(const struct service_settings *settings) {
    return settings->db[0]
               ? xstrdup(settings->db)
               : xasprintf("sqlite:%s/" RECORDS_DIR "/" RECORDS_FILE, settings->data_dir);
}

/* The folder of the database where the DSN was not given. */
static bool prepare_dir(const struct service_settings *settings, bool is_init, char **out_why) {
    if (settings->db[0])
        return true;
    char *dir = path_join(settings->data_dir, RECORDS_DIR);
    char *file = path_join(dir, RECORDS_FILE);
    if (is_init && !path_make_dirs(dir))
        *out_why = xasprintf("cannot make '%s': %s", dir, strerror(errno));
    else if (!is_init && !path_exists(file))
        *out_why = xasprintf("there is no record store in '%s': run `recordstore init --data %s`",
                             settings->data_dir, settings->data_dir);
    free(file);
    free(dir);
    return !*out_why;
}

static bool read_identity(struct service *service, char **out_why) {
    enum records_result result = stores_id(service->records, service->store_id);
    char other[STORES_COMMUNE_MAX];
    if (result == RECORDS_NONE && stores_other(service->records, other) == RECORDS_OK)
        *out_why = xasprintf("the database has no commune '%s', but one '%s': give it as "
                             "store.commune, or run `recordstore init`",
                             service->settings->commune_id, other);
    else if (result == RECORDS_NONE)
        *out_why = xasprintf("the database has no commune '%s': run `recordstore init`",
                             service->settings->commune_id);
    else if (result == RECORDS_FAILED)
        *out_why = xstrdup("the database cannot be read");
    return result == RECORDS_OK;
}

bool service_settle_erasures(struct service *service) {
    char *path = service_erasures_path(service->settings);
    struct erasures_report report;
    bool is_ok = erasures_settle(service->records, path, &report);
    free(path);
    return is_ok;
}

/* What an older program left to do, and what a restored backup brought back. */
static bool mend(struct service *service) {
    bool is_ok = search_words_mend(service->records) && service_settle_erasures(service);
    char *papers = scans_dir(service->settings);
    if (is_ok)
        scans_sweep(service->records, papers); // what is left is logged, and tried again
    free(papers);
    return is_ok;
}

static bool open_records(struct service *service, bool is_init, char **out_why) {
    if (!prepare_dir(service->settings, is_init, out_why))
        return false;
    char *dsn = service_dsn(service->settings);
    service->records = sql_open(dsn, service->settings->commune_id, out_why);
    free(dsn);
    if (!service->records)
        return false;
    if (mend(service))
        return is_init || read_identity(service, out_why);
    char *erasures = service_erasures_path(service->settings);
    *out_why = xasprintf("what an older program or a restored backup left to do cannot be done: "
                         "see the log, and whether '%s' can be read and written",
                         erasures);
    free(erasures);
    return false;
}

bool service_try_open(struct service *service, const struct service_settings *settings,
                      bool is_init, char **out_why) {
    char *why = NULL;
    *service = (struct service){.settings = settings};
    limiter_init(&service->lookups, settings->lookups_per_minute);
    health_init(&service->health);
    device_passes_init(&service->passes);
    bool is_open = open_records(service, is_init, &why);
    filing_init(&service->filing, service->records);
    if (!is_open) {
        service_close(service);
        *out_why = why;
    }
    return is_open;
}

bool service_open(struct service *service, const struct service_settings *settings, bool is_init) {
    char *why = NULL;
    bool is_open = service_try_open(service, settings, is_init, &why);
    if (!is_open)
        log_error("%s", why);
    free(why);
    return is_open;
}

bool service_load_keys(struct service *service) {
    return keyring_load(service->settings->data_dir, &service->keys);
}

void service_close(struct service *service) {
    filing_stop(&service->filing);
    filing_finish(&service->filing);
    device_passes_finish(&service->passes);
    keyring_finish(&service->keys);
    sql_close(service->records);
    limiter_finish(&service->lookups);
    health_finish(&service->health);
    service->records = NULL;
}

char *service_erasures_path(const struct service_settings *settings) {
    return path_join(settings->data_dir, "erasures.log");
}

static char *given_or_made(const struct service_settings *settings, const char *given,
                           const char *name) {
    return given[0] ? xstrdup(given) : path_join(settings->data_dir, name);
}

char *service_cert_path(const struct service_settings *settings) {
    return given_or_made(settings, settings->cert_path, "tls/cert.pem");
}

char *service_key_path(const struct service_settings *settings) {
    return given_or_made(settings, settings->key_path, "tls/key.pem");
}
