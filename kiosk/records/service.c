#include "records/service.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/erasures.h"
#include "records/search_words.h"
#include "records/settings.h"
#include "records/stores.h"

/* A folder of its own for the database and its journals; "" when the DSN was given. */
static bool default_dsn(const struct service_settings *settings, bool is_init, char **out_dsn) {
    if (settings->db[0]) {
        *out_dsn = xstrdup(settings->db);
        return true;
    }
    char *dir = path_join(settings->data_dir, "records");
    char *file = path_join(dir, "records.db");
    bool is_ok = true;
    if (is_init && !path_make_dirs(dir)) {
        log_error("cannot make '%s': %s", dir, strerror(errno));
        is_ok = false;
    } else if (!is_init && !path_exists(file)) {
        log_error("there is no record store in '%s': run `recordstore init --data %s`",
                  settings->data_dir, settings->data_dir);
        is_ok = false;
    } else {
        *out_dsn = xasprintf("sqlite:%s", file);
    }
    free(file);
    free(dir);
    return is_ok;
}

static bool read_identity(struct service *service) {
    enum records_result result = stores_id(service->records, service->store_id);
    if (result == RECORDS_NONE)
        log_error("the database has no commune '%s': run `recordstore init`",
                  service->settings->commune_id);
    return result == RECORDS_OK;
}

/* What an older program left to do, and what a restored backup brought back. */
static bool mend(struct service *service) {
    char *path = service_erasures_path(service->settings);
    struct erasures_report report;
    bool is_ok =
        search_words_mend(service->records) && erasures_settle(service->records, path, &report);
    free(path);
    return is_ok;
}

bool service_open(struct service *service, const struct service_settings *settings, bool is_init) {
    *service = (struct service){.settings = settings};
    limiter_init(&service->lookups, settings->lookups_per_minute);
    char *dsn = NULL, *why = NULL;
    if (default_dsn(settings, is_init, &dsn)) {
        service->records = sql_open(dsn, settings->commune_id, &why);
        if (!service->records)
            log_error("%s", why);
    }
    free(dsn);
    free(why);
    bool is_open = service->records && mend(service);
    if (is_open && (is_init || read_identity(service)))
        return true;
    service_close(service);
    return false;
}

bool service_load_keys(struct service *service) {
    return keyring_load(service->settings->data_dir, &service->keys);
}

void service_close(struct service *service) {
    keyring_finish(&service->keys);
    sql_close(service->records);
    limiter_finish(&service->lookups);
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
