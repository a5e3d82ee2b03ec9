#include "admin/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/date.h"
#include "store/device.h"

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

void admin_init_clock(const struct admin_options *options, struct clock *out) {
    int zone_s = 0;
    date_parse_zone(options->config.time_zone, &zone_s);
    clock_init(out, zone_s);
}
