/* kioskctl: the technician's command line. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "base/crypto.h"
#include "base/ini.h"
#include "base/log.h"
#include "base/place.h"
#include "base/xalloc.h"
#include "net/http.h"

/* Two of the commands only turn standard input into standard output. */
static int run_typing(const struct admin_options *options, int argc, char **argv) {
    (void)options;
    return cmd_typing(argc, argv);
}

static int run_match(const struct admin_options *options, int argc, char **argv) {
    (void)options;
    return cmd_match(argc, argv);
}

static const struct {
    const char *name, *summary;
    int (*run)(const struct admin_options *options, int argc, char **argv);
    bool has_folder; // works in the kiosk's data folder
} commands[] = {
    {"enrol", "make this machine a kiosk of a record store", cmd_enrol, true},
    {"outbox", "list, add, send or export the slips that wait here", cmd_outbox, true},
    {"content", "fetch what the office published, or carry it on a stick", cmd_content, true},
    {"pin", "who may enter the staff area", cmd_pin, true},
    {"switch", "what staff chose to show here", cmd_switch, true},
    {"audit", "the log of what staff did here", cmd_staff_audit, true},
    {"doctor", "look for what is wrong with this kiosk", cmd_kiosk_doctor, true},
    {"conform", "try a record store against the contract, clause by clause", cmd_conform, false},
    {"typing", "compose Vietnamese from keys, a line each", run_typing, false},
    {"match", "find names without their marks", run_match, false},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void print_help(FILE *to) {
    fputs("usage: kioskctl [--data DIR] [--config FILE] COMMAND ...\n\n", to);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(to, "  %-8s %s\n", commands[i].name, commands[i].summary);
    fputs("\n  --data DIR     the kiosk's data folder (default: data of the settings)\n"
          "  --config FILE  the kiosk's settings (default: /etc/guong-sang/kiosk.ini when "
          "installed,\n"
          "                 config/kiosk.ini of the source tree it was built in; where there is\n"
          "                 none, every setting is at its default)\n"
          "\nkioskctl COMMAND --help says more. "
          "Exit status: 0 done, 1 refused or failed, 2 wrong usage.\n",
          to);
}

/* Settings by default, then the file's; a missing file is an error only when it was asked for. */
static bool read_options(struct admin_options *options, const char *config_file,
                         const char *data_dir) {
    ini_set_defaults(config_keys, &options->config);
    char *why = NULL, *found = config_file ? NULL : place_settings("guong-sang", "kiosk.ini");
    const char *path = config_file ? config_file : found;
    bool is_read = !path || ini_read(path, config_keys, &options->config, &why);
    if (!is_read)
        fprintf(stderr, "kioskctl: %s\n", why);
    free(why);
    free(found);
    options->data_dir = xstrdup(data_dir ? data_dir : options->config.data_dir);
    return is_read;
}

/* Said on standard error. Help may be asked for by anybody. */
static bool may_work(const struct admin_options *options, bool has_folder, int argc, char **argv) {
    char *why = NULL;
    bool asks_help = argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"));
    if (!has_folder || asks_help || !place_is_anothers(options->data_dir, "kioskctl", &why))
        return true;
    fprintf(stderr, "kioskctl: %s\n", why);
    free(why);
    return false;
}

static int run_command(const char *config_file, const char *data_dir, int argc, char **argv) {
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[0], commands[i].name) != 0)
            continue;
        struct admin_options options = {0};
        int status = ADMIN_USAGE;
        if (read_options(&options, config_file, data_dir)) {
            optind = 0; // glibc: start over, for the command's own options
            status = may_work(&options, commands[i].has_folder, argc, argv)
                         ? commands[i].run(&options, argc, argv)
                         : ADMIN_FAILED;
        }
        free(options.data_dir);
        ini_finish(config_keys, &options.config);
        return status;
    }
    fprintf(stderr, "kioskctl: no command '%s'; kioskctl --help lists them\n", argv[0]);
    return ADMIN_USAGE;
}

int main(int argc, char **argv) {
    static const struct option long_options[] = {
        {"data", required_argument, NULL, 'd'},
        {"config", required_argument, NULL, 'c'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    const char *data_dir = NULL, *config_file = NULL;
    for (int c; (c = getopt_long(argc, argv, "+h", long_options, NULL)) != -1;) {
        if (c == 'd')
            data_dir = optarg;
        else if (c == 'c')
            config_file = optarg;
        else {
            print_help(c == 'h' ? stdout : stderr);
            return c == 'h' ? ADMIN_OK : ADMIN_USAGE;
        }
    }
    if (optind == argc) {
        print_help(stderr);
        return ADMIN_USAGE;
    }
    log_start("kioskctl", LOG_LEVEL_WARN);
    if (!crypto_start() || !http_global_start())
        return ADMIN_FAILED;
    int status = run_command(config_file, data_dir, argc - optind, argv + optind);
    http_global_stop();
    return status;
}
