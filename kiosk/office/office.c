#include "office/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/published.h"
#include "office/words.h"
#include "records/dossier_rules.h"
#include "records/service.h"
#include "records/settings.h"

#define PASSWORDS_AT_ONCE 2
#define PASSWORD_WAIT_S 5
#define RULES "dossier/dossier.json"

static bool read_rules(struct office *office, const char *assets_dir, char **out_why) {
    char *path = path_join(assets_dir, RULES);
    office->rules = dossier_rules_load(path, out_why);
    free(path);
    return office->rules != NULL;
}

bool office_open(struct office *office, struct service *service, char **out_why) {
    const struct service_settings *settings = service->settings;
    char nothing[ACCOUNT_ONE_TIME_MAX];
    *office = (struct office){
        .service = service,
        .limits = {settings->session_idle_s, settings->session_max_s},
    };
    pthread_mutex_init(&office->lock, NULL);
    pthread_mutex_init(&office->picture_lock, NULL);
    pthread_mutex_init(&office->preview_lock, NULL);
    sem_init(&office->password_slots, 0, PASSWORDS_AT_ONCE);
    account_make_one_time(nothing);
    office->words = office_words_open(settings->assets_dir, out_why);
    bool is_open = office->words &&
                   static_files_read(&office->files, settings->assets_dir, out_why) &&
                   read_rules(office, settings->assets_dir, out_why);
    if (is_open && !date_parse_zone(settings->time_zone, &office->zone_s)) {
        *out_why =
            xasprintf("commune.time_zone '%s' is no offset such as +07:00", settings->time_zone);
        is_open = false;
    }
    if (is_open && !crypto_password_hash(nothing, office->no_hash)) {
        *out_why = xstrdup("there is no memory to check passwords with (64 MiB)");
        is_open = false;
    }
    crypto_wipe(nothing, sizeof nothing);
    if (!is_open)
        office_close(office);
    return is_open;
}

void office_close(struct office *office) {
    if (!office->service)
        return;
    words_destroy(office->words);
    dossier_rules_destroy(office->rules);
    published_give(office, office->published);
    preview_store_finish(&office->previews);
    static_files_finish(&office->files);
    sem_destroy(&office->password_slots);
    pthread_mutex_destroy(&office->lock);
    pthread_mutex_destroy(&office->picture_lock);
    pthread_mutex_destroy(&office->preview_lock);
    *office = (struct office){.service = NULL};
}

void office_campaign(struct office *office, int64_t now_s, char out[OFFICE_TITLE_MAX]) {
    struct published *published = published_take(office, now_s);
    const struct campaign *campaign = published->content ? &published->content->campaign : NULL;
    snprintf(out, OFFICE_TITLE_MAX, "%s", campaign ? campaign->short_title : "");
    published_give(office, published);
}

static bool take_slot(struct office *office) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PASSWORD_WAIT_S;
    return sem_timedwait(&office->password_slots, &until) == 0;
}

enum office_password office_password_check(struct office *office, const char *hash,
                                           const char *password) {
    if (!take_slot(office))
        return OFFICE_PASSWORD_BUSY;
    bool matches = crypto_password_matches(hash[0] ? hash : office->no_hash, password);
    sem_post(&office->password_slots);
    return matches && hash[0] ? OFFICE_PASSWORD_RIGHT : OFFICE_PASSWORD_WRONG;
}

bool office_password_hash(struct office *office, const char *password,
                          char out[CRYPTO_PASSWORD_HASH_MAX]) {
    if (!take_slot(office))
        return false;
    bool is_made = crypto_password_hash(password, out);
    sem_post(&office->password_slots);
    return is_made;
}
