/* content export: the newest manifest, its signature and all it names on a stick, for kiosks that
 * have no network. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "model/content.h"
#include "records/assets.h"
#include "records/audit.h"
#include "records/manifests.h"
#include "records/service.h"
#include "recordstore/cli.h"
#include "store/bundle.h"

static bool read_asset(const char *sha256_hex, char **out_bytes, size_t *out_len, void *context) {
    const struct service_settings *settings = context;
    return assets_read(settings->data_dir, sha256_hex, out_bytes, out_len);
}

static bool note(struct service *service, const struct manifest *manifest) {
    const struct actor actor = {AUDIT_COMMAND_LINE, (int64_t)time(NULL)};
    char words[32];
    snprintf(words, sizeof words, "%lld", (long long)manifest->revision);
    return audit_note(service->records, &actor,
                      &(struct audit_entry){"content.export", "", words}) == RECORDS_OK;
}

static bool export(struct service *service, const struct manifest *manifest, const char *dir) {
    const struct bundle_source source = {.bytes = manifest->bytes,
                                         .len_bytes = manifest->len,
                                         .signature = manifest->signature,
                                         .read_asset = read_asset,
                                         .context = (void *)service->settings};
    char *why = NULL;
    bool is_written = bundle_write(dir, &source, &why) == BUNDLE_OK;
    if (is_written)
        printf("recordstore: revision %lld is in %s/" BUNDLE_DIR "; take the stick out only after "
               "ejecting it\n",
               (long long)manifest->revision, dir);
    else
        log_error("the content was not written: %s", why);
    free(why);
    return is_written && note(service, manifest);
}

int cmd_content_export(const struct cli *cli) {
    struct service service;
    struct manifest manifest;
    if (cli->word_count != 2 || strcmp(cli->words[0], "export") != 0) {
        fputs("recordstore: content export DIR\n", stderr);
        return EXIT_FAILURE;
    }
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    bool is_done = false;
    enum records_result result = manifests_newest(service.records, true, &manifest);
    if (result == RECORDS_OK) {
        is_done = export(&service, &manifest, cli->words[1]);
        manifest_finish(&manifest);
    } else if (result == RECORDS_NONE) {
        log_error("nothing is published yet: recordstore publish");
    }
    service_close(&service);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
