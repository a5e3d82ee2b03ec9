/* The command line: which command, its words, and settings from file and options. */
#ifndef RECORDSTORE_CLI_H
#define RECORDSTORE_CLI_H

#include "records/settings.h"
#include <stdbool.h>
#include <stddef.h>

#define CLI_FILES_MAX 64

struct cli {
    struct service_settings settings;
    const char *command;      // "serve" when none is given
    const char *const *words; // what follows the command, without options; borrowed from argv
    size_t word_count;
    const char *name;      // --name: of a device or a person
    const char *roles;     // --roles: ids, a comma between
    const char *device_id; // --again: invite a device that exists
    const char *from, *to; // DSNs of migrate, folders of restore and backup
    const char *reasons_path;
    const char *sample_paths[CLI_FILES_MAX];
    size_t sample_count;
    const char *campaign_paths[CLI_FILES_MAX];
    size_t campaign_count;
    const char *out_path;
    bool with_keys, is_applied;
    bool is_json, is_verbose, wants_help;
};

/**
 * Reads the command line; the settings' defaults first, then --config or the file that
 * belongs to the program (place_settings), then single options.
 * @param out_why  what is wrong, owned by the caller
 */
bool cli_parse(int argc, char **argv, struct cli *out, char **out_why);
void cli_finish(struct cli *cli);
/** All commands and options, for --help. Static. */
const char *cli_usage(void);

#endif
