#include "recordstore/command.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "recordstore/cli.h"

static const struct {
    const char *name;
    int (*run)(const struct cli *cli);
} commands[] = {
    {"init", cmd_init},           {"serve", cmd_serve},     {"device", cmd_device},
    {"publish", cmd_publish},     {"asset", cmd_asset},     {"list", cmd_list},
    {"user", cmd_user},           {"key", cmd_key},         {"doctor", cmd_doctor},
    {"retention", cmd_retention}, {"backup", cmd_backup},   {"restore", cmd_restore},
    {"audit", cmd_audit},         {"migrate", cmd_migrate}, {"content", cmd_content_export},
    {"import", cmd_import},
};

int command_run(const struct cli *cli) {
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (!strcmp(commands[i].name, cli->command))
            return commands[i].run(cli);
    fprintf(stderr, "recordstore: '%s' is not a command (see --help)\n", cli->command);
    return EXIT_FAILURE;
}
