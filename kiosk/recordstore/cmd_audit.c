/* audit verify (or check): walks the journal's chain. That its end was cut off only shows against a
 * hash that was written down elsewhere: the last one is printed for that, and taken back. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "records/audit.h"
#include "records/service.h"
#include "recordstore/cli.h"

static bool walk(struct service *service) {
    int64_t last;
    struct audit_line newest = {.number = 0};
    size_t count;
    enum records_result result = audit_check(service->records, &last);
    if (result == RECORDS_NONE)
        fprintf(stderr,
                "recordstore: the journal is good up to entry %lld; the next one is missing or "
                "was changed: compare with a backup\n",
                (long long)last);
    if (result != RECORDS_OK || audit_list(service->records, 0, &newest, 1, &count) != RECORDS_OK)
        return false;
    printf("recordstore: the journal is whole, %lld entries\n", (long long)last);
    if (count > 0)
        printf("write down: %lld %s\n", (long long)newest.number, newest.sha256);
    return true;
}

/* What was written down some time ago must still be there. */
static bool compare(struct service *service, const char *number, const char *sha256) {
    struct audit_line line = {.number = 0};
    size_t count = 0;
    char *end;
    long long wanted = strtoll(number, &end, 10);
    if (*end || wanted < 1) {
        fprintf(stderr, "recordstore: '%s' is no number of an entry\n", number);
        return false;
    }
    if (audit_list(service->records, wanted + 1, &line, 1, &count) != RECORDS_OK)
        return false;
    bool is_same = count == 1 && line.number == wanted && !strcmp(line.sha256, sha256);
    if (is_same)
        printf("recordstore: entry %lld is the one that was written down\n", wanted);
    else
        fprintf(stderr,
                "recordstore: entry %lld is missing or is not the one that was written down: "
                "compare with a backup\n",
                wanted);
    return is_same;
}

static bool is_ours(const struct cli *cli) {
    return (cli->word_count == 1 || cli->word_count == 3) &&
           (!strcmp(cli->words[0], "check") || !strcmp(cli->words[0], "verify"));
}

int cmd_audit(const struct cli *cli) {
    struct service service;
    if (!is_ours(cli)) {
        fputs("recordstore: audit verify [NUMBER HASH]\n", stderr);
        return EXIT_FAILURE;
    }
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    bool is_whole =
        walk(&service) && (cli->word_count == 1 || compare(&service, cli->words[1], cli->words[2]));
    service_close(&service);
    return is_whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
