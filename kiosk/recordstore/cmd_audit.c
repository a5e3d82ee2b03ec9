/* audit check: walks the journal's chain. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "records/audit.h"
#include "records/service.h"
#include "recordstore/cli.h"

static bool check(struct service *service) {
    int64_t last;
    enum records_result result = audit_check(service->records, &last);
    if (result == RECORDS_OK)
        printf("recordstore: the journal is whole, %lld entries\n", (long long)last);
    else if (result == RECORDS_NONE)
        fprintf(stderr,
                "recordstore: the journal is good up to entry %lld; the next one is missing or "
                "was changed: compare with a backup\n",
                (long long)last);
    return result == RECORDS_OK;
}

int cmd_audit(const struct cli *cli) {
    struct service service;
    if (cli->word_count != 1 || strcmp(cli->words[0], "check") != 0) {
        fputs("recordstore: audit check\n", stderr);
        return EXIT_FAILURE;
    }
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    bool is_whole = check(&service);
    service_close(&service);
    return is_whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
