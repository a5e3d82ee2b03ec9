/* kioskctl audit: the chained log of what staff did at this kiosk. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/staff_access.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "net/staff_control.h"

static const char help[] =
    "usage: kioskctl audit list\n"
    "       kioskctl audit verify\n\n"
    "  list    a line an entry, the oldest first: number, when, who, what, of what, from, to\n"
    "  verify  walks the chain: each entry carries the hash of the one before it. Exit\n"
    "          status 1 and the number of the first line that is not what it was. An end\n"
    "          that was cut off is noticed in the office, which keeps number and hash of the\n"
    "          last line it was told of\n";

static void print_entry(const json_t *entry, int zone_s) {
    char at[DATE_RFC3339_MAX];
    date_format_rfc3339(jsonread_int(entry, "at_s", 0), zone_s, at);
    printf("%6lld  %s  %s  %s", (long long)jsonread_int(entry, "seq", 0), at,
           jsonread_text(entry, "who", ""), jsonread_text(entry, "what", ""));
    const char *of = jsonread_text(entry, "of", ""), *from = jsonread_text(entry, "from", "");
    const char *to = jsonread_text(entry, "to", "");
    if (of[0])
        printf("  %s", of);
    if (from[0] || to[0])
        printf("  %s -> %s", from, to);
    putchar('\n');
}

/* All answers, the newest first; NULL when one failed. New reference. */
static json_t *read_all(const struct admin_options *options) {
    json_t *all = json_array();
    json_int_t before = 0;
    for (;;) {
        json_t *answer =
            staff_access_ask(options, json_pack("{s:s, s:I}", "do", "staff.log", "before", before));
        json_t *entries = jsonread_array(answer, "entries");
        size_t count = json_array_size(entries);
        bool is_answered = answer != NULL;
        json_array_extend(all, entries);
        before = jsonread_int(json_array_get(entries, count ? count - 1 : 0), "seq", 0);
        json_decref(answer);
        if (!is_answered) {
            json_decref(all);
            return NULL;
        }
        if (count < STAFF_CONTROL_LOG_MAX || before <= 1)
            return all;
    }
}

static int list(const struct admin_options *options) {
    int zone_s = 0;
    json_t *all = read_all(options);
    if (!all)
        return ADMIN_FAILED;
    date_parse_zone(options->config.time_zone, &zone_s);
    for (size_t i = json_array_size(all); i > 0; i--)
        print_entry(json_array_get(all, i - 1), zone_s);
    json_decref(all);
    return ADMIN_OK;
}

static int verify(const struct admin_options *options) {
    json_t *answer = staff_access_ask(options, json_pack("{s:s}", "do", "staff.verify"));
    if (!answer)
        return ADMIN_FAILED;
    long long count = jsonread_int(answer, "count", 0), broken = jsonread_int(answer, "broken", 0);
    if (broken)
        fprintf(stderr,
                "kioskctl audit: line %lld is not what it was: %s; %lld before it are "
                "whole. Keep the file and tell the office\n",
                broken, jsonread_text(answer, "why", ""), count);
    else
        printf("%lld entries, the chain is whole; the last is %s\n", count,
               count ? jsonread_text(answer, "hash", "") : "none");
    json_decref(answer);
    return broken ? ADMIN_FAILED : ADMIN_OK;
}

int cmd_staff_audit(const struct admin_options *options, int argc, char **argv) {
    int c = admin_only_help(argc, argv);
    const char *what = c == -1 && argc - optind == 1 ? argv[optind] : "";
    if (strcmp(what, "list") == 0)
        return list(options);
    if (strcmp(what, "verify") == 0)
        return verify(options);
    return admin_help(help, c);
}
