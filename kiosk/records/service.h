/* One commune's record store, opened: what commands and handlers work with. */
#ifndef RECORDS_SERVICE_H
#define RECORDS_SERVICE_H

#include "base/crypto.h"
#include "base/limiter.h"
#include "records/device_passes.h"
#include "records/filing.h"
#include "records/health.h"
#include "records/keyring.h"
#include <stdbool.h>

struct sql;
struct service_settings;

struct service {
    const struct service_settings *settings; // borrowed, outlives it
    struct sql *records;                     // owned
    struct keyring keys;                     // empty until service_load_keys()
    struct filing filing;
    struct device_passes passes;
    struct limiter lookups;
    struct health health;
    char store_id[CRYPTO_UUID_MAX]; // "" before init
};

/** Opens the database. False when it cannot be used or, unless `is_init`, when it has no identity
 *  yet; logged. */
bool service_open(struct service *service, const struct service_settings *settings, bool is_init);
/** The same, saying why not instead of logging it; owned by the caller. */
bool service_try_open(struct service *service, const struct service_settings *settings,
                      bool is_init, char **out_why);
/** For those who open slips, sign content or hand out keys. False when not complete; logged. */
bool service_load_keys(struct service *service);
void service_close(struct service *service);

/** Does again what an older database brought back. False when the database cannot; logged. */
bool service_settle_erasures(struct service *service);

/** The database: as given, or the one in the data folder; owned by the caller. */
char *service_dsn(const struct service_settings *settings);
/** Where erasures are noted besides the database (records/erasures.h); owned by the caller. */
char *service_erasures_path(const struct service_settings *settings);
/** Paths of the certificate and its key, given or made by init; owned by the caller. */
char *service_cert_path(const struct service_settings *settings);
char *service_key_path(const struct service_settings *settings);

#endif
