#include "recordstore/cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/place.h"
#include "base/strbuf.h"

enum option_id {
    OPTION_CONFIG = 1000,
    OPTION_SET,
    OPTION_PLAIN,
    OPTION_NAME,
    OPTION_ROLES,
    OPTION_AGAIN,
    OPTION_CAMPAIGN,
    OPTION_REASONS,
    OPTION_SAMPLE,
    OPTION_OUT,
    OPTION_TO,
    OPTION_FROM,
    OPTION_WITH_KEYS,
    OPTION_APPLY,
    OPTION_JSON,
    OPTION_VERBOSE,
    OPTION_HELP,
    OPTION_SETTINGS, // from here on: shorthands of settings, in the order of `shorthands`
};

/* Options that are only another way to write --set section.key=value. */
static const char *const shorthands[] = {
    "store.data",    "store.db",       "store.commune",       "http.listen",
    "http.cert",     "http.key",       "http.names",          "commune.name",
    "commune.place", "commune.agency", "commune.code_prefix", "commune.time_zone",
};

static const struct option options[] = {
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"set", required_argument, NULL, OPTION_SET},
    {"plain", no_argument, NULL, OPTION_PLAIN},
    {"name", required_argument, NULL, OPTION_NAME},
    {"roles", required_argument, NULL, OPTION_ROLES},
    {"again", required_argument, NULL, OPTION_AGAIN},
    {"campaign", required_argument, NULL, OPTION_CAMPAIGN},
    {"reasons", required_argument, NULL, OPTION_REASONS},
    {"sample", required_argument, NULL, OPTION_SAMPLE},
    {"out", required_argument, NULL, OPTION_OUT},
    {"to", required_argument, NULL, OPTION_TO},
    {"from", required_argument, NULL, OPTION_FROM},
    {"with-keys", no_argument, NULL, OPTION_WITH_KEYS},
    {"apply", no_argument, NULL, OPTION_APPLY},
    {"json", no_argument, NULL, OPTION_JSON},
    {"verbose", no_argument, NULL, OPTION_VERBOSE},
    {"help", no_argument, NULL, OPTION_HELP},
    {"data", required_argument, NULL, OPTION_SETTINGS + 0},
    {"db", required_argument, NULL, OPTION_SETTINGS + 1},
    {"commune", required_argument, NULL, OPTION_SETTINGS + 2},
    {"listen", required_argument, NULL, OPTION_SETTINGS + 3},
    {"cert", required_argument, NULL, OPTION_SETTINGS + 4},
    {"key", required_argument, NULL, OPTION_SETTINGS + 5},
    {"names", required_argument, NULL, OPTION_SETTINGS + 6},
    {"commune-name", required_argument, NULL, OPTION_SETTINGS + 7},
    {"place", required_argument, NULL, OPTION_SETTINGS + 8},
    {"agency", required_argument, NULL, OPTION_SETTINGS + 9},
    {"prefix", required_argument, NULL, OPTION_SETTINGS + 10},
    {"time-zone", required_argument, NULL, OPTION_SETTINGS + 11},
    {NULL, 0, NULL, 0},
};

const char *cli_usage(void) {
    return "recordstore COMMAND [OPTION...]\n"
           "  init                       make the data folder: identity, database, keys, "
           "certificate\n"
           "                             (--campaign DIR says what the commune is called)\n"
           "  serve                      answer kiosks (this is done when no command is given)\n"
           "  device add [--name TEXT]   print a one-time enrolment code; --again ID for a device "
           "that exists\n"
           "  device list                who is enrolled and what is missing from whom\n"
           "  device revoke ID           refuse a device from now on\n"
           "  device resend ID SEQ       ask it to send again from that number\n"
           "  device unlock-pin ID       lift the lock on its staff PIN\n"
           "  device help-seen ID        answer its call for help\n"
           "  user add LOGIN [--name TEXT] [--roles role-vptk,...]\n"
           "                             an officer's account; prints a one-time password\n"
           "  user reset LOGIN           a new one-time password; lets a disabled account in "
           "again\n"
           "  user password LOGIN        a lasting password, from standard input\n"
           "  user list                  who may log in, with which roles\n"
           "  audit verify [NUMBER HASH] is the journal of the office whole?\n"
           "  publish --campaign DIR|FILE... --reasons FILE --sample FILE [--sample FILE...]\n"
           "                             make and sign a new revision of what kiosks show; the "
           "first "
           "campaign\n"
           "                             is the current one, the others are looked back at\n"
           "  asset add FILE             keep a picture; prints its hash\n"
           "  content export DIR         what is published, on a stick for kiosks without network\n"
           "  import DIR                 slips from a kiosk's stick, as if it had sent them\n"
           "  list [--json]              what arrived, the oldest first\n"
           "  doctor                     what is wrong here and what to do; status 1 when there is "
           "something\n"
           "  backup [--to DIR]          a copy to restore from, while all runs on; --with-keys: "
           "secrets, too\n"
           "  restore --from DIR         from a backup, where no records are\n"
           "  key backup [--out FILE]    the secret keys for the safe: .svg to print, or text\n"
           "  key restore [FILE]         a key back from paper: typed in, or from a file\n"
           "  retention [--apply]        whose days are over; --apply deletes\n"
           "  migrate --from DSN --to DSN\n"
           "                             copy the commune into another database and prove that "
           "both hold the\n"
           "                             same; stop the store before\n"
           "Options: --config FILE --data DIR --db DSN --commune ID --verbose\n"
           "  settings without --config: /etc/recordstore/recordstore.ini when installed,\n"
           "  config/recordstore.ini of the source tree it was built in; where there is none,\n"
           "  every setting is at its default\n"
           "  a DSN is sqlite:FILE or postgresql://HOST/NAME\n"
           "  serve: --listen ADDRESS:PORT --cert FILE --key FILE --plain\n"
           "  init: --names HOST,ADDRESS...\n"
           "  publish: --commune-name --place --agency --prefix --time-zone\n"
           "  any setting: --set section.key=value\n";
}

static bool set_setting(struct cli *cli, const char *key, const char *value, char **out_why) {
    char *assignment = xasprintf("%s=%s", key, value);
    bool is_set = ini_set(assignment, service_settings_keys, &cli->settings, out_why);
    free(assignment);
    return is_set;
}

static bool add_file(const char **paths, size_t *count, const char *what, const char *path,
                     char **out_why) {
    if (*count == CLI_FILES_MAX) {
        *out_why = xasprintf("more than %d %s files", CLI_FILES_MAX, what);
        return false;
    }
    paths[(*count)++] = path;
    return true;
}

static bool add_campaign(struct cli *cli, const char *path, char **out_why) {
    return add_file(cli->campaign_paths, &cli->campaign_count, "campaign", path, out_why);
}

static bool take_option(struct cli *cli, int id, char **out_why) {
    switch (id) {
    case OPTION_CONFIG:
        return true; // read before all others, whatever its place
    case OPTION_SET:
        return ini_set(optarg, service_settings_keys, &cli->settings, out_why);
    case OPTION_PLAIN:
        cli->settings.is_plain = true;
        return true;
    case OPTION_NAME:
        cli->name = optarg;
        return true;
    case OPTION_ROLES:
        cli->roles = optarg;
        return true;
    case OPTION_AGAIN:
        cli->device_id = optarg;
        return true;
    case OPTION_CAMPAIGN:
        return add_campaign(cli, optarg, out_why);
    case OPTION_REASONS:
        cli->reasons_path = optarg;
        return true;
    case OPTION_SAMPLE:
        return add_file(cli->sample_paths, &cli->sample_count, "sample", optarg, out_why);
    case OPTION_OUT:
        cli->out_path = optarg;
        return true;
    case OPTION_WITH_KEYS:
        cli->with_keys = true;
        return true;
    case OPTION_APPLY:
        cli->is_applied = true;
        return true;
    case OPTION_JSON:
        cli->is_json = true;
        return true;
    case OPTION_FROM:
        cli->from = optarg;
        return true;
    case OPTION_TO:
        cli->to = optarg;
        return true;
    case OPTION_VERBOSE:
        cli->is_verbose = true;
        return true;
    case OPTION_HELP:
        cli->wants_help = true;
        return true;
    default:
        return set_setting(cli, shorthands[id - OPTION_SETTINGS], optarg, out_why);
    }
}

static bool read_default_config(struct cli *cli, char **out_why) {
    char *found = place_settings("recordstore", "recordstore.ini");
    bool is_read = !found || ini_read(found, service_settings_keys, &cli->settings, out_why);
    free(found);
    return is_read;
}

/* A first walk for the file alone: what stands on the command line wins over it. */
static bool read_config(struct cli *cli, int argc, char **argv, char **out_why) {
    bool is_named = false, wants_help = false;
    optind = 0; // glibc: start afresh
    opterr = 0;
    for (int id; (id = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (id == OPTION_CONFIG &&
            !ini_read(optarg, service_settings_keys, &cli->settings, out_why))
            return false;
        is_named = is_named || id == OPTION_CONFIG;
        wants_help = wants_help || id == OPTION_HELP;
    }
    return is_named || wants_help || read_default_config(cli, out_why);
}

bool cli_parse(int argc, char **argv, struct cli *out, char **out_why) {
    *out = (struct cli){.command = "serve"};
    *out_why = NULL;
    ini_set_defaults(service_settings_keys, &out->settings);
    if (!read_config(out, argc, argv, out_why))
        return false;
    optind = 0;
    for (int id; (id = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (id == '?') {
            *out_why = xasprintf("'%s' is not an option, or lacks its value (see --help)",
                                 argv[optind - 1]);
            return false;
        }
        if (!take_option(out, id, out_why))
            return false;
    }
    if (optind < argc)
        out->command = argv[optind++];
    out->words = (const char *const *)&argv[optind];
    out->word_count = (size_t)(argc - optind);
    // The shell spreads `--campaign vi.json en.json`: what is left over belongs to it.
    for (size_t i = 0; out->campaign_count > 0 && i < out->word_count; i++)
        if (!add_campaign(out, out->words[i], out_why))
            return false;
    return true;
}

void cli_finish(struct cli *cli) {
    if (cli)
        ini_finish(service_settings_keys, &cli->settings);
}
