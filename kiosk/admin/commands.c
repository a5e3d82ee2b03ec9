#include "admin/commands.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "store/device.h"

int admin_only_help(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    return getopt_long(argc, argv, "h", options, NULL);
}

int admin_help(const char *text, int option) {
    bool is_asked_for = option == 'h';
    fputs(text, is_asked_for ? stdout : stderr);
    return is_asked_for ? ADMIN_OK : ADMIN_USAGE;
}

bool admin_load_device(const struct admin_options *options, struct device *out) {
    char *why = NULL;
    enum device_result result = device_load(options->data_dir, out, &why);
    if (result == DEVICE_NONE)
        fprintf(stderr, "kioskctl: '%s' is not enrolled; kioskctl enrol does it\n",
                options->data_dir);
    else if (result == DEVICE_BROKEN)
        fprintf(stderr, "kioskctl: %s\n", why);
    free(why);
    return result == DEVICE_OK;
}

char *admin_folder(const char *dir) {
    char *whole = realpath(dir, NULL);
    if (!whole)
        fprintf(stderr, "kioskctl: '%s': %s; expected a folder, as the stick's\n", dir,
                strerror(errno));
    return whole;
}

void admin_init_clock(const struct admin_options *options, struct clock *out) {
    int zone_s = 0;
    date_parse_zone(options->config.time_zone, &zone_s);
    clock_init(out, zone_s);
}
