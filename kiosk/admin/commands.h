/* The subcommands of kioskctl, one cmd_NAME.c each. argv[0] is the subcommand's own name; the
 * result is the exit status. */
#ifndef ADMIN_COMMANDS_H
#define ADMIN_COMMANDS_H

#include "model/config.h"
#include <stdbool.h>

struct clock;
struct device;

enum admin_exit {
    ADMIN_OK = 0,
    ADMIN_FAILED = 1, // refused or failed; standard error says why
    ADMIN_USAGE = 2,  // not a command line of ours
};

/* What stands before the subcommand's name. */
struct admin_options {
    struct config config; // defaults, then --config
    char *data_dir;       // --data, else the settings'
};

int cmd_enrol(const struct admin_options *options, int argc, char **argv);
int cmd_outbox(const struct admin_options *options, int argc, char **argv);
int cmd_content(const struct admin_options *options, int argc, char **argv);
int cmd_pin(const struct admin_options *options, int argc, char **argv);
int cmd_switch(const struct admin_options *options, int argc, char **argv);
int cmd_staff_audit(const struct admin_options *options, int argc, char **argv);
int cmd_kiosk_doctor(const struct admin_options *options, int argc, char **argv);
int cmd_conform(const struct admin_options *options, int argc, char **argv);
int cmd_typing(int argc, char **argv);
int cmd_match(int argc, char **argv);

/** For a command that takes no option but --help: the first it was given, 'h' or '?'; -1 none. What
 *  follows stands from argv[optind] on. */
int admin_only_help(int argc, char **argv);
/** The help of a command. @param option  'h' when it was asked for; else the command line is not
 *  one of ours, and it goes to standard error. @return the exit status */
int admin_help(const char *text, int option);
/** Who this kiosk is; false, and said on standard error, when it is not enrolled. */
bool admin_load_device(const struct admin_options *options, struct device *out);
/** The folder's own path, which a running kiosk can find too; owned. NULL, and said on standard
 *  error, when there is no such folder. */
char *admin_folder(const char *dir);
/** The system's time in the commune's zone. */
void admin_init_clock(const struct admin_options *options, struct clock *out);

#endif
