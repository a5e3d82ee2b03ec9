/* retention: what is due to be deleted by the rules of dossier.json; --apply deletes it. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/xalloc.h"
#include "records/audit.h"
#include "records/retention.h"
#include "records/service.h"
#include "recordstore/cli.h"
#include "recordstore/daily.h"

#define PAGE_LINES 200

static void print_line(const struct retention_line *line) {
    char closed[DATE_RFC3339_MAX], due[DATE_RFC3339_MAX];
    date_format_rfc3339(line->closed_at_s, 0, closed);
    date_format_rfc3339(line->delete_after_s, 0, due);
    printf("%s\t%s\t%s\t%s\t%s\n", due, line->code, line->state, closed, line->id);
}

/* Those whose days are over. */
static bool print_due(struct service *service, int64_t now_s) {
    struct retention_line *lines = xcalloc(PAGE_LINES, sizeof *lines);
    struct retention_cursor after = {.id = ""};
    bool is_read, is_more = true;
    size_t count;
    do {
        is_read = retention_list(service->records, &after, lines, PAGE_LINES, &count) == RECORDS_OK;
        for (size_t i = 0; is_read && i < count && is_more; i++) {
            is_more = lines[i].delete_after_s <= now_s;
            if (is_more)
                print_line(&lines[i]);
            after.delete_after_s = lines[i].delete_after_s;
            strcpy(after.id, lines[i].id); // of one size
        }
    } while (is_read && is_more && count == PAGE_LINES);
    free(lines);
    return is_read;
}

static bool show(struct service *service, int64_t now_s) {
    const struct dossier_office office = {.sql = service->records, .now_s = now_s};
    struct retention_figures figures;
    puts("due\tcode\tstate\tclosed\tid");
    if (!print_due(service, now_s) || !retention_count(&office, &figures))
        return false;
    printf("%lld are due, %lld go later; %lld went in time, %lld on request\n",
           (long long)figures.due, (long long)figures.waiting, (long long)figures.expired,
           (long long)figures.erased);
    if (figures.due > 0)
        puts("Nothing was deleted: recordstore retention --apply");
    return true;
}

static bool apply(struct service *service, int64_t now_s) {
    size_t purged;
    bool is_done = daily_retention(service, AUDIT_COMMAND_LINE, now_s, &purged);
    printf("recordstore: personal data of %zu slips is deleted\n", purged);
    return is_done;
}

int cmd_retention(const struct cli *cli) {
    struct service service;
    int64_t now_s = (int64_t)time(NULL);
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    bool is_done = cli->is_applied ? apply(&service, now_s) : show(&service, now_s);
    service_close(&service);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
