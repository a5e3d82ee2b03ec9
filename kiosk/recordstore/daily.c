#include "recordstore/daily.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "records/audit.h"
#include "records/backup.h"
#include "records/erasures.h"
#include "records/file_copy.h"
#include "records/intake.h"
#include "records/restore.h"
#include "records/retention.h"
#include "records/service.h"
#include "records/settings.h"

#define LOOK_EVERY_S 30
#define HOUR_S 3600
#define DAY_S 86400
#define BACKUP_EVERY_S (20 * HOUR_S) // a start in the morning after one at night makes no second

static void note(struct service *service, const char *who, int64_t now_s, const char *what,
                 const char *words) {
    const struct actor actor = {who, now_s};
    audit_note(service->records, &actor, &(struct audit_entry){what, "", words});
}

bool daily_retention(struct service *service, const char *who, int64_t now_s, size_t *out_purged) {
    const struct dossier_office office = {
        .sql = service->records, .who = who, .role = "", .now_s = now_s};
    char *path = service_erasures_path(service->settings), words[32];
    bool is_done = retention_run(&office, out_purged);
    is_done = erasures_mirror(service->records, path) && is_done;
    if (*out_purged > 0) {
        snprintf(words, sizeof words, "%zu", *out_purged);
        note(service, who, now_s, "retention.run", words);
        log_info("retention: personal data of %zu slips is deleted", *out_purged);
    }
    free(path);
    return is_done;
}

/* Where a restore looks for them when this machine is no more. */
static void keep_erasures_away(struct service *service) {
    const struct service_settings *settings = service->settings;
    char *from = service_erasures_path(settings), *why = NULL;
    char *to = restore_erasures_path(settings->backup_dir, service->store_id);
    struct file_copy is;
    if (path_exists(from) && !file_copy(from, to, &is, &why))
        log_error("%s", why);
    free(why);
    free(to);
    free(from);
}

static void make_backup(struct service *service, int64_t now_s) {
    const struct service_settings *settings = service->settings;
    const struct backup_params params = {
        .to_dir = settings->backup_dir, .keep = settings->backup_keep, .now_s = now_s};
    struct backup_last last;
    char *dir = NULL, *why = NULL;
    if (backup_last_read(settings, &last)) {
        free(last.dir);
        if (last.at_s <= now_s && now_s - last.at_s < BACKUP_EVERY_S)
            return;
    }
    if (backup_make(service, &params, &dir, &why)) {
        log_info("the backup is whole: %s", dir);
        note(service, AUDIT_STORE, now_s, "store.backup", "");
    } else {
        log_error("no backup was made: %s", why);
    }
    free(why);
    free(dir);
}

static void work(struct service *service) {
    int64_t now_s = (int64_t)time(NULL);
    size_t purged;
    if (intake_file_left(service) > 0)    // of another program's that ended before it had
        service_settle_erasures(service); // see records/erasures_file.c
    daily_retention(service, AUDIT_STORE, now_s, &purged);
    if (service->settings->backup_dir[0]) {
        keep_erasures_away(service);
        make_backup(service, now_s);
    }
}

/* Days that begin at the commune's hour of work. */
static int64_t day_of(const struct daily *daily) {
    int64_t at_s = (int64_t)time(NULL) + daily->zone_s -
                   (int64_t)daily->service->settings->daily_hour * HOUR_S;
    return at_s / DAY_S - (at_s % DAY_S < 0);
}

/* False when it is time to end. */
static bool rest(struct daily *daily) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_EVERY_S;
    pthread_mutex_lock(&daily->lock);
    int status = 0;
    while (!daily->is_stopping && status != ETIMEDOUT)
        status = pthread_cond_timedwait(&daily->wake, &daily->lock, &until);
    bool goes_on = !daily->is_stopping;
    pthread_mutex_unlock(&daily->lock);
    return goes_on;
}

static void *run(void *context) {
    struct daily *daily = context;
    int64_t done = day_of(daily) - 1; // the start counts as an hour of work
    do {
        int64_t day = day_of(daily);
        if (day != done)
            work(daily->service);
        done = day;
    } while (rest(daily));
    return NULL;
}

void daily_start(struct daily *daily, struct service *service) {
    pthread_condattr_t monotonic;
    *daily = (struct daily){.service = service};
    date_parse_zone(service->settings->time_zone, &daily->zone_s); // office_open() has checked it
    pthread_mutex_init(&daily->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&daily->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&daily->thread, NULL, run, daily) != 0)
        abort(); // as xmalloc does: there is no memory
}

void daily_stop(struct daily *daily) {
    pthread_mutex_lock(&daily->lock);
    daily->is_stopping = true;
    pthread_cond_signal(&daily->wake);
    pthread_mutex_unlock(&daily->lock);
    pthread_join(daily->thread, NULL);
    pthread_cond_destroy(&daily->wake);
    pthread_mutex_destroy(&daily->lock);
}
