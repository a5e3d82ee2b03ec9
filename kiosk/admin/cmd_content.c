/* kioskctl content: what the office published, fetched now instead of at the next poll. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "base/clock.h"
#include "net/sync.h"
#include "store/content_store.h"
#include "store/device.h"

static void print_help(FILE *to) {
    fputs("usage: kioskctl content fetch\n\n"
          "Fetches what the office published, with its assets, and makes it current once all of\n"
          "it is here and checked. A running kiosk does this by itself every minute.\n",
          to);
}

static int fetch(const struct admin_options *options, const struct device *device) {
    static const char *const words[] = {
        [SYNC_UNCHANGED] = "nothing new",
        [SYNC_NEW] = "new content is here",
        [SYNC_REFUSED] = "refused, the old content stays",
        [SYNC_OFFLINE] = "not reached",
    };
    struct clock clock;
    char *why = NULL;
    admin_init_clock(options, &clock);
    struct content_store *store = content_store_open(options->data_dir, &why);
    if (!store) {
        fprintf(stderr, "kioskctl content: %s (does a kiosk run on this folder?)\n", why);
        free(why);
        return ADMIN_FAILED;
    }
    struct sync_params params = {
        .store = store, .device = device, .clock = &clock, .proxy = options->config.proxy};
    enum sync_result result = sync_once(&params, &why);
    content_store_close(store);
    if (why)
        fprintf(stderr, "kioskctl content: %s: %s\n", words[result], why);
    else
        puts(words[result]);
    free(why);
    return result == SYNC_NEW || result == SYNC_UNCHANGED ? ADMIN_OK : ADMIN_FAILED;
}

int cmd_content(const struct admin_options *options, int argc, char **argv) {
    static const struct option long_options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    int c = getopt_long(argc, argv, "h", long_options, NULL);
    bool is_fetch = c == -1 && argc - optind == 1 && strcmp(argv[optind], "fetch") == 0;
    if (!is_fetch) {
        print_help(c == 'h' ? stdout : stderr);
        return c == 'h' ? ADMIN_OK : ADMIN_USAGE;
    }
    struct device device;
    if (!admin_load_device(options, &device))
        return ADMIN_FAILED;
    int status = fetch(options, &device);
    device_finish(&device);
    return status;
}
