/* init: everything a record store needs, made once; a second time changes nothing. */
#include "recordstore/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/path.h"
#include "records/certificate.h"
#include "records/commune.h"
#include "records/service.h"
#include "records/stores.h"
#include "recordstore/cli.h"
#include "recordstore/key_paper.h"
#include "recordstore/user.h"

/* A file of our own with the records of another commune alone: its id was not given. */
static bool is_anothers(struct service *service) {
    char commune[STORES_COMMUNE_MAX];
    if (service->settings->db[0] || stores_id(service->records, service->store_id) == RECORDS_OK ||
        stores_other(service->records, commune) != RECORDS_OK)
        return false;
    log_error("the records in '%s' are of commune '%s': give it as store.commune, or --commune %s",
              service->settings->data_dir, commune, commune);
    return true;
}

static bool claim_identity(struct service *service, int64_t now_s, int *made) {
    char fresh[CRYPTO_UUID_MAX];
    if (is_anothers(service))
        return false;
    crypto_uuid4(fresh);
    if (stores_claim(service->records, fresh, now_s, service->store_id) != RECORDS_OK)
        return false;
    *made += !strcmp(fresh, service->store_id);
    return true;
}

/* Only where none is given; a certificate without its key is the administrator's to mend. */
static bool complete_certificate(const struct service_settings *settings, int *made) {
    if (settings->cert_path[0])
        return true;
    char *dir = path_join(settings->data_dir, "tls"), *why = NULL;
    char *cert = service_cert_path(settings), *key = service_key_path(settings);
    bool is_there = path_exists(cert);
    if (!is_there && !path_make_dirs(dir)) {
        log_error("cannot make '%s': %s", dir, strerror(errno));
    } else if (!is_there) {
        is_there = certificate_make(cert, key, settings->names, &why);
        if (is_there)
            ++*made;
        else
            log_error("%s", why);
    }
    free(why);
    free(key);
    free(cert);
    free(dir);
    return is_there;
}

int cmd_init(const struct cli *cli) {
    const struct service_settings *settings = &cli->settings;
    struct service service;
    int64_t now_s = (int64_t)time(NULL);
    int made = 0, keys_made = 0;
    if (!service_open(&service, settings, true))
        return EXIT_FAILURE;
    char *why = NULL;
    bool is_ok = claim_identity(&service, now_s, &made) &&
                 keyring_complete(settings->data_dir, service.records, now_s, &keys_made) &&
                 complete_certificate(settings, &made);
    if (is_ok && !commune_keep(settings, &why)) {
        log_error("%s", why);
        is_ok = false;
    }
    made += keys_made;
    if (is_ok && made == 0)
        printf("recordstore: '%s' is ready already, nothing changed\n", settings->data_dir);
    else if (is_ok)
        printf("recordstore: '%s' is ready\n", settings->data_dir);
    if (is_ok)
        printf("store %s\n", service.store_id);
    if (is_ok && !commune_is_named(settings, &why)) {
        log_warn("%s", why);
        free(why);
    }
    is_ok = is_ok && user_add_first(&service);
    if (is_ok && keys_made > 0 && (is_ok = service_load_keys(&service)))
        key_paper_print(&service.keys, false, stdout);
    service_close(&service);
    return is_ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
