/* What doctor sees of the records: the database, slips, people, content, kiosks. */
#include "recordstore/doctor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "model/content.h"
#include "office/kiosk_state.h"
#include "records/assets.h"
#include "records/audit.h"
#include "records/checkup.h"
#include "records/devices.h"
#include "records/erasures.h"
#include "records/manifests.h"
#include "records/service.h"
#include "records/settings.h"

#define AHEAD_S 300 // what clocks may differ by

void doctor_look_at_records(struct doctor *doctor) {
    char *why = NULL;
    if (sql_check(doctor->service->records, &why))
        doctor_say(doctor, DOCTOR_GOOD, "records", "store %s, the database is whole and up to date",
                   doctor->service->store_id);
    else
        doctor_say(doctor, DOCTOR_DO, "records",
                   "%s: stop the service, move the database away, recordstore restore", why);
    free(why);
}

/* Of a machine whose clock nobody sets it is only said: many halls have no network time. */
static void look_at_clock(struct doctor *doctor, const struct checkup *found) {
    struct timex clock = {.modes = 0};
    char newest[DATE_RFC3339_MAX];
    date_format_rfc3339(found->newest_received_s, 0, newest);
    if (found->newest_received_s > doctor->now_s + AHEAD_S)
        doctor_say(doctor, DOCTOR_DO, "clock",
                   "it is behind: the newest slip came at %s. Set the clock, and switch on network "
                   "time",
                   newest);
    else if (adjtimex(&clock) == TIME_ERROR)
        doctor_say(doctor, DOCTOR_NOTE, "clock", "nothing keeps it: switch on network time");
    else
        doctor_say(doctor, DOCTOR_GOOD, "clock", "it is kept by network time");
}

static void look_at_erasures(struct doctor *doctor, const struct checkup *found) {
    char *path = service_erasures_path(doctor->settings);
    if (found->still_there > 0)
        doctor_say(doctor, DOCTOR_DO, "erasures",
                   "%lld erased slips still hold something personal: stop the service and start it "
                   "anew; if it stays, ask for help",
                   (long long)found->still_there);
    else if (!erasures_mirror(doctor->service->records, path))
        doctor_say(doctor, DOCTOR_DO, "erasures", "'%s' cannot be written: see that it can", path);
    else
        doctor_say(doctor, DOCTOR_GOOD, "erasures", "all hold");
    if (found->due > 0)
        doctor_say(doctor, DOCTOR_DO, "retention",
                   "the days of %lld are over: recordstore retention --apply, and see that the "
                   "service runs at %d o'clock",
                   (long long)found->due, doctor->settings->daily_hour);
    free(path);
}

static void look_at_dossiers(struct doctor *doctor, const struct checkup *found) {
    if (found->unfiled > 0)
        doctor_say(doctor, DOCTOR_DO, "slips",
                   "%lld are kept, but have no dossier: start the service anew; if it stays, see "
                   "the log",
                   (long long)found->unfiled);
    if (found->unopened > 0)
        doctor_say(doctor, DOCTOR_DO, "slips",
                   "%lld are unopened: put the key back (recordstore key restore), then start the "
                   "service anew",
                   (long long)found->unopened);
    if (found->unfiled == 0 && found->unopened == 0)
        doctor_say(doctor, DOCTOR_GOOD, "slips", "all are opened");
}

void doctor_look_at_slips(struct doctor *doctor) {
    struct checkup found;
    if (checkup_read(doctor->service->records, doctor->now_s, &found) != RECORDS_OK) {
        doctor_say(doctor, DOCTOR_DO, "slips", "they cannot be read: see the log");
        return;
    }
    look_at_dossiers(doctor, &found);
    look_at_erasures(doctor, &found);
    look_at_clock(doctor, &found);
    if (found.administrators == 0)
        doctor_say(doctor, DOCTOR_DO, "accounts",
                   "no administrator may log in: recordstore user reset LOGIN");
    else
        doctor_say(doctor, DOCTOR_GOOD, "accounts", "%lld administrators",
                   (long long)found.administrators);
}

void doctor_look_at_journal(struct doctor *doctor) {
    int64_t last = 0;
    enum records_result result = audit_check(doctor->service->records, &last);
    if (result == RECORDS_OK)
        doctor_say(doctor, DOCTOR_GOOD, "journal", "%lld entries, none was changed",
                   (long long)last);
    else
        doctor_say(doctor, DOCTOR_DO, "journal",
                   "the entry behind number %lld was taken out or changed: keep this database as "
                   "it is and compare with a backup",
                   (long long)last);
}

/* The first picture that content names and that is not here; "" when all are. Static. */
static const char *missing_asset(const struct manifest *manifest, const char *data_dir) {
    static char sha256[CRYPTO_SHA256_HEX_MAX];
    json_t *root = jsonread_bytes(manifest->bytes, manifest->len, CONTENT_BYTES_MAX, NULL), *one;
    size_t i;
    sha256[0] = '\0';
    json_array_foreach(jsonread_array(root, "assets"), i, one) {
        struct asset_file file;
        const char *name = jsonread_text(one, "sha256", "");
        if (assets_open(data_dir, name, &file))
            close(file.fd);
        else if (!sha256[0])
            snprintf(sha256, sizeof sha256, "%s", name);
    }
    json_decref(root);
    return sha256;
}

static void look_at_manifest(struct doctor *doctor, const struct manifest *manifest) {
    struct keyring ring;
    const char *missing = missing_asset(manifest, doctor->settings->data_dir);
    bool is_signed = true;
    if (keyring_load(doctor->settings->data_dir, &ring)) {
        is_signed =
            crypto_verify(manifest->bytes, manifest->len, manifest->signature, ring.sign_public);
        keyring_finish(&ring);
    }
    if (missing[0])
        doctor_say(doctor, DOCTOR_DO, "content",
                   "picture %s is not here: recordstore asset add FILE, or publish without it",
                   missing);
    else if (!is_signed)
        doctor_say(doctor, DOCTOR_DO, "content",
                   "revision %lld was signed by another key: recordstore key restore, or publish "
                   "anew and enrol every kiosk again",
                   (long long)manifest->revision);
    else
        doctor_say(doctor, DOCTOR_GOOD, "content", "revision %lld", (long long)manifest->revision);
}

void doctor_look_at_content(struct doctor *doctor) {
    struct manifest newest;
    enum records_result result = manifests_newest(doctor->service->records, true, &newest);
    if (result == RECORDS_NONE) {
        doctor_say(doctor, DOCTOR_DO, "content", "nothing is published: recordstore publish");
    } else if (result == RECORDS_FAILED) {
        doctor_say(doctor, DOCTOR_DO, "content", "it cannot be read: see the log");
    } else {
        look_at_manifest(doctor, &newest);
        manifest_finish(&newest);
    }
}

static const struct {
    unsigned state;
    const char *what;
} troubles[] = {
    {KIOSK_CALLS, "calls for help: go there, then recordstore device help-seen ID"},
    {KIOSK_BROKEN, "its database does not work: see the handbook, do not switch it off"},
    {KIOSK_COPIED, "two slips carry one number: its disk was copied; revoke it and enrol anew"},
    {KIOSK_FULL, "its disk is nearly full: make room there"},
    {KIOSK_SILENT, "is silent: look at its power and network"},
    {KIOSK_PARKED, "holds slips that were refused: look at them there"},
    {KIOSK_WAITING, "slips wait there since yesterday: look at its network"},
    {KIOSK_CLOCK, "its clock is wrong: set it"},
    {KIOSK_LOCKED,
     "its staff PIN is locked: ask who entered it, then recordstore device unlock-pin"},
    {KIOSK_NO_LOG,
     "its staff's log became shorter, or another: ask there who had the machine open"},
};

static void look_at_numbers(struct doctor *doctor, const struct device_row *row) {
    int64_t seq;
    if (row->missing <= 0 ||
        devices_first_missing(doctor->service->records, row->id, &seq) != RECORDS_OK)
        return;
    if (row->resend_from > 0)
        doctor_say(doctor, DOCTOR_NOTE, row->id,
                   "%lld slips are missing, it is asked to send again from %lld",
                   (long long)row->missing, (long long)row->resend_from);
    else
        doctor_say(doctor, DOCTOR_DO, row->id,
                   "%lld slips are missing, the first is number %lld: recordstore device resend %s "
                   "%lld",
                   (long long)row->missing, (long long)seq, row->id, (long long)seq);
}

static void look_at_kiosk(struct doctor *doctor, const struct device_row *row) {
    unsigned state = kiosk_state_of(row, doctor->now_s) & KIOSK_TROUBLES;
    int before = doctor->to_do;
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
        if (state & troubles[i].state)
            doctor_say(doctor, DOCTOR_DO, row->id, "(%s) %s", row->name, troubles[i].what);
    if (row->must_unlock_pin)
        doctor_say(doctor, DOCTOR_NOTE, row->id,
                   "(%s) the lock on its staff PIN is lifted with its next report", row->name);
    look_at_numbers(doctor, row);
    if (doctor->to_do == before && row->state == DEVICE_STATE_ENROLLED)
        doctor_say(doctor, DOCTOR_GOOD, row->id, "(%s) all is well", row->name);
}

void doctor_look_at_kiosks(struct doctor *doctor) {
    struct device_row row = {.id = ""};
    int count = 0;
    for (;; count++) {
        char after[SLIP_ID_BYTES];
        snprintf(after, sizeof after, "%s", row.id);
        enum records_result result = devices_next(doctor->service->records, after, &row);
        if (result == RECORDS_FAILED)
            doctor_say(doctor, DOCTOR_DO, "kiosks", "they cannot be read: see the log");
        if (result != RECORDS_OK)
            break;
        look_at_kiosk(doctor, &row);
    }
    if (count == 0)
        doctor_say(doctor, DOCTOR_NOTE, "kiosks", "none is enrolled: recordstore device add");
}
