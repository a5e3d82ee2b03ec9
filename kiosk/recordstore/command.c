#include "recordstore/command.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/place.h"
#include "records/commune.h"
#include "records/manifest.h"
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

/* init and publish are given a campaign, which says what its commune is called. */
static bool learn_names(struct cli *cli, char **out_why) {
    const struct manifest_sources sources = {.campaign_paths = cli->campaign_paths,
                                             .campaign_count = cli->campaign_count};
    if (cli->campaign_count == 0)
        return true;
    json_t *campaigns = manifest_read_campaigns(&sources, out_why);
    if (campaigns)
        commune_learn(&cli->settings, json_array_get(campaigns, 0));
    json_decref(campaigns);
    return campaigns != NULL;
}

int command_run(struct cli *cli) {
    char *why = NULL;
    if (place_is_anothers(cli->settings.data_dir, "recordstore", &why) ||
        !commune_recall(&cli->settings, &why) || !learn_names(cli, &why)) {
        log_error("%s", why);
        free(why);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (!strcmp(commands[i].name, cli->command))
            return commands[i].run(cli);
    fprintf(stderr, "recordstore: '%s' is not a command (see --help)\n", cli->command);
    return EXIT_FAILURE;
}
