/* list: what arrived. Runs in the office, on the office's machine; it may read names. */
#include "recordstore/command.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/xalloc.h"
#include "records/intake.h"
#include "records/service.h"
#include "records/slips.h"
#include "recordstore/cli.h"

#define PAGE_LINES 200

static const char *or_dash(const char *text) {
    return text[0] ? text : "-";
}

static void print_text(const struct slip_line *line, const char *received_at) {
    printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", received_at, or_dash(line->code), or_dash(line->kind),
           or_dash(line->name), or_dash(line->unit), line->state, line->id);
}

static void print_json(const struct slip_line *line, const char *received_at, bool is_first) {
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:b, s:s}",
                               "received_at", received_at, "code", line->code, "kind", line->kind,
                               "name", line->name, "unit", line->unit, "state", line->state, "id",
                               line->id, "device_id", line->device_id, "seq", (json_int_t)line->seq,
                               "seq_repeated", (int)line->is_seq_repeated, "key_id", line->key_id);
    char *text = jsonread_dump(object);
    printf("%s%s", is_first ? "" : ",\n", text);
    free(text);
    json_decref(object);
}

/* Page by page: a list of years fits in little memory. */
static bool print_all(struct service *service, bool is_json) {
    struct slip_line *lines = xcalloc(PAGE_LINES, sizeof *lines);
    struct slip_cursor after = {.received_at_s = 0};
    bool is_read, is_first = true;
    size_t count;
    do {
        is_read = slips_list(service->records, &after, lines, PAGE_LINES, &count) == RECORDS_OK;
        for (size_t i = 0; is_read && i < count; i++) {
            char received_at[DATE_RFC3339_MAX];
            date_format_rfc3339(lines[i].received_at_s, 0, received_at);
            if (is_json)
                print_json(&lines[i], received_at, is_first);
            else
                print_text(&lines[i], received_at);
            is_first = false;
            after.received_at_s = lines[i].received_at_s;
            snprintf(after.id, sizeof after.id, "%s", lines[i].id);
        }
    } while (is_read && count == PAGE_LINES);
    free(lines);
    return is_read;
}

int cmd_list(const struct cli *cli) {
    struct service service;
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    intake_await_filing(&service);
    if (cli->is_json)
        putchar('[');
    bool is_done = print_all(&service, cli->is_json);
    if (cli->is_json)
        puts("]");
    service_close(&service);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
