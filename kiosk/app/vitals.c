#include "app/vitals.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#define HEAT_FILES "/sys/class/thermal/thermal_zone*/temp" // thousandths of a degree
#define LINK_FILES "/sys/class/net/*/carrier"
#define HEAT_MOST_C 150 // a sensor that says more is none

static int disk_free_percent(const char *dir) {
    struct statvfs fs;
    if (statvfs(dir, &fs) != 0 || fs.f_blocks == 0)
        return -1;
    return (int)(fs.f_bavail * 100 / fs.f_blocks);
}

/* One number of a file of the system's; false where it has none to tell, as of a socket that is
 * switched off. */
static bool read_number(const char *path, long *out) {
    char text[32];
    FILE *file = fopen(path, "r");
    bool is_read = file && fgets(text, sizeof text, file);
    if (file)
        fclose(file);
    char *end = text;
    long number = is_read ? strtol(text, &end, 10) : 0;
    if (!is_read || end == text)
        return false;
    *out = number;
    return true;
}

static void note_heat(struct vitals *vitals, const char *path) {
    long thousandths;
    if (!read_number(path, &thousandths))
        return;
    int heat_c = (int)((thousandths + 500) / 1000);
    bool is_known = heat_c > 0 && heat_c < HEAT_MOST_C;
    if (is_known && (!vitals->has_heat || heat_c > vitals->heat_c))
        vitals->heat_c = heat_c;
    vitals->has_heat |= is_known;
}

static void note_link(struct vitals *vitals, const char *path) {
    long carrier = 0;
    if (strstr(path, "/lo/"))
        return;
    vitals->has_link_news = true;
    vitals->has_link |= read_number(path, &carrier) && carrier == 1;
}

static void each(const char *pattern, void (*note)(struct vitals *, const char *),
                 struct vitals *vitals) {
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++)
        note(vitals, found.gl_pathv[i]);
    globfree(&found);
}

void vitals_read(struct vitals *vitals, const char *data_dir) {
    *vitals = (struct vitals){.disk_free_percent = disk_free_percent(data_dir)};
    each(HEAT_FILES, note_heat, vitals);
    each(LINK_FILES, note_link, vitals);
}
