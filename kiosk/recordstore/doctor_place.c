/* What doctor sees of the machine: keys, certificate, disk, backup, the files of the pages. */
#include "recordstore/doctor.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/path.h"
#include "office/words.h"
#include "records/backup.h"
#include "records/certificate.h"
#include "records/checkup.h"
#include "records/commune.h"
#include "records/dossier_rules.h"
#include "records/health.h"
#include "records/service.h"
#include "records/settings.h"

#define DAY_S 86400
#define CERTIFICATE_WARN_DAYS 60

/* True unless others than the owner may look into it. */
static bool is_private(struct doctor *doctor, const char *about, const char *path) {
    struct stat info;
    if (stat(path, &info) != 0 || !(info.st_mode & 077))
        return true;
    doctor_say(doctor, DOCTOR_DO, about, "'%s' is open to others (mode %03o): chmod %s '%s'", path,
               (unsigned)info.st_mode & 0777, S_ISDIR(info.st_mode) ? "700" : "600", path);
    return false;
}

static bool are_private(struct doctor *doctor, const char *keys_dir) {
    bool is_good = is_private(doctor, "keys", doctor->settings->data_dir);
    is_good = is_private(doctor, "keys", keys_dir) && is_good;
    DIR *dir = opendir(keys_dir);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        char *path = path_join(keys_dir, entry->d_name);
        is_good = is_private(doctor, "keys", path) && is_good;
        free(path);
    }
    if (dir)
        closedir(dir);
    return is_good;
}

/* Every key that the records know is here, and is the one they know. */
static bool are_complete(struct doctor *doctor, const struct keyring *ring) {
    struct checkup_key key = {.key_id = ""};
    bool is_good = true;
    for (;;) {
        char after[SLIP_ID_BYTES];
        snprintf(after, sizeof after, "%s", key.key_id);
        if (checkup_next_key(doctor->service->records, after, &key) != RECORDS_OK)
            return is_good;
        const struct sealing_key *here = keyring_find(ring, key.key_id);
        if (here && !memcmp(here->public.public_key, key.public_key, sizeof key.public_key))
            continue;
        is_good = false;
        doctor_say(doctor, DOCTOR_DO, "keys",
                   "secret key %s %s, %lld slips wait for it: recordstore key restore, from the "
                   "paper in the safe",
                   key.key_id, here ? "is not the one that kiosks seal to" : "is not here",
                   (long long)key.waiting);
    }
}

void doctor_look_at_keys(struct doctor *doctor) {
    struct keyring ring;
    char *keys_dir = path_join(doctor->settings->data_dir, "keys");
    bool is_good = are_private(doctor, keys_dir);
    if (!keyring_load(doctor->settings->data_dir, &ring)) {
        doctor_say(doctor, DOCTOR_DO, "keys",
                   "the secret keys in '%s' cannot be used: recordstore key restore for those that "
                   "are on paper, then recordstore init",
                   keys_dir);
    } else {
        is_good = (!doctor->service || are_complete(doctor, &ring)) && is_good;
        if (is_good)
            doctor_say(doctor, DOCTOR_GOOD, "keys", "%zu that open slips, the newest %s",
                       ring.seal_count, ring.seals[ring.seal_count - 1].public.key_id);
        keyring_finish(&ring);
    }
    free(keys_dir);
}

static void look_at_pair(struct doctor *doctor, const char *cert, const char *key) {
    char *why = NULL;
    int64_t until_s;
    bool is_made = !doctor->settings->cert_path[0];
    const char *renew = is_made ? "move the tls folder away, run recordstore init, and enrol every "
                                  "kiosk again"
                                : "renew it";
    if (!is_private(doctor, "certificate", key))
        return;
    if (!certificate_check(cert, key, &until_s, &why)) {
        doctor_say(doctor, DOCTOR_DO, "certificate", "%s: put both back from a backup, or %s", why,
                   is_made ? "run recordstore init and enrol every kiosk again" : "renew them");
        free(why);
        return;
    }
    long long days = (long long)((until_s - doctor->now_s) / DAY_S);
    if (until_s <= doctor->now_s)
        doctor_say(doctor, DOCTOR_DO, "certificate", "'%s' is out of date: %s", cert, renew);
    else if (days < CERTIFICATE_WARN_DAYS)
        doctor_say(doctor, DOCTOR_DO, "certificate", "'%s' ends in %lld days: %s", cert, days,
                   renew);
    else
        doctor_say(doctor, DOCTOR_GOOD, "certificate", "good for %lld days", days);
}

void doctor_look_at_certificate(struct doctor *doctor) {
    char *cert = service_cert_path(doctor->settings), *key = service_key_path(doctor->settings);
    if (doctor->settings->is_plain)
        doctor_say(doctor, DOCTOR_GOOD, "certificate", "not used here, a proxy has its own");
    else
        look_at_pair(doctor, cert, key);
    free(key);
    free(cert);
}

void doctor_look_at_disk(struct doctor *doctor) {
    const struct service_settings *settings = doctor->settings;
    struct statvfs disk;
    if (statvfs(settings->data_dir, &disk) != 0) {
        doctor_say(doctor, DOCTOR_DO, "disk", "there is no folder '%s': run recordstore init",
                   settings->data_dir);
        return;
    }
    long long free_mb = (long long)health_disk_free_mb(settings->data_dir);
    if (disk.f_flag & ST_RDONLY)
        doctor_say(doctor, DOCTOR_DO, "disk", "'%s' is read-only: look at the disk, mount it anew",
                   settings->data_dir);
    else if (access(settings->data_dir, W_OK) != 0)
        doctor_say(doctor, DOCTOR_DO, "disk",
                   "this account may not write to '%s': run as its owner", settings->data_dir);
    else if (free_mb < settings->disk_free_mb)
        doctor_say(doctor, DOCTOR_DO, "disk",
                   "%lld MB free where '%s' lies, %d are wanted: make room", free_mb,
                   settings->data_dir, settings->disk_free_mb);
    else
        doctor_say(doctor, DOCTOR_GOOD, "disk", "%lld MB free", free_mb);
}

static bool is_same_disk(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev;
}

void doctor_look_at_backup(struct doctor *doctor) {
    const struct service_settings *settings = doctor->settings;
    struct backup_last last;
    if (!backup_last_read(settings, &last)) {
        doctor_say(doctor, DOCTOR_DO, "backup",
                   "there was never one: recordstore backup --to DIR on another disk, or set "
                   "backup.dir");
        return;
    }
    long long days = (long long)((doctor->now_s - last.at_s) / DAY_S);
    if (days >= settings->backup_warn_days)
        doctor_say(doctor, DOCTOR_DO, "backup", "the last is %lld days old ('%s'): make another",
                   days, last.dir);
    else if (is_same_disk(settings->data_dir, last.dir))
        doctor_say(doctor, DOCTOR_NOTE, "backup", "'%s' is on the same disk as the data", last.dir);
    else
        doctor_say(doctor, DOCTOR_GOOD, "backup", "%lld days old, '%s'", days, last.dir);
    free(last.dir);
}

void doctor_look_at_pages(struct doctor *doctor) {
    const char *assets_dir = doctor->settings->assets_dir;
    char *why = NULL, *path = path_join(assets_dir, "dossier/dossier.json");
    struct words *words = office_words_open(assets_dir, &why);
    struct dossier_rules *rules = words ? dossier_rules_load(path, &why) : NULL;
    if (rules)
        doctor_say(doctor, DOCTOR_GOOD, "pages", "words and rules are whole");
    else
        doctor_say(doctor, DOCTOR_DO, "pages", "%s: set office.assets, or install the program anew",
                   why);
    dossier_rules_destroy(rules);
    words_destroy(words);
    free(path);
    free(why);
}

void doctor_look_at_names(struct doctor *doctor) {
    char *why = NULL;
    if (commune_is_named(doctor->settings, &why))
        doctor_say(doctor, DOCTOR_GOOD, "commune", "%s, %s", doctor->settings->commune_name,
                   doctor->settings->agency);
    else
        doctor_say(doctor, DOCTOR_DO, "commune", "%s", why);
    free(why);
}
