#include "app/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>

#include "app/check_targets.h"
#include "app/machine.h"
#include "base/path.h"
#include "draw/font.h"
#include "model/content.h"

#define CHECK_ROOM_MIN_MB 64

static int say(bool is_well, const char *what, const char *detail) {
    printf("%-8s %s%s%s\n", is_well ? "ok" : "problem", what, detail && *detail ? ": " : "",
           detail ? detail : "");
    return is_well ? 0 : 1;
}

static int check_fonts(const struct machine *machine) {
    char *why = NULL;
    struct fonts_params params = {
        .dir = machine->config.fonts_dir,
        .file_names = {[FACE_SANS] = machine->config.font_text,
                       [FACE_SANS_BOLD] = machine->config.font_text_bold,
                       [FACE_SERIF_BOLD] = machine->config.font_title},
    };
    struct fonts *fonts = fonts_open(&params, &why);
    int problems = say(fonts != NULL, "fonts", why);
    fonts_close(fonts);
    free(why);
    return problems;
}

static int check_art(const struct machine *machine) {
    static const char *const needed[] = {"art/icons/home.svg", "art/motif/mark.svg",
                                         "art/motif/drum.svg"};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        char *path = path_join(machine->config.assets_dir, needed[i]);
        bool is_there = path_exists(path);
        int problems = is_there ? 0 : say(false, "art missing; set [paths] assets", path);
        free(path);
        if (problems)
            return problems;
    }
    return say(true, "art", machine->config.assets_dir);
}

static int check_enrolment(const struct machine *machine) {
    switch (machine->device_result) {
    case DEVICE_OK:
        return say(true, "enrolled with", machine->device.url);
    case DEVICE_NONE:
        return say(false, "not enrolled, so no slips are taken", "run kioskctl enrol");
    case DEVICE_BROKEN:
    default:
        return say(false, "the enrolment cannot be read", "see the line above; enrol again");
    }
}

static int check_content(const struct machine *machine) {
    if (!machine->content)
        return say(false, "no content", "connect to the record store, or kioskctl content fetch");
    char detail[160];
    snprintf(detail, sizeof detail, "revision %lld, %zu people, %zu units",
             (long long)machine->content->revision, machine->content->person_count,
             machine->content->unit_count);
    return say(true, "content", detail);
}

static int check_outbox(const struct machine *machine) {
    struct outbox_counts counts;
    if (!machine->outbox || outbox_count(machine->outbox, &counts) != OUTBOX_OK)
        return say(false, "the outbox cannot be used", machine->outbox_report.why);
    char detail[120];
    snprintf(detail, sizeof detail, "%lld waiting, %lld delivered, %lld parked",
             (long long)counts.waiting, (long long)counts.delivered, (long long)counts.parked);
    return say(counts.parked == 0, "outbox", detail);
}

static int check_room(const struct machine *machine) {
    struct statvfs fs;
    if (statvfs(machine->config.data_dir, &fs) != 0)
        return say(false, "no data folder", machine->config.data_dir);
    unsigned long long free_mb = (unsigned long long)fs.f_bavail * fs.f_frsize / (1024 * 1024);
    char detail[80];
    snprintf(detail, sizeof detail, "%llu MiB free, at least %d wanted", free_mb,
             CHECK_ROOM_MIN_MB);
    return say(free_mb >= CHECK_ROOM_MIN_MB, "disk", detail);
}

static void tell_settings(const struct machine *machine) {
    say(true, "settings", machine->config_path ? machine->config_path : "none: all at default");
}

int check_run(const struct machine *machine, const struct options *options) {
    tell_settings(machine);
    check_targets(machine, options);
    return machine->problem_count + check_fonts(machine) + check_art(machine) +
           check_enrolment(machine) + check_content(machine) + check_outbox(machine) +
           check_room(machine);
}
