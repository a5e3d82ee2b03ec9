/* What all pages of the office share while the service runs: words, style, time zone, the rules of
 * dossiers, what is published, and how many passwords are looked at at once. */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "base/crypto.h"
#include "office/preview.h"
#include "office/static.h"
#include "records/sessions.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>

struct dossier_rules;
struct published;
struct service;
struct words;

#define OFFICE_TITLE_MAX 256

struct office {
    struct service *service; // borrowed, outlives it
    struct words *words;
    struct dossier_rules *rules; // owned
    struct static_files files;
    struct session_limits limits;
    int zone_s;                             // of the commune
    char no_hash[CRYPTO_PASSWORD_HASH_MAX]; // of no password: what unknown names are held against
    sem_t password_slots;                   // each look takes 64 MiB
    pthread_mutex_t lock;
    pthread_mutex_t picture_lock;  // one photo is decoded at a time
    pthread_mutex_t preview_lock;  // one preview is drawn at a time
    struct preview_store previews; // guarded by lock
    struct published *published;   // guarded by lock, as the next; NULL before somebody asks
    int64_t published_read_at_s;
};

/** False when words or files are missing or incomplete; `out_why` is the caller's. */
bool office_open(struct office *office, struct service *service, char **out_why);
void office_close(struct office *office);

/** The name of the campaign that is published now, "" for none. */
void office_campaign(struct office *office, int64_t now_s, char out[OFFICE_TITLE_MAX]);

enum office_password {
    OFFICE_PASSWORD_RIGHT,
    OFFICE_PASSWORD_WRONG,
    OFFICE_PASSWORD_BUSY, // others are being looked at: come again
};

/** @param hash  "" when there is none: takes its time all the same */
enum office_password office_password_check(struct office *office, const char *hash,
                                           const char *password);
/** The hash of a new password; false when others are being looked at. */
bool office_password_hash(struct office *office, const char *password,
                          char out[CRYPTO_PASSWORD_HASH_MAX]);

#endif
