#include "office/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/words.h"
#include "records/manifests.h"
#include "records/service.h"
#include "records/settings.h"

#define PASSWORDS_AT_ONCE 2
#define PASSWORD_WAIT_S 5
#define CAMPAIGN_EVERY_S 30

bool office_open(struct office *office, struct service *service, char **out_why) {
    const struct service_settings *settings = service->settings;
    char nothing[ACCOUNT_ONE_TIME_MAX];
    *office = (struct office){
        .service = service,
        .limits = {settings->session_idle_s, settings->session_max_s},
        .campaign_revision = -1,
    };
    pthread_mutex_init(&office->lock, NULL);
    sem_init(&office->password_slots, 0, PASSWORDS_AT_ONCE);
    account_make_one_time(nothing);
    office->words = office_words_open(settings->assets_dir, out_why);
    bool is_open =
        office->words && static_files_read(&office->files, settings->assets_dir, out_why);
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
    static_files_finish(&office->files);
    sem_destroy(&office->password_slots);
    pthread_mutex_destroy(&office->lock);
    *office = (struct office){.service = NULL};
}

/* The title of the current campaign in a manifest's bytes. */
static void read_title(const struct manifest *manifest, char out[OFFICE_TITLE_MAX]) {
    json_t *root = jsonread_bytes(manifest->bytes, manifest->len, CONTENT_BYTES_MAX, NULL);
    const char *current = jsonread_text(root, "current", "");
    size_t i;
    json_t *one;
    out[0] = '\0';
    json_array_foreach(jsonread_array(root, "campaigns"), i, one) {
        const json_t *campaign = jsonread_object(one, "campaign");
        if (!out[0] && !strcmp(jsonread_text(jsonread_object(one, "meta"), "id", ""), current))
            snprintf(out, OFFICE_TITLE_MAX, "%s",
                     jsonread_text(campaign, "short_title", jsonread_text(campaign, "title", "")));
    }
    json_decref(root);
}

static void read_campaign(struct office *office) {
    struct sql *records = office->service->records;
    struct manifest manifest;
    if (manifests_newest(records, false, &manifest) != RECORDS_OK ||
        manifest.revision == office->campaign_revision)
        return;
    if (manifests_newest(records, true, &manifest) != RECORDS_OK)
        return;
    read_title(&manifest, office->campaign);
    office->campaign_revision = manifest.revision;
    manifest_finish(&manifest);
}

void office_campaign(struct office *office, int64_t now_s, char out[OFFICE_TITLE_MAX]) {
    pthread_mutex_lock(&office->lock);
    int64_t age_s = now_s - office->campaign_read_at_s;
    if (age_s < 0 || age_s >= CAMPAIGN_EVERY_S) {
        office->campaign_read_at_s = now_s;
        read_campaign(office);
    }
    memcpy(out, office->campaign, OFFICE_TITLE_MAX);
    pthread_mutex_unlock(&office->lock);
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
