/* publish: a new revision of what kiosks show. asset add: a picture for it. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "records/assets.h"
#include "records/commune.h"
#include "records/manifest.h"
#include "records/manifests.h"
#include "records/publication.h"
#include "records/revisions.h"
#include "records/service.h"
#include "recordstore/cli.h"

#define TRIES_MAX 10 // somebody else may publish at the same moment

static enum records_result try_revision(struct service *service, struct manifest_parts *parts,
                                        struct manifest *out) {
    struct manifest newest = {.revision = 0};
    char *why = NULL;
    struct sql *records = service->records;
    if (manifests_newest(records, false, &newest) == RECORDS_FAILED)
        return RECORDS_FAILED;
    json_decref(parts->people); // of a try before
    parts->people = NULL;
    if (publication_people(records, &parts->people) != RECORDS_OK)
        return RECORDS_FAILED;
    if (!manifest_compose(parts, service->settings, &service->keys, newest.revision + 1,
                          (int64_t)time(NULL), out, &why)) {
        log_error("%s", why);
        free(why);
        return RECORDS_FAILED;
    }
    enum records_result result = manifests_add(records, out);
    if (result != RECORDS_OK)
        manifest_finish(out);
    return result;
}

static bool publish(struct service *service, struct manifest_parts *parts) {
    struct manifest manifest;
    enum records_result result = RECORDS_NONE;
    for (int i = 0; i < TRIES_MAX && result == RECORDS_NONE; i++)
        result = try_revision(service, parts, &manifest);
    if (result != RECORDS_OK)
        return false;
    revisions_tell(service->records, manifest.revision, AUDIT_COMMAND_LINE, "command");
    printf("recordstore: revision %lld is published, %zu bytes, sha256 %s\n",
           (long long)manifest.revision, manifest.len, manifest.sha256);
    manifest_finish(&manifest);
    return true;
}

int cmd_publish(const struct cli *cli) {
    const struct manifest_sources sources = {
        .campaign_paths = cli->campaign_paths,
        .campaign_count = cli->campaign_count,
        .reasons_path = cli->reasons_path,
        .sample_paths = cli->sample_paths,
        .sample_count = cli->sample_count,
    };
    struct service service;
    struct manifest_parts parts;
    char *why = NULL;
    if (!cli->campaign_count || !cli->reasons_path || !cli->sample_count) {
        fputs("recordstore: publish needs --campaign, --reasons and --sample\n", stderr);
        return EXIT_FAILURE;
    }
    if (!commune_is_named(&cli->settings, &why) || !manifest_read(&sources, &parts, &why)) {
        log_error("%s", why);
        free(why);
        return EXIT_FAILURE;
    }
    bool is_done = false;
    if (service_open(&service, &cli->settings, false)) {
        is_done = service_load_keys(&service) && publish(&service, &parts);
        if (is_done && !commune_keep(&cli->settings, &why)) {
            log_error("%s", why);
            free(why);
            is_done = false;
        }
        service_close(&service);
    }
    manifest_parts_finish(&parts);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}

int cmd_asset(const struct cli *cli) {
    char sha256[CRYPTO_SHA256_HEX_MAX], *why = NULL;
    if (cli->word_count != 2 || strcmp(cli->words[0], "add") != 0) {
        fputs("recordstore: asset add FILE\n", stderr);
        return EXIT_FAILURE;
    }
    if (!assets_add(cli->settings.data_dir, cli->words[1], sha256, &why)) {
        log_error("%s", why);
        free(why);
        return EXIT_FAILURE;
    }
    puts(sha256);
    return EXIT_SUCCESS;
}
