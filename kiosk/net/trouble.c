#include "net/trouble.h"

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MIB (1024 * 1024)
#define HOUR_S 3600

/* --- looking -------------------------------------------------------------------------------- */

static void look_at_folder(struct trouble_facts *facts, const char *data_dir) {
    struct stat folder;
    if (stat(data_dir, &folder) != 0) {
        snprintf(facts->folder_fault, sizeof facts->folder_fault, "%.100s: %s", data_dir,
                 strerror(errno));
        return;
    }
    facts->is_folder_ours = folder.st_uid == geteuid();
    facts->folder_mode = (int)(folder.st_mode & 0777);
}

static void look_at_disk(struct trouble_facts *facts, const char *data_dir) {
    struct statvfs disk;
    facts->disk_free_mb = -1;
    if (statvfs(data_dir, &disk) != 0 || disk.f_blocks == 0)
        return;
    facts->disk_free_mb = (int64_t)((uint64_t)disk.f_bavail * disk.f_frsize / MIB);
    facts->disk_free_percent = (int)((uint64_t)disk.f_bavail * 100 / disk.f_blocks);
}

/* The hottest of the kernel's sensors. */
static int read_temperature(void) {
    glob_t found;
    int hottest = INT_MIN;
    if (glob("/sys/class/thermal/thermal_zone*/temp", 0, NULL, &found) != 0)
        return hottest;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        long thousandths = 0;
        FILE *file = fopen(found.gl_pathv[i], "re");
        if (file && fscanf(file, "%ld", &thousandths) == 1 && thousandths / 1000 > hottest)
            hottest = (int)(thousandths / 1000);
        if (file)
            fclose(file);
    }
    globfree(&found);
    return hottest;
}

static bool has_sound_device(void) {
    glob_t found;
    bool is_found = glob("/dev/snd/pcm*p", 0, NULL, &found) == 0;
    if (is_found)
        globfree(&found);
    return is_found;
}

void trouble_look(struct trouble_facts *facts, const char *data_dir) {
    look_at_folder(facts, data_dir);
    look_at_disk(facts, data_dir);
    facts->temperature_c = read_temperature();
    facts->has_sound = has_sound_device();
}

/* --- judging -------------------------------------------------------------------------------- */

struct findings {
    struct trouble *items;
    int count;
};

static void find(struct findings *found, bool is_so, enum trouble_kind kind, int64_t number,
                 const char *text) {
    if (!is_so)
        return;
    struct trouble *finding = &found->items[found->count++];
    *finding = (struct trouble){.kind = kind, .number = number};
    snprintf(finding->text, sizeof finding->text, "%s", text ? text : "");
}

static void judge_device(const struct trouble_facts *f, struct findings *found) {
    find(found, f->device_fault[0], TROUBLE_DEVICE_BROKEN, 0, f->device_fault);
    find(found, !f->is_enrolled && !f->device_fault[0], TROUBLE_NOT_ENROLLED, 0, NULL);
    find(found, f->folder_fault[0], TROUBLE_NO_FOLDER, 0, f->folder_fault);
    find(found, !f->folder_fault[0] && !f->is_folder_ours, TROUBLE_FOLDER_OWNER, 0, NULL);
    find(found, f->folder_mode & 077, TROUBLE_FOLDER_OPEN, f->folder_mode, NULL);
}

static void judge_outbox(const struct trouble_facts *f, struct findings *found) {
    int64_t age_s = f->oldest_waiting_s ? f->now_s - f->oldest_waiting_s : 0;
    find(found, f->knows_outbox && !f->has_outbox, TROUBLE_OUTBOX_FILE, 0, NULL);
    find(found, f->parked > 0, TROUBLE_PARKED, f->parked, f->parked_reason);
    if (f->waiting > 0 && age_s > TROUBLE_WAITS_S) {
        find(found, true, TROUBLE_WAITING, f->waiting, NULL);
        found->items[found->count - 1].other = age_s / HOUR_S;
    }
    bool is_down = f->link != UPLOAD_LINK_UNKNOWN && f->link != UPLOAD_LINK_OK;
    find(found, is_down, TROUBLE_LINK, f->link, f->link_why);
    find(found, f->heard_at_s && f->now_s - f->heard_at_s > TROUBLE_SILENT_S, TROUBLE_SILENT,
         (f->now_s - f->heard_at_s) / HOUR_S, NULL);
}

static void judge_staff(const struct trouble_facts *f, struct findings *found) {
    find(found, f->knows_staff && !f->has_staff, TROUBLE_STAFF_FILE, 0, NULL);
    find(found, f->broken_seq, TROUBLE_LOG_BROKEN, f->broken_seq, NULL);
    find(found, f->is_locked, TROUBLE_PIN_LOCKED, f->lock_wait_s, NULL);
    find(found, f->has_staff && f->people == 0, TROUBLE_NO_PIN, 0, NULL);
}

static void judge_content(const struct trouble_facts *f, struct findings *found) {
    find(found, !f->has_content, TROUBLE_NO_CONTENT, 0, NULL);
    find(found, f->is_enrolled && !f->can_verify, TROUBLE_UNVERIFIED, 0, NULL);
}

static void judge_machine(const struct trouble_facts *f, struct findings *found) {
    bool is_off = f->has_offset && llabs(f->clock_offset_s) > TROUBLE_CLOCK_OFF_S;
    find(found, f->trust == CLOCK_TRUST_UNSYNCED, TROUBLE_CLOCK_UNSET, 0, NULL);
    find(found, is_off, TROUBLE_CLOCK_OFF, f->clock_offset_s, NULL);
    find(found, f->disk_free_mb >= 0 && f->disk_free_mb < TROUBLE_DISK_LOW_MB, TROUBLE_DISK_LOW,
         f->disk_free_mb, NULL);
    find(found, f->temperature_c >= TROUBLE_HOT_C, TROUBLE_HOT, f->temperature_c, NULL);
    find(found, f->missing_font[0], TROUBLE_FONT_MISSING, 0, f->missing_font);
    find(found, !f->has_sound, TROUBLE_NO_SOUND, 0, NULL);
}

int trouble_judge(const struct trouble_facts *facts, struct trouble out[TROUBLES]) {
    struct findings found = {.items = out};
    judge_device(facts, &found);
    judge_outbox(facts, &found);
    judge_staff(facts, &found);
    judge_content(facts, &found);
    judge_machine(facts, &found);
    return found.count;
}

bool trouble_is_note(enum trouble_kind kind) {
    return kind == TROUBLE_NO_SOUND;
}

const char *trouble_word(enum trouble_kind kind) {
    static const char *const words[TROUBLES] = {
        [TROUBLE_NOT_ENROLLED] = "not_enrolled",
        [TROUBLE_DEVICE_BROKEN] = "device_broken",
        [TROUBLE_NO_PIN] = "no_pin",
        [TROUBLE_PIN_LOCKED] = "pin_locked",
        [TROUBLE_STAFF_FILE] = "staff_file",
        [TROUBLE_LOG_BROKEN] = "log_broken",
        [TROUBLE_OUTBOX_FILE] = "outbox_file",
        [TROUBLE_WAITING] = "waiting",
        [TROUBLE_PARKED] = "parked",
        [TROUBLE_LINK] = "link",
        [TROUBLE_SILENT] = "silent",
        [TROUBLE_NO_CONTENT] = "no_content",
        [TROUBLE_UNVERIFIED] = "unverified",
        [TROUBLE_CLOCK_UNSET] = "clock_unset",
        [TROUBLE_CLOCK_OFF] = "clock_off",
        [TROUBLE_DISK_LOW] = "disk_low",
        [TROUBLE_HOT] = "hot",
        [TROUBLE_FOLDER_OWNER] = "folder_owner",
        [TROUBLE_FOLDER_OPEN] = "folder_open",
        [TROUBLE_NO_FOLDER] = "no_folder",
        [TROUBLE_FONT_MISSING] = "font_missing",
        [TROUBLE_NO_SOUND] = "no_sound",
    };
    return words[kind];
}
